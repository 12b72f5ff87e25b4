"""The rules on the finished site: links, what it loads from elsewhere, and the values it shows."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.check import SITE_RULES, FinishedPage, FinishedSite, run_rules
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding
from tests.making import FIRE_SERVICE, catalogue_of

FILES = frozenset(
    {"index.html", "money/index.html", "data/figures.json", "assets/a b.css", "pic.svg"}
)
CORRECT = "Correct it where it comes from."
IN_PAGE = "Correct the link in the page. Link to a page by its file, such as money/index.md."
WITHIN = "Put the file below docs/ and name it there, or write a link to it instead."
AGAIN = "If it is typed into the page, put a macro in its place. Else build again."
MONEY = '<html><body><h2 id="total">Total</h2><a name="old">x</a></body></html>'


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(FIRE_SERVICE)


def found_on(
    html: str,
    address: str = "",
    site_url: str = "",
    catalogue: Catalogue | None = None,
    lines: tuple[str, ...] = (),
) -> list[Finding]:
    """Return what the rules find on a page of a small site."""
    path = f"docs/{address}index.md" if lines else ""
    page = FinishedPage(address, html, path, lines)
    others = [] if address == "money/" else [FinishedPage("money/", MONEY)]
    site = FinishedSite((page, *others), FILES, catalogue or Catalogue([]), site_url)
    return [finding for run in run_rules(SITE_RULES, site) for finding in run.findings]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", "money/"),
        ("", "./money/index.html"),
        ("", "money/#total"),
        ("", "money/#old"),
        ("", "/money/"),
        ("", "#here"),
        ("", "?q=1#here"),
        ("", ""),
        ("", "."),
        ("", "data/figures.json"),
        ("", "assets/a%20b.css"),
        ("", "https://fire.example/"),
        ("", "mailto:panel@fire.example"),
        ("", "//fire.example/"),
        ("money/", "../"),
        ("money/", ".."),
        ("money/", "../money/"),
        ("money/", "./#here"),
        ("money/", "../data/figures.json"),
        ("money/", "../index.html"),
    ],
)
def test_a_link_that_leads_somewhere_is_left_alone(address: str, link: str) -> None:
    assert found_on(f'<p id="here"><a href="{link}">x</a></p>', address) == []


@pytest.mark.parametrize(
    ("address", "html", "message"),
    [
        ("", '<a href="monye/">x</a>', 'The link "monye/" leads to nothing.'),
        ("", '<a href="money">x</a>', 'The link "money" leads to nothing.'),
        ("", '<a href="../money/">x</a>', 'The link "../money/" leads to nothing.'),
        ("money/", '<a href="money/">x</a>', 'The link "money/" leads to nothing.'),
        (
            "",
            '<a href="money/#totl">x</a>',
            'The link "money/#totl" leads to a place that is not on that page.',
        ),
        (
            "",
            '<a href="#here">x</a>',
            'The link "#here" leads to a place that is not on that page.',
        ),
        ("", '<img src="pic.png">', 'The link "pic.png" leads to nothing.'),
        ("", '<script src="a.js"></script>', 'The link "a.js" leads to nothing.'),
        ("", '<link rel="stylesheet" href="a.css">', 'The link "a.css" leads to nothing.'),
        ("", '<a href="http://[fire">x</a>', 'The link "http://[fire" is no address.'),
    ],
)
def test_a_link_that_leads_nowhere_is_told(address: str, html: str, message: str) -> None:
    place = address or "the home page"
    assert found_on(html, address) == [Finding("link", message, CORRECT, place)]


def test_a_link_in_the_text_of_a_page_is_told_at_its_line() -> None:
    lines = ("# Home", "", "See [money](monye/).")
    assert found_on('<a href="monye/">money</a>', lines=lines) == [
        Finding("link", 'The link "monye/" leads to nothing.', IN_PAGE, "docs/index.md", 3)
    ]


def test_a_link_of_a_template_is_told_once_for_all_pages() -> None:
    pages = tuple(
        FinishedPage(address, f'<a href="{link}">x</a>')
        for address, link in (("", "./monye/"), ("money/", "../monye/"))
    )
    site = FinishedSite(pages, FILES, Catalogue([]))
    runs = run_rules(SITE_RULES, site)
    assert [finding for run in runs for finding in run.findings] == [
        Finding("link", 'The link "./monye/" leads to nothing.', CORRECT, "the home page")
    ]


@pytest.mark.parametrize(
    "site_url", ["https://fire.example/figures/", "https://fire.example/figures"]
)
@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("https://fire.example/figures/money/", ""),
        ("https://fire.example/figures/", ""),
        ("https://fire.example/figures", ""),
        ("https://fire.example/figures-of-old/x", ""),
        ("https://fire.example/elsewhere/", ""),
        ("https://fire.example/figures/monye/", 'The link "/figures/monye/" leads to nothing.'),
    ],
)
def test_links_to_the_sites_own_address_are_links_within_it(
    site_url: str, link: str, message: str
) -> None:
    found = found_on(f'<a href="{link}">x</a>', site_url=site_url)
    assert [one.message for one in found] == ([message] if message else [])


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://other.example/">x</a>',
        '<link rel="canonical" href="https://other.example/">',
        '<script>console.log("https://other.example/")</script>',
        '<img src="pic.svg" srcset="pic.svg 1x, pic.svg 2x">',
        '<img src="https://fire.example/pic.svg">',
        '<p style="background: url(pic.svg)">x</p>',
        "<style>@import 'own.css'; p { color: red }</style>",
        "<!-- <img src='https://other.example/x.png'> -->",
    ],
)
def test_a_page_may_link_elsewhere_and_load_its_own(html: str) -> None:
    assert found_on(html, site_url="https://fire.example/") == []


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ('<script src="https://other.example/a.js"></script>', "https://other.example/a.js"),
        ('<img src="//other.example/a.png">', "//other.example/a.png"),
        ('<img src="HTTPS://other.example/a.png">', "HTTPS://other.example/a.png"),
        ('<img src=" https://other.example/a.png">', "https://other.example/a.png"),
        (
            '<img src="pic.svg" srcset="pic.svg 1x, https://other.example/b.png 2x">',
            "https://other.example/b.png",
        ),
        ('<iframe src="http://other.example/"></iframe>', "http://other.example/"),
        ('<object data="https://other.example/a"></object>', "https://other.example/a"),
        ('<video poster="https://other.example/a.png"></video>', "https://other.example/a.png"),
        (
            '<link rel="stylesheet" href="https://other.example/a.css">',
            "https://other.example/a.css",
        ),
        ('<link rel="Preconnect" href="https://other.example">', "https://other.example"),
        ('<link rel="apple-touch-icon" href="//other.example/i">', "//other.example/i"),
        ('<img src="https://fire.example.other/a.png">', "https://fire.example.other/a.png"),
    ],
)
def test_what_a_page_loads_from_elsewhere_is_told(html: str, link: str) -> None:
    message = f'The page loads "{link}" from another host.'
    found = found_on(html, site_url="https://fire.example")
    assert found == [Finding("outside", message, WITHIN, "the home page")]


@pytest.mark.parametrize(
    "html",
    [
        "<p style=\"background: url('https://other.example/a.png')\">x</p>",
        "<style>@font-face { src: url(//other.example/a.woff2) }</style>",
        '<style>@IMPORT "https://other.example/a.css";</style>',
    ],
)
def test_what_a_style_loads_from_elsewhere_is_told(html: str) -> None:
    message = "A style on the page loads something from another host."
    assert found_on(html, "money/") == [Finding("outside", message, WITHIN, "money/")]


def data(reference: str, value: str) -> str:
    return f'<p><data class="pf-figure" data-figure="{reference}" value="{value}">x</data></p>'


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("money/budget/total/variance", "698000"),
        ("money/claims/engine-cost", "345000"),
        ("money/budget/fire-stations/variance", "843000"),
        ("response/gradings/2024.overall/grade", "good"),
        ("plans/events/inspection/date", "2024-05-17"),
        ("response/times/first-engine.eastmere@2024-10", "x"),
        ("response/staff/firefighters@2023-03-31~2023", "611"),
    ],
)
def test_a_shown_value_is_that_of_the_data(
    catalogue: Catalogue, reference: str, value: str
) -> None:
    assert found_on(data(reference, value), catalogue=catalogue) == []
    assert found_on(data(reference, "7"), "money/", catalogue=catalogue) == [
        Finding(
            "shown",
            f'"{reference}" stands as 7 on the page and as {value} in the data.',
            AGAIN,
            "money/",
        )
    ]


def test_a_shown_figure_that_is_not_in_the_data_is_told(catalogue: Catalogue) -> None:
    assert found_on(data("money/budget/totl/variance", "1"), catalogue=catalogue) == [
        Finding(
            "shown",
            'There is no figure "money/budget/totl/variance".',
            AGAIN,
            "the home page",
            suggestion="money/budget/total/variance",
        )
    ]


def test_other_data_elements_are_left_alone(catalogue: Catalogue) -> None:
    assert found_on('<data value="3">three</data>', catalogue=catalogue) == []


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<!-- nothing -->",
        '<?xml version="1.0" encoding="utf-8"?><html><body>x</body></html>',
        "<p>café</p>",
    ],
)
def test_an_odd_page_is_a_page(html: str) -> None:
    assert found_on(html) == []


@given(st.text(alphabet="<>/=\"'!-?&; abhref#:.[]", max_size=60))
def test_any_html_gives_findings_or_none(html: str) -> None:
    rules = {"link", "outside", "shown"}
    assert {one.rule for one in found_on(f'<a href="{html}">{html}</a>')} <= rules


def test_the_rules_count_the_pages_they_looked_at(tmp_path: Path) -> None:
    site = FinishedSite((FinishedPage("money/", MONEY),), FILES, Catalogue([]))
    assert [(run.rule, run.looked_at, run.things) for run in run_rules(SITE_RULES, site)] == [
        ("link", 1, "pages"),
        ("markup", 1, "pages"),
        ("outside", 1, "pages"),
        ("shown", 1, "pages"),
        ("heading", 1, "pages"),
        ("image", 1, "pages"),
        ("body", 1, "pages"),
        ("typed-number", 1, "pages"),
        ("direction-word", 1, "pages"),
    ]
