"""Every figure of the site, for machines.

`data/figures.json` and `data/figures.csv` hold them all. `data/figures/<package>.json` has those of
one package, each under its reference; a large package is divided, into `<package>/<group>.json`, and
`<package>/groups.json` tells which figure is in which.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import base_text
from plainfigures.figures.grouping import Grouping
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.figures.weighing import weigh_all

__all__ = ["figure_entry", "write_figures"]

_COLUMNS = (
    "reference", "title", "kind", "value", "unit", "shown", "body", "area", "period", "status",
    "basis", "source", "locator", "as_published", "published", "reason", "reason_words", "note",
    "formula",
)  # fmt: skip
_MANY = 20_000
"""From so many figures on, each has one line: hosts take no files of more than 25 MB."""

_Entry = tuple[str, str]
"""A figure as JSON, and as a row of CSV."""

Keep = Callable[[str, Sequence[Figure], Callable[[], str]], str]
"""Gives back the text that was made before of some figures of a package, or makes it now."""


def write_figures(
    data: Path,
    catalogue: Catalogue,
    pages: Mapping[str, Iterable[str]],
    keep: Keep = lambda *given: given[-1](),
    grouping: Grouping | None = None,
) -> None:
    """Write every figure into `data`; `pages` gives the addresses on which each stands.

    `keep` is given a package, some of its figures and what makes a text of them, which it may have
    made before.
    """
    groups = grouping or Grouping(catalogue)
    (data / "figures").mkdir(parents=True, exist_ok=True)
    derived: list[_Entry] = []
    started, few = False, len(catalogue.names) <= _MANY
    with (
        (data / "figures.json").open("w", encoding="utf-8", newline="") as every,
        (data / "figures.csv").open("w", encoding="utf-8", newline="") as rows,
    ):

        def write(entries: Iterable[_Entry]) -> None:
            nonlocal started
            for entry, row in entries:
                written = _indented(entry, 2) if few else entry
                every.write(f"{',' if started else ''}\n{written}")
                rows.write(row)
                started = True

        every.write('{\n "figures": [')
        rows.write(",".join(_COLUMNS) + "\n")
        for name in [*catalogue.packages, COMPUTED]:
            if name == COMPUTED:
                write(derived)  # what is worked out stands after all that was published
            figures = catalogue.of_package(name)
            parts: list[Sequence[Figure]] = [one.figures for one in groups.groups(name)]
            found: dict[str, _Entry] = {}
            for part in parts or [figures]:
                found |= _entries(catalogue, name, part, keep)
            entries = {one.reference: _with_pages(found, one, pages, few=few) for one in figures}
            worked_out = {one.reference for one in figures if one.formula and name != COMPUTED}
            write(one for reference, one in entries.items() if reference not in worked_out)
            derived += [entries[one.reference] for one in figures if one.reference in worked_out]
            if entries:
                own = {reference: entry for reference, (entry, _) in entries.items()}
                _write_package(data / "figures", name, own, groups)
        every.write("\n ]\n}\n" if started else "]\n}\n")


def _entries(
    catalogue: Catalogue, package: str, figures: Sequence[Figure], keep: Keep
) -> dict[str, _Entry]:
    """Return figures by their references, each as JSON that lacks its pages, and as a row of CSV."""

    def make() -> str:
        made = [_without_pages(one, catalogue) for one in figures]
        texts = [msgspec.json.encode(one).decode() for one in made]
        rows = [(texts[at], _as_row(one)) for at, one in enumerate(made)]
        return msgspec.json.encode(rows).decode()

    kept = msgspec.json.decode(keep(package, figures, make), type=list[_Entry])
    return {one.reference: entry for one, entry in zip(figures, kept, strict=True)}


def _with_pages(
    found: Mapping[str, _Entry],
    figure: Figure,
    pages: Mapping[str, Iterable[str]],
    *,
    few: bool,
) -> _Entry:
    """Return a figure's entry with the pages on which it stands.

    Where there are few figures, each part of an entry has a line of its own.
    """
    text, row = found[figure.reference]
    on = msgspec.json.encode(sorted(pages.get(figure.reference, ()))).decode()
    entry = f'{text[:-1]},"pages":{on}}}'
    return (msgspec.json.format(entry, indent=1) if few else entry), row


def _indented(entry: str, by: int) -> str:
    """Return an entry as it stands within others."""
    space = " " * by
    return space + entry.replace("\n", f"\n{space}")


def _write_package(
    folder: Path, package: str, entries: Mapping[str, str], grouping: Grouping
) -> None:
    groups = grouping.groups(package)
    if not groups:
        _write_file(folder / f"{package}.json", entries)
        return
    for group in groups:
        own = {one.reference: entries[one.reference] for one in group.figures}
        _write_file(folder / package / f"{group.name}.json", own)
    told = {
        "groups": {group.name: group.title for group in groups},
        "figures": grouping.rows(package),
    }
    content = msgspec.json.encode(told).decode()
    (folder / package / "groups.json").write_text(content + "\n", "utf-8", newline="")


def _write_file(file: Path, entries: Mapping[str, str]) -> None:
    file.parent.mkdir(exist_ok=True)
    listed = ",\n".join(
        f' "{reference}": {_indented(entry, 1)[1:]}' for reference, entry in entries.items()
    )
    file.write_text(f"{{\n{listed}\n}}\n", "utf-8", newline="")


def _as_row(entry: Mapping[str, Any]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writerow(entry)
    return stream.getvalue()


def figure_entry(
    figure: Figure, catalogue: Catalogue, pages: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """Return a figure as `figures.json` holds it; values are texts of exact decimals."""
    return {**_without_pages(figure, catalogue), "pages": sorted(pages.get(figure.reference, ()))}


def _without_pages(figure: Figure, catalogue: Catalogue) -> dict[str, Any]:
    entry = _plain(figure, catalogue)
    entry["vintages"] = [_plain(one, catalogue) for one in catalogue.vintages(figure)]
    entry["relations"] = [
        one.name for one in weigh_all(catalogue).by_figure.get(figure.reference, ())
    ]
    return entry


def _plain(figure: Figure, catalogue: Catalogue) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "reference": figure.reference,
        "title": figure.title,
        "kind": figure.kind,
        "value": _value(figure),
        "unit": figure.unit.name if figure.kind == "number" else "",
        "shown": say_figure(figure, noun=figure.kind == "number"),
        "body": figure.body,
        "area": figure.area,
        "period": figure.period,
        "status": figure.status,
        "basis": figure.basis,
        "source": figure.source,
        "locator": figure.locator,
        "as_published": figure.as_published,
        "published": catalogue.published(figure),
    }
    optional = {
        "qualifier": figure.qualifier,
        "reason": figure.reason,
        "reason_words": say_figure(figure) if figure.reason else "",
        "note": figure.note,
        "period_as_printed": figure.period_printed,
        "vintage": figure.vintage,
        "formula": figure.formula,
        "inputs": list(figure.inputs),
        "combines": list(figure.combines),
    }
    if figure.read_as is not None or figure.read_as_text or figure.period_printed:
        optional["value_as_printed"] = (
            base_text(figure.value) if figure.value is not None else figure.text
        )
        optional["read_as_reason"] = figure.read_as_reason
    return entry | {name: value for name, value in optional.items() if value}


def _value(figure: Figure) -> str | None:
    if figure.used is not None:
        return base_text(figure.used)
    return figure.used_text or None
