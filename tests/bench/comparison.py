"""One site, built in all ways, round by round: what `nox -s bench` measures."""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.growth import count_figures
from tests.bench.kinds import KINDS, PICTURES, Kind, Yard
from tests.bench.measuring import RunFailed
from tests.bench.sites import make_site
from tests.conftest import copy_site

__all__ = ["SIZES", "Plan", "Size", "compare"]


@dataclass(frozen=True)
class Size:
    """A site to build: this project's own, or one made up of so many pages."""

    name: str
    pages: int = 0
    rounds: int = 3

    def make(self, target: Path) -> Path:
        """Write the site."""
        return make_site(target, self.pages) if self.pages else copy_site(target)


SIZES = {
    "this": Size("This site", rounds=7),
    "24": Size("24 made-up pages", 24, rounds=15),
    "240": Size("240 made-up pages", 240, rounds=3),
    "1000": Size("1,000 made-up pages", 1000, rounds=2),
}
"""The sites that are measured, by the name that is given on the command line."""


@dataclass(frozen=True)
class Plan:
    """What to measure: which kinds (all, if empty), how often, and for how many minutes a size.

    A kind that has had its part of the minutes is not run in another round, and no single build may
    take longer than `minutes`.
    """

    kinds: Sequence[str] = ()
    rounds: int = 0
    minutes: float = 20


@dataclass
class _Runs:
    """What was measured of a site so far."""

    name: str
    pages: int
    files: dict[str, int] = field(default_factory=dict)
    runs: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def compare(size: Size, plan: Plan) -> dict[str, Any]:
    """Build one site in all ways, interleaved, and return every run with what could not be run."""
    with tempfile.TemporaryDirectory(prefix="plainfigures-bench-") as name:
        folder = Path(name)
        site = size.make(folder / "site")
        yard = Yard(folder, site)
        pages = size.pages or len(list((site / "docs").rglob("*.md")))
        found = _Runs(size.name, pages)
        kinds = _possible(size, plan, found)
        allowance = plan.minutes * 60 / max(len(kinds), 1)
        used = dict.fromkeys((one.name for one in kinds), 0.0)
        for number in range(1, (plan.rounds or size.rounds) + 1):
            for kind in kinds:
                if kind.name in found.left_out or used[kind.name] > allowance:
                    continue
                begun = time.monotonic()
                try:
                    usage = kind.once(yard, number, plan.minutes * 60)
                except RunFailed as failed:
                    found.left_out[kind.name] = str(failed).partition("\n")[0]
                    print(failed, file=sys.stderr, flush=True)
                    continue
                used[kind.name] += time.monotonic() - begun
                found.runs.setdefault(kind.name, []).append(asdict(usage))
                said = f"{size.name}, round {number}, {kind.name}: {usage.wall:.2f} s"
                print(said, file=sys.stderr, flush=True)
        found.files = _counts(yard.built / "site") if "floor" in found.runs else {}
        return asdict(found)


def _possible(size: Size, plan: Plan, found: _Runs) -> list[Kind]:
    """Return the kinds that can be measured of this site; say of the others why not."""
    kinds = []
    for kind in (*KINDS, *(() if size.pages else PICTURES)):
        if plan.kinds and kind.name not in plan.kinds and kind.name != "floor":
            continue
        why = kind.needs()
        if kind.made_up and not size.pages:
            why = "its pages are written for made-up sites alone"
        if why:
            found.left_out[kind.name] = why
        else:
            kinds.append(kind)
    return kinds


def _counts(site: Path) -> dict[str, int]:
    """Return how many pages, charts and figures a finished site has, and how big it is."""
    return {
        "html": len(list(site.rglob("*.html"))),
        "charts": len(list((site / "data" / "charts").glob("*.svg"))),
        "figures": count_figures(site),
        "kilobytes": sum(one.stat().st_size for one in site.rglob("*") if one.is_file()) // 1024,
    }
