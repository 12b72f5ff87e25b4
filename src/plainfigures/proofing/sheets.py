"""What was read in one file of a finished site: what is wrong in it, and what it leads to."""

from msgspec import Struct, field

__all__ = ["CORRECT", "Fault", "Lead", "Sheet", "Shown"]

CORRECT = "Correct it where it comes from: the page, a macro or a template of the site's own."


class Fault(Struct, frozen=True):
    """What is wrong in a file: in words, what to do, the words by which its line can be found.

    `advice` says that the site may be published with it all the same.
    """

    message: str
    remedy: str = CORRECT
    words: str = ""
    advice: bool = False


class Lead(Struct, frozen=True):
    """An address within the site: the path that it leads to, a place there, and how it is written.

    A path that ends with a slash, and the empty one, are those of a folder's page.
    """

    path: str
    fragment: str
    written: str


class Shown(Struct, frozen=True):
    """A figure as it stands in a file: its reference, its value for machines, its text for readers.

    `value` is None where the file gives none, and so is `shown`.
    """

    reference: str
    value: str | None
    shown: str | None


class Sheet(Struct):
    """All that the rest of the proofreading needs to know of one file.

    `ids` are the places in it that an address may lead to, `outside` the addresses of other hosts
    that a reader can follow from it. `entries` are the titles and texts of a feed. `listed` are the
    digests that a build report gives, by file.
    """

    faults: list[Fault] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    figures: list[Shown] = field(default_factory=list)
    entries: list[tuple[str, str]] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)
