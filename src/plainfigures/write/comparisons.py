"""Macros that hold one figure against all of its kind: its place among them, and their middle.

Each group is put in order once, however many pages ask for a place in it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import HeldBackProblem, MacroProblem, MixProblem, UnreadableProblem
from plainfigures.figures.disclosure import THRESHOLD
from plainfigures.figures.embargoes import held_back
from plainfigures.figures.expansions import PageTemplate
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.keys import digest_of
from plainfigures.figures.people import counts_people, few
from plainfigures.figures.records import COMPUTED, REGISTER, Figure
from plainfigures.figures.references import LATEST, parse_reference
from plainfigures.figures.sentences import missing_words, say_figure
from plainfigures.figures.units import Unit
from plainfigures.write.markup import figure_element, inline, word_element
from plainfigures.write.newer import said_newer
from plainfigures.write.presence import Presence

__all__ = ["Comparisons"]

_ORDERS = ("highest", "lowest")


class _Group(Struct, frozen=True):
    """Figures of one kind at one time: their numbers in order, and what is known of the others.

    `key` says which they are, `left_out` why those have no number that are left out. `first` is the
    first that has one.
    """

    key: str
    references: frozenset[str]
    numbers: tuple[Decimal, ...]
    left_out: str
    first: Figure
    sources: tuple[str, ...]


class Comparisons:
    """The macros for places in an order, over one catalogue and the pages of templates.

    `threshold` is the largest count of people that is not shown, nor worked out.
    """

    def __init__(self, presence: Presence, threshold: int = THRESHOLD) -> None:
        self.presence, self.threshold = presence, threshold
        self.catalogue = presence.catalogue
        self.templates: Mapping[str, PageTemplate] = {}
        self.lost: frozenset[str] = frozenset()
        self.held: Mapping[str, str] = {}
        self._groups: dict[str, _Group] = {}
        register = self.catalogue.resources.get(f"{REGISTER}/areas")
        rows = register.rows if register else ()
        self._kinds = {row.key: row.cells.get("kind", "") for row in rows}

    def rank(
        self,
        ref: str,
        among: str | None = None,
        order: str = "highest",
        missing: str | None = None,
        words: bool = False,
    ) -> Markup:
        """Which place a figure has among those of its kind: "12th of 151".

        `among` is a page template, as in "towns/[town]", for the places that have a page of it, or a
        reference with `*`; left out, it is every place of the same kind in the table, so that no country
        stands among its towns. `order` says whether the highest
        or the lowest comes first; with `words=True` that is said as well: "12th of 151, the highest
        first". The same number shares a place. `missing` are the words to write where the figure has
        no number.
        """
        if order not in _ORDERS:
            raise MacroProblem(
                f'rank knows no order "{order}".',
                'Use order="highest" or order="lowest".',
                nearest(order, _ORDERS),
            )
        figure = self._number(ref, missing)
        if figure is None:
            return inline(missing or "")
        group = self._group(figure, among)
        numbers, own = group.numbers, figure.used or Decimal(0)
        before = bisect_left(numbers, own)
        after = len(numbers) - bisect_right(numbers, own)
        place = 1 + (after if order == "highest" else before)
        shared = before + after < len(numbers) - 1
        formula = (
            f"place of {figure.reference} among the {len(numbers):,} that have a number, the {order} "
            f"first{group.left_out}; the same number shares a place"
        )
        worked_out = Figure(
            reference=f"{COMPUTED}/rank/{digest_of([figure.reference, group.key, order])[:12]}",
            kind="number",
            value=Decimal(place),
            unit=Unit("place", suffix=f"{_ordinal(place)} of {len(numbers):,}"),
            label=f"Place of “{figure.title}” among {len(numbers):,}, the {order} first",
            qualifier="joint" if shared else "",
            body=figure.body,
            area=figure.area,
            period=figure.period,
            status=figure.status,
            basis=figure.basis,
            formula=formula,
            inputs=(figure.reference,),
        )
        self.catalogue.add_computed(worked_out)
        said = figure_element(worked_out, say_figure(worked_out))
        if words:
            said += Markup(", ") + word_element(f"the {order} first")
        return said + said_newer(self.catalogue, ref)

    def middle(
        self,
        ref: str,
        among: str | None = None,
        form: str = "short",
        unit: bool = False,
        missing: str | None = None,
    ) -> Markup:
        """The number in the middle of all those of a figure's kind: as many are above as below.

        `among` and `missing` are as for rank(…). With `unit=True` the unit follows the number.
        """
        figure = self._number(ref, missing)
        if figure is None:
            return inline(missing or "")
        group = self._group(figure, among)
        half = len(group.numbers) // 2
        value = group.numbers[half]
        if len(group.numbers) % 2 == 0:
            value = (value + group.numbers[half - 1]) / 2
        if counts_people(group.first) and few(value, self.threshold):
            raise MacroProblem(
                f'The middle of the figures like "{ref}" is a count of so few people that they could '
                "be found out.",
                "Leave it out, or compare larger groups.",
            )
        first = group.first
        titles = [self.catalogue.source(one).title for one in group.sources[1:]]
        worked_out = Figure(
            reference=f"{COMPUTED}/middle/{digest_of([group.key])[:12]}",
            kind="number",
            value=value,
            unit=first.unit,
            label=f"Middle of the {len(group.numbers):,} figures “{self._kind(first)}”",
            body=first.body,
            period=first.period,
            status=first.status,
            basis=first.basis,
            source=group.sources[0] if group.sources else "",
            locator=f"all rows of {group.key}",
            note=f"It draws on these as well: {listed(titles)}." if titles else "",
            formula=f"the middle of the {len(group.numbers):,} that have a number{group.left_out}",
        )
        self.catalogue.add_computed(worked_out)
        said = figure_element(worked_out, say_figure(worked_out, form, noun=unit))
        return said + said_newer(self.catalogue, ref)

    def _kind(self, figure: Figure) -> str:
        """Return what all figures of a kind are, without the place that each is of."""
        reference = parse_reference(figure.reference)
        package = self.catalogue.packages.get(reference.package)
        table = self.catalogue.resources.get(f"{reference.package}/{reference.resource}")
        measure = package.measures.get(figure.measure, "") if package else ""
        words = (measure or (table.title if table else figure.label), figure.field_title)
        return ", ".join(dict.fromkeys(filter(None, words)))

    def _number(self, ref: str, missing: str | None) -> Figure | None:
        """Return a figure that has a number; None where it has none and there are words for that."""
        figure = self.presence.find(ref) if missing is not None else self.catalogue.find(ref)
        if figure is None:
            return None
        if figure.kind != "number" or (figure.used is None and missing is None):
            raise MacroProblem(
                f'"{ref}" has no number ({say_figure(figure)}), so it has no place in an order.',
                'Add the words to write instead, as in missing="no number was published".',
            )
        return None if figure.used is None else figure

    def _group(self, figure: Figure, among: str | None) -> _Group:
        key, pattern = self._asked(figure, among)
        if key not in self._groups:
            template = self.templates.get(among or "")
            members = self._of_places(pattern, template) if template else self._fitting(pattern)
            if among is None and figure.area in self._kinds:
                kinds = (None, self._kinds[figure.area])
                members = (one for one in members if one and self._kinds.get(one.area) in kinds)
            self._groups[key] = self._put_in_order(key, list(members))
        group = self._groups[key]
        if figure.reference not in group.references:
            raise MacroProblem(
                f'"{figure.reference}" is not among the figures of “{among or pattern}”.',
                "Give a figure that is one of them, of the same time.",
            )
        return group

    def _asked(self, figure: Figure, among: str | None) -> tuple[str, str]:
        """Return which figures are meant: in words, and as a reference with `*` for the place."""
        own = parse_reference(figure.reference)
        if among is not None and among in self.lost:
            raise UnreadableProblem(f'The template "{among}" has a finding of its own.')
        if among is not None and among in self.held:
            raise held_back(self.held[among], "Each page of this template")
        template = self.templates.get(among or "")
        if among is not None and template is None and "*" not in among:
            raise MacroProblem(
                f'There is no page template "{among}", and no * in it that stands for any place.',
                'Write it as among="towns/[town]", or as among="folder/table/measure.*@time".',
                nearest(among, self.templates),
            )
        if among is not None and template is None:
            pattern = among.replace(f"@{LATEST}", f"@{own.period}")
            return pattern, pattern
        parts = own.key.split(".")
        names = template.by_value if template else {figure.area: None}
        at = next((at for at, part in enumerate(parts) if part in names), None)
        if at is None:
            raise MacroProblem(
                f'"{figure.reference}" names no place that others could stand for.',
                'Say which figures are meant, as in among="folder/table/measure.*@time".',
            )
        parts[at] = "*"
        pattern = str(replace(own, key=".".join(parts), vintage=""))
        return f"{among or self._kinds.get(figure.area, '')} {pattern}".strip(), pattern

    def _of_places(self, pattern: str, template: PageTemplate) -> Iterator[Figure | None]:
        for place in template.places:
            try:
                yield self.catalogue.there(pattern.replace("*", place.value))
            except HeldBackProblem:
                yield None

    def _fitting(self, pattern: str) -> Iterator[Figure]:
        yield from self.catalogue.match(pattern)

    def _put_in_order(self, key: str, members: Sequence[Figure | None]) -> _Group:
        there = [one for one in members if one is not None]
        numbers = [one for one in there if one.used is not None]
        kinds = {(one.unit, one.basis, one.status) for one in numbers}
        times = {one.period for one in there}
        if len(kinds) > 1 or len(times) > 1:
            what = "units, bases or statuses" if len(kinds) > 1 else "times"
            raise MixProblem(
                f"The figures of “{key}” are not alike: they have several {what}.",
                "Give a reference with * that fits figures of one kind and one time.",
            )
        reasons = Counter(
            one.reason_words or missing_words(one.reason) for one in there if one.reason
        )
        absent = len([one for one in members if one is None])
        if absent:
            reasons["no row at that time"] = absent
        whole = sum(reasons.values())
        told = listed(f"{number:,} {words}" for words, number in sorted(reasons.items()))
        left_out = (
            f"; {whole:,} more {'is' if whole == 1 else 'are'} left out: {told}" if whole else ""
        )
        return _Group(
            key,
            frozenset(one.reference for one in numbers),
            tuple(sorted(one.used for one in numbers if one.used is not None)),
            left_out,
            numbers[0],
            tuple(dict.fromkeys(one.source for one in numbers if one.source)),
        )


def _ordinal(number: int) -> str:
    """Return what follows a number in an order: "st" of 21st, "th" of 112th."""
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
