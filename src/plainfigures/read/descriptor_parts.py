"""The parts of a descriptor: which properties each may have, and of which type.

What is not named here is let through, unless its part forbids it: Frictionless has more properties
than this project reads.
"""

from functools import cache

import msgspec

from plainfigures.read import release_parts
from plainfigures.read.release_parts import Release

__all__ = ["DescriptorParts", "part_names"]

Text = str | int | float
Names = str | list[str]


class _Reference(msgspec.Struct):
    package: str
    resource: str
    fields: Names


class _ForeignKey(msgspec.Struct):
    fields: Names
    reference: _Reference


class _Parts(msgspec.Struct):
    """The parts of a figure that may stand for a field, a table or a package."""

    unit: str = ""
    scale: str | int = ""
    rounding: str | int | float = ""
    measure: str = ""
    body: str = ""
    area: str = ""
    period: str = ""
    status: str = ""
    basis: str = ""
    source: str = ""
    label: str = ""
    gradeScale: str = ""  # noqa: N815 - as descriptors write it
    counts: str = ""


class _FieldOwn(_Parts):
    kind: str = ""
    asPublished: str = ""  # noqa: N815
    people: str = ""
    rateOf: str = ""  # noqa: N815
    rateBase: str = ""  # noqa: N815


class _Constraints(msgspec.Struct):
    pattern: str = ""


class _Field(msgspec.Struct):
    name: str
    title: str = ""
    description: str = ""
    type: str = "string"
    format: str = ""
    groupChar: str = ""  # noqa: N815
    decimalChar: str = "."  # noqa: N815
    constraints: _Constraints = msgspec.field(default_factory=_Constraints)
    plainfigures: _FieldOwn = msgspec.field(default_factory=_FieldOwn)


class _Schema(msgspec.Struct):
    fields: list[_Field]
    primaryKey: Names = ""  # noqa: N815
    missingValues: list[str] = []  # noqa: N815


class _Total(msgspec.Struct, forbid_unknown_fields=True):
    total: str
    column: str = ""
    of: list[str] = []


class _Origin(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    place: str = ""
    parts: dict[str, str] = {}
    series: dict[str, dict[str, str]] = {}
    first: str = ""
    last: str = ""


class _TableOwn(_Parts):
    foreignKeys: list[_ForeignKey] = []  # noqa: N815
    drawnFrom: list[_Origin] = []  # noqa: N815
    people: str = ""
    totals: list[_Total] | None = None
    release: Release | None = None


class _Resource(msgspec.Struct):
    name: str
    path: str
    schema: _Schema
    title: str = ""
    description: str = ""
    plainfigures: _TableOwn = msgspec.field(default_factory=_TableOwn)


class _Titled(msgspec.Struct):
    title: str = ""
    description: str = ""


class _Unit(msgspec.Struct):
    one: str = ""
    other: str = ""
    prefix: str = ""
    suffix: str = ""
    people: bool = False


class _Scale(msgspec.Struct):
    title: str = ""
    steps: list[str] = []
    titles: dict[str, str] = {}
    also: dict[str, list[str]] = {}


class _Derived(msgspec.Struct):
    key: str
    formula: str
    title: str = ""
    unit: str = ""
    status: str = ""
    basis: str = ""
    period: str = ""
    body: str = ""
    area: str = ""
    note: str = ""


class _Discrepancy(msgspec.Struct, forbid_unknown_fields=True):
    explanation: str
    shown: str
    why: str


class _Relation(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    title: str
    test: str
    note: str = ""
    across: list[str] = []
    discrepancy: _Discrepancy | None = None


class _Reading(msgspec.Struct, forbid_unknown_fields=True):
    words: str
    test: str
    note: str = ""


class _Claim(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    table: str = ""
    figures: list[str] = []
    readings: list[_Reading] = []
    whyNot: str = ""  # noqa: N815


class _Release(msgspec.Struct, forbid_unknown_fields=True):
    figure: str
    decision: str
    by: str
    date: str
    reason: str


class _Expected(msgspec.Struct):
    what: str
    when: str


class _PackageOwn(_Parts):
    bases: dict[str, _Titled] = {}
    units: dict[str, _Unit] = {}
    scales: dict[str, _Scale] = {}
    measures: dict[str, _Titled] = {}
    derived: list[_Derived] = []
    aliases: dict[str, str] = {}
    nextExpected: list[_Expected] = []  # noqa: N815
    relations: list[_Relation] = []
    claims: list[_Claim] = []
    released: list[_Release] = []


class _Licence(msgspec.Struct):
    name: str = ""
    path: str = ""


class DescriptorParts(msgspec.Struct):
    """A whole descriptor."""

    name: str
    resources: list[_Resource]
    title: str = ""
    description: str = ""
    version: str = ""
    licenses: list[_Licence] = []
    plainfigures: _PackageOwn = msgspec.field(default_factory=_PackageOwn)


@cache
def part_names() -> tuple[str, ...]:
    """Return the names of all parts that a descriptor may have."""
    there = (*globals().values(), *vars(release_parts).values())
    kinds = (one for one in there if isinstance(one, type))
    structs = [one for one in kinds if issubclass(one, msgspec.Struct)]
    return tuple(dict.fromkeys(name for one in structs for name in one.__struct_encode_fields__))
