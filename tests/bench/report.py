"""BENCHMARKS.md, and its chart, from what was measured."""

import math
import statistics
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from plainfigures.draw import Imprint, draw_everywhere
from plainfigures.figures.pictures import Picture, Point, Series
from plainfigures.figures.units import Unit
from tests.bench.growth_report import growth_part
from tests.bench.kinds import BUDGETS, KINDS, PICTURES
from tests.bench.profiling import stage_table
from tests.bench.wording import median, number, seconds, span
from tests.latency import serve_part

__all__ = ["benchmarks", "draw_chart", "parts_table", "profile_part", "size_tables"]

_CHARTED = (
    "nothing changed",
    "one page changed",
    "one cell changed",
    "cold",
    "Zensical alone, cold",
    "macros + table-reader + charts",
    "naive assembly",
)
_HEAD = """# Benchmarks

Every number here was measured in one run, by `python3 noxfile.py -s bench`, of commit `{commit}`. The digest of the code that was measured is `{source}`; `python3 noxfile.py -s bench -- --fresh` says whether the code here is still the same. Each run is kept, as it was measured, in [tests/bench/results.json](tests/bench/results.json), and this file is written from that.

| Measured with | |
| --- | --- |
{about}

## How to read the tables

The kinds of build take turns, round by round, each in a process of its own. The table has the median of the rounds and, beside it, the least and the most. **× floor** is how many times the floor of the same round a build takes, in the median of the rounds, since a machine is not as quick in each; it stands beside the budget where there is one. Processor seconds and memory count every process of a build; memory is the most that all of them held at one moment.

The **floor** is plain `mkdocs build` of the same pages, with every macro already written out, every chart a ready file, and the templates of this project. It includes the pages that no editor wrote. It checks nothing and makes no data files, no search index and no feed.

What the others do not do: {others} Made-up sites have some 25 figures a page in sentences, five comparisons, and a chart on every second page; `tests/bench/sites.py` makes them. Pictures for sharing are measured apart.
"""  # noqa: E501

_OTHERS = (
    "Zensical alone writes the pages of the floor with its own theme. The three plugins write the "
    "editors' pages with Material's theme and its search; they hold nothing against anything, and "
    "leave the drawing of charts to the reader's browser, which fetches it from elsewhere. The "
    "naive assembly validates every package, reads every table and draws every chart each time."
)


def benchmarks(found: dict[str, Any]) -> str:
    """Return the text of BENCHMARKS.md."""
    head = _HEAD.format(
        commit=found["commit"], source=found["source"], about=_about(found), others=_OTHERS
    )
    parts = [head, size_tables(found), _chart_part(found)]
    if found.get("serve"):
        parts.append(serve_part(found["serve"]))
    if found.get("growth"):
        parts.append(growth_part(found))
    if found.get("parts"):
        parts.append(parts_table(found["parts"]))
    if found.get("profile"):
        parts.append(profile_part(found))
    return "\n".join(parts).rstrip() + "\n"


def _about(found: dict[str, Any]) -> str:
    machine = found["machine"]
    cores = f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB of memory"
    rows = [("Machine", cores), ("System", f"{machine['system']}, Python {machine['python']}")]
    rows.append(("This project and the floor", _versions(found["versions"])))
    if found["rivals"]:
        rows.append(("The three plugins", _versions(found["rivals"])))
    return "\n".join(f"| {name} | {value} |" for name, value in rows)


def _versions(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {one}" for name, one in versions.items() if one)


def size_tables(found: dict[str, Any]) -> str:
    """Return a table for each size, under a heading of its own."""
    return "\n".join(_size_table(one) for one in found["sizes"])


def _size_table(size: dict[str, Any]) -> str:
    floor, files = size["runs"].get("floor", ()), size["files"]
    said = f"{number(size['pages'])} pages of editors"
    if files:
        said += (
            f", {number(files['html'])} with those that no editor wrote, {number(files['charts'])}"
            f" charts and {number(files['figures'])} figures"
        )
    lines = [f"## {size['name']}", "", f"{said}.", ""]
    lines.append(
        "| Build | Median s | Least to most | Processor s | MB | × floor | At most | Rounds |"
    )
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind in (*KINDS, *PICTURES):
        runs = size["runs"].get(kind.name)
        if runs:
            lines.append(_row(kind.name, runs, floor))
    notes = [f"- {kind.name}: {kind.about}" for kind in (*KINDS, *PICTURES) if _is_told(kind, size)]
    missing = [f"- {name}: not measured, since {why}" for name, why in size["left_out"].items()]
    return "\n".join([*lines, "", *notes, *missing, ""])


def _times(runs: Sequence[dict[str, float]], floor: Sequence[dict[str, float]]) -> float:
    """Return how many times the floor of the same round a build takes, in the median of the rounds.

    "Not a number" where the floor could not be measured.
    """
    both = zip(runs, floor, strict=False)  # what takes long has fewer rounds
    return statistics.median([one["wall"] / least["wall"] for one, least in both] or [math.nan])


def _is_told(kind: Any, size: dict[str, Any]) -> bool:
    return kind.name in size["runs"] and kind.name != "floor"


def _row(name: str, runs: Sequence[dict[str, float]], floor: Sequence[dict[str, float]]) -> str:
    walls = [one["wall"] for one in runs]
    middle = statistics.median(walls)
    budget = f"{BUDGETS[name]:g}" if name in BUDGETS else ""
    cells = [
        name,
        seconds(middle),
        f"{seconds(min(walls))} to {seconds(max(walls))}" if len(walls) > 1 else "one run",
        seconds(median(runs, "cpu")),
        number(round(median(runs, "memory"))),
        f"{_times(runs, floor):.2f}",
        budget,
        str(len(runs)),
    ]
    return f"| {' | '.join(cells)} |"


def draw_chart(found: dict[str, Any]) -> str:
    """Return the chart of how long builds take, in times of the floor, as an SVG file."""
    picture = _picture(found)
    imprint = Imprint("Source: tests/bench/results.json.", "plainfigures", "")
    return draw_everywhere(picture, imprint)["alone"]


def _picture(found: dict[str, Any]) -> Picture:
    sizes = [one for one in found["sizes"] if one["name"] != "This site"] or found["sizes"]
    series = [Series(one["name"], tuple(_points(one))) for one in sizes[:3]]
    there = [name for name in _CHARTED if any(name in one["runs"] for one in sizes)]
    said = "; ".join(_told(name, sizes) for name in there)
    return Picture(
        id="benchmarks",
        form="grouped-bars" if len(series) > 1 else "bars",
        title="How long a build takes, in times of the floor",
        subtitle="Median of the rounds, each divided by plain MkDocs for the same pages in that round",
        alternative=f"Builds in times of the floor. {said}.",
        series=tuple(series),
        unit=Unit("times", "times", "times"),
    )


def _points(size: dict[str, Any]) -> list[Point]:
    floor = size["runs"].get("floor", ())
    points = []
    for name in _CHARTED:
        runs = size["runs"].get(name)
        value = Decimal(f"{_times(runs, floor):.2f}") if runs else None
        shown = "" if value is None else f"{value}"
        reason = "" if runs else "not measured"
        points.append(Point(_row_name(name), value, shown, reason=reason))
    return points


def _row_name(name: str) -> str:
    return f"ours: {name}" if name in BUDGETS else name


def _told(name: str, sizes: Sequence[dict[str, Any]]) -> str:
    said = []
    for size in sizes:
        point = next(one for one in _points(size) if one.label == _row_name(name))
        said.append(f"{point.shown or 'not measured'} at {size['name']}")
    return f"{_row_name(name)}: {', '.join(said)}"


def _chart_part(found: dict[str, Any]) -> str:
    picture = _picture(found)
    lines = ["## In one picture", "", f"![{picture.alternative}](tests/bench/benchmarks.svg)", ""]
    sizes = [one.label for one in picture.series]
    lines += [f"| Times the floor | {' | '.join(sizes)} |", f"| --- |{' ---: |' * len(sizes)}"]
    for row in zip(*(one.points for one in picture.series), strict=True):
        cells = [point.shown or point.reason for point in row]
        lines.append(f"| {row[0].label} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def parts_table(parts: dict[str, float]) -> str:
    """Return what single pieces of work cost."""
    lines = ["## Piece by piece", "", "Processor time, many of them in one process.", ""]
    lines += ["| Piece of work | Each |", "| --- | ---: |"]
    lines += [f"| {name} | {span(seconds)} |" for name, seconds in parts.items()]
    return "\n".join([*lines, ""])


def profile_part(found: dict[str, Any]) -> str:
    """Return where the processor time of builds goes, before it was made less and after."""
    tables = [stage_table(one) for one in found["profile"]]
    commits = {one["commit"] for one in found["profile"]}
    return "\n".join(
        [
            "## Where the time goes",
            "",
            "Processor seconds of a build in one process, by what it is at, from samples; what a "
            f"library does counts for what called it. “Before” is commit {', '.join(commits)}, "
            "measured in the same run.",
            "",
            *tables,
        ]
    )
