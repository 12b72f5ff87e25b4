"""Styles, scripts, drawings, lists, archives and pictures, each as whoever opens it would find it."""

import io
import json
import zipfile

import pytest

from plainfigures.proofing.looking import look_at
from plainfigures.proofing.packed import readable_parts

FEED = """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>https://a.example/</id><title>Changes</title><updated>2024-11-01T00:00:00Z</updated>
  <author><name>A</name></author>
  <link rel="self" href="https://a.example/feed.xml"/>
  <entry>
    <id>https://a.example/changes/one</id><title>One</title><updated>2024-11-01T00:00:00Z</updated>
    <link rel="alternate" href="https://a.example/changes/"/><summary>It changed.</summary>
  </entry>
</feed>
"""
MAP = """<?xml version='1.0' encoding='utf-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url><loc>https://a.example/</loc><lastmod>2024-11-01</lastmod></url>
</urlset>
"""
BOMB = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>'


def said(name: str, content: str | bytes, site_url: str = "https://a.example/") -> list[str]:
    """Return what is wrong with a file."""
    data = content.encode() if isinstance(content, str) else content
    return [one.message for one in look_at(name, data, site_url).faults]


def svg(inner: str) -> str:
    """Return a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{inner}</svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", svg('<path d="M0 0"/><use x:href="#a"/><rect fill="url(#a)"/>')),
        ("a.css", "a { background: url(data:image/png;base64,AA) } /* url(https://b.example) */"),
        ("a.js", "// see https://b.example\nx.setAttribute('xmlns', 'http://www.w3.org/2000/svg')"),
        ("feed.xml", FEED),
        ("sitemap.xml", MAP),
        ("a.json", '{"a": [1]}'),
        ("data/a/b.csv", 'a,b\n1,"two, three"\n'),
    ],
)
def test_what_is_sound_is_passed_over(name: str, content: str) -> None:
    assert said(name, content) == []


ELSEWHERE = (
    'It loads "https://b.example/c" from another host. The site asks nothing of anybody else.'
)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.css", "@import url('https://b.example/c');", ELSEWHERE),
        ("a.css", "a { background: url( https://b.example/c ) }", ELSEWHERE),
        ("a.svg", svg('<image x:href="https://b.example/c"/>'), ELSEWHERE),
        ("a.svg", svg('<rect style="fill: url(https://b.example/c)"/>'), ELSEWHERE),
        ("a.svg", svg("<style>@import 'https://b.example/c';</style>"), ELSEWHERE),
        (
            "a.svg",
            svg("<script>go()</script>"),
            "The drawing holds <script>, which a drawing must not.",
        ),
        (
            "a.svg",
            svg("<foreignObject><p>x</p></foreignObject>"),
            "The drawing holds <foreignObject>, which a drawing must not.",
        ),
        (
            "a.svg",
            svg('<rect onload="go()"/>'),
            'The drawing runs a script ("onload"), which a drawing must not.',
        ),
        (
            "a.svg",
            svg('<a href="javascript:go()"/>'),
            'The link "javascript:go()" is of a kind that a public page must not have.',
        ),
        (
            "a.svg",
            BOMB + svg("&d;"),
            "The file declares names of its own (a DOCTYPE with entities), which no reader needs.",
        ),
        (
            "a.svg",
            svg("<g>"),
            "The file is not well-formed, at line 1: Opening and ending tag mismatch: g line 1 and svg.",
        ),
        (
            "a.js",
            "fetch('https://b.example/count')",
            'The script names "https://b.example/count", which is on another host.',
        ),
        (
            "a.js",
            "new WebSocket(`wss://b.example`)",
            'The script names "wss://b.example", which is on another host.',
        ),
        (
            "feed.xml",
            FEED.replace("<id>https://a.example/changes/one</id>", ""),
            "Line 6 is not as programs that read it expect: Expecting an element id, got nothing.",
        ),
        (
            "feed.xml",
            FEED.replace(
                "2024-11-01T00:00:00Z</updated>\n  <author>", "yesterday</updated>\n  <author>"
            ),
            "Line 3 is not as programs that read it expect: Type dateTime doesn't allow value 'yesterday'.",
        ),
        (
            "feed.xml",
            FEED.replace("https://a.example/changes/one", "https://a.example/"),
            'Two entries of the feed have the same id, "https://a.example/".',
        ),
        (
            "feed.xml",
            FEED.replace('href="https://a.example/feed.xml"', 'href="./feed.xml"'),
            'The feed has "./feed.xml", and a reader of feeds needs the whole address.',
        ),
        (
            "sitemap.xml",
            MAP.replace("2024-11-01", "soon"),
            "Line 3 is not as programs that read it expect: Type date doesn't allow value 'soon'.",
        ),
        (
            "sitemap.xml",
            MAP.replace("https://a.example/", "https://b.example/"),
            'The sitemap has "https://b.example/", which is not below the address of the site.',
        ),
        (
            "data/a/b.csv",
            "a,b\n1,2,3\n",
            "Row 2 has 3 cells, and the head has 2.",
        ),
        ("data/a/b.csv", b"a\ncaf\xe9\n", "Line 2 holds letters that are not saved as UTF-8."),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "The picture is damaged or cut off."),
        ("a.zip", b"PK not", "The file cannot be opened: it is damaged."),
        ("a.json", '{"a": ', "The file cannot be read as JSON: Input data was truncated."),
    ],
)
def test_what_is_wrong_is_told(name: str, content: str | bytes, expected: str) -> None:
    found = said(name, content)
    assert found[:1] == [expected]


def test_a_map_with_more_pages_than_allowed_is_told() -> None:
    entry = "<url><loc>https://a.example/</loc></url>"
    assert said("sitemap.xml", MAP.replace("</urlset>", f"{entry * 50_000}</urlset>")) == [
        "The sitemap has 50,001 addresses, and 50,000 are allowed."
    ]


def zipped(**files: str) -> bytes:
    """Return a zip; `__` in a name stands for a slash."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def test_an_archive_that_writes_outside_of_its_folder_is_told() -> None:
    assert said("a.zip", zipped(**{"../a": "x"})) == [
        "The archive holds a file twice, or one that would land outside of its folder."
    ]


def test_an_archive_that_was_changed_after_it_was_packed_is_told() -> None:
    content = bytearray(zipped(a="a longer text of many words"))
    content[40] ^= 0xFF
    assert said("a.zip", bytes(content)) == ["The file cannot be opened: it is damaged."]


def test_a_workbook_that_reckons_is_told() -> None:
    content = zipped(xl__worksheets__sheet1="", **{"xl/a.xml": "<c><f>HYPERLINK()</f></c>"})
    assert said("a.xlsx", content) == [
        "The workbook reckons, or leads to another workbook, in its part xl/a.xml."
    ]


def test_what_is_packed_is_unpacked_to_be_searched() -> None:
    inner = zipped(**{"xl/a.xml": "a rare word"})
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.xlsx", inner)
    assert b"a rare word" not in outer.getvalue()
    assert b"a rare word" in [*readable_parts("a.zip", outer.getvalue())]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"as_of": "2024-12-01T00:00:00+00:00"}, 'at its top, "site_url" is missing'),
        ({"as_of": 1}, "at “as_of” stands a whole number, and it has to be a text"),
        ({"as_of": "yesterday"}, "what stands at “as_of” is not written as it has to be"),
        ({"by": "me"}, 'at its top, "by" has no meaning there'),
        ([], "at its top stands a list, and it has to be an object"),
    ],
)
def test_a_file_for_programs_is_held_against_its_shape(content: object, expected: str) -> None:
    assert said("data/build.json", json.dumps(content)) == [
        f"The file is not as programs expect it: {expected}."
    ]
