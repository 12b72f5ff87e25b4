"""Notes: each figure in a sentence leads to its source, at the foot of its page."""

from pathlib import Path

import pytest
from lxml import html

from plainfigures.write import (
    Desk,
    block_mark,
    list_checks,
    number_notes,
    relative_links,
)
from plainfigures.write.foot import EXPECTED_MARK, FOOT_MARK
from plainfigures.write.places import say_locator
from tests.making import edit
from tests.write.desks import facts, make_desk, note, write

STATIONS = "money/budget/stations/forecast"
TOTAL = "money/budget/total/forecast"


def page(desk: Desk, text: str, address: str = "money/") -> html.HtmlElement:
    """Return a page with its notes, as a tree."""
    noted = number_notes(
        EXPECTED_MARK + write(desk, text) + FOOT_MARK, desk.catalogue, desk.registers
    )
    return html.fragment_fromstring(relative_links(noted.html, address), create_parent="div")


def numbers(tree: html.HtmlElement) -> list[str]:
    """Return the numbers beside the figures of a page, in order."""
    return [mark.text_content() for mark in tree.find_class("pf-ref")]


def test_a_figure_in_a_sentence_has_a_number_that_leads_to_what_is_behind_it(desk: Desk) -> None:
    tree = page(desk, f'{{{{ figure("{STATIONS}") }}}}')
    (figure,) = tree.find_class("pf-fig")
    (link,) = figure.iter("a")
    assert link.get("href") == "#note-1-1"
    assert link.get("aria-label") == "Source 1: what is behind £13.1 million"
    assert facts(tree, "note-1-1") == {
        "": "£13,104,000 Fire stations, Forecast, Eastmere",
        "Whose figure": "Eastmere Fire Authority, for Eastmere",
        "As at": "month 4 of 2024 to 2025",
        "Status": "Forecast",
        "Basis": "Before reserves",
        "Printed": "“13,104”",
        "Where": "table 1, row 1",
        "Published": "24 September 2024",
    }
    history, back = tree.get_element_by_id("note-1-1").find_class("pf-behind__more")[0].iter("a")
    assert history.get("href") == f"../figures/money/#{STATIONS}"
    assert back.get("href") == f"#{link.get('id')}"


def test_a_note_names_its_source_once_for_all_its_figures(desk: Desk) -> None:
    tree = page(desk, f'{{{{ figure("{STATIONS}") }}}} {{{{ figure("{TOTAL}") }}}}')
    (source,) = tree.get_element_by_id("note-1").find_class("pf-foot__source")
    assert source.text_content() == (
        "Budget monitoring at month 4. Eastmere Fire Authority, 24 September 2024 "
        "(about this source)."
    )
    (about,) = source.iter("a")
    assert about.get("href") == "../sources/#source-budget-2024"


def test_what_holds_for_every_figure_of_a_source_is_said_once(desk: Desk) -> None:
    tree = page(desk, f'{{{{ figure("{STATIONS}") }}}} {{{{ figure("{TOTAL}") }}}}')
    (shared,) = tree.get_element_by_id("note-1").find_class("pf-facts--shared")
    said = [row[0].text_content() for row in shared]
    assert said == ["Whose figure", "As at", "Status", "Basis", "Published"]
    assert set(facts(tree, "note-1-1")) == {"", "Printed", "Where"}
    assert set(facts(tree, "note-1-2")) == {"", "Printed", "Where"}


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        ("table 1, row 1", "table 1, row 1"),
        (
            "stations_open, Eastmere, fy2023-24",
            "data row for Eastmere, 2023 to 2024 (“stations_open”)",
        ),
        (
            "stations_open, North of Eastmere, 2024-03-31",
            "data row for North of Eastmere, 31 March 2024 (“stations_open”)",
        ),
        (
            "stations_open, Eastmere, 2024-02-31",
            "data row for Eastmere, 2024-02-31 (“stations_open”)",
        ),
    ],
)
def test_a_row_of_a_data_file_is_told_in_words(locator: str, said: str) -> None:
    assert say_locator(locator) == said


@pytest.mark.parametrize(
    ("met", "said"),
    [
        ("2024-09-24", "on 24 September 2024"),
        ("2024-09", "in September 2024"),
        ("2024-01/2024-03", "between January 2024 and March 2024"),
    ],
)
def test_a_meeting_is_told_by_what_is_known_of_its_day(root: Path, met: str, said: str) -> None:
    documents = root / "datasets" / "sources" / "documents.csv"
    edit(documents, ",2024-10-02,2024-09-24,,Printed on the cover,", f",{met},,,,")
    tree = page(make_desk(root), f'{{{{ figure("{STATIONS}") }}}}')
    assert facts(tree, "note-1-1")["Published"] == (f"date not established; the meeting was {said}")


def test_one_source_has_one_number_and_each_figure_one_entry(desk: Desk) -> None:
    text = f'{{{{ figure("{STATIONS}") }}}} {{{{ figure("{STATIONS}", form="full") }}}}'
    tree = page(desk, f'{text} {{{{ figure("{TOTAL}") }}}} {{{{ source("budget-2024") }}}}')
    assert numbers(tree) == ["1", "1", "1"]
    links = [link.get("href") for mark in tree.find_class("pf-ref") for link in mark.iter("a")]
    assert links == ["#note-1-1", "#note-1-1", "#note-1-2"]
    assert len(tree.find_class("pf-foot__places")[0]) == 2
    assert facts(tree, "note-1-2")["Printed"] == "“14,409”"


def test_sources_are_numbered_as_they_are_first_needed(desk: Desk) -> None:
    tree = page(
        desk,
        '{{ figure("response/staff/firefighters@latest") }} '
        f'{{{{ figure("{STATIONS}") }}}} {{{{ figure("response/staff/firefighters@latest") }}}}',
    )
    assert numbers(tree) == ["1", "2", "1"]
    assert note(tree, 1).startswith("Fire statistics, edition of 2024. Home Office, August 2024")


def test_our_arithmetic_is_told_in_words_with_the_numbers_of_its_sources(desk: Desk) -> None:
    tree = page(desk, f'{{{{ share("{STATIONS}", "{TOTAL}") }}}}')
    assert numbers(tree) == ["2"]
    said = facts(tree, "note-2")
    assert said[""].startswith("91% “Fire stations, Forecast” as a share of “Total, Forecast”")
    assert said["Our arithmetic"] == (
        "Fire stations, Forecast, Eastmere (£13,104,000) ÷ Total, Forecast, Eastmere (£14,409,000) "
        "× 100"
    )
    assert said["Sources"] == "note 1"
    links = [link.get("href") for link in tree.get_element_by_id("note-2").find(".//dl").iter("a")]
    assert links == [
        f"../figures/money/#{STATIONS}",
        f"../figures/money/#{TOTAL}",
        "#note-1",
    ]


def test_arithmetic_over_two_sources_names_both(desk: Desk) -> None:
    tree = page(
        desk,
        '{{ difference("response/staff/on-call-share@2023-03-31", '
        '"response/staff/on-call-share@2024-03-31") }}',
    )
    (number,) = numbers(tree)
    assert facts(tree, f"note-{number}")["Sources"] == "note 1, note 2"
    assert note(tree, 1).startswith("Fire statistics, edition of 2023.")
    assert note(tree, 2).startswith("Fire statistics, edition of 2024.")


def test_arithmetic_over_two_vintages_of_a_figure_names_each_by_its_own_value(desk: Desk) -> None:
    newest = "response/staff/firefighters@2023-03-31"
    tree = page(desk, f'{{{{ difference("{newest}", "{newest}~2023") }}}}')
    assert "(603" in note(tree, 3)
    assert "(611" in note(tree, 3)
    assert "~" not in note(tree, 3)


def test_a_page_tells_of_when_its_newest_dated_source_is(desk: Desk) -> None:
    old, new = "response/staff/on-call-share@2023-03-31~2023", STATIONS
    undated = "plans/promises/new-engines/number"

    def told(*references: str) -> str:
        tree = page(desk, " ".join(f'{{{{ figure("{one}") }}}}' for one in references))
        return " ".join(str(one.text_content()) for one in tree.find_class("pf-foot__dated"))

    words = "The newest dated source of a figure on this page is of"
    assert told(old) == f"{words} August 2023."
    assert told(old, new) == told(new, old) == f"{words} 24 September 2024."
    assert told(new, undated) == f"{words} 24 September 2024. Some of its sources carry no date."
    assert told(undated) == ""


def test_a_figure_declared_as_derived_is_our_arithmetic_too(desk: Desk) -> None:
    tree = page(desk, '{{ figure("money/derived/pressure") }}')
    assert facts(tree, f"note-{numbers(tree)[0]}")["Our arithmetic"] == (
        "Total, Forecast, Eastmere (£14,409,000) − Total, Budget, Eastmere (£13,711,000)"
    )


def test_what_is_read_otherwise_than_printed_is_said_with_the_reason(desk: Desk) -> None:
    tree = page(desk, '{{ figure("money/claims/engine-cost") }}')
    said = facts(tree, "note-1-1")
    assert (said["Printed"], said["Where"]) == ("“£345”", "paragraph 2.2")
    assert said["Shown as"] == "£345,000, since: The report leaves out the thousands."


def test_a_combined_figure_names_every_row_it_stands_for(desk: Desk) -> None:
    tree = page(desk, '{{ figure("money/rescues/water-and-height") }}')
    said = facts(tree, "note-1-1")
    assert said["Where"] == "table 2, row 2; table 2, row 3"
    assert "Printed" not in said


def test_a_source_without_a_date_says_so(desk: Desk) -> None:
    tree = page(desk, '{{ figure("plans/events/plan/date") }}')
    assert "Safer Eastmere. Eastmere Fire Authority, date not established" in note(tree, 1)


def test_tables_lead_to_the_notes_without_a_number_on_every_cell(desk: Desk) -> None:
    tree = page(desk, '{{ table("money/budget") }}')
    assert numbers(tree) == []
    assert [link.get("href") for link in tree.find_class("pf-source")] == ["#note-1"]
    assert note(tree, 1).startswith("Budget monitoring at month 4.")


def test_every_link_to_a_note_leads_to_one_and_every_note_is_there_once(desk: Desk) -> None:
    tree = page(
        desk,
        f'{{{{ share("{STATIONS}", "{TOTAL}") }}}}\n\n{{{{ table("response/staff") }}}}\n\n'
        '{{ tracker("plans/promises") }}\n\n{{ figure("money/claims/grant") }}\n\n{{ chart("times") }}',
    )
    wanted = {str(link.get("href")) for link in tree.iter("a") if "#note" in str(link.get("href"))}
    there = [
        f"#{one.get('id')}" for one in tree.iter("li") if str(one.get("id")).startswith("note")
    ]
    assert len(there) == len(set(there))
    assert wanted <= set(there)
    assert len(wanted) >= 4


def test_a_page_without_figures_has_no_foot(desk: Desk) -> None:
    noted = number_notes(f"<p>Nothing</p>{FOOT_MARK}", desk.catalogue, desk.registers)
    assert noted.html == "<p>Nothing</p>"
    assert noted.references == ()


def test_the_foot_says_how_new_the_data_is_and_what_comes_next(desk: Desk) -> None:
    tree = page(desk, f'{{{{ figure("{STATIONS}") }}}}')
    assert "24 September 2024" in tree.find_class("pf-foot__dated")[0].text_content()
    assert tree.find_class("pf-foot__next")[0].text_content() == (
        "Next expected: Budget monitoring at month 8 (January 2025)."
    )
    assert tree.find_class("pf-foot__all")[0].find("a").get("href") == "../figures/"


def test_what_was_expected_and_did_not_come_is_told_above_the_text() -> None:
    sentence = f'{{{{ figure("{STATIONS}") }}}}'
    late = page(make_desk(as_of="2025-02-01"), sentence)
    (told,) = late.find_class("pf-expected")
    assert " ".join(told.text_content().split()) == (
        "This site expected newer figures by now and does not have them yet:"
        "Budget monitoring at month 8 (January 2025)"
    )
    assert not late.find_class("pf-foot__next")
    in_time = page(make_desk(as_of="2025-01-31"), sentence)
    assert not in_time.find_class("pf-expected")
    assert in_time.find_class("pf-foot__next")


def test_a_page_with_nothing_expected_says_nothing_of_it(desk: Desk) -> None:
    tree = page(desk, '{{ figure("response/staff/firefighters@latest") }}')
    assert not tree.find_class("pf-foot__next")


def test_links_are_made_relative_at_every_depth() -> None:
    text = '<a href="pf:/sources/#source-a"><img src="pf:/data/x.svg"></a><a href="#here">'
    assert relative_links(text, "") == (
        '<a href="./sources/#source-a"><img src="./data/x.svg"></a><a href="#here">'
    )
    assert 'href="../sources/#source-a"' in relative_links(text, "money/")
    assert 'src="../../data/x.svg"' in relative_links(text, "story/one/")
    assert 'href="./sources/' in relative_links(text, "404.html")


def test_all_figures_of_a_page_are_known_those_in_tables_too(desk: Desk) -> None:
    text = write(
        desk, f'{{{{ figure("{STATIONS}") }}}}\n\n{{{{ table("money/budget", "variance") }}}}'
    )
    noted = number_notes(text, desk.catalogue, desk.registers)
    assert noted.references == (
        STATIONS,
        "money/budget/stations/variance",
        "money/budget/training/variance",
        "money/budget/total/variance",
    )


def test_markup_that_is_only_quoted_is_no_figure(desk: Desk) -> None:
    quoted = '<code>&lt;data class="pf-figure" data-figure="REFERENCE" value="1"&gt;</code>'
    noted = number_notes(quoted + FOOT_MARK, desk.catalogue, desk.registers)
    assert noted.html == quoted
    assert noted.references == ()


def test_markup_of_a_figure_that_is_none_is_left_to_the_rule_that_finds_it(desk: Desk) -> None:
    typed = '<data class="pf-figure" data-figure="a/b/c" value="1">one</data>'
    noted = number_notes(typed, desk.catalogue, desk.registers)
    assert (noted.html, noted.references) == (typed, ())


def test_the_rules_are_listed_with_what_each_looked_at_and_found() -> None:
    from plainfigures.figures.findings import CheckRun, Finding

    runs = [
        CheckRun("one", "Title <1>", "First part.\n\nSecond & `part`.", 1234, "figures"),
        CheckRun("two", "Title 2", "Help.", 1, "pages", (Finding("two", "Wrong."),), ("A < B.",)),
        CheckRun("three", "Title 3", "Help.", 0, "names"),
    ]
    tree = html.fragment_fromstring(str(list_checks(runs)), create_parent="div")
    first, second, third = tree.find_class("pf-rule")
    assert first.get("id") == "rule-one"
    assert [part.text_content() for part in first] == [
        "Title <1>",
        "First part.",
        "Looked at 1,234 figures; found nothing wrong.",
        "What editors do if it finds somethingSecond & part.",
    ]
    assert [one.text for one in first.iter("code")] == ["part"]
    (outcome,) = second.find_class("pf-rule__outcome")
    assert outcome.text_content() == "Looked at 1 pages; found 1 thing to put right."
    assert third.find_class("pf-rule__outcome")[0].text == "There were no names to look at."
    assert third.find_class("pf-rule__remedy") == []
    declared = second.find_class("pf-rule__declared")[0]
    assert declared.find("summary").text_content() == "Known, and said openly: 1"
    assert [item.text_content() for item in declared.iter("li")] == ["A < B."]


def test_what_is_only_known_at_the_end_leaves_a_mark(desk: Desk) -> None:
    assert write(desk, "{{ checks() }}").strip() == block_mark("checks")
    assert write(desk, "{{ catalogue() }}").strip() == block_mark("catalogue")
