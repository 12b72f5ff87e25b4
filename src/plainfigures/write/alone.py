"""Macros that write a block: each stands alone on its line, and a card within `cards`."""

import re

from plainfigures.figures.made import GAP
from plainfigures.write.gaps import Span, Stop, spans_of

__all__ = ["BLOCKS", "without_misplaced"]

BLOCKS = frozenset({
    "cards", "catalogue", "changelog", "chart", "checks", "claims", "disagreement", "discrepancies",
    "downloads", "ladder", "ledger", "pages_of", "relations", "revisions", "sources", "table", "timeline",
    "tracker",
})  # fmt: skip
"""The macros that write a block of their own, in whatever way they are called."""

_CARD = "card"
_NAME = re.compile(r"\{\{[-+]?\s*(\w+)\s*\(")
_NO_WORDS = re.compile(r"<[^<>]*>|\{%.*?%\}|\{#.*?#\}")
"""What may stand beside a block: HTML around it, a condition, a comment."""


def without_misplaced(text: str) -> tuple[str, list[tuple[Stop, str]]]:
    """Return a page's text with a gap for each block that stands where none can, and what is wrong.

    Each mistake comes with the name of its macro. Within a sentence a block would end the paragraph
    in its midst, and what it shows would pass for typed text.
    """
    found, parts, place = [], [], 0
    for span in spans_of(text):
        name = _NAME.match(text, span.start)
        stop = _misplaced(text, span, name[1]) if name and span.closed else None
        if name and stop:
            found.append((stop, name[1]))
            lines = text.count("\n", span.start, span.end)
            parts += [text[place : span.start], GAP, "\n" * lines]
            place = span.end
    return "".join([*parts, text[place:]]), found


def _misplaced(text: str, span: Span, name: str) -> Stop | None:
    line = text.count("\n", 0, span.start) + 1
    if name == _CARD:
        return Stop(
            f'The macro "{name}" stands outside of cards(…).',
            "Put it between the brackets of cards, as in {{ cards(card(…), card(…)) }}.",
            line,
        )
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    after = text[span.end :].partition("\n")[0]
    if name not in BLOCKS or not _NO_WORDS.sub("", before + after).strip():
        return None
    return Stop(
        f'The macro "{name}" writes a block, and stands here beside other words.',
        "Put it alone on a line, with an empty line above and below.",
        line,
    )
