"""From a commit to a served site, and back, with no code host: `nox -s rehearse`.

The workflows that new sites get are run as they stand: `tests/rehearsing/` is the host. Each act of
the rehearsal changes the repository or lets time pass, and then looks at what the site serves.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.rehearsing.acts import ACTS
from tests.rehearsing.playing import Editor, rehearsal

__all__ = ["main"]


def main() -> int:
    """Play every act, say what came of each, and return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.rehearse", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="run in the environment there is")
    asked.add_argument("--only", nargs="*", default=[], help="the acts to play after the first")
    asked.add_argument("--steps", action="store_true", help="list every step that was run")
    given = asked.parse_args()
    wrong = 0
    with (
        tempfile.TemporaryDirectory(prefix="plainfigures-rehearsal-") as folder,
        rehearsal(Path(folder), quick=given.quick) as editor,
    ):
        for number, act in enumerate(ACTS):
            if number and given.only and act.__name__ not in given.only:
                continue
            start, before = time.monotonic(), len(editor.host.said)
            try:
                came = f"as it should be: {act(editor)}"
            except (AssertionError, LookupError, ValueError) as problem:
                wrong += 1
                came = f"NOT AS IT SHOULD BE: {problem}"
            print(f"{act.__doc__}\n    {came} ({time.monotonic() - start:.0f} s)", flush=True)
            if given.steps:
                list_steps(editor, before)
    print("All acts went as they should." if not wrong else f"{wrong} acts did not.")
    return int(wrong > 0)


def list_steps(editor: Editor, before: int) -> None:
    """List the steps that were run since there were so many of them."""
    for one in editor.host.said[before:]:
        print(f"    {one.run}, {one.job}: {one.step} → {one.code} ({one.seconds} s)")


if __name__ == "__main__":
    raise SystemExit(main())
