"""Every figure of the site, for machines.

`data/figures.json` and `data/figures.csv` hold them all; `data/figures/<package>.json` those of one
package, each under its reference.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import base_text
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.figures.weighing import weigh_all

__all__ = ["figure_entry", "write_figures"]

_COLUMNS = (
    "reference", "title", "kind", "value", "unit", "shown", "body", "area", "period", "status",
    "basis", "source", "locator", "as_published", "published", "reason", "reason_words", "note",
    "formula",
)  # fmt: skip


def write_figures(
    data: Path,
    catalogue: Catalogue,
    pages: Mapping[str, Iterable[str]],
    keep: Callable[[str, Callable[[], str]], str] = lambda _, make: make(),
) -> None:
    """Write every figure into `data`; `pages` gives the addresses on which each stands.

    `keep` is given the name of a file and what makes its text, which it may have made before.
    """
    (data / "figures").mkdir(parents=True, exist_ok=True)

    @cache
    def entries() -> list[dict[str, Any]]:
        return [figure_entry(one, catalogue, pages) for one in catalogue.figures]

    def of_package(name: str) -> Callable[[], str]:
        own = f"{name}/"
        return lambda: _as_json(
            {one["reference"]: one for one in entries() if one["reference"].startswith(own)}
        )

    files: dict[str, Callable[[], str]] = {
        "figures.json": lambda: _as_json({"figures": entries()}),
        "figures.csv": lambda: _as_csv(catalogue),
    }
    packages = dict.fromkeys(one.reference.partition("/")[0] for one in catalogue.figures)
    files |= {f"figures/{name}.json": of_package(name) for name in packages}
    for name, make in files.items():
        (data / name).write_text(keep(name, make), "utf-8", newline="")


def _as_json(content: Mapping[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(content), indent=1).decode() + "\n"


def _as_csv(catalogue: Catalogue) -> str:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_plain(one, catalogue) for one in catalogue.figures)
    return stream.getvalue()


def figure_entry(
    figure: Figure, catalogue: Catalogue, pages: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """Return a figure as `figures.json` holds it; values are texts of exact decimals."""
    entry = _plain(figure, catalogue)
    entry["vintages"] = [_plain(one, catalogue) for one in catalogue.vintages(figure)]
    entry["relations"] = [
        one.name for one in weigh_all(catalogue).by_figure.get(figure.reference, ())
    ]
    entry["pages"] = sorted(pages.get(figure.reference, ()))
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
