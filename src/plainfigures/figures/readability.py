"""How hard a text is to read: words, syllables, sentences, and the grade that follows from them."""

from decimal import Decimal

from msgspec import Struct

__all__ = ["AGE_ABOVE_GRADE", "PageReading", "ReadingLimits", "Weight"]

AGE_ABOVE_GRADE = 5
"""A pupil in the first grade of an American school is six years old."""

_TENTH = Decimal("0.1")


class ReadingLimits(Struct, frozen=True):
    """How hard pages may be: the highest grade, the longest sentence in words, and what is left out.

    `leave_out` are the addresses below which pages are not for residents. `problems` says what of
    the setting could not be used; `line` is that of the setting in the configuration.
    """

    grade: Decimal = Decimal(7)
    sentence: int = 25
    leave_out: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    line: int = 0

    def concerns(self, address: str) -> bool:
        """Return whether the page at an address is for residents."""
        return not any(address.startswith(one) for one in self.leave_out)


class Weight(Struct, frozen=True):
    """What a text weighs: how many words it has, how many syllables, in how many sentences."""

    words: int = 0
    syllables: int = 0
    sentences: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(
            self.words + other.words,
            self.syllables + other.syllables,
            self.sentences + other.sentences,
        )

    @property
    def words_a_sentence(self) -> Decimal:
        """How many words a sentence has in the mean, to a tenth."""
        return (Decimal(self.words) / max(self.sentences, 1)).quantize(_TENTH)

    @property
    def grade(self) -> Decimal:
        """The Flesch-Kincaid grade, to a tenth: the American school year whose pupils read this.

        Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas", 1975.
        """
        if not self.words or not self.sentences:
            return Decimal(0)
        words, spoken = Decimal(self.words), Decimal(self.syllables)
        grade = (
            Decimal("0.39") * words / self.sentences
            + Decimal("11.8") * spoken / words
            - Decimal("15.59")
        )
        return grade.quantize(_TENTH)


class PageReading(Struct, frozen=True):
    """How hard a page is to read. `path` is its file, `longest` the words of its longest sentence."""

    path: str
    weight: Weight
    longest: int
