"""The texts of pages put into their frames, whoever rendered; and what their macros open."""

import sys
from pathlib import Path

from plainfigures.config import SiteConfig
from plainfigures.figures.declarations import Page
from plainfigures.rendering.keeping import IN_ITS_PLACE, Kept
from plainfigures.rendering.navigation import MANY, all_pages, has_many
from plainfigures.rendering.openings import openings
from plainfigures.rendering.texts import put_text

KEY = "keyofthisbuild"
FRAME = (
    "<main><!--pf-heading {0}--><h1>Settings say</h1><!--/pf-heading {0}--><!--pf-front {0}-->"
    "<nav></nav><!--pf-rest {0}--></main><!--pf-content {0}-->{1}<!--/pf-content {0}-->"
    "<!--pf-copying {0}--><script></script><!--/pf-copying {0}-->"
)


def placed(text: str, *blocks: str) -> str:
    """Return a page with a text in its places, without the marks around that."""
    html, _ = put_text(FRAME.format(KEY, text), KEY, blocks)
    return html.replace(f"<!--pf-text {KEY}-->", "[").replace(f"<!--/pf-text {KEY}-->", "]")


def test_a_block_that_begins_a_part_of_the_page_parts_it() -> None:
    block = "<div><h2>A part</h2></div>"
    assert placed(f"<h1>Own</h1><!--pf-aside {KEY}-0--><p>End</p>", block) == (
        "<main>[<h1>Own</h1><div>]<nav></nav>[<h2>A part</h2></div><p>End</p>]</main>"
    )


def test_a_text_without_a_heading_has_that_of_its_settings() -> None:
    assert placed("<p>Words</p>") == ("<main><h1>Settings say</h1>[<p>Words</p>]<nav></nav></main>")


def test_a_page_with_macros_to_copy_has_the_script_for_that() -> None:
    assert placed('<p class="pf-macro">x</p>').endswith("</main><script></script>")


def test_a_table_written_in_markdown_can_be_scrolled_by_keyboard() -> None:
    table = "<table>\n<thead></thead><tbody>\n</tbody>\n</table>"
    html = placed(f"{table}<p>x</p>{table}")
    assert html.count('tabindex="0"') == 2
    assert html.count("</tbody>\n</table></div>") == 2


def test_a_frame_of_the_sites_own_keeps_its_text_where_it_is() -> None:
    html, body = put_text(f"<article><!--pf-aside {KEY}-0--></article>", KEY, ["<p>x</p>"])
    assert (html, body) == ("<article><p>x</p></article>", None)


def test_what_the_sites_own_python_opens_is_heard_but_for_what_is_known(tmp_path: Path) -> None:
    known = tmp_path / "known"
    known.mkdir()
    (known / "a.txt").write_text("a", "utf-8")
    (tmp_path / "b.txt").write_text("b", "utf-8")
    with openings(known) as heard:
        (known / "a.txt").read_text("utf-8")
        (tmp_path / "b.txt").read_text("utf-8")
        Path(sys.prefix, "pyvenv.cfg").exists()
    (tmp_path / "b.txt").read_text("utf-8")
    assert heard == [str(tmp_path / "b.txt")]


def test_what_builds_before_used_goes_once_it_is_much(tmp_path: Path) -> None:
    for build in range(4):
        kept = Kept(tmp_path, "pages", KEY)
        for number in range(150):
            kept.save(f"{build}-{number}", f"{KEY} {number}".encode())
        kept.let_go()
    there = {file.name for file in (tmp_path / "pages").iterdir()}
    assert {f"3-{number}" for number in range(150)} <= there
    assert len(there) < 3 * 150
    assert KEY.encode() not in (tmp_path / "pages" / "3-7").read_bytes()
    assert Kept(tmp_path, "pages", "another").load("3-7") == b"another 7"
    kept.save("typed", IN_ITS_PLACE.encode())
    assert kept.load("typed") is None


def test_a_long_menu_has_a_page_of_its_own() -> None:
    pages = [Page(f"docs/p{number}.md", "# A page\n", 0, {}) for number in range(MANY + 1)]
    site = SiteConfig(Path(), "A site", nav=[{"Part": [f"p{n}.md" for n in range(MANY + 1)]}])
    assert [one.path for one in all_pages(site, pages)] == ["docs/all-pages/index.md"]
    own = [*pages, Page("docs/all-pages.md", "# Mine\n", 0, {})]
    assert all_pages(site, own) == []
    assert not has_many(SiteConfig(Path(), "A site", nav=["p1.md"]), pages)
    assert has_many(SiteConfig(Path(), "A site"), pages)
