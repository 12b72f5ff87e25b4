"""Rule: what stands on a finished page is what stands in the data."""

from collections.abc import Iterator

from plainfigures.check.material import FinishedSite
from plainfigures.errors import FiguresError, UnreadableProblem
from plainfigures.figures.findings import Finding
from plainfigures.figures.formats import base_text
from plainfigures.figures.records import Figure

__all__ = ["find"]

RULE = "shown"
_REMEDY = "If it is typed into the page, put a macro in its place. Else build again."


def find(site: FinishedSite) -> Iterator[Finding]:
    """On the finished pages, every figure carries its reference and its value. Each is looked up again in
    the data, and must be the same there.

    If this fails, somebody typed what only macros write, or the page was made from other data than
    the site: put a macro in its place, or build again.
    """
    for page in site.pages:
        for reference, value, _ in site.outline(page).figures:
            try:
                figure = site.catalogue.find(reference)
            except UnreadableProblem:
                continue  # what could not be read has a finding of its own
            except FiguresError as error:
                place = page.place(reference)
                yield Finding(RULE, error.message, _REMEDY, *place, 0, error.suggestion)
                continue
            if value != _value(figure):
                message = f'"{reference}" stands as {value} on the page and as {_value(figure)} in the data.'
                yield Finding(RULE, message, _REMEDY, *page.place(reference))


def _value(figure: Figure) -> str:
    if figure.used is not None:
        return base_text(figure.used)
    return figure.used_text or figure.reason
