"""What may not be seen yet of all data packages: what has an embargo, and what hangs on that.

It is decided on the files as they lie, before a record is made of them. A row hangs on another one
that it names by a key, a source or a reference; a formula, a relation, a claim or an alias on the
figures that it names; a document on the figures taken from it.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from plainfigures.figures.clock import Clock
from plainfigures.figures.embargoes import PRIVATE, Embargoed, claim_name, source_name
from plainfigures.figures.findings import Finding
from plainfigures.figures.ledger import LEDGER
from plainfigures.figures.records import REGISTER
from plainfigures.figures.references import LATEST
from plainfigures.read.embargo import Asked, mentions_embargo
from plainfigures.read.hanging import hanging_parts, hanging_rows
from plainfigures.read.raw import RawPackage, RawTable, as_object, load_raw

__all__ = ["Holding", "LeftOut", "hold_data"]

_REGISTERS = ("documents", "bodies", "areas")
_OF_LEDGER = "document"
"""The column of a ledger that names the document which a row accounts for."""


class LeftOut(Struct, frozen=True):
    """What is left out of one package: tables by number, rows by table and number, parts by path."""

    tables: tuple[int, ...] = ()
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    parts: tuple[tuple[str | int, ...], ...] = ()


class Holding(Struct, frozen=True):
    """What may not be seen of all packages: in words for the site, and package by package.

    `whole` are the names of the packages of which nothing may be seen.
    """

    embargoed: Embargoed = field(default_factory=Embargoed)
    whole: frozenset[str] = frozenset()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)


def hold_data(
    folders: Mapping[Path, str], clock: Clock | None, absent: Collection[str] = ()
) -> Holding:
    """Decide what may not be seen as of a clock; without one, nothing is held back.

    `folders` are those of all packages, with the path of each as it is told; `absent` the names of
    private packages that are not at hand.
    """
    if clock is None or not (absent or any(map(mentions_embargo, folders))):
        return Holding()
    packages = [raw for one, place in folders.items() if (raw := load_raw(one, place))]
    asked = Asked(clock)
    for package in packages:
        asked.look_at(package)
    if not (asked.places or asked.findings or absent):
        return Holding()
    closing = _Closing(packages, absent)
    closing.close()
    closing.leave_out_columns()
    whole = frozenset(one.name for one in packages if one.whole)
    embargoed = Embargoed(
        closing.names(),
        tuple(datetime.datetime.fromisoformat(one) for one in sorted(asked.moments)),
        tuple(asked.places),
        (*asked.findings, *closing.advice),
        tuple(_texts(packages)),
    )
    left_out = {one.name: _left_out(one) for one in packages if not one.whole}
    return Holding(embargoed, whole, {name: one for name, one in left_out.items() if one})


class _Closing:
    """Adds to what is held back all that hangs on it, until nothing more does."""

    def __init__(self, packages: Sequence[RawPackage], absent: Collection[str]) -> None:
        self._packages, self._absent = packages, absent
        self._tables = {table.name: table for one in packages for table in one.tables}
        self.advice: list[Finding] = []

    def close(self) -> None:
        """Go round until a round holds nothing more back: each that does adds to what is held."""
        found = True
        while found:
            held = Embargoed(self.names())
            found = False
            for table in self._tables.values():
                package = next(one for one in self._packages if one.name == table.package)
                for number, until in hanging_rows(table, package, held, self._tables):
                    table.dropped[number] = until
                    found = True
            for package in self._packages:
                for path, until, told in hanging_parts(package, held):
                    package.left_out[path] = until
                    self.advice += told
                    found = True
            found = self._leave_out_unused() or found
            found = self._leave_out_ledgers() or found
            for package in self._packages:
                gone = [one.gone for one in package.tables]
                if gone and not package.whole and all(gone):
                    package.whole = max(gone)
                    found = True

    def names(self) -> dict[str, str]:
        """Return all names of what is held back, each with its moment."""
        found: dict[str, str] = dict.fromkeys(self._absent, PRIVATE)
        for package in self._packages:
            if package.whole:
                found[package.name] = package.whole
                aliases = as_object(package.own.get("aliases"))
                found |= dict.fromkeys(map(str, aliases), package.whole)
            for table in package.tables:
                if table.gone:
                    found[table.name] = table.gone
                kept = {one for cells in table.kept() for one in _names_of_row(table, cells)}
                for number, until in table.dropped.items():
                    for name in _names_of_row(table, table.rows[number]):
                        if name not in kept:
                            known = found.get(name)
                            # Of several rows with one name, the first one ends the waiting.
                            found[name] = min(known, until) if known else until
            for path, until in package.left_out.items():
                found |= _names_of_part(package, path, until)
        return found

    def leave_out_columns(self) -> None:
        """Leave the embargoes themselves out of tables and descriptors that hold something back."""
        for package in self._packages:
            if any(table.dropped for table in package.tables):
                package.left_out.setdefault(("plainfigures", "embargo"), "")
            for table in package.tables:
                if table.dropped:
                    start = ("resources", table.at)
                    package.left_out.setdefault((*start, "plainfigures", "embargo"), "")

    def _leave_out_ledgers(self) -> bool:
        """Leave out what is accounted for of a document of which not every number may be seen.

        Its numbers stand in order there, so that a gap would tell of what is missing.
        """
        ledger = LEDGER.partition("/")[0]
        tables = [one for one in self._tables.values() if one.package == ledger]
        waiting: dict[str, str] = {}
        for table in tables:
            for number, until in table.dropped.items():
                name = table.rows[number].get(_OF_LEDGER, "")
                waiting[name] = min(waiting.get(name, until), until)
        found = False
        for table in tables:
            for number, cells in table.rows.items():
                until = waiting.get(cells.get(_OF_LEDGER, ""), "")
                if until and number not in table.dropped:
                    table.dropped[number] = until
                    found = True
        return found

    def _leave_out_unused(self) -> bool:
        """Leave out documents, bodies and areas that only what is held back has."""
        found = False
        for name in _REGISTERS:
            table = self._tables.get(f"{REGISTER}/{name}")
            if table is None or not table.header:
                continue
            others = [one for one in self._tables.values() if one is not table]
            used = [
                one
                for one in others
                if name != "documents" or (one.package != REGISTER and one.name != LEDGER)
            ]
            waiting: dict[str, str] = {}
            for one in others:
                for number, until in one.dropped.items():
                    for text in one.rows[number].values():
                        waiting[text] = min(waiting.get(text, until), until)
            seen = {text for one in used for cells in one.kept() for text in cells.values()}
            for package in self._packages:
                if not package.whole:
                    seen |= _stated(package)
            for number, cells in table.rows.items():
                key = table.keys.key(cells)
                if number not in table.dropped and key in waiting and key not in seen:
                    table.dropped[number] = waiting[key]
                    found = True
        return found


def _names_of_row(table: RawTable, cells: Mapping[str, str]) -> Iterator[str]:
    """Yield all names that a row's figures can be called by, without their columns."""
    keys = table.keys
    if table.name == f"{REGISTER}/documents":
        yield source_name(keys.key(cells))
    if keys.problem(cells):
        return
    reference = f"{table.name}/{keys.key(cells)}"
    if "period" in keys.columns:
        yield f"{reference}@{LATEST}"
        reference += f"@{cells['period']}"
    yield reference
    if "vintage" in keys.columns:
        yield f"{reference}~{cells['vintage']}"


def _names_of_part(package: RawPackage, path: tuple[str | int, ...], until: str) -> dict[str, str]:
    match path:
        case ("plainfigures", "derived", int(at)):
            key = package.own["derived"][at]["key"]
            return {f"{package.name}/derived/{key}": until}
        case ("plainfigures", "claims", int(at)):
            key = as_object(package.own["claims"][at]).get("key", "")
            return {claim_name(f"{package.name}/{key}"): until, claim_name(str(key)): until}
        case ("plainfigures", "aliases", str(name)):
            return {name: until}
    return {}


def _stated(package: RawPackage) -> set[str]:
    """Return what a descriptor states as a body, an area or a source for many figures."""
    parts = [package.own, *(one.own for one in package.tables if not one.gone)]
    left = [table for table in package.tables if not table.gone]
    parts += [as_object(one.get("plainfigures")) for table in left for one in table.fields]
    return {str(one[name]) for one in parts for name in ("body", "area", "source") if name in one}


def _texts(packages: Sequence[RawPackage]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the texts of what is held back, by place and moment."""
    for package in packages:
        path = f"{package.place}/datapackage.json"
        if package.whole:
            titles = (package.content.get("title"), package.content.get("description"))
            yield path, package.whole, tuple(str(one) for one in titles if one)
        for table in package.tables:
            for number, until in table.dropped.items():
                cells = table.rows[number]
                texts = dict.fromkeys([*_names_of_row(table, cells), *cells.values()])
                place = f"{table.path}:{table.records[number][0]}"
                yield place, until, tuple(one for one in texts if one)
            if table.gone:
                titles = (table.resource.get("title"), table.resource.get("description"))
                yield path, table.gone, tuple(str(one) for one in titles if one)


def _left_out(package: RawPackage) -> LeftOut | None:
    tables = tuple(one.at for one in package.tables if one.gone)
    rows = {
        str(one.resource["path"]): tuple(sorted(one.dropped))
        for one in package.tables
        if one.dropped and one.at not in tables
    }
    parts = tuple(package.left_out)
    return LeftOut(tables, rows, parts) if tables or rows or parts else None
