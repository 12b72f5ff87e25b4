"""The rule that nothing published is overwritten: vintages and their records agree."""

from pathlib import Path

import pytest

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.figures.findings import Finding
from tests.making import append, edit, line_of, make_datasets, read_data

STAFF = "datasets/response/staff.csv"
RECORDS = "datasets/sources/revisions.csv"
FIREFIGHTERS = "response/staff/firefighters@2023-03-31"
RECORD = f"staff-2023,2024-11-15,response,{FIREFIGHTERS},611,603,routine-revision,"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the fire service's data to change."""
    make_datasets(tmp_path)
    return tmp_path


def found_in(root: Path) -> list[Finding]:
    """Return what the rule finds in the data of a site."""
    catalogue, found = read_data(root)
    rules = [rule for rule in DATA_RULES if rule.name == "revision"]
    (run,) = run_rules(rules, Material(catalogue, tuple(found)))
    return list(run.findings)


def test_records_that_are_true_are_left_alone(root: Path) -> None:
    assert found_in(root) == []


def test_a_new_value_without_a_record_is_told_at_its_row(root: Path) -> None:
    edit(root / RECORDS, f"{RECORD}The Home Office counted again.\n", "")
    (found,) = found_in(root)
    assert (found.path, found.line) == (STAFF, line_of(root / STAFF, "2024,603"))
    assert found.message == (
        f'"{FIREFIGHTERS}" is 611 in the vintage "2023" and 603 in "2024", and no record says so.'
    )
    assert "datasets/sources/revisions.csv" in found.remedy


def test_the_same_value_published_again_needs_no_record(root: Path) -> None:
    row = '2025,620,people,620,statistics-2024,"firefighters, 2024, again"'
    append(root / STAFF, f"firefighters,2024-03-31,{row}")
    assert found_in(root) == []


def test_each_step_of_several_needs_a_record_of_its_own(root: Path) -> None:
    row = '2025,605,people,605,statistics-2024,"firefighters, 2023, again"'
    line = append(root / STAFF, f"firefighters,2023-03-31,{row}")
    (found,) = found_in(root)
    assert (found.path, found.line) == (STAFF, line)
    assert 'is 603 in the vintage "2024" and 605 in "2025"' in found.message
    append(
        root / RECORDS,
        f"again,2025-11-15,response,{FIREFIGHTERS},603,605,correction-by-publisher,A sum was wrong.",
    )
    assert found_in(root) == []


@pytest.mark.parametrize(
    ("new", "message", "suggestion"),
    [
        (
            RECORD.replace("603", "613"),
            f'The record "staff-2023" gives 613, and no vintage of "{FIREFIGHTERS}" does.',
            "",
        ),
        (
            RECORD.replace("611,603", "603,611"),
            f'No vintage of "{FIREFIGHTERS}" went from 603 to 611.',
            "",
        ),
        (
            RECORD.replace("611,603", ",603"),
            'The record "staff-2023" does not give both values.',
            "",
        ),
        (
            RECORD.replace("firefighters@", "firefihters@"),
            'There is no figure "response/staff/firefihters@2023-03-31".',
            FIREFIGHTERS,
        ),
        (
            RECORD.replace(FIREFIGHTERS, ""),
            'The record "staff-2023" does not say which figure changed.',
            "",
        ),
        (
            RECORD.replace("routine-revision", "routine-revison"),
            '"routine-revison" is no kind of change.',
            "routine-revision",
        ),
        (
            RECORD.replace(FIREFIGHTERS, "/response/"),
            'The record "staff-2023" is of the words of a page, and those are only corrected.',
            "correction-by-us",
        ),
    ],
)
def test_a_record_that_is_not_true_is_told_at_its_line(
    root: Path, new: str, message: str, suggestion: str
) -> None:
    edit(root / RECORDS, RECORD, new)
    line = line_of(root / RECORDS, "staff-2023")
    told = [one for one in found_in(root) if (one.path, one.line) == (RECORDS, line)]
    assert [(one.message, one.suggestion) for one in told] == [(message, suggestion)]
    assert told[0].remedy


def test_words_of_a_page_or_of_a_package_can_be_corrected(root: Path) -> None:
    for what in ("pages,/response/", "pages,/*", "response,"):
        append(
            root / RECORDS,
            f"{len(what)}-words,2024-12-01,{what},,,correction-by-us,A sentence was wrong.",
        )
    assert found_in(root) == []


def test_a_package_that_is_not_there_is_told_with_the_nearest(root: Path) -> None:
    edit(root / RECORDS, "first-money,2024-11-01,money,", "first-money,2024-11-01,mony,")
    (found,) = found_in(root)
    assert (found.message, found.suggestion) == ('There is no data package "mony".', "money")


def test_our_own_correction_needs_no_vintage_and_its_new_value_stands_in_the_data(
    root: Path,
) -> None:
    name = "response/staff/firefighters@2024-03-31"
    words = "We had copied it wrongly."
    append(root / RECORDS, f"ours,2024-11-20,response,{name},602,620,correction-by-us,{words}")
    assert found_in(root) == []
    append(root / RECORDS, f"other,2024-11-21,response,{name},620,626,correction-by-us,{words}")
    (found,) = found_in(root)
    assert found.message == f'The record "other" gives 626, and no vintage of "{name}" does.'


def test_what_we_corrected_more_than_once_keeps_both_records(root: Path) -> None:
    name = "response/staff/firefighters@2024-03-31"
    append(root / RECORDS, f"one,2024-11-20,response,{name},602,612,correction-by-us,A slip.")
    append(root / RECORDS, f"two,2024-11-21,response,{name},612,620,correction-by-us,Another slip.")
    assert found_in(root) == []


def test_a_vintage_may_not_count_as_newer_than_one_published_after_it(root: Path) -> None:
    row = '2030,603,people,603,statistics-2023,"firefighters, 2023, as first held"'
    line = append(root / STAFF, f"firefighters,2023-03-31,{row}")
    (found,) = found_in(root)
    assert (found.path, found.line) == (STAFF, line)
    assert found.message == (
        f'The vintage "2030" of "{FIREFIGHTERS}" counts as newer than "2024", '
        "and was published before it."
    )


def test_a_record_of_a_renamed_figure_is_found_under_its_old_name(root: Path) -> None:
    from tests.making import describe

    old = "response/staff/crew@2023-03-31"
    edit(root / RECORDS, f"response,{FIREFIGHTERS},611", f"response,{old},611")

    def rename(content: dict[str, dict[str, object]]) -> None:
        content["plainfigures"]["aliases"] = {old: FIREFIGHTERS}

    describe(root / "datasets" / "response", rename)
    assert found_in(root) == []


def test_a_record_holds_no_count_of_few_people_that_is_not_shown_elsewhere(root: Path) -> None:
    name = "response/staff/firefighters@2024-03-31"
    append(root / RECORDS, f"few,2024-11-20,response,{name},4,620,correction-by-us,A slip.")
    (found,) = found_in(root)
    assert found.message == (
        'The record "few" holds a count of so few people that they could be found out.'
    )
    assert "4" not in found.message + found.remedy


def test_what_is_taken_out_has_a_record_only_while_it_is_gone(root: Path) -> None:
    gone = "response/staff/volunteers@2024-03-31"
    append(root / RECORDS, f"gone,2024-11-20,response,{gone},12,,removed,Counted elsewhere.")
    assert found_in(root) == []
    there = "response/staff/firefighters@2024-03-31"
    append(root / RECORDS, f"there,2024-11-20,response,{there},620,,removed,Counted elsewhere.")
    (found,) = found_in(root)
    assert found.message == f'The record "there" says that "{there}" is no longer shown, and it is.'


@pytest.mark.parametrize("kind", ["routine-revision", "correction-by-publisher"])
def test_where_no_vintages_are_kept_the_value_before_stands_in_the_record_alone(
    root: Path, kind: str
) -> None:
    name = "response/times/first-engine.eastmere@2024-07"
    append(root / RECORDS, f"again,2024-11-20,response,{name},7.6,7.4,{kind},They counted again.")
    assert found_in(root) == []
    append(root / RECORDS, f"more,2024-11-21,response,{name},7.4,7.3,{kind},They counted again.")
    (found,) = found_in(root)
    assert found.message == f'The record "more" gives 7.3, and no vintage of "{name}" does.'
