"""A page for each station: its address, its words, its chart, and the page that lists them all."""

import re
from pathlib import Path

import pytest

from plainfigures.preparing import Prepared
from plainfigures.story import address_of
from tests.expanding.conftest import look
from tests.making import edit


def text_of(prepared: Prepared, address: str) -> str:
    """Return what a page says, without its markup."""
    (page,) = [one for one in prepared.pages if address_of(one.page) == address]
    words = re.sub(r"<figure.*?</figure>|<[^>]*>", " ", page.markdown, flags=re.DOTALL)
    return " ".join(words.split())


def test_each_station_has_a_page_in_the_order_of_the_table(prepared: Prepared) -> None:
    made = [one.page for one in prepared.pages if one.page.template]
    assert [address_of(one) for one in made] == [
        f"stations/{name}/" for name in ("eastmere", "harbour", "hill", "quarry", "old-mill")
    ]
    assert made[1].meta["title"] == "Calls at King's Harbour & Quay"
    assert made[1].meta["areas"] == ["harbour", "eastmere"]
    assert made[2].meta["areas"] == ["hill"]


@pytest.mark.parametrize(
    ("station", "said"),
    [
        (
            "eastmere",
            ("The rate was 44.1 calls.", "Its place is joint 2nd of 3.", "the Coast region"),
        ),
        ("hill", ("The rate was kept confidential.", "Its place is not known.")),
        (
            "quarry",
            ("The rate was 60.2 calls.", "Its place is 1st of 3.", "Its neighbours are Hill"),
        ),
        (
            "old-mill",
            ("The last one, of 31 March 2023 , was 12 calls .", "Its place is not known."),
        ),
    ],
)
def test_what_is_missing_reads_as_a_sentence(
    prepared: Prepared, station: str, said: tuple[str, ...]
) -> None:
    text = text_of(prepared, f"stations/{station}/").replace(" .", ".").replace(" ,", ",")
    assert [one for one in said if one.replace(" .", ".").replace(" ,", ",") not in text] == []


def test_a_cell_that_is_empty_leaves_its_sentence_out(prepared: Prepared) -> None:
    assert "It lies in" not in text_of(prepared, "stations/old-mill/")
    assert "Its neighbours" not in text_of(prepared, "stations/hill/")


def test_a_table_shows_the_station_and_its_neighbours(prepared: Prepared) -> None:
    (page,) = [one for one in prepared.pages if address_of(one.page) == "stations/eastmere/"]
    heads = re.findall(r'<th scope="col">(.*?)</th>', page.markdown.split("pf-table")[-1])
    assert heads == ["When", "Eastmere", "Harbour", "Hill"]


def test_a_chart_stands_on_the_page_of_its_row_alone(prepared: Prepared) -> None:
    addresses = {address_of(one.page) for one in prepared.pages}
    assert "charts/times/" in addresses
    assert not any("rate-" in one for one in addresses)
    chart = prepared.desk.charts.declarations["rate-harbour"]
    assert chart.address == "stations/harbour/#chart-rate-harbour"
    assert chart.title == "Calls at King's Harbour &amp; Quay"


def test_the_list_leads_to_every_page(prepared: Prepared) -> None:
    (page,) = [one for one in prepared.pages if address_of(one.page) == "stations/"]
    assert re.findall(r'href="pf:/(.*?)"', page.markdown) == [
        f"stations/{name}/" for name in ("eastmere", "hill", "harbour", "old-mill", "quarry")
    ]


def test_the_list_can_be_parted_by_a_column(site: Path) -> None:
    page = site / "docs" / "stations" / "index.md"
    edit(page, 'pages_of("stations/[station]")', 'pages_of("stations/[station]", by="region")')
    text = text_of(look(site), "stations/")
    assert "Coast Eastmere King&#39;s Harbour" in text
    assert "Others Old Mill" in text


def test_where_chooses_among_the_rows(site: Path) -> None:
    template = site / "docs" / "stations" / "[station].md"
    edit(
        template,
        "{table: stations/register,",
        "{table: stations/register, where: {region: Inland},",
    )
    edit(template, ", several: neighbours}", "}")
    edit(template, ', "{neighbours}"]', "]")
    text = template.read_text("utf-8")
    template.write_text(text[: text.index('{% if "{neighbours}" %}')], "utf-8")
    prepared = look(site)
    assert [one.message for one in prepared.findings if one.level == "error"] == []
    assert [one.page.row for one in prepared.pages if one.page.template] == ["hill", "quarry"]


def test_a_page_that_an_editor_wrote_goes_before(site: Path) -> None:
    own = site / "docs" / "stations" / "hill.md"
    own.write_text("# Hill, by hand\n\nIt is on a hill.\n", "utf-8")
    prepared = look(site)
    assert [one.message for one in prepared.findings if one.level == "error"] == []
    assert "by hand" in text_of(prepared, "stations/hill/")


def test_a_template_held_back_makes_no_page_yet(site: Path) -> None:
    edit(
        site / "docs" / "stations" / "[station].md", "kicker:", "publish_after: 2025-01-01\nkicker:"
    )
    (told,) = [one for one in look(site).findings if one.level == "error"]
    assert told.path == "docs/stations/index.md"
    assert told.message.startswith("Each page of this template is held back until 1 January 2025")
    listed = 'pages_of("stations/[station]"'
    edit(site / "docs" / "stations" / "index.md", listed, f'{listed}, until="They follow."')
    prepared = look(site)
    assert prepared.sound
    assert "They follow." in text_of(prepared, "stations/")
    assert [one.page.path for one in prepared.pages if one.page.template] == []
    assert len(prepared.held.held) == 5
    assert prepared.held.hides("stations/[station].md")
    assert "rate-hill" not in prepared.desk.charts.declarations


def test_one_row_more_is_one_page_more(site: Path, prepared: Prepared) -> None:
    register = site / "datasets" / "stations" / "register.csv"
    before = {one.page.path: one.page.text for one in prepared.pages if one.page.template}
    register.write_text(
        register.read_text("utf-8") + "far-isle,Far Isle,Inland,,statistics-2024,row 6\n", "utf-8"
    )
    after = {one.page.path: one.page.text for one in look(site).pages if one.page.template}
    assert set(after) - set(before) == {"docs/stations/far-isle.md"}
    assert {path: after[path] for path in before} == before
