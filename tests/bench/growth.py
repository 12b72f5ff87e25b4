"""How builds grow with the bodies of a site: a page for each, from one template (`nox -s growth`).

The sites have few figures and two charts a body, so that the largest of them is made in minutes:
what matters here is how the cost grows, and not how much a page of many figures costs.
"""

import csv
import gzip
import io
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.kinds import PLAINFIGURES
from tests.bench.measuring import run
from tests.bench.sites import MEASURES, Station, sections_of, write_frame
from tests.conftest import ROOT
from tests.england.copying import copy_with, names_of_councils
from tests.making import SOURCE_KEY, Table, number, write_package

__all__ = [
    "BODIES",
    "COUNCILS",
    "count_figures",
    "grow",
    "grow_england",
    "make_bodies",
    "write_counts",
]

BODIES = (10, 40, 153, 1500)
"""Of how many bodies sites are made; there are some 153 councils with children's services."""

COUNCILS = (10, 40, 153)
"""Of how many councils of England sites are made."""

PACKAGE = "stations"
YEARS = (2023, 2024)
COUNTED = ("calls", "fires", "visits")

_PAGE = """
---
title: "{name}"
description: What the fire station at {name} did, year by year.
EACH---

# The fire station at {name}

A crew writes down what it did on the day. The service adds it up once a year.

## Calls

The crews at {name} answered {{ figure("stations/counts/{station}.calls@fy2022-23") }} calls in 2023.
A year later they answered {{ figure("stations/counts/{station}.calls@fy2023-24") }}, so the count
{{ change("stations/counts/{station}.calls@fy2022-23", "stations/counts/{station}.calls@fy2023-24") }}.

{{ chart("calls-{station}") }}

## Fires and visits

They put out {{ figure("stations/counts/{station}.fires@latest") }} fires.
They went to {{ figure("stations/counts/{station}.visits@latest") }} homes.
RANK
{{ chart("visits-{station}") }}
"""

_CHART = """
EACHform: bars
title: "{name}: {{ figure('stations/counts/{station}.MEASURE@latest', unit=True) }}"
subtitle: "TITLE, by year to March, as each station counts"
figures: stations/counts/{station}.MEASURE@*
"""

_EACH = {
    "[station].md": "each: {table: stations/register, column: station, name: name}\n",
    "[station].yml": "each: stations/[station]\n",
}
"""What makes templates of a page and of a chart, by the ends of their names."""

_RANK = """
For calls that is {{ rank("stations/counts/{station}.calls@latest", among="stations/[station]") }}.
"""

_LIST = '# The stations\n\n{{ pages_of("stations/[station]") }}\n'


def make_bodies(folder: Path, bodies: int, *, template: bool = True) -> Path:
    """Write a site with a page for each of so many bodies, and return it.

    With a template, the pages come from that; else each is written as an editor would.
    """
    stations = [one for section in sections_of(bodies) for one in section.stations]
    pages = {"stations/index.md": "The stations"}
    write_frame(folder, {PACKAGE: ("Stations", pages)})
    write_counts(folder, stations)
    docs, charts = folder / "docs", folder / "charts"
    docs.joinpath("stations").mkdir()
    docs.joinpath("index.md").write_text(
        "# The stations, one by one\n\nSee [the list](stations/index.md).\n"
    )
    written = {docs / "stations" / "[station].md": _PAGE.lstrip()}
    for measure in ("calls", "visits"):
        chart = _CHART.lstrip().replace("MEASURE", measure).replace("TITLE", MEASURES[measure][0])
        written[charts / f"{measure}-[station].yml"] = chart
    links = [f"- [{one.name}]({one.id}.md)" for one in stations]
    index = _LIST if template else "\n".join(["# The stations", "", *links, ""])
    docs.joinpath("stations", "index.md").write_text(index, "utf-8")
    for file, text in written.items():
        if template:
            each = next(one for end, one in _EACH.items() if file.name.endswith(end))
            file.write_text(text.replace("EACH", each).replace("RANK", _RANK), "utf-8")
            continue
        for one in stations:
            own = (
                text.replace("EACH", "")
                .replace("RANK", "")
                .replace("{station}", one.id)
                .replace("{name}", one.name)
            )
            file.with_name(file.name.replace("[station]", one.id)).write_text(own, "utf-8")
    if not template:
        settings = folder / "mkdocs.yml"
        hidden = "not_in_nav: |\n  /stations/*.md\nextra:\n"
        settings.write_text(settings.read_text("utf-8").replace("extra:\n", hidden, 1), "utf-8")
    return folder


def write_counts(
    folder: Path,
    stations: Sequence[Station],
    counted: Sequence[str] = COUNTED,
    years: Sequence[int] = YEARS,
) -> None:
    """Write the data package with what was counted at each station in each year."""
    register = [("station", "name"), *((one.id, one.name) for one in stations)]
    counts = [
        (one.id, name, f"fy{year - 1}-{year % 100}", one.count(name, year), MEASURES[name][2])
        for one in stations
        for name in counted
        for year in years
    ]
    head = ("station", "measure", "period", "value", "unit", "as_published", "source", "locator")
    rows = [(*row, row[3], "statistics-2024", f"{row[1]}, {row[0]}, {row[2]}") for row in counts]
    own: dict[str, Any] = {"body": "home-office", "status": "actual", "basis": "count"}
    write_package(
        folder,
        PACKAGE,
        [
            Table("register", _text(register), ("station",)),
            Table(
                "counts",
                _text([head, *rows]),
                ("station", "measure", "period"),
                {"value": number()},
                own | {"foreignKeys": [SOURCE_KEY]},
            ),
        ],
        body="eastmere-fire-authority",
        area="eastmere",
        bases={"count": {"title": "Count", "description": "As each station counts it."}},
        units={units: {"one": one, "other": units} for _, one, units in MEASURES.values()},
        measures={name: {"title": MEASURES[name][0]} for name in counted},
    )


def _text(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def grow(bodies: Sequence[int], rounds: int = 1) -> list[dict[str, Any]]:
    """Build a site of each size from bare, and again with nothing changed; return what that took.

    Raises RunFailed where a build fails.
    """
    return [_build_twice(one, make_bodies, "stations", rounds) for one in bodies]


def grow_england(councils: Sequence[int], rounds: int = 1) -> list[dict[str, Any]]:
    """Do the same with examples/england and so many of its councils.

    Returns nothing where the releases that it reads are not at hand.
    """
    shared = Path(os.environ.get("PLAINFIGURES_SHARED", ROOT.parent / "shared")).resolve()
    releases = shared / "data"
    if not (releases / "national").is_dir():
        return []

    def make(folder: Path, count: int) -> Path:
        return copy_with(names_of_councils(releases, count), folder)

    there = {"PLAINFIGURES_SHARED": str(shared)}
    return [_build_twice(one, make, "councils", rounds, there) for one in councils]


def _build_twice(
    bodies: int,
    make: Callable[[Path, int], Path],
    part: str,
    rounds: int,
    environment: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    command = (*PLAINFIGURES, "--no-pictures")
    with tempfile.TemporaryDirectory(prefix="plainfigures-growth-") as name:
        folder = make(Path(name) / "site", bodies)
        cold, again = [], []
        for _ in range(rounds):
            for made in (".plainfigures", "site"):
                shutil.rmtree(folder / made, ignore_errors=True)
            cold.append(asdict(run(folder, command, environment, limit=3600)))
            again.append(asdict(run(folder, command, environment, limit=3600)))
        said = f"{bodies} {part}: {cold[-1]['wall']:.1f} s, {cold[-1]['memory']:.0f} MB"
        print(said, file=sys.stderr, flush=True)
        return {"bodies": bodies, "cold": cold, "again": again, **_weights(folder / "site", part)}


def _weights(site: Path, part: str) -> dict[str, Any]:
    """Return how much a finished site has, and what a reader loads of it, compressed, in KB."""
    pages = {one: _packed(one) for one in sorted(site.rglob("*.html"))}
    largest = max(pages, key=lambda one: pages[one])
    charts = site / "data" / "charts"
    return {
        "html": len(pages),
        "charts": len(list(charts.glob("*.svg"))),
        "figures": count_figures(site),
        "body_page": statistics.median(
            size for one, size in pages.items() if one.parent.parent == site / part
        ),
        "largest_page": pages[largest],
        "largest_is": largest.parent.relative_to(site).as_posix(),
        "list_page": pages[site / part / "index.html"],
        "first_search": _first_search(site),
    }


def count_figures(site: Path) -> int:
    """Return how many figures the data of a finished site have."""
    return (site / "data" / "figures.json").read_text("utf-8").count('"reference":')


def _first_search(site: Path) -> float:
    """Return the most that a first search for two words fetches, its program included, in KB.

    `assets/search.js` fetches two lists for each word at most, three parts of pages and two of figures;
    a small site has no lists, and all its parts are fetched.
    """
    index = site / "search" / "index.json"
    content = json.loads(index.read_text("utf-8"))
    parts, first = content["parts"], content["figures"]
    kinds = [(parts[:first], 3), (parts[first:], 2), ([one[1] for one in content["words"]], 4)]
    most = sum(
        sum(sorted((_packed(site / one) for one in places), reverse=True)[:count])
        for places, count in (kinds if content["words"] else [(parts, len(parts))])
    )
    program = max(_packed(one) for one in (site / "assets").rglob("minisearch*.js"))
    return program + _packed(index) + most


def _packed(file: Path) -> float:
    return round(len(gzip.compress(file.read_bytes(), mtime=0)) / 1024, 1)
