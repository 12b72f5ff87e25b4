"""Which figures differ between a copy and a site made anew: in the list of all, and on pages.

What comes from the copy is anybody's text: it is cut, and what would not print is left out.
"""

import difflib
import json
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from msgspec import Struct

__all__ = ["Apart", "differing_figures", "differing_shown", "plain"]

_LONGEST = 120
_COMPARED = 5_000


class Apart(Struct, frozen=True):
    """A figure that is another in the copy; empty where it is not there at all.

    `page` is the file of the page on which it stands, or empty for the list of all figures.
    """

    reference: str
    copy: str
    here: str
    page: str = ""


def differing_figures(copy: bytes, here: bytes) -> Iterator[Apart]:
    """Yield the figures whose entries in `data/figures.json` differ."""
    theirs, ours = _entries(copy), _entries(here)
    for reference in sorted({*theirs, *ours}):
        one, other = theirs.get(reference), ours.get(reference)
        if one == other:
            continue
        before, after = _shown(one), _shown(other)
        if before == after:
            before, after = _first_other_part(one or {}, other or {})
        yield Apart(plain(reference), before, after)


def differing_shown(page: str, copy: bytes, here: bytes) -> Iterator[Apart]:
    """Yield the figures in sentences of a page that the copy shows otherwise."""
    theirs, ours = _on_page(copy), _on_page(here)
    matcher = difflib.SequenceMatcher(None, theirs, ours, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        left, right = theirs[start:end], ours[begin:stop]
        for number in range(max(len(left), len(right))):
            one = left[number] if number < len(left) else ("", "")
            other = right[number] if number < len(right) else ("", "")
            yield Apart(other[0] or one[0], one[1], other[1], page)


def plain(text: object) -> str:
    """Return somebody's text so that it can be printed: one line, of no more than 120 characters."""
    seen = "".join(letter if letter.isprintable() else " " for letter in str(text))
    seen = " ".join(seen.split())
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"


def _entries(content: bytes) -> dict[str, dict[str, Any]]:
    try:
        listed = json.loads(content)["figures"]
        return {str(one["reference"]): dict(one) for one in listed}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}


def _shown(entry: dict[str, Any] | None) -> str:
    return plain(entry.get("shown") or "") if entry else ""


def _first_other_part(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, str]:
    for name in [*other, *one]:
        if one.get(name) != other.get(name):
            label = name.replace("_", " ")
            return plain(f"{label}: {one.get(name)}"), plain(f"{label}: {other.get(name)}")
    return "", ""


def _on_page(content: bytes) -> list[tuple[str, str]]:
    """Return the figures in the sentences of a page, in their order, as reference and shown text."""
    try:
        page = html.document_fromstring(content, html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return []
    found = [one for one in page.iter("data") if "pf-figure" in one.get("class", "").split()]
    return [
        (plain(one.get("data-figure", "")), plain(f"{_text(one)} ({one.get('value', '')})"))
        for one in found[:_COMPARED]
    ]


def _text(element: etree._Element) -> str:
    return "".join(part for part in element.itertext() if isinstance(part, str))
