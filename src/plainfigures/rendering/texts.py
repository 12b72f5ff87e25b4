"""The texts of pages put into their frames, once these are rendered: the same whoever renders.

A rendered page holds its text between two marks, at the end of its frame, and other marks where the
front of the text and its rest are to stand: see `theme/partials/content.html`. What macros wrote and
the renderer did not get is put into the text here, and what hangs on the whole text is settled.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plainfigures.figures.made import BEGIN, END, put_back
from plainfigures.story import address_of

if TYPE_CHECKING:
    from plainfigures.preparing import Prepared

__all__ = ["parted", "put_text", "put_texts"]

_TEXT, _TEXT_ENDS = "<!--pf-content {}-->", "<!--/pf-content {}-->"
_FRONT, _REST = "<!--pf-front {}-->", "<!--pf-rest {}-->"
_PARTS = {"heading": "<h1", "copying": 'class="pf-macro"', "filtering": 'class="pf-many"'}
"""What a frame has only without, or with, something in its text: between marks with these names."""
_REGION = '<div class="pf-table" role="group" aria-label="Table" tabindex="0">'
"""What tables of macros have: a region that can be scrolled by keyboard."""
_TABLE, _TABLE_ENDS = "<table>\n<thead>", "</tbody>\n</table>"


def put_texts(prepared: "Prepared", rendered: Mapping[str, str]) -> dict[str, str]:
    """Return rendered pages, by address, with their texts in their places.

    The texts alone go to `prepared.bodies`, by the files of the pages.
    """
    files = {address_of(one.page): one.page.path for one in prepared.pages}
    done = {}
    for address, html in rendered.items():
        path = files.get(address, "")
        done[address], text = put_text(html, prepared.desk.key, prepared.blocks.get(path, ()))
        if text is not None and path:
            prepared.bodies[path] = text
    return done


def put_text(html: str, key: str, blocks: Sequence[str]) -> tuple[str, str | None]:
    """Return a rendered page with its text in its places, and that text alone.

    `blocks` are what macros wrote and the renderer did not get. A frame of the site's own may have
    no marks: its text is wherever it put it, and None is returned for it.
    """
    begin, end = _TEXT.format(key), _TEXT_ENDS.format(key)
    before, there, after = html.partition(begin)
    text, ends, after = after.rpartition(end)
    if not (there and ends):
        return put_back(html, key, blocks), None
    text = put_back(text, key, blocks)
    frame = _settled(before + after, key, text)
    front, heading, rest = _with_regions(text).partition("<h2")
    opens, closes = BEGIN.format(key), END.format(key)
    front_mark, rest_mark = _FRONT.format(key), _REST.format(key)
    frame = frame.replace(front_mark, f"{opens}{front}{closes}", 1)
    rest = f"{opens}{heading}{rest}{closes}" if heading else ""
    return frame.replace(rest_mark, rest, 1), text


def parted(html: str, key: str) -> tuple[str, str, str]:
    """Return a rendered page in three: what stands before its text, that in its marks, and the rest.

    Where a frame of the site's own has no marks, all of it is in the first.
    """
    first, last = html.find(_TEXT.format(key)), html.rfind(_TEXT_ENDS.format(key))
    if not 0 <= first < last:
        return html, "", ""
    last += len(_TEXT_ENDS.format(key))
    return html[:first], html[first:last], html[last:]


def _settled(frame: str, key: str, text: str) -> str:
    """Return a frame with the parts of it that hang on the text: a heading where that has none."""
    for name, what in _PARTS.items():
        first, last = f"<!--pf-{name} {key}-->", f"<!--/pf-{name} {key}-->"
        stays = (what in text) != (name == "heading")
        between = re.compile(rf"{re.escape(first)}(.*?){re.escape(last)}", re.DOTALL)
        frame = between.sub(r"\1" if stays else "", frame)
    return frame


def _with_regions(text: str) -> str:
    """Return a text in which each table that was written in Markdown has a region of its own."""
    first, *others = text.split(_TABLE)
    tables = [one.replace(_TABLE_ENDS, f"{_TABLE_ENDS}</div>", 1) for one in others]
    return "".join([first, *(f"{_REGION}{_TABLE}{one}" for one in tables)])
