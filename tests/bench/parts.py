"""What single pieces of work cost: a chart among many, and opening and asking a large catalogue.

Run as a program it prints what it measured as JSON, so that each measurement has a process of its own.
"""

import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tests.bench.edits import AS_OF
from tests.bench.growth import PACKAGE, write_counts
from tests.bench.sites import MEASURES, YEARS, sections_of, write_frame
from tests.conftest import ROOT

__all__ = ["measure_parts"]

VARIATIONS = 10
"""So many of each chart of this project's site, with titles of their own, are drawn by ours."""

STATIONS = 2_000
"""So many, with 25 figures each, have 50,000."""

_ASKED = 1_000


def measure_parts() -> dict[str, float]:
    """Return what pieces of work cost, in processor seconds each, by their names."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="plainfigures-parts-") as folder:
        for name in STEPS:
            command = (sys.executable, "-m", "tests.bench.parts", name, folder)
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"“{name}” could not be measured:\n{done.stderr}")
            found |= json.loads(done.stdout.splitlines()[-1])
    return found


def _chart(folder: Path) -> dict[str, float]:
    from plainfigures.draw import Imprint, draw_everywhere, load_drawing

    load_drawing()
    imprint = Imprint("Source: a report.", "A site", "")
    drawn = _each([partial(draw_everywhere, one, imprint) for one in _pictures(VARIATIONS)])
    return {"a chart, for a phone, for a desk and as a file": drawn}


def _plain_chart(folder: Path) -> dict[str, float]:
    """Draw as the library's own guide says: a new figure each time, constrained layout, two widths."""
    import io

    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    def draw(picture: Any) -> None:
        for width in (3.0, 6.8):
            figure, axes = pyplot.subplots(figsize=(width, 4), layout="constrained")
            for series in picture.series:
                points = [one for one in series.points if one.value is not None]
                bars = axes.barh(
                    [one.label for one in points], [float(one.value) for one in points]
                )
                axes.bar_label(bars, [one.shown for one in points])
            axes.set_title(picture.title, wrap=True)
            figure.savefig(io.StringIO(), format="svg")
            pyplot.close(figure)

    # It warns where a title leaves no room, as it would whoever draws so.
    warnings.simplefilter("ignore")
    drawn = _each([partial(draw, one) for one in _pictures(1)])
    return {"the same for a phone and a desk, by matplotlib out of the box": drawn}


def _fill(folder: Path) -> dict[str, float]:
    stations = [one for section in sections_of(STATIONS) for one in section.stations]
    write_frame(folder / "site", {PACKAGE: ("Stations", {})})
    write_counts(folder / "site", stations, tuple(MEASURES), YEARS)
    begun = time.process_time()
    _open(folder)
    return {"reading 50,000 figures for the first time": time.process_time() - begun}


def _ask(folder: Path) -> dict[str, float]:
    step = len(MEASURES) * len(YEARS) * STATIONS // _ASKED
    every = [
        one.reference(measure, year).replace(f"{one.section}/", f"{PACKAGE}/", 1)
        for section in sections_of(STATIONS)
        for one in section.stations
        for measure in MEASURES
        for year in YEARS
    ]
    begun = time.process_time()
    catalogue = _open(folder)
    opened = time.process_time() - begun
    asked = [partial(catalogue.find, one) for one in every[::step]]
    return {
        "opening a catalogue of 50,000 figures": opened,
        "a reference that it answers for the first time": _each(asked[1:], warm=asked[0]),
        "one that it answers again": _each(asked),
    }


def _open(folder: Path) -> Any:
    from plainfigures.figures.catalogue import Catalogue
    from plainfigures.read import Store, read_packages

    site = folder / "site"
    packages, findings = read_packages(site / "datasets", site, Store(folder / "kept"))
    if findings:
        sys.exit(f"{findings[0].place}: {findings[0].message}")
    return Catalogue(packages)


def _each(tasks: Sequence[Callable[[], object]], warm: Callable[[], object] | None = None) -> float:
    """Return the processor seconds that one of several tasks takes, after `warm` or the first."""
    (warm or tasks[0])()
    begun = time.process_time()
    for task in tasks:
        task()
    return (time.process_time() - begun) / len(tasks)


def _pictures(variations: int) -> Iterator[Any]:
    from plainfigures.config import read_config
    from plainfigures.figures.clock import Clock, parse_moment
    from plainfigures.preparing import prepare

    charts = prepare(read_config(ROOT), Clock(parse_moment(AS_OF))).desk.charts
    pictures = [charts.words(name).picture for name in charts.made()]
    for number in range(variations):
        for one in pictures:
            yield replace(one, title=f"{one.title}{' again' * number}")


STEPS: dict[str, Callable[[Path], dict[str, float]]] = {
    "chart": _chart,
    "plain-chart": _plain_chart,
    "fill": _fill,
    "ask": _ask,
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]))))
