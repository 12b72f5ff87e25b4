"""What a page says while something is held back: words in its place, and passages for either case."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from markupsafe import Markup

from plainfigures.errors import HeldBackProblem, MacroProblem, ReferenceProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.embargoes import source_name
from plainfigures.figures.findings import nearest
from plainfigures.write.charts import Charts
from plainfigures.write.markup import element, inline

__all__ = ["Meanwhile", "with_until"]

_IN_SENTENCES = {"figure", "change", "difference", "share", "period", "rank", "middle", "source"}
_BLOCKS = {
    *("chart", "table", "card", "cards", "ladder", "timeline", "tracker", "downloads", "pages_of"),
}


def with_until(name: str, macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Let a macro be given `until`: the words to write while what it shows is held back."""
    if name not in _IN_SENTENCES | _BLOCKS:
        return macro

    @wraps(macro)
    def write(*values: Any, until: str | None = None, **named: Any) -> Markup:
        try:
            return macro(*values, **named)
        except HeldBackProblem:
            if until is None:
                raise
            return element("p", until) if name in _BLOCKS else inline(until)

    signature = inspect.signature(macro)
    words = inspect.Parameter(
        "until", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=str | None
    )
    parts = list(signature.parameters.values())
    end = next((at for at, one in enumerate(parts) if one.kind is one.VAR_KEYWORD), len(parts))
    parts.insert(end, words)
    write.__signature__ = signature.replace(parameters=parts)  # type: ignore[attr-defined]
    return write


class Meanwhile:
    """The macro that says whether something can be seen, over one catalogue and its charts."""

    def __init__(self, catalogue: Catalogue, charts: Charts) -> None:
        self._catalogue, self._charts = catalogue, charts

    def published(self, *names: str) -> bool:
        """Whether all that is named can be seen, for the `if` around a passage.

        A name is that of a figure, a table, a data package, a chart or a source.
        """
        if not names:
            raise MacroProblem("published was given no name.", 'Write it as: published("NAME").')
        seen = [self._is_published(one) for one in names]
        return all(seen)

    def _is_published(self, name: str) -> bool:
        catalogue, embargoed = self._catalogue, self._catalogue.embargoed
        if embargoed.until(name) or embargoed.until(source_name(name)) or name in self._charts.held:
            return False
        known = [
            *catalogue.packages,
            *self._charts.declarations,
            *self._charts.unreadable,
            *catalogue.sources,
        ]
        if "/" not in name and name not in known and not catalogue.is_lost(name):
            raise ReferenceProblem(
                f'There is no data package, chart or source "{name}".',
                "Name one, or a figure or a table, as plainfigures figures lists them.",
                nearest(name, known),
            )
        try:
            if name.count("/") == 1:
                catalogue.resource(name)
            elif "/" in name:
                catalogue.find(name)
        except HeldBackProblem:
            return False
        return True
