"""The shape of a descriptor: which of its properties are text, lists or objects.

Everything that reads a descriptor after this may take its shape for granted.
"""

import copy
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.references import is_slug
from plainfigures.read.descriptor_parts import DescriptorParts, part_names

__all__ = ["shape_problems"]

_PROBLEM = re.compile(r"(?P<what>.*?)(?: - at `(?:key in )?\$\.?(?P<path>.*)`)?")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "array": "a list",
    "object": "names and values between { and }",
}


def shape_problems(content: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the shape of a descriptor, as (path, message, remedy)."""
    package, problems = _converted(content)
    if problems or package is None:
        yield from problems
        return
    yield from _name_problems(package)
    own = package.plainfigures
    for at, expected in enumerate(own.nextExpected):
        try:
            parse_period(expected.when)
        except PeriodProblem as error:
            yield f"plainfigures.nextExpected[{at}].when", error.message, error.remedy


_MOST = 30
"""At most so many mistakes in the shape of one descriptor are told at once."""
_TYPES: dict[str, type] = {
    "str": str, "array": list, "object": dict, "int": int, "float": float, "bool": bool,
}  # fmt: skip
_WRITTEN = {
    "str": "text between quotes",
    "array": "a list between [ and ]",
    "object": "names and values between { and }",
}


def _converted(
    content: dict[str, Any],
) -> tuple[DescriptorParts | None, list[tuple[str, str, str]]]:
    """Return a descriptor in its parts, and all that is wrong with its shape.

    The library tells of the first mistake alone: each is put right in a copy, to find the next.
    """
    found: list[tuple[str, str, str]] = []
    patched = copy.deepcopy(content)
    for _ in range(_MOST):
        try:
            return msgspec.convert(patched, DescriptorParts), _by_cause(found)
        except msgspec.ValidationError as error:
            told = _in_words(str(error), patched)
            found.append(told)
            if not _put_right(patched, told[0], str(error)):
                break
    return None, _by_cause(found)


def _by_cause(found: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return problems without those that say that a part is missing which is there, misspelt."""
    missing = {
        (path, _quoted(message)): at
        for at, (path, message, _) in enumerate(found)
        if " has no " in message
    }
    meant: dict[int, str] = {}
    for at, (path, message, _) in enumerate(found):
        near = nearest(_quoted(message), [name for place, name in missing if place == path])
        if message.endswith("that is not known.") and near:
            meant[at] = near
    left_out = {missing[found[at][0], name] for at, name in meant.items()}
    return [
        (path, message, f'Call it "{meant[at]}".' if at in meant else remedy)
        for at, (path, message, remedy) in enumerate(found)
        if at not in left_out
    ]


def _quoted(message: str) -> str:
    """Return the last name in quotes of a message."""
    return str((re.findall(r'"([^"]*)"', message) or [""])[-1])


def _put_right(content: dict[str, Any], path: str, problem: str) -> bool:
    """Put the place of a problem right, as far as its shape goes; returns whether that could be."""
    told = _PROBLEM.fullmatch(problem)
    names = re.findall(r"`([^`]*)`", told["what"]) if told else []
    if told is None or not names or "key in" in problem:
        return False
    steps = _steps(path)
    place = _at(content, steps)
    if told["what"].startswith("Object missing") and isinstance(place, dict):
        place[names[0]] = ""
        return True
    if told["what"].startswith("Object contains unknown") and isinstance(place, dict):
        return place.pop(names[0], None) is not None
    holder = _at(content, steps[:-1])
    wanted = names[0].split(" | ")[0]
    if not steps or wanted not in _TYPES or not isinstance(holder, dict | list):
        return False
    if isinstance(place, _TYPES[wanted]):
        return False
    holder[steps[-1]] = _TYPES[wanted]()  # type: ignore[index]
    return True


def _at(content: Any, steps: list[str | int]) -> Any:
    """Return what stands at a place of a descriptor; None where nothing does."""
    for step in steps:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content


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


def _in_words(problem: str, content: dict[str, Any]) -> tuple[str, str, str]:
    """Say a problem of the library's in an editor's words."""
    found = _PROBLEM.fullmatch(problem)
    what, path = (found["what"], found["path"] or "") if found else (problem, "")
    names = re.findall(r"`([^`]*)`", what)
    path = _named(path, names, content)
    place = _place(path, content)
    if what.startswith("Object missing"):
        return path, f'{place} has no "{names[0]}".', f'Add a line there: "{names[0]}": "…".'
    if what.startswith("Object contains unknown"):
        near = nearest(names[0], part_names())
        remedy = f'Call it "{near}".' if near else "Correct its name, or take it out."
        return path, f'{place} has a part "{names[0]}" that is not known.', remedy
    if what.startswith("Expected") and len(names) == 2:
        kinds = [_KINDS.get(name, name) for name in names[0].split(" | ")]
        given = _KINDS.get(names[1], names[1])
        remedy = f"Write it as {_WRITTEN.get(names[0].split(' | ')[0], kinds[0])}."
        return path, f"{place} must be {' or '.join(kinds)}, but is {given}.", remedy
    return path, f"{place} cannot be used as it is.", "Compare it with another package."


def _named(path: str, names: list[str], content: dict[str, Any]) -> str:
    """Return a path with the name of the entry that the library does not name."""
    before, _, after = path.partition("[...]")
    holder = _at(content, _steps(before))
    if "[...]" not in path or not isinstance(holder, dict):
        return path
    kinds = tuple(_TYPES[one] for name in names[:1] for one in name.split(" | ") if one in _TYPES)
    odd = next((key for key, value in holder.items() if not isinstance(value, kinds)), "")
    return f"{before}.{odd}{after}" if odd else before


def _place(path: str, content: dict[str, Any]) -> str:
    """Say a path within a descriptor in words."""
    steps = _steps(path)
    parts: list[str] = []
    if steps[:1] == ["resources"] and len(steps) > 1:
        parts.append(f"the table {_called(content, steps[:2])}")
        steps = steps[2:]
        if steps[:2] == ["schema", "fields"] and len(steps) > 2:
            fields = [*_steps(path)[:2], "schema", "fields", steps[2]]
            parts.append(f"its column {_called(content, fields)}")
            steps = steps[3:]
    parts += [
        f"entry {step + 1}" if isinstance(step, int) else f'"{step}"'
        for step in steps
        if step not in {"plainfigures", "schema"} or step == steps[-1]
    ]
    words = ", ".join(parts) or "the file"
    return words[0].upper() + words[1:]


def _called(content: dict[str, Any], steps: list[str | int]) -> str:
    found = _at(content, steps)
    name = found.get("name") if isinstance(found, dict) else None
    return f'"{name}"' if isinstance(name, str) and name else f"number {int(steps[-1]) + 1}"


def _steps(path: str) -> list[str | int]:
    return [int(number) if number else name for name, number in _STEP.findall(path)]
