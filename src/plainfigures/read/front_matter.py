"""The lines at the top of a page: its settings, each known and of its kind."""

import re
from collections.abc import Iterator
from typing import Any

from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import ADVICE, Finding, nearest
from plainfigures.figures.odd_characters import odd_character

__all__ = ["SETTINGS", "setting_problems"]

RULE = "page"

_WORDS, _NAMES, _ANY = "words", "names", "anything"
SETTINGS = {
    "title": _WORDS,
    "description": _WORDS,
    "kicker": _WORDS,
    "robots": _WORDS,
    "bodies": _NAMES,
    "areas": _NAMES,
    "search_words": _NAMES,
    "publish_after": _ANY,
    "each": _ANY,
}
"""What a page can say of itself, and how it is written."""
_REFUSED = {
    "template": "asks for a frame of its own, and every page has the same",
    "render_macros": "turns macros off, and every page has them",
    "ignore_macros": "turns macros off, and every page has them",
}
"""Settings that MkDocs or its plugins would act upon."""
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_NAME = re.compile(r"""["']?([^\s"':]+)["']?\s*:(?:\s|$)""")


def setting_problems(page: Page) -> Iterator[Finding]:
    """Yield what is wrong with the settings of a page that could be read."""
    yield from _twice(page)
    for name, value in page.meta.items():
        if name in _REFUSED:
            message = f'The setting "{name}" {_REFUSED[name]}.'
            yield _finding(page, name, message, "Take the line out.")
        elif name not in SETTINGS:
            message = f'A page has no setting "{name}", so the line does nothing.'
            remedy = f"Take it out, or use one of: {', '.join(SETTINGS)}."
            near = nearest(str(name), SETTINGS)
            if near != "publish_after":  # of which more is said elsewhere
                yield _finding(page, name, message, remedy, near, ADVICE)
        elif name == "each" and "[" not in page.path:
            message = '"each" makes a page for each row, and the name of this file has no brackets.'
            remedy = (
                "Name the file by what there is a page of, as in [town].md, or take “each” out."
            )
            yield _finding(page, name, message, remedy)
        else:
            yield from _of_kind(page, str(name), value)
        for text in _texts(value):
            odd = odd_character(text)
            if odd:
                message = f'"{name}" holds {odd.words}.'
                yield _finding(page, name, message, "Type it anew.")
                break


def _of_kind(page: Page, name: str, value: Any) -> Iterator[Finding]:
    kind = SETTINGS[name]
    if kind == _WORDS:
        if value is not None and not isinstance(value, str):
            yield _finding(page, name, f'"{name}" must be words.', "Put quotes around it.")
        elif value and _MARKUP.search(value):
            message = f'"{name}" holds HTML, which would be shown as it is typed.'
            yield _finding(page, name, message, "Say it in words alone.")
    elif kind == _NAMES:
        several = value if isinstance(value, list) else [value]
        if any(not isinstance(one, str) for one in several) and value is not None:
            message = f'"{name}" must be a name, or a list of names.'
            remedy = f"Write it as {name}: [one, two]."
            if any(isinstance(one, dict) for one in several):
                remedy = f'Put quotes around what stands in braces: {name}: ["{{area}}"].'
            yield _finding(page, name, message, remedy)


def _twice(page: Page) -> Iterator[Finding]:
    """Yield the settings that stand twice, of which the later would count without a word."""
    there: dict[str, int] = {}
    for number, line in enumerate(page.matter.splitlines(), 2):
        found = _NAME.match(line)
        if not found or found[1] not in page.meta:
            continue
        if found[1] in there and found[1] != "publish_after":
            message = (
                f'"{found[1]}" stands twice at the top of this page, on line {there[found[1]]} too.'
            )
            yield Finding(RULE, message, "Leave one of them.", page.path, number)
        there.setdefault(found[1], number)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from (*_texts(name), *_texts(one))


def _finding(
    page: Page, name: object, message: str, remedy: str, near: str = "", level: str = "error"
) -> Finding:
    line = page.line_of_setting(str(name))
    return Finding(RULE, message, remedy, page.path, line, 0, near, level)
