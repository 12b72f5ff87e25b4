"""The recipe of `plainfigures sources`: the datasets against the text of their documents."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plainfigures.check import Material
from plainfigures.check.against_documents import find_against_documents, unaccounted
from plainfigures.check.ledger import find as find_ledger
from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import present_clock
from plainfigures.figures.documents import Document
from plainfigures.figures.findings import Finding, nearest, sort_findings
from plainfigures.figures.ledger import LEDGER, Coverage, coverage, ledger_entries
from plainfigures.figures.ledger_draft import draft_entries, draft_places
from plainfigures.read import Reading, Store
from plainfigures.read.documents import read_documents

__all__ = ["Verified", "coverage_lines", "draft_ledger", "verify_sources", "write_ledger"]

NUMBERS_COLUMNS = (
    "document",
    "position",
    "locator",
    "text",
    "kind",
    "outcome",
    "reference",
    "period",
    "note",
)
PLACES_COLUMNS = ("document", "position", "locator", "taken")


class Verified(Struct, frozen=True):
    """What came of holding the datasets against their documents.

    By document, `texts` gives how many numbers its text holds, `covered` what became of them, and
    `missing` how many of them the ledger does not account for.
    """

    findings: list[Finding]
    texts: dict[str, int]
    covered: dict[str, Coverage]
    missing: dict[str, int]

    def as_rows(self) -> list[dict[str, str | int]]:
        """Return the coverage by document, for programs."""
        return [
            {
                "document": name,
                "numbers": numbers,
                **self.covered[name].outcomes,
                "missing": self.missing[name],
            }
            for name, numbers in self.texts.items()
        ]


def verify_sources(config: SiteConfig, folder: Path) -> Verified:
    """Hold ledger, places and texts as published against the text files in `folder`.

    Where the datasets themselves have faults, those are all that is told: they come first.
    """
    catalogue, findings = _read(config)
    if findings:
        return Verified(sort_findings(findings), {}, {}, {})
    documents = read_documents(folder)
    told = [
        *find_ledger(Material(catalogue)),
        *find_against_documents(catalogue, documents),
    ]
    ledger = ledger_entries(catalogue)
    at_hand = {
        name: documents[source.file]
        for name, source in catalogue.sources.items()
        if source.file in documents
    }
    covered = {name: coverage(ledger.get(name, ())) for name in at_hand}
    return Verified(
        findings=sort_findings(told),
        texts={name: len(document.numerals) for name, document in at_hand.items()},
        covered=covered,
        missing={
            name: covered[name].missing + len(unaccounted(catalogue, name, document))
            for name, document in at_hand.items()
        },
    )


def coverage_lines(verified: Verified) -> list[str]:
    """Return the coverage of each document, a line each, for a person."""
    return [
        f"{name}: {numbers} numbers in the text; {one.outcomes['captured']} captured, "
        f"{one.explained} explained, {one.outcomes['withheld']} held back, "
        f"{verified.missing[name]} missing."
        for name, numbers in verified.texts.items()
        for one in (verified.covered[name],)
    ]


def draft_ledger(config: SiteConfig, folder: Path, names: Sequence[str] = ()) -> dict[str, str]:
    """Return a proposed ledger as the CSV text of its tables, `numbers` and `places`.

    It is of the documents called `names`, else of all that the ledger has or whose text is in
    `folder`. What the present ledger says beyond what can be seen from the text is kept. Raises
    BuildProblem where the register has no such document, or `folder` not its text.
    """
    catalogue, findings = _read(config)
    if findings:
        raise BuildProblem(
            "The datasets cannot be read without a fault.", "Run plainfigures check, and mend them."
        )
    documents = read_documents(folder)
    with_text = [name for name, one in catalogue.sources.items() if one.file in documents]
    every = list(dict.fromkeys([*ledger_entries(catalogue), *with_text]))
    numbers: list[Sequence[object]] = []
    places: list[Sequence[object]] = []
    for name in names or every:
        document = documents[_file_of(catalogue, name, documents, folder)]
        for one in draft_entries(catalogue, name, document):
            cells = [name, one.position, one.locator, one.text, one.kind, one.outcome]
            numbers.append([*cells, "; ".join(one.references), "; ".join(one.periods), one.note])
        for number, (locator, taken) in enumerate(draft_places(catalogue, name, document), 1):
            places.append([name, number, locator, "; ".join(taken)])
    return {
        "numbers": _as_csv(NUMBERS_COLUMNS, numbers),
        "places": _as_csv(PLACES_COLUMNS, places),
    }


def write_ledger(config: SiteConfig, drafted: Mapping[str, str]) -> list[Path]:
    """Write drafted tables over those of the site's ledger; returns their files."""
    folder = config.datasets / LEDGER.partition("/")[0]
    if not (folder / "datapackage.json").is_file():
        raise BuildProblem(
            f"There is no package {folder.name} to write to.",
            "Make its folder and its datapackage.json first; the editors' guide shows how.",
        )
    files = [folder / f"{name}.csv" for name in drafted]
    for file, text in zip(files, drafted.values(), strict=True):
        file.write_text(text, "utf-8", newline="")
    return files


def _file_of(
    catalogue: Catalogue, name: str, documents: Mapping[str, Document], folder: Path
) -> str:
    source = catalogue.sources.get(name)
    if source is None:
        near = nearest(name, catalogue.sources)
        hint = f" Did you mean {near}?" if near else ""
        raise BuildProblem(f'The register has no document "{name}".', f"Use its id.{hint}")
    if source.file not in documents:
        raise BuildProblem(
            f'The text of "{name}" is not in {folder}.',
            "Name its file in the column “file” of the register.",
        )
    return source.file


def _as_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def _read(config: SiteConfig) -> tuple[Catalogue, list[Finding]]:
    store = Store(config.work / "packages")
    reading = Reading(
        config.datasets,
        config.root,
        store,
        clock=present_clock(),
        private=config.private(),
        releases=config.releases(),
    )
    packages, findings = reading.finish()
    unread = reading.folders.keys() - {package.name for package in packages}
    return Catalogue(packages, unread, reading.embargoed), findings
