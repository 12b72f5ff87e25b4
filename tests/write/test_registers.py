"""Sources, glossary, events, changes and downloads, as a page shows them."""

import json
from pathlib import Path

import pytest

from plainfigures.write import Desk
from tests.making import Table, append, describe, edit, write_package
from tests.write.desks import make_desk, problem, text_of, to_html, write

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
STATEMENT = "Contains public sector information licensed under the Open Government Licence v3.0."


def test_a_source_is_named_with_its_date_and_linked_to_its_entry(desk: Desk) -> None:
    assert write(desk, '{{ source("budget-2024") }}') == (
        '<a class="pf-source" href="pf:/sources/#source-budget-2024">'
        "Budget monitoring at month 4 (24 September 2024)</a>"
    )
    assert text_of(write(desk, '{{ source("statistics-2024") }}')).endswith("(August 2024)")
    assert text_of(write(desk, '{{ source("plan-2023") }}')) == "Safer Eastmere"


def test_the_register_tells_of_each_source_what_is_known(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ sources() }}"))
    assert len(tree.find_class("pf-entry")) == 5
    entry = tree.get_element_by_id("source-budget-2024")
    told = dict(zip(entry.iter("dt"), entry.iter("dd"), strict=True))
    assert {name.text_content(): words.text_content() for name, words in told.items()} == {
        "Published by": "Eastmere Fire Authority",
        "Kind": "Report",
        "Meeting": "2 October 2024",
        "Published": "24 September 2024",
        "How we know the date": "Printed on the cover",
        "Licence": f"Open Government Licence v3.0. {STATEMENT} Eastmere Fire Authority, 2 October 2024",
        "Address": "https://fire.example/budget-2024",
    }
    assert [link.get("href") for link in entry.iter("a")] == [
        OGL,
        "https://fire.example/budget-2024",
    ]


def test_a_date_that_is_not_established_says_why(desk: Desk) -> None:
    entry = to_html(write(desk, "{{ sources() }}")).get_element_by_id("source-plan-2023")
    assert "The plan carries no date of publication" in entry.text_content()
    assert not list(entry.iter("a"))


def test_a_publisher_that_is_not_the_body_that_met_is_told_apart(root: Path) -> None:
    file = root / "datasets" / "sources" / "documents.csv"
    edit(file, "Inspectorate of Fire Services,inspectorate,", "Inspectors,inspectorate,")
    entry = to_html(write(make_desk(root), "{{ sources() }}")).get_element_by_id(
        "source-inspection-2024"
    )
    words = " ".join(entry.text_content().split())
    assert "Published byInspectors" in words
    assert "Body that metInspectorate of Fire Services" in words


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:x", "data:text/html;x"]
)
def test_an_address_that_is_a_program_is_shown_and_never_a_link(root: Path, address: str) -> None:
    file = root / "datasets" / "sources" / "documents.csv"
    edit(file, "https://fire.example/budget-2024", address)
    tree = to_html(write(make_desk(root), "{{ sources() }}"))
    entry = tree.get_element_by_id("source-budget-2024")
    assert [link.get("href") for link in entry.iter("a")] == [OGL]
    assert address.strip() in entry.text_content()


def test_the_whole_glossary_is_in_the_order_of_the_alphabet(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ glossary() }}"))
    assert [term.text_content() for term in tree.iter("dt")] == [
        "FRA (fire and rescue authority)",
        "on-call firefighter",
        "outturn",
    ]
    assert [term.get("id") for term in tree.iter("dt")] == ["fra", "on-call-firefighter", "outturn"]
    assert tree.findtext(".//dd") == "The body that answers for the fire service."


def test_a_term_in_a_sentence_has_its_meaning_at_hand_and_the_writers_spelling(desk: Desk) -> None:
    assert write(desk, '{{ glossary("On-call firefighter") }}') == (
        '<a class="pf-term" href="pf:/glossary/#on-call-firefighter" '
        'data-meaning="A firefighter who has another job and comes when called.">'
        "On&#45;call firefighter</a>"
    )


def test_events_come_in_the_order_of_their_dates_each_a_figure(desk: Desk) -> None:
    written = write(desk, '{{ timeline("plans/events") }}')
    tree = to_html(written)
    assert [when.text_content() for when in tree.find_class("pf-when")] == [
        "April 2023",
        "17 May 2024",
        "Quarter 3 of 2024",
    ]
    assert [what.text_content() for what in tree.find_class("pf-what")] == [
        "The plan begins",
        "The inspectors report",
        "The new station opens",
    ]
    assert "They find the service good." in text_of(written)
    assert written.count('<data class="pf-figure"') == 3


def test_a_row_without_a_date_has_no_place_in_a_timeline(root: Path) -> None:
    text = "key,date,as_published,reason,source,locator\nfirst,,,x,plan-2023,paragraph 9\n"
    date = {"date": {"plainfigures": {"kind": "date"}}}
    write_package(root, "days", [Table("days", text, ["key"], date)])
    found = problem(make_desk(root), '{{ timeline("days/days") }}')
    assert found.message == (
        'The row "first" of "days/days" has no date in "date", so it has no place in a timeline.'
    )


def test_an_event_put_in_later_takes_its_place_in_time(root: Path) -> None:
    file = root / "datasets" / "plans" / "events.csv"
    append(file, "early,2022-01-05,5 January 2022,Before it all,,start,plan-2023,paragraph 0")
    tree = to_html(write(make_desk(root), '{{ timeline("plans/events") }}'))
    assert tree.find_class("pf-what")[0].text_content() == "Before it all"


def test_the_events_of_one_phase(desk: Desk) -> None:
    tree = to_html(write(desk, '{{ timeline("plans/events", phase="since") }}'))
    assert [what.text_content() for what in tree.find_class("pf-what")] == [
        "The inspectors report",
        "The new station opens",
    ]


def test_every_package_can_be_downloaded(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ downloads() }}"))
    assert [one.get("id") for one in tree.find_class("pf-entry")] == [
        f"package-{name}" for name in ("glossary", "money", "plans", "response", "sources")
    ]
    links = [link.get("href") for link in tree.get_element_by_id("package-money").iter("a")]
    assert links == [
        "pf:/data/money/money.xlsx",
        "pf:/data/money/money.zip",
        "pf:/data/money/README.txt",
        "pf:/data/money/datapackage.json",
        "pf:/data/money/budget.csv",
        "pf:/data/money/rescues.csv",
        "pf:/data/money/withheld.csv",
        "pf:/data/money/claims.csv",
        OGL,
    ]
    assert "CSV, 3 rows" in tree.get_element_by_id("package-money").text_content()


def test_the_licence_of_each_source_is_said_where_its_figures_are_offered(desk: Desk) -> None:
    entry = to_html(write(desk, '{{ downloads("plans") }}')).get_element_by_id("package-plans")
    *_, licences = entry.findall("ul")
    assert [one.text_content() for one in licences] == [
        "Eastmere Fire Authority: Open Government Licence v3.0",
        "Eastmere Fire Authority: Licence not stated",
    ]


def test_a_source_whose_licence_is_not_known_says_so(root: Path) -> None:
    file = root / "datasets" / "sources" / "documents.csv"
    edit(file, ",Licence not stated,", ",,")
    tree = to_html(write(make_desk(root), "{{ sources() }}"))
    assert "Licence not stated" in tree.get_element_by_id("source-plan-2023").text_content()


def test_one_package_can_be_offered_alone(desk: Desk) -> None:
    tree = to_html(write(desk, '{{ downloads("plans") }}'))
    assert [one.get("id") for one in tree.find_class("pf-entry")] == ["package-plans"]


def test_the_title_of_a_package_is_text(root: Path) -> None:
    title = "Money <script>alert(1)</script> & *more*"
    describe(root / "datasets" / "money", lambda content: content.update(title=title))
    assert json.loads((root / "datasets" / "money" / "datapackage.json").read_text("utf-8"))
    tree = to_html(write(make_desk(root), '{{ downloads("money") }}'))
    assert tree.findtext(".//h3") == title


@pytest.mark.parametrize(
    ("call", "message", "suggestion"),
    [
        ('source("budget-2042")', 'There is no source "budget-2042".', "budget-2024"),
        ('glossary("outturns")', 'The glossary has no term "outturns".', "outturn"),
        ("glossary(3)", 'glossary: "term" must be in quotes.', ""),
        ('timeline("plans/event")', 'There is no table "plans/event".', "plans/events"),
        (
            'timeline("money/budget")',
            'The table "money/budget" has no dates to put in order.',
            "",
        ),
        (
            'timeline("plans/events", phase="sinc")',
            '"plans/events" has no phase "sinc".',
            "since",
        ),
        ('downloads("mony")', 'There is no data package "mony".', "money"),
        ("sources(1)", "sources takes nothing in its brackets.", ""),
        ('changelog("money")', "changelog takes nothing in its brackets.", ""),
        ("catalogue(3)", 'catalogue: "package" must be in quotes.', ""),
        ("checks(all=True)", 'checks has no argument "all".', ""),
    ],
)
def test_each_misuse_of_a_register_is_told(
    desk: Desk, call: str, message: str, suggestion: str
) -> None:
    found = problem(desk, f"{{{{ {call} }}}}")
    assert (found.message, found.suggestion, found.line) == (message, suggestion, 1)
