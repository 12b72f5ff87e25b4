"""Chart declarations: small YAML files that say which figures a chart draws, and how."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from plainfigures.errors import BoundsProblem
from plainfigures.figures.declarations import ChartDeclaration, SeriesDeclaration
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.odd_characters import odd_character
from plainfigures.figures.pictures import FORMS
from plainfigures.figures.references import is_slug
from plainfigures.figures.spreadsheet_texts import begins_formula
from plainfigures.figures.yaml_bounds import hold_within_bounds
from plainfigures.figures.yaml_words import yaml_fault

__all__ = ["read_charts"]

RULE = "chart"

_NAMES = {
    "form", "title", "subtitle", "series", "figures", "events", "labels", "marks", "notes",
    "order", "without", "says", "shown", "mixed", "breaks", "each",
}  # fmt: skip
_SHAPES: dict[str, tuple[tuple[type, ...], str]] = {
    "series": ((list,), "a list"),
    "figures": ((str, list), "a reference or a list of them"),
    "labels": ((dict,), "“reference: label” lines"),
    "marks": ((dict,), "“reference: mark” lines"),
    "notes": ((str, list), "a text or a list of them"),
    "without": ((str, list), "a key or a list of them"),
    "mixed": ((str,), "words in quotes"),
    "breaks": ((dict,), "“period: what changed” lines"),
    "each": ((str,), "the page template that it stands on, in quotes"),
}
_BRACKETS = re.compile(r"\[([a-z][a-z0-9_]*)\]")
"""What a chart stands for that is drawn once for each page of a template."""
_SHAPE_REMEDY = "See the editors’ guide for how the parts of a chart are written."


def read_charts(charts: Path, root: Path) -> tuple[list[ChartDeclaration], list[Finding]]:
    """Read every chart declaration under `charts`, in the order of their names."""
    declared: list[ChartDeclaration] = []
    findings: list[Finding] = []
    for file in sorted(file for file in charts.glob("*.yml") if file.is_file()):
        path = file.relative_to(root).as_posix()
        try:
            text = file.read_text("utf-8-sig")
            hold_within_bounds(text)
            content = yaml.load(text, Loader=yaml.CSafeLoader)
        except BoundsProblem as error:
            message = f"This chart cannot be read: {error.message}."
            findings.append(Finding(RULE, message, error.remedy, path, error.line))
            continue
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            line, why, remedy = _fault(file, error)
            message = f"This chart cannot be read: {why}."
            findings.append(Finding(RULE, message, remedy, path, line))
            continue
        problems = _problems(content, text, path) or list(_harmful(content, text, path))
        brackets = _BRACKETS.search(file.stem)
        if brackets and not (problems or content.get("each")):
            message = (
                f"The brackets in the name of this file make it a chart for each {brackets[1]}."
            )
            remedy = (
                "Add a line “each:” with the page template that it stands on, as in towns/[town]."
            )
            problems.append(Finding(RULE, message, remedy, path, 1))
        if not brackets and not problems and content.get("each"):
            message = (
                '"each" makes a chart for each page, and the name of this file has no brackets.'
            )
            remedy = f"Name the file by what there is a chart of, as in {file.stem}-[town].yml."
            problems.append(Finding(RULE, message, remedy, path, _line(text, "each:")))
        if not is_slug(_BRACKETS.sub("x", file.stem)):
            message = f'"{file.name}" is no name for a chart.'
            remedy = "Name the file in lower case letters, digits and single hyphens."
            problems.append(Finding(RULE, message, remedy, path, 1))
        findings += problems
        if not problems:
            declared.append(_declaration(file.stem, path, text, content))
    return declared, findings


def _fault(file: Path, error: Exception) -> tuple[int, str, str]:
    """Return the line of what makes a file unreadable, why that is, and what to do."""
    if isinstance(error, UnicodeDecodeError):
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        return line, "this line holds letters that are not saved as UTF-8", "Save it as UTF-8."
    line, why, remedy = yaml_fault(error, file.read_text("utf-8-sig"))
    return line or 1, why, remedy


def _lacking(content: dict[Any, Any], text: str, path: str) -> list[Finding]:
    """Return what is wrong with the parts that every chart has."""
    found = []
    for name in ("form", "title", "subtitle"):
        if content.get(name) is None:
            if any(nearest(str(one), _NAMES) == name for one in content if one not in _NAMES):
                continue  # it is there, misspelt
            remedy = f"Add a line “{name}: …”."
            line = _line(text, f"{name}:")
            found.append(Finding(RULE, f'The chart has no "{name}".', remedy, path, line))
        elif not isinstance(content[name], str):
            remedy = "Put quotes around it."
            line = _line(text, f"{name}:")
            found.append(Finding(RULE, f'"{name}" must be words.', remedy, path, line))
    return found


def _problems(content: Any, text: str, path: str) -> list[Finding]:
    if not isinstance(content, dict):
        return [
            Finding(RULE, "A chart is declared as “name: value” lines.", "See the guide.", path, 1)
        ]
    found = []
    for name in content:
        if name not in _NAMES:
            message = f'A chart has no part called "{name}".'
            near = nearest(str(name), _NAMES)
            remedy = f"Its parts are: {', '.join(sorted(_NAMES))}."
            found.append(Finding(RULE, message, remedy, path, _line(text, f"{name}:"), 0, near))
    found += _lacking(content, text, path)
    odd = [
        Finding(RULE, f'"{name}" must be {words}.', _SHAPE_REMEDY, path, _line(text, f"{name}:"))
        for name, (kinds, words) in _SHAPES.items()
        if content.get(name) is not None and not isinstance(content[name], kinds)
    ]
    if odd:
        return found + odd
    form = content.get("form")
    if isinstance(form, str) and form not in FORMS:
        remedy = f"Use one of: {', '.join(FORMS)}."
        line = _line(text, "form:")
        message = f'There is no chart form "{form}".'
        found.append(Finding(RULE, message, remedy, path, line, 0, nearest(form, FORMS)))
    if not (content.get("figures") or content.get("series") or content.get("events")):
        remedy = "Add “figures:”, “series:” or, for a timeline, “events:”."
        found.append(Finding(RULE, "The chart names no figures.", remedy, path, 1))
    for number, one in enumerate(content.get("series") or [], 1):
        parts = one if isinstance(one, dict) else {}
        for part, is_there in (
            ("label", parts.get("label")),
            ("figures", _is_list(parts.get("figures"))),
        ):
            if not is_there:
                remedy = f"Write “{part}:” below it, as for the other series."
                message = f'Series {number} in this list has no "{part}".'
                found.append(Finding(RULE, message, remedy, path, _line(text, "series:")))
    return found


def _declaration(name: str, path: str, text: str, content: dict[str, Any]) -> ChartDeclaration:
    series = tuple(
        SeriesDeclaration(str(one["label"]), _texts(one["figures"]))
        for one in content.get("series") or []
    )
    if not series and content.get("figures"):
        series = (SeriesDeclaration("", _texts(content["figures"])),)
    return ChartDeclaration(
        id=name,
        path=path,
        text=text,
        form=content["form"],
        title=content["title"],
        subtitle=content["subtitle"],
        series=series,
        events=str(content.get("events") or ""),
        labels={str(key): str(label) for key, label in (content.get("labels") or {}).items()},
        marks={str(key): str(mark) for key, mark in (content.get("marks") or {}).items()},
        notes=_texts(content.get("notes") or ()),
        without=_texts(content.get("without") or ()),
        order=str(content.get("order") or "as-given"),
        says=str(content.get("says") or ""),
        shown=str(content.get("shown") or "short"),
        mixed=str(content.get("mixed") or "").strip(),
        breaks={str(when): str(why) for when, why in (content.get("breaks") or {}).items()},
        each=str(content.get("each") or ""),
    )


def _harmful(content: dict[str, Any], text: str, path: str) -> Iterator[Finding]:
    """Yield the words of a chart that do harm where they are opened: hidden ones, and formulas."""
    odd = odd_character(text)
    if odd:
        line = text.count("\n", 0, odd.start) + 1
        yield Finding(RULE, f"This line holds {odd.words}.", "Type it anew.", path, line)
    waiting: list[Any] = [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part, *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str) and (begins_formula(part) or odd_character(part)):
            message = f"“{part[:60]}” begins like a formula, which a spreadsheet would work out."
            remedy = "Write a word before it, or take the sign out."
            shown = odd_character(part)
            if shown:
                message, remedy = f"A text of the chart holds {shown.words}.", "Type it anew."
            yield Finding(RULE, message, remedy, path, _line(text, part[:20]))


def _is_list(value: Any) -> bool:
    return bool(value) and isinstance(value, str | list)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)


def _line(text: str, words: str) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)
