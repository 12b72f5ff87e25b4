"""Marks on what macros made: put on, taken off, and never left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.made import BEGIN, END, MADE, page_text, plain, with_marks, without_marks

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
