"""The list of rules for finished pages, and how rules are run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from inspect import cleandoc
from itertools import islice
from typing import Generic, TypeVar

from msgspec import Struct

from plainfigures.check import (
    bodies,
    direction_words,
    headings,
    images,
    links,
    markup,
    outside,
    shown_values,
    typed_numbers,
)
from plainfigures.check.material import FinishedSite
from plainfigures.figures.findings import CheckRun, Finding
from plainfigures.figures.limits import MOST_FINDINGS

__all__ = [
    "SITE_RULES",
    "Rule",
    "run_rules",
]

Looked = TypeVar("Looked")


def _nothing(looked: object) -> tuple[str, ...]:  # noqa: ARG001 - what a rule without exceptions gives
    return ()


class Rule(Struct, Generic[Looked], frozen=True):
    """A rule: its name, its title, what it looks at and how it finds.

    Its help, for the page "How we check", is the docstring of `find`. `declared` gives, in words for
    readers, what is declared as known and allowed.
    """

    name: str
    title: str
    things: str
    count: Callable[[Looked], int]
    find: Callable[[Looked], Iterable[Finding]]
    declared: Callable[[Looked], Iterable[str]] = _nothing

    @property
    def help(self) -> str:
        """What the rule asks, in an editor's words."""
        return cleandoc(self.find.__doc__ or "")


def _pages(site: FinishedSite) -> int:
    return len(site.pages)


SITE_RULES: tuple[Rule[FinishedSite], ...] = (
    Rule("link", "Each link within the site works", "pages", _pages, links.find),
    Rule("markup", "Pages hold words, and nothing that runs", "pages", _pages, markup.find),
    Rule("outside", "The site asks nothing of anybody else", "pages", _pages, outside.find),
    Rule(
        "shown",
        "Each figure on a page is the figure in the data",
        "pages",
        _pages,
        shown_values.find,
    ),
    Rule("heading", "The headings of a page are in order", "pages", _pages, headings.find),
    Rule("image", "Every picture is told in words", "pages", _pages, images.find),
    Rule("body", "Nobody's figures pass for another's", "pages", _pages, bodies.find),
    Rule(
        "typed-number",
        "No number is typed by hand",
        "pages",
        _pages,
        typed_numbers.find,
        typed_numbers.declared,
    ),
    Rule(
        "direction-word",
        "Words go the way the figures go",
        "pages",
        _pages,
        direction_words.find,
    ),
)


def run_rules(
    rules: Sequence[Rule[Looked]], looked: Looked, *, forgiving: bool = False
) -> list[CheckRun]:
    """Run rules and return what each did, in their order.

    A `forgiving` run is of a site that could be made in part only: a rule that comes upon a part
    that is missing ends there.
    """
    return [
        CheckRun(
            rule.name,
            rule.title,
            rule.help,
            rule.count(looked),
            rule.things,
            _enough(rule.name, _as_far(rule.find(looked)) if forgiving else rule.find(looked)),
            tuple(rule.declared(looked)),
        )
        for rule in rules
    ]


def _enough(name: str, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what a rule found; of very much, the first of it, and that there is more.

    Nobody reads thousands, and to look for the nearest right name of each takes minutes.
    """
    told = tuple(islice(found, MOST_FINDINGS + 1))
    if len(told) <= MOST_FINDINGS:
        return told
    message = f"This rule finds more than {MOST_FINDINGS:,} mistakes, and the others are not told."
    return (*told[:-1], Finding(name, message, "Mend these, then run the check again."))


def _as_far(found: Iterable[Finding]) -> Iterator[Finding]:
    with suppress(Exception):  # what it stumbled upon has a finding already
        yield from found
