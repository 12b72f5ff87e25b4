"""What stands out on a page: cards, the ladder of judgements, and where documents disagree."""

from pathlib import Path

import pytest

from plainfigures.write import Desk
from tests.making import Table, edit, number, write_package
from tests.write.desks import make_desk, problem, text_of, to_html, write

FIREFIGHTERS = "response/staff/firefighters@2024-03-31"


def test_a_card_has_its_number_what_it_is_when_it_is_of_and_how_it_changed(desk: Desk) -> None:
    since = 'since="response/staff/firefighters@2023-03-31"'
    call = f'cards(card("{FIREFIGHTERS}", "Firefighters & crews", {since}))'
    card = to_html(write(desk, f"{{{{ {call} }}}}")).find_class("pf-card")[0]
    assert [" ".join(line.text_content().split()) for line in card] == [
        "620",
        "Firefighters & crews",
        "Rose from 603 at 31 March 2023",
        "31 March 2024 Home Office",
    ]
    assert len(card.find_class("pf-figure")) == 2


def test_a_card_leads_to_the_note_of_its_source(desk: Desk) -> None:
    tree = to_html(write(desk, f'{{{{ cards(card("{FIREFIGHTERS}", "Firefighters")) }}}}'))
    (link,) = tree.find_class("pf-card__source")[0].iter("a")
    source = desk.catalogue.find(FIREFIGHTERS).source
    assert (link.text_content(), link.get("href")) == ("Home Office", f"pf-note:{source}")


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        ("2021", "2024", "Up from “requires improvement” in December 2021"),
        ("2024", "2021", "Down from “good” in May 2024"),
        ("2024", "2024", "No change: good in May 2024"),
    ],
)
def test_a_card_of_a_grade_says_which_way_it_went_on_its_scale(
    desk: Desk, earlier: str, later: str, words: str
) -> None:
    name = "response/gradings/{}.overall/grade"
    call = f'cards(card("{name.format(later)}", "Overall", since="{name.format(earlier)}"))'
    tree = to_html(write(desk, f"{{{{ {call} }}}}"))
    (since,) = tree.find_class("pf-card__since")
    assert since.text_content() == words
    assert len(since.find_class("pf-word")) == 1


def test_a_card_says_that_its_number_is_a_forecast(desk: Desk) -> None:
    written = write(
        desk, '{{ cards(card("money/budget/total/forecast", "Spending", form="full")) }}'
    )
    assert "Month 4 of 2024 to 2025, a forecast Eastmere" in text_of(written)
    assert "£14,409,000" in text_of(written)


def test_a_card_says_that_its_number_is_provisional(root: Path) -> None:
    file = root / "datasets" / "money" / "claims.csv"
    edit(file, "fy2024-25,actual,", "fy2024-25,provisional,")
    written = write(make_desk(root), '{{ cards(card("money/claims/new-engines", "New engines")) }}')
    assert "2024 to 2025, provisional Eastmere" in text_of(written)


def test_a_card_without_a_period_says_none(desk: Desk) -> None:
    tree = to_html(
        write(desk, '{{ cards(card("plans/events/inspection/date", "The inspection")) }}')
    )
    assert not tree.find_class("pf-card__when")


def test_cards_stand_side_by_side(desk: Desk) -> None:
    one = f'card("{FIREFIGHTERS}", "Firefighters")'
    tree = to_html(write(desk, f"{{{{ cards({one}, {one}) }}}}"))
    assert len(tree.find_class("pf-cards")[0].find_class("pf-card")) == 2


def test_a_word_handed_to_cards_is_refused(desk: Desk) -> None:
    found = problem(desk, '{{ cards("<script>x</script>") }}')
    assert found.message == '"<script>x</script>" is no card.'
    assert "cards(card(" in found.remedy


def test_the_ladder_marks_each_judgement_on_its_step(desk: Desk) -> None:
    call = 'ladder("response/gradings/2021.overall/grade", "response/gradings/2024.overall/grade")'
    tree = to_html(write(desk, f"{{{{ {call} }}}}"))
    steps = tree.find_class("pf-ladder__step")
    assert [step.text_content() for step in steps] == [
        "Inadequate",
        "Requires improvementDecember 2021",
        "Adequate",
        "GoodMay 2024",
    ]
    assert [bool(step.find_class("pf-ladder__step--here")) for step in steps] == [
        False,
        True,
        False,
        True,
    ]
    assert tree.find_class("pf-ladder")[0].get("aria-label") == (
        "The inspectors' four steps, lowest step first"
    )


def test_a_disagreement_gives_what_is_printed_the_reason_and_what_is_shown(desk: Desk) -> None:
    tree = to_html(write(desk, '{{ disagreement("money/claims/engine-cost") }}'))
    aside = tree.find_class("pf-aside")[0]
    assert aside.get("aria-label") == "The documents disagree here"
    words = " ".join(aside.text_content().split())
    assert "Printed: “£345”. The report leaves out the thousands. We show £345,000." in words
    (shown,) = aside.find_class("pf-figure")
    assert (shown.get("data-figure"), shown.get("value")) == ("money/claims/engine-cost", "345000")


def test_a_disagreement_over_what_is_used_as_printed_shows_no_other(desk: Desk) -> None:
    call = 'disagreement("money/budget/training/variance", title="Why <less>?")'
    aside = to_html(write(desk, f"{{{{ {call} }}}}")).find_class("pf-aside")[0]
    assert aside.find_class("pf-aside__title")[0].text_content() == "Why <less>?"
    words = " ".join(aside.text_content().split())
    assert "Printed: “-145”. Fewer courses than planned." in words
    assert "We show" not in words


@pytest.mark.parametrize(
    ("call", "message", "suggestion"),
    [
        (f'cards(card("{FIREFIGHTERS}"))', "card was given too little: “what” is missing.", ""),
        (f'cards(card("{FIREFIGHTERS}", 3))', 'card: "what" must be in quotes.', ""),
        (f'cards(card("{FIREFIGHTERS}", "x", since=3))', 'card: "since" must be in quotes.', ""),
        (f'cards(card("{FIREFIGHTERS}", "x", form="ful"))', 'There is no form "ful".', ""),
        (
            f'cards(card("{FIREFIGHTERS}", "x", since="money/budget/total/variance"))',
            f'"money/budget/total/variance" and "{FIREFIGHTERS}" cannot be compared: '
            "the first is in pounds, the second in firefighters.",
            "",
        ),
        ("cards(3)", 'cards: "cards" must be in quotes.', ""),
        ("ladder()", "ladder was given no judgement on a scale.", ""),
        (
            'ladder("money/budget/total/variance")',
            '"money/budget/total/variance" is no judgement on a scale.',
            "",
        ),
        (
            'ladder("response/gradings/2024.overal/grade")',
            'There is no figure "response/gradings/2024.overal/grade".',
            "response/gradings/2024.overall/grade",
        ),
        ("disagreement()", "disagreement needs a reference.", ""),
        (
            'disagreement("money/budget/total/variance")',
            '"money/budget/total/variance" carries no note of a disagreement.',
            "",
        ),
    ],
)
def test_each_misuse_of_a_card_is_told(
    desk: Desk, call: str, message: str, suggestion: str
) -> None:
    found = problem(desk, f"{{{{ {call} }}}}")
    assert (found.message, found.suggestion, found.line) == (message, suggestion, 1)


def test_a_figure_printed_for_the_wrong_year_is_shown_for_the_right_one(root: Path) -> None:
    rows = """
        key,label,value,as_published,period,read_as_period,read_as_reason,source,locator
        one,Alarms,5,5,fy2023-24,fy2024-25,The year is misprinted.,budget-2024,paragraph 1
    """
    fields = {"value": number()}
    own = {"status": "actual", "basis": "as-stated"}
    write_package(root, "odd", [Table("numbers", rows, ["key"], fields, own)])
    tree = to_html(write(make_desk(root), '{{ disagreement("odd/numbers/one") }}'))
    words = " ".join(tree.find_class("pf-aside")[0].text_content().split())
    assert "Alarms. Printed: “5” for 2023 to 2024. The year is misprinted." in words
    assert "We take it as of 2024 to 2025: 5." in words
