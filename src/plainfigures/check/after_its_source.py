"""Rule: what a source tells as past is no later than the source."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import Finding
from plainfigures.figures.periods import Period, parse_period

__all__ = ["find"]

RULE = "after-its-source"
_WORDS = {
    "outturn": "an outturn",
    "actual": "an actual figure",
    "provisional": "a provisional figure",
}


def find(material: Material) -> Iterator[Finding]:
    """A document cannot report what happened after it. So a figure that was counted or measured is
    of a time that began no later than the day of its source. A budget, a forecast or a target may
    be of a later time.

    Correct the period or the source. If the document speaks of what is still to come, the status is a
    budget, a forecast or a target.
    """
    for figure in material.published:
        source = material.catalogue.sources.get(figure.source)
        # A date may be named in a document for what it is then to bring.
        if source is None or figure.status not in _WORDS or figure.kind == "date" or figure.reason:
            continue
        told = _parsed(source.meeting_date) or _parsed(source.published)
        happened = _parsed(figure.period)
        if told and happened and happened.first > told.last:
            message = (
                f'"{figure.reference}" is {_WORDS[figure.status]} of {happened.show()}, but its'
            )
            message += f' source "{figure.source}" is of {told.show()}, which is earlier.'
            remedy = "Correct the period, the source or the status."
            yield Finding(RULE, message, remedy, figure.path, figure.line)


def _parsed(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except PeriodProblem:
        return None  # it has a finding of its own
