"""What a table declares of the sources that it draws on, beside the data."""

from msgspec import Struct, field

__all__ = ["Origin"]


class Origin(Struct, frozen=True):
    """A source that a table's figures come from, and what it holds.

    `place` is the form of a locator in it, with the parts of a figure in braces, such as "{series},
    {area}, {period}". `parts` gives what all its figures have in common by part or column, `series`
    the same for each series by its name in the source. `first` and `last` are the periods that it
    begins and ends with. An empty `place` leaves locators alone.
    """

    source: str
    place: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    series: dict[str, dict[str, str]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    line: int = 0
