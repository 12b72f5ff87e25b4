"""How much a page may hold: what is beyond takes Markdown minutes to read, and is refused before.

Markdown looks for the end of each bracket, quote and sign in all that follows in its passage, so
that twice as many take four times as long or more. These bounds keep any page below a few seconds;
the longest page of a real site comes to a tenth of them.
"""

import re
from collections.abc import Iterator

__all__ = ["LONGEST", "beyond_bounds"]

LONGEST = 300_000
"""Letters of a page: a book of a hundred pages."""
_MOST = {
    "[": (300, 3_000),
    "<": (2_000, 6_000),
    "`": (500, 5_000),
    "*": (1_000, 10_000),
    "_": (1_000, 10_000),
    "&": (5_000, 30_000),
    "\n": (1_000, 30_000),
}
"""How often a sign may stand in one passage, and on a whole page."""
_LONGEST_PASSAGE = 30_000
"""Letters of a passage: ten times a table of fifty rows that is typed by hand."""
_WORDS = {"\n": "lines"}
_PASSAGE_ENDS = re.compile(r"\n[ \t]*\n")
_NESTED = re.compile(r"^[ \t]*(?:(?:[-*+>]|\d{1,9}\.)[ \t]*){25}", re.MULTILINE)
_INDENTED = re.compile(r"^(?:[ ]{4}|\t){25}[ \t]*\S", re.MULTILINE)


def beyond_bounds(text: str) -> tuple[int, str, str] | None:
    """Return the line of a page's text that is beyond bounds, what is wrong, and what to do.

    None for a page that can be read in good time.
    """
    if len(text) > LONGEST:
        message = f"This page has {len(text):,} letters, and {LONGEST:,} are the most"
        return 1, f"{message}.", "Part it into several pages."
    if len(text) > _LONGEST_PASSAGE:
        for line, passage in _passages(text):
            if len(passage) > _LONGEST_PASSAGE:
                message = f"This passage has {len(passage):,} letters, and {_LONGEST_PASSAGE:,} are the most."
                return line, message, "Put empty lines between its parts."
    for sign, (in_passage, on_page) in _MOST.items():
        many = text.count(sign)
        if many > on_page:
            message = f"This page has {many:,} {_said(sign)}, and {on_page:,} are the most."
            return 1, message, "Part it into several pages, or take out what is not needed."
        if many > in_passage:
            for line, passage in _passages(text):
                there = passage.count(sign)
                if there > in_passage:
                    message = f"This passage has {there:,} {_said(sign)}, and {in_passage:,} are the most."
                    remedy = "Put empty lines between its parts, or take out what is not needed."
                    return line, message, remedy
    deep = _NESTED.search(text) or _INDENTED.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        return line, "Too many lists or quotes stand within one another.", "Take most of them out."
    return None


def _said(sign: str) -> str:
    return _WORDS.get(sign) or f"times “{sign}”"


def _passages(text: str) -> Iterator[tuple[int, str]]:
    """Yield the passages of a page, which empty lines part, each with its line."""
    start, line = 0, 1
    for end in _PASSAGE_ENDS.finditer(text):
        yield line, text[start : end.start()]
        line += text.count("\n", start, end.end())
        start = end.end()
    yield line, text[start:]
