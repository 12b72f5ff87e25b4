"""Data packages into records: one `Package` for each folder of `datasets/`."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

from plainfigures.errors import FormulaProblem
from plainfigures.figures.clock import Clock
from plainfigures.figures.embargoes import NO_PRIVATE, PrivateSource
from plainfigures.figures.expected import Expected
from plainfigures.figures.expressions import parse_formula
from plainfigures.figures.findings import Finding
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.origins import Origin
from plainfigures.figures.records import (
    Derived,
    Field,
    ForeignKey,
    Package,
    Resource,
    Scale,
)
from plainfigures.figures.releases import NO_RELEASES, ReleaseSource
from plainfigures.figures.units import Unit, unit_from_declaration
from plainfigures.read.allowed import allowed_files, allowed_table
from plainfigures.read.allowed_tables import read_allowed_tables
from plainfigures.read.cache import Store
from plainfigures.read.descriptors import Descriptor, read_descriptor
from plainfigures.read.disclosure import read_releases, read_totals, told_in_descriptor
from plainfigures.read.figures import PackageContext, TableReader
from plainfigures.read.holding import LeftOut, hold_data
from plainfigures.read.kept import keep_package, load_package
from plainfigures.read.private import find_folders, place_of
from plainfigures.read.releases import draw_releases
from plainfigures.read.statements import read_statements
from plainfigures.read.tables import read_tables
from plainfigures.read.unfilled import unfilled

__all__ = ["Reading", "package_key", "read_package", "read_packages"]


def read_packages(
    datasets: Path,
    root: Path,
    store: Store | None = None,
    clock: Clock | None = None,
    private: PrivateSource = NO_PRIVATE,
    releases: ReleaseSource = NO_RELEASES,
) -> tuple[list[Package], list[Finding]]:
    """Read all data packages under `datasets`, in the order of their names.

    A package that is sound is kept in `store` under a key of its content, and taken from there
    while nothing that it depends on has changed. What may not be seen as of `clock` is not read.
    """
    return Reading(datasets, root, store, clock=clock, private=private, releases=releases).finish()


class Reading:
    """The reading of all data packages, begun at once and finished when it is asked for.

    With an executor, packages that are not in the store are read elsewhere meanwhile. What may not
    be seen as of `clock` is left out before anything is made of it or kept; without a clock, nothing
    is. `folders` are those of the packages that are read, by name, `left_out` what is left out of each.
    """

    def __init__(
        self,
        datasets: Path,
        root: Path,
        store: Store | None,
        executor: Executor | None = None,
        *,
        clock: Clock | None = None,
        private: PrivateSource = NO_PRIVATE,
        releases: ReleaseSource = NO_RELEASES,
    ) -> None:
        self._root, self._store = root, store
        found, absent, self._findings = find_folders(datasets, private)
        places = {one: place_of(one, root) for one in found}
        drawn = draw_releases(places, releases)
        self._findings += drawn.findings
        self._roots = {one: one.parent.parent for one in drawn.folders.values()}
        found = [drawn.folders.get(one, one) for one in found if one not in drawn.lost]
        places = {one: place_of(one, self._roots.get(one, root)) for one in found}
        holding = hold_data(places, clock, absent)
        self.embargoed = holding.embargoed
        self.left_out = holding.left_out
        self.folders = {one.name: one for one in found if one.name not in holding.whole}
        self._drawn = drawn
        self._keys = {
            folder: _key_at(places[folder], package_key(folder, self.left_out.get(name)))
            for name, folder in self.folders.items()
        }
        self.folders |= {one.name: one for one in drawn.lost}
        self._kept = {
            folder: load_package(store, key) if store else None
            for folder, key in self._keys.items()
        }
        self.anew = [folder for folder, package in self._kept.items() if package is None]
        self._coming = {
            folder: executor.submit(read_package, folder, *self._how(folder))
            for folder in self.anew
            if executor
        }

    @property
    def key(self) -> str:
        """A digest of all that the records of all packages depend on."""
        return digest_of([code_digest(), *self._keys.values()])

    def key_of(self, name: str) -> str:
        """Return a digest of all that the records of one package depend on; "" where it is not there."""
        return next((key for folder, key in self._keys.items() if folder.name == name), "")

    def lines_of_releases(self) -> dict[str, tuple[str, list[int]]]:
        """Return for each table that is drawn from a release that file, and the lines of its rows."""
        return self._drawn.lines()

    @property
    def keys(self) -> dict[str, str]:
        """A digest of all that the records of each package depend on, by its name."""
        return {folder.name: key for folder, key in self._keys.items()}

    def finish(self) -> tuple[list[Package], list[Finding]]:
        """Return the packages and the findings about them."""
        packages: list[Package] = []
        findings = [*self._findings, *self.embargoed.findings]
        for folder, kept in self._kept.items():
            package = kept or self._read(folder, findings)
            if package:
                packages.append(package)
        return packages, findings

    def _how(self, folder: Path) -> tuple[Path, LeftOut | None]:
        """Return relative to what a package's files are told, and what is left out of them."""
        root = self._root if folder.is_relative_to(self._root) else folder.parent.parent
        root = self._roots.get(folder, root)
        return root, self.left_out.get(folder.name)

    def _read(self, folder: Path, findings: list[Finding]) -> Package | None:
        begun = self._coming.get(folder)
        package, problems = begun.result() if begun else read_package(folder, *self._how(folder))
        findings += problems
        if package and self._store and not problems:
            keep_package(self._store, self._keys[folder], package)
        return package


def package_key(folder: Path, left_out: LeftOut | None = None) -> str:
    """Return a digest of all that a package's records depend on: its files and the code.

    What is `left_out` of the files is in no digest: from that of a short text, it could be found.
    """
    if left_out:
        return _key_of_allowed(folder, left_out)
    digest = hashlib.blake2b(code_digest().encode(), digest_size=16)
    for file in sorted(folder.iterdir()):
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"{folder.name}/{file.name} {len(content)} ".encode())
            digest.update(content)
    return digest.hexdigest()


def _key_at(place: str, key: str) -> str:
    """Return the key of a package whose files are told as in the folder `place`: records hold that."""
    usual = place.startswith("datasets/")
    return key if usual else digest_of([place, key])


def _key_of_allowed(folder: Path, left_out: LeftOut) -> str:
    parts: list[str | bytes] = [code_digest(), folder.name]
    for name, content in allowed_files(folder, left_out).items():
        if name in left_out.rows:
            lines = allowed_table((folder / name).read_bytes(), left_out, name)[1]
            parts.append(repr(lines))
        parts += [name, content]
    return digest_of(parts)


def read_package(
    folder: Path, root: Path, left_out: LeftOut | None = None
) -> tuple[Package | None, list[Finding]]:
    """Read one data package; findings say what is wrong with its files."""
    descriptor, findings = read_descriptor(folder, root, left_out)
    if descriptor is None:
        return None, findings
    if left_out:
        tables, table_findings = read_allowed_tables(descriptor, folder, left_out)
    else:
        tables, table_findings = read_tables(descriptor, folder)
    findings += table_findings
    findings += unfilled(descriptor)
    content, own = descriptor.content, descriptor.own
    units = {name: unit_from_declaration(name, one) for name, one in own.get("units", {}).items()}
    scales = {name: _scale(name, one) for name, one in own.get("scales", {}).items()}
    context = PackageContext(content["name"], own, units, scales)
    resources, figures = [], []
    for number, resource in enumerate(content["resources"]):
        path = f"{Path(descriptor.path).parent.as_posix()}/{resource['path']}"
        stated = tuple(descriptor.lines_of_parts(number).items())
        reader = TableReader(context, resource, path, stated)
        rows, found = reader.read(tables.get(resource["name"], []))
        findings += reader.findings
        figures += found
        findings += told_in_descriptor(descriptor, reader.dropped_texts)
        resources.append(
            Resource(
                package=content["name"],
                name=resource["name"],
                title=str(resource.get("title", resource["name"])),
                description=str(resource.get("description", "")),
                path=path,
                fields=tuple(_field(reader, one) for one in reader.fields.values()),
                rows=tuple(rows),
                foreign_keys=tuple(_foreign_keys(resource)),
                unreadable=resource["name"] not in tables or reader.lost_rows,
                origins=tuple(_origins(resource, descriptor)),
                key=tuple(reader.primary_key),
                totals=read_totals(resource, descriptor),
                suppressed=tuple(name for name in reader.fields if name in reader.suppressed),
                stated=stated,
            )
        )
    derived, lost = [], []
    for number, one in enumerate(own.get("derived", [])):
        line = descriptor.line_at(f"plainfigures.derived[{number}].key")
        try:
            derived.append(_derived(one, line))
        except FormulaProblem as error:
            lost.append(str(one["key"]))
            findings.append(Finding("formula", error.message, error.remedy, descriptor.path, line))
    relations, claims, statement_findings = read_statements(descriptor)
    findings += statement_findings
    package = _package(descriptor, units, scales, resources, derived)
    package = replace(package, figures=tuple(figures), relations=relations, claims=claims)
    lines = {name: descriptor.line_at(f"plainfigures.aliases.{name}") for name in package.aliases}
    package = replace(package, lost_derived=tuple(lost), alias_lines=lines)
    package = replace(package, released=read_releases(descriptor))
    return package, findings


def _package(
    descriptor: Descriptor,
    units: dict[str, Unit],
    scales: dict[str, Scale],
    resources: list[Resource],
    derived: list[Derived],
) -> Package:
    content, own = descriptor.content, descriptor.own
    return Package(
        name=content["name"],
        title=str(content.get("title", content["name"])),
        description=str(content.get("description", "")),
        version=str(content.get("version", "")),
        path=descriptor.path,
        resources=tuple(resources),
        figures=(),
        bases={
            name: (str(one.get("title", name)), str(one.get("description", "")))
            for name, one in own.get("bases", {}).items()
        },
        units=units,
        scales=scales,
        measures={
            name: str(one.get("title", name)) for name, one in own.get("measures", {}).items()
        },
        derived=tuple(derived),
        aliases=dict(own.get("aliases", {})),
        next_expected=tuple(
            Expected(
                str(one["what"]),
                str(one["when"]),
                descriptor.line_at(f"plainfigures.nextExpected[{at}].what"),
            )
            for at, one in enumerate(own.get("nextExpected", []))
        ),
        licences=tuple(
            (str(one.get("name", "")), str(one.get("path", "")))
            for one in content.get("licenses", [])
        ),
        body=str(own.get("body", "")),
        area=str(own.get("area", "")),
    )


def _scale(name: str, declared: dict[str, Any]) -> Scale:
    return Scale(
        name=name,
        title=str(declared.get("title", name)),
        steps=tuple(declared.get("steps", ())),
        titles=dict(declared.get("titles", {})),
        also={step: tuple(names) for step, names in declared.get("also", {}).items()},
    )


def _field(reader: TableReader, declared: dict[str, Any]) -> Field:
    name = declared["name"]
    own = declared.get("plainfigures", {})
    kind = str(own.get("kind", ""))
    return Field(
        name=name,
        title=str(declared.get("title", name)),
        description=str(declared.get("description", "")),
        type=str(declared.get("type", "string")),
        kind=kind,
        as_published=reader.as_published_column(name) if kind else "",
        people=str(own.get("people") or reader.own.get("people", "")) if kind else "",
        rate_of=str(own.get("rateOf", "")),
        rate_base=str(own.get("rateBase", "")),
    )


def _foreign_keys(resource: dict[str, Any]) -> Iterator[ForeignKey]:
    for declared in resource.get("plainfigures", {}).get("foreignKeys", []):
        reference = declared["reference"]
        yield ForeignKey(
            fields=_names(declared["fields"]),
            package=reference["package"],
            resource=reference["resource"],
            reference_fields=_names(reference["fields"]),
        )


def _origins(resource: dict[str, Any], descriptor: Descriptor) -> Iterator[Origin]:
    at = descriptor.content["resources"].index(resource)
    for number, declared in enumerate(resource.get("plainfigures", {}).get("drawnFrom", [])):
        line = descriptor.line_at(f"resources[{at}].plainfigures.drawnFrom[{number}]")
        yield Origin(**declared, line=line)


def _names(fields: str | list[str]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else tuple(fields)


def _derived(declared: dict[str, Any], line: int) -> Derived:
    formula = str(declared.get("formula", ""))
    return Derived(
        key=str(declared["key"]),
        title=str(declared.get("title", declared["key"])),
        formula=formula,
        steps=parse_formula(formula),
        unit=str(declared.get("unit", "number")),
        status=str(declared.get("status", "")),
        basis=str(declared.get("basis", "")),
        period=str(declared.get("period", "")),
        body=str(declared.get("body", "")),
        area=str(declared.get("area", "")),
        note=str(declared.get("note", "")),
        line=line,
    )
