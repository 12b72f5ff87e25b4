"""Pages made at random: real ones with mistakes in them, and ones of nothing but pieces that bite.

Each goes the way of a page: read, written out, rendered, looked at by the rules. It comes to findings
or to a page that holds nothing but what pages may hold; never to an error of the program, and in
seconds.
"""

import random
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import markdown
from lxml import html

from plainfigures.check import (
    FinishedPage,
    FinishedSite,
    direction_words,
    headings,
    images,
    links,
    markup,
    outside,
    typed_numbers,
)
from plainfigures.figures.allowed_html import ATTRIBUTES, ELEMENTS, leads_astray
from plainfigures.figures.made import BEGIN, END, page_text, put_back, set_aside, without_marks
from plainfigures.read import read_pages
from plainfigures.write import render_page
from tests.making import FIRE_SERVICE
from tests.write.desks import EXTENSIONS, make_desk

__all__ = ["check_page", "make_page", "pages"]

_RULES = (markup, outside, links, headings, images, typed_numbers, direction_words)
_ATOMS = (
    "{{ figure('money/claims/grant') }}", "{{ figure('a/b/c') }}", "{{ chart('variance') }}",
    "{{ table('money/budget') }}", "{{ site.publisher }}", "{{ site }}", "{{ ''.__class__ }}",
    "{% for a in ['b', 'c'] %}", "{% endfor %}", "{% if site.x %}", "{% else %}", "{% endif %}",
    "{% raw %}", "{% endraw %}", "{% set a = 'b' %}", "{{ a }}", "{{ a + a }}", "{{ 'a' * 9 }}",
    "{% macro m() %}", "{% include 'x' %}", "{{ '<b>' }}", "{{ figure(", "{{ 1", "}}", "%}", "{#",
    "#}", "{{ example('figure(\"money/claims/grant\")') }}", "{{ said('rose', 'a/b/c > 1') }}",
    "<script>", "</script>", "<div>", "</div>", "<p onclick='a'>", "<img src=x onerror=a>", "<!--",
    "-->", "<!-->", "<a href='javascript:a'>", "</a>", "<svg/onload=a>", "<style>", "</style>",
    "<details markdown='1'>", "</details>", "<table>", "<td>", "</table>", "<textarea>", "<math>",
    "<![CDATA[", "]]>", "<?", "?>", "<!DOCTYPE", "</", "<", ">", "&", "&#x202e;", "&lt;", "&#xf8fd;",
    "<data class='pf-figure' data-figure='a/b/c' value='1'>", "</data>", "<!--pf-checks-->",
    "{: onclick=a }", "{: #main .pf-figure }", "{: style='a' }", "[a](javascript:b)", "[a](b)",
    "![a](data:b)", "[a][b]", "[b]: c", "[", "]", "(", ")", "`", "```\n", "~~~\n", "*", "**", "_",
    "# a\n", "## a {: #a }\n", "---\n", "===\n", "- a\n", "1. a\n", "> a\n", "    a\n", "| a | b |\n",
    "| --- | ---: |\n", "\n", "\n\n", "  \n", "\t", " ", "words", "twelve", "12", "£4m", "rose",
    "\u202e", "\u200b", "\ufffc", "\uf8fd", "\x00", "\x1b[31m", "\u2028", "\x0c", "\r", "é", "\U0001f469",
    "wzxhzdk:0", "\x02wzxhzdk:0\x03", "klzzwxh:0000", "\x02klzzwxh:0000\x03", "pf:/x", "pf-note:x",
    'data-pf-made="x-0"', "<span data-pf-made=", "::add-mask::", "\\", "\"", "'", "=", "{", "}", ":",
)  # fmt: skip
_MATTER = (
    "title: a", "title: [a]", "title: <b>", "title: '{{ figure(\"a/b/c\") }}'", "title: 12",
    "description: a", "kicker: b", "kicker: *a", "a: &a [*a]", "bodies: a", "areas: [a, [b]]",
    "publish_after: 2030-01-01", "publish_after: x", "template: main.html", "robots: a: b", "? a",
    "- a", "a: !!python/name:os.system b", "title: \"\\u202e\"", "render_macros: false", "{", "[",
    "title: 2024-99-99", "\ttitle: a", "title : a", "'title': b", "<<: {a: b}", "%YAML 1.1", "...",
    "search_words: [a, 1]", "title: |", "  b", "a: 1e999", "a: 0o9", "title: null", "title:",
)  # fmt: skip


@cache
def _real() -> tuple[str, ...]:
    return tuple(file.read_text("utf-8") for file in sorted((FIRE_SERVICE / "docs").rglob("*.md")))


def make_page(chance: random.Random) -> bytes:
    """Return a page made at random."""
    kind = chance.random()
    if kind < 0.45:
        text = _changed(chance, chance.choice(_real()))
    elif kind < 0.55:
        atom = chance.choice(_ATOMS)
        text = atom * chance.choice((3, 30, 300, 3_000, 20_000))
    else:
        text = "".join(chance.choices(_ATOMS, k=chance.choice((3, 10, 30, 200))))
    if chance.random() < 0.3:
        lines = "\n".join(chance.choices(_MATTER, k=chance.randint(0, 5)))
        text = f"---\n{lines}\n---\n{text}"
    content = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.05:
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.randbytes(3) + content[at:]
    return content


def _changed(chance: random.Random, text: str) -> str:
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 1, 5, 60)))
        kind = chance.random()
        if kind < 0.5:
            text = text[:at] + chance.choice(_ATOMS) + text[at:]
        elif kind < 0.75:
            text = text[:at] + text[end:]
        elif kind < 0.9:
            text = text[:at] + text[at:end] * 3 + text[end:]
        else:
            text = text[:at] + "".join(chance.sample(text[at:end], end - at)) + text[end:]
    return text


def check_page(content: bytes) -> int:
    """Take a page all its way; returns how many findings it has. Raises AssertionError on a fault."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "docs").mkdir()
        (root / "docs" / "page.md").write_bytes(content)
        read, found = read_pages(root / "docs", root)
        assert {one.name for one in root.iterdir()} == {"docs"}
    if not read:
        assert found
        return len(found)
    desk = make_desk()
    rendered = render_page(read[0], desk)
    found += rendered.findings
    assert desk.key not in rendered.markdown
    text, blocks = set_aside(rendered.marked, desk.key)
    inner = put_back(markdown.markdown(text, extensions=EXTENSIONS), desk.key, blocks)
    whole = f"<html><body>{BEGIN.format(desk.key)}{inner}{END.format(desk.key)}</body></html>"
    page = FinishedPage(
        "page/",
        without_marks(whole, desk.key),
        "docs/page.md",
        tuple(content.decode("utf-8", "replace").splitlines()),
        read[0],
        page_text(whole, desk.key),
        rendered.made,
        rendered.wordings,
        lacking=rendered.lacking,
        broken=rendered.broken,
    )
    assert desk.key not in page.html
    site = FinishedSite((page,), frozenset({"page/index.html"}), desk.catalogue, key=desk.key)
    told = [one for rule in _RULES for one in rule.find(site)]
    for one in (*found, *told):
        assert one.message.strip(), one
        assert one.path or one.rule != "markup", one
        assert not re.search(r"Traceback|object at 0x|<class|NoneType", one.message), one.message
    if not told and not found:
        assert_harmless(page.html)
    return len(found) + len(told)


def assert_harmless(page: str) -> None:
    """Hold a page that passed to what pages, and macros on them, may hold."""
    for node in html.document_fromstring(page).iter():
        if not isinstance(node.tag, str) or node.tag in {"html", "body", "data", "button"}:
            continue
        assert node.tag in ELEMENTS, node.tag
        for name, value in node.attrib.items():
            made = str(name).startswith(("data-", "aria-")) or name in {"tabindex", "value"}
            assert made or name in ATTRIBUTES, name
            if name in {"href", "src"}:
                assert not leads_astray(str(value)), value


def pages(seed: int) -> Iterator[bytes]:
    """Yield pages without end; the same ones for the same seed."""
    chance = random.Random(seed)
    while True:
        yield make_page(chance)
