"""What is told of figures from one version to the next, and which changes need a reason."""

from pathlib import Path

from plainfigures.comparing.records import Part
from plainfigures.comparing.report import sections_of, summary_of
from tests.comparing.held import RECORDS, after, figure_of
from tests.making import append, describe, edit

TIMES = "datasets/response/times.csv"
STAFF = "datasets/response/staff.csv"
FIRST = "response/times/first-engine.eastmere@2024-07"
CHANGED = ("eastmere,2024-07,7.4,7.4", "eastmere,2024-07,8.9,8.9")


def test_nothing_differs_from_itself(tmp_path: Path) -> None:
    changes = after(tmp_path, lambda root: None)
    assert changes.nothing
    assert not changes.needs_a_person
    assert sections_of(changes) == []
    assert (
        summary_of(changes) == "Nothing differs: no figure, no page, no chart, no finding, no file."
    )


def test_a_changed_cell_asks_for_its_reason_with_the_row_to_paste(tmp_path: Path) -> None:
    changes = after(tmp_path, lambda root: edit(root / TIMES, *CHANGED))
    found = figure_of(changes, FIRST)
    assert (found.what, found.old, found.new) == ("changed", "7.4 minutes", "8.9 minutes")
    assert found.stands == ("docs/index.md", "docs/response/index.md", "charts/times.yml")
    assert (found.path, found.line) == (TIMES, 3)
    assert changes.needs_a_person
    assert changes.unexplained == (found,)
    assert found.row == (
        f"first-engine-eastmere-2024-07-2024-12-01,2024-12-01,response,{FIRST},7.4,8.9,"
        "routine-revision,"
    )
    assert summary_of(changes).endswith("Before this is published: 1 change needs its reason.")


def test_the_row_pasted_with_a_reason_is_sound_and_all_that_was_asked_for(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        edit(root / TIMES, *CHANGED)
        row = figure_of(after(tmp_path / "asked", lambda r: edit(r / TIMES, *CHANGED)), FIRST).row
        append(root / RECORDS, f"{row}The Home Office counted again.")

    changes = after(tmp_path, change)
    assert changes.errors == ()
    assert not changes.needs_a_person
    assert figure_of(changes, FIRST).reason == (
        "Routine revision by the publisher. The Home Office counted again."
    )


def test_the_row_without_a_reason_is_refused(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        edit(root / TIMES, *CHANGED)
        append(root / RECORDS, f"one,2024-12-01,response,{FIRST},7.4,8.9,routine-revision,")

    (error,) = after(tmp_path, change).errors
    assert error.finding.path == RECORDS


def test_values_that_print_the_same_are_told_apart_in_the_row(tmp_path: Path) -> None:
    promises = "datasets/plans/promises.csv"
    changes = after(tmp_path, lambda root: edit(root / promises, ",2024-11,", ",2024-10,"))
    found = figure_of(changes, "plans/promises/new-station/due-to")
    assert ",2024-11,2024-10," in found.row


def test_figures_that_are_worked_out_follow_and_need_no_reason(tmp_path: Path) -> None:
    budget = "datasets/money/budget.csv"
    changes = after(
        tmp_path, lambda root: edit(root / budget, '"14,409","14,409"', '"14,509","14,509"')
    )
    found = figure_of(changes, "money/derived/pressure")
    assert (found.what, found.old, found.new) == ("follows", "£698,000", "£798,000")
    assert found.follows_from == ("money/budget/total/forecast",)
    assert not found.needs_reason


def test_a_new_vintage_is_a_restatement_and_its_record_the_reason(tmp_path: Path) -> None:
    again = '2025,626,people,626,statistics-2024,"firefighters, 2024, again"'
    name = "response/staff/firefighters@2024-03-31"

    def change(root: Path) -> None:
        append(root / STAFF, f"firefighters,2024-03-31,{again}")

    found = figure_of(after(tmp_path / "one", change), name)
    assert (found.what, found.old, found.new) == (
        "restated",
        "620 firefighters",
        "626 firefighters",
    )
    assert Part("release", "2024", "2025") in found.parts
    assert found.needs_reason

    def explained(root: Path) -> None:
        change(root)
        append(root / RECORDS, f"{found.row}Counted again.")

    assert not after(tmp_path / "two", explained).needs_a_person


def test_an_earlier_vintage_may_not_be_overwritten_nor_taken_out(tmp_path: Path) -> None:
    over = after(
        tmp_path / "one",
        lambda root: edit(root / STAFF, "2023,611,people,611", "2023,612,people,612"),
    )
    found = figure_of(over, "response/staff/firefighters@2023-03-31~2023")
    assert (found.what, found.old, found.new) == (
        "changed",
        "611 firefighters",
        "612 firefighters",
    )
    assert found.needs_reason
    assert "correction-by-us" in found.row
    row = 'firefighters,2023-03-31,2023,611,people,611,statistics-2023,"firefighters, 2023"\n'
    gone = after(tmp_path / "two", lambda root: edit(root / STAFF, row, ""))
    assert "Earlier vintages that are gone" in [one.title for one in sections_of(gone)]


def test_a_row_taken_out_asks_for_a_record_and_takes_it(tmp_path: Path) -> None:
    name = "response/times/second-engine.eastmere@2024-04"
    row = (
        'second-engine,eastmere,2024-04,11,11,,statistics-2024,"second engine, Eastmere, 2024-04"\n'
    )
    changes = after(tmp_path / "one", lambda root: edit(root / TIMES, row, ""))
    found = figure_of(changes, name)
    assert (found.what, found.old, found.new) == ("removed", "11 minutes", "")
    assert found.needs_reason

    def explained(root: Path) -> None:
        edit(root / TIMES, row, "")
        append(root / RECORDS, f"{found.row}The count was of another body.")

    told = after(tmp_path / "two", explained)
    assert not told.needs_a_person
    assert figure_of(told, name).reason == "No longer shown here. The count was of another body."


def test_a_renamed_row_is_told_with_the_alias_that_keeps_the_old_name(tmp_path: Path) -> None:
    def rename(root: Path) -> None:
        edit(root / "datasets/money/claims.csv", "new-engines,New", "new-fire-engines,New")

    lost = figure_of(after(tmp_path / "one", rename), "money/claims/new-engines")
    assert lost.alias == '"money/claims/new-engines": "money/claims/new-fire-engines"'

    def kept(root: Path) -> None:
        rename(root)
        old, new = (part.strip('"') for part in lost.alias.split(": "))
        describe(
            root / "datasets/money",
            lambda content: content["plainfigures"]["aliases"].update({old: new}),
        )

    changes = after(tmp_path / "two", kept)
    (found,) = changes.figures
    assert (found.what, found.old_reference) == ("renamed", "money/claims/new-engines")
    assert not changes.needs_a_person


def test_what_is_said_of_a_figure_is_told_and_needs_no_reason(tmp_path: Path) -> None:
    claims = "datasets/money/claims.csv"
    changes = after(
        tmp_path,
        lambda root: edit(
            root / claims, "actual,budget-2024,paragraph 2.3", "target,plan-2023,page 9"
        ),
    )
    found = figure_of(changes, "money/claims/new-engines")
    assert found.what == "described-anew"
    assert Part("status", "actual", "target") in found.parts
    assert Part("source", "Budget monitoring at month 4", "Safer Eastmere") in found.parts
    assert Part("place in the source", "paragraph 2.3", "page 9") in found.parts
    assert changes.unexplained == ()


def test_the_newest_period_moves_on_where_a_page_asks_for_it(tmp_path: Path) -> None:
    row = 'firefighters,2024-06-30,2024,640,people,640,statistics-2024,"firefighters, June 2024"'
    changes = after(tmp_path, lambda root: append(root / STAFF, row))
    (moved,) = changes.latest
    assert moved.name == "Firefighters, Eastmere (response/staff/firefighters@latest)"
    assert (moved.old, moved.new) == ("31 March 2024", "30 June 2024")
    assert figure_of(changes, "response/staff/firefighters@2024-06-30").what == "added"


def test_a_table_that_cannot_be_read_is_not_told_as_taken_out(tmp_path: Path) -> None:
    changes = after(tmp_path, lambda root: edit(root / TIMES, "measure,area,", "mesure,area,"))
    assert [one for one in changes.figures if one.reference.startswith("response/times")] == []
    remarks = " ".join(changes.remarks)
    assert "response/times cannot be read" in remarks
    assert "No value of response is shown here" in remarks
    assert changes.needs_a_person
