"""The desk: all macros of a site together, and the templates that they are called from."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from string import ascii_lowercase
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from plainfigures.errors import (
    ChartProblem,
    MacroProblem,
    MixProblem,
    PlainFiguresError,
    UnreadableProblem,
)
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.declarations import ChartDeclaration
from plainfigures.figures.expansions import PageTemplate
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.findings import Finding, listed, nearest
from plainfigures.figures.people import threshold_of
from plainfigures.write.calling import Macro, checked_call
from plainfigures.write.cards import Cards
from plainfigures.write.changelog import Changelog
from plainfigures.write.chart_blocks import ChartBlocks
from plainfigures.write.charts import Charts
from plainfigures.write.claims import Claims
from plainfigures.write.comparisons import Comparisons
from plainfigures.write.examples import Examples
from plainfigures.write.ledger import LedgerPages
from plainfigures.write.listings import block_mark
from plainfigures.write.meanwhile import Meanwhile, with_until
from plainfigures.write.page_lists import PageLists
from plainfigures.write.presence import Presence
from plainfigures.write.records import named_packages
from plainfigures.write.registers import Registers
from plainfigures.write.relations import Relations
from plainfigures.write.revisions import Revisions
from plainfigures.write.sandbox import (
    MISTAKES,
    NotAllowed,
    PageEnvironment,
    unknown_name,
    written_out,
)
from plainfigures.write.sentences import Sentences
from plainfigures.write.tables import Tables
from plainfigures.write.tested_words import TestedWords
from plainfigures.write.trackers import Trackers

__all__ = ["Desk", "Keeper", "Macro"]

Keeper = Callable[[str, Callable[[], str]], str]

_KEPT = ("relations", "discrepancies", "claims", "ledger")


class Desk:
    """The macros over one catalogue, as of one moment.

    `settings` is what the site says of itself in its configuration; pages reach it as `site`.
    `parse` reads the tests that pages write. `unknown` are names of which nothing can be told, since
    what defines them could not be read: pages that use them leave a gap, without a word.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        clock: Clock,
        charts: Iterable[ChartDeclaration] = (),
        settings: Mapping[str, Any] | None = None,
        parse: Callable[[str], tuple[str, ...]] = parse_test,
    ) -> None:
        self.catalogue = catalogue
        self.clock = clock
        self.settings = dict(settings or {})
        self.unknown: frozenset[str] = frozenset()
        # Nothing that is typed into a page can know it. It goes into nothing that is kept.
        self.key = "".join(secrets.choice(ascii_lowercase) for _ in range(20))
        threshold = threshold_of(self.settings)
        self.presence = Presence(catalogue)
        self.sentences = Sentences(catalogue, threshold, self.presence)
        self.comparisons = Comparisons(self.presence, threshold)
        self.page_lists = PageLists()
        self.templates: dict[str, PageTemplate] = {}
        self.tested_words = TestedWords(catalogue, parse)
        self.tables = Tables(catalogue)
        self.registers = Registers(catalogue, clock)
        self.changelog = Changelog(catalogue)
        self.trackers = Trackers(catalogue, clock)
        self.cards = Cards(catalogue, self.sentences, self.trackers)
        self.charts = Charts(catalogue, charts, self._write_text)
        self.relations = Relations(catalogue)
        self.claims = Claims(catalogue)
        self.ledger = LedgerPages(catalogue)
        self.chart_blocks = ChartBlocks(self.charts, self.tables)
        self.examples = Examples(self.macros, self.settings)
        self._own: dict[str, Macro] = {}
        self._macros: dict[str, Macro] = {}
        self._keeper: Keeper | None = None
        self._environment = PageEnvironment(StrictUndefined, autoescape=True)

    def macros(self) -> dict[str, Macro]:
        """Return every macro by name; each raises PlainFiguresError on misuse."""
        if not self._macros:
            self._macros = self._all_macros()
        return self._macros

    def _all_macros(self) -> dict[str, Macro]:
        named: dict[str, Callable[..., Any]] = {
            "figure": self.sentences.figure,
            "change": self.sentences.change,
            "difference": self.sentences.difference,
            "share": self.sentences.share,
            "period": self.sentences.period,
            "rank": self.comparisons.rank,
            "middle": self.comparisons.middle,
            "there": self.presence.there,
            "has_number": self.presence.has_number,
            "pages_of": self.page_lists.pages_of,
            "said": self.tested_words.said,
            "chart": self.chart_blocks.chart,
            "table": self.tables.table,
            "card": self.cards.card,
            "cards": self.cards.cards,
            "ladder": self.cards.ladder,
            "disagreement": self.cards.disagreement,
            "promises": self.cards.promises,
            "timeline": self.registers.timeline,
            "tracker": self.trackers.tracker,
            "source": self.registers.source,
            "sources": self.registers.sources,
            "glossary": self.registers.glossary,
            "changelog": self.changelog.changelog,
            "revisions": Revisions(self.catalogue).revisions,
            "downloads": self.registers.downloads,
            "relations": self.relations.relations,
            "discrepancies": self.relations.discrepancies,
            "relation_count": self.relations.relation_count,
            "claims": self.claims.claims,
            "claim": self.claims.claim,
            "claim_count": self.claims.claim_count,
            "ledger": self.ledger.ledger,
            "ledger_count": self.ledger.ledger_count,
            "checks": _checks,
            "catalogue": self._catalogue,
            "example": self.examples.example,
            "published": Meanwhile(self.catalogue, self.charts).published,
        }
        if self._keeper:
            named |= {name: _kept(name, named[name], self._keeper) for name in _KEPT}
        named = {name: with_until(name, macro) for name, macro in named.items()}
        return {name: checked_call(name, macro) for name, macro in (named | self._own).items()}

    def add(self, name: str, macro: Macro) -> None:
        """Take in a macro of the site's own."""
        self._own[name] = macro
        self._macros = {}

    def take_templates(
        self,
        templates: Iterable[PageTemplate],
        lost: Iterable[str] = (),
        held: Mapping[str, str] | None = None,
    ) -> None:
        """Take in the page templates of the site.

        Those that are `lost` have findings of their own. `held` says by their files until when the
        pages of some may not be seen.
        """
        untils = held or {}
        everything = list(templates)
        self.templates = {one.name: one for one in everything if one.path not in untils}
        waiting = {one.name: untils[one.path] for one in everything if one.path in untils}
        for part in (self.comparisons, self.page_lists):
            part.templates, part.lost, part.held = self.templates, frozenset(lost), waiting
        self.presence.places = {
            place.value for one in self.templates.values() for place in one.places
        }

    @property
    def own_names(self) -> frozenset[str]:
        """The names of the macros of the site's own."""
        return frozenset(self._own)

    def keep(self, keeper: Keeper) -> None:
        """Keep what the long lists wrote: they hang on nothing but the data.

        `keeper` is given what a list is made of, and a function that writes it when it is needed.
        """
        self._keeper = keeper
        self.examples.keep_long(keeper, _KEPT)
        self._macros = {}

    def _catalogue(self, package: str | None = None) -> Markup:
        """Every figure of the site by subject or, with a package, every figure of that one."""
        names = named_packages(self.catalogue)
        if package is not None and package not in names:
            self.catalogue.embargoed.refuse(package, "This data package")
            raise MacroProblem(
                f'There is no data package "{package}".',
                f"Its name is that of a folder of datasets/: {listed(names)}.",
                nearest(package, names),
            )
        # Which pages show a figure is only known when all pages are made.
        return Markup(block_mark(f"catalogue {package}" if package else "catalogue") + "\n")

    def hold_back_charts(self) -> None:
        """Take out the charts of what may not be seen yet."""
        if self.catalogue.embargoed:
            self.charts.hold_back()

    def check_charts(self) -> list[Finding]:
        """Make every declared chart, and return all that is wrong with any."""
        found = []
        for declared in self.charts.declarations.values():
            for error in self.charts.problems(declared.id):
                if isinstance(error, UnreadableProblem):
                    continue  # what could not be read has a finding of its own
                found.append(
                    Finding(
                        "basis" if isinstance(error, MixProblem) else "chart",
                        error.message,
                        error.remedy,
                        declared.path,
                        declared.line_of_error(error.message),
                        0,
                        error.suggestion,
                    )
                )
        return found

    def _write_text(self, template: str) -> Markup:
        """Render a template of a chart declaration, with the macros of sentences."""
        if "{" not in template:
            return Markup(template)  # words alone
        names = (
            *("figure", "change", "difference", "share", "period", "rank", "middle", "said"),
            *("there", "has_number"),
        )
        macros = {name: self.macros()[name] for name in names}
        try:
            return Markup(written_out(self._environment, template, macros))
        except NotAllowed as error:
            raise ChartProblem(str(error.message), error.remedy) from error
        except TemplateSyntaxError as error:
            raise ChartProblem(
                f"These words cannot be read: {error.message}.",
                "Check the {{ and }} around macros.",
            ) from error
        except UndefinedError as error:
            unknown = unknown_name(error)
            raise ChartProblem(
                f'There is no macro called "{unknown}" for a chart.',
                f"Use one of: {', '.join(names)}.",
                nearest(unknown, names),
            ) from error
        except MISTAKES as error:
            raise ChartProblem(
                f"These words cannot be written: {error}.",
                "Use the macros as the editors' guide shows them.",
            ) from error
        except (UnreadableProblem, MixProblem):
            raise
        except PlainFiguresError as error:
            raise ChartProblem(error.message, error.remedy, error.suggestion) from error


def _kept(name: str, macro: Macro, keeper: Keeper) -> Macro:
    @wraps(macro)
    def write(*words: Any, **named: Any) -> Markup:
        return Markup(keeper(f"{name} {words!r} {named!r}", lambda: macro(*words, **named)))

    return write


def _checks() -> Markup:
    """Every rule that the site is held to, how often it ran and what it found."""
    # What it says is only known when all pages are made.
    return Markup(block_mark("checks") + "\n")
