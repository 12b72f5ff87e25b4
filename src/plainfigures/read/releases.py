"""Tables that are drawn from published releases: made beside the site, and read like any others.

A table's description names the file of a statistics office and says what is taken from it. The file
stays where it lies. What is drawn from it is a package like any other, in a folder that is kept while
the release, the descriptions and the code stay what they are.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from plainfigures.figures.findings import ERROR, Finding, nearest
from plainfigures.figures.keys import code_digest, digest_of, file_digest
from plainfigures.figures.releases import ReleaseSource
from plainfigures.read.embargo import means_embargo
from plainfigures.read.json_lines import line_in, lines_of_paths
from plainfigures.read.json_words import load_json
from plainfigures.read.release_areas import Area, Table, areas_of, register_rows
from plainfigures.read.release_files import RULE, ReleaseFiles
from plainfigures.read.release_parts import Release
from plainfigures.read.release_rows import declaration_problems, draw_rows, missing_columns
from plainfigures.read.release_store import LINES, keep_drawn, kept_drawn

__all__ = ["DrawnFolders", "draw_releases"]

_DESCRIPTOR = "datapackage.json"
_MENTION = b'"release"'
_UNFIT = "unfit"
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.csv")
"""What a drawn table is written to: a name that leads out of its folder would be written there."""


class DrawnFolders(Struct):
    """Where packages lie whose tables are drawn from releases, by the folder of their description.

    `lost` are those that could not be drawn; the findings say why.
    """

    folders: dict[Path, Path] = field(default_factory=dict)
    lost: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def lines(self) -> dict[str, tuple[str, list[int]]]:
        """Return for each drawn table, by its path as told, its release and the lines of its rows."""
        found = {}
        for folder in self.folders.values():
            with suppress(OSError, ValueError, TypeError):
                held = json.loads((folder.parent.parent / LINES).read_text("utf-8"))
                for name, (release, lines) in held.items():
                    found[f"datasets/{folder.name}/{name}"] = (str(release), list(lines))
        return found


class _Described(Struct, frozen=True):
    """A package's description, with the releases of its tables by their names."""

    folder: Path
    place: str
    text: str
    content: dict[str, Any]
    releases: dict[str, Release]

    @property
    def embargoed(self) -> bool:
        """Whether the package, or a table of it that is drawn, has an embargo, however it is written."""
        drawn = [self.resource(name)[1] for name in self.releases]
        parts = [two for one in (self.content, *drawn) for two in (one, one.get("plainfigures"))]
        return any(
            means_embargo(str(name)) for one in parts if isinstance(one, dict) for name in one
        )

    def fields(self, table: str) -> list[str]:
        """Return the columns of a table."""
        return [str(one["name"]) for one in self.resource(table)[1]["schema"]["fields"]]

    def resource(self, table: str) -> tuple[int, dict[str, Any]]:
        """Return a table's part of the description, and which it is."""
        named = enumerate(self.content["resources"])
        return next((at, one) for at, one in named if one.get("name") == table)

    def line(self, table: str, part: str = "") -> int:
        """Return the line on which a part of a table's release stands."""
        path = f"resources[{self.resource(table)[0]}].plainfigures.release"
        return line_in(lines_of_paths(self.text), f"{path}.{part}" if part else path)


def draw_releases(folders: Mapping[Path, str], source: ReleaseSource) -> DrawnFolders:
    """Draw the tables of all packages that have releases; `folders` gives the place of each."""
    found = {one: _described(one, place) for one, place in folders.items()}
    described = {folder: one for folder, one in found.items() if isinstance(one, _Described)}
    drawn = DrawnFolders()
    if not described:
        return drawn
    unfit = frozenset(
        folder.name
        for folder, one in found.items()
        if one == _UNFIT or (isinstance(one, _Described) and one.embargoed)
    )
    key = _key(described.values(), source)
    drawing = _Drawing(described, unfit, source)
    for folder, one in described.items():
        if one.embargoed:
            drawn.lost.add(folder)
            drawn.findings.append(_with_embargo(one))
            continue
        digests = [
            (file.name, file_digest(file)) for file in sorted(folder.iterdir()) if file.is_file()
        ]
        name = digest_of([key, folder.name, repr(digests)])
        kept = source.kept / name if source.kept else None
        told = kept_drawn(kept, folder.name) if kept else None
        if told is None:
            try:
                tables, findings, lines = drawing.draw(one)
            except _UnfitError:
                drawn.lost.add(folder)  # what it hangs on has its finding
                continue
            if any(finding.level == ERROR for finding in findings) or kept is None:
                drawn.lost.add(folder)
                drawn.findings += findings
                continue
            keep_drawn(kept, folder, tables, findings, lines)
            told = findings
        if kept:
            drawn.folders[folder] = kept / "datasets" / folder.name
        drawn.findings += told
    drawn.findings = list(dict.fromkeys(drawn.findings))
    return drawn


class _UnfitError(Exception):
    """A package whose description is wrong in itself is asked for."""


class _Drawing:
    """What is read and worked out once for all tables that are drawn."""

    def __init__(
        self,
        described: Mapping[Path, _Described],
        unfit: frozenset[str],
        source: ReleaseSource,
    ) -> None:
        self._unfit = unfit
        self._packages = {folder.name: one for folder, one in described.items()}
        self._files = ReleaseFiles(source)
        self._largest = source.largest
        self._registers: dict[str, tuple[dict[str, Area], list[Finding]]] = {}

    def draw(
        self, one: _Described
    ) -> tuple[dict[str, str], list[Finding], dict[str, tuple[str, list[int]]]]:
        """Return the texts of a package's drawn files, what was found, and whence each row is."""
        tables: dict[str, str] = {}
        findings: list[Finding] = []
        lines: dict[str, tuple[str, list[int]]] = {}
        for name, release in one.releases.items():
            resource, fields = one.resource(name)[1], one.fields(name)
            if not resource.get("path"):
                message = (
                    f'The table "{name}" says no "path", the name of its file among the downloads.'
                )
                remedy = f'Add it to the table: "path": "{name}.csv". No such file has to lie here.'
                findings.append(Finding("descriptor", message, remedy, one.place, one.line(name)))
                continue
            if not _FILE.fullmatch(str(resource["path"])) or str(resource["path"]) in tables:
                message = f'"{resource["path"]}" cannot be the name of a file among the downloads.'
                if str(resource["path"]) in tables:
                    message = f'Two tables have the file "{resource["path"]}".'
                remedy = f'Name a CSV file, without a folder: "path": "{name}.csv".'
                findings.append(Finding("descriptor", message, remedy, one.place, one.line(name)))
                continue
            if (one.folder / str(resource["path"])).exists():
                message = f'"{resource["path"]}" lies here, and is to be drawn from a release too.'
                remedy = "Delete the file, or take “release” out of the table's description."
                findings.append(Finding(RULE, message, remedy, one.place, one.line(name)))
                continue
            problems = [
                Finding("descriptor", message, remedy, one.place, one.line(name, part), 0, near)
                for part, message, remedy, near in declaration_problems(release, fields)
            ]
            findings += problems
            if problems:
                continue
            if release.areasOf:
                areas, found = self._register(one, name)
                findings += found
                rows = register_rows(areas, release)
            else:
                title = str(resource.get("title", name))
                rows, found, at = self._rows(one, name, title)
                findings += found
                lines[str(resource["path"])] = (release.file, at)
            tables[str(resource["path"])] = _text(fields, rows)
        return tables, list(dict.fromkeys(findings)), lines

    def _rows(
        self, one: _Described, name: str, title: str
    ) -> tuple[list[dict[str, str]], list[Finding], list[int]]:
        release = one.releases[name]
        table, findings = self._table(one, name)
        if table is None:
            return [], findings, []
        ids: dict[str, Area] | None = None
        register = release.area.register if release.area else ""
        if register:
            holder, _, of = register.partition("/")
            there = self._package(holder)
            if there is None or of not in there.releases:
                message = f'"{register}" is no register of areas that is drawn from releases.'
                remedy = "Name one as PACKAGE/TABLE, whose release has “areasOf”."
                line, near = one.line(name, "area.register"), nearest(register, self._drawn())
                return [], [Finding("descriptor", message, remedy, one.place, line, 0, near)], []
            ids, found = self._register(there, of)
            if found:
                return [], found, []
        drawn = draw_rows(release, table[1], ids, title, self._largest)
        if not drawn.rows and not drawn.findings:
            message = "No row of the release is what “where” asks for, so the table is empty."
            remedy = f'Compare the words with those in "{release.file}".'
            line = one.line(name, "where")
            return [], [Finding(RULE, message, remedy, one.place, line)], []
        return drawn.rows, drawn.findings, drawn.lines

    def _drawn(self) -> list[str]:
        """Return the names of all tables that are drawn from releases."""
        return [f"{one.folder.name}/{of}" for one in self._packages.values() for of in one.releases]

    def _package(self, name: str) -> _Described | None:
        if name in self._unfit:
            raise _UnfitError
        return self._packages.get(name)

    def _table(self, one: _Described, name: str) -> tuple[Table | None, list[Finding]]:
        """Return a table's release with its file, if that has all the columns that are asked for."""
        release = one.releases[name]
        file, findings = self._files.read(release.file, one.place, one.line(name, "file"))
        if file is None:
            return None, findings
        missing = missing_columns(release, file)
        return (None, missing) if missing else ((release, file), [])

    def _register(self, one: _Described, name: str) -> tuple[dict[str, Area], list[Finding]]:
        """Return the areas of a register by their keys, worked out once."""
        place = f"{one.folder.name}/{name}"
        if place in self._registers:
            return self._registers[place]
        register, tables = one.releases[name], []
        findings: list[Finding] = []
        for number, reference in enumerate(register.areasOf):
            package, _, of = reference.partition("/")
            there = self._package(package)
            if there is None or of not in there.releases:
                message = f'"{reference}" is no table that is drawn from a release.'
                remedy = "Name such tables as PACKAGE/TABLE under “areasOf”."
                line, near = one.line(name, f"areasOf[{number}]"), nearest(reference, self._drawn())
                findings.append(Finding("descriptor", message, remedy, one.place, line, 0, near))
                continue
            table, found = self._table(there, of)
            findings += found
            if table:
                tables.append(table)
        areas = {} if findings else areas_of(tables, register)
        self._registers[place] = areas, findings
        return areas, findings


def _with_embargo(one: _Described) -> Finding:
    """Say that a package is drawn from releases and has an embargo: what is drawn is kept at once."""
    lines = one.text.lower().splitlines()
    line = next((number for number, text in enumerate(lines, 1) if '"embargo' in text), 1)
    message = "What is drawn from a release can have no embargo: a release is published already."
    remedy = (
        "Take the embargo out. A table that may not be seen yet lies in datasets/, in a package of its "
        "own, and is drawn from nothing."
    )
    return Finding("embargo", message, remedy, one.place, line)


def _described(folder: Path, place: str) -> _Described | str:
    """Return a package's description if tables of it are drawn from releases; "" if none is.

    One that is wrong in itself is `_UNFIT`, and left to those who read descriptions, who say so.
    """
    file = folder / _DESCRIPTOR
    try:
        content = file.read_bytes()
        if _MENTION not in content:
            return ""
        text = content.decode("utf-8-sig")
        parsed = load_json(text)
        given = {
            str(one["name"]): one["plainfigures"]["release"]
            for one in parsed["resources"]
            if "release" in one.get("plainfigures", {})
        }
        releases = {name: msgspec.convert(one, Release) for name, one in given.items()}
        found = _Described(folder, f"{place}/{_DESCRIPTOR}", text, parsed, releases)
        for name in releases:
            found.fields(name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _UNFIT
    return found if releases else ""


def _key(described: Sequence[_Described] | Any, source: ReleaseSource) -> str:
    """Return a digest of all releases of a site, of what is said of them, and of the code."""
    parts = [code_digest(), str(source.largest), source.variable, source.below]
    for one in described:
        parts += [one.folder.name, one.text]
        for release in one.releases.values():
            file = source.file(release.file)
            if file and file.is_file():
                parts += [release.file, file_digest(file)]
    return digest_of(parts)


def _text(fields: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([row.get(name, "") for name in fields] for row in rows)
    return out.getvalue()
