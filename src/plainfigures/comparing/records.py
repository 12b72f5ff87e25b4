"""What differs between two versions of a site, as plain records that each form of output is made of.

Where `hidden` is set, texts that would give a value away are already gone: no form of output has
anything to keep back.
"""

from msgspec import Struct

from plainfigures.figures.findings import Finding

__all__ = [
    "ADDED",
    "CHANGED",
    "FOLLOWS",
    "HELD",
    "HIDDEN_TEXT",
    "MOVED",
    "REMOVED",
    "RENAMED",
    "RESTATED",
    "Changes",
    "ChartChange",
    "FigureChange",
    "FindingChange",
    "OutcomeChange",
    "PageChange",
    "Part",
    "PassageChange",
    "PromiseChange",
    "VersionName",
]

HELD = "held-back"
"""What becomes of a page that may not be seen before a moment to come."""

ADDED, REMOVED, CHANGED, RESTATED, FOLLOWS, RENAMED, MOVED = (
    "added",
    "removed",
    "changed",
    "restated",
    "follows",
    "renamed",
    "described-anew",
)
"""What can become of a figure. `follows`: worked out from others that changed. `described-anew`: the
value is the same, and something that is said of it is not."""

HIDDEN_TEXT = "(not shown here: it could give away a value that is kept back)"


class VersionName(Struct, frozen=True):
    """A version of the site: as it was asked for, and in words."""

    given: str
    said: str


class Part(Struct, frozen=True):
    """Something that is said of a thing: its name, and its text in both versions."""

    name: str
    old: str
    new: str


class FigureChange(Struct, frozen=True):
    """What became of one figure.

    `old` and `new` are the value as pages show it, `old_printed` and `new_printed` as it was
    published; empty where there is none. `follows_from` are the figures that changed and from which
    this one is worked out. `reason` is what the register of changes says of it; where that says
    nothing and has to, `needs_reason` is set and `row` is the row to put there. `alias` is the line
    that would keep an old reference working. `stands` are the pages and charts that show it.
    """

    what: str
    reference: str
    title: str
    old: str = ""
    new: str = ""
    old_printed: str = ""
    new_printed: str = ""
    parts: tuple[Part, ...] = ()
    old_reference: str = ""
    follows_from: tuple[str, ...] = ()
    reason: str = ""
    needs_reason: bool = False
    row: str = ""
    alias: str = ""
    stands: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    hidden: bool = False


class PassageChange(Struct, frozen=True):
    """A sentence, a table cell or an entry of a page that reads differently since figures changed.

    `where` names the cell of a table. `line` is that of the page's file, in the new version. `turned`
    are the words of direction that the macros write and that are others now.
    """

    line: int
    old: str
    new: str
    where: str = ""
    turned: tuple[tuple[str, str], ...] = ()
    references: tuple[str, ...] = ()
    hidden: bool = False


class PageChange(Struct, frozen=True):
    """What became of one page.

    `what` is added, removed, changed or held-back. `parts` are its title and its description where these
    differ. `gone` and `new` count the sentences that editors took out and put in, `rows_gone` and
    `rows_new` the cells and entries that went and came in what macros write.
    """

    what: str
    path: str
    title: str
    parts: tuple[Part, ...] = ()
    passages: tuple[PassageChange, ...] = ()
    gone: int = 0
    new: int = 0
    rows_gone: int = 0
    rows_new: int = 0


class ChartChange(Struct, frozen=True):
    """What became of one chart: its words (title, text alternative and so on) and its values.

    `pages` are those that show it.
    """

    what: str
    name: str
    title: str
    parts: tuple[Part, ...] = ()
    values: tuple[Part, ...] = ()
    pages: tuple[str, ...] = ()
    path: str = ""
    hidden: bool = False


class OutcomeChange(Struct, frozen=True):
    """A claim or a relation that comes to something else; `kind` says which of the two it is."""

    kind: str
    name: str
    title: str
    old: str
    new: str
    path: str = ""
    line: int = 0


class PromiseChange(Struct, frozen=True):
    """A promise that stands as overdue in the new version and did not in the old one."""

    name: str
    title: str
    old: str
    new: str
    path: str = ""
    line: int = 0


class FindingChange(Struct, frozen=True):
    """An error of the new version that the old one has not.

    `words` says that it is of words which the figures no longer bear out, `keeps_back` that it is of
    a value which may not be shown.
    """

    finding: Finding
    words: bool = False
    keeps_back: bool = False


class Changes(Struct, frozen=True):
    """All that differs between two versions of a site.

    `latest` are runs of figures whose newest period is another one. `kept_back` names figures that
    had a value and whose value is now kept back, `guarded` the packages whose values are not shown
    here because of that. `things` are data packages, tables and sources that came or went, `files`
    are those that differ and of which nothing else is told: pictures, settings, macros.
    `mended` counts the errors that are gone. `remarks` say what could not be compared.
    """

    old: VersionName
    new: VersionName
    figures: tuple[FigureChange, ...] = ()
    latest: tuple[Part, ...] = ()
    pages: tuple[PageChange, ...] = ()
    charts: tuple[ChartChange, ...] = ()
    outcomes: tuple[OutcomeChange, ...] = ()
    promises: tuple[PromiseChange, ...] = ()
    errors: tuple[FindingChange, ...] = ()
    mended: int = 0
    kept_back: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    things: tuple[Part, ...] = ()
    files: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def unexplained(self) -> tuple[FigureChange, ...]:
        """The changes of published values that no record gives a reason for."""
        return tuple(one for one in self.figures if one.needs_reason)

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody has to do something before this is published."""
        return bool(self.unexplained or self.errors)

    @property
    def nothing(self) -> bool:
        """Whether both versions are the same: to readers, to the rules, and in their files."""
        return not (
            self.figures
            or self.latest
            or self.pages
            or self.charts
            or self.outcomes
            or self.promises
            or self.errors
            or self.mended
            or self.things
            or self.files
        )
