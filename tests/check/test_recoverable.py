"""What is kept confidential: each route by which it could be worked out is told, and no other."""

from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.findings import Finding
from tests.check.crews import OWN, RULE, found, hurt, told
from tests.making import Table, append, edit, make_datasets, number, write_package

SECOND = (
    "Keep a second number confidential, so that neither can be worked out: empty its cells, "
    "and write c as the reason in its row."
)

CAUSES = [("burns", "17", "c"), ("falls", "62", ""), ("smoke", "24", ""), ("total", "103", "")]


def test_one_hidden_row_under_its_total_is_told_at_its_row(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [hurt(CAUSES)], **OWN)
    message = (
        '"crews/hurt/burns" is kept confidential, but it can be worked out: from '
        '"crews/hurt/total" and its other parts.'
    )
    assert found(tmp_path) == [Finding(RULE, message, SECOND, "datasets/crews/hurt.csv", 2)]


def test_what_is_told_never_holds_the_value(tmp_path: Path) -> None:
    (message,) = told(tmp_path, hurt(CAUSES))
    assert "17" not in message


def test_two_hidden_rows_hide_one_another(tmp_path: Path) -> None:
    rows = [("burns", "17", "c"), ("falls", "62", "c"), *CAUSES[2:]]
    assert told(tmp_path, hurt(rows)) == []


def test_it_does_not_matter_whether_the_data_hold_the_value(tmp_path: Path) -> None:
    rows = [("burns", "", "c"), *CAUSES[1:]]
    assert len(told(tmp_path, hurt(rows))) == 1


def test_a_hidden_total_is_told_as_well(tmp_path: Path) -> None:
    rows = [("burns", "17", ""), ("falls", "62", ""), ("total", "79", "c")]
    (message,) = told(tmp_path, hurt(rows))
    assert message.startswith('"crews/hurt/total"')


def test_each_period_is_a_total_of_its_own(tmp_path: Path) -> None:
    rows = [
        *(("fy2022-23", *row) for row in [("burns", "12", "c"), ("falls", "40", "c"), CAUSES[2]]),
        ("fy2022-23", "total", "76", ""),
        *(("fy2023-24", *row) for row in CAUSES),
    ]
    table = hurt(rows, ("period", "cause", "value", "reason"), ("cause", "period"))
    (message,) = told(tmp_path, table)
    assert message.startswith('"crews/hurt/burns@fy2023-24"')


def test_rows_that_do_not_add_up_elsewhere_are_no_total(tmp_path: Path) -> None:
    nested = [("burns", "17", ""), ("falls", "62", ""), ("total", "62", "")]
    rows = [
        *(("fy2022-23", *row) for row in nested),
        *(("fy2023-24", *row) for row in CAUSES),
    ]
    table = hurt(rows, ("period", "cause", "value", "reason"), ("cause", "period"))
    assert told(tmp_path, table) == []


def test_a_table_may_say_what_makes_up_its_totals(tmp_path: Path) -> None:
    rows = [("burns", "17", "c"), ("falls", "62", ""), ("everybody", "79", "")]
    assert told(tmp_path / "one", hurt(rows)) == []
    totals: list[dict[str, Any]] = [{"column": "cause", "total": "everybody"}]
    assert len(told(tmp_path / "two", hurt(rows, totals=totals))) == 1
    totals = [{"column": "cause", "total": "everybody", "of": ["burns", "falls"]}]
    assert len(told(tmp_path / "three", hurt(rows, totals=totals))) == 1
    assert told(tmp_path / "four", hurt(CAUSES, totals=[])) == []


WIDE = {name: number(unit="people") for name in ("women", "men", "total")}


def test_a_column_called_total_is_one(tmp_path: Path) -> None:
    columns = ("cause", "women", "women_reason", "men", "total")
    table = hurt([("burns", "17", "c", "30", "47")], columns, fields=WIDE)
    (message,) = told(tmp_path, table)
    assert message.startswith('"crews/hurt/burns/women"')


@pytest.mark.parametrize(
    ("total", "near"),
    [
        ({"column": "causes", "total": "total"}, "cause"),
        ({"column": "cause", "total": "totals"}, "total"),
        ({"column": "cause", "total": "total", "of": ["burn"]}, "burns"),
        ({"total": "values"}, "value"),
    ],
)
def test_a_total_that_leads_nowhere_is_told_with_the_nearest(
    tmp_path: Path, total: dict[str, Any], near: str
) -> None:
    make_datasets(tmp_path)
    rows = [("burns", "17", ""), ("falls", "62", ""), ("total", "79", "")]
    write_package(tmp_path, "crews", [hurt(rows, totals=[total])], **OWN)
    (finding,) = found(tmp_path)
    lines = (tmp_path / "datasets/crews/datapackage.json").read_text("utf-8").splitlines()
    assert finding.suggestion == near
    assert '"totals"' in lines[finding.line - 2]


def relation(test: str) -> list[dict[str, Any]]:
    return [{"key": "together", "title": "They make up the rest", "test": test}]


APART = [("burns", "17", "c"), ("falls", "62", ""), ("both", "79", "")]


@pytest.mark.parametrize(
    "test",
    [
        "crews/hurt/burns + crews/hurt/falls = crews/hurt/both",
        "sum(crews/hurt/burns, crews/hurt/falls) = crews/hurt/both",
        "crews/hurt/both - crews/hurt/falls = crews/hurt/burns",
        "(crews/hurt/both - crews/hurt/falls) / crews/hurt/burns = 1",
        "crews/hurt/both > 0 and crews/hurt/burns * 2 = 34",
    ],
)
def test_a_relation_that_gives_it_away_is_told(tmp_path: Path, test: str) -> None:
    (message,) = told(tmp_path, hurt(APART), relations=relation(test))
    assert message.endswith('from the relation "together" of crews.')


@pytest.mark.parametrize(
    "test",
    [
        "crews/hurt/burns < crews/hurt/falls",
        "max(crews/hurt/burns, crews/hurt/falls) = crews/hurt/falls",
        "crews/hurt/burns * crews/hurt/burns = 289",
    ],
)
def test_a_relation_that_leaves_it_open_is_not(tmp_path: Path, test: str) -> None:
    assert told(tmp_path, hurt(APART), relations=relation(test)) == []


def rated(hidden: str, rate: str, base: str) -> Table:
    """Return a table with a count, a rate of it for each 10,000, and the base of that rate."""
    columns = ("cause", "value", "value_reason", "rate", "rate_as_published", "base")
    fields = {
        "value": number(unit="people"),
        "rate": number(unit="per-10000", rateOf="value", rateBase="base"),
        "base": number(unit="people"),
    }
    return hurt([("burns", hidden, "c", rate, rate, base)], columns, fields=fields)


@pytest.mark.parametrize(
    ("rate", "base", "said"),
    [
        ("85", "2000", "can be worked out"),
        ("1", "30000", "must be a small number"),
        ("3", "60000", ""),
    ],
)
def test_a_rate_and_its_base_are_held_together(
    tmp_path: Path, rate: str, base: str, said: str
) -> None:
    messages = told(tmp_path, rated("17", rate, base))
    assert [said in message for message in messages] == ([True] if said else [])


@pytest.mark.parametrize(("period", "told_of"), [("fy2023-24", 1), ("fy2022-23", 0)])
def test_the_base_of_other_rates_is_held_together_with_a_rate(
    tmp_path: Path, period: str, told_of: int
) -> None:
    columns = ("cause", "measure", "period", "value", "as_published", "reason")
    counts = hurt(
        [
            ("burns", "burns", "fy2023-24", "17", "17", "c"),
            ("falls", "falls", period, "850", "850", ""),
        ],
        columns,
    )
    rates = hurt(
        [
            ("burns", "burns", "fy2023-24", "8.5", "8.5", ""),
            ("falls", "falls", "fy2023-24", "425.0", "425.0", ""),
        ],
        columns,
        name="rates",
        fields={"value": number(unit="per-10000")},
    )
    messages = told(tmp_path, counts, rates)
    assert ["the base of other rates" in message for message in messages] == [True] * told_of


def test_a_rate_of_nothing_is_told(tmp_path: Path) -> None:
    table = rated("17", "3", "60000")
    table.fields["rate"]["plainfigures"]["rateOf"] = "values"
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [table], **OWN)
    assert [finding.suggestion for finding in found(tmp_path)] == ["value"]


def test_another_table_with_the_same_measure_area_and_period_is_told(tmp_path: Path) -> None:
    one = hurt([("burns", "17", "c")], measure="hurt-by-fire")
    other = hurt([("in-fires", "17", "")], name="again", measure="hurt-by-fire")
    (message,) = told(tmp_path / "same", one, other)
    assert '"crews/again/in-fires", which has the same measure' in message
    later = hurt([("in-fires", "17", "")], name="again", measure="hurt-by-fire", period="fy2022-23")
    assert told(tmp_path / "later", one, later) == []


def test_a_measure_that_many_rows_share_names_none_of_them(tmp_path: Path) -> None:
    one = hurt([("burns", "17", "c"), ("falls", "62", "")], measure="hurt-by-fire")
    other = hurt([("in-fires", "17", "")], name="again", measure="hurt-by-fire")
    assert told(tmp_path, one, other) == []


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        (("17", ""), ("18", "c"), [3]),
        (("17", ""), ("", "c"), [3]),
        (("17", "c"), ("18", ""), [2]),
        # The publisher kept it back at first and has given it since.
        (("", "c"), ("18", ""), []),
        (("17", "c"), ("18", "c"), []),
    ],
)
def test_another_version_is_told(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], lines: list[int]
) -> None:
    rows = [("burns", "2023", *first), ("burns", "2024", *second)]
    table = hurt(rows, ("cause", "vintage", "value", "reason"), ("cause", "vintage"))
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [table], **OWN)
    assert [finding.line for finding in found(tmp_path)] == lines


def test_the_list_of_changes_is_held_to_it(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [hurt(APART)], **OWN)
    revisions = tmp_path / "datasets/sources/revisions.csv"
    names = revisions.read_text("utf-8").splitlines()[0].split(",")
    row = {"id": "burns", "date": "2024-11-01", "package": "crews", "kind": "correction-by-us"}
    row |= {"reference": "crews/hurt/burns", "old_value": "16", "new_value": "17"}
    line = append(revisions, ",".join(row.get(name, "") for name in names))
    assert [(one.path, one.line) for one in found(tmp_path)] == [
        ("datasets/sources/revisions.csv", line)
    ]


def test_a_record_of_what_is_kept_back_now_needs_no_value(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [hurt(APART)], **OWN)
    revisions = tmp_path / "datasets/sources/revisions.csv"
    append(revisions, "burns,2024-11-01,crews,crews/hurt/burns,,c,correction-by-us,Too few.")
    assert found(tmp_path) == []


def test_a_ledger_of_numbers_is_held_to_it(tmp_path: Path) -> None:
    ledger = Table(
        "numbers",
        """
        position,text,reference,period
        1,17,crews/hurt/burns,
        2,,crews/hurt/burns,2024-03-31
        3,62,crews/hurt/falls; crews/hurt/both,
        """,
        ["position"],
    )
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [hurt(APART), ledger], **OWN)
    assert [(one.path, one.line) for one in found(tmp_path)] == [("datasets/crews/numbers.csv", 2)]


def test_combined_rows_that_are_held_back_cannot_be_told_apart(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    assert found(tmp_path) == []


@pytest.mark.parametrize("locator", ["table 2, row 2", "table 2, row Water"])
def test_adding_one_of_two_combined_rows_back_is_told(tmp_path: Path, locator: str) -> None:
    make_datasets(tmp_path)
    rescues = tmp_path / "datasets/money/rescues.csv"
    line = append(rescues, f'water,Water,21,21,fy2023-24,budget-2024,"{locator}",')
    findings = found(tmp_path)
    assert any("The other one can be worked out" in one.message for one in findings)
    assert line in {one.line for one in findings}
    held = [one.message for one in findings if one.path.endswith("withheld.csv")]
    assert held == []  # one cause, one finding: at the row that was added


def test_a_text_beside_a_hidden_value_that_holds_it_is_told(tmp_path: Path) -> None:
    rows = [
        ("burns", "17", "c", "Of them seventeen were off duty."),
        ("falls", "62", "c", "In 2017, on 17 May, in row 17-b."),
        ("smoke", "24", "c", "There were 24."),
    ]
    table = hurt(rows, ("cause", "value", "reason", "note"))
    make_datasets(tmp_path)
    write_package(tmp_path, "crews", [table], **OWN)
    assert [finding.line for finding in found(tmp_path)] == [2, 4]


def test_a_description_that_holds_a_hidden_value_is_told_at_its_line(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    folder = write_package(tmp_path, "crews", [hurt(APART)], **OWN)
    descriptor = folder / "datapackage.json"
    edit(descriptor, '"The package crews of the fire service."', '"Burns hurt 17 people."')
    (finding,) = found(tmp_path)
    assert "Burns hurt" in descriptor.read_text("utf-8").splitlines()[finding.line - 1]
