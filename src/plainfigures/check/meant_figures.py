"""Which figure an editor probably meant by a number that was typed."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

from plainfigures.check.material import FinishedPage
from plainfigures.check.trees import tree
from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.numerals import read_number
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure

__all__ = ["MeantFigures"]

MOST = 2
TELLING = 3
"""With fewer digits, a number says too little to look for it beyond the packages of its page."""


class MeantFigures:
    """The figures of a site by how they are shown and by their value."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._by_words: dict[str, list[Figure]] = {}
        self._by_value: dict[Decimal, list[Figure]] = {}
        for figure in catalogue.figures:
            if figure.unreadable or figure.reference.startswith(f"{COMPUTED}/"):
                continue
            if figure.used is not None:
                self._by_value.setdefault(figure.used, []).append(figure)
                for words in {say_figure(figure), say_figure(figure, "full")}:
                    self._by_words.setdefault(words.lower(), []).append(figure)
            if figure.as_published:
                self._by_words.setdefault(figure.as_published.lower(), []).append(figure)

    def of(self, text: str, page: FinishedPage | None) -> list[str]:
        """Return the references that `text` probably stands for, the likeliest first."""
        found: dict[str, Figure] = {}
        for figure in chain(self._by_words.get(text.lower(), ()), self._equal(text)):
            found.setdefault(figure.reference, figure)
        beside = _references(page) if page else []
        packages = {reference.partition("/")[0] for reference in beside}
        telling = sum(letter.isdigit() for letter in text) >= TELLING
        near = [one for one in found if telling or one.partition("/")[0] in packages]
        ranked = sorted(
            near, key=lambda one: (one not in beside, one.partition("/")[0] not in packages)
        )
        return ranked[:MOST]

    def _equal(self, text: str) -> Sequence[Figure]:
        try:
            number = read_number(text)
        except FiguresError:
            return ()
        return [
            figure
            for figure in self._by_value.get(number.value, ())
            if not (number.money and not figure.unit.money)
            and not (number.percent and not figure.unit.suffix)
        ]


def _references(page: FinishedPage) -> list[str]:
    found = (node.get("data-figure") for node in tree(page.html).iter("data"))
    return [reference for reference in found if reference]
