"""Descriptors (`datapackage.json`) as they lie on disk, with the lines on which things stand."""

import json
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plainfigures.figures.findings import Finding
from plainfigures.figures.limits import MOST_TABLES
from plainfigures.figures.records import COMPUTED
from plainfigures.read.allowed import allowed_content, path_before
from plainfigures.read.harmless import harmful_parts, too_deep
from plainfigures.read.holding import LeftOut
from plainfigures.read.json_lines import line_in, line_of_double, lines_of_paths
from plainfigures.read.json_words import DoubledName, json_fault, load_json
from plainfigures.read.schemas import schema_problems
from plainfigures.read.shapes import shape_problems

__all__ = ["FILE", "Descriptor", "read_descriptor"]

FILE = "datapackage.json"
RULE = "descriptor"
_MOST = 100
"""At most so many mistakes of one descriptor are told at once."""
_TOO_DEEP = "This file holds more brackets within brackets than can be read."
_RENAME = "Give its folder another name, and write that name under “name” in its datapackage.json."
_PARTS = {
    "area", "basis", "body", "counts", "gradeScale", "kind", "measure", "period", "rounding",
    "scale", "status", "unit",
}  # fmt: skip
"""What may be stated once for the figures of a column, a table or a package."""


class Descriptor(Struct, frozen=True, dict=True):
    """A parsed descriptor: its content, its text, and its path relative to the site's folder.

    Where parts of it may not be seen, `content` is without them, and `moved` says where the rest of
    its lists stand in the text.
    """

    content: dict[str, Any]
    text: str
    path: str
    moved: dict[str, list[int]] = field(default_factory=dict)

    @property
    def own(self) -> dict[str, Any]:
        """What the package declares for plainfigures."""
        return dict(self.content.get("plainfigures", {}))

    @cached_property
    def _lines(self) -> dict[str, int]:
        return lines_of_paths(self.text)

    def line_at(self, path: str) -> int:
        """Return the line on which the value at a path such as `resources[1].name` begins."""
        return line_in(self._lines, path_before(path.partition("[...]")[0], self.moved))

    def lines_of_parts(self, at: int) -> dict[str, int]:
        """Return where parts of the figures of a table stand, by name; `at` counts its resource.

        A part of one column alone stands as `column/name`, the table itself as "".
        """
        place = f"resources[{at}]"
        table = self.content["resources"][at]
        lines = {"": self.line_at(f"{place}.name")}
        for start, stated in (("", self.content), (f"{place}.", table)):
            for part in _PARTS & {*stated.get("plainfigures", {})}:
                lines[part] = self.line_at(f"{start}plainfigures.{part}")
        for number, column in enumerate(table["schema"]["fields"]):
            for part in _PARTS & {*column.get("plainfigures", {})}:
                line = self.line_at(f"{place}.schema.fields[{number}].plainfigures.{part}")
                lines[f"{column['name']}/{part}"] = line
        return dict(sorted(lines.items()))

    def line_of(self, name: str, start: int = 0) -> int:
        """Return the first line at or after `start` that holds the quoted `name`; 0 if none."""
        for number, line in enumerate(self.text.splitlines(), 1):
            if number >= start and f'"{name}"' in line:
                return number
        return 0


def read_descriptor(
    folder: Path, root: Path, left_out: LeftOut | None = None
) -> tuple[Descriptor | None, list[Finding]]:
    """Read a package's descriptor; a descriptor that cannot be used is a finding.

    What is `left_out` is as if it did not stand there.
    """
    file = folder / FILE
    path = file.relative_to(root).as_posix()
    if not file.is_file():
        message = "This folder of datasets has no datapackage.json."
        remedy = f"Begin one with: plainfigures new package {folder.name}. Or move the folder away."
        return None, [Finding(RULE, message, remedy, path)]
    try:
        text = file.read_text("utf-8-sig")
        content = load_json(text)
    except UnicodeDecodeError:
        remedy = "Save the file as UTF-8."
        return None, [Finding(RULE, "This file is not UTF-8 text.", remedy, path)]
    except RecursionError:
        return None, [Finding(RULE, _TOO_DEEP, "Correct the brackets.", path)]
    except json.JSONDecodeError as error:
        line, column, why, remedy = json_fault(error)
        return None, [
            Finding(RULE, f"This file cannot be read: {why}.", remedy, path, line, column)
        ]
    except ValueError as error:
        twice = isinstance(error, DoubledName)
        remedy = "Take one of the two out." if twice else "Write it as a text, between quotes."
        line = line_of_double(text) if twice else 1
        return None, [Finding(RULE, str(error), remedy, path, line)]
    if too_deep(content):
        return None, [Finding(RULE, _TOO_DEEP, "Correct the brackets.", path)]
    if not isinstance(content, dict):
        return None, [
            Finding(
                RULE, "The file does not begin with {.", "Write all of it between { and }.", path, 1
            )
        ]
    content, moved = allowed_content(content, left_out) if left_out else (content, {})
    descriptor = Descriptor(content, text, path, moved)
    findings = list(_needs(descriptor, folder.name))
    if not findings:
        findings = [
            Finding(RULE, message, remedy, path, descriptor.line_at(place))
            for place, message, remedy in shape_problems(content)
        ]
    if not findings:
        problems = list(islice(harmful_parts(content), _MOST))
        findings = [
            Finding(RULE, message, remedy, path, descriptor.line_at(place), 0, near)
            for place, message, remedy, near in problems or islice(schema_problems(content), _MOST)
        ]
    return (None if findings else descriptor), findings


def _needs(descriptor: Descriptor, folder: str) -> list[Finding]:
    content, path = descriptor.content, descriptor.path
    found = []
    if content.get("name") != folder:
        message = f'The package is called "{content.get("name", "")}" but its folder "{folder}".'
        line = descriptor.line_of("name")
        found.append(Finding(RULE, message, "Give both the same name.", path, line, 0, folder))
    if folder == COMPUTED:
        message = f'A package cannot be called "{folder}": that is where computed figures stand.'
        found.append(Finding(RULE, message, _RENAME, path, 1))
    resources = content.get("resources")
    if not isinstance(resources, list) or not resources:
        found.append(Finding(RULE, "The package lists no resources.", "List its tables.", path, 1))
        return found
    if len(resources) > MOST_TABLES:
        message = f"The package has {len(resources):,} tables, and {MOST_TABLES} are the most."
        remedy = "Split it into packages, each in a folder of its own."
        line = descriptor.line_at("resources")
        return [*found, Finding(RULE, message, remedy, path, line)]
    for resource in resources:
        named = isinstance(resource, dict) and resource.get("name") and resource.get("path")
        if not named or not isinstance(resource["path"], str):
            message = "A resource has no name or no path."
            found.append(
                Finding(RULE, message, "Give it both.", path, descriptor.line_of("resources"))
            )
        elif _leaves_folder(resource["path"]):
            message = f'"{resource["path"]}" is not a file beside datapackage.json.'
            line = descriptor.line_of(resource["path"])
            found.append(Finding(RULE, message, "Put the CSV file in the same folder.", path, line))
        elif not isinstance(resource.get("schema"), dict):
            message = f'The table "{resource["name"]}" does not say which columns it has.'
            line = descriptor.line_of(resource["name"])
            remedy = "List them under “schema” and “fields”, as other tables do."
            found.append(Finding(RULE, message, remedy, path, line))
    return found


def _leaves_folder(path: str) -> bool:
    return "/" in path or "\\" in path or ":" in path or path.startswith(".")
