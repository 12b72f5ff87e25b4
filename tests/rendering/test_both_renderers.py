"""MkDocs and Zensical make the same pages; what differs is listed and judged."""

import re
from pathlib import Path

from tests.rendering.conftest import KEY, Sides
from tests.rendering.judged import ODD, WHOLE, hold
from tests.rendering.sides import Difference, differences


def test_odd_pages_are_the_same_but_for_what_is_judged(sides: Sides) -> None:
    assert hold([*differences(sides.mkdocs, sides.zensical)], ODD) == []


def test_a_difference_is_told_by_what_a_reader_would_notice(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    page = (
        '<title>A</title><h1 id="a">A</h1><p>It was <data data-figure="a/b" value="12">12</data>.'
    )
    for side, html in ((first, page), (second, page.replace(">12<", ">13<").replace("#a", "#b"))):
        side.mkdir()
        (side / "index.html").write_text(f"<!doctype html><html><body>{html}</body></html>")
    (first / "feed.xml").touch()
    assert [*differences(first, second)] == [
        Difference("feed.xml", "file", "there", "not there"),
        Difference("index.html", "figures", "a/b 12 12", "a/b 12 13"),
        Difference("index.html", "text", "12", "13"),
    ]


def test_a_difference_that_nobody_judged_is_told() -> None:
    one = Difference("index.html", "headings", "h2 #a A", "h2 #b A")
    assert hold([one], ()) == [f"not judged: {one}"]


def test_a_judgement_that_nothing_meets_is_told() -> None:
    assert hold([], WHOLE) == [f"never met: {WHOLE[0]}"]


def test_what_may_not_be_seen_yet_is_in_neither(sides: Sides) -> None:
    for side in (sides.mkdocs, sides.zensical):
        assert not (side / "people/list.csv").exists()
        everything = b"".join(file.read_bytes() for file in side.rglob("*") if file.is_file())
        assert b"Nobody may see" not in everything
        assert b"money/held" not in everything


def test_made_pages_are_there_and_not_in_the_navigation(sides: Sides) -> None:
    assert "Every figure</h1>" in (sides.zensical / "figures/index.html").read_text("utf-8")
    assert 'href="figures/"' not in (sides.zensical / "index.html").read_text("utf-8")


def test_no_mark_is_left_in_a_page(sides: Sides) -> None:
    for file in sides.zensical.rglob("*.html"):
        html = file.read_text("utf-8")
        assert "pfkept" not in html
        assert not re.findall(rf"<!--/?pf-(?:content|front|rest|heading) {KEY}-->", html)


def test_nothing_of_another_look_or_search_is_left(sides: Sides) -> None:
    names = {file.relative_to(sides.zensical).as_posix() for file in sides.zensical.rglob("*")}
    assert "assets/search.js" in names
    assert not {
        one for one in names if re.search(r"\.min\.|objects\.inv|search\.json|\.cache", one)
    }


def test_links_that_mkdocs_leaves_stay_as_they_are_written(sides: Sides) -> None:
    html = (sides.zensical / "money/spend/index.html").read_text("utf-8")
    assert '<a href="../saved/">raw saved</a>' in html
    assert '<a href="../../feed.xml">feed</a>' in html
    assert '<a href="../saved/">saved</a>' in html
    assert "<video poster=\"p.png\" src='v.mp4'>" in html
