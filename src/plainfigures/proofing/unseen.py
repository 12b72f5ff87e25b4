"""What may stand in no byte of a site, looked for in every byte of it, also in what is packed.

Only what can be told apart is looked for: a small number, or a word that stands in what may be seen,
proves nothing. A finding says where the words came from, and none of them; what was looked for is
kept nowhere.
"""

import csv
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import Page
from plainfigures.figures.formats import FORMS
from plainfigures.figures.held_back import HeldText
from plainfigures.figures.sentences import say_figure
from plainfigures.proofing.packed import readable_parts
from plainfigures.proofing.sheets import Fault

__all__ = [
    "Needle",
    "confidential_texts",
    "find_unseen",
    "needles_of",
    "public_text",
    "texts_of_pages",
]

_LETTERS = 12
_DIGITS = 4
"""A text is told apart by so many letters, or a number by so many digits."""
_LONGEST = 120
_DRAWN = re.compile(
    rb' (?:d|points|x|y|x1|x2|y1|y2|cx|cy|r|dx|dy|width|height|transform|viewBox)="[^"]*"'
)
"""Where the lines of a drawing go: numbers that are of no figure, of which one may be like any other."""
_WORD = re.compile(rb"[A-Za-z0-9]{3,}")
_SENTENCE = re.compile(
    r"(?<=[.!?])\s+|\n+|\{\{.*?\}\}|\{%.*?%\}|\]\([^)]*\)|[\[\]|*_`#<>]+", re.DOTALL
)
_NOT_SEEN = (
    "Say nothing of it anywhere else until then, or build again without what was kept: delete "
    ".plainfigures."
)


class Needle(Struct, frozen=True):
    """Bytes to look for, the whole words in them, and whose they are."""

    content: bytes
    words: frozenset[bytes]
    place: str
    until: str

    def __repr__(self) -> str:
        """Say whose bytes these are, and not which."""
        return f"Needle({self.place!r})"


def texts_of_pages(held: Iterable[Page]) -> Iterator[HeldText]:
    """Yield the sentences of pages that are held back."""
    for page in held:
        parts = [one.strip(" -.,;:") for one in _SENTENCE.split(page.text)]
        title = str(page.meta.get("title") or "")
        yield HeldText(page.path, texts=tuple(dict.fromkeys([title, *parts])))


def confidential_texts(catalogue: Catalogue, root: Path) -> Iterator[HeldText]:
    """Yield what the cells of tables hold that are kept confidential, and so were dropped."""
    for resource in catalogue.resources.values():
        file = root / resource.path
        if not resource.suppressed or not file.is_file():
            continue
        rows = {tuple(row.cells.get(one, "") for one in resource.key): row for row in resource.rows}
        with file.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
            for cells in csv.DictReader(stream):
                row = rows.get(tuple(cells.get(one) or "" for one in resource.key))
                texts = [
                    text
                    for name, text in cells.items()
                    if row and isinstance(text, str) and text and not row.cells.get(name)
                ]
                if row and texts:
                    yield HeldText(f"{resource.path}:{row.line}", texts=tuple(texts))


def needles_of(held: Iterable[HeldText], public: str) -> list[Needle]:
    """Return what to look for; `public` is the text of all that may be seen."""
    seen = public.encode()
    found: dict[bytes, Needle] = {}
    for one in held:
        for text in one.texts:
            plain = " ".join(text.split())[:_LONGEST]
            if not _told_apart(plain) or _holds(seen, plain.encode()):
                continue
            for form in _forms(plain):
                whole = frozenset(_WORD.findall(form)[1:-1])
                found.setdefault(form, Needle(form, whole, one.place, one.until))
    return list(found.values())


def public_text(catalogue: Catalogue, pages: Iterable[Page], settings: str) -> str:
    """Return the text of all that may be seen, and every way in which a figure may be written."""
    parts = [settings, *(f"{page.matter}\n{page.text}" for page in pages)]
    for package in catalogue.packages.values():
        parts += [package.title, package.description]
    for resource in catalogue.resources.values():
        parts += [resource.title, resource.description]
        parts += ["\n".join(row.cells.values()) for row in resource.rows]
    for figure in catalogue.figures:
        parts.append(figure.reference)
        for form in FORMS:
            try:
                parts.append(say_figure(figure, form))
            except FiguresError:
                continue
    return " ".join("\n".join(parts).split(" "))


def _told_apart(text: str) -> bool:
    letters = sum(one.isalpha() for one in text)
    digits = sum(one.isdigit() for one in text)
    return letters >= _LETTERS or digits >= _DIGITS or (letters + digits >= 8 and "/" in text)


def _forms(text: str) -> Iterator[bytes]:
    """Yield a text as it may be written: plain, in HTML, in JSON, in an address."""
    escaped = html.escape(text, quote=False)
    forms = [
        text,
        escaped,
        html.escape(text),
        escaped.replace("'", "&#39;").replace('"', "&#34;"),
        msgspec.json.encode(text).decode()[1:-1],
        text.encode("ascii", "backslashreplace").decode(),
        quote(text),
        text.replace('"', '""'),
    ]
    yield from (one.encode() for one in dict.fromkeys(forms))


def find_unseen(
    site: Path, names: Sequence[str], needles: Sequence[Needle], executor: Executor | None
) -> Iterator[tuple[str, Fault]]:
    """Yield each file that holds what may not be seen."""
    if not needles:
        return
    if executor is None:
        found = [_search(site, names, needles)]
    else:
        parts = [names[start::4] for start in range(4)]
        found = [
            one.result()
            for one in [executor.submit(_search, site, part, needles) for part in parts if part]
        ]
    for part in found:
        for name, place, until in part:
            held = f"is held back {until}" if until else "may not be seen"
            message = f"The file holds what stands in {place}, which {held}."
            yield name, Fault(message, _NOT_SEEN)


def _search(
    site: Path, names: Iterable[str], needles: Sequence[Needle]
) -> list[tuple[str, str, str]]:
    """Return the files in which something was found, each with the place it comes from."""
    found = []
    for name in names:
        content = (site / name).read_bytes()
        told: dict[tuple[str, str], None] = {}
        for part in (name.encode(), *readable_parts(name, content)):
            text = _DRAWN.sub(b"", part) if b"<svg" in part else part
            words = frozenset(_WORD.findall(text))
            for needle in needles:
                if needle.words <= words and _holds(text, needle.content):
                    told[needle.place, needle.until] = None
        found += [(name, place, until) for place, until in told]
    return found


def _holds(content: bytes, text: bytes) -> bool:
    """Return whether a text stands in some bytes, and not as a part of a longer number or digest."""
    at = content.find(text)
    while at >= 0:
        before, after = content[max(0, at - 1) : at], content[at + len(text) : at + len(text) + 1]
        begins = not text[:1].isdigit() or not (before.isalnum() or before in {b".", b","})
        ends = not text[-1:].isdigit() or not after.isalnum()
        if begins and ends:
            return True
        at = content.find(text, at + 1)
    return False
