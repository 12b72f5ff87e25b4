"""One data package, from its files to its record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from plainfigures.errors import FormulaProblem
from plainfigures.figures.expected import Expected
from plainfigures.figures.expressions import parse_formula
from plainfigures.figures.findings import Finding
from plainfigures.figures.origins import Origin
from plainfigures.figures.records import (
    Derived,
    Field,
    ForeignKey,
    Package,
    Resource,
    Scale,
)
from plainfigures.figures.units import Unit, unit_from_declaration
from plainfigures.read.allowed_tables import read_allowed_tables
from plainfigures.read.descriptors import Descriptor, read_descriptor
from plainfigures.read.disclosure import read_releases, read_totals, told_in_descriptor
from plainfigures.read.figures import PackageContext, TableReader
from plainfigures.read.holding import LeftOut
from plainfigures.read.statements import read_statements
from plainfigures.read.tables import read_tables
from plainfigures.read.unfilled import unfilled

__all__ = ["package_of"]


def package_of(
    folder: Path, root: Path, left_out: LeftOut | None = None
) -> tuple[Package | None, list[Finding]]:
    """Return what `read_package` in `packages.py` returns; what is loaded for it takes long."""
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
