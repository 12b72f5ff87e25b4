"""The rules on headings and on pictures, and how a wrong link is told."""

import pytest

from plainfigures.check import FinishedPage, FinishedSite
from plainfigures.check.headings import find as find_headings
from plainfigures.check.images import find as find_images
from plainfigures.check.links import find as find_links
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding
from tests.check.written import PATH, finished


def headings(text: str) -> list[tuple[int, str, str]]:
    """Return what is said of the headings of a page: line, message and what to do."""
    return [(one.line, one.message, one.remedy) for one in find_headings(finished(text))]


def test_headings_in_order_are_left_alone() -> None:
    assert headings("# One\n\n## Two\n\n### Three\n\n## Two again\n\n### Three again\n") == []
    assert headings("Without a title.\n\n## Two\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "---\nkicker: Top\n---\n\n# One\n\n### Three\n",
            (
                7,
                'The heading "Three" leaves a level out: it follows one of level 1.',
                "Begin it with ##.",
            ),
        ),
        (
            "# One\n\n## Two\n\n#### Four\n",
            (
                5,
                'The heading "Four" leaves a level out: it follows one of level 2.',
                "Begin it with ###.",
            ),
        ),
        (
            "# One\n\n# Another\n",
            (3, '"Another" is another title, and a page has one.', "Begin it with ##."),
        ),
        ("# One\n\n##\n", (0, "A heading has no words.", "Give it some, or take its # away.")),
    ],
)
def test_a_heading_out_of_order_is_told_at_its_line(text: str, found: tuple[int, str, str]) -> None:
    assert headings(text) == [found]


def test_a_picture_has_words_or_says_that_it_says_nothing() -> None:
    sound = (
        '# One\n\n![A red engine](engine.png)\n\n<img src="line.svg" alt="" role="presentation">\n'
    )
    assert list(find_images(finished(sound))) == []
    assert list(find_images(finished("# One\n\n![](engine.png)\n"))) == [
        Finding(
            "image",
            'The picture "engine.png" has no words for those who cannot see it.',
            "Say what it shows between the square brackets: ![What it shows](engine.png).",
            PATH,
            3,
        )
    ]


def linked(*lines: str, html: str, **told: object) -> list[tuple[int, str, str]]:
    """Return what is said of the links of the home page: line, message and the nearest right one."""
    page = Page("docs/index.md", "\n".join(lines), 0, {})
    money = Page("docs/money/index.md", "", 0, {})
    pages = (
        FinishedPage("", html, "docs/index.md", lines, page),
        FinishedPage("money/", '<h2 id="the-total">The total</h2>', money.path, (), money),
    )
    files = frozenset({"index.html", "money/index.html", "data/money.csv"})
    site = FinishedSite(pages, files, Catalogue([]), **told)  # type: ignore[arg-type]
    return [(one.line, one.message, one.suggestion) for one in find_links(site)]


def test_a_wrong_link_is_told_at_each_of_its_lines_with_the_nearest_right_one() -> None:
    assert linked(
        "# Home",
        "[a](mony/index.md)",
        "[b](mony/index.md) and [c](mony/index.md.html)",
        html='<a href="mony/index.md">a</a><a href="mony/index.md">b</a>',
    ) == [(line, 'The link "mony/index.md" leads to nothing.', "money/index.md") for line in (2, 3)]
    assert linked("[a](data/mony.csv)", html='<a href="data/mony.csv">a</a>') == [
        (1, 'The link "data/mony.csv" leads to nothing.', "data/money.csv")
    ]


def test_a_wrong_place_on_a_page_is_told_where_it_was_written() -> None:
    assert linked(
        "# Home",
        "[a](money/index.md#the-totl-of-all)",
        "[b](money/index.md#the-totl)",
        html='<a href="money/#the-totl">b</a>',
    ) == [
        (3, 'The link "money/#the-totl" leads to a place that is not on that page.', "#the-total")
    ]


def test_a_link_to_what_a_mistake_keeps_away_is_no_finding() -> None:
    lost = '<a href="charts/times/">a</a><a href="data/charts/times.svg">b</a>'
    mistake = Finding("chart", "Wrong.", path="charts/times.yml")
    told = {"mistakes": (mistake,), "lost": ("charts/times/", "data/charts/times.")}
    assert linked("[a](x)", html=lost, **told) == []
    assert len(linked("[a](x)", html=lost)) == 2
