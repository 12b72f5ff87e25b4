"""Shows where what is said of a case is not what is expected; with --write, takes it as expected."""

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

from tests.cases.running import CASES, case_names, make_base, run_case


def show(names: list[str], *, write: bool) -> int:
    """Run cases and print each difference; returns how many there are."""
    different = 0
    with tempfile.TemporaryDirectory() as place:
        base = make_base(Path(place) / "base")
        for name in names:
            file = CASES / name / "expected.txt"
            before = file.read_text("utf-8") if file.is_file() else ""
            now = run_case(name, base, Path(place) / name)
            if now == before:
                continue
            different += 1
            lines = (before.splitlines(), now.splitlines())
            print(
                f"== {name}",
                *difflib.unified_diff(*lines, "expected", "said", lineterm=""),
                sep="\n",
            )
            if write:
                file.write_text(now, "utf-8")
    print(f"{len(names)} cases, {different} different.")
    return different


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="cases, or the beginnings of their names; else all"
    )
    parser.add_argument("--write", action="store_true", help="write what is said as expected")
    given = parser.parse_args()
    wanted = tuple(given.names) or ("",)
    chosen = [name for name in case_names() if name.startswith(wanted)]
    sys.exit(1 if show(chosen, write=given.write) and not given.write else 0)
