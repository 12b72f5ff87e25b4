"""Files for programs: JSON held against its shape, tables, and what each says of figures and places."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from plainfigures.proofing.addresses import Ground, take_address
from plainfigures.proofing.shapes import (
    BuildReport,
    Catalog,
    ChecksReport,
    FigureEntry,
    FiguresFile,
    FigureVintage,
    GroupsFile,
    PackageDescriptor,
    SearchedPages,
    SearchedTables,
    SearchedWords,
    SearchIndex,
)
from plainfigures.proofing.sheets import Fault, Sheet, Shown
from plainfigures.proofing.texts import odd_letters

__all__ = ["look_at_checksums", "look_at_json", "look_at_table"]

Shape = TypeVar("Shape")

_AGAIN = "Build again. If it stays, pass it on to whoever looks after the program."
_AT = re.compile(r"\s+- at `(?:key in )?\$?([^`]*)`$")
_KINDS = {"str": "a text", "int": "a whole number", "float": "a number", "null": "nothing",
          "array": "a list", "object": "an object", "bool": "true or false"}  # fmt: skip
_PATTERN = re.compile(r"^Expected `str` matching regex .*$")
_EXPECTED = re.compile(r"^Expected `([a-z| ]+)`, got `(\w+)`$")
_LACKS = re.compile(r"^Object missing required field `([^`]+)`$")
_UNKNOWN = re.compile(r"^Object contains unknown field `([^`]+)`$")
_OWN_DATA = re.compile(r"data/[a-z0-9._-]+/datapackage\.json")
_PLACES = {"dcat:landingPage", "dcat:accessURL", "foaf:homepage"}
_FILES = {"dcat:downloadURL"}
_GROUPS = re.compile(r"data/figures/[^/]+/groups\.json")
_SEARCH = ("search/", "assets/hashed/search/")


def look_at_json(file: str, content: bytes, site_url: str) -> Sheet:
    """Read a JSON file, by what it is: its path within the site tells."""
    sheet, ground = Sheet(), Ground(file, site_url)
    if file in _BY_NAME:
        _BY_NAME[file](sheet, ground, content)
    elif file.startswith(_SEARCH):
        _search(sheet, ground, file, content)
    elif _GROUPS.fullmatch(file):
        _read(sheet, content, GroupsFile)
    elif file.startswith("data/figures/"):
        _of_package(sheet, ground, content)
    elif _OWN_DATA.fullmatch(file):
        _descriptor(sheet, ground, content)
    else:
        _read(sheet, content, Any)
    return sheet


def _all_figures(sheet: Sheet, ground: Ground, content: bytes) -> None:
    entries = _read(sheet, content, FiguresFile)
    for entry in entries.figures if entries else ():
        _figure(sheet, ground, entry)


def _of_package(sheet: Sheet, ground: Ground, content: bytes) -> None:
    for reference, entry in (_read(sheet, content, dict[str, FigureEntry]) or {}).items():
        if entry.reference != reference:
            message = f'The figure under "{reference}" calls itself "{entry.reference}".'
            sheet.faults.append(Fault(message, _AGAIN, reference))
        _figure(sheet, ground, entry)


def _checks(sheet: Sheet, ground: Ground, content: bytes) -> None:  # noqa: ARG001 - it leads nowhere
    _read(sheet, content, ChecksReport)


def _build(sheet: Sheet, ground: Ground, content: bytes) -> None:  # noqa: ARG001 - it leads nowhere
    report = _read(sheet, content, BuildReport)
    sheet.listed = {**report.files} if report else {}


def _dcat(sheet: Sheet, ground: Ground, content: bytes) -> None:
    if _read(sheet, content, Catalog):
        _catalogue(sheet, ground, msgspec.json.decode(content))


def _descriptor(sheet: Sheet, ground: Ground, content: bytes) -> None:
    descriptor = _read(sheet, content, PackageDescriptor)
    for table in descriptor.resources if descriptor else ():
        take_address(sheet, ground, table.path, loaded=True)


_BY_NAME = {
    "data/figures.json": _all_figures,
    "data/checks.json": _checks,
    "data/build.json": _build,
    "data/catalog.jsonld": _dcat,
}


def _read(sheet: Sheet, content: bytes, shape: type[Shape]) -> Shape | None:
    """Return a JSON file as its shape, or None with what is wrong noted in `sheet`."""
    try:
        found = msgspec.json.decode(content, type=shape)
    except msgspec.ValidationError as error:
        sheet.faults.append(
            Fault(f"The file is not as programs expect it: {_words(error)}.", _AGAIN)
        )
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"The file cannot be read as JSON: {str(error).rstrip('.')}."
        sheet.faults.append(Fault(message, _AGAIN))
        return None
    sheet.faults += odd_letters(content.decode())
    return found


def _words(error: msgspec.ValidationError) -> str:
    """Return what is wrong with the shape of a file, in words."""
    text = str(error)
    at = _AT.search(text)
    place = at[1].strip(".") if at else ""
    reason = text[: at.start()] if at else text
    where = f"at “{place}”" if place else "at its top"
    for pattern, words in (
        (_LACKS, '"{0}" is missing'),
        (_UNKNOWN, '"{0}" has no meaning there'),
    ):
        found = pattern.match(reason)
        if found:
            return f"{where}, {words.format(found[1])}"
    found = _EXPECTED.match(reason)
    if found:
        asked = " or ".join(_KINDS.get(one.strip(), one) for one in found[1].split("|"))
        return f"{where} stands {_KINDS.get(found[2], found[2])}, and it has to be {asked}"
    if _PATTERN.match(reason):
        return f"what stands {where} is not written as it has to be"
    return f"{where}: {reason[:1].lower()}{reason[1:]}"


def _figure(sheet: Sheet, ground: Ground, entry: FigureEntry) -> None:
    sheet.figures.append(_shown(entry, newest=True))
    sheet.figures += [_shown(one, newest=False) for one in entry.vintages]
    for page in entry.pages:
        take_address(sheet, Ground("", taken=ground.taken), page or "./")


def _shown(entry: FigureVintage, *, newest: bool) -> Shown:
    reference = entry.reference
    if not newest and entry.vintage and "~" not in reference:
        reference = f"{reference}~{entry.vintage}"
    return Shown(reference, entry.reason or "" if entry.value is None else entry.value, entry.shown)


def _catalogue(sheet: Sheet, ground: Ground, content: Any) -> None:
    """Note the addresses of the site's own in a catalogue of data."""
    for key, value in _pairs(content):
        if isinstance(value, str) and key in _PLACES | _FILES and not value.startswith("_:"):
            take_address(sheet, ground, value, place=key in _PLACES)


def _pairs(content: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield key, value
            yield from _pairs(value)
    elif isinstance(content, list):
        for one in content:
            yield from _pairs(one)


def _search(sheet: Sheet, ground: Ground, file: str, content: bytes) -> None:
    """Note what a file of the search leads to, and the figures that it shows."""
    root = Ground("", taken=ground.taken)
    name = file.rpartition("/")[2]
    if name.startswith("figures-"):
        for place, _, rows in _read(sheet, content, SearchedTables) or []:
            for rest, shown, _, _, _, _, *others in rows:
                reference = f"{place.partition('#')[2]}{rest}"
                sheet.figures += [Shown(reference, None, str(one)) for one in (shown, *others)]
                take_address(sheet, root, f"{place}{rest}")
    elif name.startswith("pages-"):
        for address, _, _, parts in _read(sheet, content, SearchedPages) or []:
            for _, anchor, *_ in parts:
                take_address(
                    sheet, root, f"{address or './'}#{anchor}" if anchor else address or "./"
                )
    elif name.startswith("words-"):
        _read(sheet, content, SearchedWords)
    else:
        index = _read(sheet, content, SearchIndex)
        words = [place for _, place in index.words] if index else []
        for place in [*index.parts, *words] if index else ():
            take_address(sheet, root, place, loaded=True)


def look_at_table(file: str, content: bytes) -> Sheet:
    """Read a CSV file: saved as it should be, each row as long as its head, and its figures."""
    sheet = Sheet()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"Line {line} holds letters that are not saved as UTF-8."
        sheet.faults.append(Fault(message, "Save the table as UTF-8."))
        return sheet
    sheet.faults += odd_letters(text)
    rows = csv.reader(io.StringIO(text, newline=""))
    head = next(rows, [])
    for number, row in enumerate(rows, 2):
        if row and len(row) != len(head):
            message = f"Row {number} has {len(row)} cells, and the head has {len(head)}."
            sheet.faults.append(Fault(message, "Give each row as many cells as the head has."))
            break
        if file == "data/figures.csv":
            cells = dict(zip(head, row, strict=True))
            value = cells["value"] or cells["reason"]
            sheet.figures.append(Shown(cells["reference"], value, cells["shown"]))
        elif file.startswith("data/charts/") and head[-1:] == ["reference"] and row[-1]:
            sheet.figures.append(Shown(row[-1], None, row[head.index("as shown")]))
    return sheet


def look_at_checksums(file: str, content: bytes) -> Sheet:
    """Read a list of digests, as `sha256sum` writes it."""
    sheet = Sheet()
    folder = file.rpartition("/")[0]
    for line in content.decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        sheet.listed[f"{folder}/{name}" if folder else name] = digest
    return sheet
