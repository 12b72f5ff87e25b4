"""Outcomes: what relations and claims come to, and the records that keep it with its reasons."""

from collections.abc import Mapping

from msgspec import Struct

from plainfigures.errors import FiguresError
from plainfigures.figures.intervals import FAILS, UNTOLD
from plainfigures.figures.quantities import Comparison
from plainfigures.figures.records import Package, Row
from plainfigures.figures.statements import Claim, ClaimReading, Relation

__all__ = [
    "BORNE_OUT",
    "BROKEN",
    "CLAIM_OUTCOMES",
    "DECLARED",
    "HIDDEN",
    "HOLDS",
    "HOLDS_ROUNDED",
    "NOT_BORNE_OUT",
    "ON_A_READING",
    "OPEN",
    "READING_FAILS",
    "READING_HOLDS",
    "READING_OPEN",
    "RELATION_OUTCOMES",
    "SETTLED",
    "UNCHECKED",
    "UNSOUND",
    "WeighedClaim",
    "WeighedReading",
    "WeighedRelation",
    "Weighings",
]

HOLDS, HOLDS_ROUNDED, DECLARED = "exact", "within rounding", "declared"
RELATION_OUTCOMES = {
    HOLDS: "Holds exactly",
    HOLDS_ROUNDED: "Holds within rounding",
    DECLARED: "Does not hold, and we say so",
}
"""What a relation on a finished site can come to, in the words that readers see."""

BROKEN, SETTLED, OPEN, UNSOUND = (
    "does not hold",
    "settled",
    "cannot be told",
    "cannot be worked out",
)
"""What a relation that is a finding comes to."""

HIDDEN = "kept confidential"
"""What a relation or a reading comes to that needs a number which nobody may see."""

BORNE_OUT, ON_A_READING, NOT_BORNE_OUT, UNCHECKED = (
    "borne out",
    "borne out only on a stated reading",
    "not borne out",
    "cannot be checked with what is published",
)
CLAIM_OUTCOMES = (BORNE_OUT, ON_A_READING, NOT_BORNE_OUT, UNCHECKED)
"""What a claim can come to."""

READING_HOLDS, READING_FAILS, READING_OPEN = "holds", "does not hold", "cannot be told"


class WeighedRelation(Struct, frozen=True):
    """A relation with its outcome.

    `figures` are the references of all figures that take part, those behind derived ones included.
    `problem` is why it cannot be worked out; `unread` that what it needs has a finding of its own.
    `mixed` gives the parts in which its figures differ and may not, each with its values;
    `needless` the parts named in `across` in which nothing differs.
    """

    package: Package
    relation: Relation
    outcome: str = ""
    comparisons: tuple[Comparison, ...] = ()
    figures: tuple[str, ...] = ()
    problem: FiguresError | None = None
    unread: bool = False
    mixed: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    needless: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`package/key`."""
        return f"{self.package.name}/{self.relation.key}"

    @property
    def anchor(self) -> str:
        """The id of the place on a page that shows the relation."""
        return f"relation-{self.package.name}-{self.relation.key}"

    @property
    def telling(self) -> Comparison | None:
        """The comparison that its outcome hangs on: the first that does not hold, else the first."""
        failing = (one for one in self.comparisons if one.verdict in {FAILS, UNTOLD})
        return next(failing, self.comparisons[0] if self.comparisons else None)


class WeighedReading(Struct, frozen=True):
    """A reading of a claim: `holds`, `does not hold` or `cannot be told`."""

    reading: ClaimReading
    outcome: str = ""
    comparisons: tuple[Comparison, ...] = ()
    problem: FiguresError | None = None
    unread: bool = False


class WeighedClaim(Struct, frozen=True):
    """A claim with its row, its readings and its outcome; `figures` are all that bear on it."""

    package: Package
    claim: Claim
    row: Row | None
    outcome: str
    readings: tuple[WeighedReading, ...] = ()
    figures: tuple[str, ...] = ()
    problem: FiguresError | None = None

    @property
    def name(self) -> str:
        """`package/key`."""
        return f"{self.package.name}/{self.claim.key}"

    @property
    def anchor(self) -> str:
        """The id of the place on a page that shows the claim."""
        return f"claim-{self.package.name}-{self.claim.key}"


class Weighings(Struct, frozen=True):
    """Everything that was weighed; `by_figure` gives the relations that a figure takes part in."""

    relations: tuple[WeighedRelation, ...]
    claims: tuple[WeighedClaim, ...]
    by_figure: Mapping[str, tuple[WeighedRelation, ...]]

    def declared_of(self, reference: str) -> list[WeighedRelation]:
        """Return the declared discrepancies that a figure takes part in."""
        return [one for one in self.by_figure.get(reference, ()) if one.outcome == DECLARED]
