"""A page as its bytes have it: whether it is well-formed, what it loads, where it leads, what it shows.

The reader of tags is strict where browsers mend in silence: what is opened is closed, in the right
order, and within what it may stand in. Its rules are those of the HTML standard (13.1.2, Elements).
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from html import unescape

import msgspec
from msgspec import Struct, field

from plainfigures.proofing.addresses import Ground, take_address
from plainfigures.proofing.sheets import CORRECT, Fault, Sheet, Shown
from plainfigures.proofing.tags import TAG, VOID, Tag, parsed
from plainfigures.proofing.texts import in_style, odd_letters

__all__ = ["look_at_page"]

_FETCHED = frozenset({
    "stylesheet", "preload", "preconnect", "icon", "modulepreload", "dns-prefetch", "manifest",
    "prefetch", "prerender", "apple-touch-icon", "mask-icon",
})  # fmt: skip
_IN_META = {"og:image", "og:url", "og:image:url", "twitter:image"}
_ADDRESSES = {"url", "contentUrl", "image", "logo", "thumbnailUrl", "encodingUrl"}
"""Properties of schema.org that hold an address."""

_MOST = 5
"""So many faults of a page are told; with more, it is broken all over."""

_INNER = re.compile(r"<[^>]*>")
_BETWEEN = re.compile(r"<[^>]*>?|^[^<>]*>")
_NEAR = 200
"""So many letters around a place are looked at for words that tell where it is."""


class _Reading(Struct):
    """A page while it is read: where it stands, and what is open at this point.

    `open` and `starts` are the names of the open elements and where they begin, outermost first.
    """

    sheet: Sheet
    ground: Ground
    text: str
    open: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    titles: int = 0
    language: str = ""
    doctype: bool = False
    policy: str = ""
    figure: tuple[str, str, int] | None = None
    depth: int = -1
    told: int = 0

    @property
    def drawing(self) -> bool:
        """Whether this point is in a drawing, where tags may end themselves."""
        return "svg" in self.open or "math" in self.open

    def wrong(self, message: str, remedy: str = CORRECT, words: str = "") -> None:
        """Note what is wrong; of a page that is broken all over, the first few places are enough."""
        self.told += 1
        if self.told <= _MOST:
            self.sheet.faults.append(Fault(message, remedy, words))


def look_at_page(file: str, content: bytes, site_url: str) -> Sheet:
    """Read a page; `file` is its path within the site."""
    sheet = Sheet()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"Line {line} of the page holds letters that are not saved as UTF-8."
        sheet.faults.append(Fault(message, "Save what it is made of as UTF-8."))
        return sheet
    sheet.faults += odd_letters(text)
    reading = _Reading(sheet, Ground(file, site_url), text)
    _read(reading)
    _whole(reading)
    sheet.ids = sorted(reading.ids)
    sheet.figures = list(dict.fromkeys(sheet.figures))
    return sheet


def _read(reading: _Reading) -> None:
    opened, starts = reading.open, reading.starts
    for found in TAG.finditer(reading.text):
        name = found[1] or found["late"]
        if name is None:
            if found["raw"]:
                _alone(reading, found)
            else:
                _no_tag(reading, found)
        elif name[0] != "/":
            tag = parsed(found[0])
            if (tag.plain and not (tag.block and "p" in opened)) or _opens(reading, tag, found):
                opened.append(tag.name)
                starts.append(found.start())
        elif opened and opened[-1] == name[1:]:
            opened.pop()
            starts.pop()
            if len(opened) == reading.depth:
                _figure(reading, found.start())
        else:
            _crossed(reading, name[1:].lower(), found.start())


def _figure(reading: _Reading, end: int) -> None:
    """Note a figure that ends here, with the text that readers see."""
    if reading.figure:
        reference, value, begun = reading.figure
        shown = unescape(_INNER.sub("", reading.text[begun:end]))
        reading.sheet.figures.append(Shown(reference, value, " ".join(shown.split())))
    reading.figure, reading.depth = None, -1


def _no_tag(reading: _Reading, found: re.Match[str]) -> None:
    if found["kind"]:
        if found[0].lower() == "<!doctype html>" and not reading.text[: found.start()].strip():
            reading.doctype = True
    elif not found["aside"]:
        after = reading.text[found.start() : found.start() + 30].split("\n")[0]
        reading.wrong(
            f'A sign "<" begins no tag: {after}',
            "Write &lt; where the sign is meant, or mend the tag.",
            after,
        )


def _opens(reading: _Reading, tag: Tag, found: re.Match[str]) -> bool:
    """Look at a start tag; returns whether it opens an element that has to be ended."""
    name, opened = tag.name, reading.open
    if tag.attributes:
        _attributes(reading, tag, found[0])
    if name == "html":
        reading.language = tag.attributes.get("lang", "")
    if tag.block and "p" in opened and not reading.drawing:
        reading.wrong(
            f"The tag <{name}> stands within a paragraph, which ends there for a browser.",
            "Leave an empty line before it, or take out the <p> around it.",
            found[0],
        )
    if name == "a" and "a" in opened:
        reading.wrong("A link stands within another link.", words=found[0])
    if "data-figure" in tag.attributes and "value" in tag.attributes and not reading.figure:
        given = tag.attributes
        reading.figure = (given["data-figure"], given["value"], found.end())
        reading.depth = len(opened)
    if name in VOID:
        return False
    if tag.closed:
        if reading.drawing or name in {"svg", "math"}:
            return False
        reading.wrong(
            f"The tag {found[0][:60]} ends itself, which a browser passes over.",
            f"Write it out: <{name}></{name}>.",
            found[0],
        )
        return False
    return True


def _crossed(reading: _Reading, name: str, start: int) -> None:
    opened = reading.open
    near = _before(reading.text, start)
    if name in VOID:
        reading.wrong(f"The tag </{name}> ends nothing: <{name}> has no end.", words=f"</{name}>")
        return
    if name not in opened:
        message = f"The tag </{name}> ends nothing that was begun, after “{near}”."
        reading.wrong(message, words=f"</{name}>")
        return
    last = opened[-1]
    if last != name:
        reading.wrong(
            f"The tags <{name}> and <{last}> cross: <{last}> is still open where <{name}> ends, after "
            f"“{near}”.",
            f"End <{last}> with </{last}> before </{name}>, or take it out.",
            f"<{last}",
        )
    while opened:
        reading.starts.pop()
        if opened.pop() == name:
            break
    if len(opened) <= reading.depth:
        _figure(reading, start)


def _attributes(reading: _Reading, tag: Tag, written: str) -> None:
    """Look at the attributes of a tag: what is twice, what it loads, where it leads."""
    given, name = tag.attributes, tag.name
    for key in tag.twice:
        reading.wrong(f'The tag {written[:60]} has "{key}" twice.', words=written)
    if "id" in given:
        _place(reading, given["id"], written)
    if name == "a" and "name" in given:
        reading.ids.add(given["name"])
    for key in tag.handlers:
        reading.wrong(
            f'The tag <{name}> runs a script of its own ("{key}"), which no page may.',
            "Take it out. Scripts are files that the site serves.",
            key,
        )
    for address, loaded in tag.leads:
        take_address(reading.sheet, reading.ground, address, loaded=loaded)
    if "style" in given:
        in_style(reading.sheet, reading.ground, given["style"])
    if name in {"link", "meta", "base"}:
        _head(reading, tag)


def _place(reading: _Reading, place: str, written: str) -> None:
    """Note a place on the page that a link may lead to."""
    if place in reading.ids:
        reading.wrong(
            f'Two places on the page have the name "{place}".',
            "Give each an id of its own, else a link leads to the first of them.",
            place,
        )
    if place.split() != [place]:
        reading.wrong(f'"{place}" is no name (id) for a place on a page.', words=written)
    reading.ids.add(place)


def _head(reading: _Reading, tag: Tag) -> None:
    sheet, ground, given = reading.sheet, reading.ground, tag.attributes
    if tag.name == "base":
        reading.wrong("The tag <base> would turn every link of the page.", "Take it out.", "<base")
    elif tag.name == "link":
        kinds = set(given.get("rel", "").lower().split())
        take_address(sheet, ground, given.get("href", ""), loaded=bool(kinds & _FETCHED))
    elif given.get("property", given.get("name", "")) in _IN_META:
        take_address(sheet, ground, given.get("content", ""), loaded=False)
    elif given.get("http-equiv", "").lower() == "content-security-policy":
        reading.policy = given.get("content", "")
    elif given.get("http-equiv", "").lower() == "refresh":
        _, found, address = given.get("content", "").partition("=")
        if found:
            take_address(sheet, ground, address.strip("'\" "), loaded=True)


def _alone(reading: _Reading, found: re.Match[str]) -> None:
    """Look at an element that holds text alone, and at its text."""
    tag = parsed(f"<{found['raw']}{found['inside']}>")
    inner = found["text"]
    if tag.attributes:
        _attributes(reading, tag, found[0])
    if tag.name == "title":
        reading.titles += bool(inner.strip()) and "svg" not in reading.open
    elif tag.name == "style":
        in_style(reading.sheet, reading.ground, inner)
    elif tag.name == "script" and tag.attributes.get("type", "") == "application/ld+json":
        try:
            content = msgspec.json.decode(inner)
        except msgspec.DecodeError:
            reading.wrong("What the page tells machines about itself (JSON-LD) cannot be read.")
            return
        for address in addresses_in(content):
            take_address(reading.sheet, reading.ground, address)
    elif tag.name == "script" and inner.strip() and reading.policy:
        digest = b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        if digest not in reading.policy:
            begun = " ".join(inner.split())[:40]
            reading.wrong(
                f"The page holds a script that its policy does not allow, so no browser runs it: {begun}",
                "Put it into a file below docs/, and name it under “extra_javascript:” in mkdocs.yml.",
                "<script",
            )


def addresses_in(content: object) -> Iterator[str]:
    """Yield the addresses that the words of schema.org give for things of the page's own site."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in _ADDRESSES and isinstance(value, str):
                yield value
            else:
                yield from addresses_in(value)
    elif isinstance(content, list):
        for one in content:
            yield from addresses_in(one)


def _whole(reading: _Reading) -> None:
    """Say what the page lacks, and what it leaves open."""
    if not reading.doctype:
        reading.wrong("The page does not begin with <!doctype html>.")
    if not reading.language:
        reading.wrong("The page does not say its language: <html> has no lang.")
    if reading.titles != 1:
        many = "has no title" if not reading.titles else "has more than one title"
        reading.wrong(f"The page {many}, which a browser shows and a screen reader says first.")
    for name, start in zip(reversed(reading.open), reversed(reading.starts), strict=True):
        after = _after(reading.text, start)
        reading.wrong(
            f"The tag <{name}> is begun and never ended, at “{after}”.",
            f"End it with </{name}>, or take it out.",
            f"<{name}",
        )


def _before(text: str, at: int) -> str:
    """Return the words that stand before a place in a page, so that it can be found."""
    pieces = _pieces(text[max(0, at - _NEAR) : at])
    return pieces[-1][-40:].partition(" ")[2] if pieces and len(pieces[-1]) > 40 else pieces[-1]


def _after(text: str, at: int) -> str:
    """Return the words that stand after a place in a page."""
    pieces = _pieces(text[at : at + _NEAR])
    return pieces[0][:40] if pieces else ""


def _pieces(text: str) -> list[str]:
    """Return the pieces of text between tags."""
    return [" ".join(one.split()) for one in _BETWEEN.split(text) if one.strip()] or [""]
