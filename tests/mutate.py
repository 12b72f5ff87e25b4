"""Corrupts the data and counts what the rules catch: `nox -s mutate`.

Each mutant is one cell changed (see `mutants.py`). It is caught where a rule reports an error that
the sound site does not have. Only the table that was changed is read anew. The rules on data come
first; a mutant that passes them is tried with charts and pages written out, and, if its figure
stands in a document whose text is at hand, against that text.
"""

import argparse
import copy
import csv
import io
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.check.against_documents import find_against_documents
from plainfigures.config import read_config
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import ERROR, Finding
from plainfigures.figures.records import Package
from plainfigures.own_macros import load_own_macros
from plainfigures.read import Store, read_charts, read_documents, read_packages, read_pages
from plainfigures.read.packages import read_package
from plainfigures.write import Desk, render_page
from tests.conftest import ROOT
from tests.mutants import BESIDE, CORRUPTIONS, TAKEN_DOWN, Ground, Mutant, make_mutants

__all__ = ["Bench", "Trial", "main", "report", "run"]

AS_OF = "2026-11-22"
SEED = 3
ELSEWHERE = ("derived", "relations", "claims", "aliases")
"""What a descriptor states about figures of several tables: read from the sound package."""

Errors = Counter[tuple[str, str]]


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
        self._sound = {
            pages: _errors(self._findings(self._packages, found, pages=pages))
            for pages in (False, True)
        }

    def attempt(self, mutant: Mutant) -> Trial:
        """Return which rules catch a mutant."""
        packages, found = self._with(mutant)
        rules = self._caught(packages, found, pages=False)
        if not rules:
            rules = self._caught(packages, found, pages=True)
        (figure,) = (
            one
            for one in self.ground.packages[mutant.package].figures
            if one.reference == mutant.reference
        )
        if figure.source not in self._with_text:
            return Trial(mutant, frozenset(rules))
        by_text = bool(self._against_text(packages) - self._sound_text)
        return Trial(mutant, frozenset(rules), in_document=True, by_text=by_text)

    def _against_text(self, packages: list[Package]) -> Errors:
        return _errors(find_against_documents(Catalogue(packages), self._documents))

    def _caught(self, packages: list[Package], found: list[Finding], *, pages: bool) -> set[str]:
        errors = _errors(self._findings(packages, found, pages=pages))
        return {rule for rule, _ in errors - self._sound[pages]}

    def _findings(
        self, packages: list[Package], found: list[Finding], *, pages: bool
    ) -> list[Finding]:
        """Return what the rules on data find, with charts and pages written out or without."""
        there = {package.name for package in self._packages}
        catalogue = Catalogue(packages, there - {package.name for package in packages})
        found = [*found, *self._chart_findings, *self._page_findings]
        if pages:
            desk = Desk(catalogue, Clock(parse_moment(AS_OF)), self._charts, self._config.settings)
            for name, macro in load_own_macros(self._config.macros)(desk).items():
                desk.add(name, macro)
            found += desk.check_charts()
            found += [one for page in self._pages for one in render_page(page, desk).findings]
        material = Material(catalogue, tuple(found), {}, self._config.stated())
        return [one for run in run_rules(DATA_RULES, material) for one in run.findings]

    def _with(self, mutant: Mutant) -> tuple[list[Package], list[Finding]]:
        """Return the packages with a mutant among them, and what was found in reading it."""
        whole = self.ground.packages[mutant.package]
        content = copy.deepcopy(self.ground.descriptors[mutant.package])
        if mutant.stated[0] != "package":
            content["resources"] = [
                one for one in content["resources"] if one["name"] == mutant.resource
            ]
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
                if mutant.line:
                    text = _with_cells(text, mutant.line, dict(mutant.cells))
                (folder / resource["path"]).write_bytes(text.encode())
            part, found = read_package(folder, Path(name))
        if part is None:
            return [one for one in self._packages if one is not whole], found
        done = _spliced(whole, part)
        return [done if one is whole else one for one in self._packages], found


def run(bench: Bench, operators: Iterable[str], count: int, seed: int = SEED) -> list[Trial]:
    """Try `count` mutants of each operator."""
    return [
        bench.attempt(mutant)
        for operator in operators
        for mutant in make_mutants(bench.ground, operator, count, seed)
    ]


def report(title: str, trials: Sequence[Trial]) -> list[str]:
    """Return the lines that say what was caught: in total, by operator, package and rule."""
    caught = [one for one in trials if one.caught]
    lines = [f"{title}: {_share(len(caught), len(trials))}", ""]
    for name, of in (
        ("by operator", attrgetter("mutant.operator")),
        ("by package", attrgetter("mutant.package")),
    ):
        groups: dict[str, list[Trial]] = defaultdict(list)
        for one in trials:
            groups[of(one)].append(one)
        lines.append(f"  {name}")
        for group, members in groups.items():
            share = _share(sum(one.caught for one in members), len(members))
            lines.append(f"    {group:22} {share}")
    lines.append("  by rule (and how many no other rule caught)")
    rules = Counter(rule for one in trials for rule in one.rules)
    alone = Counter(next(iter(one.rules)) for one in trials if len(one.rules) == 1)
    lines += [f"    {rule:22} {count} ({alone[rule]})" for rule, count in rules.most_common()]
    texts = [one for one in trials if one.in_document]
    if texts:
        by_text = [one for one in texts if one.by_text]
        either = [one for one in texts if one.by_text or one.caught]
        lines.append(f"  in the documents, by their text alone: {_share(len(by_text), len(texts))}")
        lines.append(f"  in the documents, with their text: {_share(len(either), len(texts))}")
    missed = [one for one in trials if not one.caught and not one.by_text]
    lines.append(f"  not caught: {len(missed)}")
    lines += [f"    {one.mutant.words}" for one in missed]
    return [*lines, ""]


def main(words: Sequence[str] | None = None) -> int:
    """Run the mutants and print the report; returns the exit code."""
    parser = argparse.ArgumentParser(prog="mutate", description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="mutants of each operator")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(words)
    documents = Path(os.environ.get("PLAINFIGURES_SHARED", ROOT.parent / "shared")) / "sources"
    with tempfile.TemporaryDirectory(prefix="mutate-") as name:
        bench = Bench(ROOT, Path(name), documents if documents.is_dir() else None)
        figures = run(bench, CORRUPTIONS, asked.count, asked.seed)
        beside = run(bench, BESIDE, asked.count // 2, asked.seed)
        alike = run(bench, TAKEN_DOWN, asked.count, asked.seed)
    for title, trials in (
        ("Corruptions of figures", figures),
        ("Of what stands beside the value", beside),
        ("Of value and text alike", alike),
    ):
        print("\n".join(report(title, trials)))
    return 0


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "none"


def _errors(findings: Iterable[Finding]) -> Errors:
    """Count errors by rule and message: a line may move, what is said may not."""
    return Counter((one.rule, one.message) for one in set(findings) if one.level == ERROR)


def _state(content: dict[str, Any], mutant: Mutant) -> None:
    """Change the part of a descriptor that a mutant is about."""
    place, part, text = mutant.stated
    own = content
    if place != "package":
        (own,) = content["resources"]
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


if __name__ == "__main__":
    sys.exit(main())
