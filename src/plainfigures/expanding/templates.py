"""What the top of a page template says: for which rows of which table there is a page."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from plainfigures.figures.declarations import Page, names_in
from plainfigures.figures.findings import Finding, nearest

__all__ = ["RULE", "SETTING", "Each", "is_template", "named_slot", "read_each", "template_name"]

RULE = "page"
SETTING = "each"
"""The setting at the top of a page that says for which rows it is made."""

_NAME = re.compile(r"[a-z0-9-]*\[([a-z][a-z0-9_]*)\][a-z0-9-]*")
_PARTS = ("table", "column", "where", "name", "address", "several", "list")
_EXAMPLE = "Write it as: each: {table: folder/table, column: area}."


class Each(Struct, frozen=True):
    """For which rows there is a page: those of `table` whose cells are as `where` says.

    One page is made for each value of `column`. `name` is the column with the readable name and
    `address` that with the last part of the address, where they are other columns; `several` are
    columns of which each cell lists other values of `column`. `list` is the page that lists them
    all, as a file below docs/.
    """

    table: str
    column: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    address: str = ""
    several: tuple[str, ...] = ()
    list: str = ""


def is_template(path: str) -> bool:
    """Return whether a file of docs/ or charts/ stands for several, by the brackets in its name."""
    return "[" in path or "]" in path


def template_name(path: str) -> str:
    """Return how a template is called in macros and charts: `docs/towns/[town].md` is `towns/[town]`."""
    return path.removeprefix("docs/").rpartition(".")[0]


def named_slot(path: str) -> str:
    """Return what stands in the brackets of a template's file; "" where they are not as they must be."""
    folder, _, file = path.rpartition("/")
    found = _NAME.fullmatch(file.rpartition(".")[0])
    return found[1] if found and not is_template(folder) else ""


def read_each(page: Page) -> tuple[Each | None, list[Finding]]:
    """Return what a template says of its rows, and what is wrong with that."""
    findings = list(_problems(page))
    if findings:
        return None, findings
    given = page.meta[SETTING]
    where = {str(name): _texts(value) for name, value in (given.get("where") or {}).items()}
    each = Each(
        table=str(given["table"]),
        column=str(given.get("column") or named_slot(page.path)),
        where=where,
        name=str(given.get("name") or ""),
        address=str(given.get("address") or ""),
        several=names_in(given.get("several")),
        list=str(given.get("list") or ""),
    )
    return each, []


def line_of(page: Page, part: str) -> int:
    """Return the line of the file on which a part of the setting stands; that of the setting if none."""
    first = page.line_of_setting(SETTING)
    for number, text in enumerate(page.matter.splitlines(), 2):
        if number > first and text[:1] not in {" ", "\t", "#", ""}:
            break
        if number > first and text.strip().startswith(f"{part}:"):
            return number
    return first


def _problems(page: Page) -> Iterator[Finding]:
    line = page.line_of_setting(SETTING)
    if not named_slot(page.path):
        message = "The name of this file has brackets that are not those of a page template."
        remedy = (
            "A template has one name in brackets, in the name of the file and not of its folder, of "
            "lower case letters, digits and _: docs/towns/[town].md. For a page like any other, take "
            "the brackets out."
        )
        yield Finding(RULE, message, remedy, page.path, 1)
        return
    if SETTING not in page.meta:
        message = (
            f"The brackets in the name of this file make it a page for each {named_slot(page.path)}, "
            "and it does not say in which table those are."
        )
        yield Finding(RULE, message, f"{_EXAMPLE} It goes to the top, below ---.", page.path, 1)
        return
    given = page.meta[SETTING]
    if not isinstance(given, dict):
        message = f'"{SETTING}" does not say in which table the rows are.'
        yield Finding(RULE, message, _EXAMPLE, page.path, line)
        return
    for name in given:
        if name not in _PARTS:
            message = f'"{SETTING}" has no part called "{name}".'
            remedy = f"Its parts are: {', '.join(_PARTS)}."
            near = nearest(str(name), _PARTS)
            yield Finding(RULE, message, remedy, page.path, line_of(page, str(name)), 0, near)
    if not given.get("table"):
        if not any(nearest(str(name), _PARTS) == "table" for name in given):
            message = f'"{SETTING}" does not say in which table the rows are.'
            yield Finding(RULE, message, _EXAMPLE, page.path, line)
        return
    for name in ("table", "column", "name", "address", "list"):
        if given.get(name) is not None and not isinstance(given[name], str):
            message = f'"{name}" under “{SETTING}” must be one name.'
            yield Finding(RULE, message, "Put quotes around it.", page.path, line_of(page, name))
    yield from _problems_of_where(page, given.get("where"))


def _problems_of_where(page: Page, where: Any) -> Iterator[Finding]:
    if where is not None and not isinstance(where, dict):
        message = f'"where" under “{SETTING}” does not say which column holds what.'
        remedy = "Write it as: where: {region: north}."
        yield Finding(RULE, message, remedy, page.path, line_of(page, "where"))
    for name, value in where.items() if isinstance(where, dict) else ():
        if any(isinstance(one, bool) for one in (value if isinstance(value, list) else [value])):
            message = (
                f'Without quotes, “yes” and “no” are no words, so "{name}" would hold neither.'
            )
            remedy = f'Write quotes around it: where: {{{name}: "yes"}}.'
            yield Finding(RULE, message, remedy, page.path, line_of(page, "where"))


def _texts(value: Any) -> tuple[str, ...]:
    """Return what a cell may hold, as it stands in the file of the table."""
    several = value if isinstance(value, list) else [value]
    return tuple("" if one is None else str(one) for one in several)
