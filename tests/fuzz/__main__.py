"""Tries examples made at random: `python -m tests.fuzz data --minutes 10`, or `pages`, or `all`."""

import argparse
import sys
from pathlib import Path

from tests.fuzz.harness import PARTS, run, work

REPORT = Path("report/fuzz")
"""Where examples that failed are kept."""


def main() -> int:
    """Run what was asked for; returns 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("part", choices=[*PARTS, "all"])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=float, default=60, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        return work(given.part, given.seconds, given.seed, given.work)
    parts = ["data", "pages"] if given.part == "all" else [given.part]
    failed = 0
    for part in parts:
        tally = run(part, given.minutes, given.seed, given.report)
        print(
            f"{part}: {tally.examples:,} examples in {tally.seconds / 60:.1f} minutes, "
            f"{tally.with_findings:,} with findings, {len(tally.failures)} failed."
        )
        for name, why in tally.failures.items():
            print(f"== {given.report / name}.txt", why.strip().splitlines()[-1], sep="\n")
        failed += len(tally.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
