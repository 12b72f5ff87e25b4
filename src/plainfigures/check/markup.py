"""Rule: pages hold words, and no HTML that does something."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice

from msgspec import Struct

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.figures.allowed_html import (
    ATTRIBUTES,
    ELEMENTS,
    EMPTY,
    EVERYWHERE,
    INSTEAD,
    OWN_CLASSES,
    is_own_place,
    leads_astray,
    poses_as_another,
)
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.made import MADE, end_of
from plainfigures.figures.odd_characters import odd_character

__all__ = ["find"]

RULE = "markup"

_ENOUGH = 20
"""So many findings are told of one page."""
# Python before 3.11.5 misreads a group that is repeated without going back, so only signs are.
_TOKEN = re.compile(
    r"""<!--(?!-?>)(?P<comment>[^-\x00]*+(?:-(?!-)[^-\x00]*+)*)-->
    | <(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)
      (?P<attributes>(?:\s++[a-zA-Z_:][\w:.-]*+(?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'))?)*)
      \s*+/?+>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""\s++(?P<name>[a-zA-Z_:][\w:.-]*+)(?:\s*+=\s*+(?:"(?P<one>[^"]*+)"|'(?P<two>[^']*+)'))?"""
)
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,40});?")
_OWN_COMMENT = re.compile(r"<!--\s*/?pf-")
_PLACE = re.compile(r' id="([^"]*)"')
_ADDRESSES = {"href": False, "src": True, "poster": True, "cite": False}
_NO_TAGS_IN = {"script", "style", "textarea", "title", "xmp", "noscript", "iframe"}
"""Elements in which browsers read no tags."""
_ROLES = {"presentation", "none", "note", "img"}


class _Wrong(Struct, frozen=True):
    """What is wrong, what to do, and the words by which its line is found, the best first."""

    message: str
    remedy: str
    words: tuple[str, ...] = ()
    suggestion: str = ""


def find(site: FinishedSite) -> Iterator[Finding]:
    """A page is words, links, lists, tables and pictures. HTML in it does nothing: it runs no script,
    sends nothing, loads nothing, and does not pass for what a macro wrote. What is opened is closed.

    Write it in Markdown. Of HTML, a page may hold what stands in the editors' guide, with each value
    between quotes.
    """
    for page in site.anew(RULE):
        if page.source is None or page.source.made:
            continue
        found = list(islice(_on_page(page, site.key), _ENOUGH))
        for one in found:
            path, line = _place(page, one.words)
            yield Finding(RULE, one.message, one.remedy, path, line, 0, one.suggestion)
        if not found:
            site.clean(RULE, page)


def _place(page: FinishedPage, words: tuple[str, ...]) -> tuple[str, int]:
    for one in words:
        path, line = page.place(one)
        if line:
            return path, line
    return page.place()


def _on_page(page: FinishedPage, key: str) -> Iterator[_Wrong]:
    content = page.content if page.body is None else page.body
    reader = _Reader(content, f'{MADE}="{key}-')
    yield from reader.read()
    for entity in dict.fromkeys(_ENTITY.findall("".join(reader.typed))):
        odd = odd_character(unescape(entity))
        if odd:
            yield _Wrong(f'"{entity}" is {odd.words}.', "Take it out.", (entity,))
    if page.source is not None and _OWN_COMMENT.search(page.source.text):
        message = "A comment begins with “pf-”, as those do that this program writes for itself."
        yield _Wrong(message, "Take it out, or begin it with another word.", ("<!--pf-", "pf-"))
    if reader.places:
        there = Counter(_PLACE.findall(page.html))
        for place in dict.fromkeys(reader.places):
            if there[place] > 1 and not is_own_place(place):
                message = (
                    f'The place "{place}" is on this page more than once, so links to it fail.'
                )
                remedy = f"Give it another name: {{: #{place}-2 }} after the heading."
                yield _Wrong(message, remedy, (f"#{place}", f'"{place}"', _as_words(place)))


class _Reader:
    """Reads the content of a page as browsers do, tag by tag, and leaves out what macros wrote.

    `typed` gathers the text of the rest, `places` the ids in it.
    """

    def __init__(self, content: str, made: str) -> None:
        self.typed: list[str] = []
        self.places: list[str] = []
        self._content, self._made = content, made
        self._open: list[tuple[str, str]] = []

    def read(self) -> Iterator[_Wrong]:
        """Yield what is wrong, in the order of the page."""
        content, place = self._content, 0
        while (start := content.find("<", place)) >= 0:
            self.typed.append(content[place:start])
            token = _TOKEN.match(content, start)
            if token is None:
                yield _unreadable(content, start)
                place = start + 1
                continue
            place = token.end()
            if token["name"] is None:
                continue
            name, attributes = token["name"].lower(), token["attributes"]
            if self._made in attributes:
                if name not in EMPTY:
                    place = end_of(content, start, token["name"])
                continue
            if token["end"]:
                yield from self._closed(name, token[0])
                continue
            self.typed.append(attributes)
            yield from self._opened(name, attributes, token[0])
            if name in _NO_TAGS_IN:
                ended = re.compile(rf"</{name}(?=[\s>/])", re.IGNORECASE).search(content, place)
                place = ended.start() if ended else len(content)
        self.typed.append(content[place:])
        for name, written in self._open:
            yield _not_closed(name, written)

    def _opened(self, name: str, attributes: str, written: str) -> Iterator[_Wrong]:
        words = (written, f"<{name}", name)
        if name not in ELEMENTS:
            near = nearest(name, ELEMENTS, 0.8) if name not in INSTEAD else ""
            remedy = INSTEAD.get(name, "Write it in Markdown, or leave it out.")
            yield _Wrong(f"A page cannot hold <{name}>.", remedy, words, near)
            if name in EMPTY or name in {"base", "embed", "input", "link", "meta"}:
                return
        elif attributes:
            for one in _ATTRIBUTE.finditer(attributes):
                value = one["one"] if one["one"] is not None else one["two"] or ""
                wrong = self._attribute(name, one["name"].lower(), value)
                if wrong:
                    message, remedy = wrong
                    likely = [written, one[0].strip(), f"{one['name']}=", value]
                    if one["name"].lower() == "id":
                        likely[1:1] = [f"#{value}", f"# {_as_words(value)}"]
                    yield _Wrong(message, remedy, tuple(filter(None, likely)))
        if name not in EMPTY:
            self._open.append((name, written))

    def _attribute(self, element: str, name: str, value: str) -> tuple[str, str] | None:
        """Return what is wrong with an attribute, and what to do; None where it may stand."""
        if name == "style" and element in {"td", "th"}:
            return (
                "The colons below the headings of this table set its columns out.",
                "Write that line with hyphens alone: | --- | --- |. Pages look the same everywhere.",
            )
        if name not in EVERYWHERE and name not in ELEMENTS[element]:
            return f'A page cannot hold the attribute "{name}".', _without(element, name)
        if name == "class":
            return _of_class(unescape(value))
        if name == "id":
            self.places.append(value)
            return _of_place(unescape(value))
        if name == "start" and value not in {"0", "1"}:
            message = f"A list begins with {value[:20]}, which readers would take for a figure."
            return message, 'Begin it with 1. For a figure, use a macro: {{ figure("…") }}.'
        if name == "role" and value not in _ROLES:
            return f'A page cannot hold the role "{value}".', "Take it out."
        kind = leads_astray(value, loaded=_ADDRESSES[name]) if name in _ADDRESSES else ""
        if kind:
            remedy = "Begin it with https://, or name a page or a file of this site."
            return f'A page cannot lead to an address that begins with "{kind}:".', remedy
        if name in _ADDRESSES and poses_as_another(value):
            message = (
                "What stands before the @ in this address looks like the host that it leads to."
            )
            return message, "Take it out, up to and with the @."
        return None

    def _closed(self, name: str, written: str) -> Iterator[_Wrong]:
        if self._open and self._open[-1][0] == name:
            self._open.pop()
            return
        if any(one == name for one, _ in self._open):
            while self._open[-1][0] != name:
                yield _not_closed(*self._open.pop())
            self._open.pop()
            return
        if name not in ELEMENTS and name in INSTEAD:
            return  # its beginning has a finding of its own
        message = f"</{name}> ends what was not begun."
        yield _Wrong(message, "Take it out, or begin it above.", (written,))


def _without(element: str, name: str) -> str:
    if name in ATTRIBUTES:
        return f"Take it out: <{element}> has none."
    if name.startswith("on"):
        return "Take it out: nothing on a page runs."
    if name.startswith("data-"):
        return 'Take it out. Figures are written with a macro: {{ figure("…") }}.'
    return "Take it out."


def _of_class(names: str) -> tuple[str, str] | None:
    for one in names.split():
        if one.startswith(("pf-", "md-")) and one not in OWN_CLASSES:
            message = f'The class "{one}" is for what this program writes.'
            return message, "Take it out. What looks like this is written with a macro."
    return None


def _of_place(place: str) -> tuple[str, str] | None:
    if not is_own_place(place):
        return None
    remedy = f"Give it another name: {{: #about-{place.strip('_')} }} after the heading."
    return f'The place "{place}" on a page is taken by its frame.', remedy


def _not_closed(name: str, written: str) -> _Wrong:
    message = f"<{name}> is begun and not ended where it should be."
    remedy = f"Write </{name}> where it ends, before what it stands in ends."
    return _Wrong(message, remedy, (written, f"<{name}"))


def _unreadable(content: str, start: int) -> _Wrong:
    """Say what is wrong with a < that begins nothing that can be read in one way only."""
    line = content[start : start + 60].partition("\n")[0]
    shown = line.partition(">")[0][:40]
    if content.startswith("<!--", start):
        message = "This comment has two hyphens within it, or does not end."
        return _Wrong(
            message, "Begin it with <!--, end it with -->, no -- between.", (shown, "<!--")
        )
    if re.match(r"</?[a-zA-Z]", line):
        remedy = "Put each value between double quotes, and end it with >."
        name = re.match(r"</?[a-zA-Z0-9]+", line)
        words = (line, shown, name[0] if name else "")
        return _Wrong(f'The HTML "{shown}" cannot be read.', remedy, words)
    message = f'What begins with "{shown[:12]}" is no HTML of a page.'
    return _Wrong(message, "Write &lt; where the sign < is meant.", (shown, shown[:4]))


def _as_words(place: str) -> str:
    return place.replace("-", " ").capitalize()
