"""What a reader takes away from a finished site: the downloads, the whole story, the metadata."""

import gzip
import hashlib
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree, html

from tests.making import edit
from tests.site.building import build, page_of

LD = './/script[@type="application/ld+json"]'


def entry_of(site: Path, address: str) -> dict[str, object]:
    """Return the one block of schema.org in a page."""
    (script,) = page_of(site, address).findall(LD)
    entry = json.loads(script.text)
    assert isinstance(entry, dict)
    return entry


def test_every_download_that_is_offered_is_there_and_has_its_checksum(template: Path) -> None:
    page = page_of(template, "data")
    data = template / "site" / "data"
    lines = (data / "checksums.txt").read_text("utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    offered = {link.get("href") for link in page.xpath(".//li/a[@download]")}
    assert {"money/money.xlsx", "money/money.zip", "money/README.txt", "money/budget.csv"} <= {
        str(one).removeprefix("../data/") for one in offered
    }
    for one in offered:
        name = str(one).removeprefix("../data/")
        assert sums[name] == hashlib.sha256((data / name).read_bytes()).hexdigest()
    assert sums["all-data.zip"] == hashlib.sha256((data / "all-data.zip").read_bytes()).hexdigest()


def test_each_download_says_what_it_is_and_how_large(template: Path) -> None:
    page = page_of(template, "data")
    said = [one.text_content() for one in page.get_element_by_id("package-money").iter("li")]
    assert any(one.startswith("All its tables in one spreadsheet (XLSX, ") for one in said)
    assert any("(CSV, 3 rows, 1 KB)" in one for one in said)
    assert all(" KB)" in one for one in said if one.startswith(("All ", "What ", "The same")))


def test_the_spreadsheet_in_the_zip_of_all_is_the_one_beside_the_tables(template: Path) -> None:
    data = template / "site" / "data"
    with zipfile.ZipFile(data / "all-data.zip") as archive:
        assert archive.read("money/money.xlsx") == (data / "money" / "money.xlsx").read_bytes()
    book = openpyxl.load_workbook(data / "money" / "money.xlsx")
    cover = [cell.value for cell in book["Cover"]["A"]]
    assert "Published by Eastmere Citizens' Panel." in cover
    assert "Contact: panel@fire.example" in cover


def test_the_page_of_a_packages_figures_describes_it_as_a_dataset(template: Path) -> None:
    entry = entry_of(template, "figures/money")
    assert entry["@type"] == "Dataset"
    assert entry["url"] == "../../figures/money/"


def test_pages_that_tell_the_story_are_reports_and_no_others(template: Path) -> None:
    entry = entry_of(template, "money")
    assert (entry["@type"], entry["url"]) == ("Report", "../money/")
    assert entry["isBasedOn"]
    assert entry_of(template, "")["@type"] == "Report"
    for address in ("sources", "data", "checks", "print"):
        assert page_of(template, address).findall(LD) == []


def test_the_whole_story_is_one_page_out_of_search_and_sitemap(template: Path) -> None:
    page = page_of(template, "print")
    assert [one.tag for one in page.iter("h1")] == ["h1"]
    assert [one.get("id") for one in page.find_class("pf-whole")] == [
        "money",
        "response",
        "promises",
    ]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    sitemap = etree.parse(template / "site" / "sitemap.xml")
    assert "print/" not in str(etree.tostring(sitemap))
    footer = page_of(template, "money").find(".//footer")
    assert footer is not None
    assert "../print/" in [link.get("href") for link in footer.iter("a")]
    figures = page_of(template, "money").xpath("//article//@data-figure")
    assert figures
    assert set(figures) <= set(page.xpath("//article//@data-figure"))


def test_the_pages_of_the_whole_story_can_be_chosen(site: Path) -> None:
    setting = "    whole_story: [response/index.md, money/index.md]\n    area: eastmere\n"
    edit(site / "mkdocs.yml", "    area: eastmere\n", setting)
    result = build(site)
    assert result.exit_code == 0, result.output
    parts = page_of(site, "print").find_class("pf-whole")
    assert [one.get("id") for one in parts] == ["response", "money"]


def test_a_page_of_the_whole_story_that_is_not_there_is_told(site: Path) -> None:
    setting = "    whole_story: [respons/index.md]\n    area: eastmere\n"
    edit(site / "mkdocs.yml", "    area: eastmere\n", setting)
    result = build(site)
    assert result.exit_code == 1
    assert '"whole_story" names "respons/index.md", which is no page.' in result.output
    assert 'Did you mean "response/index.md"?' in result.output
    assert "mkdocs.yml:35: error" in result.output


@pytest.mark.parametrize("address", ["https://fire.example/s/"])
def test_with_an_address_of_the_site_the_metadata_are_absolute(site: Path, address: str) -> None:
    edit(site / "mkdocs.yml", 'site_url: ""', f"site_url: {address}")
    result = build(site)
    assert result.exit_code == 0, result.output
    assert entry_of(site, "figures/money")["url"] == f"{address}figures/money/"
    assert entry_of(site, "money")["url"] == f"{address}money/"
    catalogue = json.loads((site / "site" / "data" / "catalog.jsonld").read_text("utf-8"))
    assert catalogue["@id"] == f"{address}data/#catalogue"
    feed = html.fromstring((site / "site" / "feed.xml").read_bytes())
    assert f"{address}feed.xml" in [link.get("href") for link in feed.iter("link")]


def test_the_whole_story_of_this_site_is_light(built: Path) -> None:
    file = built / "print" / "index.html"
    page = html.parse(str(file)).getroot()
    assert len(page.find_class("pf-whole")) > 5
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(gzip.compress(file.read_bytes(), 6)) < 100_000
