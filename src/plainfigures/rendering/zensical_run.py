"""Zensical in a process of its own: `python -P zensical_run.py SETTINGS`, which ends with its parent.

It is run by its path, so that nothing but Zensical is loaded.
"""

import os
import sys
import threading


def go_with_the_parent() -> None:
    """End when whoever started this is gone, and with it the other end of the pipe."""
    while os.read(0, 1):
        pass
    os._exit(1)


def run(settings: str) -> None:
    """Make the pages of the project whose settings these are."""
    from zensical import build

    threading.Thread(target=go_with_the_parent, daemon=True).start()
    build(settings, {"clean": True, "strict": False})


if __name__ == "__main__":
    run(sys.argv[1])
