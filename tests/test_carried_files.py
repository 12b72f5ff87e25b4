"""Files beside the pages: those that show something pass, those that would run do not."""

from pathlib import Path

import pytest

from plainfigures.carried_files import carried_findings
from plainfigures.config import SiteConfig

HTML = "<h:{} xmlns:h='http://www.w3.org/1999/xhtml'/>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def told(root: Path, name: str, content: str = "x", settings: str = "") -> list[str]:
    """Return what is said of one file below docs/."""
    file = root / "docs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
    found = list(carried_findings(SiteConfig(root, "", text=settings)))
    assert all(one.path == f"docs/{name}" and one.remedy for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    "name", ["a.png", "b/c.PDF", "d.csv", "page.md", "e.xlsx", ".git/hooks/x.sh", "f/.hidden.html"]
)
def test_files_that_browsers_show_or_save_may_lie_beside_pages(tmp_path: Path, name: str) -> None:
    assert told(tmp_path, name) == []


@pytest.mark.parametrize(
    "name", ["a.html", "a.HTM", "b/c.xhtml", "d.xml", "e.swf", "f.shtml", "g.mht", "h", "i.php"]
)
def test_files_that_browsers_would_run_may_not(tmp_path: Path, name: str) -> None:
    [message] = told(tmp_path, name)
    assert "as a part of this site" in message


def test_a_page_with_its_ending_in_capitals_is_told(tmp_path: Path) -> None:
    [message] = told(tmp_path, "index.MD")
    assert "for a page" in message


def test_styles_and_scripts_are_those_that_the_settings_name(tmp_path: Path) -> None:
    assert told(tmp_path, "own.js") == [
        "This file would go into the site, and nothing asks for it."
    ]
    assert told(tmp_path, "own.js", settings="extra_javascript:\n  - own.js\n") == []
    (tmp_path / "docs" / "own.js").unlink()
    assert told(tmp_path, "own.css", settings="extra_css: ['own.css']\n") == []


def test_nothing_is_laid_among_the_published_data(tmp_path: Path) -> None:
    """It would have the address of data, and none of their checks."""
    for name in ("data/false.csv", "Data/money/false.json", "data/money.zip"):
        [message] = told(tmp_path, name)
        assert "pass for data" in message
        (tmp_path / "docs" / name).unlink()
    assert told(tmp_path, "data/index.md") == []


@pytest.mark.parametrize(
    "content", ["a,=HYPERLINK(1)", 'a\n"=1+1"', "a;@SUM(1)", "\ufeff+cmd|x!A1", "a\t=1"]
)
def test_no_table_holds_a_formula(tmp_path: Path, content: str) -> None:
    [message] = told(tmp_path, "practice.csv", content)
    assert "begins like a formula" in message
    (tmp_path / "docs" / "practice.csv").unlink()
    assert told(tmp_path, "practice.csv", "change,share\n-145,+3.2%\n") == []


def test_a_script_is_not_asked_for_by_a_part_of_another_name(tmp_path: Path) -> None:
    for settings in ("extra_javascript: [js/own.js]\n", "site_name: x # not own.js\n", "# own.js"):
        assert told(tmp_path, "own.js", settings=settings), settings


@pytest.mark.parametrize(
    "inner",
    [
        "<path d='M0 0'/><style>path { fill: url(#a); mask: url('#b') }</style>",
        "<use xlink:href='#a'/><image href='data:image/png;base64,AA=='/>",
    ],
)
def test_a_picture_that_shows_something_passes(tmp_path: Path, inner: str) -> None:
    assert told(tmp_path, "a.svg", SVG.format(inner)) == []


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (SVG.format("<script>alert(1)</script>"), "<script>"),
        (SVG.format("<SCRIPT>alert(1)</SCRIPT>"), "<script>"),
        (SVG.format("<g onload='alert(1)'/>"), '"onload"'),
        (SVG.format("<foreignObject/>"), "<foreignobject>"),
        (SVG.format("<a xlink:href='javascript:alert(1)'><path/></a>"), "leads elsewhere"),
        (SVG.format("<a href=' java&#9;script:alert(1)'/>"), "leads elsewhere"),
        (SVG.format("<image href='https://example.org/a.png'/>"), "leads elsewhere"),
        (SVG.format("<use href='data:image/svg+xml;base64,AA=='/>"), "leads elsewhere"),
        (SVG.format("<animate attributeName='href' to='javascript:alert(1)'/>"), "<animate>"),
        (SVG.format("<set attributeName='href'/>"), "<set>"),
        (SVG.format("<style>@import 'https://example.org'</style>"), "loads something"),
        (SVG.format("<g style='fill: url(https://example.org/a)'/>"), "loads something"),
        (f"<!DOCTYPE svg [<!ENTITY a 'b'>]>{SVG.format('&a;')}", "declarations"),
        (f"<?xml-stylesheet href='a.xsl'?>{SVG.format('')}", "declarations"),
        ("<svg", "cannot be read"),
        (SVG.format(HTML.format("meta http-equiv='refresh' content='0;url=//x'")), "web page"),
        (SVG.format(HTML.format("form action='https://example.org'")), "web page"),
        (SVG.format(HTML.format("img srcset='https://example.org/a.png'")), "web page"),
        (SVG.format("<a href='#a' ping='https://example.org'/>"), "leads elsewhere"),
        (SVG.format(r"<style>a { fill: u\72l(https://example.org) }</style>"), "loads something"),
        (SVG.format(r"<style>@\69mport 'https://example.org';</style>"), "loads something"),
        (SVG.format("<style>a { x: <b/>url(https://example.org) }</style>"), "loads something"),
        (SVG.format("<g style='x: image-set(\"https://example.org\" 1x)'/>"), "loads something"),
        (f"<?xml version='1.0' encoding='utf-16'?>{SVG.format('')}", "UTF-8"),
    ],
)
def test_a_picture_that_does_something_does_not(tmp_path: Path, content: str, part: str) -> None:
    [message] = told(tmp_path, "a.svg", content)
    assert part in message
