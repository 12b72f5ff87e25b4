"""What the preview puts over a page: every finding that it shows can be acted on."""

from typing import Any

from lxml import html

from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.serving.panel import added, bar
from plainfigures.serving.state import State

MISTAKE = Finding("x", 'There is no figure "a/b<c>"', "Look for it", "docs/index.md", 4, 2, "a/b/c")


def tree_of(state: State) -> Any:
    """Return the bar as elements."""
    return html.fromstring(f"<div>{bar(state)}</div>")


def words(state: State) -> str:
    """Return the bar as somebody reads it."""
    return " ".join(" ".join(tree_of(state).itertext()).split())


def test_a_sound_site_has_a_bar_and_no_panel() -> None:
    assert words(State(making=False)) == "Preview What has changed"
    shown = State(making=False, versions={"editing/find/index.html": "1"})
    assert words(shown) == "Preview What has changed Find a figure"
    assert words(State(making=True)).startswith("Making the pages anew")


def test_a_mistake_says_where_what_what_to_do_and_the_nearest_name() -> None:
    told = words(State(findings=(MISTAKE,)))
    assert "This page shows the last good version: 1 error." in told
    assert (
        'docs/index.md:4:2 There is no figure "a/b<c>". Did you mean “a/b/c”? Look for it.' in told
    )


def test_each_line_of_what_to_do_stands_alone_and_a_command_can_be_copied() -> None:
    remedy = "Look first\nThen write: plainfigures check"
    tree = tree_of(State(findings=(Finding("x", "Wrong", remedy, "docs/index.md"),)))
    told = [one.text_content() for one in tree.xpath("//li/p")]
    assert told == ["docs/index.md", "Wrong.", "Look first.", "Then write: plainfigures check"]


def test_a_page_of_the_preview_itself_is_no_older_version() -> None:
    told = str(added(State(findings=(MISTAKE,)), "1", own=True))
    assert "The site is shown in its last good version: 1 error." in told
    assert "This page" not in told


def test_the_panel_is_announced_can_be_folded_and_names_its_parts() -> None:
    tree = tree_of(State(findings=(MISTAKE,)))
    assert "last good version" in tree.xpath('//*[@role="alert"]')[0].text_content()
    assert tree.xpath('//section[@class="panel"]/details[@open]/summary')
    assert tree.xpath('//*[@role="region"]/@aria-label') == ["Mistakes"]


def test_many_mistakes_are_cut_short_with_a_count() -> None:
    many = tuple(Finding("x", f"Wrong {number}", line=number) for number in range(1, 31))
    told = words(State(findings=many))
    assert "30 errors" in told
    assert "Wrong 20." in told
    assert "Wrong 21." not in told
    assert "And 10 more. “plainfigures check” lists them all." in told


def test_advice_is_folded_and_stops_nothing() -> None:
    advice = Finding("x", "A long sentence", level=ADVICE)
    tree = tree_of(State(findings=(advice,)))
    assert not tree.xpath('//*[@role="alert"]')
    details = tree.xpath("//details")[0]
    assert details.get("open") is None
    assert details.xpath("summary")[0].text_content() == "1 piece of advice"
