"""The bench on which mutants are tried: a sound site, and the rules.

Only the table that a mutant is in is read anew. The rules on data come first; a mutant that passes
them is tried with charts and pages written out. One whose figure stands in a document with its text
at hand is held against that text as well.
"""

import copy
import csv
import io
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from plainfigures.check import DATA_RULES, Material
from plainfigures.check.against_documents import find_against_documents
from plainfigures.config import read_config
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import ERROR, Finding
from plainfigures.figures.records import Package
from plainfigures.own_macros import load_own_macros
from plainfigures.read import Store, read_charts, read_packages, read_pages
from plainfigures.read.documents import read_documents
from plainfigures.read.packages import read_package
from plainfigures.write import Desk, render_page
from tests.mutation.ground import Ground, Mutant

__all__ = ["Bench", "Trial"]

AS_OF = "2026-11-22"
ELSEWHERE = ("derived", "relations", "claims", "aliases")
"""What a descriptor states about figures of several tables: taken from the sound package."""

Errors = Counter[str]


@dataclass(frozen=True)
class Trial:
    """A mutant, and the names of the rules that caught it.

    `in_document` says that its figure stands in a document whose text is at hand, `by_text` that
    holding it against that text caught it.
    """

    mutant: Mutant
    rules: frozenset[str]
    in_document: bool = False
    by_text: bool = False

    @property
    def caught(self) -> bool:
        """Whether a rule caught it that needs no source text."""
        return bool(self.rules)


class Bench:
    """A sound site, and the means to try a mutant of its data.

    `documents` is the folder of the source documents' text, where it is at hand.
    """

    def __init__(self, root: Path, folder: Path, documents: Path | None = None) -> None:
        self._folder = folder
        self._config = read_config(root)
        store = Store(folder / "store")
        self._packages, found = read_packages(self._config.datasets, root, store)
        self._charts, self._chart_findings = read_charts(self._config.charts, root)
        self._pages, self._page_findings = read_pages(self._config.docs, root)
        descriptors: dict[str, dict[str, Any]] = {
            package.name: json.loads((root / package.path).read_text("utf-8"))
            for package in self._packages
        }
        self.ground = Ground(self._packages, descriptors)
        self._documents = read_documents(documents) if documents else {}
        self._with_text = {
            row.key
            for row in self.ground.resources["sources/documents"].rows
            if row.cells.get("file") in self._documents
        }
        self._sound_text = self._against_text(self._packages)
        self._sound: dict[bool, dict[str, Errors]] = {}
        for pages in (False, True):
            material = self._material(self._packages, found, pages=pages)
            self._sound[pages] = {rule.name: _errors(rule.find(material)) for rule in DATA_RULES}

    def attempt(self, mutant: Mutant, *, every: bool = True) -> Trial:
        """Return which rules catch a mutant: all of them with `every`, else the first that does."""
        packages, found = self._with(mutant)
        rules = self._rules(packages, found, pages=False, every=every)
        if not rules:
            rules = self._rules(packages, found, pages=True, every=every)
        (figure,) = (
            one
            for one in self.ground.packages[mutant.package].figures
            if one.reference == mutant.reference
        )
        if figure.source not in self._with_text:
            return Trial(mutant, frozenset(rules))
        by_text = bool((every or not rules) and self._against_text(packages) - self._sound_text)
        return Trial(mutant, frozenset(rules), in_document=True, by_text=by_text)

    def _against_text(self, packages: list[Package]) -> Errors:
        return _errors(find_against_documents(Catalogue(packages), self._documents))

    def _rules(
        self, packages: list[Package], found: list[Finding], *, pages: bool, every: bool
    ) -> set[str]:
        """Return the names of the rules with an error that the sound site does not have."""
        material = self._material(packages, found, pages=pages)
        caught = set()
        for rule in DATA_RULES:
            if _errors(rule.find(material)) - self._sound[pages][rule.name]:
                caught.add(rule.name)
                if not every:
                    break
        return caught

    def _material(self, packages: list[Package], found: list[Finding], *, pages: bool) -> Material:
        """Return what the rules on data look at, with charts and pages written out or without."""
        there = {package.name for package in self._packages}
        catalogue = Catalogue(packages, there - {package.name for package in packages})
        found = [*found, *self._chart_findings, *self._page_findings]
        if pages:
            desk = Desk(catalogue, Clock(parse_moment(AS_OF)), self._charts, self._config.settings)
            for name, macro in load_own_macros(self._config.macros)(desk).items():
                desk.add(name, macro)
            found += desk.check_charts()
            found += [one for page in self._pages for one in render_page(page, desk).findings]
        return Material(catalogue, tuple(found), {}, self._config.stated())

    def _with(self, mutant: Mutant) -> tuple[list[Package], list[Finding]]:
        """Return the packages with a mutant among them, and what was found in reading it."""
        whole = self.ground.packages[mutant.package]
        content = copy.deepcopy(self.ground.descriptors[mutant.package])
        if mutant.stated[0] != "package":
            names = _tied(content["resources"], mutant.resource)
            content["resources"] = [one for one in content["resources"] if one["name"] in names]
        for name in ELSEWHERE:
            content.get("plainfigures", {}).pop(name, None)
        if not mutant.line:
            _state(content, mutant)
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            folder = Path(name) / "datasets" / mutant.package
            folder.mkdir(parents=True)
            (folder / "datapackage.json").write_text(json.dumps(content), "utf-8")
            for resource in content["resources"]:
                file = self._config.datasets / mutant.package / resource["path"]
                text = file.read_bytes().decode()
                if mutant.line and resource["name"] == mutant.resource:
                    text = _with_cells(text, mutant.line, dict(mutant.cells))
                (folder / resource["path"]).write_bytes(text.encode())
            part, found = read_package(folder, Path(name))
        if part is None:
            return [one for one in self._packages if one is not whole], found
        done = _spliced(whole, part)
        return [done if one is whole else one for one in self._packages], found


def _errors(findings: Iterable[Finding]) -> Errors:
    """Count errors by what they say; where it stands does not matter."""
    return Counter(one.message for one in set(findings) if one.level == ERROR)


def _tied(resources: list[dict[str, Any]], name: str) -> set[str]:
    """Return the tables that are tied to one by keys within their package, that one among them."""
    pairs = [
        {one["name"], key["reference"]["resource"] or one["name"]}
        for one in resources
        for key in one["schema"].get("foreignKeys", [])
    ]
    tied: set[str] = {name}
    while more := [pair for pair in pairs if pair & tied and pair - tied]:
        tied.update(*more)
    return tied


def _state(content: dict[str, Any], mutant: Mutant) -> None:
    """Change the part of a descriptor that a mutant is about."""
    place, part, text = mutant.stated
    own = content
    if place != "package":
        own = next(one for one in content["resources"] if one["name"] == mutant.resource)
    if place not in {"package", "table"}:
        own = next(one for one in own["schema"]["fields"] if one["name"] == place)
    own["plainfigures"][part] = text


def _with_cells(text: str, line: int, cells: dict[str, str]) -> str:
    """Return a CSV text in which the row that begins on `line` has other cells."""
    end = "\r\n" if "\r\n" in text else "\n"
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows)
    while rows.line_num + 1 < line:
        next(rows)
    row = next(rows)
    made = io.StringIO()
    csv.writer(made, lineterminator=end).writerow(
        [cells.get(name, cell) for name, cell in zip(header, row, strict=True)]
    )
    lines = text.split("\n")
    done = made.getvalue().removesuffix("\n")
    return "\n".join([*lines[: line - 1], done, *lines[rows.line_num :]])


def _spliced(whole: Package, part: Package) -> Package:
    """Return a package with the tables of `part` in the place of its own."""
    tables = {one.name: one for one in part.resources}
    figures = [
        figure
        for resource in whole.resources
        for source in (part if resource.name in tables else whole,)
        for figure in source.figures
        if figure.reference.split("/")[1] == resource.name
    ]
    return replace(
        part,
        path=whole.path,
        resources=tuple(tables.get(one.name, one) for one in whole.resources),
        figures=tuple(figures),
        derived=whole.derived,
        relations=whole.relations,
        claims=whole.claims,
        aliases=whole.aliases,
    )
