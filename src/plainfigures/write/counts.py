"""Counts of what the site itself holds, as figures of our own arithmetic."""

from decimal import Decimal

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import figure_element

__all__ = ["count_element"]


def count_element(catalogue: Catalogue, name: str, number: int, label: str, formula: str) -> Markup:
    """Return a count for a sentence; `name` makes its reference, `formula` says what was counted."""
    figure = Figure(
        reference=f"{COMPUTED}/{name}",
        kind="number",
        value=Decimal(number),
        label=label,
        status="actual",
        formula=formula,
    )
    catalogue.add_computed(figure)
    return figure_element(figure, say_figure(figure))
