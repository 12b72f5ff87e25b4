"""Marks on what macros made: put on, taken off, and never left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.made import (
    BEGIN,
    END,
    MADE,
    page_text,
    plain,
    put_back,
    set_aside,
    with_marks,
    without_marks,
)

KEY = "pfkey"


@pytest.mark.parametrize(
    ("markup", "marks"),
    [
        ('<data class="pf-figure" value="12">12</data>', 1),
        ("rose from <data>1</data> in July to <data>2</data> now", 5),
        ("<div><div>a</div><p>b</p></div>\n<p>c</p>\n", 2),
        ("<!--pf-block checks-->\n", 0),
        ("<ul><li>a<br>b</li></ul>", 1),
        ("just words", 1),
        ('<p>a</p><hr class="x"><p>b</p>', 3),
        ("", 0),
    ],
)
def test_each_outermost_element_is_marked_and_the_marks_come_off(markup: str, marks: int) -> None:
    marked = with_marks(markup, KEY, 7)
    assert marked.count(f'{MADE}="{KEY}-7"') == marks
    assert without_marks(marked, KEY) == markup
    assert plain(marked) == plain(markup)


@settings(max_examples=60)
@given(st.recursive(
    st.text("abc 12.&;", min_size=1, max_size=8),
    lambda inner: st.builds(
        lambda tag, parts: f'<{tag} class="x">{"".join(parts)}</{tag}>',
        st.sampled_from(["p", "div", "span", "data"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
))  # fmt: skip
def test_marks_come_off_whatever_they_were_put_on(markup: str) -> None:
    assert without_marks(with_marks(markup, KEY, 0), KEY) == markup


def test_marks_come_off_where_markup_is_shown_as_text() -> None:
    marked = with_marks("<b>a</b>", KEY, 3)
    escaped = marked.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert KEY not in without_marks(f"<code>{escaped}</code>", KEY)


def test_the_text_of_a_page_is_what_the_theme_puts_between_its_marks() -> None:
    begin, end = BEGIN.format(KEY), END.format(KEY)
    rest = f"{begin}rest <!--/pf-text x-->12{end}"
    html = f"<h1>Site</h1>{begin}front{end}<nav>12</nav>{rest}<footer>9</footer>"
    assert page_text(html, KEY) == "frontrest <!--/pf-text x-->12"
    own = "<body><nav>3</nav><main class=x><p>12</p></main><footer>999</footer></body>"
    assert page_text(own, KEY) == "<main class=x><p>12</p></main>"
    assert page_text("<p>12</p>", KEY) == "<p>12</p>"


BLOCK = (
    f'<div {MADE}="{KEY}-0" class="pf-table"><table><tr><td><div>1</div></td></tr></table></div>'
)
PART = f'<p {MADE}="{KEY}-0">2</p>'
WORD = f'<data {MADE}="{KEY}-1" value="3">3</data>'


@pytest.mark.parametrize(
    ("page", "text", "blocks"),
    [
        (f"# A\n\n{BLOCK}\n\nb", "# A\n\n{}\n\nb", [BLOCK]),
        (BLOCK, "{}", [BLOCK]),
        (
            f"a\n\n{BLOCK}\n{PART}{BLOCK}\n\n\n{PART}\n",
            "a\n\n{}\n\n\n{}\n",
            [f"{BLOCK}\n{PART}{BLOCK}", PART],
        ),
        (f"a\n\n{BLOCK} b\n\n{PART}", f"a\n\n{BLOCK} b\n\n{{}}", [PART]),
    ],
)
def test_blocks_that_macros_wrote_are_set_aside_and_put_back(
    page: str, text: str, blocks: list[str]
) -> None:
    short, found = set_aside(page, KEY)
    assert found == blocks
    assert short == text.format(*(f"<!--pf-aside {KEY}-{at}-->" for at in range(len(blocks))))
    assert put_back(short, KEY, found) == page


@pytest.mark.parametrize(
    "page",
    [
        f"In July {WORD} were there.\n\n{WORD}\n\nAfter it.",
        f"In a sentence: {BLOCK}\n\n",
        f"- in a list\n{BLOCK}\n\n- {PART}\n\n",
        f"a\n\n{BLOCK.replace(KEY, 'other')}\n\n",
        f'a\n\n<div {MADE}="{KEY}-0"><div markdown="1">*b*</div></div>\n\n',
    ],
)
def test_what_markdown_has_to_read_is_not_set_aside(page: str) -> None:
    assert set_aside(page, KEY) == (page, [])
