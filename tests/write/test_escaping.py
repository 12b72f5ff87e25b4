"""What comes from data or from a caller is text: it comes out as it went in, and does nothing."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup
from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.records import Figure, Package
from plainfigures.write import Desk, Standing, list_figures, number_notes, relative_links
from plainfigures.write.markup import attribute, element, figure_element, inline, join, plain_text
from plainfigures.write.notes import FOOT_MARK
from tests.making import FIRE_SERVICE, catalogue_of, make_datasets
from tests.write.desks import AS_OF, facts, make_desk, to_html, write

NASTY = [
    "<script>alert(1)</script>",
    "</data></p></div><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "“<b>” & 'quotes' \"double\" &amp; &lt;script&gt; &#60;",
    "*one* _two_ **three** __four__ ~~five~~ ^six^ ==seven== `eight` ``nine``",
    "[ten](javascript:alert(1)) ![eleven](x) [twelve][1] <https://x.example> a@b.example",
    "# thirteen\n\n- fourteen\n\n    fifteen\n\n1. sixteen\n\n> seventeen | eighteen | nineteen",
    "{{ config }} {% raw %} {# twenty #} {: .x onclick=alert(1) } {1}",
    "\\* \\\\ \\` `\\` a  \nb ]( ) [ $x^2$ :smile: +++ --- ...",
    '<!--pf-foot--><!--pf-draw variance--><!--pf-block checks--> pf:/x href="pf:/y"',
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    "javascript:alert(1)",
    "a\tb",
    "12. x",
]
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60) | st.text(
    "<>\"'&`*_{}[]()#+-!|~^=:$@\\/ \n.%;ab1", max_size=40
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
INERT = {
    "a", "aside", "b", "br", "code", "data", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "h2", "h3", "li", "ol", "p", "section", "span", "strong", "summary", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "ul", "caption", "svg",
}  # fmt: skip


def same(text: str) -> str:
    """Return a text as HTML shows it: spaces, tabs and line ends are all one space."""
    return " ".join(text.split())


def settled(markup: str) -> str:
    """Return markup without the marks that are filled when a site is finished."""
    return re.sub(r"<!--pf-(?:draw|size|chart)[^<>]*-->", "", markup)


def assert_inert(tree: html.HtmlElement) -> None:
    """Hold a page to elements and links that can do nothing."""
    for node in tree.iter():
        assert isinstance(node.tag, str), f"a comment came through: {html.tostring(node)!r}"
        assert node.tag in INERT, node.tag
        for name, value in node.items():
            assert not name.startswith("on"), name
            if name in {"href", "src"}:
                assert re.match(r"(https?:|pf:/|pf-note:|#|\.\.?/)", value), value


def nasty(function: Callable[..., None]) -> Callable[..., None]:
    """Add the texts that have broken such programs before to a test of any text."""
    for text in NASTY:
        function = example(text)(function)
    return function


@QUICK
@nasty
@given(TEXTS)
def test_any_text_in_a_sentence_comes_out_as_it_went_in(text: str) -> None:
    tree = to_html(f"Before {inline(text)} after.")
    assert same(str(tree.text_content())) == same(f"Before {text} after.")
    assert [node.tag for node in tree.iter()] == ["div", "p"]


@QUICK
@nasty
@given(TEXTS)
def test_any_text_in_a_block_comes_out_as_it_went_in(text: str) -> None:
    tree = to_html(f"Above.\n\n<div>{element('p', text, class_='x')}</div>\n\nBelow.")
    (found,) = tree.find_class("x")
    assert same(str(found.text_content())) == same(text)
    assert [node.tag for node in tree.iter()] == ["div", "p", "div", "p", "p"]


@QUICK
@nasty
@given(TEXTS)
def test_any_text_in_an_attribute_comes_out_as_it_went_in(text: str) -> None:
    mark = element("a", "here", title=f"x{text}", href="pf:/glossary/")
    (link,) = to_html(f"Before {mark} and {mark} after.").findall("p/a[1]")
    assert same(str(link.get("title"))) == same(f"x{text}")
    assert set(link.keys()) == {"title", "href"}


@QUICK
@nasty
@given(TEXTS)
def test_any_text_in_a_cell_of_a_markdown_table_stays_in_its_cell(text: str) -> None:
    mark = element("a", text, title=f"x{text}", href="pf:/glossary/")
    tree = to_html(f"| One | Two |\n| --- | --- |\n| {mark} | b |\n")
    cells = [same(str(cell.text_content())) for cell in tree.iter("td")]
    assert cells == [same(text), "b"]


@QUICK
@nasty
@given(TEXTS)
def test_any_printed_text_stands_in_its_element_with_its_reference(text: str) -> None:
    figure = Figure("a/b/c", "number", Decimal("-12.50"))
    (data,) = to_html(f"Before {figure_element(figure, text)} after.").iter("data")
    assert dict(data.items()) == {
        "class": "pf-figure",
        "data-figure": "a/b/c",
        "value": "-12.5",
    }
    assert same(str(data.text_content())) == same(text)


@QUICK
@nasty
@given(TEXTS)
def test_text_of_a_page_can_be_got_back_without_its_tags(text: str) -> None:
    assert plain_text(element("b", text) + inline(text)) == text + text


def test_parts_are_joined_as_a_sentence_does() -> None:
    assert join([]) == ""
    assert join(["a<"]) == "a&#60;"
    assert join(["a", Markup("<b>b</b>")]) == "a and <b>b</b>"
    assert join(["a", "b", "c"], "or") == "a, b or c"


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert element("a", "x", href="", title="y") == '<a title="y">x</a>'
    assert attribute("one\ntwo") == "one two"


@pytest.mark.parametrize("text", NASTY)
def test_hostile_data_does_nothing_in_any_macro(tmp_path: Path, text: str) -> None:
    """Every free text of every table is made hostile, and every macro shows all that it can."""
    desk = Desk(_hostile(tmp_path, same(text)), Clock(parse_moment(AS_OF)))
    page = "\n\n".join(
        f"{{{{ {call} }}}}"
        for call in (
            'figure("money/claims/engine-cost")',
            'figure("money/claims/grant", form="printed")',
            'share("money/budget/stations/forecast", "money/budget/total/forecast")',
            'table("money/budget")',
            'table("money/claims", columns=["label", "value", "read_as_reason"])',
            'table("plans/events", columns=["label", "description"])',
            'timeline("plans/events")',
            'tracker("plans/promises")',
            "sources()",
            'source("budget-2024")',
            "glossary()",
            "changelog()",
            "downloads()",
            'disagreement("money/claims/engine-cost")',
            'cards(card("money/claims/engine-cost", site.text))',
        )
    )
    desk.settings["text"] = text
    noted = number_notes(
        str(html.tostring(to_html(write(desk, page)), encoding="unicode")) + FOOT_MARK,
        desk.catalogue,
        desk.registers,
    )
    listing = "".join(
        list_figures(desk.catalogue, one, Standing()) for one in desk.catalogue.packages
    )
    tree = html.fragment_fromstring(
        relative_links(settled(noted.html) + str(listing), "money/"), create_parent="div"
    )
    assert_inert(tree)
    words = same(str(tree.text_content()))
    assert words.count(same(text)) > 20


@pytest.mark.parametrize("text", NASTY)
def test_a_hostile_label_does_nothing_in_a_chart(text: str) -> None:
    desk = make_desk()
    declared = desk.charts.declarations["variance"]
    desk.charts.declarations["variance"] = replace(declared, labels={"stations": same(text)})
    tree = to_html(settled(write(desk, '{{ chart("variance") }}')))
    assert_inert(tree)
    told = same(str(tree.find_class("pf-chart__alternative")[0].text_content()))
    assert same(text).lower() in told.lower()
    assert same(text) in [same(str(cell.text_content())) for cell in tree.iter("th")]


def _hostile(root: Path, text: str) -> Catalogue:
    """Return the fire service's catalogue with `text` in every cell of free text."""
    free = {
        "label", "note", "locator", "description", "read_as_reason", "last_reported_text", "meaning",
        "short_for", "term", "title", "publisher", "published_note", "how_dated", "licence", "reason",
        "address", "combines", "attribution", "due_as_printed",
    }  # fmt: skip
    datasets = make_datasets(root)
    for file in datasets.rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        for row in rows[1:]:
            for place, name in enumerate(rows[0]):
                symbol = name == "reason" and file.name not in {"withheld.csv", "revisions.csv"}
                if name in free and row[place] and not symbol:
                    row[place] = text
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
    return catalogue_of(root)


@cache
def _packages() -> tuple[Package, ...]:
    return tuple(catalogue_of(FIRE_SERVICE).packages.values())


@QUICK
@nasty
@given(TEXTS.filter(str.strip))
def test_any_label_and_locator_reach_the_reader_unchanged(text: str) -> None:
    packages = [
        replace(
            package,
            figures=tuple(
                replace(one, label=text, locator=text, note=text, read_as_reason=text)
                for one in package.figures
            ),
        )
        for package in _packages()
    ]
    desk = Desk(Catalogue(packages), Clock(parse_moment(AS_OF)))
    made = to_html(write(desk, 'A cost of {{ figure("money/claims/engine-cost") }} each.'))
    noted = number_notes(
        html.tostring(made, encoding="unicode") + FOOT_MARK, desk.catalogue, desk.registers
    )
    tree = html.fragment_fromstring(noted.html, create_parent="div")
    said = facts(tree, "note-1-1")
    assert same(said["Where"]) == same(said["Note"]) == same(text)
    assert same(said["Shown as"]) == same(f"£345,000, since: {text}")
