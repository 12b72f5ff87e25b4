"""Macros that ask whether there is a figure, for sentences that stand on the pages of many places."""

from msgspec import Struct, field

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import Figure
from plainfigures.figures.references import LATEST, Reference, parse_reference

__all__ = ["Presence"]


class _Parts(Struct):
    """What stands in the references of a table: in each part of their keys, as times, as columns."""

    keys: dict[int, set[str]] = field(default_factory=dict)
    times: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)


class Presence:
    """Says whether a figure is there, over one catalogue.

    `places` are the names of places that pages are made for: one of them may have no row in a table,
    and any other name that is not in the table is a slip of the pen.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.places: set[str] = set()
        self._parts: dict[str, _Parts] = {}

    def there(self, *refs: str) -> bool:
        """Whether each of some figures is there, with a value or with the reason why it has none.

        For the `if` around a passage, where a place may have no row for a time or no row at all.
        """
        if not refs:
            raise MacroProblem("there was given no figure.", 'Write it as: there("REFERENCE").')
        found = [self.find(ref) for ref in refs]
        return all(one is not None for one in found)

    def has_number(self, *refs: str) -> bool:
        """Whether each of some figures is there and has a number, for the `if` around a passage.

        Where it says no, figure(…) may still say why: “kept confidential”.
        """
        if not refs:
            message = "has_number was given no figure."
            raise MacroProblem(message, 'Write it as: has_number("REFERENCE").')
        found = [self.find(ref) for ref in refs]
        return all(one is not None and one.used is not None for one in found)

    def find(self, ref: str) -> Figure | None:
        """Return a figure; None where its place has no such row.

        Raises ReferenceProblem where a part of the reference stands nowhere in the table.
        """
        figure = self.catalogue.there(ref)
        if figure is None and not self._could_be(parse_reference(ref)):
            return self.catalogue.find(ref)  # which says what is nearest
        return figure

    def _could_be(self, wanted: Reference) -> bool:
        """Return whether every part of a reference stands in its table, or is the name of a place."""
        table = f"{wanted.package}/{wanted.resource}"
        parts = self._parts.get(table)
        if parts is None:
            parts = self._parts[table] = self._parts_of(table)
        known = (self.catalogue.areas, self.catalogue.bodies, self.places)
        return (
            (wanted.period in parts.times or wanted.period == LATEST)
            and wanted.field in parts.columns
            and all(
                part in parts.keys.get(at, ()) or any(part in names for names in known)
                for at, part in enumerate(wanted.key.split("."))
            )
        )

    def _parts_of(self, table: str) -> _Parts:
        parts = _Parts()
        for row in self.catalogue.resource(table).rows:
            for name in row.figures.values():
                key, _, rest = name[len(table) + 1 :].partition("~")[0].partition("@")
                time, _, column = rest.partition("/") if rest else ("", "", "")
                if not rest:
                    key, _, column = key.partition("/")
                parts.times.add(time)
                parts.columns.add(column)
                for at, part in enumerate(key.split(".")):
                    parts.keys.setdefault(at, set()).add(part)
        return parts
