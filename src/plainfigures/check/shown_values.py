"""Rule: what stands on a finished page is what stands in the data."""

from collections.abc import Iterator

from plainfigures.check.material import FinishedSite
from plainfigures.check.trees import tree
from plainfigures.errors import FiguresError
from plainfigures.figures.findings import Finding
from plainfigures.figures.formats import base_text
from plainfigures.figures.records import Figure

__all__ = ["find"]

RULE = "shown"


def find(site: FinishedSite) -> Iterator[Finding]:
    """On the finished pages, every figure carries its reference and its value. Each is looked up again in
    the data, and must be the same there.

    If this fails, the page was made from other data than the site: build again.
    """
    for page in site.pages:
        for node in tree(page.html).iter("data"):
            reference, value = node.get("data-figure"), node.get("value")
            if reference is None:
                continue
            try:
                figure = site.catalogue.find(reference)
            except FiguresError as error:
                yield Finding(RULE, error.message, "Build again.", page.place()[0])
                continue
            if value != _value(figure):
                message = f'"{reference}" stands as {value} on the page and as {_value(figure)} in the data.'
                yield Finding(RULE, message, "Build again.", page.place()[0])


def _value(figure: Figure) -> str:
    if figure.used is not None:
        return base_text(figure.used)
    return figure.used_text or figure.reason
