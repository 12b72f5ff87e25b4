"""What a package states about its figures, beside the data: relations between them, and claims.

Both are written in the language of `expressions`: a relation is a test that the printed figures are
to pass, a claim is somebody's statement with the ways in which it can be read, each with a test.
"""

from msgspec import Struct

__all__ = ["Claim", "ClaimReading", "Discrepancy", "Relation"]


class Discrepancy(Struct, frozen=True):
    """A disagreement between printed figures that is known, and shown to readers.

    `explanation` says what disagrees, `shown` what the site shows, `why` the reason for that.
    """

    explanation: str
    shown: str
    why: str


class Relation(Struct, frozen=True):
    """A test that printed figures are to pass, such as `a + b = total`.

    `steps` is the test in reverse Polish order, as `expressions.parse_test` gives it. `across`
    names the parts (period, body, area, basis, status) in which its figures may differ. A relation
    with a `discrepancy` is known not to hold.
    """

    key: str
    title: str
    test: str
    steps: tuple[str, ...]
    note: str = ""
    across: tuple[str, ...] = ()
    discrepancy: Discrepancy | None = None
    line: int = 0


class ClaimReading(Struct, frozen=True):
    """One way in which a claim can be read, and the test that says whether it then holds."""

    words: str
    test: str
    steps: tuple[str, ...]
    note: str = ""


class Claim(Struct, frozen=True):
    """A claim of a document; `key` is its row in the table of claims of the same package.

    `figures` are the published figures that bear on it. `why_not` says why it cannot be checked,
    where it has no readings.
    """

    key: str
    table: str
    readings: tuple[ClaimReading, ...] = ()
    figures: tuple[str, ...] = ()
    why_not: str = ""
    line: int = 0
