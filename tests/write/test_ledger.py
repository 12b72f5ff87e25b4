"""The ledger of numbers, as a reader meets it."""

from pathlib import Path

import pytest
from lxml import html

from plainfigures.errors import MacroProblem
from plainfigures.write import Desk, find_places, number_notes, relative_links
from plainfigures.write.notes import FOOT_MARK
from tests.making_ledger import make_papers
from tests.write.desks import make_desk, write

COLUMNS = ["Place", "As printed", "What became of it"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    """What the macro writes for a small site, read by a browser."""
    return html.fragment_fromstring(str(desk_of(tmp_path_factory).macros()["ledger"]()), "div")


def desk_of(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk over the papers of the fire authority."""
    root: Path = tmp_path_factory.mktemp("papers")
    make_papers(root)
    (root / "charts").mkdir()
    return make_desk(root)


def cells(row: html.HtmlElement) -> list[str]:
    """Return the cells of a table's row as their texts."""
    return [" ".join(cell.text_content().split()) for cell in row]


def rows(page: html.HtmlElement) -> list[list[str]]:
    """Return the rows of the document's list."""
    return [cells(row) for row in page.xpath(".//details//tbody/tr")]


def test_the_summary_says_what_became_of_how_many(page: html.HtmlElement) -> None:
    table = page.xpath(".//table")[0]
    assert cells(table.xpath("./tbody/tr")[0]) == [
        "Fire Authority, 2024",
        "29",
        "15",
        "12",
        "2",
        "0",
    ]
    assert cells(table.xpath("./tbody/tr")[-1])[0] == "All documents"


def test_each_reason_says_for_how_many_numbers_it_stands(page: html.HtmlElement) -> None:
    reasons = dict(cells(row) for row in page.xpath(".//table")[1].xpath("./tbody/tr"))
    assert reasons["Part of a name"] == "2"
    assert reasons["Held back on purpose"] == "2"
    assert "Printed again: the figure is taken where it stands elsewhere" not in reasons
    assert sum(int(number) for number in reasons.values()) == 29 - 15


def test_every_number_has_its_row_in_the_order_of_the_text(page: html.HtmlElement) -> None:
    assert [cell.text_content() for cell in page.xpath(".//details//thead//th")] == COLUMNS
    assert rows(page)[0] == ["cover", "4711", "Belongs to the page and not to what it says"]
    assert rows(page)[8] == ["paragraph 1.1", "£13.104m", "Forecast (month 4 of 2024 to 2025)"]
    assert len(rows(page)) == 30


def test_the_note_of_a_figure_leads_to_its_number_in_the_list(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    desk = desk_of(tmp_path_factory)
    places = find_places({"numbers/": str(desk.macros()["ledger"]())})
    text = write(desk, '{{ figure("fire/money/over") }}') + FOOT_MARK
    page = number_notes(text, desk.catalogue, desk.registers, places)
    tree = html.fragment_fromstring(relative_links(page.html, "money/"), "div")
    (link,) = [one for one in tree.iter("a") if "numbers/" in one.get("href")]
    assert link.text == desk.catalogue.find("fire/money/over").locator
    address, _, anchor = link.get("href").partition("#")
    assert address == "../numbers/"
    row = html.fragment_fromstring(str(desk.macros()["ledger"]()), "div").get_element_by_id(anchor)
    assert (
        desk.catalogue.find("fire/money/over").as_published.split()[-1]
        in row.getparent().text_content()
    )


def test_a_figure_is_a_link_to_its_place_in_the_list_of_figures(page: html.HtmlElement) -> None:
    links = page.xpath(".//details//tbody//a/@href")
    assert "pf:/figures/fire/#fire/money/over" in links
    assert page.xpath(".//table//a/@href")[0] == "#ledger-report-2024"
    assert page.xpath(".//details/@id") == ["ledger-report-2024"]


def test_what_is_held_back_has_its_place_and_its_sum_and_no_number(page: html.HtmlElement) -> None:
    held = [row for row in rows(page) if row[0] in {"table 1, row 2", "table 1, row 3"}]
    words = "Held back on purpose: part of Water and height (2023 to 2024)"
    assert [row[1:] for row in held] == [["–", words], ["–", words]]


def test_places_from_which_nothing_is_taken_are_named(page: html.HtmlElement) -> None:
    words = page.xpath(".//details/p")[-1].text_content()
    assert words.startswith("Places from which nothing is taken, of 25: purpose of the report")
    assert "paragraph 2.1" not in words


def test_one_document_alone_and_counts_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    macros = desk_of(tmp_path_factory).macros()
    assert "All documents" not in macros["ledger"]("report-2024")
    assert ">12</data>" in macros["ledger_count"]("explained")
    assert ">2</data>" in macros["ledger_count"]("name")
    assert ">0</data>" in macros["ledger_count"]("missing")
    with pytest.raises(MacroProblem, match="no document"):
        macros["ledger"]("report-2023")
    with pytest.raises(MacroProblem, match="does not count"):
        macros["ledger_count"]("names")


def test_a_site_without_a_ledger_is_told_so() -> None:
    with pytest.raises(MacroProblem, match="This site has no ledger of numbers"):
        make_desk().macros()["ledger"]()
