"""The macro for words that figures must bear out."""

from collections.abc import Callable

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.formats import capitalise
from plainfigures.figures.intervals import EXACT, FAILS, ROUNDING
from plainfigures.figures.quantities import Comparison, Workings
from plainfigures.figures.statement_words import as_text, comparison_words, names_of
from plainfigures.write.markup import word_element

__all__ = ["TestedWords"]


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
        self._workings = self._workings or Workings(self.catalogue)
        for comparison in self._workings.compare(self._parse(test)):
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


def _bears_out(comparison: Comparison) -> bool:
    """Return whether a comparison holds; an order that only rounding would allow does not."""
    rounded = comparison.verdict == ROUNDING and comparison.operator == "="
    return comparison.verdict == EXACT or rounded
