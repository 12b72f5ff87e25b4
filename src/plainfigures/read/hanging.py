"""What hangs on data that may not be seen yet: rows by what they name, parts of descriptors likewise."""

from collections.abc import Iterator, Mapping
from typing import Any

from plainfigures.figures.embargoes import EMBARGO, Embargoed, source_name
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.read.hanging_revisions import hanging_revisions
from plainfigures.read.json_lines import line_of_path
from plainfigures.read.raw import RawPackage, RawTable, as_list, as_object

__all__ = ["hanging_parts", "hanging_rows"]

Path = tuple[str | int, ...]
_CLAIMS = "claims"
_NAMING = ("people", "rateOf", "rateBase")
"""The parts of a column that may name a figure."""
_NAMED = (("measures", "measure"), ("bases", "basis"), ("units", "unit"), ("scales", "gradeScale"))
"""What a package declares by name, and the column in which rows name it."""


def hanging_rows(
    table: RawTable, package: RawPackage, held: Embargoed, tables: Mapping[str, RawTable]
) -> Iterator[tuple[int, str]]:
    """Yield the rows of a table that hang on what is held back, by number, and until when."""
    if not held.names:
        return
    yield from hanging_revisions(table, held, tables)
    keys = list(_keys(table, held, tables))
    stated = str(table.own.get("source") or package.own.get("source") or "")
    for number, cells in table.rows.items():
        if number in table.dropped:
            continue
        until = ""
        for columns, gone in keys:
            until = max(until, gone.get(tuple(cells.get(one, "") for one in columns), ""))
        for name, text in cells.items():
            if name == "source" or name.endswith("_source"):
                until = max(until, held.until(source_name(text)))
            if name == "package" and text in held.names:
                until = max(until, held.names[text])
            if text.count("/") > 1:
                until = max(until, held.until_any(text))
        if stated and not cells.get("source"):
            until = max(until, held.until(source_name(stated)))
        if not until and table.resource.get("name") == _CLAIMS:
            until = _claim_left_out(package, table, cells)
        if until:
            yield number, until


def _keys(
    table: RawTable, held: Embargoed, tables: Mapping[str, RawTable]
) -> Iterator[tuple[tuple[str, ...], dict[tuple[str, ...], str]]]:
    """Yield the keys of a table into others: its columns, and what they may not lead to."""
    schema = as_object(table.resource.get("schema"))
    own = as_list(table.own.get("foreignKeys"))
    for one in (*own, *as_list(schema.get("foreignKeys"))):
        reference = as_object(as_object(one).get("reference"))
        package = str(reference.get("package") or table.package)
        name = str(reference.get("resource") or table.resource.get("name"))
        target = tables.get(f"{package}/{name}")
        columns = _columns(as_object(one).get("fields"))
        if target is not None and target.dropped:
            others = _columns(reference.get("fields"))
            kept = {tuple(cells.get(c, "") for c in others) for cells in target.kept()}
            gone: dict[tuple[str, ...], str] = {}
            for number, until in target.dropped.items():
                key = tuple(target.rows[number].get(c, "") for c in others)
                if any(key) and key not in kept:
                    gone[key] = min(gone.get(key, until), until)
            yield columns, gone
        elif target is None and package in held.names:
            absent = {
                tuple(cells.get(c, "") for c in columns): held.names[package]
                for cells in table.rows.values()
            }
            yield columns, {key: until for key, until in absent.items() if any(key)}


def _columns(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(str(one) for one in as_list(given))


def _claim_left_out(package: RawPackage, table: RawTable, cells: Mapping[str, str]) -> str:
    """Return until when the claim of a row is held back because of what its readings name."""
    for at, one in enumerate(as_list(package.own.get("claims"))):
        declared = as_object(one)
        path = ("plainfigures", "claims", at)
        if path in package.left_out and declared.get("key") == table.keys.key(cells):
            return package.left_out[path]
    return ""


def hanging_parts(
    package: RawPackage, held: Embargoed
) -> Iterator[tuple[Path, str, list[Finding]]]:
    """Yield the parts of a descriptor that hang on what is held back, by path, and until when.

    With each come the findings about it.
    """
    if not held.names:
        return
    for path, until, told in (*_statements(package, held), *_of_tables(package, held)):
        if until and path not in package.left_out:
            yield path, until, told
    for path, until in _unused(package):
        if path not in package.left_out:
            yield path, until, []


def _statements(package: RawPackage, held: Embargoed) -> Iterator[tuple[Path, str, list[Finding]]]:
    own = package.own
    for at, one in enumerate(as_list(own.get("derived"))):
        formula = str(as_object(one).get("formula", ""))
        yield ("plainfigures", "derived", at), held.until_any(formula), []
    for at, one in enumerate(as_list(own.get("relations"))):
        test = str(as_object(one).get("test", ""))
        path: Path = ("plainfigures", "relations", at)
        yield path, held.until_any(test), list(_could_be_worked_out(package, path, test, held))
    for at, one in enumerate(as_list(own.get("claims"))):
        claim = as_object(one)
        readings = [str(as_object(r).get("test", "")) for r in as_list(claim.get("readings"))]
        named = " ".join([*readings, *map(str, as_list(claim.get("figures")))])
        row = f"{package.name}/{claim.get('table') or _CLAIMS}/{claim.get('key')}"
        until = max(held.until_any(named), held.until(row))
        yield ("plainfigures", "claims", at), until, []
    for at, one in enumerate(as_list(own.get("released"))):
        yield (
            ("plainfigures", "released", at),
            held.until_any(str(as_object(one).get("figure"))),
            [],
        )
    for name, target in as_object(own.get("aliases")).items():
        until = held.until_any(f"{target} {name}")
        yield ("plainfigures", "aliases", name), until, []


def _of_tables(package: RawPackage, held: Embargoed) -> Iterator[tuple[Path, str, list[Finding]]]:
    yield from _naming(("plainfigures",), package.own, held)
    for table in package.tables:
        start: Path = ("resources", table.at, "plainfigures")
        yield from _naming(start, table.own, held)
        for at, one in enumerate(table.fields):
            place: Path = ("resources", table.at, "schema", "fields", at, "plainfigures")
            yield from _naming(place, as_object(one.get("plainfigures")), held)
        for at, one in enumerate(as_list(table.own.get("drawnFrom"))):
            source = str(as_object(one).get("source", ""))
            yield (*start, "drawnFrom", at), held.until(source_name(source)), []
        schema = as_object(table.resource.get("schema"))
        places = ((start, table.own), (("resources", table.at, "schema"), schema))
        for above, part in places:
            for at, one in enumerate(as_list(part.get("foreignKeys"))):
                target = as_object(as_object(one).get("reference"))
                name = f"{target.get('package') or package.name}/{target.get('resource', '')}"
                yield (*above, "foreignKeys", at), held.until(name), []
        if table.dropped:
            yield from _of_rows(package, table, start)


def _of_rows(
    package: RawPackage, table: RawTable, start: Path
) -> Iterator[tuple[Path, str, list[Finding]]]:
    """Yield what a descriptor says of a table of which some rows are held back."""
    until = max(table.dropped.values())
    for at, _ in enumerate(as_list(table.own.get("totals"))):
        path = (*start, "totals", at)
        yield path, until, [_advise(package, path)] if len(table.dropped) == 1 else []
    for at, one in enumerate(table.fields):
        if str(one.get("name", "")).strip().lower() == EMBARGO:
            yield ("resources", table.at, "schema", "fields", at), until, []
    yield from _options(table)


def _naming(
    start: Path, own: Mapping[str, Any], held: Embargoed
) -> Iterator[tuple[Path, str, list[Finding]]]:
    """Yield the parts that name a document or a figure."""
    for name in ("source", *_NAMING):
        yield (*start, name), _named(own, name, held), []


def _named(own: Mapping[str, Any], name: str, held: Embargoed) -> str:
    """Return until when the document or the figure is held back that a part of a descriptor names."""
    text = str(own.get(name, ""))
    return held.until(source_name(text)) if name == "source" else held.until_any(text)


def _options(table: RawTable) -> Iterator[tuple[Path, str, list[Finding]]]:
    """Yield what a column may hold by its description, and holds only where it may not be seen."""
    for at, one in enumerate(table.fields):
        options = as_list(as_object(one.get("constraints")).get("enum"))
        name = str(one.get("name", ""))
        if options:
            gone = _only_left_out(table, name)
            for place, option in enumerate(options):
                if str(option) in gone:
                    path = ("resources", table.at, "schema", "fields", at, "constraints", "enum")
                    yield (*path, place), gone[str(option)], []


def _only_left_out(table: RawTable, column: str) -> dict[str, str]:
    kept = {cells.get(column, "") for cells in table.kept()}
    found: dict[str, str] = {}
    for number, until in table.dropped.items():
        text = table.rows[number].get(column, "")
        if text and text not in kept:
            found[text] = min(found.get(text, until), until)
    return found


def _unused(package: RawPackage) -> Iterator[tuple[Path, str]]:
    """Yield what a package declares by name for rows that are all held back."""
    for declared, column in _NAMED:
        names = as_object(package.own.get(declared))
        gone: dict[str, str] = {}
        for table in package.tables:
            gone |= _only_left_out(table, column)
            for own in (table.own, *(as_object(one.get("plainfigures")) for one in table.fields)):
                named = str(own.get(column, ""))
                if named and table.gone:
                    gone[named] = table.gone
        kept = {cells.get(column, "") for table in package.tables for cells in table.kept()}
        kept.add(str(package.own.get(column, "")))
        for table in package.tables:
            if not table.gone:
                parts = (table.own, *(as_object(one.get("plainfigures")) for one in table.fields))
                kept |= {str(own.get(column, "")) for own in parts}
        for at, one in enumerate(as_list(package.own.get("derived"))):
            if ("plainfigures", "derived", at) not in package.left_out:
                kept.add(str(as_object(one).get(column, "")))
        for name in names:
            if name in gone and name not in kept:
                yield ("plainfigures", declared, name), gone[name]


def _could_be_worked_out(
    package: RawPackage, path: Path, test: str, held: Embargoed
) -> Iterator[Finding]:
    """Advise where one figure alone of a sum is held back."""
    named = held.named_in(test)
    back = [one for one in named if held.until_any(one)]
    equal = "=" in test and not {"<", ">", "!"} & {*test}
    if equal and len(back) == 1 and len(named) > 1 and "*" not in back[0]:
        yield _advise(package, path)


def _advise(package: RawPackage, path: Path) -> Finding:
    written = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
    return Finding(
        "embargo",
        "One figure of this sum is held back, and could be worked out from those that can be seen.",
        "Give the total, or a second part of it, the same embargo.",
        f"{package.place}/datapackage.json",
        line_of_path(package.text, written.removeprefix(".")),
        level=ADVICE,
    )
