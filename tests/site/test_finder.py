"""The finder: pages for editors with what to paste, what it looks like, and where it stands."""

import html as texts
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, ViewportSize, expect

from plainfigures.config import read_config
from plainfigures.figures.clock import present_clock
from plainfigures.finder.asking import Asked
from tests.looking.measures import look, prepare, said
from tests.making import edit
from tests.site.building import build, page_of
from tests.site.conftest import run

INDEX = "editing/find/"
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, html.HtmlElement]:
    """The finder's pages by address."""
    files = sorted((built / "editing").glob("find*/index.html"))
    return {f"editing/{one.parent.name}/": html.parse(str(one)).getroot() for one in files}


@pytest.fixture(scope="module")
def asked(project: Path) -> Asked:
    """The project's data and pages, ready to be asked."""
    return Asked.of(read_config(project), present_clock())


def entries(pages: dict[str, html.HtmlElement]) -> Iterator[html.HtmlElement]:
    """Yield everything that is listed."""
    for page in pages.values():
        yield from page.find_class("pf-find__one")


def words(element: html.HtmlElement) -> str:
    """Return the words of an element."""
    return " ".join(element.text_content().split())


def entry_of(site: Path, address: str, name: str) -> html.HtmlElement:
    """Return the entry of something on a page of a site."""
    return page_of(site, address).get_element_by_id(name)


def test_every_figure_chart_and_source_is_listed_with_what_to_paste(
    pages: dict[str, html.HtmlElement], built: Path
) -> None:
    listed = {one.get("id"): words(one.find(".//code")) for one in entries(pages)}
    figures = json.loads((built / "data" / "figures.json").read_text("utf-8"))["figures"]
    published = [one for one in figures if not one["reference"].startswith("computed/")]
    assert len(published) > 700
    for figure in published:
        name = figure["reference"]
        assert listed[name] == f'{{{{ figure("{name}") }}}}'
    charts = [one.stem for one in (built / "data" / "charts").glob("*.svg")]
    assert charts
    assert all(listed[f"chart-{one}"] == f'{{{{ chart("{one}") }}}}' for one in charts)
    assert listed["source-oldham-2024-10-02"] == '{{ source("oldham-2024-10-02") }}'
    assert listed["finance/position-2024-m4"] == '{{ table("finance/position-2024-m4") }}'


def test_what_is_shown_is_what_the_macro_writes(
    pages: dict[str, html.HtmlElement], built: Path
) -> None:
    figures = json.loads((built / "data" / "figures.json").read_text("utf-8"))["figures"]
    values = {one["reference"]: one["shown"] for one in figures}
    for page in pages.values():
        for data in page.xpath("//*[@class='pf-find__shown']/data"):
            assert values[data.get("data-figure")].startswith(data.text)


def test_figures_say_when_they_are_of_and_where_they_stand(built: Path) -> None:
    page = html.parse(str(built / "editing" / "find-in-finance" / "index.html")).getroot()
    entry = page.get_element_by_id("finance/position-2024-m4/children-in-care/variance")
    assert "Month 4 of 2024 to 2025. Forecast. Oldham Council." in words(entry)
    assert "Money" in words(entry.find_class("pf-find__where")[0])
    assert "In the chart" in words(entry)
    assert entry.get("data-used") == "yes"


def test_a_series_offers_the_macro_that_follows_it_once(
    pages: dict[str, html.HtmlElement],
) -> None:
    latest = '{{ figure("demand/rates/looked-after.oldham@latest") }}'
    offers = [one for one in entries(pages) if latest in words(one)]
    assert len(offers) == 1
    assert "@2025-03-31" in offers[0].get("id")


def test_what_is_not_used_is_counted_and_listed(pages: dict[str, html.HtmlElement]) -> None:
    unused = {one.get("id") for one in entries(pages) if one.get("data-used") == "no"}
    figures = {name for name in unused if name.count("/") > 1}
    page = pages["editing/find-unused/"]
    listed = [str(link.get("href")).partition("#")[2] for link in page.xpath("//main//li/a")]
    assert sorted(listed) == sorted(figures)
    assert words(page.find_class("pf-standfirst")[0]).startswith(f"{len(figures)} figures")


def test_every_link_of_the_finder_leads_somewhere(
    pages: dict[str, html.HtmlElement], built: Path
) -> None:
    anchors: dict[Path, set[str]] = {}
    for address, page in pages.items():
        links = {str(link) for link in page.xpath("//main//a/@href | //main//img/@src")}
        for link in links:
            place, _, anchor = urljoin(f"http://host/{address}", link).partition("#")
            file = built / place.removeprefix("http://host/")
            file = file / "index.html" if file.is_dir() else file
            assert file.is_file(), (address, link)
            if anchor:
                if file not in anchors:
                    found = re.findall(r'\bid="([^"]*)"', file.read_text("utf-8"))
                    anchors[file] = {texts.unescape(one) for one in found}
                assert anchor in anchors[file], (address, link)


def test_readers_are_not_led_there(pages: dict[str, html.HtmlElement], built: Path) -> None:
    for page in pages.values():
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//title")[0].text.endswith(
            " - Oldham children's services in plain figures"
        )
    assert "/find" not in (built / "sitemap.xml").read_text("utf-8")
    for file in (built / "search").glob("*.json"):
        assert "editing/find" not in file.read_text("utf-8")
    for address in ("", "finance/", "figures/finance/"):
        hrefs = html.parse(str(built / address / "index.html")).xpath("//a/@href")
        assert not [one for one in hrefs if "editing/find" in one]


def test_the_pages_of_a_figure_in_the_data_are_those_that_show_it(built: Path) -> None:
    figures = json.loads((built / "data" / "figures.json").read_text("utf-8"))["figures"]
    assert not [one for one in figures if any("/find" in page for page in one["pages"])]


def test_an_unused_chart_and_a_figure_in_an_unused_chart_alone(site: Path) -> None:
    chart = (site / "charts" / "variance.yml").read_text("utf-8")
    (site / "charts" / "spare.yml").write_text(chart, "utf-8")
    edit(
        site / "docs" / "index.md",
        'figure("money/budget/total/variance")',
        'figure("money/claims/grant")',
    )
    result = build(site)
    assert result.exit_code == 0, result.output
    assert entry_of(site, "editing/find-charts/", "chart-spare").get("data-used") == "no"
    unused = page_of(site, "editing/find-unused/")
    assert [one for one in unused.xpath("//main//li/a/@href") if one.endswith("#chart-spare")]
    where = entry_of(site, "editing/find-in-money/", "money/budget/stations/variance")
    assert where.get("data-used") == "yes"


def test_a_page_that_an_editor_wrote_there_goes_first(site: Path) -> None:
    place = site / "docs" / "editing" / "find" / "index.md"
    place.parent.mkdir(parents=True)
    place.write_text("# Where our figures are\n\nIn the cupboard.\n", "utf-8")
    result = build(site)
    assert result.exit_code == 0, result.output
    assert words(page_of(site, INDEX).find(".//h1")) == "Where our figures are"
    assert not (site / "site" / "editing" / "find-unused").exists()


@pytest.mark.parametrize(
    "place", ["finance/", "/finance/", "docs/finance/index.md", "https://x.example/below/finance/"]
)
def test_the_address_of_a_page_finds_what_is_put_into_it(asked: Asked, place: str) -> None:
    found = {one.macro for one in asked.find(place)}
    assert '{{ chart("variance") }}' in found
    assert '{{ figure("finance/position-2024-m4/total/variance") }}' in found


def test_an_address_of_no_page_is_looked_for_as_words(asked: Asked) -> None:
    assert asked.find("finance/prose/reserves-used")[0].name == "finance/prose/reserves-used"
    assert asked.page("nowhere/") is None


def test_the_command_says_how_many_more_there_are_and_writes_for_programs(project: Path) -> None:
    result = run(project, "figures", "children", "--most", "1")
    assert re.search(r"1 of \d+ are listed, the best first.*--most 4", result.output, re.DOTALL)
    result = run(project, "figures", "reserves", "used", "--format", "json", "--most", "1")
    (found,) = json.loads(result.output)["found"]
    assert found["macro"] == '{{ figure("finance/prose/reserves-used") }}'
    assert (found["shown"], found["as_published"]) == ("£315,000", "£0.315m")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a browser that lets scripts write to the clipboard."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + INDEX)
    yield page
    context.close()


@pytest.mark.browser
def test_the_filter_looks_through_all_lists_and_keeps_what_was_asked(page: Page) -> None:
    page.get_by_label("Words, a number or a name").fill("looked-after oldham")
    results = page.locator("#pf-find-results > li")
    results.first.wait_for()
    assert all("oldham" in one.lower() for one in results.all_inner_texts())
    assert re.match(r"\d+ of \d{3} entries", page.locator(".pf-filter__status").inner_text())
    page.get_by_label("Kind").select_option("chart")
    expect(page.locator("[data-kind=figure]")).to_have_count(0)
    page.reload()
    results.first.wait_for()
    assert page.get_by_label("Kind").input_value() == "chart"
    link = results.first.locator("a").first.get_attribute("href") or ""
    assert page.request.get(urljoin(page.url, link)).ok
    page.get_by_label("Words, a number or a name").fill("xylophone")
    page.get_by_text("Nothing fits.").wait_for()


@pytest.mark.browser
def test_the_macro_is_copied_by_keyboard_and_that_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}editing/find-in-finance/?used=yes")
    button = page.locator('[id="finance/prose/reserves-used"] .pf-copy')
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == '{{ figure("finance/prose/reserves-used") }}'
    assert button.inner_text() == "Copied"


@pytest.mark.browser
def test_without_scripts_the_lists_stand_whole_and_nothing_is_dead(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}editing/find-in-finance/")
    assert page.locator(".pf-find__one").count() > 150
    assert not page.locator(".pf-filter").is_visible()
    assert page.locator(".pf-copy:visible").count() == 0
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("place", "scheme"), [("find", "light"), ("macros-blocks", "dark")])
def test_the_pages_are_accessible_on_a_phone(
    browser: Browser, address: str, place: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport=PHONE, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(f"{address}editing/{place}/{'?words=agency' if place == 'find' else ''}")
    if place == "find":
        page.locator("#pf-find-results > li").first.wait_for()
    prepare(page)
    found = look(page, "structure", "sideways", "targets", "cut")
    assert found.problems == [], "\n".join(said(found.problems))
    context.close()
