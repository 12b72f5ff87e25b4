"""Captions for tables that have none, such as those that editors write in Markdown."""

import re

__all__ = ["caption_tables"]

UNNAMED = "Table"
"""What the templates call the region around a table written in Markdown."""

_BARE = (
    r'(?P<begins><div class="pf-table[^>]* aria-label=")(?P<name>[^"]*)(?P<ends>"[^>]*>)\s*'
    r"<table>(?!\s*<caption)"
)
_TABLE = re.compile(_BARE)
_WITH_WORDS = re.compile(
    rf'<p class="pf-caption">(?P<words>(?:(?!</p>).)*)</p>\s*{_BARE}', re.DOTALL
)
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def caption_tables(html: str) -> str:
    """Give each table its caption, and the region around it the same name.

    For a table written in Markdown, the caption is the paragraph of class `pf-caption` right before
    it. Where there is none, it is the heading that the table stands under, for those who hear the
    page: others see it above. Other tables are called what the region around them is.
    """
    if 'class="pf-table' not in html:
        return html

    def captioned(found: re.Match[str]) -> str:
        name = found["name"]
        words = _heading_above(found) if name == UNNAMED else name
        return _table(found, words, ' class="pf-heard"')

    html = _WITH_WORDS.sub(lambda found: _table(found, found["words"]), html)
    return _TABLE.sub(captioned, html)


def _table(found: re.Match[str], words: str, kind: str = "") -> str:
    name = " ".join(_TAG.sub("", words).split()).replace('"', "&quot;")
    region = f"{found['begins']}{name}{found['ends']}"
    return f"{region}<table><caption{kind}>{words}</caption>"


def _heading_above(found: re.Match[str]) -> str:
    """Return the words of the nearest heading before a table."""
    html, place = found.string, found.start()
    while (place := html.rfind("<h", 0, place)) >= 0:
        if heading := _HEADING.match(html, place):
            return _TAG.sub("", heading[1]).strip()
    return UNNAMED
