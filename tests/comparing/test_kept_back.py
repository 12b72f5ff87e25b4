"""A value that may not be seen any more stands in no form of output, and nothing that gives it away."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plainfigures.comparing.records import HIDDEN_TEXT, Changes
from tests.comparing.held import RECORDS, after, every_form, figure_of, passages_of
from tests.making import append, describe, edit

STAFF = "datasets/response/staff.csv"
TIMES = "datasets/response/times.csv"
RESCUES = "datasets/money/rescues.csv"
SHOWN = "docs/response/index.md"


def too_few(root: Path) -> None:
    """Give a count of people that is too small to be shown, beside another change."""
    edit(root / STAFF, "2024,620,people,620", "2024,4,people,4")
    edit(root / TIMES, "eastmere,2024-07,7.4,7.4", "eastmere,2024-07,8.9,8.9")


def confidential(root: Path) -> None:
    """Mark a value as confidential, and leave it in its cell."""
    edit(root / TIMES, "eastmere,2024-07,7.4,7.4,,", "eastmere,2024-07,7.4,7.4,c,")


def confidential_and_renamed(root: Path) -> None:
    """Mark a value as confidential under another key."""
    edit(root / TIMES, "first-engine,eastmere,2024-07,7.4,7.4,,", "engine,eastmere,2024-07,,,c,")
    describe(
        root / "datasets/response",
        lambda content: content["plainfigures"]["measures"].update(
            {"engine": {"title": "Time to the engine"}}
        ),
    )


def held_back(root: Path) -> None:
    """Take a row out, and list its place among those that are held back."""
    row = 'road,Road crashes,210,210,fy2023-24,budget-2024,"table 2, row 1",\n'
    edit(root / RESCUES, row, "")
    append(
        root / "datasets/money/withheld.csv",
        'rescues-row-1,budget-2024,"table 2, row 1",Shown only together with others.',
    )


def embargoed(root: Path) -> None:
    """Let a table wait that could be seen, and change it."""
    edit(root / RESCUES, "210,210", "211,211")

    def wait(content: dict[str, Any]) -> None:
        (rescues,) = (one for one in content["resources"] if one["name"] == "rescues")
        rescues["plainfigures"]["embargo"] = "2024-12-10"

    describe(root / "datasets/money", wait)


def put_together(root: Path) -> None:
    """Put two rows into one, so that neither stands alone."""
    rows = (root / RESCUES).read_text("utf-8").splitlines()[1:3]
    edit(root / RESCUES, "\n".join(rows) + "\n", "")
    append(
        root / RESCUES,
        'most,Most of them,244,,fy2023-24,budget-2024,"table 2, rows 1 to 3",'
        '"table 2, row 1; table 2, row 2; table 2, row 3"',
    )


@pytest.mark.parametrize(
    ("change", "secrets"),
    [
        (too_few, ["620", "4 firefighters", "people,4", '"4"', "8.9", "7.4"]),
        (confidential, ["7.4"]),
        (confidential_and_renamed, ["7.4"]),
        (held_back, ["210"]),
        (put_together, ["210"]),
        (embargoed, ["210", "211"]),
    ],
)
def test_neither_value_stands_in_any_form(
    tmp_path: Path, change: Callable[[Path], None], secrets: list[str]
) -> None:
    changes = after(tmp_path, change)
    assert changes.kept_back
    told = every_form(changes)
    assert [
        one for one in secrets if re.search(rf"(?<![\d.,]){re.escape(one)}(?![\d,])", told)
    ] == []
    assert changes.guarded == (("money",) if "210" in secrets else ("response",))


def test_sentences_cells_and_charts_are_named_without_their_words(tmp_path: Path) -> None:
    changes = after(tmp_path, confidential)
    assert passages_of(changes, SHOWN) == [
        (10, "“Times”, July 2024, Value", HIDDEN_TEXT, HIDDEN_TEXT)
    ]
    (chart,) = changes.charts
    assert (chart.name, chart.hidden, chart.values) == ("times", True, ())
    assert {(part.old, part.new) for part in chart.parts} == {(HIDDEN_TEXT, HIDDEN_TEXT)}


def test_a_count_that_may_not_be_shown_is_an_error_and_gets_no_row_to_paste(tmp_path: Path) -> None:
    changes = after(tmp_path, too_few)
    found = figure_of(changes, "response/staff/firefighters@2024-03-31")
    assert found.hidden
    assert not found.needs_reason
    assert [one.finding.rule for one in changes.errors if one.keeps_back] == ["small-number"]


def test_what_is_kept_back_needs_a_record_that_holds_no_value(tmp_path: Path) -> None:
    name = "response/times/second-engine.eastmere@2024-07"
    cells = ("second-engine,eastmere,2024-07,11,11,,", "second-engine,eastmere,2024-07,,,c,")
    found = figure_of(after(tmp_path / "one", lambda root: edit(root / TIMES, *cells)), name)
    assert (found.new, found.needs_reason) == ("kept confidential", True)
    assert f",{name},,c,correction-by-us," in found.row

    def explained(root: Path) -> None:
        edit(root / TIMES, *cells)
        append(root / "datasets/sources/revisions.csv", f"{found.row}It counted too few.")

    changes = after(tmp_path / "two", explained)
    assert not changes.needs_a_person
    assert "11 minutes" not in every_form(changes)


def test_other_packages_are_told_as_ever(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        confidential(root)
        edit(root / "datasets/money/budget.csv", "698,698", "798,798")

    changes = after(tmp_path, change)
    assert figure_of(changes, "money/budget/total/variance").new == "£798,000"


def test_what_a_relation_joins_to_a_hidden_value_is_hidden_too(tmp_path: Path) -> None:
    def join(root: Path) -> None:
        describe(
            root / "datasets/money",
            lambda content: content["plainfigures"]["relations"].append(
                {
                    "key": "joined",
                    "title": "They go together",
                    "test": "money/claims/new-engines < response/staff/firefighters@2024-03-31",
                    "across": ["period", "body", "basis", "status"],
                }
            ),
        )

    def change(root: Path) -> None:
        too_few(root)
        edit(
            root / "datasets/money/claims.csv",
            "New fire engines,6,engines,1,six",
            "New fire engines,9,engines,1,nine",
        )

    after(tmp_path / "old", join)
    changes = after(tmp_path / "new", change, tmp_path / "old/changed")
    found = figure_of(changes, "money/claims/new-engines")
    assert found.hidden
    assert (found.old, found.new) == (HIDDEN_TEXT, HIDDEN_TEXT)
    # The relation does not hold any more; the finding would say so with both numbers.
    (broken,) = [one for one in changes.errors if one.finding.rule == "relation"]
    assert broken.finding.message == HIDDEN_TEXT
    assert "4 firefighters" not in every_form(changes)


def test_a_value_that_was_confidential_and_is_shown_now_is_told(tmp_path: Path) -> None:
    def hide(root: Path) -> None:
        edit(
            root / TIMES,
            "second-engine,eastmere,2024-07,11,11,,",
            "second-engine,eastmere,2024-07,,,c,",
        )

    def show(root: Path) -> None:
        edit(
            root / TIMES,
            "second-engine,eastmere,2024-07,,,c,",
            "second-engine,eastmere,2024-07,11,11,,",
        )

    after(tmp_path / "old", hide)
    changes: Changes = after(tmp_path / "new", show, tmp_path / "old/changed")
    assert changes.guarded == ()
    found = figure_of(changes, "response/times/second-engine.eastmere@2024-07")
    assert (found.old, found.new) == ("kept confidential", "11 minutes")


def test_a_title_that_holds_a_value_kept_back_is_not_told(tmp_path: Path) -> None:
    def titled(root: Path) -> None:
        edit(root / TIMES, "eastmere,2024-07,7.4,7.4,,", "eastmere,2024-07,-7.4,-7.4,,")
        page = root / "docs/more.md"
        page.write_text("---\ntitle: It is -7.4\n---\n\n# More\n\nFirst words.\n", "utf-8")

    def change(root: Path) -> None:
        edit(root / TIMES, "eastmere,2024-07,-7.4,-7.4,,", "eastmere,2024-07,,,c,")
        edit(root / "docs/more.md", "First words", "Other words")

    after(tmp_path / "old", titled)
    changes = after(tmp_path / "new", change, tmp_path / "old/changed")
    (told,) = [one.title for one in changes.pages if one.path == "docs/more.md"]
    assert told == HIDDEN_TEXT
    assert "7.4" not in every_form(changes)


def test_a_record_of_a_value_that_was_renamed_and_kept_back_is_not_told(tmp_path: Path) -> None:
    def recorded(root: Path) -> None:
        append(
            root / RECORDS,
            "times,2024-11-20,response,response/times/first-engine.eastmere@2024-07,7.1,7.4,"
            "routine-revision,It was 7.4 in the end.",
        )

    after(tmp_path / "old", recorded)
    changes = after(tmp_path / "new", confidential_and_renamed, tmp_path / "old/changed")
    assert "7.4" not in every_form(changes)
