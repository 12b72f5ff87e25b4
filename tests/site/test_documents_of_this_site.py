"""The five documents behind this site, held against every row that is taken from them.

Needs the documents; where CI runs, their absence is a failure (`shared`).
"""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.check import Material
from plainfigures.check.against_documents import find_against_documents
from plainfigures.check.ledger import find as find_ledger
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.documents import Document
from plainfigures.figures.ledger import WITHHELD, Taken, coverage, ledger_entries, places_taken
from plainfigures.figures.records import Package, Resource, Row
from plainfigures.read import read_packages
from plainfigures.read.documents import read_documents
from plainfigures.read.figures import PackageContext, TableReader
from plainfigures.read.tables import RawRow
from tests.site.conftest import run

Change = Callable[[list[RawRow]], list[RawRow]]


class Site:
    """This site's data and documents, with the means to change one table and look again."""

    def __init__(self, root: Path, documents: dict[str, Document]) -> None:
        packages, found = read_packages(root / "datasets", root)
        assert found == []
        self.documents = documents
        self.whole = Catalogue(packages)
        self.packages = [self.of_documents(one) for one in packages]
        self.catalogue = Catalogue(self.packages)
        self.descriptors = {
            one.name: json.loads((root / one.path).read_text("utf-8")) for one in packages
        }

    @property
    def sources(self) -> set[str]:
        """The ids of the sources whose text is at hand."""
        named = self.whole.sources.items()
        return {name for name, source in named if source.file in self.documents}

    def of_documents(self, package: Package) -> Package:
        """Return a package with only what is taken from a document, and nothing worked out."""
        taken = {
            one.resource.reference for one in places_taken(self.whole) if one.source in self.sources
        }
        return replace(
            package,
            resources=tuple(
                one
                for one in package.resources
                if one.reference in taken or package.name in {"sources", "ledger"}
            ),
            figures=tuple(one for one in package.figures if one.source in self.sources),
            derived=(),
            relations=(),
            claims=(),
        )

    def findings(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield what is found, in words."""
        yield from (one.message for one in find_against_documents(catalogue, self.documents))
        yield from (one.message for one in find_ledger(Material(catalogue)))

    def changed(self, resource: Resource, change: Change) -> Catalogue:
        """Return the catalogue with one table read anew after a change to its rows."""
        package = next(one for one in self.packages if one.name == resource.package)
        raw = change([RawRow(row.line, dict(row.cells)) for row in resource.rows])
        rows, figures = self.reader(package, resource).read(raw)
        kept = tuple(one for one in package.figures if one.path != resource.path)
        figures = [one for one in figures if one.source in self.sources]
        resources = tuple(
            replace(one, rows=tuple(rows)) if one.name == resource.name else one
            for one in package.resources
        )
        if not figures and len(kept) == len(package.figures):
            changed = copy.copy(self.catalogue)
            by_name = {one.reference: one for one in resources}
            changed.resources = self.catalogue.resources | by_name
            return changed
        anew = replace(package, resources=resources, figures=(*kept, *figures))
        return Catalogue([anew if one.name == package.name else one for one in self.packages])

    def reader(self, package: Package, resource: Resource) -> TableReader:
        """Return what reads the rows of a table."""
        descriptor = self.descriptors[package.name]
        context = PackageContext(
            package.name, descriptor["plainfigures"], package.units, package.scales
        )
        declared = next(one for one in descriptor["resources"] if one["name"] == resource.name)
        return TableReader(context, declared, resource.path)


@pytest.fixture(scope="module")
def site(root: Path, shared: Path) -> Site:
    """This site, and its documents."""
    return Site(root, read_documents(shared / "sources"))


def test_sources_verify_is_clean_and_nothing_is_missing(root: Path, shared: Path) -> None:
    result = run(root, "sources", "verify", str(shared / "sources"), "--format", "json")
    told = json.loads(result.output)
    assert (result.exit_code, told["findings"]) == (0, [])
    assert len(told["coverage"]) == 5
    assert [one["missing"] for one in told["coverage"]] == [0] * 5


def test_the_ledger_has_every_number_of_every_document(site: Site) -> None:
    entries = ledger_entries(site.catalogue)
    counted = {name: coverage(entries[name]).numbers for name in site.sources}
    texts = {
        name: len(site.documents[site.catalogue.sources[name].file].numerals) for name in counted
    }
    assert counted == texts
    assert sum(counted.values()) > 200


def test_without_the_row_of_any_one_figure_it_fails(site: Site) -> None:
    passed = []
    tried = 0
    for resource in site.catalogue.resources.values():
        for row in resource.rows:
            figures = [site.whole.find(name) for name in row.figures.values()]
            if not {figure.source for figure in figures} & site.sources:
                continue
            tried += 1
            changed = site.changed(resource, without(row))
            if not any(site.findings(changed)):
                passed.append(f"{resource.path}:{row.line}")
    assert passed == []
    assert tried > 100


def test_with_any_one_locator_altered_it_fails(site: Site) -> None:
    passed = []
    tried = 0
    for one in located(site):
        place = one.row.cells[one.field]
        for other in others(site, one):
            tried += 1
            changed = site.changed(one.resource, with_cell(one.row, one.field, place, other))
            if not any(site.findings(changed)):
                passed.append(f"{one.resource.path}:{one.row.line} {one.field} as {other!r}")
    assert passed == []
    assert tried > 400


def test_nothing_held_back_stands_in_the_ledger_or_in_what_is_said(
    site: Site, root: Path, shared: Path
) -> None:
    rows = [one.cells for one in site.catalogue.resources["finance/withheld"].rows]
    held = []
    for cells in rows:
        document = site.documents[site.catalogue.sources[cells["source"]].file]
        block = document.by_name[cells["locator"]]
        held += [one.text for one in document.numerals if one.locator == block.locator]
    assert len(held) == len(rows) == 2
    drafted = run(root, "sources", "draft", str(shared / "sources")).output
    said = drafted + "".join(
        file.read_text("utf-8") for file in (root / "datasets" / "ledger").iterdir()
    )
    ledger = site.catalogue.resources["ledger/numbers"]
    for row in ledger.rows:
        if row.cells["outcome"] == WITHHELD:
            said += "\n".join(site.findings(site.changed(ledger, without(row))))
    assert "held back" in said
    assert not [one for one in held if one in said or one.replace(",", "") in said]


def located(site: Site) -> Iterator[Taken]:
    """Yield every cell that names places of a document, each with the first place that it names."""
    seen = set()
    for one in places_taken(site.catalogue):
        cell = (one.resource.reference, one.row.line, one.field)
        if one.source in site.sources and cell not in seen:
            seen.add(cell)
            yield one


def others(site: Site, one: Taken) -> Iterator[str]:
    """Yield other texts for a locator: one that the document lacks, and another of its places."""
    yield f"{one.row.cells[one.field]}, bullet 99"
    document = site.documents[site.catalogue.sources[one.source].file]
    blocks = [block.locator for block in document.blocks]
    yield blocks[blocks.index(document.by_name[one.locator].locator) - 1]


def without(row: Row) -> Change:
    """Return a change that takes out one row."""
    return lambda rows: [one for one in rows if one.line != row.line]


def with_cell(row: Row, column: str, old: str, new: str) -> Change:
    """Return a change that puts another text into one cell."""

    def change(rows: list[RawRow]) -> list[RawRow]:
        for one in rows:
            if one.line == row.line:
                assert one.cells[column] == old
                one.cells[column] = new
        return rows

    return change
