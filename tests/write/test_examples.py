"""Live examples: a call as it is typed, and what it makes of the data."""

import pytest
from lxml import html
from markupsafe import Markup

from plainfigures.errors import PlainFiguresError
from plainfigures.figures.declarations import Page
from plainfigures.write import Desk, RenderedPage, render_page

GRANT = 'figure("money/claims/grant")'


def shown(desk: Desk, call: str, first: int = 0) -> html.HtmlElement:
    """Return what a page shows of an example."""
    return html.fragment_fromstring(desk.macros()["example"](call, first))


def rendered(desk: Desk, text: str) -> RenderedPage:
    """Return a page with its macros written out."""
    return render_page(Page("docs/page.md", text, 0, {}), desk)


def text_of(element: html.HtmlElement) -> str:
    """Return the words of an element."""
    return " ".join(element.text_content().split())


def test_an_example_shows_what_is_typed_and_what_readers_see(desk: Desk) -> None:
    example = shown(desk, GRANT)
    assert example.findtext(".//code") == "{{ " + GRANT + " }}"
    (data,) = example.iter("data")
    assert data.get("data-figure") == "money/claims/grant"
    assert data.text == "over £2.1 million"


def test_a_block_comes_as_plain_text_too(desk: Desk) -> None:
    example = shown(desk, 'table("money/budget", columns=["label", "budget"], form="short")')
    plain = text_of(example.findall(".//details")[-1])
    assert plain.startswith("The same as plain text")
    cells = [text_of(cell) for cell in example.iter("td")]
    assert cells
    assert all(cell in plain for cell in cells)


def test_a_long_list_is_shortened_and_says_so(desk: Desk) -> None:
    whole, short = (shown(desk, "glossary()", first) for first in (0, 1))
    assert len(list(whole.iter("dt"))) > 1
    assert len(list(short.iter("dt"))) == 1
    assert "Only the beginning is shown here." in text_of(short)
    assert "Only the beginning" not in text_of(whole)


def test_an_example_is_no_place_to_be_led_to(desk: Desk) -> None:
    example = shown(desk, "sources()")
    assert example.xpath(".//@id") == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ('figure("money/claims/grnt")', 'There is no figure "money/claims/grnt".'),
        ('figur("money/claims/grant")', 'The example calls "figur", which is no macro.'),
        ("figure(grant)", 'figure: "ref" must be in quotes.'),
        ('figure("money/claims/grant", forn="full")', 'figure has no argument "forn".'),
        ('figure("money/claims/grant)', "This example cannot be read: a quote is opened"),
        ("figure(money/claims/grant)", 'This example cannot be read: "money/claims/grant" stands'),
        ('{{ figure("money/claims/grant") }}', "An example is one macro with its brackets."),
        ("The grant", "An example is one macro with its brackets."),
        ("example('figure(1)')", 'The example calls "example", which is no macro.'),
        ('figure("money/claims/grant") + 1)', "This example cannot be read:"),
    ],
)
def test_an_example_that_does_not_work_is_told_as_a_macro_is(
    desk: Desk, call: str, message: str
) -> None:
    with pytest.raises(PlainFiguresError) as caught:
        shown(desk, call)
    assert caught.value.message.startswith(message)
    assert caught.value.remedy


def test_a_broken_example_is_a_finding_at_its_line(desk: Desk) -> None:
    page = rendered(desk, "# Page\n\n{{ example('figure(\"money/claims/grnt\")') }}\n")
    (finding,) = page.findings
    assert (finding.path, finding.line) == ("docs/page.md", 3)
    assert finding.suggestion == "money/claims/grant"


def test_what_an_example_is_given_to_say_is_looked_at_and_its_references_are_not(
    desk: Desk,
) -> None:
    call = 'cards(card("money/budget/total/variance", "12 calls too many"))'
    page = rendered(desk, f"{{{{ example('{call}') }}}}")
    assert [one.text for one in page.wordings] == ["12 calls too many"]
    tested = 'said("slower", "response/times/first-engine.eastmere@2024-07 > 0")'
    page = rendered(desk, f"{{{{ example('{tested}') }}}}")
    assert [(one.text, one.tested) for one in page.wordings] == [("slower", True)]


def test_headings_of_an_example_are_none_of_the_guide(desk: Desk) -> None:
    desk.add("parted", lambda: Markup('<div><h4 class="x">A part</h4><p>Its words</p></div>'))
    shown = str(desk.macros()["example"]("parted()"))
    assert '<p class="pf-example__heading">A part</p>' in shown
    assert "<h4" not in shown
