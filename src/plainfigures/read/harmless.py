"""What a descriptor may not ask for: files elsewhere, addresses, other programs, texts that hide.

The library that validates tables can read from the network, from archives and through programs of
its own for each kind of file. It is given nothing but what `trusted` lets through.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from plainfigures.errors import PatternProblem
from plainfigures.figures.allowed_html import poses_as_another
from plainfigures.figures.findings import nearest
from plainfigures.figures.limits import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_JSON_DEPTH,
    MOST_NAME,
)
from plainfigures.figures.odd_characters import odd_character
from plainfigures.figures.patterns import BoundedPattern

__all__ = ["harmful_parts", "too_deep", "trusted"]

Problem = tuple[str, str, str, str]
"""Where something is within the descriptor, what is wrong, what to do, and the nearest right name."""

_ELSEWHERE = {
    "data": "holds its rows within datapackage.json",
    "dialect": "says how its file is written",
    "control": "says how its file is opened",
    "controls": "says how its file is opened",
    "detector": "says how its file is opened",
    "scheme": "says how its file is opened",
    "compression": "says that its file is packed",
    "innerpath": "names a file within a packed one",
    "extrapaths": "is spread over several files",
    "multipart": "is spread over several files",
    "basepath": "names another folder",
}
_PLAIN_CSV = (
    "Take that out: a table is one CSV file beside datapackage.json, in UTF-8, with commas."
)
_FIXED = {"format": ("csv",), "mediatype": ("text/csv",), "encoding": ("utf-8", "utf8")}
_CONSTRAINTS: dict[str, tuple[tuple[type, ...], str]] = {
    "required": ((bool,), "true or false"),
    "unique": ((bool,), "true or false"),
    "minLength": ((int,), "a whole number"),
    "maxLength": ((int,), "a whole number"),
    "minimum": ((int, float, str), "a number or a date"),
    "maximum": ((int, float, str), "a number or a date"),
    "exclusiveMinimum": ((int, float, str), "a number or a date"),
    "exclusiveMaximum": ((int, float, str), "a number or a date"),
    "pattern": ((str,), "a text"),
    "enum": ((list,), "a list"),
}
_NO_RULE: tuple[tuple[type, ...], str] = ((), "")
_ADDRESSES = {"homepage", "image", "path", "url"}
_LISTED = ("licenses", "sources", "contributors")
_WEB = ("https://", "http://", "mailto:")
_FIELD = (
    "name", "title", "description", "type", "format", "groupChar", "decimalChar", "trueValues",
    "falseValues",
)  # fmt: skip
_SCHEMA = ("primaryKey", "foreignKeys", "missingValues")


def harmful_parts(content: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what a descriptor of sound shape asks for that could do harm."""
    yield from _in_texts(content)
    yield from _addresses(content, "")
    for at, resource in enumerate(content["resources"]):
        yield from _of_resource(resource, f"resources[{at}]")


def too_deep(content: Any) -> bool:
    """Return whether more brackets stand within one another than are read; never recursive itself."""
    level = [content] if isinstance(content, dict | list) else []
    for _ in range(MOST_JSON_DEPTH):
        level = [
            part
            for one in level
            for part in (one.values() if isinstance(one, dict) else one)
            if isinstance(part, dict | list)
        ]
        if not level:
            return False
    return True


def trusted(content: Mapping[str, Any], resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what the validating library may know of a package, and of these of its tables."""
    return {
        "name": content["name"],
        "resources": [
            {
                "name": one["name"],
                "type": "table",
                "path": one["path"],
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    **{name: one["schema"][name] for name in _SCHEMA if name in one["schema"]},
                    "fields": [_trusted_field(field) for field in one["schema"]["fields"]],
                },
            }
            for one in resources
        ],
    }


def _trusted_field(field: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: field[name] for name in _FIELD if name in field}
    # Patterns are held against cells in bounded time, elsewhere.
    rules = {name: one for name, one in field.get("constraints", {}).items() if name != "pattern"}
    return {**known, "constraints": rules} if rules else known


def _of_resource(resource: Mapping[str, Any], place: str) -> Iterator[Problem]:
    table = f'The table "{resource["name"]}"'
    for name, words in _ELSEWHERE.items():
        if name in resource:
            yield f"{place}.{name}", f'{table} {words}, with "{name}".', _PLAIN_CSV, ""
    for name, right in _FIXED.items():
        given = resource.get(name, right[0])
        if not isinstance(given, str) or given.lower() not in right:
            message = f'{table} has the {name} "{given}", and only "{right[0]}" is read.'
            yield f"{place}.{name}", message, _PLAIN_CSV, right[0]
    if not str(resource["path"]).lower().endswith(".csv"):
        message = f'"{resource["path"]}" is no CSV file.'
        yield f"{place}.path", message, "Save the table as “CSV UTF-8”, and name that file.", ""
    elif len(resource["path"]) > MOST_NAME or "\n" in resource["path"]:
        remedy = f"Use letters, digits and hyphens, {MOST_NAME} at most."
        yield f"{place}.path", f"{table} has a file with a name that cannot be used.", remedy, ""
    fields = resource["schema"]["fields"]
    if len(fields) > MOST_COLUMNS:
        message = f"{table} has {len(fields):,} columns, and {MOST_COLUMNS} are the most."
        remedy = "Write what the columns stand for into rows instead, or split the table."
        yield f"{place}.schema.fields", message, remedy, ""
        return
    for number, field in enumerate(fields):
        yield from _of_field(field, f"{place}.schema.fields[{number}]")
    yield from _foreign_keys(resource, f"{place}.schema.foreignKeys")


def _of_field(field: Mapping[str, Any], place: str) -> Iterator[Problem]:
    column = f'The column "{field["name"]}"'
    if len(str(field.get("format", ""))) > 60:
        yield f"{place}.format", f"{column} has a format that is too long.", "Make it shorter.", ""
    for name in ("trueValues", "falseValues"):
        if name in field and not _is_texts(field[name]):
            message = f'{column} has "{name}" that are no list of texts.'
            yield f"{place}.{name}", message, 'Write them as ["yes", "ja"].', ""
    rules: dict[str, Any] = field.get("constraints", {})
    for name, rule in rules.items():
        here = f"{place}.constraints.{name}"
        kinds, words = _CONSTRAINTS.get(str(name), _NO_RULE)
        if not kinds:
            message = f'{column} has a rule "{name}" that is not known here.'
            remedy = f"Its rules may be: {', '.join(_CONSTRAINTS)}."
            yield here, message, remedy, nearest(str(name), _CONSTRAINTS)
        elif not isinstance(rule, kinds) or (bool not in kinds and isinstance(rule, bool)):
            yield here, f'{column} has a rule "{name}" that is not {words}.', f"Write {words}.", ""
        elif isinstance(rule, list) and not all(isinstance(one, str | int | float) for one in rule):
            message = f'{column} has a rule "enum" that is no list of texts.'
            yield here, message, "Write each between quotes.", ""
        elif name == "pattern" and field.get("type", "string") != "string":
            message = f'{column} has a rule "pattern", which only a column of texts can have.'
            yield here, message, "Take it out.", ""
        elif name == "pattern":
            try:
                BoundedPattern(str(rule))
            except PatternProblem as error:
                yield here, error.message, error.remedy, ""


def _foreign_keys(resource: Mapping[str, Any], place: str) -> Iterator[Problem]:
    keys = resource["schema"].get("foreignKeys", [])
    if not isinstance(keys, list):
        yield place, "The foreign keys of a table are a list.", "Write them between [ and ].", ""
        return
    for number, key in enumerate(keys):
        there = key.get("reference") if isinstance(key, dict) else None
        there = there if isinstance(there, dict) else {}
        named = [key.get("fields") if isinstance(key, dict) else None, there.get("fields")]
        if not all(isinstance(one, str) or (one and _is_texts(one)) for one in named):
            message = "A foreign key does not name its columns, and those that it leads to."
            remedy = '{"fields": "station", "reference": {"resource": "stations", "fields": "id"}}'
            yield f"{place}[{number}]", message, f"Write it as {remedy}.", ""
        elif not isinstance(there.get("resource", ""), str) or {*there} - {"resource", "fields"}:
            message = "A foreign key leads to a table of this package alone, by its name."
            remedy = "For a table of another package, use “foreignKeys” under “plainfigures”."
            yield f"{place}[{number}].reference", message, remedy, ""


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _in_texts(content: Any) -> Iterator[Problem]:
    """Yield texts of a descriptor that hide something or are too long, and what is fetched by `$ref`."""
    waiting = [("", content)]
    while waiting:
        place, part = waiting.pop()
        if isinstance(part, dict):
            for name in part:
                if odd_character(name) or len(name) > MOST_IN_CELL:
                    message = "The name of a part holds what no name holds"
                    yield place, f"{message}.", "Type it anew.", ""
                elif name == "$ref":
                    message = "A part is to be fetched from elsewhere, with “$ref”."
                    yield place, message, "Write it here, in its place.", ""
            waiting += [(f"{place}.{name}" if place else name, one) for name, one in part.items()]
        elif isinstance(part, list):
            waiting += [(f"{place}[{at}]", one) for at, one in enumerate(part)]
        elif isinstance(part, str):
            odd = odd_character(part)
            if odd:
                message = f"This text holds {odd.words}."
                yield place, message[0].upper() + message[1:], "Type the text anew.", ""
            elif len(part) > MOST_IN_CELL:
                message = f"This text has {len(part):,} letters, and {MOST_IN_CELL:,} are the most."
                yield place, message, "Make it shorter.", ""


def _addresses(part: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """Yield addresses of a package and of its tables that are not of the web."""
    for name in _ADDRESSES - {"path"}:
        yield from _address(part.get(name), f"{place}{name}")
    for name in _LISTED:
        several = part.get(name)
        for at, one in enumerate(several if isinstance(several, list) else ()):
            for named in _ADDRESSES if isinstance(one, dict) else ():
                yield from _address(one.get(named), f"{place}{name}[{at}].{named}")
    tables = part.get("resources")
    for at, table in enumerate(tables if isinstance(tables, list) else ()):
        if isinstance(table, dict):
            yield from _addresses(table, f"{place}resources[{at}].")


def _address(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not value:
        return
    if not value.lower().startswith(_WEB) or poses_as_another(value):
        message = f'"{value[:80]}" is no address of the web.'
        yield place, message, "Write one that begins with https://.", ""
