"""The list of rules, and how they are run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from inspect import cleandoc
from itertools import islice
from typing import Generic, TypeVar

from plainfigures.check import (
    after_its_source,
    aliases,
    as_published,
    as_written,
    bases,
    bodies,
    claims,
    configuration,
    descriptions,
    direction_words,
    drawn_from,
    embargo,
    examples,
    expected,
    figure_parts,
    foreign_keys,
    formulas,
    harmless,
    headings,
    home_area,
    images,
    ledger,
    links,
    markup,
    outside,
    read_as,
    reading,
    recoverable,
    relations,
    revisions,
    series,
    shown_values,
    small_numbers,
    source_bodies,
    sources,
    typed_numbers,
    withheld,
)
from plainfigures.check.material import (
    FinishedChart,
    FinishedPage,
    FinishedSite,
    Material,
    Seen,
)
from plainfigures.figures.findings import CheckRun, Finding
from plainfigures.figures.limits import MOST_FINDINGS

__all__ = [
    "ASKED_RULES",
    "DATA_RULES",
    "SITE_RULES",
    "FinishedChart",
    "FinishedPage",
    "FinishedSite",
    "Material",
    "Rule",
    "Seen",
    "run_rules",
]

Looked = TypeVar("Looked")


def _nothing(looked: object) -> tuple[str, ...]:  # noqa: ARG001 - what a rule without exceptions gives
    return ()


@dataclass(frozen=True)
class Rule(Generic[Looked]):
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


def _figures(material: Material) -> int:
    return len(material.published)


def _sources(material: Material) -> int:
    return len(material.catalogue.sources)


def _pages(site: FinishedSite) -> int:
    return len(site.pages)


def _counted(name: str) -> Callable[[Material], int]:
    return lambda material: material.counts.get(name, 0)


DATA_RULES: tuple[Rule[Material], ...] = (
    Rule(
        "descriptor",
        "Each package says what it holds",
        "packages",
        _counted("packages"),
        as_written.find_descriptors,
    ),
    Rule(
        "table",
        "Each table is as its package describes it",
        "tables",
        _counted("tables"),
        as_written.find_tables,
    ),
    Rule(
        "harmless",
        "Nothing in the data does harm where it is opened",
        "tables",
        harmless.count,
        harmless.find,
    ),
    Rule("figure-parts", "Each figure has all its parts", "figures", _figures, figure_parts.find),
    Rule("as-published", "Each figure is what was printed", "figures", _figures, as_published.find),
    Rule("source", "Each figure says where it stands", "figures", _figures, sources.find),
    Rule(
        "drawn-from",
        "Each figure is the one in its source that it claims to be",
        "figures of sources with a key",
        drawn_from.count,
        drawn_from.find,
    ),
    Rule(
        "home-area", "Each body speaks of its own area", "bodies", home_area.count, home_area.find
    ),
    Rule(
        "expected",
        "What was expected is here, or its pages say that it is not",
        "things expected",
        expected.count,
        expected.find,
    ),
    Rule("series", "The figures of a series are of one kind", "series", series.count, series.find),
    Rule(
        "after-its-source",
        "No source tells of what came after it",
        "figures",
        _figures,
        after_its_source.find,
    ),
    Rule(
        "source-body",
        "Each figure is that of its source's body",
        "figures",
        _figures,
        source_bodies.find,
    ),
    Rule(
        "read-as",
        "Nothing is corrected in silence",
        "figures",
        _figures,
        read_as.find,
        read_as.declared,
    ),
    Rule("foreign-key", "Names lead somewhere", "keys", foreign_keys.count, foreign_keys.find),
    Rule("formula", "Our arithmetic can be followed", "formulas", formulas.count, formulas.find),
    Rule(
        "relation",
        "It adds up, or we say that it does not",
        "relations",
        relations.count,
        relations.find,
        relations.declared,
    ),
    Rule("claim", "What is claimed is held against figures", "claims", claims.count, claims.find),
    Rule(
        "revision",
        "Nothing published is overwritten",
        "records and revised figures",
        revisions.count,
        revisions.find,
    ),
    Rule("alias", "Old references keep working", "references", aliases.count, aliases.find),
    Rule(
        "ledger",
        "Every number of a document is accounted for",
        "numbers in documents",
        ledger.count,
        ledger.find,
    ),
    Rule(
        "withheld",
        "What is held back stays back",
        "places held back",
        withheld.count,
        withheld.find,
        withheld.declared,
    ),
    Rule(
        "embargo",
        "Nothing can be seen before its time",
        "packages",
        _counted("packages"),
        embargo.find,
    ),
    Rule(
        "small-number",
        "Nobody is found out by a small number",
        "counts of people",
        small_numbers.count,
        small_numbers.find,
        small_numbers.declared,
    ),
    Rule(
        "recoverable",
        "What is confidential cannot be worked out",
        "values that are not shown",
        recoverable.count,
        recoverable.find,
    ),
    Rule(
        "configuration",
        "The site says whose it is",
        "settings",
        configuration.count,
        configuration.find,
    ),
    Rule(
        "description",
        "What the data hold is said in words",
        "columns",
        descriptions.count,
        descriptions.find,
    ),
    Rule("example", "No made-up example is left", "sources", _sources, examples.find),
    Rule("page", "Each page can be read", "pages", _counted("pages"), as_written.find_pages),
    Rule(
        "macros",
        "Each number in a sentence comes from the data",
        "pages",
        _counted("pages"),
        as_written.find_macros,
    ),
    Rule(
        "chart",
        "Each chart is made from the data",
        "charts",
        _counted("charts"),
        as_written.find_charts,
    ),
    Rule(
        "basis",
        "Nothing is compared that is not alike",
        "pages and charts",
        bases.count,
        bases.find,
    ),
)

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

ASKED_RULES: tuple[Rule[FinishedSite], ...] = (
    Rule("reading", "Each page is in plain words", "pages", reading.count, reading.find),
)
"""Rules that load something slow, and so run when somebody asks for a check, not in a build."""


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
