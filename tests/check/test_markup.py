"""The rule on what a page may hold beside its words: what runs, sends, loads or passes for our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from plainfigures.check import typed_numbers
from plainfigures.check.markup import find
from plainfigures.check.running_text import text_sentences
from plainfigures.figures.allowed_html import ATTRIBUTES, ELEMENTS, leads_astray
from plainfigures.figures.findings import Finding
from tests.check.written import finished
from tests.making import FIRE_SERVICE

FIGURE = '{{ figure("response/staff/firefighters@latest") }}'


def found(text: str) -> list[Finding]:
    """Return what is wrong with the HTML of a page of this text."""
    return list(find(finished(text)))


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("<script>alert(1)</script>", 3, "<script>"),
        ("<script>if (a<b && c</d>/.test(e)) {}</script>", 3, "<script>"),
        ("Words <SCRIPT SRC='x.js'></SCRIPT> more", 3, "<script>"),
        ("<scr\nipt>alert(1)</scr\nipt>", 3, "<scr>"),
        ("<img src=x onerror=alert(1)>", 3, "cannot be read"),
        ('<img src="x.png" alt="a" onerror="alert(1)">', 3, '"onerror"'),
        ('<p onclick="alert(1)">words</p>', 3, '"onclick"'),
        ('<p ONCLICK="alert(1)">words</p>', 3, '"onclick"'),
        ("[words](page.md){: onclick=alert(1) }", 3, '"onclick"'),
        ("Words\n{: onmouseover='alert(1)' }", 4, '"onmouseover"'),
        ("### Heading {: onfocus=alert(1) tabindex=0 }", 3, '"onfocus"'),
        ("[words](javascript:alert(1))", 3, "javascript:"),
        ("[words](JaVaScRiPt:alert(1))", 3, "javascript:"),
        ('<a href="java&#x09;script:alert(1)">words</a>', 3, "javascript:"),
        ('<a href=" &#14; javascript:alert(1)">words</a>', 3, "javascript:"),
        ('<a href="&#106;avascript&colon;alert(1)">words</a>', 3, "javascript:"),
        ("[words](data:text/html;base64,PHNjcmlwdD4=)", 3, "data:"),
        ("[words](vbscript:x)", 3, "vbscript:"),
        ("[words](https://gov.example@elsewhere.example/)", 3, "before the @"),
        ("[words](http:gov.example%2F@elsewhere.example)", 3, "before the @"),
        ('<a href="\\\\gov.example@elsewhere.example">words</a>', 3, "before the @"),
        ("[words](file:///etc/passwd)", 3, "file:"),
        ("[words][1]\n\n[1]: javascript:alert(1)", 5, "javascript:"),
        ("<javascript:alert(1)>", 3, ""),
        ("![words](data:image/svg+xml,<svg/onload=alert(1)>)", 3, ""),
        ("<svg onload='alert(1)'></svg>", 3, "<svg>"),
        ("<svg/onload=alert(1)>", 3, "cannot be read"),
        ("<math><mtext><img></mtext></math>", 3, "<math>"),
        ("<iframe src='https://example.org'></iframe>", 3, "<iframe>"),
        ("<object data='x.swf'></object>", 3, "<object>"),
        ("<embed src='x.swf'>", 3, "<embed>"),
        ("<form action='https://example.org'><input name='x'></form>", 3, "<form>"),
        ("<meta http-equiv='refresh' content='0;url=https://example.org'>", 3, "<meta>"),
        ("<base href='https://example.org/'>", 3, "<base>"),
        ("<link rel='stylesheet' href='x.css'>", 3, "<link>"),
        ("<style>body { display: none }</style>", 3, "<style>"),
        ('<p style="position:fixed">words</p>', 3, '"style"'),
        ("| a | b |\n| --- | ---: |\n| c | d |", 3, "colons"),
        ("<template><img></template>", 3, "<template>"),
        ("<noscript><p title='</noscript><img src=x>'></noscript>", 3, "<noscript>"),
        ("<textarea><p></textarea>", 3, "<textarea>"),
        ("<plaintext>", 3, "<plaintext>"),
        ("<marquee>words</marquee>", 3, "<marquee>"),
        ("<x-part>words</x-part>", 3, "cannot be read"),
        ("<!--> <script>alert(1)</script> -->", 3, ""),
        ("<!-- a --!> <script>alert(1)</script> -->", 3, ""),
        ('<ol start="57">\n<li>words</li>\n</ol>', 3, "begins with 57"),
        ('<ol>\n<li value="99">words</li>\n</ol>', 4, '"value"'),
        ("<div><!-- begun", 3, ""),
        ("<?php echo 1 ?>", 3, "no HTML"),
        ("<!DOCTYPE html>", 3, "no HTML"),
        ("<div><![CDATA[<script>alert(1)</script>]]></div>", 3, ""),
        ("<div>words", 3, "<div> is begun and not ended"),
        ("<details><summary>words</details>", 3, "<summary> is begun and not ended"),
        ("</div></div></main>", 3, "ends what was not begun"),
        ("<table>\n<tr><td>words</table>", 4, "<td> is begun"),
        ('<p title="<script>">words</p>', 3, "cannot be read"),
        ('<p class="pf-figure">words</p>', 3, '"pf-figure"'),
        ("Words\n{: .pf-figure data-figure=money/a/b }", 4, '"pf-figure"'),
        ('<data class="pf-figure" data-figure="a/b/c" value="7">words</data>', 3, "<data>"),
        ('<span data-pf-made="abc-0">words</span>', 3, '"data-pf-made"'),
        ('<p id="pf-search">words</p>', 3, '"pf-search"'),
        ("### Main", 3, '"main" on a page is taken'),
        ("### Heading {: #__search }", 3, '"__search"'),
        ('<p name="cookie">words</p>', 3, '"name"'),
        ('<p role="alert">words</p>', 3, '"alert"'),
        ("<!--pf-checks-->", 3, "pf-"),
        ("<!-- pf-preview -->", 3, "pf-"),
        ("Words &#x202e; words", 3, "U+202E"),
        ("Words &#xf8fd; words", 3, "U+F8FD"),
        ("Words &ZeroWidthSpace; words", 3, "U+200B"),
        ('<a download="a" href="x.csv" ping="https://example.org">words</a>', 3, '"ping"'),
        ('<a target="_blank" href="page.md">words</a>', 3, '"target"'),
        ('<img src="a.png" srcset="b.png" alt="c">', 3, '"srcset"'),
    ],
)
def test_what_does_something_is_refused_at_its_line(text: str, line: int, part: str) -> None:
    findings = found(f"## Above\n\n{text}\n")
    assert findings
    assert any(part in one.message for one in findings), [one.message for one in findings]
    assert findings[0].line in {line, 0}
    assert all(one.remedy for one in findings)


@pytest.mark.parametrize(
    "text",
    [
        f"*One* **two** `<script>` [three](page.md) {FIGURE} &amp; 4 < 5 > 3 & so\\*.",
        f"<div>\n<p>It has {FIGURE}.</p>\n</div>",
        f"<details markdown='1'>\n<summary>Words</summary>\n\nIt has {FIGURE}.\n\n</details>",
        "![Words](a.png){ loading=lazy }\n\n![](b.png){ role='presentation' }",
        "[Post](https://example.org/@a/b?c=d@e#@), [Mail](mailto:a@example.org), [call](tel:+441610000000), <https://example.org>",
        "[Part](#part)\n\n## Part {: #part .wide }\n\nWords\n{: .pf-standfirst }",
        "| a | b |\n| --- | --- |\n| c | d |\n\n> Quoted\n\n1. One\n2. Two\n\n---\n",
        "<table>\n<tbody>\n<tr>\n<td>a</td>\n</tr>\n</tbody>\n</table>\n",
        "    <script>code</script>\n\n`<img onerror=1>`",
        "<!-- What nobody sees. -->\n\nWords<br>\nmore",
        '<p lang="cy" dir="ltr">Geiriau</p>\n\n<abbr title="One">O</abbr>',
        '{{ table("money/budget") }}\n\n{{ glossary("outturn") }}',
        "&nbsp;&shy;&ndash;&eacute;&#8217;",
    ],
)
def test_what_pages_need_may_stand(text: str) -> None:
    assert found(f"## Above\n\n{text}\n") == []


def test_a_place_that_stands_twice_is_told() -> None:
    [one] = found("## Part {: #part }\n\nWords\n{: #part }\n")
    assert 'The place "part" is on this page more than once' in one.message


def test_a_page_full_of_mistakes_has_some_told() -> None:
    assert len(found("## Above\n\n" + '<p onclick="a">words</p>\n\n' * 100)) == 20


@given(st.text(alphabet="<>/!-ab \"'=p&;:#{}.\n`*[]()", max_size=40))
def test_what_passes_is_read_by_others_as_it_was_read_here(text: str) -> None:
    site = finished(f"## Above\n\nWords {text.replace('{', '(')}\n")
    if list(find(site)):
        return
    (page,) = site.pages
    for node in parser.fragment_fromstring(page.content, create_parent="div").iter():
        if isinstance(node.tag, str):
            assert node.tag in ELEMENTS
            assert set(node.attrib) <= ATTRIBUTES | {"tabindex"}


@pytest.mark.parametrize("address", ["page.md", "#a:b", "/a:b", "?a:b", "//a", "https:x", "a/b:c"])
def test_addresses_that_lead_to_pages_and_sites_may_stand(address: str) -> None:
    assert not leads_astray(address)


def test_no_page_of_a_whole_site_is_refused() -> None:
    for file in sorted((FIRE_SERVICE / "docs").rglob("*.md")):
        text = file.read_text("utf-8")
        assert found(text) == []


@pytest.mark.parametrize("text", ["<!DOCTYPE html>", "<html>", "<!-- a -->", "<frameset>", "</p>"])
def test_a_page_of_nothing_but_odd_html_is_looked_at_by_all_rules(text: str) -> None:
    site = finished(text)
    assert list(typed_numbers.find(site)) == []
    assert text_sentences(site.pages[0].content, site.key) == []
