"""Pages that no editor wrote: what stands in the data breaks none, and an editor's page goes first."""

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.config import read_config
from plainfigures.figures.declarations import Page
from plainfigures.read import read_pages
from plainfigures.story import whole_page
from tests.making import describe, edit, make_site
from tests.site.building import build, page_of

ODD = (
    'Costs of 2024: "A" & <img src=x onerror=run()> {{ 7 * 7 }} {% raw %} `b` [c](d) </script>'
    "</title><script>run()</script>"
)
WRITTEN = {
    "charts/times.md": "Times as we tell them",
    "charts/README.md": "Charts as we list them",
}

UNWRITTEN = {"figures": "Every figure", "sources": "Sources"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with an odd title in its data and with pages where others would be made."""
    folder = make_site(tmp_path_factory.mktemp("made") / "site")
    describe(folder / "datasets" / "money", lambda content: content.update(title=ODD))
    (folder / "docs" / "charts").mkdir()
    for file, title in WRITTEN.items():
        (folder / "docs" / file).write_text(f"# {title}\n\nWords.\n", "utf-8")
    for place, name in UNWRITTEN.items():
        shutil.rmtree(folder / "docs" / place)
        edit(folder / "mkdocs.yml", f"  - {name}: {place}/index.md\n", "")
    text = (folder / "docs" / "money" / "index.md").read_text("utf-8")
    edit(
        folder / "docs" / "money" / "index.md",
        text.splitlines()[0],
        '# It was to cost {{ figure("money/budget/total/budget") }}',
    )
    result = build(folder)
    assert result.exit_code == 0, result.output
    return folder


def test_a_title_in_the_data_is_shown_as_it_stands_and_does_nothing(site: Path) -> None:
    page = page_of(site, "figures/money/")
    assert page.findtext(".//h1") == ODD
    assert not page.xpath("//img")


def test_no_page_holds_markup_from_the_data(site: Path) -> None:
    for file in (site / "site").rglob("*.html"):
        text = file.read_text("utf-8")
        assert "<img src=x" not in text, file
        assert "<script>run" not in text, file


def test_the_title_of_a_page_is_one_text(site: Path) -> None:
    page = page_of(site, "figures/money/")
    title = str(page.findtext(".//title"))
    assert title.startswith('Figures: Costs of 2024: "A" &')
    assert "{{ 7 * 7 }}" in title
    assert title.endswith(" - Eastmere fire service in plain figures")


def test_data_for_programs_keep_the_title(site: Path) -> None:
    (block,) = page_of(site, "figures/money/").xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(block)["name"] == ODD


@pytest.mark.parametrize(
    ("address", "file"),
    [("charts/times/", "charts/times.md"), ("charts/", "charts/README.md")],
)
def test_a_page_of_an_editor_goes_before_one_that_would_be_made(
    site: Path, address: str, file: str
) -> None:
    assert page_of(site, address).findtext(".//h1") == WRITTEN[file]


def test_what_notes_lead_to_is_there_where_no_editor_wrote_it(site: Path) -> None:
    (packages,) = page_of(site, "figures/").find_class("pf-packages")
    assert "money/" in [str(one.get("href")).partition("figures/")[2] for one in packages.iter("a")]
    assert page_of(site, "sources/").get_element_by_id("source-budget-2024") is not None


def test_a_page_of_an_editor_goes_before_the_whole_story(site: Path) -> None:
    pages, _ = read_pages(site / "docs", site)
    written = Page("docs/print.md", "# All of it\n", 0, {})
    assert whole_page(read_config(site), pages)
    assert whole_page(read_config(site), [*pages, written]) == []


def test_a_menu_that_nobody_would_read_through_makes_no_whole_story_unless_pages_are_chosen(
    site: Path,
) -> None:
    names = [f"stations/{number}.md" for number in range(1, 42)]
    pages = [Page(f"docs/{name}", "# A station\n", 0, {}) for name in names]
    config = replace(read_config(site), nav=names)
    assert whole_page(config, pages) == []
    assert whole_page(replace(config, nav=names[:40]), pages)
    chosen = {**config.settings, "whole_story": names}
    assert whole_page(replace(config, settings=chosen), pages)


def test_the_list_of_the_whole_story_has_no_numbers_of_notes(site: Path) -> None:
    names = [one.text_content() for one in page_of(site, "print/").xpath("//nav//ol/li/a")]
    assert "It was to cost £13.7 million" in names


def test_a_page_that_gives_no_title_is_called_by_its_heading_or_its_place(site: Path) -> None:
    names = {}
    for address in ("", "money/", "response/"):
        (block,) = page_of(site, address).xpath("//script[@type='application/ld+json']/text()")
        names[address] = json.loads(block)["name"]
    assert names == {
        "": "Eastmere fire service in plain figures",
        "money/": "Money",
        "response/": "Response",
    }
