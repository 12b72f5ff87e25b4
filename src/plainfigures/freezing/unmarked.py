"""What changed since the published site and is not marked as a correction: a freeze refuses it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plainfigures.attesting.copies import Copy
from plainfigures.attesting.holding import FIGURES, record_of
from plainfigures.errors import BuildProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding, sort_findings
from plainfigures.figures.records import REGISTER, Resource, Row
from plainfigures.figures.revisions import EVERY_PAGE, REVISIONS
from plainfigures.freezing.calendar import Freeze
from plainfigures.freezing.marks import Marks, new_marks
from plainfigures.freezing.tables import Table, TableChange, compare_tables, read_tables
from plainfigures.publish.reports import BuildRecord
from plainfigures.story import address_of

__all__ = ["RULE", "find_unmarked"]

RULE = "freeze"
_REGISTER_FILE = "datasets/sources/revisions.csv"
_DOCS, _CHARTS = "docs/", "charts/"


def find_unmarked(
    published: Copy, made: Copy, catalogue: Catalogue, freeze: Freeze
) -> list[Finding]:
    """Return a finding for each change from the published site to a new one that no record marks.

    Both are finished sites; `catalogue` is that of the new one. A mark is a record of a
    correction, or of a removal, that the published site does not have yet. Raises BuildProblem where
    the published site cannot be read.
    """
    old, new = record_of(published), record_of(made)
    tables_before, words_before = read_tables(published)
    tables_now, words_now = read_tables(made)
    register = tables_before.get((REGISTER, REVISIONS.partition("/")[2]))
    known = {key[0] for key in register.rows} if register else set()
    marks = new_marks(catalogue, known)
    vanished = _references(published) - _references(made)
    found = [
        *_of_inputs(old.inputs, new.inputs, marks, freeze),
        *_of_program(old, new, marks, freeze),
        *_of_tables(tables_before, tables_now, catalogue, vanished, marks, freeze),
        *_of_words(words_before, words_now, marks, freeze),
    ]
    return sort_findings(found)


def _of_inputs(
    old: Mapping[str, str], new: Mapping[str, str], marks: Marks, freeze: Freeze
) -> Iterator[Finding]:
    """Yield the pages, charts and settings that changed, are new or are gone."""
    for path in sorted(old.keys() | new.keys()):
        if old.get(path) == new.get(path):
            continue
        what = "changed" if path in old and path in new else "is new" if path in new else "is gone"
        address = _address(path)
        if not marks.has_page(address):
            whole = " Such a change can show on every page." if address == EVERY_PAGE else ""
            yield _finding(f"This file {what}.{whole}", freeze, path, 0, "pages", address)


def _of_program(
    old: BuildRecord, new: BuildRecord, marks: Marks, freeze: Freeze
) -> Iterator[Finding]:
    same = (old.generator, old.versions) == (new.generator, new.versions)
    if not same and not marks.has_page(EVERY_PAGE):
        message = "The program that makes the site, or one of its libraries, is another version."
        yield _finding(message, freeze, "requirements.lock", 0, "pages", EVERY_PAGE)


def _of_tables(
    old: Mapping[tuple[str, str], Table],
    new: Mapping[tuple[str, str], Table],
    catalogue: Catalogue,
    vanished: set[str],
    marks: Marks,
    freeze: Freeze,
) -> Iterator[Finding]:
    """Yield the rows that changed, are new or are gone, but for new records of changes."""
    for change in compare_tables(old, new):
        name = f"{change.package}/{change.table}"
        if name == REVISIONS and change.new:
            continue
        resource = catalogue.resources.get(name)
        row = _row(resource, new.get((change.package, change.table)), change)
        figures = _figures(change, row, vanished)
        left = [one for one in figures if not marks.has_figure(one)]
        beside = row.figures.values() if row else ()
        words = change.package in marks.packages or any(map(marks.has_figure, beside))
        if not left if figures else words:
            continue
        path = resource.path if resource else f"datasets/{change.package}/{change.table}.csv"
        line, first = (row.line if row else 0), (left[0] if left else "")
        yield _finding(_words(change), freeze, path, line, change.package, first)


def _of_words(
    old: Mapping[str, Any], new: Mapping[str, Any], marks: Marks, freeze: Freeze
) -> Iterator[Finding]:
    """Yield the packages whose descriptions changed."""
    for package in sorted(old.keys() | new.keys()):
        if old.get(package) != new.get(package) and package not in marks.packages:
            path = f"datasets/{package}/datapackage.json"
            message = "What this package says of its tables and figures changed."
            yield _finding(message, freeze, path, 0, package, "")


def _figures(change: TableChange, row: Row | None, vanished: set[str]) -> list[str]:
    """Return the figures that are new, other or gone with a row: each needs a record of its own.

    `vanished` are those of the published site that are in the new one no longer.
    """
    if change.gone:
        return sorted(
            one for one in vanished if one.startswith(f"{change.package}/{change.table}/")
        )
    if row is None:
        return []
    return [
        reference for name, reference in row.figures.items() if change.new or name in change.columns
    ]


def _row(resource: Resource | None, table: Table | None, change: TableChange) -> Row | None:
    """Return the row of a change as it was read; None where it is gone, or no column names it."""
    if resource is None or table is None or not table.keys:
        return None
    rows = (
        row
        for row in resource.rows
        if tuple(row.cells.get(name, "") for name in table.keys) == change.key
    )
    return next(rows, None)


def _words(change: TableChange) -> str:
    row = " ".join(filter(None, change.key)) or "one"
    if change.new or change.gone:
        return f"The row “{row}” is {'new' if change.new else 'gone'}."
    return f"The row “{row}” changed, in {', '.join(change.columns)}."


def _address(path: str) -> str:
    """Return the address of the page that an input makes; that of all pages where it makes none."""
    if path.startswith(_DOCS) and path.endswith((".md", ".MD", ".markdown")):
        return f"/{address_of(Page(path, '', 0, {}))}"
    if path.startswith(_CHARTS):
        return f"/charts/{Path(path).stem}/"
    return EVERY_PAGE


def _finding(
    message: str, freeze: Freeze, path: str, line: int, package: str, reference: str
) -> Finding:
    return Finding(
        RULE,
        f"{message} In {freeze.words} only corrections go out.",
        f"If it is one, add a row to {_REGISTER_FILE}: "
        f"ID,DATE,{package},{reference},BEFORE,AFTER,correction-by-us,WHY. "
        "If not, leave it until the freeze is over.",
        path,
        line,
    )


def _references(site: Copy) -> set[str]:
    """Return the references of all figures of a site; raises BuildProblem where its list is broken."""
    try:
        listed = json.loads(site.read(FIGURES)[FIGURES])["figures"]
        return {str(one["reference"]) for one in listed}
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise BuildProblem(
            "The list of figures of the published site cannot be read.",
            "Get a copy of it anew, and look whether it is whole: plainfigures verify --quick COPY",
        ) from error
