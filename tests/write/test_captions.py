"""Tables that are written in Markdown get a caption: one that is written, or the heading above."""

from plainfigures.write.captions import caption_tables
from tests.write.desks import to_html

REGION = '<div class="pf-table" role="group" aria-label="Table" tabindex="0">'
TABLE = f"{REGION}<table>\n<thead><tr><th>Kind</th></tr></thead></table></div>"


def caption(before: str) -> tuple[str, str, str]:
    """Return the caption of a table, its class, and the name of its region."""
    tree = to_html(f"<div>{caption_tables(before + TABLE)}</div>")
    (region,) = tree.find_class("pf-table")
    written = region.find("table/caption")
    return written.text_content(), written.get("class", ""), region.get("aria-label")


def test_a_table_has_the_heading_above_it_as_its_caption_for_those_who_listen() -> None:
    before = '<h2 id="a">Engines</h2><p>x</p><h3 id="b">Crews &amp; <em>"pumps"</em></h3><p>y</p>'
    assert caption(before) == ('Crews & "pumps"', "pf-heard", 'Crews & "pumps"')


def test_a_paragraph_that_is_marked_as_caption_is_the_caption() -> None:
    before = '<h2 id="a">Engines</h2><p class="pf-caption">What each <em>engine</em> is for</p>\n'
    assert caption(before) == ("What each engine is for", "", "What each engine is for")
    assert "<p" not in caption_tables(before + TABLE)


def test_a_table_of_a_macro_is_called_what_the_region_around_it_is() -> None:
    named = TABLE.replace('"Table"', '"Losses &amp; gains"')
    tree = to_html(f'<div><h2 id="a">Other</h2>{caption_tables(named)}</div>')
    (region,) = tree.find_class("pf-table")
    assert region.find("table/caption").text_content() == "Losses & gains"
    assert region.get("aria-label") == "Losses & gains"


def test_a_heading_below_is_not_taken_and_other_tables_stay_as_they_are() -> None:
    own = '<div class="pf-table"><table><caption>Own</caption></table></div>'
    written = caption_tables(f'<h2 id="a">One</h2>{TABLE}<h2 id="b">Two</h2>{own}')
    assert '<caption class="pf-heard">One</caption>' in written
    assert written.endswith(own)
    assert caption_tables(own) == own
