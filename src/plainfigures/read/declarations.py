"""Chart declarations: small YAML files that say which figures a chart draws, and how."""

from pathlib import Path
from typing import Any

import yaml

from plainfigures.figures.declarations import ChartDeclaration, SeriesDeclaration
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.pictures import FORMS
from plainfigures.figures.references import is_slug

__all__ = ["read_charts"]

RULE = "chart"

_NAMES = {
    "form", "title", "subtitle", "series", "figures", "events", "labels", "marks", "notes",
    "order", "without", "says", "shown", "mixed", "breaks",
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
}
_SHAPE_REMEDY = "See the editors’ guide for how the parts of a chart are written."


def read_charts(charts: Path, root: Path) -> tuple[list[ChartDeclaration], list[Finding]]:
    """Read every chart declaration under `charts`, in the order of their names."""
    declared: list[ChartDeclaration] = []
    findings: list[Finding] = []
    for file in sorted(file for file in charts.glob("*.yml") if file.is_file()):
        path = file.relative_to(root).as_posix()
        try:
            text = file.read_text("utf-8-sig")
            content = yaml.load(text, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            message = "This chart declaration cannot be read."
            remedy = "Write one “name: value” a line; put quotes around a value that holds a colon."
            findings.append(Finding(RULE, message, remedy, path, line))
            continue
        problems = _problems(content, text, path)
        if not is_slug(file.stem):
            message = f'"{file.name}" is no name for a chart.'
            remedy = "Name the file in lower case letters, digits and single hyphens."
            problems.append(Finding(RULE, message, remedy, path, 1))
        findings += problems
        if not problems:
            declared.append(_declaration(file.stem, path, text, content))
    return declared, findings


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
    found += [
        Finding(RULE, f'The chart has no "{name}".', "Add it.", path, 1)
        for name in ("form", "title", "subtitle")
        if not isinstance(content.get(name), str)
    ]
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
    for one in content.get("series") or []:
        if not isinstance(one, dict) or not one.get("label") or not _is_list(one.get("figures")):
            remedy = "Give each series a “label:” and “figures:”."
            message = "A series has no label or no figures."
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
    )


def _is_list(value: Any) -> bool:
    return bool(value) and isinstance(value, str | list)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)


def _line(text: str, words: str) -> int:
    lines = text.splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)
