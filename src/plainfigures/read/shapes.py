"""The shape of a descriptor: which of its properties are text, lists or objects.

Everything that reads a descriptor after this may take its shape for granted.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from plainfigures.errors import PeriodProblem
from plainfigures.figures.periods import parse_period
from plainfigures.figures.references import is_slug
from plainfigures.read.descriptor_parts import DescriptorParts

__all__ = ["shape_problems"]

_PROBLEM = re.compile(r"(?P<what>.*?)(?: - at `(?:key in )?\$\.?(?P<path>.*)`)?")
_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "an object",
}


def shape_problems(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the shape of a descriptor, as (path, message, remedy)."""
    try:
        package = msgspec.convert(content, DescriptorParts)
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


def _name_problems(package: DescriptorParts) -> Iterator[tuple[str, str, str]]:
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
        if not is_slug(name):
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
