"""What a chart shows, as plain records: everything that the drawing needs and nothing else.

A chart is declared under `charts/`; its figures are looked up and its words written before it comes
here. The drawing turns a `Picture` into ink; the page turns the same `Picture` into a table and a
text alternative, so that the three cannot differ.
"""

import re
from decimal import Decimal

from msgspec import Struct

from plainfigures.figures.units import Unit

__all__ = ["FORMS", "WIDTHS", "Break", "Picture", "Point", "Series"]

_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")

FORMS = {
    "bars": "One value for each of several things, longest first or in a set order.",
    "grouped-bars": "Two or three values for each of several things, side by side.",
    "diverging-bars": "Values above and below zero: overspends and underspends.",
    "dots": "Two values for each of several things as dots on one line: before and after.",
    "lines": "Up to four series over time, each labelled at its end.",
    "steps": "Judgements on an ordered scale, one row for each thing judged.",
    "waterfall": "How a total comes about from its parts, one after the other.",
    "stacked": "One whole and the parts that it is made of, in a single bar.",
    "timeline": "Events in the order of their dates.",
}

WIDTHS = {"narrow": 300, "wide": 680}
"""Drawing widths in CSS pixels: the smallest phone with a little room on both sides, and a desk's."""


class Point(Struct, frozen=True):
    """One value in a chart.

    `label` names it on the chart (a category, a period, an event); `when` is the ISO day at which
    a point in time stands on a time axis. `value` is in base units, or None where it is missing,
    and `reason` then says why in words. `step` is the index on an ordered scale. `marks` holds any
    of "forecast", "provisional", "suspect", "revised", "total", "combined", "start". `counted`
    says what kind of figure it is and on which basis, in a chart whose values are not all alike.
    """

    label: str
    value: Decimal | None = None
    shown: str = ""
    reference: str = ""
    when: str = ""
    step: int | None = None
    reason: str = ""
    note: str = ""
    marks: tuple[str, ...] = ()
    counted: str = ""


class Break(Struct, frozen=True):
    """A point in time from which a series was counted anew, so that no line may cross it.

    `when` is the ISO day of the first period counted anew, `label` that period as readers see it,
    `why` what changed, in words.
    """

    when: str
    label: str
    why: str


class Series(Struct, frozen=True):
    """A named run of points; a chart has at most four."""

    label: str
    points: tuple[Point, ...]


class Picture(Struct, frozen=True):
    """A whole chart, ready to be drawn and to be told in words and in a table.

    `steps` are the names of an ordered scale, lowest first, for the form "steps". `shared` are the
    marks that hold for every value, said once and not at each point. `mixed` says in what way the
    values are not alike. `breaks` are where its series were counted anew, in the order of time.
    """

    id: str
    form: str
    title: str
    subtitle: str
    alternative: str
    series: tuple[Series, ...]
    unit: Unit
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    mixed: str = ""
    breaks: tuple[Break, ...] = ()

    @property
    def years(self) -> dict[str, str]:
        """Return a year for the label of each point, where the subtitle says which day is meant.

        Empty where the points are of other days, or of anything but days of different years.
        """
        labels = {point.label for series in self.series for point in series.points}
        days = {label.rpartition(" ")[0] for label in labels}
        (day,) = days if len(days) == 1 else ("",)
        if not day or day not in self.subtitle or not all(_DAY.fullmatch(one) for one in labels):
            return {}
        return {label: label.rpartition(" ")[2] for label in sorted(labels)}
