"""The whole story put into its page, from the finished pages that tell it."""

import re
from collections.abc import Mapping
from functools import partial

from plainfigures.preparing import Prepared
from plainfigures.publish.whole_story import join_parts, part_of
from plainfigures.story import WHOLE, WHOLE_MARK, story_pages
from plainfigures.write import NotedPage

__all__ = ["join_story"]

_HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.DOTALL)


def join_story(prepared: Prepared, noted: Mapping[str, NotedPage]) -> None:
    """Put the pages of the story into the page that holds all of them, if there is one.

    Each part is kept from build to build, under its content.
    """
    whole = noted.get(WHOLE)
    if whole is None or WHOLE_MARK not in whole.html:
        return
    told = story_pages(prepared.config, [one.page for one in prepared.pages])
    names = {one: one.strip("/").replace("/", "-") or "home" for one in told if one in noted}
    titles, parts = {}, []
    for address, name in names.items():
        html = noted[address].html
        heading = _HEADING.search(html)
        titles[name] = _TAG.sub("", heading[1]).strip() if heading else name
        make = partial(part_of, html, address, names, WHOLE)
        parts.append(prepared.page_keeper(f"part {address} {names} {html}", make))
    whole.html = whole.html.replace(WHOLE_MARK, join_parts(parts, titles))
