"""The rows that a page template stands for: each with its address and its name, harmless in a page."""

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import HeldBackProblem, PlainFiguresError, UnreadableProblem
from plainfigures.expanding.templates import RULE, SETTING, Each, line_of
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import Page
from plainfigures.figures.expansions import Place
from plainfigures.figures.findings import ADVICE, Finding, listed, nearest
from plainfigures.figures.limits import MOST_PLACES
from plainfigures.figures.odd_characters import odd_character
from plainfigures.figures.records import Resource, Row
from plainfigures.figures.references import is_slug
from plainfigures.figures.spreadsheet_texts import begins_formula

__all__ = ["find_places", "find_table", "fit_columns", "unfit_cell"]

_SEVERAL = re.compile(r"[\s,;]+")
_REFUSED = re.compile(r"[{}<>`\\\n\r\t]")
_LONGEST = 200
_MOST_TOLD = 20
"""So many rows of one table are told; a table with more of them is wrong as a whole."""


def find_table(
    page: Page, each: Each, catalogue: Catalogue
) -> tuple[Resource | None, list[Finding]]:
    """Return the table that a template names; where it cannot be used, why."""
    line = line_of(page, "table")
    try:
        return catalogue.resource(each.table), []
    except HeldBackProblem as error:
        message = f"{error.message} The pages of this template are made when it can be seen."
        return None, [Finding(RULE, message, "", page.path, line, level=ADVICE)]
    except UnreadableProblem:
        return None, []  # has a finding of its own
    except PlainFiguresError as error:
        near = error.suggestion
        return None, [Finding(RULE, error.message, error.remedy, page.path, line, 0, near)]


def fit_columns(page: Page, each: Each, table: Resource) -> list[Finding]:
    """Return what is wrong with the columns that a template names under its setting."""
    names = [field.name for field in table.fields]
    numbers = {field.name for field in table.fields if field.kind}
    asked = [("column", each.column), ("name", each.name), ("address", each.address)]
    asked += [("several", one) for one in each.several] + [("where", one) for one in each.where]
    findings = []
    for part, name in asked:
        line = line_of(page, part)
        if name and name not in names:
            message = f'The table "{table.reference}" has no column "{name}".'
            remedy = f"Its columns are {listed(names)}. Write “{part}:” and one of them under “{SETTING}:”."
            near = nearest(name, names)
            findings.append(Finding(RULE, message, remedy, page.path, line, 0, near))
        elif name in numbers and part != "where":
            message = f'The column "{name}" holds figures, and a page is for a place and not for a number.'
            remedy = "Name a column that says which row it is."
            findings.append(Finding(RULE, message, remedy, page.path, line))
    return findings


class _Taking(Struct):
    """What is taken from a table, and what was found wrong with its rows."""

    template: Page
    table: Resource
    findings: list[Finding]

    def refuse(
        self, row: Row, message: str, remedy: str, near: str = "", level: str = "error"
    ) -> None:
        if len(self.findings) < _MOST_TOLD:
            found = Finding(RULE, message, remedy, self.table.path, row.line, 0, near, level)
            self.findings.append(found)


def find_places(
    page: Page,
    each: Each,
    table: Resource,
    catalogue: Catalogue,
    used: Collection[str],
    untested: Collection[str],
) -> tuple[list[Place], list[Finding]]:
    """Return a place for each value of the template's column, in the order of the table.

    `used` are the columns that its text names, `untested` those of them that stand in running text
    and that no macro of the page asks about. What is wrong with a row is a finding at the row, and
    the row gets no page.
    """
    taking = _Taking(page, table, [])
    folder = page.path.removeprefix("docs/").rpartition("/")[0]
    file = page.path.rpartition("/")[2].rpartition(".")[0]
    before, after = re.split(r"\[[^\]]*\]", file)
    start = f"{folder}/{before}" if folder else before
    columns = [one.name for one in table.fields]
    called = {each.column, each.name or "name", each.address}
    looked_at = [one for one in columns if one in used or one in called]
    places: list[Place] = []
    first: dict[str, Row] = {}
    addresses: dict[str, Row] = {}
    for row in _rows(table, each):
        value = row.cells.get(each.column, "")
        if not value or value in first:
            continue
        first[value] = row
        end = row.cells.get(each.address, "") if each.address else value
        if not _is_fit(row, looked_at, taking):
            continue
        if not is_slug(end):
            _refuse_address(row, end, value, each, taking)
            continue
        if f"{before}{end}{after}" == "index":
            message = f"“{end}” cannot be the address of a page: it stands for that of its folder."
            remedy = (
                "Give this row another address, in a column that “address:” of the template names."
            )
            taking.refuse(row, message, remedy)
            continue
        address = f"{start}{end}{after}/"
        if address in addresses:
            message = (
                f'The page of “{value}” would have the address "{address}", which that of line '
            )
            message += f"{addresses[address].line} has already."
            remedy = f"Give one of the two another “{each.address}”, in this table."
            taking.refuse(row, message, remedy)
            continue
        addresses[address] = row
        for one in untested:
            if not row.cells.get(one, "x"):
                message = f"The page of “{value}” says {{{one}}}, and this row has nothing there."
                at = _first_line(page, f"{{{one}}}")
                remedy = (
                    f"Fill the cell in, or ask first in {page.path}, line {at}: "
                    f'{{% if "{{{one}}}" %}} … {{% endif %}}.'
                )
                taking.refuse(row, message, remedy)
        name = row.cells.get(each.name, "") if each.name else row.cells.get("name", "")
        known = catalogue.areas.get(value) or catalogue.bodies.get(value) or ""
        why = _unfit(known)
        if why:
            message = f"The name that is registered for “{value}” cannot stand on its page: {why}."
            taking.refuse(row, message, "Correct it in the register of areas or of bodies.")
            continue
        several = {
            one: tuple(filter(None, _SEVERAL.split(row.cells.get(one, "")))) for one in each.several
        }
        places.append(
            Place(value, end, address, name or known or value, row.cells, several, row.line)
        )
    places = _without_strangers(places, first, taking)
    findings = taking.findings
    if len(places) > MOST_PLACES:
        message = (
            f"This template would make {len(places):,} pages, and {MOST_PLACES:,} are the most."
        )
        remedy = f"Choose among the rows with “where:” under “{SETTING}:”."
        findings.append(Finding(RULE, message, remedy, page.path, line_of(page, "table")))
        places = places[:MOST_PLACES]
    if not first:
        findings.append(_nothing(page, each, table))
    return places, findings


def _first_line(page: Page, words: str) -> int:
    """Return the line of a page's file on which words stand first."""
    text = enumerate(page.text.splitlines(), page.offset + 1)
    lines = (*text, *enumerate(page.matter.splitlines(), 2))
    return next((number for number, line in lines if words in line), 1)


def _rows(table: Resource, each: Each) -> Iterator[Row]:
    for row in table.rows:
        if all(row.cells.get(column, "") in wanted for column, wanted in each.where.items()):
            yield row


def _is_fit(row: Row, columns: list[str], taking: _Taking) -> bool:
    """Return whether cells can stand on a page; what is wrong with one is told at its row."""
    for column in columns:
        why = _unfit(row.cells.get(column, ""))
        if why:
            message = (
                f"The cell “{column}” cannot stand on the page that is made of this row: {why}."
            )
            remedy = f"Correct the cell, or take its name out of {taking.template.path}."
            taking.refuse(row, message, remedy)
            return False
    return True


def unfit_cell(
    places: Collection[Place], columns: Collection[str], table: Resource
) -> Finding | None:
    """Return what is wrong with the first cell that cannot stand in the words of a chart, if any is."""
    for place in places:
        for column in columns:
            why = _unfit(place.words.get(column, ""))
            if why:
                message = f"The cell “{column}” cannot stand in the chart that is made of this row: {why}."
                remedy = "Correct the cell, or take its name out of the chart."
                return Finding(RULE, message, remedy, table.path, place.line)
    return None


def _unfit(text: str) -> str:
    """Say why a text cannot stand in the place of a name in braces; "" where it can."""
    refused = _REFUSED.search(text)
    if refused:
        sign = {"\n": "a line break", "\r": "a line break", "\t": "a tab"}.get(refused[0])
        return f"it holds {sign or f'the sign {refused[0]}'}"
    odd = odd_character(text)
    if odd:
        return f"it holds {odd.words}"
    if begins_formula(text):
        return "it begins like a formula"
    return f"it has more than {_LONGEST} letters" if len(text) > _LONGEST else ""


def _refuse_address(row: Row, end: str, value: str, each: Each, taking: _Taking) -> None:
    near = re.sub(r"[^a-z0-9]+", "-", end.lower()).strip("-")
    if each.address:
        message = f"“{end}” in the column “{each.address}” cannot be the address of a page."
        if not end:
            message = f"The column “{each.address}” holds no address for the page of “{value}”."
        remedy = "Use lower case letters, digits and single hyphens."
    else:
        message = f"“{end}” cannot be the address of a page."
        remedy = (
            "Use lower case letters, digits and single hyphens; or name another column of this table "
            f"for it: write “address:” under “{SETTING}:” in the template."
        )
    taking.refuse(row, message, remedy, near)


def _without_strangers(
    places: list[Place], first: Mapping[str, Row], taking: _Taking
) -> list[Place]:
    """Refuse lists of other places that name one which the table does not have, and leave it out."""
    found = []
    for place in places:
        strange = {one for names in place.several.values() for one in names if one not in first}
        for column, names in place.several.items() if strange else ():
            for one in (name for name in names if name in strange):
                message = f"“{one}” in the column “{column}” is none of the rows that have a page."
                remedy = (
                    "Name others as they stand in the column of the template, with spaces between."
                )
                taking.refuse(first[place.value], message, remedy, nearest(one, first))
        known = {
            column: tuple(one for one in names if one not in strange)
            for column, names in place.several.items()
        }
        found.append(replace(place, several=known) if strange else place)
    return found


def _nothing(page: Page, each: Each, table: Resource) -> Finding:
    if each.where:
        message = f'No row of the table "{table.reference}" is as “where:” says.'
        for column, wanted in each.where.items():
            there = dict.fromkeys(row.cells.get(column, "") for row in table.rows)
            unknown = [one for one in wanted if one not in there]
            if unknown:
                remedy = (
                    f"The column “{column}” holds {listed(one or '(nothing)' for one in there)}."
                )
                near = nearest(unknown[0], there)
                return Finding(RULE, message, remedy, page.path, line_of(page, "where"), 0, near)
        return Finding(RULE, message, "Correct it.", page.path, line_of(page, "where"))
    message = f'The table "{table.reference}" has no rows, so this template makes no page.'
    return Finding(RULE, message, "Fill the table.", page.path, line_of(page, "table"))
