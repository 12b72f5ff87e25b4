"""The forms in which a change is told: for a terminal, for a pull request, for programs, as a page."""

import json
import re
from pathlib import Path

import markdown
import pytest
from lxml import html
from msgspec.structs import replace

from plainfigures.comparing.as_json import VERSION, as_json
from plainfigures.comparing.as_markdown import LONGEST, as_markdown
from plainfigures.comparing.as_page import as_page
from plainfigures.comparing.as_text import as_text
from plainfigures.comparing.records import Changes, FigureChange, VersionName
from tests.comparing.held import after
from tests.making import edit

OLD, NEW = VersionName("HEAD", "the commit abc"), VersionName("", "the site as it stands")
NASTY = [
    "a | b || c",
    "</td></table></details><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1)) ![y](https://elsewhere.example/y.png) <https://z.example>",
    "@someone #12 GH-13 www.elsewhere.example",
    "`` ` ``` *one* _two_ ~~three~~ **four**",
    "# heading\n\n- item\n\n    code\n\n> quote",
    "&lt;b&gt; &#60; \\| \\`",
    "{{ config }} {% raw %} $x$ \x07",
]


def changed(*titles: str, row: str = "a,b") -> Changes:
    """Return a change in which each figure has one of these titles, values and reasons."""
    figures = tuple(
        FigureChange("changed", "a/b/c", one, one, f"{one} now", needs_reason=True, row=row)
        for one in titles
    )
    return Changes(OLD, NEW, figures=figures)


@pytest.fixture(scope="module")
def slower(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    """A change of one value that stands in a sentence, a table and a chart."""
    times = "datasets/response/times.csv"
    old, new = "eastmere,2024-07,7.4,7.4", "eastmere,2024-07,8.9,8.9"
    return after(tmp_path_factory.mktemp("slower"), lambda root: edit(root / times, old, new))


def test_the_text_says_first_what_changed_and_what_is_to_be_done(slower: Changes) -> None:
    lines = as_text(slower).splitlines()
    assert lines[0] == "From the old one to the new one."
    assert lines[1].startswith(
        "1 figure changed, 2 sentences and cells read differently and 1 chart"
    )
    assert lines[1].endswith("Before this is published: 1 change needs its reason.")
    assert lines[3] == "Changes that need their reason"
    assert "docs/index.md:7" in lines


def test_the_comment_begins_with_the_summary_and_shows_old_beside_new(slower: Changes) -> None:
    text = as_markdown(slower)
    assert text.startswith("**1 figure changed,")
    tree = html.fromstring(markdown.markdown(text, extensions=["tables"]))
    cells = [["".join(map(str, cell.itertext())) for cell in row] for row in tree.iter("tr")]
    assert [
        "docs/index.md:7",
        "Time to the first engine fell from 8.2 in April 2024 to 7.4 in July 2024.",
        "Time to the first engine rose from 8.2 in April 2024 to 8.9 in July 2024.",
    ] in cells


@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_the_data_becomes_markup_of_the_comment(text: str) -> None:
    written = as_markdown(changed(text))
    tree = html.fromstring(markdown.markdown(written, extensions=["tables"]))
    found = {node.tag for node in tree.iter() if isinstance(node.tag, str)}
    assert found <= {
        "div",
        "p",
        "strong",
        "h3",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
    }
    table = written.partition("### Figures that changed")[2]
    (row,) = [line for line in table.splitlines() if line.startswith("|") and "a/b/c" in line]
    assert len(re.findall(r"(?<!\\)\|", row)) == 7
    assert re.search(r"(?<!\w)@\w|#\w|www\.", row) is None
    assert re.search(r"(?<!\\)[<\[`]|javascript:a", row) is None


def test_a_row_to_paste_cannot_close_its_fence() -> None:
    written = as_markdown(changed("A", row="a,```,</details>\n```\n# x"))
    fence = next(line for line in written.splitlines() if line.startswith("`"))
    assert fence == "````csv"
    assert written.splitlines().count("````") == 1


def test_a_long_change_stays_within_what_a_comment_may_hold_and_says_what_is_left_out() -> None:
    many = changed(*(f"Figure {number} " + "long " * 60 for number in range(900)))
    written = as_markdown(many)
    assert 30_000 < len(written) <= LONGEST
    assert "more, too long for a comment." in written
    assert written.count("<details") == written.count("</details>")


def test_long_texts_are_cut_around_what_differs() -> None:
    same = "the same again and again, " * 40
    figure = FigureChange(
        "changed", "a/b/c", "A", f"{same}seven", f"{same}eight", needs_reason=True
    )
    for written in (
        as_markdown(Changes(OLD, NEW, (figure,))),
        as_text(Changes(OLD, NEW, (figure,))),
    ):
        assert "… " in written
        assert "again, seven" in " ".join(written.split())
        assert "again, eight" in " ".join(written.split())
        assert len(written) < 2_000


def test_a_long_list_is_folded_and_a_short_one_is_not() -> None:
    assert "<summary><strong>Figures that changed (9)" in as_markdown(changed(*"abcdefghi"))
    assert "### Figures that changed (2)" in as_markdown(changed("a", "b"))


def test_the_json_holds_everything_under_names_that_stay(slower: Changes) -> None:
    content = json.loads(as_json(slower))
    assert content["version"] == VERSION == 1
    names = {"version", "summary", "needs_a_person", *Changes.__struct_fields__}
    assert set(content) == names
    assert content["needs_a_person"] is True
    (figure,) = content["figures"]
    assert (figure["old"], figure["new"]) == ("7.4 minutes", "8.9 minutes")
    guide = (Path(__file__).parents[2] / "docs/editing/changes.md").read_text("utf-8")
    assert [name for name in sorted(names) if f"`{name}`" not in guide] == []
    assert [name for name in figure if f"`{name}`" not in guide] == []


def test_errors_in_the_json_are_written_as_check_writes_them(tmp_path: Path) -> None:
    page = "docs/index.md"
    changes = after(tmp_path, lambda root: edit(root / page, "total/variance", "totl/variance"))
    (error,) = json.loads(as_json(changes))["errors"]
    assert (error["rule"], error["path"], error["line"]) == ("macros", page, 7)
    assert error["suggestion"] == "money/budget/total/variance"


def test_the_page_marks_what_is_other_and_holds_no_markup_of_the_data(slower: Changes) -> None:
    tree = html.document_fromstring(as_page(slower, "Fire & rescue"))
    assert tree.findtext(".//title") == "What has changed - Fire & rescue"
    inserted = [node.text for node in tree.iter("ins")]
    assert "rose" in inserted
    assert "8.9" in inserted
    assert "fell" in [node.text for node in tree.iter("del")]
    nasty = html.document_fromstring(as_page(changed(*NASTY[:-1]), "Fire"))
    assert list(nasty.iter("script", "img")) == []
    assert not [node for node in nasty.iter() if "style" in node.attrib]


def test_where_nothing_differs_each_form_says_so() -> None:
    nothing = Changes(OLD, replace(NEW))
    assert "Nothing differs" in as_text(nothing)
    assert as_markdown(nothing).startswith("**Nothing differs")
    assert json.loads(as_json(nothing))["needs_a_person"] is False
    assert "Nothing differs from the commit abc." in as_page(nothing, "Fire")
