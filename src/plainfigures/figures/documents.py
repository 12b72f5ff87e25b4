"""A source document as its text has it: blocks with locators, and the numerals that they hold."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct, field

from plainfigures.figures.mentions import Mention, find_mentions

__all__ = ["Block", "Document", "Numeral", "plain", "squeeze"]

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "´": "'", "`": "'"})


class Numeral(Struct, frozen=True):
    """A numeral or number-word of a document, in the block that `locator` names.

    `start` is its place in the block's text, `line` that in the file.
    """

    text: str
    kind: str
    locator: str
    start: int
    line: int


class Block(Struct, dict=True):
    """A piece of a document that a locator names: a paragraph, a bullet, a row of a table.

    `also` holds other names of the same place, such as a row's number; `pieces` its text, as one
    piece for each place in the file where it goes on, with the line of each.
    """

    locator: str
    also: tuple[str, ...] = ()
    pieces: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of all pieces, with a space between them."""
        return " ".join(piece for _, piece in self.pieces)

    @cached_property
    def plain_text(self) -> str:
        """The text with its quotes straight, once all of it is there."""
        return plain(self.text)


class Document(Struct, dict=True):
    """The text of a document, by blocks in the order in which each begins.

    `order` lists (block's index, piece's index) as the pieces follow one another in the file.
    """

    file: str
    blocks: list[Block] = field(default_factory=list)
    order: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def numerals(self) -> tuple[Numeral, ...]:
        """Every numeral and number-word, in the order of the text."""
        return tuple(self._numerals())

    @cached_property
    def by_name(self) -> dict[str, Block]:
        """The blocks by their locators, and by their other names."""
        named = {name: block for block in self.blocks for name in block.also}
        return named | {block.locator: block for block in self.blocks}

    def numerals_before(self, block: Block, offset: int) -> int:
        """Return how many numerals of the document stand before a place in a block's text."""
        count = 0
        for at, number in self.order:
            start = self._start(at, number)
            mentions = self._mentions[at, number]
            if self.blocks[at] is block and start <= offset <= start + len(block.pieces[number][1]):
                return count + sum(start + one.start < offset for one in mentions)
            count += len(mentions)
        return count

    @cached_property
    def _mentions(self) -> dict[tuple[int, int], tuple[Mention, ...]]:
        return {
            (at, number): find_mentions(self.blocks[at].pieces[number][1])
            for at, number in self.order
        }

    def _start(self, at: int, number: int) -> int:
        return sum(len(piece) + 1 for _, piece in self.blocks[at].pieces[:number])

    def _numerals(self) -> Iterator[Numeral]:
        for at, number in self.order:
            block = self.blocks[at]
            for one in self._mentions[at, number]:
                start = self._start(at, number) + one.start
                yield Numeral(one.text, one.kind, block.locator, start, block.pieces[number][0])


def squeeze(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return a text as two printings of it compare: quotes straight, white space squeezed."""
    return squeeze(text.translate(_QUOTES))
