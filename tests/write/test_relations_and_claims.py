"""Relations and claims as readers meet them: the lists, the counts, and the way from a figure."""

import pytest
from lxml import html
from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.write import Desk, Standing, list_figures, number_notes, relative_links
from plainfigures.write.notes import FOOT_MARK
from plainfigures.write.places import find_places
from tests.stating import DISCREPANCY, claim, relation, stated
from tests.write.desks import AS_OF, facts, problem, text_of, to_html, write

TOTAL = "money/rescues/road + money/rescues/water-and-height = money/rescues/total"
ENGINE = "money/claims/engine-cost = printed(money/claims/engine-cost)"
SHARE = "money/rescues/road / money/rescues/total * 100"

RELATIONS = [
    relation(TOTAL, key="rescues", title="The kinds make up all rescues", note="In one <year>."),
    relation(
        ENGINE, key="engine", title="An engine costs what is printed", discrepancy=DISCREPANCY
    ),
    relation(
        "money/budget/total/variance = 698500", key="rounded", title="The variance, more exactly"
    ),
    relation(
        "last(money/rescues/road) < first(money/budget/total/variance)",
        key="order",
        title="The years follow",
        across=("basis", "status"),
    ),
]
CLAIMS = [
    claim("mostly-roads", f"{SHARE} > 50", f"{SHARE} > 90", "money/claims/grant > 3000000"),
    claim(
        "best-trained", why_not="Nothing is published on it.", figures=("money/claims/new-engines",)
    ),
]


@pytest.fixture(scope="module")
def desk() -> Desk:
    """A desk over figures with relations and claims."""
    return Desk(stated(RELATIONS, CLAIMS), Clock(parse_moment(AS_OF)))


def rows(tree: html.HtmlElement) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in tree.iter("tr")]


def test_every_relation_is_listed_with_both_sides_and_its_outcome(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ relations() }}"))
    (details,) = tree.find_class("pf-catalogue")
    assert details.findtext("summary") == "Money (4)"
    assert rows(tree) == [
        ["What must agree", "What is printed", "What we work out", "Outcome"],
        [
            "The kinds make up all rescuesIn one <year>.",
            "Road crashes (210 rescues) + Water and height, together (34 rescues) equals All rescues "
            "(244 rescues)",
            "244 rescues on both sides",
            "Holds exactly",
        ],
        [
            "An engine costs what is printed",
            "Cost of a new engine (£345,000) equals Cost of a new engine, as printed (£345)",
            "–",
            "Does not hold, and we say so",
        ],
        [
            "The variance, more exactly",
            "Total, Variance (£698,000) equals 698,500",
            "–",
            "Holds within rounding",
        ],
        [
            "The years follow",
            "The last day of Road crashes (2023 to 2024) is before the first day of Total, Variance "
            "(month 4 of 2024 to 2025)",
            "–",
            "Holds exactly",
        ],
    ]


def test_figures_and_days_in_the_lists_are_for_machines_too() -> None:
    day = "last(money/rescues/road) + 1 = first(money/budget/total/variance)"
    follow = relation(day, key="order", across=("basis", "status"))
    page = write(
        Desk(stated([*RELATIONS, follow]), Clock(parse_moment(AS_OF))), "{{ relations() }}"
    )
    tree = to_html(page)
    figures = {one.get("data-figure"): one.get("value") for one in tree.iter("data")}
    # What is shown as printed still carries the value that the site uses.
    assert figures["money/claims/engine-cost"] == "345000"
    assert figures["money/rescues/road"] == "210"
    assert [one.get("datetime") for one in tree.iter("time")] == ["2024-04-01"]
    assert [one.get("value") for one in tree.find_class("pf-worked")] == ["244"]


def test_relations_of_one_outcome_can_be_had_alone(desk: Desk) -> None:
    titles = [row[0] for row in rows(to_html(write(desk, '{{ relations("within rounding") }}')))]
    assert titles == ["What must agree", "The variance, more exactly"]


def test_a_discrepancy_is_told_in_full(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ discrepancies() }}"))
    (entry,) = tree.find_class("pf-entry")
    assert entry.get("id") == "relation-money-engine"
    assert entry.findtext("h3") == "An engine costs what is printed"
    assert entry.findtext("p") == "The report leaves the thousands out."
    names = [one.text_content() for one in entry.iter("dt")]
    said = [" ".join(one.text_content().split()) for one in entry.iter("dd")]
    assert dict(zip(names, said, strict=True)) == {
        "In print": "Cost of a new engine: “£345”, which we read as £345,000 "
        "(Budget monitoring at month 4, paragraph 2.2)",
        "Expected": "Cost of a new engine (£345,000) should equal Cost of a new engine, as printed (£345).",
        "We find": "That is £345,000 on one side, £345 on the other: £344,655 apart.",
        "We show": "The cost with its thousands.",
        "Why": "The order of the year before gives the cost in full.",
    }
    assert [one.get("href") for one in entry.iter("a")] == ["pf-note:budget-2024"]
    (links,) = tree.find_class("pf-contents")
    assert [(one.text, one.get("href")) for one in links.iter("a")] == [
        ("An engine costs what is printed", "#relation-money-engine")
    ]


def test_what_readers_should_see_first_comes_first() -> None:
    engine = relation(ENGINE, key="engine", discrepancy=DISCREPANCY)
    packages = stated([engine]).packages
    response = replace(packages["response"], relations=(engine,))
    catalogue = Catalogue([{**packages, "response": response}[name] for name in packages])
    mixed = Desk(catalogue, Clock(parse_moment(AS_OF)))

    def order(call: str) -> list[str]:
        entries = to_html(write(mixed, call)).find_class("pf-entry")
        return [one.get("id").removeprefix("relation-") for one in entries]

    assert order("{{ discrepancies() }}") == ["money-engine", "response-engine"]
    first = '{{ discrepancies(first=["response"]) }}'
    assert order(first) == ["response-engine", "money-engine"]
    found = problem(mixed, '{{ discrepancies(first=["respons"]) }}')
    assert (found.message, found.suggestion) == ('There is no data package "respons".', "response")


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("money/rescues/road <= 200", "Road crashes (210 rescues) should not be above 200."),
        ("money/rescues/road > 220", "Road crashes (210 rescues) should be above 220."),
        (
            "last(money/rescues/road) >= first(money/budget/total/variance)",
            "The last day of Road crashes (2023 to 2024) should not be before the first day of "
            "Total, Variance (month 4 of 2024 to 2025).",
        ),
    ],
)
def test_what_was_expected_is_told_as_what_should_be(test: str, said: str) -> None:
    one = relation(test, across=("basis", "status"), discrepancy=DISCREPANCY)
    page = write(Desk(stated([one]), Clock(parse_moment(AS_OF))), "{{ discrepancies() }}")
    assert said in text_of(page)


def test_all_that_does_not_hold_is_told_and_what_holds_is_not() -> None:
    road, all_of_them = "money/rescues/road", "money/rescues/total"
    test = f"{road} > {all_of_them} and {road} > 0 and {road} > 220"
    one = relation(test, discrepancy=DISCREPANCY)
    said = text_of(write(Desk(stated([one]), Clock(parse_moment(AS_OF))), "{{ discrepancies() }}"))
    assert (
        "Road crashes (210 rescues) should be above All rescues (244 rescues); and "
        "Road crashes (210 rescues) should be above 220." in said
    )
    assert (
        "That is 210 rescues on one side, 244 rescues on the other: 34 rescues apart; "
        "210 rescues on one side, 220 rescues on the other: 10 rescues apart." in said
    )


def test_whole_things_are_not_told_in_parts() -> None:
    test = "money/rescues/road / 4 = money/rescues/water-and-height"
    one = relation(test, across=("basis", "status"), discrepancy=DISCREPANCY)
    page = write(Desk(stated([one]), Clock(parse_moment(AS_OF))), "{{ discrepancies() }}")
    said = "That is about 53 rescues on one side, 34 rescues on the other: about 19 rescues apart."
    assert said in text_of(page)


def test_every_reading_of_a_claim_is_told_as_fully_as_the_next(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ claims() }}"))
    assert [one.text_content() for one in tree.find_class("pf-outcomes")[0]] == [
        "0 borne out",
        "1 borne out only on a stated reading",
        "0 not borne out",
        "1 cannot be checked with what is published",
    ]
    roads, trained = tree.find_class("pf-entry")
    assert roads.get("id") == "claim-money-mostly-roads"
    assert roads.find_class("pf-chip")[0].text == "Borne out only on a stated reading"
    said = [" ".join(one.text_content().split()) for one in roads.iter("dd")]
    tested = "Road crashes (210 rescues) ÷ All rescues (244 rescues) × 100"
    assert said[0] == "Eastmere Fire Authority"
    assert said[1] == "“most of our rescues”"
    assert said[2] == "Budget monitoring at month 4, paragraph 2.4"
    assert said[3] == (
        f"On this reading. Holds. Tested: {tested} is above 50. "
        "That is 86.07 on one side, 50 on the other."
    )
    assert said[4] == (
        f"On this reading. Does not hold. Tested: {tested} is above 90. "
        "That is 86.07 on one side, 90 on the other: 3.93 apart."
    )
    assert said[5] == (
        "On this reading. Cannot be told from what is printed. "
        "Tested: Government grant (over £2,100,000) is above 3,000,000."
    )
    assert "Nothing is published on it." in text_of(html.tostring(trained, encoding="unicode"))
    assert "New fire engines: “six” engines" in trained.text_content()
    assert "Of whom?" in trained.text_content()


def test_an_outcome_in_a_sentence_leads_to_the_whole_claim(desk: Desk) -> None:
    page = write(desk, '{{ claim("mostly-roads") }} {{ claim("money/best-trained") }}')
    listed = write(desk, "{{ claims() }}")
    places = find_places({"claims/": listed})
    linked = number_notes(page, desk.catalogue, desk.registers, places).html
    tree = to_html(relative_links(linked, "money/"))
    assert [(one.text, one.get("href")) for one in tree.iter("a")] == [
        ("borne out only on a stated reading", "../claims/#claim-money-mostly-roads"),
        ("cannot be checked with what is published", "../claims/#claim-money-best-trained"),
    ]


def test_without_a_page_of_claims_the_outcome_is_just_words(desk: Desk) -> None:
    page = number_notes(write(desk, '{{ claim("mostly-roads") }}'), desk.catalogue, desk.registers)
    assert page.html == "borne out only on a stated reading"


@pytest.mark.parametrize(
    ("call", "count", "what"),
    [
        ("relation_count()", "4", "relations"),
        ('relation_count("declared")', "1", "relations found “declared”"),
        ("claim_count()", "2", "claims"),
        ('claim_count("not borne out")', "0", "claims found “not borne out”"),
    ],
)
def test_counts_are_figures_of_our_arithmetic(desk: Desk, call: str, count: str, what: str) -> None:
    page = number_notes(
        write(desk, f"{{{{ {call} }}}}") + FOOT_MARK, desk.catalogue, desk.registers
    )
    tree = html.fragment_fromstring(page.html, create_parent="div")
    assert tree.find_class("pf-figure")[0].text == count
    assert facts(tree, "note-1")["Our arithmetic"] == f"the number of {what}"


@pytest.mark.parametrize(
    ("call", "message", "near"),
    [
        ('relations("declard")', 'There is no outcome "declard".', "declared"),
        ('relation_count("exactly")', 'There is no outcome "exactly".', "exact"),
        ('claim_count("borne")', 'There is no outcome "borne".', "borne out"),
        ('claim("mostly-road")', 'There is no claim "mostly-road".', "money/mostly-roads"),
    ],
)
def test_what_is_not_there_is_told(desk: Desk, call: str, message: str, near: str) -> None:
    found = problem(desk, f"{{{{ {call} }}}}")
    assert (found.message, found.suggestion) == (message, near)


def test_with_nothing_declared_the_lists_say_so() -> None:
    bare = Desk(stated(), Clock(parse_moment(AS_OF)))
    page = "{{ relations() }}\n\n{{ discrepancies() }}\n\n{{ claims() }}"
    assert text_of(write(bare, page)) == "There are none. There are none. There are none."


def test_the_note_of_a_figure_leads_to_what_does_not_agree_with_it(desk: Desk) -> None:
    places = {"relation-money-engine": "adds-up/#relation-money-engine"}
    text = '{{ figure("money/claims/engine-cost") }} {{ figure("money/rescues/road") }}'
    page = number_notes(write(desk, text) + FOOT_MARK, desk.catalogue, desk.registers, places)
    tree = html.fragment_fromstring(relative_links(page.html, ""), create_parent="div")
    assert facts(tree, "note-1-1")["Not in agreement"] == "An engine costs what is printed"
    assert "Not in agreement" not in facts(tree, "note-1-2")
    links = [one.get("href") for one in tree.get_element_by_id("note-1").iter("a")]
    assert "./adds-up/#relation-money-engine" in links


def test_the_list_of_figures_leads_to_the_relations_of_each(desk: Desk) -> None:
    places = find_places({"adds-up/": write(desk, "{{ relations() }}\n{{ discrepancies() }}")})
    tree = to_html(list_figures(desk.catalogue, "money", Standing(places=places)))
    row = tree.get_element_by_id("money/rescues/road")
    said = facts(tree, "money/rescues/road")["Held against"]
    assert said == "The kinds make up all rescues; The years follow"
    links = [one.get("href") for one in row.iter("a") if "relation" in one.get("href", "")]
    assert links == ["pf:/adds-up/#relation-money-rescues", "pf:/adds-up/#relation-money-order"]
    alone = facts(tree, "money/rescues/water-and-height")
    assert alone["Held against"] == "The kinds make up all rescues"
    assert "Held against" not in facts(tree, "money/budget/training/forecast")


def test_sides_are_said_to_be_apart_only_where_they_should_not_be() -> None:
    stations = "money/budget/stations/forecast - money/budget/stations/budget"
    tests = {"= 843000": "", "= 843400": ": £400 apart", "> 1000": "", "< 1000": ": £842,000 apart"}
    for test, apart in tests.items():
        known = DISCREPANCY if test == "< 1000" else None
        one = relation(f"{stations} {test}", across=("basis", "status"), discrepancy=known)
        page = write(Desk(stated([one]), Clock(parse_moment(AS_OF))), "{{ relations() }}")
        (cell,) = [row[2] for row in rows(to_html(page))[1:]]
        assert cell.partition("on the other")[2] == apart


def test_what_a_table_leaves_out_beside_a_number_is_said() -> None:
    test = "money/budget/total/variance = money/rescues/road"
    one = relation(test, across=("unit", "period", "basis", "status"), discrepancy=DISCREPANCY)
    page = write(Desk(stated([one]), Clock(parse_moment(AS_OF))), "{{ discrepancies() }}")
    assert "month 4 of 2024 to 2025: “698”, that is £698,000 (Budget" in text_of(page)
    assert "Road crashes, 2023 to 2024: “210” rescues (the same source, " in text_of(page)
