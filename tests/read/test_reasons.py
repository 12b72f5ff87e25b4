"""Why a value is missing survives from the files of official statistics to every word of it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from plainfigures.figures.findings import Finding
from plainfigures.figures.records import MISSING_REASONS, Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.publish.figures import figure_entry
from plainfigures.write.tables import Tables
from tests.making import Table, catalogue_of, number, read_data, write_package

BOM = "\N{BOM}"


@dataclass(frozen=True)
class Release:
    """A file of a national release: which of its columns name a row, and which hold figures."""

    file: str
    names: tuple[str, ...]
    figures: tuple[str, ...]


RELEASES = (
    Release("b1_children_in_need_2013_to_2025.csv", (), ("Anypoint_child", "awaiting_assessment")),
    Release(
        "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv",
        (),
        ("referral_count", "no_further_action_count", "no_further_action_percent"),
    ),
    Release(
        "cla_number_and_rate_per_10k_children.csv",
        ("population_type",),
        ("population_estimate", "children_count", "rate_per_10000"),
    ),
    Release(
        "csww_indicators_2017_to_2025.csv",
        (),
        ("agency_fte", "agency_headcount", "agency_rate_fte"),
    ),
    Release(
        "d5_cpps_at31march_by_duration_2013_to_2025.csv",
        (),
        ("CPP_At31", "1_year_less_than_2_years", "2_years_or_more"),
    ),
)


def slug(text: str) -> str:
    return "-".join("".join(one if one.isalnum() else " " for one in text.lower()).split())


def take(shared: Path, release: Release, root: Path) -> list[dict[str, str]]:
    """Write a package with some rows of a release, symbols and byte-order mark as they are there.

    Returns the rows that went in, by the names of the package.
    """
    text = (shared / "data" / "national" / release.file).read_bytes().decode()
    mark = BOM if text.startswith(BOM) else ""
    wanted: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(text.removeprefix(BOM))):
        cells = {name: row[name] for name in release.figures}
        symbols = ".".join(sorted({one for one in cells.values() if one in MISSING_REASONS}))
        key = slug(".".join([row["la_name"], row["time_period"], *(row[n] for n in release.names)]))
        seen[symbols] = seen.get(symbols, 0) + 1
        if row["la_name"] and seen[symbols] <= 3 and key not in {one["place"] for one in wanted}:
            fields = {slug(name).replace("-", "_"): text for name, text in cells.items()}
            wanted.append({"place": key, **fields})
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(wanted[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(wanted)
    properties = {name: number(unit="number") for name in wanted[0] if name != "place"}
    table = Table("taken", stream.getvalue(), ["place"], properties, {"status": "actual"})
    folder = write_package(root, "national", [table])
    descriptor = folder / "datapackage.json"
    content = descriptor.read_text("utf-8").replace(
        '"missingValues": [\n          ""', '"missingValues": ["c", "x", "z", "u", "low", ""'
    )
    descriptor.write_text(content, "utf-8")
    file = folder / "taken.csv"
    file.write_text(mark + file.read_text("utf-8"), "utf-8")
    return wanted


@pytest.mark.parametrize("release", RELEASES, ids=[one.file[:4] for one in RELEASES])
def test_the_symbols_of_a_national_release_become_reasons(
    shared: Path, tmp_path: Path, release: Release
) -> None:
    rows = take(shared, release, tmp_path)
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    told = set()
    for row in rows:
        for name, cell in row.items():
            if name == "place":
                continue
            figure = catalogue.find(f"national/taken/{row['place']}/{name.replace('_', '-')}")
            reason = cell if cell in MISSING_REASONS else ""
            assert (figure.reason, figure.value is None) == (reason, bool(reason))
            if reason:
                told.add(reason)
                assert say_figure(figure) == MISSING_REASONS[reason]
                entry = figure_entry(figure, catalogue, {})
                assert (entry["reason"], entry["value"]) == (reason, None)
    assert told
    shown = str(Tables(catalogue).table("national/taken"))
    assert all(MISSING_REASONS[reason].partition(",")[0] in shown for reason in told)


def test_all_releases_together_hold_every_symbol(shared: Path, tmp_path: Path) -> None:
    told = {
        cell
        for at, release in enumerate(RELEASES)
        for row in take(shared, release, tmp_path / str(at))
        for cell in row.values()
        if cell in MISSING_REASONS
    }
    assert told == set(MISSING_REASONS)


def read(root: Path, text: str, columns: Sequence[str] = ("value",)) -> tuple[Table, list[Finding]]:
    table = Table("hurt", text, ["cause"], {name: number(unit="number") for name in columns})
    write_package(root, "crews", [table])
    return table, read_data(root)[1]


def figures(root: Path) -> dict[str, Figure]:
    catalogue, _ = read_data(root)
    return {one.reference.removeprefix("crews/hurt/"): one for one in catalogue.figures}


def test_a_confidential_value_is_dropped_with_all_that_repeats_it(tmp_path: Path) -> None:
    columns = "cause,value,as_published,read_as,read_as_reason,reason"
    _, findings = read(tmp_path, f"{columns}\nburns,17,17 crews,18,They counted one twice.,c\n")
    assert findings == []
    figure = figures(tmp_path)["burns"]
    assert (figure.value, figure.read_as, figure.as_published) == (None, None, "")
    assert (figure.reason, figure.suppressed) == ("c", True)
    (resource,) = catalogue_of(tmp_path).resources.values()
    assert {resource.rows[0].cells[name] for name in ("value", "as_published", "read_as")} == {""}
    assert resource.suppressed == ("value", "as_published", "read_as")


@pytest.mark.parametrize("reason", ["x", "z", "u", "low"])
def test_no_other_reason_drops_a_value(tmp_path: Path, reason: str) -> None:
    read(tmp_path, f"cause,value,as_published,reason\nburns,17,17,{reason}\n")
    figure = figures(tmp_path)["burns"]
    assert (figure.value, figure.suppressed) == (Decimal(17), False)


def test_a_reason_of_one_field_is_that_of_no_other(tmp_path: Path) -> None:
    text = "cause,men,men_reason,men_as_published,women,women_as_published\nburns,17,c,17,40,40\n"
    read(tmp_path, text, ("men", "women"))
    read_figures = figures(tmp_path)
    assert read_figures["burns/men"].value is None
    assert (read_figures["burns/women"].value, read_figures["burns/women"].as_published) == (
        Decimal(40),
        "40",
    )


def test_a_confidential_row_loses_all_its_figures(tmp_path: Path) -> None:
    text = "cause,men,women,reason\nburns,17,,c\nfalls,20,,x\n"
    read(tmp_path, text, ("men", "women"))
    found = {name: (one.value, one.reason) for name, one in figures(tmp_path).items()}
    assert found == {
        "burns/men": (None, "c"),
        "burns/women": (None, "c"),
        "falls/men": (Decimal(20), ""),
        "falls/women": (None, "x"),
    }


def test_a_column_without_figures_is_dropped_by_its_own_reason(tmp_path: Path) -> None:
    text = "cause,value,ages,ages_reason,reason\nburns,17,31 and 44,c,\nfalls,20,50 to 60,,c\n"
    read(tmp_path, text)
    (resource,) = read_data(tmp_path)[0].resources.values()
    assert [row.cells["ages"] for row in resource.rows] == ["", "50 to 60"]
    assert resource.suppressed == ("value", "ages")


def test_a_symbol_that_the_table_does_not_declare_is_no_reason(tmp_path: Path) -> None:
    _, findings = read(tmp_path, "cause,value,as_published\nburns,c,c\n")
    assert any("is not a number" in finding.message for finding in findings)
    assert figures(tmp_path)["burns"].unreadable
