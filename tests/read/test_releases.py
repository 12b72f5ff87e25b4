"""Tables drawn from a release of a statistics office: figures, reasons, areas, and what is found."""

import csv
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from plainfigures.figures.records import Package
from plainfigures.figures.releases import NO_RELEASES
from plainfigures.figures.sentences import say_figure
from plainfigures.read.release_periods import period_of
from tests.read.releasing import FILE, STATIONS, Site

DESCRIPTOR = "datasets/stations/datapackage.json"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def figures(packages: dict[str, Package], start: str) -> dict[str, Any]:
    return {
        one.reference.removeprefix("stations/calls/"): one
        for one in packages["stations"].figures
        if one.reference.startswith(f"stations/calls/{start}")
    }


def test_each_cell_is_a_figure_or_a_reason(site: Site) -> None:
    packages, _ = site.read()
    found = figures(packages, "")
    shown = {name: one.reason or str(one.value) for name, one in found.items()}
    assert shown["eastmere@2025-03-31/calls"] == "410"
    assert shown["eastmere@2025-03-31/rate"] == "40.1"
    assert shown["holm-port-of@2025-03-31/calls"] == "c"
    assert shown["westmere@2024-03-31/calls"] == "u"
    assert shown["ford@2025-03-31/calls"] == "x"
    assert shown["ford@2025-03-31/rate"] == "low"
    assert shown["ford@2024-03-31/calls"] == "0"
    assert shown["old-mill@2025-03-31/rate"] == "z"
    assert not [name for name in shown if "alarms" in name.lower() or name.startswith("north")]
    assert len(shown) == 42  # 14 rows of calls, nation and stations, of three figures each


def test_a_figure_says_where_it_stands_in_the_release(site: Site) -> None:
    one = figures(site.read()[0], "holm-port-of@2024-03-31/rate")["holm-port-of@2024-03-31/rate"]
    assert (one.as_published, one.source, one.label) == (
        "7.5",
        "calls-2025",
        "Calls, Holm, Port of",
    )
    assert one.locator == "2024, Holm, Port of (F02), Calls"


def test_counts_of_the_nation_are_rounded_and_its_rates_are_not(site: Site) -> None:
    found = figures(site.read()[0], "midland@2025-03-31")
    assert found["midland@2025-03-31/calls"].rounding == 10
    assert found["midland@2025-03-31/rate"].rounding is None
    assert figures(site.read()[0], "eastmere@2025")["eastmere@2025-03-31/calls"].rounding is None


def test_small_counts_are_withheld_and_it_is_told_how_many(site: Site) -> None:
    packages, findings = site.read()
    one = figures(packages, "holm")["holm-port-of@2025-03-31/crew"]
    assert (one.value, one.reason, one.as_published) == (None, "c", "")
    assert [(one.level, one.path, one.message.split(".")[0]) for one in findings] == [
        ("advice", FILE, '1 of the counts in "crew" is from 1 to 5')
    ]
    more = site.messages(replace(site.source, largest=8))
    assert [one.split(".")[1] for one in more] == [
        'csv:1: 4 of the counts in "crew" are from 1 to 8'
    ]


def test_what_is_left_out_here_is_not_said_to_be_kept_by_those_who_published_it(site: Site) -> None:
    descriptor = site.root / "datasets" / "stations" / "datapackage.json"
    text = descriptor.read_text("utf-8")
    words = '{"name": "crew_reason_words", "type": "string"}, '
    descriptor.write_text(text.replace('"fields": [', f'"fields": [{words}', 1), "utf-8")
    packages, _ = site.read()
    holm = figures(packages, "holm")
    assert say_figure(holm["holm-port-of@2025-03-31/crew"]).startswith("left out here")
    assert say_figure(holm["holm-port-of@2025-03-31/calls"]) == "kept confidential"


def test_a_table_that_names_no_file_for_its_readers_is_told(site: Site) -> None:
    descriptor = site.root / "datasets" / "stations" / "datapackage.json"
    text = descriptor.read_text("utf-8")
    descriptor.write_text(text.replace('"path": "calls.csv",', ""), "utf-8")
    assert any('The table "calls" says no "path"' in one for one in site.messages())


def test_neighbours_are_nearest_by_difference_as_a_reader_would_reckon(site: Site) -> None:
    text = site.release.read_text("utf-8")
    text = text.replace("395,38.5,28", "395,38.5,60").replace("Calls,c,c,4", "Calls,c,c,14")
    site.release.write_text(text, "utf-8")
    rows = {row.key: row.cells for row in site.read()[0]["sources"].resources[0].rows}
    # 14 is 17 away from 31, and 60 is 29 away, though it is not twice as large.
    assert rows["eastmere"]["neighbours"] == "holm-port-of westmere"


def test_bodies_are_told_apart_by_their_numbers(site: Site) -> None:
    table = site.read()[0]["sources"].resources[0]
    rows = {row.key: row.cells for row in table.rows}
    assert list(rows) == [
        "eastmere", "eastmere-westmere", "ford", "ford-to-2023", "holm-port-of", "midland",
        "old-mill", "westmere",
    ]  # fmt: skip
    assert rows["westmere"]["codes"] == "F03; F13"
    assert (rows["ford"]["code"], rows["ford-to-2023"]["code"]) == ("F05", "F09")
    assert rows["ford-to-2023"]["title"] == "Ford (to 2023)"
    assert (rows["old-mill"]["last"], rows["old-mill"]["ended"]) == ("2024", "yes")
    assert (rows["eastmere"]["together"], rows["ford"]["together"]) == ("eastmere-westmere", "ford")
    assert rows["eastmere-westmere"]["kind"] == "reported together"
    # Of the same region and still there: 28 to 31 is nearer than 6 to 31.
    assert rows["eastmere"]["neighbours"] == "westmere holm-port-of"
    assert rows["old-mill"]["neighbours"] == ""
    assert "ford-to-2023@2023-03-31/calls" in figures(site.read()[0], "ford")


def test_the_same_release_is_drawn_once_and_another_anew(site: Site) -> None:
    site.read()
    kept = site.source.kept
    assert kept is not None
    before = sorted(kept.iterdir())
    site.read()
    assert sorted(kept.iterdir()) == before
    table = next(kept.glob("*/datasets/stations/calls.csv"))
    table.write_text(table.read_text("utf-8").replace("410", "999"), "utf-8")
    again = figures(site.read()[0], "eastmere@2025")["eastmere@2025-03-31/calls"]
    assert str(again.value) == "410"  # what another hand changed is not taken for the release
    text = site.release.read_text("utf-8")
    site.release.write_text(text.replace("Calls,410,", "Calls,411,"), "utf-8")
    found = figures(site.read()[0], "eastmere@2025")["eastmere@2025-03-31/calls"]
    assert str(found.value) == "411"


def test_no_path_of_the_machine_is_in_what_is_drawn(site: Site) -> None:
    site.read()
    assert site.source.kept is not None
    for file in site.source.kept.rglob("*"):
        assert not file.is_file() or str(site.release.parent) not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Calls,395,", "Calls,n/a,", '"n/a" in "calls" is no number and no symbol'),
        ("Calls,395,", "Calls,,", 'The cell in "calls" is empty, and nothing says why'),
        ("2025,Local,Midland,North,3", "25,Local,Midland,North,3", '"25" in "time_period" is not'),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_by_the_line_of_the_release(
    site: Site, old: str, new: str, said: str
) -> None:
    text = site.release.read_text("utf-8")
    site.release.write_text(text.replace(old, new, 1), "utf-8")
    first, *more = site.messages()
    assert first.startswith(f"{FILE}:5: {said}")
    assert all(one.startswith(f"{FILE}:1: ") for one in more)
    assert "stations" not in site.read()[0]


def test_a_row_that_stands_twice_is_told(site: Site) -> None:
    row = "2024,Local,Midland,South,5,F05,Ford,Calls,1,1,1\n"
    site.release.write_text(site.release.read_text("utf-8") + row, "utf-8")
    assert site.messages()[0] == (
        f"{FILE}:18: This row has the area and the period of line 15 once more."
    )


def test_what_is_not_there_is_told_with_the_variable(site: Site) -> None:
    assert site.messages(site.without_variable()) == [
        "mkdocs.yml: The releases cannot be read: the variable PLAINFIGURES_SHARED is not set."
    ]
    assert "nothing says where those lie" in site.messages(NO_RELEASES)[0]
    site.release.rename(site.release.with_name("call.csv"))
    found = site.read()[1][0]
    assert found.message == f'There is no file "$PLAINFIGURES_SHARED/data/{FILE}".'
    assert found.remedy == 'Mend its name: the nearest there is "call.csv".'


def test_a_release_lies_in_its_folder_and_nowhere_else(site: Site, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("name\n", "utf-8")
    for name in ("../../other.csv", "/etc/hostname", "link.csv"):
        if name == "link.csv":
            (tmp_path / "shared" / "data" / name).symlink_to(tmp_path / "other.csv")
        site.describe(STATIONS | {"file": name})
        assert f'The release "{name}" lies outside the folder of releases.' in site.messages()[0]


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("period", {"column": "time_period", "as": "31-marsh"}, '"31-marsh" does not say'),
        ("values", {"calls": {"column": "call"}}, "The release gives nothing for the column"),
        ("where", {"level": "Parish"}, "No row of the release is what “where” asks for"),
        ("where", {"lvl": "Local"}, 'This release has no column "lvl".'),
        ("file", "", 'has to say its "file"'),
        ("values", {"alarms": {"column": "calls"}}, 'The table has no column "alarms_reason"'),
        ("rounded", {"to": 10, "values": ["rate"]}, 'has no column "rate_rounding"'),
        ("fil", "x.csv", '"release" has a part "fil" that is not known.'),
    ],
)
def test_what_a_description_says_wrongly_is_told(
    site: Site, part: str, value: object, said: str
) -> None:
    site.describe(deepcopy(STATIONS) | {part: value})
    assert said in "\n".join(site.messages())


@pytest.mark.parametrize(
    "name", ["../../../other.csv", "/{}/other.csv", "below/other.csv", ".other.csv", "other.py"]
)
def test_what_is_drawn_is_written_into_its_own_folder_only(
    site: Site, tmp_path: Path, name: str
) -> None:
    name = name.format(tmp_path.as_posix().strip("/"))
    descriptor = site.root / DESCRIPTOR
    descriptor.write_text(descriptor.read_text("utf-8").replace("calls.csv", name, 1), "utf-8")
    before = {*tmp_path.rglob("*")}
    assert f'"{name}" cannot be the name of a file among the downloads.' in site.messages()[0]
    assert not [one for one in {*tmp_path.rglob("*")} - before if one.name.startswith("other")]


@pytest.mark.parametrize("name", ["a\0b", "a" * 5_000, FILE])
def test_a_name_that_no_file_can_have_is_told(site: Site, name: str) -> None:
    if name == FILE:  # a link to itself
        site.release.unlink()
        site.release.symlink_to(site.release.name)
    site.describe(STATIONS | {"file": name})
    assert f'The release "{name}" lies outside the folder of releases.' in site.messages()[0]


@pytest.mark.parametrize("where", ["package", "table"])
@pytest.mark.parametrize("name", ["embargo", "Embargoed"])
def test_what_is_drawn_has_no_embargo_since_it_is_kept_at_once(
    site: Site, where: str, name: str
) -> None:
    descriptor = site.root / DESCRIPTOR
    content = json.loads(descriptor.read_text("utf-8"))
    part = content if where == "package" else content["resources"][0]
    part.setdefault("plainfigures", {})[name] = "2027-01-01T00:00:00+00:00"
    descriptor.write_text(json.dumps(content, indent=1), "utf-8")
    packages, findings = site.read()
    assert [(one.rule, one.level) for one in findings] == [("embargo", "error")]
    assert "can have no embargo" in findings[0].message
    assert not packages
    kept = [one for one in (site.root.parent / "kept").rglob("*") if one.is_file()]
    assert not [one for one in kept if "Eastmere" in one.read_text("utf-8")]


def test_a_file_that_lies_there_too_is_told(site: Site) -> None:
    (site.root / "datasets/stations/calls.csv").write_text("area\n", "utf-8")
    assert '"calls.csv" lies here, and is to be drawn from a release too.' in site.messages()[0]


def test_what_is_drawn_can_be_read_as_the_release_says_it(site: Site) -> None:
    """An independent reader finds in each drawn row what the release has."""
    site.read()
    assert site.source.kept is not None
    table = next(site.source.kept.glob("*/datasets/stations/calls.csv"))
    with (
        table.open(newline="", encoding="utf-8") as drawn,
        site.release.open(newline="", encoding="utf-8-sig") as release,
    ):
        given = {
            (one["time_period"], one["number"]): one
            for one in csv.DictReader(release)
            if one["what"] == "Calls" and one["level"] != "Regional"
        }
        rows = list(csv.DictReader(drawn))
    assert len(rows) == len(given)
    assert [(row["area"], row["period"]) for row in rows] == sorted(
        (row["area"], row["period"]) for row in rows
    )
    for row in rows:
        one = given[row["period"][:4], _NUMBERS[row["area"]]]
        assert row["calls_as_published"] == one["calls"]
        assert row["rate_as_published"] == one["calls_rate"]


_NUMBERS = {
    "midland": "", "eastmere": "1", "holm-port-of": "2", "westmere": "3", "old-mill": "4",
    "ford": "5", "eastmere-westmere": "6", "ford-to-2023": "9",
}  # fmt: skip


def test_years_become_periods() -> None:
    assert period_of("2025", "31-march") == "2025-03-31"
    assert period_of("2025", "30-september") == "2025-09-30"
    assert period_of("2025", "financial-year") == "fy2024-25"
    assert period_of("202425", "financial-year") == "fy2024-25"
    assert period_of("202426", "financial-year") == ""
