"""The catalogue: every figure of every package by its reference; the one place that resolves them."""

import fnmatch
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from plainfigures.errors import FiguresError, FormulaProblem, ReferenceProblem, UnreadableProblem
from plainfigures.figures.embargoes import NOTHING_HELD, Embargoed, source_name
from plainfigures.figures.expressions import inputs_of, work_out
from plainfigures.figures.findings import nearest
from plainfigures.figures.nearby import same_shape, unfitting_pattern, unknown_figure
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import (
    REGISTER,
    Derived,
    Figure,
    Package,
    Resource,
    Row,
    Source,
)
from plainfigures.figures.references import LATEST, parse_reference
from plainfigures.figures.units import BUILT_IN, Unit

__all__ = ["Catalogue"]


class Catalogue:
    """All figures, tables and sources of a site.

    A figure that was published again stands under its plain reference in its newest vintage; the
    earlier ones keep their own references and are listed by `vintages`. `unreadable` names packages
    that are there but could not be read, `embargoed` what may not be seen yet.
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
        self._figures: dict[str, Figure] = {}
        self._vintages: dict[str, list[Figure]] = {}
        self._aliases: dict[str, str] = {}
        self._periods: dict[str, list[Figure]] = {}
        self.derived_problems: list[tuple[Package, Derived, FiguresError]] = []
        for package in self.packages.values():
            self._aliases.update(package.aliases)
            for resource in package.resources:
                self.resources[resource.reference] = resource
                if resource.unreadable:
                    self._unreadable.add(resource.reference)
            for figure in package.figures:
                self._add(figure)
        self.sources = {row.key: _source(row) for row in self._register("documents")}
        self.bodies = {row.key: row.cells.get("title", row.key) for row in self._register("bodies")}
        self.areas = {row.key: row.cells.get("title", row.key) for row in self._register("areas")}
        waiting = [(one, each) for one in self.packages.values() for each in one.derived]
        self._lost = {
            f"{one.name}/derived/{key}"
            for one in self.packages.values()
            for key in one.lost_derived
        }
        while waiting:
            # A derived figure may use others, in whatever order they are declared.
            self.derived_problems.clear()
            left = [one for one in waiting if not self._derive(*one)]
            if len(left) == len(waiting):
                break
            waiting = left
        failed = {_place(*one): one for one in self.derived_problems}
        self.derived_problems = _causes(failed)
        self._lost |= set(failed)

    @property
    def figures(self) -> list[Figure]:
        """The figures in use, each in its newest vintage, in the order of the packages."""
        return list(self._figures.values())

    def add_computed(self, figure: Figure) -> None:
        """Take in a figure that a sentence worked out, so that its reference resolves."""
        self._figures[figure.reference] = figure

    def vintages(self, figure: Figure) -> list[Figure]:
        """Return the earlier vintages of `figure`, newest first, each with its own reference."""
        plain = str(parse_reference(figure.reference).of_vintage(""))
        return self._vintages.get(plain, [])[1:]

    def newest(self, figure: Figure) -> Figure:
        """Return `figure` in its newest vintage, which is the one whose name sorts last."""
        plain = str(parse_reference(figure.reference).of_vintage(""))
        return self._figures.get(plain, figure)

    def find(self, text: str) -> Figure:
        """Return the figure that a reference names.

        Raises ReferenceProblem, with the nearest right reference, where it names none,
        UnreadableProblem where its cell, table or package could not be read, and HeldBackProblem
        where it may not be seen yet.
        """
        text = text if text in self._figures else self._aliases.get(text, text)
        found = self._figures.get(text)
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
            plain = str(reference.of_vintage(""))
            for figure in self._vintages.get(plain, []):
                if figure.vintage == reference.vintage:
                    return replace(figure, reference=text)
        if reference.period == LATEST:
            series = self._periods.get(str(reference.at("")), [])
            if series:
                return max(series, key=lambda figure: parse_period(figure.period))
        raise self._unknown(text)

    def match(self, pattern: str) -> list[Figure]:
        """Return the figures whose references fit `pattern`, where `*` stands for any part."""
        if "*" not in pattern:
            return [self.find(pattern)]
        found = [
            figure
            for reference, figure in self._figures.items()
            if fnmatch.fnmatchcase(reference, pattern) and same_shape(reference, pattern)
        ]
        package, _, rest = pattern.partition("/")
        lost = self._unreadable & {package, f"{package}/{rest.partition('/')[0]}"}
        lost |= {one for one in self._lost if fnmatch.fnmatchcase(one, pattern)}
        if lost or any(figure.unreadable for figure in found):
            raise UnreadableProblem(f'Figures of "{pattern}" could not be read.')
        if not found:
            self.embargoed.refuse_pattern(pattern)
            raise unfitting_pattern(pattern, self._figures)
        return found

    def is_lost(self, name: str) -> bool:
        """Return whether a package or a table (`package/resource`) is there but cannot be read."""
        return bool(self._unreadable & {name, name.partition("/")[0]})

    def resource(self, name: str) -> Resource:
        """Return a table by `package/resource`; raises ReferenceProblem where there is none."""
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
        """Return the title and description of a figure's basis."""
        package = self.packages.get(figure.reference.partition("/")[0])
        declared = package.bases if package else {}
        return declared.get(figure.basis, (figure.basis.replace("-", " "), ""))

    def unit(self, package: str, name: str) -> Unit | None:
        """Return a unit by name: one that the package declares, or a built-in one."""
        declared = self.packages[package].units if package in self.packages else {}
        return declared.get(name) or BUILT_IN.get(name)

    def _register(self, resource: str) -> Iterable[Row]:
        found = self.resources.get(f"{REGISTER}/{resource}")
        return found.rows if found else ()

    def _add(self, figure: Figure) -> None:
        reference = parse_reference(figure.reference)
        plain = str(reference.of_vintage(""))
        group = self._vintages.setdefault(plain, [])
        group.append(figure)
        group.sort(key=lambda one: one.vintage, reverse=True)
        newest = replace(group[0], reference=plain)
        self._figures[plain] = newest
        if reference.period:
            place = str(reference.at("").of_vintage(""))
            others = [one for one in self._periods.get(place, []) if one.reference != plain]
            if newest.value is not None or newest.text:
                others.append(newest)
            self._periods[place] = others

    def _derive(self, package: Package, declared: Derived) -> bool:
        """Work one derived figure out; returns whether that is settled, for good or ill."""
        try:
            inputs = [self.find(name) for name in inputs_of(declared.steps)]
            value = work_out(declared.steps, self._number)
        except UnreadableProblem:
            self._lost.add(f"{package.name}/derived/{declared.key}")
            return True
        except FiguresError as error:
            self.derived_problems.append((package, declared, error))
            return False
        self._figures[f"{package.name}/derived/{declared.key}"] = Figure(
            reference=f"{package.name}/derived/{declared.key}",
            kind="number",
            value=value,
            unit=self.unit(package.name, declared.unit) or Unit(declared.unit),
            label=declared.title,
            body=declared.body or _shared([figure.body for figure in inputs]),
            area=declared.area or _shared([figure.area for figure in inputs]),
            period=declared.period or _shared([figure.period for figure in inputs]),
            status=declared.status or _shared([figure.status for figure in inputs]),
            basis=declared.basis or _shared([figure.basis for figure in inputs]),
            note=declared.note,
            formula=declared.formula,
            inputs=tuple(figure.reference for figure in inputs),
            path=package.path,
            line=declared.line,
        )
        return True

    def _number(self, reference: str) -> Decimal:
        figure = self.find(reference)
        if figure.used is None:
            raise FormulaProblem(
                f'"{reference}" has no number to work with.', "Use a reference to a number."
            )
        return figure.used

    def _unknown(self, text: str) -> ReferenceProblem:
        name = parse_reference(text)
        known = list(self._figures)
        if name.period == LATEST:
            # Who wrote it so meant the newest, and would lose that by writing a time.
            known += [str(parse_reference(place).at(LATEST)) for place in self._periods]
        return unknown_figure(name, known)


def _source(row: Row) -> Source:
    known = {name: text for name, text in row.cells.items() if name in Source.__dataclass_fields__}
    return Source(**{"id": row.key, "title": row.key, **known})


def _shared(values: list[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


_Problem = tuple[Package, Derived, FiguresError]


def _place(package: Package, declared: Derived, _: FiguresError) -> str:
    return f"{package.name}/derived/{declared.key}"


def _causes(failed: dict[str, _Problem]) -> list[_Problem]:
    """Return the formulas that fail of themselves; others hang on these. In a circle, each is one."""
    hang_on = {
        name: {*inputs_of(declared.steps)} & failed.keys()
        for name, (_, declared, _) in failed.items()
    }
    causes = {name for name, others in hang_on.items() if not others}
    follow: set[str] = set()
    while more := {n for n, others in hang_on.items() if others & (causes | follow)} - follow:
        follow |= more
    return [one for name, one in failed.items() if name not in follow]
