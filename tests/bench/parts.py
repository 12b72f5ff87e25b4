"""What single pieces of work cost, many of them in one process: a chart.

Run as a program it prints what it measured as JSON, so that each measurement has a process of its own.
"""

import json
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from tests.bench.edits import AS_OF
from tests.conftest import ROOT

__all__ = ["measure_parts"]

VARIATIONS = 10
"""So many of each chart of this project's site, with titles of their own, are drawn by ours."""


def measure_parts() -> dict[str, float]:
    """Return what pieces of work cost, in processor seconds each, by their names."""
    found: dict[str, float] = {}
    for name in PARTS:
        command = (sys.executable, "-m", "tests.bench.parts", name)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found[name] = json.loads(done.stdout.splitlines()[-1])
    return found


def _ours() -> float:
    from plainfigures.draw import Imprint, draw_everywhere, load_drawing

    load_drawing()
    imprint = Imprint("Source: a report.", "A site", "")
    return _each([partial(draw_everywhere, one, imprint) for one in _pictures(VARIATIONS)])


def _out_of_the_box() -> float:
    """Draw as the libraries' own guides say: a new figure each time, constrained layout, two widths."""
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
    return _each([partial(draw, one) for one in _pictures(1)])


def _each(tasks: list[Callable[[], object]]) -> float:
    """Return the processor seconds that one of several tasks takes; the first is not counted."""
    tasks[0]()
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


PARTS: dict[str, Callable[[], float]] = {
    "a chart, ours": _ours,
    "a chart, out of the box": _out_of_the_box,
}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]]()))
