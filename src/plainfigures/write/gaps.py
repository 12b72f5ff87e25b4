"""Macros that cannot even be read: told in an editor's words, and cut out so that the page goes on."""

import re
from collections.abc import Iterable, Iterator

from jinja2 import TemplateSyntaxError
from msgspec import Struct

from plainfigures.figures.findings import nearest
from plainfigures.figures.made import GAP

__all__ = ["Span", "Stop", "spans_of", "stop_of", "unclosed", "with_gap", "without_quotes"]

_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENER = re.compile(r"\{[{%#]")
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}")
_END_OF_RAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_NAME = re.compile(r"\{\{[-+]?\s*(\w+)")
_HOLDS = {
    "elif",
    "else",
    "for",
    "macro",
    "call",
    "filter",
    "set",
    "with",
    "raw",
    "block",
    "autoescape",
}
"""Tags without which a page is another page."""
_ELSE = re.compile(r"\{%[-+]?\s*(?:else|elif)\b")
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_BARE = re.compile(r"\b[a-z][a-z0-9-]*(?:/[a-z0-9][a-z0-9.@~-]*)+")
_CURLY = "“”„‟‘’‚«»"
_ENDS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "string": "a text in quotes",
    "integer": "a number",
    "float": "a number",
    "name": "a name",
    "end of template": "the end of the page",
}
"""What Jinja calls what stands in a macro."""
_PAIRS = "Check that every {{ has its }}, every ( its ), and every quote its pair."


class Stop(Struct, frozen=True):
    """What stopped the writing of a page: in words, and at which line of its text.

    `whole` says that it is the page as a whole, so that it cannot go on without one macro.
    """

    message: str
    remedy: str
    line: int
    suggestion: str = ""
    whole: bool = False


class Span(Struct, frozen=True):
    """A macro or a tag as it stands in a text; `closed` says whether its end was found."""

    start: int
    end: int
    closed: bool


def unclosed(text: str) -> Stop | None:
    """Return the first macro, tag or comment of a page that is opened and never closed."""
    for span in spans_of(text):
        if not span.closed:
            opener = text[span.start : span.start + 2]
            return Stop(
                f"What is opened with {opener} here is not closed.",
                f"Write {_CLOSERS[opener]} at its end.",
                _line(text, span.start),
            )
    return None


def stop_of(error: TemplateSyntaxError, text: str, filters: Iterable[str]) -> Stop:
    """Say in an editor's words why a page cannot be read."""
    said, line = error.message or "", error.lineno
    found = _span_at(text, line)
    written = text[found.start : found.end] if found else ""
    odd = _unquoted(written, line)
    if odd and not said.startswith("Encountered"):
        return odd
    curly = next((one for one in written if one in _CURLY), "")
    if curly and not said.startswith("Encountered"):
        return Stop(
            f"This macro cannot be read: it holds the curly quote {curly}.",
            "Type straight quotes: \" or '. They often become curly in text that is copied.",
            line,
        )
    if said.startswith("No filter named"):
        name = said.partition("'")[2].partition("'")[0]
        return Stop(
            f'This macro cannot be read: there is no filter called "{name}".',
            f"Take “| {name}” out. Macros write figures as they should stand.",
            line,
            nearest(name, filters),
        )
    unknown = re.match(r"(?:Encountered unknown tag|Unexpected) '(\w+)'", said)
    if unknown:
        name = unknown[1]
        begin = name.removeprefix("end")
        return Stop(
            f'This macro cannot be read: "{{% {name} %}}" has no meaning here.',
            f"Begin it with {{% {begin} … %}} above, or take it out."
            if begin != name
            else "Take it out. Macros stand between {{ and }}.",
            line,
        )
    if said.startswith("Unexpected end of template"):
        tags = re.findall(r"'(\w+)'", said)
        end = next((one for one in reversed(tags) if one.startswith("end")), "endif")
        begun = end.removeprefix("end")
        last = [one.start() for one in re.finditer(rf"\{{%[-+]?\s*{begun}\b", text)]
        return Stop(
            f"This macro cannot be read: {{% {begun} … %}} has no {{% {end} %}}.",
            f"Write {{% {end} %}} where it ends.",
            _line(text, last[-1]) if last else line,
        )
    return Stop(f"This macro cannot be read: {_plainly(said)}.", _PAIRS, line)


def _unquoted(written: str, line: int) -> Stop | None:
    """Return what is wrong with the quotes of a macro, if anything is."""
    if any(letter in _CURLY for letter in written):
        return None
    outside = _QUOTED.sub("", written)
    bare = _BARE.search(outside)
    if '"' in outside or "'" in outside:
        return Stop(
            "This macro cannot be read: a quote is opened in it and not closed.",
            "Write a quote before and after each name.",
            line,
        )
    if bare:
        return Stop(
            f'This macro cannot be read: "{bare[0]}" stands without quotes.',
            f'Put quotes around it: "{bare[0]}".',
            line,
        )
    return None


def without_quotes(text: str, line: int) -> Stop | None:
    """Return the reference that stands without quotes in the macro at a line, if one does."""
    span = _span_at(text, line)
    return _unquoted(text[span.start : span.end], line) if span else None


def with_gap(text: str, stop: Stop) -> tuple[str, str] | None:
    """Return a text with a gap in the place of the macro that stopped it, and that macro's name.

    None where the page would be another without it, or where it cannot be told which it was.
    """
    span = next((one for one in spans_of(text) if not one.closed), None) or _span_at(
        text, stop.line
    )
    if span is None or text.startswith("{#", span.start):
        return None
    written = text[span.start : span.end]
    tag = _TAG.match(written)
    if tag and (tag[1] in _HOLDS or (tag[1] in {"if", "endif"} and _ELSE.search(text))):
        return None
    name = _NAME.match(written)
    gap = GAP + "\n" * written.count("\n")
    return text[: span.start] + gap + text[span.end :], name[1] if name else ""


def _plainly(said: str) -> str:
    """Say what Jinja says of tokens in words of what stands on the page."""
    expected = re.match(r"expected token '(.+?)', got '(.+?)'$", said)
    if expected:
        wanted, got = (_ENDS.get(one, f'"{one}"') for one in expected.groups())
        return f"{wanted} was expected, and {got} stands there"
    nothing = re.match(r"(?:Expected an expression, got|unexpected) '(.+?)'$", said)
    if nothing and nothing[1] in _ENDS:
        return f"something is missing before {_ENDS[nothing[1]]}"
    odd = re.match(r"unexpected (?:char )?(?:u?'(.+?)'|\"(.+?)\")", said)
    if odd:
        return f'"{odd[1] or odd[2]}" cannot stand there'
    return said.removesuffix(".") or "it is not complete"


def spans_of(text: str) -> Iterator[Span]:
    """Yield the macros, tags and comments of a text; one that is not closed ends with its line."""
    place, ends = 0, True
    while found := _OPENER.search(text, place):
        raw = _RAW.match(text, found.start())
        if raw and ends:
            end_of_raw = _END_OF_RAW.search(text, raw.end())
            ends = end_of_raw is not None  # looked for once: a page may begin thousands
            if end_of_raw:
                place = end_of_raw.end()
                continue
        closer = _CLOSERS[found[0]]
        end = text.find(closer, found.end())
        again = _OPENER.search(text, found.end()) if found[0] != "{#" else None
        closed = end >= 0 and not (again and again.start() < end)
        if closed:
            place = end + len(closer)
        else:
            line_end = text.find("\n", found.end())
            stops = [one for one in (line_end, again.start() if again else -1) if one >= 0]
            place = min(stops, default=len(text))
        yield Span(found.start(), place, closed)


def _span_at(text: str, line: int) -> Span | None:
    """Return the last macro or tag that touches a line."""
    touching = [
        one
        for one in spans_of(text)
        if _line(text, one.start) <= line <= _line(text, max(one.start, one.end - 1))
    ]
    return touching[-1] if touching else None


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
