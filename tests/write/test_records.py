"""The list of figures: each with its permanent address, its history, and a sentence to cite it by."""

from pathlib import Path

import pytest
from lxml import html

from plainfigures.write import (
    Desk,
    Standing,
    list_figures,
    list_packages,
    named_packages,
    relative_links,
)
from tests.making import describe, edit
from tests.write.desks import facts, make_desk, text_of, write

STATIONS = "money/budget/stations/forecast"
TOTAL = "money/budget/total/forecast"
REVISED = "response/staff/firefighters@2023-03-31"


def listed(desk: Desk, package: str, standing: Standing | None = None) -> html.HtmlElement:
    """Return the list of a package's figures, as a tree, on the page where it stands."""
    made = list_figures(desk.catalogue, package, standing or Standing())
    return html.fragment_fromstring(
        relative_links(str(made), f"figures/{package}/"), create_parent="div"
    )


def test_packages_are_listed_with_the_number_of_their_figures(desk: Desk) -> None:
    write(desk, f'{{{{ share("{STATIONS}", "{TOTAL}") }}}}')
    tree = html.fragment_fromstring(str(list_packages(desk.catalogue)), create_parent="div")
    counted = sum(one.reference.startswith("money/") for one in desk.catalogue.figures)
    told = {
        one.find("a").get("href"): text_of(html.tostring(one).decode()) for one in tree.iter("li")
    }
    assert told["pf:/figures/money/"].endswith(f"({counted} figures)")
    assert told["pf:/figures/computed/"] == "Worked out in sentences (1 figure)"


def test_every_figure_has_its_address_on_the_page_of_its_package(desk: Desk) -> None:
    write(desk, f'{{{{ share("{STATIONS}", "{TOTAL}") }}}}')
    found = [
        str(one.get("id"))
        for name in named_packages(desk.catalogue)
        for one in listed(desk, name).find_class("pf-record")
    ]
    assert sorted(found) == sorted(figure.reference for figure in desk.catalogue.figures)


def test_a_figure_tells_all_that_is_known_of_it(desk: Desk) -> None:
    standing = Standing(
        pages={STATIONS: ["", "money/"]},
        titles={"money/": "What was spent"},
        name="Fire in figures",
        url="https://fire.example/",
    )
    tree = listed(desk, "money", standing)
    assert facts(tree, STATIONS) == {
        "": "",
        "What it is": "Fire stations, Forecast, Eastmere",
        "Whose figure": "Eastmere Fire Authority, for Eastmere",
        "As at": "month 4 of 2024 to 2025",
        "Status": "Forecast",
        "Basis": "Before reserves",
        "Printed": "“13,104”",
        "Where": "Budget monitoring at month 4, table 1, row 1",
        "Published": "24 September 2024",
        "Pages that use it": "home, What was spent",
        "To cite it": "Fire stations, Forecast, Eastmere, month 4 of 2024 to 2025: £13,104,000. "
        "Eastmere Fire Authority, “Budget monitoring at month 4”, table 1, row 1, "
        f"24 September 2024. Fire in figures, https://fire.example/figures/money/#{STATIONS}",
        "Permanent name": STATIONS,
    }
    links = [one.get("href") for one in tree.get_element_by_id(STATIONS).iter("a")]
    assert links == [
        "../../sources/#source-budget-2024",
        "../../",
        "../../money/",
        f"#{STATIONS}",
    ]


def test_what_did_not_come_about_is_cited_and_listed_as_that(desk: Desk) -> None:
    tree = listed(desk, "money")
    variance = "money/budget/stations/variance"
    assert "month 4 of 2024 to 2025, a forecast: £843,000" in facts(tree, variance)["To cite it"]
    summary = tree.get_element_by_id(variance).find("summary").text_content()
    assert summary == "£843,000 Variance, a forecast"


def test_a_citation_gives_a_document_no_words_and_no_date_of_ours(root: Path) -> None:
    documents = root / "datasets" / "sources" / "documents.csv"
    edit(documents, "report,2024-10-02,2024-09-24", "report,2024-10-02,")
    desk = make_desk(root)
    said = facts(listed(desk, "money"), "money/claims/engine-cost")["To cite it"]
    figure = desk.catalogue.find("money/claims/engine-cost")
    assert f" (printed as “{figure.as_published}”). Eastmere Fire Authority" in said
    assert ", meeting of 2 October 2024. " in said


def test_a_site_without_an_address_is_cited_by_the_permanent_name(desk: Desk) -> None:
    said = facts(listed(desk, "money", Standing(name="Fire in figures")), STATIONS)["To cite it"]
    assert said.endswith(f"Fire in figures, figures/money/#{STATIONS}")


def test_figures_of_one_row_stand_under_one_heading_and_are_told_apart(desk: Desk) -> None:
    tree = listed(desk, "money")
    record = tree.get_element_by_id(STATIONS)
    assert record.find("summary").text_content() == "£13,104,000 Forecast"
    headings = record.itersiblings("h3", preceding=True)
    assert next(headings).text_content() == "Fire stations, Eastmere"


def test_the_periods_of_a_series_stand_together(desk: Desk) -> None:
    tree = listed(desk, "response")
    records = [
        one for one in tree.find_class("pf-record") if "staff/firefighters@" in one.get("id")
    ]
    assert [one.find("summary").text_content() for one in records] == [
        "603 firefighters 31 March 2023",
        "620 firefighters 31 March 2024",
    ]
    heads = {next(one.itersiblings("h3", preceding=True)) for one in records}
    assert [one.text_content() for one in heads] == ["Firefighters, Eastmere"]


def test_every_version_of_a_figure_has_its_value_its_source_and_its_own_place(desk: Desk) -> None:
    tree = listed(desk, "response")
    versions = tree.get_element_by_id(REVISED).findall(".//li")
    assert [(one.get("id"), one.text_content()) for one in versions] == [
        (f"{REVISED}~2024", "603, Fire statistics, edition of 2024, August 2024"),
        (f"{REVISED}~2023", "611, Fire statistics, edition of 2023, August 2023"),
    ]
    assert facts(tree, REVISED)["Revised"].startswith("First published as 611")


def test_our_arithmetic_is_told_from_what_was_printed(desk: Desk) -> None:
    said = facts(listed(desk, "money"), "money/derived/pressure")
    assert said["Our arithmetic"] == (
        "Total, Forecast, Eastmere (£14,409,000) − Total, Budget, Eastmere (£13,711,000)"
    )
    assert said["Sources"] == "Budget monitoring at month 4"
    assert "Worked out from: Eastmere Fire Authority" in said["To cite it"]
    assert not {"Printed", "Where"} & set(said)


def test_a_name_that_was_changed_keeps_leading_to_its_figure(root: Path) -> None:
    describe(
        root / "datasets" / "money",
        lambda content: content["plainfigures"]["aliases"].update({"spending/budget/all": TOTAL}),
    )
    desk = make_desk(root)
    old = listed(desk, "money").get_element_by_id("money/budget/fire-stations/variance")
    (link,) = old.iter("a")
    assert link.get("href") == "../../figures/money/#money/budget/stations/variance"
    # A package that is there no more keeps its page, for the names that it had.
    assert "spending" in named_packages(desk.catalogue)
    (only,) = listed(desk, "spending").iter("li")
    assert only.get("id") == "spending/budget/all"


def test_the_tables_of_a_package_are_listed_before_its_figures(desk: Desk) -> None:
    tree = listed(desk, "money")
    contents = tree.find_class("pf-list")[0]
    there = {str(one.get("id")) for one in tree.iter("h2")}
    assert {link.get("href")[1:] for link in contents.iter("a")} <= there
    assert "money/budget" in there
    assert "../../data/figures/money.json" in [link.get("href") for link in tree.iter("a")]


@pytest.mark.parametrize("where", ["title", "label"])
def test_words_of_the_data_are_text(root: Path, where: str) -> None:
    if where == "title":
        describe(
            root / "datasets" / "money", lambda content: content.update(title="Pounds & <pence>")
        )
        assert "Pounds & <pence>" in text_of(list_packages(make_desk(root).catalogue))
    else:
        edit(root / "datasets" / "money" / "budget.csv", "Fire stations", "Fire <b>stations</b>")
        tree = listed(make_desk(root), "money")
        assert "Fire <b>stations</b>, Forecast" in tree.text_content()
