"""Drawings put into a page, in the places that its charts keep for them."""

import re
from collections import Counter
from collections.abc import Callable, Container

__all__ = ["place_drawings"]

_PLACE = re.compile(r'<!--pf-draw (?P<drawing>[a-z0-9-]+)-->| id="chart-(?P<figure>[a-z0-9-]+)"')
_ID = re.compile(r'( id="| href="#)([^"]+)"')


def place_drawings(html: str, charts: Container[str], both: Callable[[str], str]) -> str:
    """Return a page with a drawing in the place of the mark of each of `charts`.

    `both` gives the drawings of a chart. One that stands on the page again has ids of its own
    there, since no id may stand on a page twice.
    """
    drawings: Counter[str] = Counter()
    figures: Counter[str] = Counter()

    def placed(mark: re.Match[str]) -> str:
        if mark["figure"]:
            figures[mark["figure"]] += 1
            return f' id="chart-{mark["figure"]}{_ending(figures[mark["figure"]])}"'
        name = mark["drawing"]
        if name not in charts:
            return mark[0]
        drawings[name] += 1
        ending = _ending(drawings[name])
        return _ID.sub(rf'\g<1>\g<2>{ending}"', both(name)) if ending else both(name)

    return _PLACE.sub(placed, html)


def _ending(number: int) -> str:
    return f"-{number}" if number > 1 else ""
