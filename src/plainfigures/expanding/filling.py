"""A text with names in braces, such as {town}, and what stands there for each row of a table.

Where a name stands decides how its value is written: in running text so that Markdown and HTML read
nothing into it, in a macro so that it cannot leave the quotes it stands in. A text is taken apart
once, and put together for each row.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from plainfigures.figures.expansions import Place
from plainfigures.figures.formats import joined
from plainfigures.write.gaps import Span, spans_of

__all__ = ["BRACED", "HTML", "MARKDOWN", "PLAIN", "Filling", "Problem", "read_filling", "value_of"]

BRACED = re.compile(r"(?<!\{)\{([A-Za-z_][A-Za-z0-9_-]*)\}(?!\})")
"""A name in braces; two braces begin a macro."""

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'", re.DOTALL)
_CODE = re.compile(
    r"(?<!`)(`+)(?!`)[^`\n]+\1(?!`)|^ {0,3}(```+|~~~+)[^\n]*\n.*?^ {0,3}\2",
    re.DOTALL | re.MULTILINE,
)
"""A span of code, or a block of it with its fences."""

_COMMA = re.compile(r"\s*,\s*")
_SPECIAL = str.maketrans(
    {letter: f"&#{ord(letter)};" for letter in "&<>\"'\\`*_{}[]()#+!|~^=:$@\t"}
)
_NUMBERED = re.compile(r"(\d+)\.")

MARKDOWN, HTML, PLAIN = "markdown", "html", "plain"
"""What a text is read as where no macro stands in it."""

_QUOTED, _LIST = "quoted", "list"


class Problem(Struct, frozen=True):
    """What is wrong with a name in braces, at which line of its text."""

    name: str
    line: int
    message: str
    remedy: str


class _Slot(Struct, frozen=True):
    """A place for a value; for a list, `before` and `after` stand around each, and `ends` after all."""

    name: str
    kind: str
    before: str = ""
    after: str = ""
    ends: str = ""


class Filling:
    """A text taken apart: `names` are those in its braces, `tested` those that stand in macros."""

    def __init__(self, parts: Iterable[str | _Slot]) -> None:
        self._parts = tuple(parts)
        slots = [one for one in self._parts if isinstance(one, _Slot)]
        self.names = frozenset(one.name for one in slots)
        self.tested = frozenset(one.name for one in slots if one.kind in {_QUOTED, _LIST})

    def fill(self, place: Place, slot: str, others: Mapping[str, Place]) -> str:
        """Return the text for a place; `slot` is the name that stands for the place's own value.

        `others` are all places by their values, for names of lists.
        """
        if not self.names:
            return self._parts[0] if self._parts and isinstance(self._parts[0], str) else ""
        return "".join(
            one if isinstance(one, str) else _written(one, place, slot, others)
            for one in self._parts
        )


def value_of(name: str, place: Place, slot: str) -> str:
    """Return what a name in braces stands for, but for a list."""
    if name == slot:
        return place.value
    return place.name if name == "name" else place.words.get(name, "")


def read_filling(
    text: str, several: Collection[str] = (), kind: str = MARKDOWN
) -> tuple[Filling, list[Problem]]:
    """Take a text apart, and say what is wrong with it.

    `several` are the names of lists: in brackets within a macro, each becomes as many texts as it
    has items. `kind` says what the text outside of macros is read as.
    """
    parts: list[str | _Slot] = []
    problems: list[Problem] = []
    if "{" not in text:
        return Filling([text]), []
    place = 0
    spans = [*spans_of(text)]
    if kind == MARKDOWN:
        problems += _in_code(text, spans)
    for span in spans:
        parts += _outside(text[place : span.start], kind)
        within = text[span.start : span.end]
        place = span.end
        if within.startswith("{#"):
            parts.append(within)
            continue
        line = text.count("\n", 0, span.start) + 1
        parts += _in_macro(within, several, line, problems)
    parts += _outside(text[place:], kind)
    return Filling(_joined(parts)), problems


def _in_code(text: str, spans: Iterable[Span]) -> Iterator[Problem]:
    """Yield the names that stand in code, where a sign that is spelt out would be seen as that."""
    for span in spans:
        blank = re.sub(r"[^\n]", " ", text[span.start : span.end])
        text = text[: span.start] + blank + text[span.end :]
    for code in _CODE.finditer(text):
        for found in BRACED.finditer(code[0]):
            line = text.count("\n", 0, code.start() + found.start()) + 1
            message = f"{found[0]} stands in code, where names can be shown wrongly."
            yield Problem(found[1], line, message, "Take it out of the backticks.")


def _outside(text: str, kind: str) -> Iterator[str | _Slot]:
    place = 0
    for found in BRACED.finditer(text):
        yield text[place : found.start()]
        yield _Slot(found[1], kind)
        place = found.end()
    yield text[place:]


def _in_macro(
    text: str, several: Collection[str], line: int, problems: list[Problem]
) -> Iterator[str | _Slot]:
    """Yield the parts of a macro or a tag: values stand in its quotes and nowhere else."""
    place, depth = 0, 0
    for literal in _LITERAL.finditer(text):
        if literal.start() < place:
            continue
        between = text[place : literal.start()]
        depth += between.count("[") - between.count("]")
        yield from _unquoted(text, place, literal.start(), line, problems)
        place = literal.end()
        named = [one[1] for one in BRACED.finditer(literal[0])]
        lists = [one for one in named if one in several] if depth else []
        if not lists:
            yield from _quoted(literal[0])
            continue
        comma = _COMMA.match(text, literal.end())
        place = comma.end() if comma else place
        if len(lists) > 1:
            at = line + text.count("\n", 0, literal.start())
            message = "Two lists in braces stand within one pair of quotes here."
            problems.append(Problem(lists[1], at, message, "Put each in quotes of its own."))
            continue
        before, after = literal[0].split(f"{{{lists[0]}}}", 1)
        yield _Slot(lists[0], _LIST, before, after, comma[0] if comma else "")
    yield from _unquoted(text, place, len(text), line, problems)


def _quoted(literal: str) -> Iterator[str | _Slot]:
    place = 0
    for found in BRACED.finditer(literal):
        yield literal[place : found.start()]
        yield _Slot(found[1], _QUOTED)
        place = found.end()
    yield literal[place:]


def _unquoted(text: str, start: int, end: int, line: int, problems: list[Problem]) -> Iterator[str]:
    between = text[start:end]
    for found in BRACED.finditer(between):
        at = line + text.count("\n", 0, start + found.start())
        message = f"{found[0]} stands without quotes in this macro."
        problems.append(Problem(found[1], at, message, f'Put quotes around it: "{found[0]}".'))
    yield between


def _joined(parts: list[str | _Slot]) -> Iterator[str | _Slot]:
    """Yield the parts with neighbouring texts as one."""
    text = ""
    for one in parts:
        if isinstance(one, str):
            text += one
            continue
        if text:
            yield text
        text = ""
        yield one
    if text:
        yield text


def _written(slot: _Slot, place: Place, own: str, others: Mapping[str, Place]) -> str:
    if slot.kind == _LIST:
        # Another name within the same quotes is of the place itself.
        before, after = (
            BRACED.sub(lambda found: _escaped(value_of(found[1], place, own)), one)
            for one in (slot.before, slot.after)
        )
        items = [f"{before}{_escaped(one)}{after}" for one in place.several.get(slot.name, ())]
        return ", ".join(items) + slot.ends if items else ""
    if slot.name in place.several:
        names = [others[one].name for one in place.several[slot.name] if one in others]
        value = joined(names)
    else:
        value = value_of(slot.name, place, own)
    if slot.kind == _QUOTED:
        return _escaped(value)
    if slot.kind == HTML:
        return value.replace("&", "&amp;")
    return as_words(value) if slot.kind == MARKDOWN else value


def as_words(value: str) -> str:
    """Return a value for running text, with all that Markdown or HTML would read taken as letters."""
    written = value.translate(_SPECIAL)
    if value[:1] == "-":
        written = f"&#45;{written[1:]}"
    return _NUMBERED.sub(r"\1&#46;", written, count=1) if _NUMBERED.match(value) else written


def _escaped(value: str) -> str:
    """Return a value for a text in quotes within a macro."""
    return value.replace("\\", "\\\\").replace('"', "\\x22").replace("'", "\\x27")
