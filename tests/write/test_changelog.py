"""The public list of changes and the entries of the feed: from the records, in readers' words."""

from pathlib import Path

import pytest

from plainfigures.write import Desk
from tests.making import append, describe, edit
from tests.write.desks import make_desk, text_of, to_html, write

RECORDS = "datasets/sources/revisions.csv"
SINGLE = "response/staff/firefighters@2024-03-31"


def rows_of(desk: Desk) -> list[list[str]]:
    """Return the list of changes as texts."""
    tree = to_html(write(desk, "{{ changelog() }}"))
    return [
        [" ".join(str(cell.text_content()).split()) for cell in row]
        for row in tree.findall(".//tbody/tr")
    ]


def row_with(root: Path, record: str) -> list[str]:
    """Return the row that the list of changes has for a record, which is the newest."""
    append(root / RECORDS, record)
    return rows_of(make_desk(root))[0]


def test_changes_come_newest_first_with_both_values_and_the_reason(desk: Desk) -> None:
    assert rows_of(desk) == [
        [
            "15 November 2024",
            "Firefighters, Eastmere, 31 March 2023",
            "611 firefighters",
            "603 firefighters",
            "Routine revision by the publisher. The Home Office counted again.",
        ],
        ["1 November 2024", "Money", "–", "–", "First published here. Money: first published."],
    ]


def test_a_change_leads_to_the_figure_or_the_package(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ changelog() }}"))
    assert [link.get("href") for link in tree.iter("a")] == [
        "pf:/figures/response/#response/staff/firefighters@2023-03-31",
        "pf:/figures/money/",
    ]


@pytest.mark.parametrize(
    ("reference", "values", "before", "after"),
    [
        ("money/budget/stations/variance", "834,843", "£834,000", "£843,000"),
        ("money/budget/stations/budget", '"12,216","12,261"', "£12,216,000", "£12,261,000"),
        ("money/claims/grant", "over £2.0m,over £2.1m", "over £2,000,000", "over £2,100,000"),
        ("response/gradings/2024.overall/grade", "adequate,good", "Adequate", "Good"),
        ("plans/events/plan/date", "2023-03,2023-04", "March 2023", "April 2023"),
        ("response/staff/on-call-share@2024-03-31", "36%,32%", "36%", "32%"),
        ("response/times/first-engine.eastmere@2024-10", "7.1,x", "7.1 minutes", "not available"),
        (SINGLE, "not yet counted,620", "not yet counted", "620 firefighters"),
    ],
)
def test_values_are_written_as_pages_write_them(
    root: Path, reference: str, values: str, before: str, after: str
) -> None:
    package = reference.partition("/")[0]
    record = f"ours,2024-11-20,{package},{reference},{values},correction-by-us,A slip."
    assert row_with(root, record)[2:4] == [before, after]


def test_our_own_corrections_stand_out(root: Path) -> None:
    record = f"ours,2024-11-20,response,{SINGLE},602,620,correction-by-us,A *slip* of ours."
    assert row_with(root, record)[4] == "Our correction. A *slip* of ours."
    tree = to_html(write(make_desk(root), "{{ changelog() }}"))
    assert [one.text for one in tree.iter("strong")] == ["Our correction"]


def test_what_is_no_longer_shown_is_told_with_its_package_and_leads_nowhere(root: Path) -> None:
    gone = "response/staff/volunteers@2023-03-31"
    record = f"gone,2024-11-20,response,{gone},12,,removed,The count was of another body."
    assert row_with(root, record) == [
        "20 November 2024",
        f"{gone} (Response)",
        "12",
        "–",
        "No longer shown here. The count was of another body.",
    ]
    desk = make_desk(root)
    assert gone not in str([*to_html(write(desk, "{{ changelog() }}")).iter("a")])
    assert desk.changelog.changes()[-1] == (
        "gone",
        "2024-11-20",
        f"No longer shown here: {gone} (Response)",
        "It was 12. The count was of another body.",
        "changes/",
    )


def test_a_value_that_is_kept_back_now_is_told_without_the_value(root: Path) -> None:
    edit(root / "datasets/response/times.csv", "2024-07,7.4,7.4,,", "2024-07,,,c,")
    name = "response/times/first-engine.eastmere@2024-07"
    record = f"back,2024-11-20,response,{name},,c,correction-by-us,It counted too few."
    assert row_with(root, record)[2:4] == ["–", "kept confidential"]
    assert make_desk(root).changelog.changes()[-1][3] == "Kept confidential. It counted too few."


def test_the_feed_tells_a_change_with_its_figure_and_both_values(desk: Desk) -> None:
    assert desk.changelog.changes()[-1] == (
        "staff-2023",
        "2024-11-15",
        "Routine revision by the publisher: Firefighters, Eastmere, 31 March 2023",
        "611 firefighters became 603 firefighters. The Home Office counted again.",
        "figures/response/#response/staff/firefighters@2023-03-31",
    )


def test_a_site_without_records_says_that_nothing_changed(root: Path) -> None:
    folder = root / "datasets" / "sources"

    def without_revisions(content: dict[str, list[dict[str, str]]]) -> None:
        content["resources"] = [one for one in content["resources"] if one["name"] != "revisions"]

    describe(folder, without_revisions)
    (folder / "revisions.csv").unlink()
    desk = make_desk(root)
    assert text_of(write(desk, "{{ changelog() }}")) == (
        "No figure has changed since this site began."
    )
    assert desk.changelog.changes() == []
