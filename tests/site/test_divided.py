"""A package with very many figures: divided over pages and files of which none grows with it."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plainfigures.figures import grouping
from plainfigures.read import kept
from tests.looking.browsing import serve
from tests.making import make_site
from tests.site.building import build, bytes_of, page_of
from tests.site.test_kept import change_a_cell

FIREFIGHTERS = "response/staff/firefighters@2024-03-31"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's site where few figures are very many, built after a cell was changed."""
    folder = make_site(tmp_path_factory.mktemp("divided") / "site")

    def built() -> dict[str, bytes]:
        result = build(folder)
        assert result.exit_code == 0, result.output
        return bytes_of(folder / "site")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "MOST_TOGETHER", 5)
        patch.setattr(kept, "MANY", 20)
        built()
        change_a_cell(folder)
        again = built()
        shutil.rmtree(folder / ".plainfigures")
        # What was kept of the parts that did not change changes no byte.
        assert built() == again
    return folder


def groups(site: Path) -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = json.loads(
        (site / "site" / "data" / "figures" / "response" / "groups.json").read_text("utf-8")
    )
    return told


def test_the_page_of_the_package_leads_to_its_parts_which_have_every_figure(site: Path) -> None:
    listed = page_of(site, "figures/response/").xpath("//ul[contains(@class, 'pf-groups')]//a")
    told = groups(site)["groups"]
    assert [one.text for one in listed] == [*told.values()]
    found: list[str] = []
    for name, title in told.items():
        page = page_of(site, f"figures/response/{name}/")
        assert title in str(page.findtext(".//title"))
        assert title in str(page.findtext(".//h1"))
        found += page.xpath("//details[@class='pf-record']/@id")
    every = json.loads((site / "site" / "data" / "figures.json").read_text("utf-8"))["figures"]
    assert sorted(found) == sorted(
        one["reference"] for one in every if one["reference"].startswith("response/")
    )


def test_a_note_leads_to_the_page_on_which_its_figure_stands(site: Path) -> None:
    group = groups(site)["figures"]["response/staff/firefighters"]
    links = page_of(site, "response/").xpath(
        "//a[starts-with(@href, '../figures/response/')]/@href"
    )
    assert f"../figures/response/{group}/#{FIREFIGHTERS}" in links
    record = page_of(site, f"figures/response/{group}/").get_element_by_id(FIREFIGHTERS)
    assert f"figures/response/{group}/#{FIREFIGHTERS}" in record.text_content()


def test_the_files_of_the_parts_hold_what_the_whole_file_holds(site: Path) -> None:
    data = site / "site" / "data"
    every = json.loads((data / "figures.json").read_text("utf-8"))["figures"]
    told = groups(site)
    parts: dict[str, object] = {}
    for name in told["groups"]:
        part = json.loads((data / "figures" / "response" / f"{name}.json").read_text("utf-8"))
        rows = {one.partition("@")[0] for one in part}
        assert {told["figures"].get(one, name) for one in {*part, *rows}} == {name}
        parts |= part
    assert parts == {
        one["reference"]: one for one in every if one["reference"].startswith("response/")
    }
    assert not (data / "figures" / "response.json").exists()


def test_editors_find_the_newest_of_each_series_with_its_other_times(site: Path) -> None:
    name = groups(site)["figures"]["response/staff/firefighters"]
    place = f"editing/find-in-response--{name}/"
    lists = page_of(site, "editing/find-in-response/").xpath("//a/@href")
    assert f"../../{place}" in lists
    entry = page_of(site, place).get_element_by_id(FIREFIGHTERS)
    assert "In the place of 2024-03-31, you can also write: 2023-03-31." in entry.text_content()


def test_an_address_from_before_leads_on(site: Path, browser: Browser) -> None:
    group = groups(site)["figures"]["response/staff/firefighters"]
    with serve(site / "site") as address:
        page = browser.new_page()
        page.goto(f"{address}figures/response/#{FIREFIGHTERS}")
        page.wait_for_url(f"**/figures/response/{group}/#{FIREFIGHTERS}")
        page.wait_for_selector(f"details[id='{FIREFIGHTERS}']")
        page.close()
