"""The list of rules, and how they are run."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Generic, TypeVar

from plainfigures.check import (
    aliases,
    as_published,
    as_written,
    bases,
    configuration,
    figure_parts,
    foreign_keys,
    formulas,
    links,
    outside,
    read_as,
    shown_values,
    sources,
    withheld,
)
from plainfigures.check.material import FinishedPage, FinishedSite, Material
from plainfigures.figures.findings import CheckRun, Finding

__all__ = [
    "DATA_RULES",
    "SITE_RULES",
    "FinishedPage",
    "FinishedSite",
    "Material",
    "Rule",
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
    Rule("figure-parts", "Each figure has all its parts", "figures", _figures, figure_parts.find),
    Rule("as-published", "Each figure is what was printed", "figures", _figures, as_published.find),
    Rule("source", "Each figure says where it stands", "figures", _figures, sources.find),
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
    Rule("alias", "Old references keep working", "references", aliases.count, aliases.find),
    Rule(
        "withheld",
        "What is held back stays back",
        "places held back",
        withheld.count,
        withheld.find,
        withheld.declared,
    ),
    Rule(
        "configuration",
        "The site says whose it is",
        "settings",
        configuration.count,
        configuration.find,
    ),
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
    Rule("outside", "The site asks nothing of anybody else", "pages", _pages, outside.find),
    Rule(
        "shown",
        "Each figure on a page is the figure in the data",
        "pages",
        _pages,
        shown_values.find,
    ),
)


def run_rules(rules: Sequence[Rule[Looked]], looked: Looked) -> list[CheckRun]:
    """Run rules and return what each did, in their order."""
    return [
        CheckRun(
            rule.name,
            rule.title,
            rule.help,
            rule.count(looked),
            rule.things,
            tuple(rule.find(looked)),
            tuple(rule.declared(looked)),
        )
        for rule in rules
    ]
