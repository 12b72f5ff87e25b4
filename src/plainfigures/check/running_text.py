"""What is read on a page from sentence to sentence: its running text, without all that is no prose."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import html as parser
from msgspec import Struct

from plainfigures.check.prose import FIGURE
from plainfigures.check.trees import content_tree
from plainfigures.figures.made import MADE

__all__ = ["Terms", "TextSentence", "sentences_of", "text_sentences"]

_BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "footer",
    "form", "hr", "li", "main", "ol", "p", "section", "summary", "ul",
}  # fmt: skip
_LEFT_OUT = {
    "button", "dialog", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "pre", "script",
    "style", "sup", "svg", "table", "template",
}  # fmt: skip
_NOTES = {"footnote"}
_SOURCE = "pf-source"
"""The class of a link that names a source by its title."""
_ONE_WORD = {"cite", "code", "data", "kbd"}
_NO_BREAK = "\u00a0"
_END = re.compile(rf"[.!?…][\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9£{FIGURE}])")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|no|nos|p|pp|mr|mrs|ms|dr|st|[a-z])\.[\"”’)\]]*\s*$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class TextSentence(Struct, frozen=True, dict=True):
    """A sentence of a page's running text, and the paragraph that it begins in at `start`.

    A word is what stands between two spaces. What counts as one word, such as a figure, begins with
    FIGURE and has no-break spaces within.
    """

    paragraph: str
    start: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words, without dashes and the like that stand alone."""
        return [word for word in self.text.split(" ") if _is_word(word)]

    @property
    def shown(self) -> str:
        """The sentence as a reader sees it."""
        return _seen(self.text)

    @property
    def first_typed(self) -> tuple[int, int]:
        """Where in the paragraph the first word stands that is no figure: its start and its end."""
        for match in re.finditer(r"[^ ]+", self.text):
            letters = _LETTERS.search(match[0])
            if letters and FIGURE not in match[0]:
                at = self.start + match.start()
                return at + letters.start(), at + letters.end()
        return self.start, self.start


class Terms:
    """Words and names that a text cannot do without, and which make it no harder than it is.

    They are the terms of a glossary, the names of bodies and places, the titles of documents.
    """

    def __init__(self, names: Iterable[str]) -> None:
        found = sorted({name for name in names if name.strip()}, key=lambda name: -len(name))
        parts = "|".join(re.escape(name) for name in found)
        self._pattern = re.compile(rf"(?<!\w)(?:{parts})(?:['’]s|e?s)?(?!\w)", re.IGNORECASE)
        self._any = bool(found)

    def plain(self, sentence: TextSentence) -> list[tuple[str, ...]]:
        """Return, for each word of a sentence, the words in it that may be hard.

        That is more than one for a word with hyphens, and none for a figure, a number or a term.
        """
        text = self._pattern.sub(_marked, sentence.text) if self._any else sentence.text
        words = (word for word in text.split(" ") if _is_word(word))
        return [() if FIGURE in word else _plain_words(word) for word in words]


def text_sentences(content: str, key: str) -> list[TextSentence]:
    """Return the sentences of a rendered page, in which marks with `key` tell what macros made.

    A figure, a piece of code and the name of a document count as one word each. Headings, tables,
    charts, notes and whatever else a macro makes that is no part of a sentence are left out.
    """
    if not content.strip():
        return []
    reader = _Reader(key)
    reader.read(content_tree(content))
    reader.end()
    return [sentence for paragraph in reader.paragraphs for sentence in sentences_of(paragraph)]


class _Reader:
    """Walks a tree and gathers its paragraphs."""

    def __init__(self, key: str) -> None:
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._key = f"{key}-"

    def read(self, node: parser.HtmlElement) -> None:
        """Take in what stands in an element, and what follows what is in it."""
        self._parts.append(node.text or "")
        for inner in node:
            if isinstance(inner.tag, str):
                self._inner(inner)
            self._parts.append(inner.tail or "")

    def end(self) -> None:
        """End the paragraph that is being gathered."""
        text = re.sub(r"[ \t\r\n]+", " ", "".join(self._parts)).strip()
        if text:
            self.paragraphs.append(text)
        self._parts.clear()

    def _inner(self, node: parser.HtmlElement) -> None:
        block = node.tag in _BLOCKS or node.tag in _LEFT_OUT
        if node.tag == "sup" or "hidden" in node.attrib or "popover" in node.attrib:
            return
        if block:
            self.end()
        made = (node.get(MADE) or "").startswith(self._key)
        classes = set(node.get("class", "").split())
        if node.tag in _ONE_WORD or (made and _SOURCE in classes):
            self._parts.append(_one_word(str(node.text_content())))
        elif node.tag not in _LEFT_OUT and not (made and block) and not _NOTES & classes:
            self.read(node)
            if node.tag == "br":
                self._parts.append(" ")
        if block:
            self.end()


def _one_word(text: str) -> str:
    return FIGURE + _NO_BREAK.join(text.split())


def _seen(text: str) -> str:
    return text.replace(FIGURE, "").replace(_NO_BREAK, " ")


def _is_word(text: str) -> bool:
    return FIGURE in text or any(letter.isalnum() for letter in text)


def _marked(term: re.Match[str]) -> str:
    return " ".join(FIGURE + word for word in term[0].split(" "))


def _plain_words(word: str) -> tuple[str, ...]:
    """Return the words in a word with hyphens, each as a dictionary may have it; no numbers."""
    if any(letter.isdigit() for letter in word):
        return ()
    return tuple(_LETTERS.findall(word))


def sentences_of(paragraph: str) -> Iterator[TextSentence]:
    """Yield the sentences of a paragraph."""
    start = 0
    for end in _END.finditer(paragraph):
        if not _SHORTENED.search(paragraph[start : end.end()]):
            yield TextSentence(paragraph, start, paragraph[start : end.end()].strip())
            start = end.end()
    if paragraph[start:].strip():
        yield TextSentence(paragraph, start, paragraph[start:].strip())
