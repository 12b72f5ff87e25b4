"""The catalogue: every figure of every package by its reference; the one place that resolves them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from plainfigures.errors import ReferenceProblem, UnreadableProblem
from plainfigures.figures.by_reference import ByReference, by_reference, plainly, series_of_name
from plainfigures.figures.deriving import derive_all
from plainfigures.figures.embargoes import NOTHING_HELD, Embargoed, source_name
from plainfigures.figures.findings import nearest
from plainfigures.figures.fitting import Fitting
from plainfigures.figures.nearby import same_shape, unfitting_pattern, unknown_figure
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, REGISTER, Figure, Package, Resource, Row, Source
from plainfigures.figures.references import LATEST, parse_reference
from plainfigures.figures.units import BUILT_IN, Unit

__all__ = ["Catalogue"]


class Catalogue:
    """All figures, tables and sources of a site.

    A figure that was published again stands under its plain reference in its newest vintage; the
    earlier ones keep their own references and are listed by `vintages`. `unreadable` names packages
    that are there but could not be read, `embargoed` what may not be seen yet.

    A package may hand its figures over one by one as they are asked for: what names one reads one.
    `figures` reads them all, so ask for those of a package, or for `names`, where these will do.
    """

    def __init__(
        self,
        packages: Iterable[Package],
        unreadable: Iterable[str] = (),
        embargoed: Embargoed = NOTHING_HELD,
    ) -> None:
        self.embargoed = embargoed
        self.packages = {package.name: package for package in packages}
        self.resources: dict[str, Resource] = {}
        self._unreadable = set(unreadable)
        self._by_package: dict[str, ByReference] = {}
        self._fitting: dict[str, Fitting] = {}
        self._all: dict[str, list[Figure]] = {}
        self._known: dict[str, Figure] = {}
        self._answers: dict[str, Figure] = {}
        self._derived: dict[str, Figure] = {}
        self._computed: dict[str, Figure] = {}
        self._noted: list[Figure] = []
        self._asked: dict[str, None] = {}
        self._aliases: dict[str, str] = {}
        for package in self.packages.values():
            self._aliases.update(package.aliases)
            for resource in package.resources:
                self.resources[resource.reference] = resource
                if resource.unreadable:
                    self._unreadable.add(resource.reference)
            self._by_package[package.name] = by_reference(package.figures)
        self.sources = {row.key: _source(row) for row in self._register("documents")}
        self.bodies = {row.key: row.cells.get("title", row.key) for row in self._register("bodies")}
        self.areas = {row.key: row.cells.get("title", row.key) for row in self._register("areas")}
        self._lost = {
            f"{one.name}/derived/{key}"
            for one in self.packages.values()
            for key in one.lost_derived
        }
        self.derived_problems = derive_all(
            self.packages.values(), self, self._take_derived, self._lost
        )
        self._fitting_derived = Fitting(list(self._derived))

    @property
    def figures(self) -> list[Figure]:
        """The figures in use, each in its newest vintage, in the order of the packages."""
        known = [figure for name in self._by_package for figure in self._newest_of(name)]
        return [*known, *self._derived.values(), *self._computed.values()]

    @property
    def names(self) -> list[str]:
        """The references of `figures`, in the same order."""
        known = [name for figures in self._by_package.values() for name in figures.names()]
        return [*known, *self._derived, *self._computed]

    @property
    def computed(self) -> list[Figure]:
        """The figures that sentences worked out, in the order in which they did."""
        return list(self._computed.values())

    def of_package(self, name: str) -> list[Figure]:
        """Return the figures in use of one package: of its tables, then those that it derives.

        `COMPUTED` is the name under which those are that sentences worked out.
        """
        if name == COMPUTED:
            return self.computed
        start = f"{name}/"
        derived = (one for reference, one in self._derived.items() if reference.startswith(start))
        return [*self._newest_of(name), *derived]

    def add_computed(self, figure: Figure) -> None:
        """Take in a figure that a sentence worked out, so that its reference resolves."""
        self._known[figure.reference] = self._computed[figure.reference] = figure
        self._answers.pop(figure.reference, None)
        self._noted.append(figure)

    @contextmanager
    def noting(self) -> Iterator[list[Figure]]:
        """Give the figures that sentences work out within it, in the order in which they do."""
        before, self._noted = self._noted, []
        noted = self._noted
        try:
            yield noted
        finally:
            self._noted = before + noted

    @contextmanager
    def asking(self) -> Iterator[dict[str, None]]:
        """Give the references, and the tables, that are asked for within it, in their order."""
        before, self._asked = self._asked, {}
        asked = self._asked
        try:
            yield asked
        finally:
            self._asked = before | asked

    def vintages(self, figure: Figure) -> list[Figure]:
        """Return the earlier vintages of `figure`, newest first, each with its own reference."""
        return list(self._all_vintages(figure.reference.partition("~")[0])[1:])

    def newest(self, figure: Figure) -> Figure:
        """Return `figure` in its newest vintage, which is the one whose name sorts last."""
        return self._standing(figure.reference.partition("~")[0]) or figure

    def find(self, text: str) -> Figure:
        """Return the figure that a reference names.

        Raises ReferenceProblem, with the nearest right reference, where it names none,
        UnreadableProblem where its cell, table or package could not be read, and HeldBackProblem
        where it may not be seen yet.
        """
        found = self._answers.get(text)
        if found is None:
            found = self._answers[text] = self._find(text)
        self._asked[text] = None
        return found

    def there(self, text: str) -> Figure | None:
        """Return the figure that a reference names, as `find` does; None where there is none."""
        return self._answers.get(text) or self._look_up(text)

    def passed_over(self, text: str) -> Figure | None:
        """Return the newest figure of a series where `@latest` goes past it, since it has no value.

        None where `@latest` names the newest there is, and for a reference without it.
        """
        name = self._aliases.get(text, text)
        if f"@{LATEST}" not in name:
            return None
        reference = parse_reference(name)
        if reference.period != LATEST or reference.vintage:
            return None
        every = self.of_series(str(reference.at("")))
        newest = max(every, key=lambda figure: parse_period(figure.period), default=None)
        found = self.there(text)
        if newest is None or found is None or not newest.reason:
            return None
        return newest if newest.reference != found.reference else None

    def _find(self, text: str) -> Figure:
        found = self._look_up(text)
        if found is None:
            raise self._unknown(self._aliases.get(text, text))
        return found

    def _look_up(self, text: str) -> Figure | None:
        found = self._standing(text)
        if found is None and text in self._aliases:
            text = self._aliases[text]
            found = self._standing(text)
        if found is not None:
            if found.unreadable:
                raise UnreadableProblem(f'"{text}" could not be read.')
            return found
        if text in self._lost:
            raise UnreadableProblem(f'"{text}" has a finding of its own.')
        self.embargoed.refuse(text)
        reference = parse_reference(text)
        if self._unreadable & {reference.package, f"{reference.package}/{reference.resource}"}:
            raise UnreadableProblem(f'"{text}" could not be read.')
        if reference.vintage:
            for figure in self._all_vintages(str(reference.of_vintage(""))):
                if figure.vintage == reference.vintage:
                    return replace(figure, reference=text)
        if reference.period == LATEST:
            every = list(self.of_series(str(reference.at(""))))
            # Where none has a value, the newest says why.
            series = [one for one in every if one.value is not None or one.text] or every
            if series:
                return max(series, key=lambda figure: parse_period(figure.period))
        return None

    def match(self, pattern: str) -> list[Figure]:
        """Return the figures whose references fit `pattern`, where `*` stands for any part."""
        if "*" not in pattern:
            return [self.find(pattern)]
        found = [
            figure
            for reference in self._fitting_names(pattern)
            if same_shape(reference, pattern) and (figure := self._standing(reference))
        ]
        package, _, rest = pattern.partition("/")
        lost = self._unreadable & {package, f"{package}/{rest.partition('/')[0]}"}
        lost |= {*Fitting(sorted(self._lost)).find(pattern)}
        if lost or any(figure.unreadable for figure in found):
            raise UnreadableProblem(f'Figures of "{pattern}" could not be read.')
        if not found:
            self.embargoed.refuse_pattern(pattern)
            raise unfitting_pattern(pattern, self.names)
        return found

    def of_series(self, series: str) -> Iterator[Figure]:
        """Yield the figures of a series in their order: `series` is a reference without its period."""
        figures = self._by_package.get(series.partition("/")[0])
        for name in figures.times(series) if figures else ():
            figure = self._standing(name)
            if figure:
                yield figure

    def is_lost(self, name: str) -> bool:
        """Return whether a package or a table (`package/resource`) is there but cannot be read."""
        return bool(self._unreadable & {name, name.partition("/")[0]})

    def resource(self, name: str) -> Resource:
        """Return a table by `package/resource`; raises ReferenceProblem where there is none."""
        self._asked[name] = None
        if self.is_lost(name):
            raise UnreadableProblem(f'"{name}" could not be read.')
        self.embargoed.refuse(name, "This table")
        if name not in self.resources:
            raise ReferenceProblem(
                f'There is no table "{name}".',
                "Name a folder of datasets/ and one of its tables, as in folder/table.",
                nearest(name, self.resources),
            )
        return self.resources[name]

    def source(self, name: str) -> Source:
        """Return a source by its id; raises ReferenceProblem where there is none.

        Raises UnreadableProblem where the register could not be read, and where a figure names a
        source that is not there: that has a finding of its own.
        """
        self.embargoed.refuse(source_name(name), "This document")
        if name not in self.sources and self._unreadable & {REGISTER, f"{REGISTER}/documents"}:
            raise UnreadableProblem("The register of sources could not be read.")
        if name not in self.sources:
            if any(figure.source == name for figure in self.figures):
                raise UnreadableProblem(f'The source "{name}" has a finding of its own.')
            raise ReferenceProblem(
                f'There is no source "{name}".',
                "Use an id from datasets/sources/documents.csv, or add the document there.",
                nearest(name, self.sources),
            )
        return self.sources[name]

    def published(self, figure: Figure) -> str:
        """Return the ISO day or month when the figure was published; empty where not known."""
        if figure.published:
            return figure.published
        if figure.inputs:
            return max((self.published(self.find(name)) for name in figure.inputs), default="")
        source = self.sources.get(figure.source)
        return source.published if source else ""

    def sources_of(self, figure: Figure) -> list[tuple[str, str]]:
        """Return where a figure stands as (source id, locator); of all its inputs if derived."""
        if figure.inputs:
            places = [place for name in figure.inputs for place in self.sources_of(self.find(name))]
            return list(dict.fromkeys(places))
        if figure.combines:
            return [(figure.source, locator) for locator in figure.combines]
        return [(figure.source, figure.locator)]

    def basis(self, figure: Figure) -> tuple[str, str]:
        """Return the title and description of a figure's basis.

        One that a sentence worked out has that of what it was worked out from.
        """
        names = [one.partition("/")[0] for one in (figure.reference, *figure.inputs)]
        if names[0] == COMPUTED:
            names += self.packages
        for package in (self.packages[one] for one in names if one in self.packages):
            if figure.basis in package.bases:
                return package.bases[figure.basis]
        return figure.basis.replace("-", " "), ""

    def unit(self, package: str, name: str) -> Unit | None:
        """Return a unit by name: one that the package declares, or a built-in one."""
        declared = self.packages[package].units if package in self.packages else {}
        return declared.get(name) or BUILT_IN.get(name)

    def _register(self, resource: str) -> Iterable[Row]:
        found = self.resources.get(f"{REGISTER}/{resource}")
        return found.rows if found else ()

    def _standing(self, text: str) -> Figure | None:
        """Return the figure that stands under a plain reference; None where none does."""
        found = self._known.get(text)
        if found is None:
            group = self._all_vintages(text)
            if group:
                found = self._known[text] = plainly(group[0], text)
        return found

    def _all_vintages(self, name: str) -> Sequence[Figure]:
        figures = self._by_package.get(name.partition("/")[0])
        return figures.vintages(name) if figures else ()

    def _newest_of(self, package: str) -> list[Figure]:
        if package not in self._all:
            figures = self._by_package.get(package)
            found = list(figures.newest()) if figures else []
            self._known |= {one.reference: one for one in found if one.reference not in self._known}
            self._all[package] = found
        return self._all[package]

    def _fitting_names(self, pattern: str) -> Iterator[str]:
        """Yield the references that fit a pattern, in the order of `figures`."""
        package = pattern.partition("/")[0]
        whole = not set("*?[") & set(package)
        for name in [package] if whole else self._by_package:
            if name not in self._fitting:
                figures = self._by_package.get(name)
                self._fitting[name] = Fitting(figures.names() if figures else ())
            yield from self._fitting[name].find(pattern)
        yield from self._fitting_derived.find(pattern)

    def _take_derived(self, figure: Figure) -> None:
        self._known[figure.reference] = self._derived[figure.reference] = figure

    def _unknown(self, text: str) -> ReferenceProblem:
        name = parse_reference(text)
        known = self.names
        if name.period == LATEST:
            # Who wrote it so meant the newest, and would lose that by writing a time.
            tables = [one for figures in self._by_package.values() for one in figures.names()]
            places = dict.fromkeys(series_of_name(one) for one in tables if "@" in one)
            known += [str(parse_reference(place).at(LATEST)) for place in places]
        return unknown_figure(name, known)


def _source(row: Row) -> Source:
    known = {name: text for name, text in row.cells.items() if name in Source.__struct_fields__}
    return Source(**{"id": row.key, "title": row.key, **known})
