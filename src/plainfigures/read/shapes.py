"""The shape of a descriptor: which of its properties are text, lists or objects.

Everything that reads a descriptor after this may take its shape for granted.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from plainfigures.errors import PeriodProblem
from plainfigures.figures.periods import parse_period

__all__ = ["line_in", "line_of_path", "lines_of_paths", "shape_problems"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PROBLEM = re.compile(r"(?P<what>.*?)(?: - at `(?:key in )?\$\.?(?P<path>.*)`)?")
_TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*")\s*: | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<comma>,)
      | "(?:[^"\\]|\\.)*" | [^\s\[\]{},:"]+""",
    re.VERBOSE,
)
_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}

Text = str | int | float
Names = str | list[str]


class _Reference(msgspec.Struct):
    package: str
    resource: str
    fields: Names


class _ForeignKey(msgspec.Struct):
    fields: Names
    reference: _Reference


class _Parts(msgspec.Struct):
    """The parts of a figure that may stand for a field, a table or a package."""

    unit: str = ""
    scale: str | int = ""
    rounding: str | int | float = ""
    measure: str = ""
    body: str = ""
    area: str = ""
    period: str = ""
    status: str = ""
    basis: str = ""
    source: str = ""
    label: str = ""
    gradeScale: str = ""  # noqa: N815 - as descriptors write it
    counts: str = ""


class _FieldOwn(_Parts):
    kind: str = ""
    asPublished: str = ""  # noqa: N815
    people: str = ""
    rateOf: str = ""  # noqa: N815
    rateBase: str = ""  # noqa: N815


class _Constraints(msgspec.Struct):
    pattern: str = ""


class _Field(msgspec.Struct):
    name: str
    title: str = ""
    description: str = ""
    type: str = "string"
    format: str = ""
    groupChar: str = ""  # noqa: N815
    decimalChar: str = "."  # noqa: N815
    constraints: _Constraints = msgspec.field(default_factory=_Constraints)
    plainfigures: _FieldOwn = msgspec.field(default_factory=_FieldOwn)


class _Schema(msgspec.Struct):
    fields: list[_Field]
    primaryKey: Names = ""  # noqa: N815
    missingValues: list[str] = []  # noqa: N815


class _Total(msgspec.Struct, forbid_unknown_fields=True):
    total: str
    column: str = ""
    of: list[str] = []


class _Origin(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    place: str = ""
    parts: dict[str, str] = {}
    series: dict[str, dict[str, str]] = {}
    first: str = ""
    last: str = ""


class _TableOwn(_Parts):
    foreignKeys: list[_ForeignKey] = []  # noqa: N815
    drawnFrom: list[_Origin] = []  # noqa: N815
    people: str = ""
    totals: list[_Total] | None = None


class _Resource(msgspec.Struct):
    name: str
    path: str
    schema: _Schema
    title: str = ""
    description: str = ""
    plainfigures: _TableOwn = msgspec.field(default_factory=_TableOwn)


class _Titled(msgspec.Struct):
    title: str = ""
    description: str = ""


class _Unit(msgspec.Struct):
    one: str = ""
    other: str = ""
    prefix: str = ""
    suffix: str = ""
    people: bool = False


class _Scale(msgspec.Struct):
    title: str = ""
    steps: list[str] = []
    titles: dict[str, str] = {}
    also: dict[str, list[str]] = {}


class _Derived(msgspec.Struct):
    key: str
    formula: str
    title: str = ""
    unit: str = ""
    status: str = ""
    basis: str = ""
    period: str = ""
    body: str = ""
    area: str = ""
    note: str = ""


class _Discrepancy(msgspec.Struct, forbid_unknown_fields=True):
    explanation: str
    shown: str
    why: str


class _Relation(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    title: str
    test: str
    note: str = ""
    across: list[str] = []
    discrepancy: _Discrepancy | None = None


class _Reading(msgspec.Struct, forbid_unknown_fields=True):
    words: str
    test: str
    note: str = ""


class _Claim(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    table: str = ""
    figures: list[str] = []
    readings: list[_Reading] = []
    whyNot: str = ""  # noqa: N815


class _Release(msgspec.Struct, forbid_unknown_fields=True):
    figure: str
    decision: str
    by: str
    date: str
    reason: str


class _Expected(msgspec.Struct):
    what: str
    when: str


class _PackageOwn(_Parts):
    bases: dict[str, _Titled] = {}
    units: dict[str, _Unit] = {}
    scales: dict[str, _Scale] = {}
    measures: dict[str, _Titled] = {}
    derived: list[_Derived] = []
    aliases: dict[str, str] = {}
    nextExpected: list[_Expected] = []  # noqa: N815
    relations: list[_Relation] = []
    claims: list[_Claim] = []
    released: list[_Release] = []


class _Licence(msgspec.Struct):
    name: str = ""
    path: str = ""


class _Package(msgspec.Struct):
    name: str
    resources: list[_Resource]
    title: str = ""
    description: str = ""
    version: str = ""
    licenses: list[_Licence] = []
    plainfigures: _PackageOwn = msgspec.field(default_factory=_PackageOwn)


def shape_problems(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the shape of a descriptor, as (path, message, remedy)."""
    try:
        package = msgspec.convert(content, _Package)
    except msgspec.ValidationError as error:
        yield _in_words(str(error))
        return
    yield from _name_problems(package)
    for at, resource in enumerate(package.resources):
        for number, field in enumerate(resource.schema.fields):
            pattern = field.constraints.pattern
            try:
                re.compile(pattern)
            except re.error:
                path = f"resources[{at}].schema.fields[{number}].constraints.pattern"
                yield path, f'"{pattern}" is not a pattern.', "Correct the regular expression."
    own = package.plainfigures
    for at, expected in enumerate(own.nextExpected):
        try:
            parse_period(expected.when)
        except PeriodProblem as error:
            yield f"plainfigures.nextExpected[{at}].when", error.message, error.remedy


def line_of_path(text: str, path: str) -> int:
    """Return the line on which the value at a path such as `resources[1].name` begins.

    Where a path leads nowhere, the line is that of the longest beginning of it that does.
    """
    return line_in(lines_of_paths(text), path)


def line_in(lines: dict[str, int], path: str) -> int:
    """Return the line of a path, or of the longest beginning of it that leads somewhere."""
    while path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines[path]


def lines_of_paths(text: str) -> dict[str, int]:
    """Return the line on which each value of a JSON text begins, by its path."""
    lines: dict[str, int] = {"": 1}
    places: list[list[Any]] = []  # of each open list or object: its path, and index or key
    for found in _TOKEN.finditer(text):
        if found["key"]:
            places[-1][1] = found["key"][1:-1]
        elif found["close"]:
            places.pop()
        elif found["comma"]:
            if isinstance(places[-1][1], int):
                places[-1][1] += 1
        else:
            here = _join(*places[-1]) if places else ""
            lines.setdefault(here, text.count("\n", 0, found.start()) + 1)
            if found["open"]:
                places.append([here, 0 if found["open"] == "[" else ""])
    return lines


def _join(path: str, part: int | str) -> str:
    if isinstance(part, int):
        return f"{path}[{part}]"
    return f"{path}.{part}" if path else part


def _name_problems(package: _Package) -> Iterator[tuple[str, str, str]]:
    """Yield the names that could not stand in a reference."""
    remedy = "Use lower case letters, digits and single hyphens."
    names = [("name", package.name)]
    for at, resource in enumerate(package.resources):
        names.append((f"resources[{at}].name", resource.name))
        for number, field in enumerate(resource.schema.fields):
            if field.plainfigures.kind:
                path = f"resources[{at}].schema.fields[{number}].name"
                names.append((path, field.name.replace("_", "-").lower()))
    names += [
        (f"plainfigures.derived[{at}].key", one.key)
        for at, one in enumerate(package.plainfigures.derived)
    ]
    names += [
        (f"plainfigures.relations[{at}].key", one.key)
        for at, one in enumerate(package.plainfigures.relations)
    ]
    for path, name in names:
        if not _SLUG.fullmatch(name):
            yield path, f'The name "{name}" cannot be part of a reference.', remedy


def _in_words(problem: str) -> tuple[str, str, str]:
    """Say a problem of the library's in an editor's words."""
    found = _PROBLEM.fullmatch(problem)
    what, path = (found["what"], found["path"] or "") if found else (problem, "")
    place = f'"{path}"' if path else "The descriptor"
    names = re.findall(r"`([^`]*)`", what)
    if what.startswith("Object missing"):
        return path, f'{place} has no "{names[0]}".', "Add it."
    if what.startswith("Object contains unknown"):
        return path, f'{place} has a part "{names[0]}" that is not known.', "Correct its name."
    if what.startswith("Expected") and len(names) == 2:
        wanted = " or ".join(_KINDS.get(name, name) for name in names[0].split(" | "))
        given = _KINDS.get(names[1], names[1])
        return path, f"{place} must be {wanted}, but is {given}.", "Correct it."
    return path, f"{place} cannot be used: {what}.", "Correct it."
