"""The rules on where figures come from: each finding as an editor sees it."""

from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.findings import Finding
from tests.making import append, check_data, describe, edit, line_of, make_datasets

STAFF = "datasets/response/staff.csv"
TIMES = "datasets/response/times.csv"
DESCRIPTOR = "datasets/response/datapackage.json"
LOOK = (
    "Look at the source, and correct the row. If the source holds more than the table says of it, "
    "add that to drawnFrom in datapackage.json."
)
FIRST_ENGINE = {"measure": "first-engine", "unit": "minutes"}
DRAWN_FROM: list[dict[str, Any]] = [
    {
        "source": "statistics-2024",
        "place": "{series}, {area}, {period}",
        "first": "2024-04",
        "last": "2024-10",
        "parts": {"basis": "home-office-count"},
        "series": {
            "first engine": FIRST_ENGINE,
            "second engine": {"measure": "second-engine", "unit": "minutes"},
        },
    }
]


def make(root: Path, origins: list[dict[str, Any]] = DRAWN_FROM) -> Path:
    """Make the fire service's data, with times that are drawn from a release of statistics."""
    folder = make_datasets(root)
    # The release calls the areas by their names.
    times = root / TIMES
    times.write_text(times.read_text("utf-8").replace(", country,", ", the country,"), "utf-8")

    def change(content: dict[str, Any]) -> None:
        (table,) = (one for one in content["resources"] if one["name"] == "times")
        table["plainfigures"]["drawnFrom"] = origins

    describe(folder / "response", change)
    return folder


def told(root: Path) -> list[Finding]:
    """Return what the rules on origins find, and no other rule."""
    own = {"drawn-from", "series", "after-its-source", "home-area"}
    return [one for one in check_data(root) if one.rule in own]


def test_figures_that_stand_where_their_table_says_are_left_alone(tmp_path: Path) -> None:
    make(tmp_path)
    assert told(tmp_path) == []


ROW = "first-engine,eastmere,2024-07,7.4,7.4,,statistics-2024,"
PLACE = '"first engine, Eastmere, 2024-07"'


@pytest.mark.parametrize(
    ("old", "new", "message", "near"),
    [
        pytest.param(
            f"{ROW}{PLACE}",
            f"{ROW.replace('2024-07', '2024-05')}{PLACE}",
            '"response/times/first-engine.eastmere@2024-05": its locator is "first engine, Eastmere, '
            '2024-07", where "first engine, Eastmere, 2024-05" was expected.',
            "",
            id="period",
        ),
        pytest.param(
            f"{ROW}{PLACE}",
            f"{ROW}{PLACE.replace('Eastmere', 'the country')}",
            '"response/times/first-engine.eastmere@2024-07": its locator is "first engine, the country, '
            '2024-07", where "first engine, Eastmere, 2024-07" was expected.',
            "",
            id="locator",
        ),
        pytest.param(
            f"{ROW}{PLACE}",
            f"third-{ROW.removeprefix('first-')}{PLACE}",
            '"response/times/third-engine.eastmere@2024-07": "first engine" of "statistics-2024" has '
            'measure "first-engine", the row "third-engine".',
            "",
            id="measure",
        ),
        pytest.param(
            ROW,
            ROW.replace("statistics-2024", "budget-2024"),
            '"response/times/first-engine.eastmere@2024-07" is said to come from "budget-2024", but '
            "its table does not draw on that.",
            "",
            id="source",
        ),
        pytest.param(
            f"{ROW}{PLACE}",
            f"{ROW}{PLACE}".replace("2024-07", "2024-03"),
            '"response/times/first-engine.eastmere@2024-03": "statistics-2024" holds periods from '
            "2024-04 to 2024-10, the row is of 2024-03.",
            "",
            id="beyond what the source holds",
        ),
    ],
)
def test_a_figure_that_does_not_fit_its_source_is_told(
    tmp_path: Path, old: str, new: str, message: str, near: str
) -> None:
    make(tmp_path)
    edit(tmp_path / TIMES, old, new)
    line = line_of(tmp_path / TIMES, new)
    assert told(tmp_path) == [Finding("drawn-from", message, LOOK, TIMES, line, 0, near)]


def test_a_place_in_words_holds_for_the_rows_that_it_is_of(tmp_path: Path) -> None:
    wanted = [{"source": "statistics-2024", "parts": {"reason": ""}}]
    make(tmp_path, wanted)
    assert [one.message for one in told(tmp_path)] == [
        '"response/times/first-engine.eastmere@2024-10": "statistics-2024" has reason "", the row "x".'
    ]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (f"{ROW}{PLACE}", f"{ROW.replace('statistics-2024', 'statistcs')}{PLACE}", "source"),
        (
            '2024-07,7.4,7.4,,statistics-2024,"first',
            '2024-07,7.4,7.3,,statistics-2024,"first',
            "as-published",
        ),
    ],
)
def test_what_another_rule_sees_is_told_by_that_rule_alone(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    make(tmp_path)
    edit(tmp_path / TIMES, old, new)
    assert [one.rule for one in check_data(tmp_path)] == [rule]


@pytest.mark.parametrize(
    ("origin", "message", "remedy", "near"),
    [
        (
            {"source": "statistics-2042"},
            '"response/times" says that it draws on "statistics-2042", which is in no row of the '
            "register of sources.",
            "Correct it, or add it there.",
            "statistics-2024",
        ),
        (
            {"source": "statistics-2024", "place": "row of {perod}"},
            '"perod" in drawnFrom of "response/times" is no column and no part of a figure.',
            "Use a column, or one of: measure, body, area, period, unit, status, basis, vintage.",
            "period",
        ),
        (
            {"source": "statistics-2024", "place": "{area}", "series": {"first engine": {}}},
            'In drawnFrom of "response/times", "place" and "series" do not go together.',
            'Name the series under "series", and write {series} where its name stands.',
            "",
        ),
        (
            {"source": "statistics-2024", "last": "2024-13"},
            'There is no such date as "2024-13".',
            "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25, "
            "a position at a month as fy2024-25.m4.",
            "",
        ),
    ],
)
def test_a_table_that_says_its_sources_wrongly_is_told_so_once(
    tmp_path: Path, origin: dict[str, Any], message: str, remedy: str, near: str
) -> None:
    make(tmp_path, [origin])
    line = line_of(tmp_path / DESCRIPTOR, '"drawnFrom"') + 1
    assert told(tmp_path) == [Finding("drawn-from", message, remedy, DESCRIPTOR, line, 0, near)]


@pytest.mark.parametrize(
    ("origin", "message"),
    [
        ({"place": "{area}"}, 'The table "times", "drawnFrom", entry 1 has no "source".'),
        (
            {"source": "statistics-2024", "since": "2024"},
            'The table "times", "drawnFrom", entry 1 has a part "since" that is not known.',
        ),
    ],
)
def test_the_shape_of_what_a_table_says_of_its_sources(
    tmp_path: Path, origin: dict[str, Any], message: str
) -> None:
    make(tmp_path, [origin])
    found = [one.message for one in check_data(tmp_path) if one.rule == "descriptor"]
    assert found == [message]


def test_a_row_of_a_series_in_another_unit_is_told(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / STAFF, "2024-03-31,2024,620,people", "2024-03-31,2024,620,minutes")
    assert told(tmp_path) == [
        Finding(
            "series",
            '"response/staff/firefighters@2024-03-31~2024" has the unit "minutes", but others of '
            '"response/staff/firefighters" have "people".',
            "Give all the same unit, or give this one a key of its own.",
            STAFF,
            line_of(tmp_path / STAFF, "620,minutes"),
        )
    ]


def test_a_source_cannot_tell_of_what_came_after_it(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    line = append(
        tmp_path / STAFF, 'firefighters,2025-03-31,2024,640,people,640,statistics-2024,"here"'
    )
    assert told(tmp_path) == [
        Finding(
            "after-its-source",
            '"response/staff/firefighters@2025-03-31~2024" is an actual figure of 31 March 2025, but '
            'its source "statistics-2024" is of August 2024, which is earlier.',
            "Correct the period, the source or the status.",
            STAFF,
            line,
        )
    ]


def test_what_is_expected_may_be_of_a_later_time_than_its_source(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path)

    def expect(content: dict[str, Any]) -> None:
        (table,) = (one for one in content["resources"] if one["name"] == "staff")
        table["plainfigures"]["status"] = "forecast"

    describe(folder / "response", expect)
    append(tmp_path / STAFF, 'firefighters,2025-03-31,2024,640,people,640,statistics-2024,"here"')
    assert told(tmp_path) == []


def test_a_body_with_an_area_of_its_own_has_no_figures_of_another(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path)

    def give_areas(content: dict[str, Any]) -> None:
        (table,) = (one for one in content["resources"] if one["name"] == "bodies")
        field = {"name": "area", "title": "Area", "description": "Its area.", "type": "string"}
        table["schema"]["fields"].append(field)

    describe(folder / "sources", give_areas)
    bodies = tmp_path / "datasets/sources/bodies.csv"
    first, *rows = bodies.read_text("utf-8").splitlines()
    own = "eastmere-fire-authority"
    rows = [f"{row},{'eastmere' if row.startswith(own) else ''}" for row in rows]
    bodies.write_text("\n".join([f"{first},area", *rows]) + "\n", "utf-8")
    assert told(tmp_path) == []

    def move(content: dict[str, Any]) -> None:
        (table,) = (one for one in content["resources"] if one["name"] == "rescues")
        table["plainfigures"]["area"] = "country"

    describe(folder / "money", move)
    found = told(tmp_path)
    assert {(one.rule, one.path, one.suggestion) for one in found} == {
        ("home-area", "datasets/money/datapackage.json", "eastmere")
    }
    assert [one.message for one in found] == [
        'The figures of "money/rescues" are given as those of the country, but Eastmere Fire '
        "Authority publishes about Eastmere."
    ]
