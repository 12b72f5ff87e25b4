"""`nox -s bench`: measures, keeps what was measured, and writes BENCHMARKS.md from that."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from plainfigures.figures.keys import source_digest
from tests.bench.comparison import SIZES, Plan, compare
from tests.bench.growth import BODIES, COUNCILS, grow, grow_england
from tests.bench.growth_report import growth_part
from tests.bench.kinds import BUDGETS, KINDS, PICTURES, RIVALS
from tests.bench.measuring import RunFailed
from tests.bench.parts import measure_parts
from tests.bench.profiling import before_and_after
from tests.bench.report import (
    benchmarks,
    draw_chart,
    parts_table,
    profile_part,
    size_tables,
)
from tests.conftest import ROOT
from tests.latency import measure, serve_part

__all__ = ["CHART", "FILE", "RESULTS", "growth_alone", "main"]

RESULTS = Path(__file__).parent / "results.json"
"""Every run of the last whole measurement, as it was."""

FILE = ROOT / "BENCHMARKS.md"
CHART = RESULTS.with_name("benchmarks.svg")

_MEASURED = (
    *("src", "tests/bench", "docs", "datasets", "charts", "macros", "mkdocs.yml", "examples"),
    *(":!tests/bench/results.json", ":!tests/bench/benchmarks.svg"),
)
"""What the numbers hang on: nothing of it may differ from the commit that is measured."""

_EDITS = 50
"""So often a page is edited while it is shown, and so often a cell."""

_OWN = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-macros-plugin",
    "matplotlib",
    "frictionless",
    "zensical",
)
_THEIRS = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-macros-plugin",
    "mkdocs-table-reader-plugin",
    "mkdocs-charts-plugin",
    "pandas",
)


def main(words: list[str]) -> None:
    """Measure as told, print the tables; of the whole, keep the results and write BENCHMARKS.md."""
    given = _parser().parse_args(words)
    if given.fresh:
        raise SystemExit(_told_age())
    if given.again:
        write(json.loads(RESULTS.read_text("utf-8")))
        return
    whole = not (given.kinds or given.quick or given.sizes or given.no_write)
    if whole and dirty():
        sys.exit(
            "BENCHMARKS.md names the commit that it measured, and these files are not committed:\n"
            f"{dirty()}\nCommit them first, or measure without writing: add --no-write."
        )
    sizes = given.sizes or (["24"] if given.quick else list(SIZES))
    plan = Plan(given.kinds, 1 if given.quick else given.rounds, given.minutes)
    begun = source_digest.__wrapped__()
    found: dict[str, Any] = about()
    # What is soonest done comes first, so that a build that fails is told soon.
    if not given.quick:
        found["parts"] = measure_parts()
        print(parts_table(found["parts"]))
        found["profile"] = before_and_after()
        print(profile_part(found))
    if not given.quick and not given.no_growth:
        found |= _grown(BODIES, COUNCILS)
        print(growth_part(found))
    if whole:
        found["serve"] = measure(_EDITS, 0)
        print(serve_part(found["serve"]))
    found["sizes"] = []
    for one in sizes:
        found["sizes"].append(compare(SIZES[one], plan))
        lacking = _lacking(found) if whole else []
        if lacking:
            sys.exit(f"Nothing is written, since this was not measured: {'; '.join(lacking)}.")
    print(size_tables(found))
    if not whole:
        return
    if source_digest.__wrapped__() != begun or dirty():
        sys.exit("The code was changed while it was measured: nothing is written. Measure again.")
    RESULTS.write_text(json.dumps(_rounded(found), indent=1, sort_keys=True) + "\n", "utf-8")
    write(json.loads(RESULTS.read_text("utf-8")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Measure whole builds side by side."
    )
    names = [one.name for one in (*KINDS, *PICTURES)]
    parser.add_argument("--sizes", nargs="+", choices=list(SIZES), help="else all")
    parser.add_argument("--kinds", nargs="+", choices=names, metavar="KIND", help=", ".join(names))
    parser.add_argument("--rounds", type=int, default=0, help="else as many as fit the size")
    parser.add_argument("--minutes", type=float, default=20, help="at most, for each size")
    parser.add_argument("--quick", action="store_true", help="one round at 24 pages, no growth")
    parser.add_argument("--no-growth", action="store_true", help="leave the growth out")
    parser.add_argument("--no-write", action="store_true", help="print the tables, write nothing")
    parser.add_argument("--again", action="store_true", help="write the page from kept results")
    parser.add_argument("--fresh", action="store_true", help="is BENCHMARKS.md of this code?")
    return parser


def growth_alone(words: list[str]) -> None:
    """Measure how builds grow with the bodies of a site, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench growth")
    parser.add_argument("--bodies", type=int, nargs="+", default=list(BODIES))
    parser.add_argument("--councils", type=int, nargs="*", default=list(COUNCILS))
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args(words)
    print(growth_part(_grown(given.bodies, given.councils, given.rounds)))


def _lacking(found: dict[str, Any]) -> list[str]:
    """Return what has a budget, or is what others are divided by, and was not measured."""
    return [
        f"“{kind}” of {size['name']}"
        for size in found["sizes"]
        for kind in ("floor", *BUDGETS)
        if kind not in size["runs"]
    ]


def _grown(
    bodies: Sequence[int], councils: Sequence[int], rounds: int = 1
) -> dict[str, list[dict[str, Any]]]:
    try:
        return {"growth": grow(bodies, rounds), "england": grow_england(councils, rounds)}
    except RunFailed as failed:
        sys.exit(str(failed))


def _rounded(value: Any) -> Any:
    """Return what was measured, to a hundredth, and what is less than one to three digits."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    if isinstance(value, float):
        return round(value, 2) if abs(value) >= 1 else float(f"{value:.3g}")
    return value


def write(found: dict[str, Any]) -> None:
    """Write BENCHMARKS.md and its chart from results."""
    CHART.write_text(draw_chart(found), "utf-8")
    FILE.write_text(benchmarks(found), "utf-8")


def about() -> dict[str, Any]:
    """Return what is measured, with what and on what."""
    commit = _git("rev-parse", "HEAD").strip()
    rivals = os.environ.get(RIVALS)
    return {
        "commit": commit,
        "source": source_digest(),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count() or 1,
            "memory_gb": _memory(),
            "system": f"{platform.system()} {platform.release().partition('-')[0]}",
            "python": platform.python_version(),
        },
        "versions": {name: _version(name) for name in _OWN},
        "rivals": _versions_there(rivals) if rivals else {},
    }


def dirty() -> str:
    """Return the files that the numbers hang on and that differ from the commit, as git says."""
    return _git("status", "--porcelain", "--", *_MEASURED)


def _told_age() -> int:
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    if kept.get("source") == source_digest():
        print("BENCHMARKS.md is of this very code.")
        return 0
    print(
        "BENCHMARKS.md is of other code than this. Measure anew: python3 noxfile.py -s bench"
        if kept
        else "Nothing was measured yet: python3 noxfile.py -s bench"
    )
    return 1


def _git(*words: str) -> str:
    done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _versions_there(python: str) -> dict[str, str]:
    """Return the versions of what is compared with, as the Python that has it says."""
    ask = f"from importlib.metadata import version\nfor one in {_THEIRS!r}: print(version(one))"
    done = subprocess.run((python, "-c", ask), capture_output=True, text=True, check=True)
    return dict(zip(_THEIRS, done.stdout.split(), strict=True))


def _processor() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _memory() -> int:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (ValueError, OSError, AttributeError):
        return 0
