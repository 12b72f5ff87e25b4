"""Renew the examples when the template has changed: `python -m tests.examples`."""

from pathlib import Path

from plainfigures.starting.site import upgrade_site

if __name__ == "__main__":
    print("\n".join(upgrade_site(Path(__file__).parent / "fire", None)))
