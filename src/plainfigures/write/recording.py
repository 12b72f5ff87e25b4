"""What the macros of one page made, and the words that they were given to write."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from markupsafe import Markup

from plainfigures.figures.declarations import Wording
from plainfigures.figures.made import plain, with_marks

__all__ = ["Recording"]

_READ_OUT = re.compile(r' (?:title|alt|aria-label)="([^"]*)"')
_CODE = re.compile(r"<(code|button)\b.*?</\1>", re.DOTALL)
_NAME = re.compile(r"\s*(\w*)")
_QUOTED = re.compile(r""" "([^"]*)" | '([^']*)' """, re.VERBOSE)
_FIGURES = re.compile(r"<data [^>]*data-figure=[^>]*>.*?</data>", re.DOTALL)
EXAMPLE = "example"
"""The macro that is given another one as a text: the words in that are what it was given to write."""
TESTED = "said"
"""The macro whose words are held against the figures by a test."""
BESIDE = 3
"""With at most this many figures, the words that a macro is given stand beside each of them."""


class Recording:
    """Keeps each piece of markup that a macro returns, so that nothing else can pass for it.

    `made` are the texts of those that a page shows, by the number in their marks; `called` are the
    names of the macros that returned something, if only a yes or a no.
    """

    def __init__(self, path: str, key: str) -> None:
        self.made: list[str] = []
        self.wordings: list[Wording] = []
        self.called: set[str] = set()
        self._path, self._key = path, key
        self._kept: dict[int, Markup] = {}

    def keep(self, name: str, made: Markup, values: tuple[Any, ...]) -> Markup:
        """Take in what the macro `name` made of `values`, and return it."""
        self.called.add(name)
        made = Markup(str(made))  # an object of its own, whatever the macro returned
        self._kept[id(made)] = made
        if name == EXAMPLE:
            name, values = _call_in(values)
        words = list(self._texts(values))
        if words:
            read = _CODE.sub("", made)
            shown = plain(read)
            shown += " ".join(plain(unescape(one)) for one in _READ_OUT.findall(read))
            figures = _FIGURES.findall(made)
            beside = "".join(figures) if len(figures) <= BESIDE and name != TESTED else ""
            self.wordings += [
                Wording(
                    self._path,
                    one,
                    str(Markup("{} {}").format(Markup(beside), one)),
                    name == TESTED,
                )
                for one in words
                if plain(one.replace("<", "&lt;")).lower() in shown.lower()
            ]
        return made

    def _texts(self, values: tuple[Any, ...]) -> Iterator[str]:
        """Yield the words that a macro was given: all but what other macros wrote."""
        for value in values:
            if isinstance(value, Markup):
                if self._kept.get(id(value)) is not value:
                    yield plain(value)  # a filter makes markup of words that were typed
            elif isinstance(value, str):
                yield value
            elif isinstance(value, list | tuple):
                yield from self._texts(tuple(value))

    def emit(self, value: Any) -> Any:
        """Return what a page shows of `value`: marked if it is just what a macro returned."""
        kept = self._kept.get(id(value))
        if kept is None or kept is not value:
            return value
        self.made.append(plain(kept))
        return with_marks(str(kept), self._key, len(self.made) - 1)


def _call_in(values: tuple[Any, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the name of the macro that an example is given, and what stands in quotes in it."""
    call = " ".join(one for one in values if isinstance(one, str))
    name = _NAME.match(call)
    quoted = (double or single for double, single in _QUOTED.findall(call))
    return name[1] if name else "", tuple(quoted)
