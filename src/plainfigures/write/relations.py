"""The macros for relations: what agrees, what does not, and what the site then shows."""

from collections.abc import Sequence

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.intervals import FAILS
from plainfigures.figures.outcomes import DECLARED, RELATION_OUTCOMES, WeighedRelation
from plainfigures.figures.statement_words import names_of
from plainfigures.figures.weighing import weigh_all
from plainfigures.write.markup import attribute, element, inline
from plainfigures.write.weighed import Pieces, contents, counted, facts, place_link

__all__ = ["Relations"]


class Relations:
    """The macros for relations, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.pieces = Pieces(catalogue)

    def relations(self, outcome: str | None = None) -> Markup:
        """Every relation by package: what must agree, both sides of it, and what came out.

        `outcome` keeps those that are exact, within rounding or declared.
        """
        chosen = self._chosen(outcome)
        if not chosen:
            return element("p", "There are none.", class_="pf-none")
        groups: dict[str, list[WeighedRelation]] = {}
        for one in chosen:
            groups.setdefault(one.package.title, []).append(one)
        blocks = [
            Markup(
                '<details class="pf-catalogue pf-weighed"><summary>{} ({})</summary>\n'
                '<div class="pf-table" role="region" aria-label="{}" tabindex="0"><table><thead><tr>'
                '<th scope="col">What must agree</th><th scope="col">What is printed</th>'
                '<th scope="col">What we work out</th><th scope="col">Outcome</th></tr></thead>'
                "<tbody>\n{}</tbody></table></div></details>\n"
            ).format(
                inline(title),
                f"{len(group):,}",
                attribute(title),
                Markup("").join(self._row(one) for one in group),
            )
            for title, group in groups.items()
        ]
        return Markup("").join(blocks)

    def discrepancies(self, first: Sequence[str] = ()) -> Markup:
        """Every declared discrepancy in full: what is printed where, our arithmetic, what we show.

        The packages named in `first` come first, in that order; within a package the order is that
        of its descriptor. A list of links leads to each.
        """
        wanted = [first] if isinstance(first, str) else list(first)
        packages = self.catalogue.packages
        for name in wanted:
            if name not in packages and not self.catalogue.embargoed.until(name):
                raise MacroProblem(
                    f'There is no data package "{name}".',
                    f"Its name is that of a folder of datasets/: {listed(packages)}.",
                    nearest(name, packages),
                )
        chosen = self._chosen(DECLARED)
        if not chosen:
            return element("p", "There are none.", class_="pf-none")
        places = {name: at for at, name in enumerate(wanted)}
        chosen.sort(key=lambda one: places.get(one.package.name, len(places)))
        entries = Markup("").join(self._entry(one) for one in chosen)
        links = contents((one.anchor, one.relation.title, "") for one in chosen)
        return Markup('{}<div class="pf-register pf-discrepancies">\n{}</div>\n').format(
            links, entries
        )

    def relation_count(self, outcome: str | None = None) -> Markup:
        """How many relations there are, or how many with one outcome."""
        return counted(self.catalogue, "relations", outcome or "", len(self._chosen(outcome)))

    def _chosen(self, outcome: str | None) -> list[WeighedRelation]:
        if outcome is not None and outcome not in RELATION_OUTCOMES:
            raise MacroProblem(
                f'There is no outcome "{outcome}".',
                f"Use one of: {', '.join(RELATION_OUTCOMES)}.",
                nearest(outcome, RELATION_OUTCOMES),
            )
        # What has a finding of its own stands in no list: there is no site to put it in.
        wanted = RELATION_OUTCOMES if outcome is None else (outcome,)
        return [one for one in weigh_all(self.catalogue).relations if one.outcome in wanted]

    def _row(self, weighed: WeighedRelation) -> Markup:
        relation = weighed.relation
        title = inline(relation.title)
        if relation.note:
            title += Markup("<br>") + inline(relation.note)
        outcome = inline(RELATION_OUTCOMES[weighed.outcome])
        name = attribute(weighed.anchor)
        if weighed.outcome == DECLARED:
            outcome = place_link(weighed.anchor, RELATION_OUTCOMES[DECLARED])
        head = (
            Markup('<th scope="row">{}</th>').format(title)
            if weighed.outcome == DECLARED
            else Markup('<th scope="row" id="{}">{}</th>').format(name, title)
        )
        tests = self.pieces.tests(relation.steps, weighed.comparisons)
        sides = self.pieces.worked(weighed.comparisons) or Markup("–")
        return Markup("<tr>{}<td>{}</td><td>{}</td><td>{}</td></tr>\n").format(
            head, tests, sides, outcome
        )

    def _entry(self, weighed: WeighedRelation) -> Markup:
        relation, known, telling = weighed.relation, weighed.relation.discrepancy, weighed.telling
        if known is None or telling is None:
            return Markup("")
        names = {
            self.catalogue.find(reference).reference: name
            for reference, name in names_of(relation.steps, self.catalogue).items()
        }
        printed = self.pieces.printed(
            [name for name in weighed.figures if not self.catalogue.find(name).formula], names
        )
        failing = [one for one in weighed.comparisons if one.verdict == FAILS] or [telling]
        expected = self.pieces.tests(relation.steps, failing, expected=True)
        sides = Markup("; ").join(dict.fromkeys(self.pieces.sides(one) for one in failing))
        lines: list[tuple[str, Markup | str]] = [
            ("In print", printed),
            ("Expected", Markup("{}.").format(expected)),
            ("We find", Markup("That is {}.").format(sides)),
            ("We show", known.shown),
            ("Why", known.why),
            ("Note", relation.note),
        ]
        return Markup('<section class="pf-entry" id="{}"><h3>{}</h3>{}{}</section>\n').format(
            attribute(weighed.anchor),
            inline(relation.title),
            element("p", known.explanation),
            facts(lines),
        )
