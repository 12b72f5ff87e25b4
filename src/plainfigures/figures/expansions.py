"""One page for each row of a table: the template that an editor writes, and the rows it stands for."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

__all__ = ["PageTemplate", "Place"]


class Place(Struct, frozen=True):
    """A row that gets a page: its value in the template's column, its page's address, its name.

    `slug` is what stands in the place of the brackets, in the address and in the names of charts.
    `words` are the cells of its first row by column, as text; `several` those cells that hold a list
    of other places, by column. `line` is that of the row in the file of its table.
    """

    value: str
    slug: str
    address: str
    name: str
    words: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    line: int = 0


class PageTemplate(Struct, frozen=True, dict=True):
    """A page that is made once for each place: `name` is that of its file, as in `towns/[town]`.

    `path` is the file, `slot` what stands in its brackets, `table` and `column` where the places
    come from. `up` is the address of the page that lists them all, `up_title` its title; both are
    empty where there is none.
    """

    name: str
    path: str
    slot: str
    table: str
    column: str
    places: tuple[Place, ...] = ()
    up: str = ""
    up_title: str = ""

    @cached_property
    def by_value(self) -> Mapping[str, Place]:
        """The places by their values in the column."""
        return {place.value: place for place in self.places}
