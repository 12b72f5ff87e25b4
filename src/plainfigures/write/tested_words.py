"""The macro for words that figures must bear out."""

import re
from collections.abc import Callable
from decimal import Decimal

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.formats import capitalise
from plainfigures.figures.intervals import EXACT, FAILS, ROUNDING
from plainfigures.figures.quantities import Comparison, Workings
from plainfigures.figures.statement_words import as_text, comparison_words, names_of
from plainfigures.figures.typed import typed_numbers
from plainfigures.write.markup import word_element

__all__ = ["TestedWords"]

_MULTIPLES = re.compile(r"doubl|trebl|tripl|quadrupl|halv", re.IGNORECASE)


class TestedWords:
    """The macro `said`, over one catalogue."""

    def __init__(
        self, catalogue: Catalogue, parse: Callable[[str], tuple[str, ...]] = parse_test
    ) -> None:
        self.catalogue = catalogue
        self._parse = parse
        self._workings: Workings | None = None

    def said(self, words: str, test: str, capital: bool = False) -> Markup:
        """Words that hold only while the figures pass a test: "more than half".

        `test` is written as in a relation: `a/b/c > 0.5 * a/b/d`. Where the figures speak against
        it, the page is not built. With `capital=True` the first letter is a capital.
        """
        if not words.strip():
            raise MacroProblem("said was given no words.", "Write said(words, test).")
        steps = self._parse(test)
        if _says_a_number(words) and not _holds_a_number(steps):
            raise MacroProblem(
                f'"{words}" says a number, and its test holds none.',
                "Write the number into the test, such as “a/b/c > 0.5 * a/b/d” for “more than half”.",
            )
        self._workings = self._workings or Workings(self.catalogue)
        for comparison in self._workings.compare(steps):
            if not _names_figures(comparison):
                raise MacroProblem(
                    f'The test "{test}" holds whatever the figures are.',
                    "Compare two figures, or a figure with a number.",
                )
            if not _bears_out(comparison):
                raise self._problem(words, comparison)
        plain = " ".join(test.split())
        return word_element(capitalise(words) if capital else words, plain)

    def _problem(self, words: str, comparison: Comparison) -> MacroProblem:
        names = names_of(comparison.steps, self.catalogue)
        test = as_text(comparison_words(comparison, self.catalogue, names))
        if comparison.verdict == FAILS:
            message = f'The figures speak against "{words}". It is not so that {test}.'
        else:
            message = (
                f'The figures do not bear out "{words}". They are too coarse to tell that {test}.'
            )
        return MacroProblem(message, "Say what the figures say, or correct the test.")


def _says_a_number(words: str) -> bool:
    """Return whether words name a share or a multiple, such as "two thirds" or "doubled"."""
    return bool(typed_numbers(words) or _MULTIPLES.search(words))


def _holds_a_number(steps: tuple[str, ...]) -> bool:
    """Return whether a test holds a number other than nought and one."""
    numbers = (step.removeprefix("num ") for step in steps if step.startswith("num "))
    return any(Decimal(number) not in (0, 1) for number in numbers)


def _names_figures(comparison: Comparison) -> bool:
    """Return whether a comparison is of figures, and not of a figure with itself."""
    named = [step for step in comparison.steps if step.startswith(("ref ", "take ", "rows "))]
    # A figure against itself compares one thing, named twice and nothing else.
    itself = len(named) == 2 and named[0] == named[1] and len(comparison.steps) == 3
    return bool(named) and not itself


def _bears_out(comparison: Comparison) -> bool:
    """Return whether a comparison holds; an order that only rounding would allow does not."""
    rounded = comparison.verdict == ROUNDING and comparison.operator == "="
    return comparison.verdict == EXACT or rounded
