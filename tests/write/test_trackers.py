"""Promises: where each stands depends on the moment of the build, and on nothing else."""

from pathlib import Path

import pytest
from lxml import html

from plainfigures.write import Desk
from tests.making import append, edit
from tests.write.desks import make_desk, problem, text_of, to_html, write


def promise(desk: Desk, key: str) -> html.HtmlElement:
    """Return a promise as the tracker shows it."""
    return to_html(write(desk, '{{ tracker("plans/promises") }}')).get_element_by_id(
        f"promise-{key}"
    )


def chip(desk: Desk, key: str) -> str:
    """Return where a promise stands, in the words that readers see."""
    return str(promise(desk, key).find_class("pf-chip")[0].text_content())


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2024-12-01", "Not yet due"),
        ("2025-03-31", "Not yet due"),
        ("2025-03-31T23:59:59+01:00", "Not yet due"),
        ("2025-04-01", "Due, nothing published since"),
        ("2027-01-01", "Due, nothing published since"),
    ],
)
def test_a_promise_is_due_when_its_last_day_has_passed(as_of: str, words: str) -> None:
    assert chip(make_desk(as_of=as_of), "new-engines") == words


@pytest.mark.parametrize("as_of", ["2024-01-01", "2030-01-01"])
def test_what_is_done_is_done_and_what_has_no_date_has_none(as_of: str) -> None:
    desk = make_desk(as_of=as_of)
    assert chip(desk, "new-station") == "Reported done"
    assert chip(desk, "home-visits") == "No date given"


def test_a_promise_reported_on_after_its_date_and_not_as_done_is_late(root: Path) -> None:
    file = root / "datasets" / "plans" / "promises.csv"
    edit(file, "The order is placed.,2024-10-02", "The order is placed.,2025-06-05")
    assert chip(make_desk(root, "2025-03-01"), "new-engines") == "Not yet due"
    assert (
        chip(make_desk(root, "2025-07-01"), "new-engines")
        == "Due, reported on since, not yet as done"
    )


def test_a_promise_tells_by_whom_when_and_what_was_published_since(desk: Desk) -> None:
    shown = promise(desk, "new-engines")
    told = {
        row.findtext("dt"): " ".join(row.find("dd").text_content().split())
        for row in shown.findall("dl/div")
    }
    assert told == {
        "By": "Eastmere Fire Authority",
        "Made": "April 2023",
        "Number promised": "6 engines",
        "Last reported": "2 October 2024: The order is placed. (Budget monitoring at month 4)",
        "Promised in": "Safer Eastmere, paragraph 4.1",
    }
    due = shown.find_class("pf-promise__due")[0].text_content()
    assert due == "Due March 2025 (printed as “by March 2025”)"
    assert [link.get("href") for link in shown.iter("a")] == [
        "pf-note:plan-2023",
        "pf-note:budget-2024",
    ]


def test_a_paper_that_both_promises_and_reports_is_named_once(root: Path) -> None:
    file = root / "datasets" / "plans" / "promises.csv"
    edit(file, "The order is placed.,2024-10-02,budget-2024", "Ordered.,2024-10-02,plan-2023")
    said = " ".join(promise(make_desk(root), "new-engines").text_content().split())
    assert "Promised in: Safer Eastmere" in said.replace("Promised in ", "Promised in: ")
    assert "Ordered. (the same paper)" in said


def test_a_promise_of_which_nothing_is_known_says_so(desk: Desk) -> None:
    words = " ".join(promise(desk, "home-visits").text_content().split())
    assert "No date given" in words
    assert "Due" not in words
    assert "Nothing published that this site has found" in words
    assert "Number promised" not in words


def test_promises_come_by_their_dates_and_those_without_one_last(desk: Desk) -> None:
    tree = to_html(write(desk, '{{ tracker("plans/promises") }}'))
    assert [one.get("id") for one in tree.find_class("pf-promise")] == [
        "promise-new-station",
        "promise-new-engines",
        "promise-home-visits",
    ]


def test_how_many_promises_stand_where_is_a_figure_of_our_arithmetic(desk: Desk) -> None:
    written = write(desk, '{{ promises("plans/promises", "coming") }}')
    assert written == (
        '<data class="pf-figure" data-figure="computed/promises/coming" value="1">1</data>'
    )
    figure = desk.catalogue.find("computed/promises/coming")
    assert figure.formula == "the number of entries of “Promises” that stand as “not yet due”"
    assert [desk.catalogue.find(one).source for one in figure.inputs] == ["plan-2023"]


def test_the_counts_follow_the_clock_and_the_data(root: Path) -> None:
    file = root / "datasets" / "plans" / "promises.csv"
    append(
        file, "late,Something,eastmere-fire-authority,2023-04,April 2023,,,,,,,,,,,,plan-2023,p 9"
    )
    assert make_desk(root, "2024-12-01").trackers.counts("plans/promises") == {
        "done": 1,
        "silent": 0,
        "late": 0,
        "coming": 1,
        "open": 2,
    }
    assert make_desk(root, "2025-12-01").trackers.counts("plans/promises")["silent"] == 1


@pytest.mark.parametrize(
    ("call", "message", "suggestion"),
    [
        ('tracker("plans/promise")', 'There is no table "plans/promise".', "plans/promises"),
        (
            'tracker("plans/events")',
            'The table "plans/events" holds no promises.',
            "plans/promises",
        ),
        (
            'promises("plans/events", "open")',
            'The table "plans/events" holds no promises.',
            "plans/promises",
        ),
        ('promises("plans/promises", "don")', 'There is no state "don".', "done"),
        (
            'promises("plans/promises")',
            "promises was given too little: “state” is missing.",
            "",
        ),
    ],
)
def test_each_misuse_of_a_tracker_is_told(
    desk: Desk, call: str, message: str, suggestion: str
) -> None:
    found = problem(desk, f"{{{{ {call} }}}}")
    assert (found.message, found.suggestion, found.line) == (message, suggestion, 1)


def test_the_numbers_of_a_promise_are_text_of_the_data(root: Path) -> None:
    file = root / "datasets" / "plans" / "promises.csv"
    edit(file, "Buy new fire engines", "Buy <b>new</b> engines")
    assert text_of(
        html.tostring(
            promise(make_desk(root), "new-engines").find_class("pf-promise__what")[0]
        ).decode()
    ) == ("Buy <b>new</b> engines")
