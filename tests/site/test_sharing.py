"""What is passed on of a site: previews of links, pictures of charts, and the charts' own pages."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from tests.making import append, edit, make_site
from tests.naming import plainly
from tests.site.building import AS_OF, bytes_of, page_of
from tests.site.building import build as build_plain
from tests.site.conftest import run


def build(site: Path, *words: str) -> str:
    """Build a site with its pictures and return what was said last."""
    result = run(site, "build", "--as-of", AS_OF, "--jobs", "1", *words)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[-1]


def make_pictured(folder: Path) -> Path:
    """Make the fire service's site with a card on its first page."""
    card = 'card("money/budget/total/variance", "over the budget")'
    site = make_site(folder)
    append(site / "docs" / "index.md", f"\n{{{{ cards({card}) }}}}")
    return site


def pictures_in(site: Path) -> list[str]:
    """Return the places of the pictures for sharing in a finished site."""
    made = site / "site"
    files = (file.relative_to(made).as_posix() for file in made.rglob("*.png"))
    return [plainly(file).rpartition("/")[2] for file in files if "images/" not in file]


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's site, built with its pictures; not to be changed."""
    folder = make_pictured(tmp_path_factory.mktemp("pictured"))
    build(folder)
    return folder


@pytest.fixture
def changing(pictured: Path, tmp_path: Path) -> Path:
    """A copy of the site and of what its build kept, to change."""
    return shutil.copytree(pictured, tmp_path / "fire")


def said(page: html.HtmlElement) -> dict[str, str]:
    """Return what a page says of its preview."""
    return {
        str(one.get("property") or one.get("name")): str(one.get("content"))
        for one in page.iter("meta")
        if str(one.get("property") or one.get("name")).startswith(("og:", "twitter:"))
    }


def pages(site: Path) -> Iterator[Path]:
    yield from (file for file in (site / "site").rglob("*.html") if file.name == "index.html")


def kept(site: Path) -> dict[str, int]:
    folder = site / ".plainfigures" / "pictures"
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def test_every_page_names_its_preview_which_is_there_and_has_the_size_it_says(
    pictured: Path,
) -> None:
    titles = []
    for file in pages(pictured):
        page = html.parse(str(file)).getroot()
        tags = said(page)
        titles.append(page.findtext(".//title"))
        if page.xpath("//meta[@name='robots']"):
            assert "og:image" not in tags
            continue
        assert tags["twitter:card"] == "summary_large_image", file
        assert all(tags[name] for name in ("og:title", "og:type", "og:image:alt"))
        with Image.open(file.parent / tags["og:image"]) as picture:
            size = (int(tags["og:image:width"]), int(tags["og:image:height"]))
            assert picture.size == size == (1200, 630)
    assert len(set(titles)) == len(titles)


def test_a_preview_tells_the_first_card_of_its_page_as_the_page_does(pictured: Path) -> None:
    page = page_of(pictured)
    card = page.find_class("pf-card")[0]
    number = card.find_class("pf-card__number")[0].xpath(".//data")[0].text_content()
    what = card.find_class("pf-card__what")[0].text_content()
    assert f"{number} {what}" in said(page)["og:image:alt"]


def test_a_preview_without_a_card_tells_the_newest_of_the_first_figure_that_stands_out(
    changing: Path,
) -> None:
    page = changing / "docs" / "money" / "index.md"
    figure = '{{ figure("money/budget/stations/variance") }}'
    text = page.read_text("utf-8")
    text = re.sub(
        r"^# .*\n", rf"\g<0>\nIt was {figure}.\n{{: .pf-standfirst }}\n", text, flags=re.M
    )
    page.write_text(text, "utf-8")
    build(changing)
    tree = page_of(changing, "money/")
    shown = tree.find_class("pf-standfirst")[0].xpath(".//data")[0].text_content()
    assert shown in said(tree)["og:image:alt"]
    assert said(tree)["og:image:alt"].endswith("Month 4 of 2024 to 2025, a forecast")


def test_the_preview_of_a_package_tells_a_number_of_it_and_the_newest(pictured: Path) -> None:
    told = {
        name: said(page_of(pictured, f"figures/{name}/"))["og:image:alt"]
        for name in ("response", "plans")
    }
    assert told["response"].startswith("Response. 7.4 minutes")
    assert told["response"].endswith("July 2024")
    assert told["plans"].startswith("Plans. 6 engines Buy new fire engines")
    assert told["plans"].endswith("2024 to 2025, a target")


def test_a_preview_says_whose_a_figure_of_another_body_is(changing: Path) -> None:
    page = changing / "docs" / "money" / "index.md"
    figure = '{{ figure("response/gradings/2024.overall/grade") }}'
    page.write_text(f"# Money\n\nIt was {figure}.\n{{: .pf-standfirst }}\n", "utf-8")
    build(changing)
    told = said(page_of(changing, "money/"))["og:image:alt"]
    assert "Inspectorate of Fire Services" in told


def test_with_an_address_the_preview_is_named_in_full(changing: Path) -> None:
    edit(changing / "mkdocs.yml", 'site_url: ""', "site_url: https://fire.example/figures/")
    build(changing)
    tags = said(page_of(changing, "charts/times/"))
    assert tags["og:url"] == "https://fire.example/figures/charts/times/"
    site = "https://fire.example/figures/"
    assert tags["og:image"].startswith(f"{site}assets/hashed/previews/charts/times.")
    assert (changing / "site" / tags["og:image"].removeprefix(site)).is_file()
    cited = page_of(changing, "charts/times/").find_class("pf-citation")[0].text_content()
    assert cited.endswith("https://fire.example/figures/charts/times/")


def test_two_jobs_draw_the_same_pictures_as_one_in_another_folder(
    pictured: Path, tmp_path: Path
) -> None:
    other = make_pictured(tmp_path / "another" / "place")
    result = run(other, "build", "--as-of", AS_OF, "--jobs", "2")
    assert result.exit_code == 0, result.output
    assert bytes_of(other / "site") == bytes_of(pictured / "site")


def test_a_changed_page_draws_no_picture_but_its_own(changing: Path) -> None:
    before = kept(changing)
    append(changing / "docs" / "money" / "index.md", "\nOne more sentence.")
    build(changing)
    assert kept(changing) == before
    page = changing / "docs" / "money" / "index.md"
    page.write_text(re.sub("^# .*", "# What now?", page.read_text("utf-8"), flags=re.M), "utf-8")
    build(changing)
    after = kept(changing)
    assert {name: after.get(name) for name in before} == before
    assert len(after) == len(before) + 1


def test_without_pictures_none_is_there_and_nothing_leads_to_one(changing: Path) -> None:
    assert build(changing, "--no-pictures").startswith("Built ")
    assert pictures_in(changing) == []
    for file in pages(changing):
        assert not re.search(r"(?:previews|charts)/[a-z/.0-9-]*\.png", file.read_text("utf-8"))
        assert said(html.parse(str(file)).getroot())["twitter:card"] == "summary"
    assert build(changing, "--no-pictures").startswith("Nothing has changed")
    assert build(changing).startswith("Built ")
    assert {"times.png", "variance.png", "index.png"} <= set(pictures_in(changing))


def test_a_check_draws_no_pictures(site: Path) -> None:
    assert run(site, "check").exit_code == 0
    assert list((site / ".plainfigures").rglob("*.png")) == []


def test_a_chart_has_a_page_that_says_its_title_once_where_it_stands_and_how_to_cite_it(
    template: Path,
) -> None:
    page = page_of(template, "charts/times/")
    (heading,) = page.iter("h1")
    title = heading.text_content()
    assert page.find_class("pf-chart__title") == []
    assert heading.xpath(".//a") == []
    assert str(page.findtext(".//title")).startswith(title)
    cited = page.find_class("pf-citation")[0].text_content()
    assert title in cited
    assert "Figures from: Fire statistics, edition of 2024 (Home Office)." in cited
    links = {str(link.get("href")): link.text_content() for link in page.iter("a")}
    shown = page_of(template, "response/").xpath("//h1")[0].text_content()
    assert links["../../response/"] == shown
    chart = page_of(template, "response/").find_class("pf-chart__actions")[0]
    assert "../charts/times/" in [link.get("href") for link in chart.iter("a")]


def test_all_charts_are_listed_by_their_titles(template: Path) -> None:
    listed = page_of(template, "charts/").find_class("pf-charts")[0]
    links = {link.get("href"): link.text_content() for link in listed.iter("a")}
    assert set(links) == {"../charts/times/", "../charts/variance/"}
    for address, title in links.items():
        page = page_of(template, f"charts/{str(address).split('/')[2]}/")
        assert page.xpath("//h1")[0].text_content() == title


def test_charts_with_one_title_have_pages_of_different_titles(site: Path) -> None:
    text = (site / "charts" / "times.yml").read_text("utf-8")
    (site / "charts" / "again.yml").write_text(text, "utf-8")
    assert build_plain(site).exit_code == 0
    titles = [page_of(site, f"charts/{name}/").findtext(".//title") for name in ("times", "again")]
    assert len(set(titles)) == 2
