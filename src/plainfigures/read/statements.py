"""What a package states about its figures, from its descriptor: relations and claims."""

from typing import Any

from plainfigures.errors import FormulaProblem
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.findings import Finding
from plainfigures.figures.statements import Claim, ClaimReading, Discrepancy, Relation
from plainfigures.read.descriptors import Descriptor

__all__ = ["read_statements"]

_CLAIMS = "claims"
"""The table that holds a package's claims where a claim does not name another."""


def read_statements(
    descriptor: Descriptor,
) -> tuple[tuple[Relation, ...], tuple[Claim, ...], list[Finding]]:
    """Return the relations and claims that a package declares; what cannot be read is a finding."""
    found: list[Finding] = []
    relations = tuple(
        _relation(one, f"plainfigures.relations[{at}]", descriptor, found)
        for at, one in enumerate(descriptor.own.get("relations", []))
    )
    claims = tuple(
        _claim(one, f"plainfigures.claims[{at}]", descriptor, found)
        for at, one in enumerate(descriptor.own.get("claims", []))
    )
    found += _doubled("relation", relations, descriptor.path)
    found += _doubled("claim", claims, descriptor.path)
    return relations, claims, found


def _relation(
    declared: dict[str, Any], path: str, descriptor: Descriptor, found: list[Finding]
) -> Relation:
    known = declared.get("discrepancy")
    test = str(declared["test"])
    return Relation(
        key=str(declared["key"]),
        title=str(declared["title"]),
        test=test,
        steps=_steps(test, "relation", f"{path}.test", descriptor, found),
        note=str(declared.get("note", "")),
        across=tuple(declared.get("across", ())),
        discrepancy=Discrepancy(known["explanation"], known["shown"], known["why"])
        if known
        else None,
        line=descriptor.line_at(f"{path}.key"),
    )


def _claim(
    declared: dict[str, Any], path: str, descriptor: Descriptor, found: list[Finding]
) -> Claim:
    readings = []
    for at, one in enumerate(declared.get("readings", [])):
        test = str(one["test"])
        steps = _steps(test, "claim", f"{path}.readings[{at}].test", descriptor, found)
        readings.append(ClaimReading(str(one["words"]), test, steps, str(one.get("note", ""))))
    return Claim(
        key=str(declared["key"]),
        table=str(declared.get("table", _CLAIMS)),
        readings=tuple(readings),
        figures=tuple(declared.get("figures", ())),
        why_not=str(declared.get("whyNot", "")),
        line=descriptor.line_at(f"{path}.key"),
    )


def _steps(
    test: str, rule: str, path: str, descriptor: Descriptor, found: list[Finding]
) -> tuple[str, ...]:
    """Parse a test; one that cannot be read is a finding, and has no steps."""
    try:
        return parse_test(test)
    except FormulaProblem as error:
        line = descriptor.line_at(path)
        found.append(
            Finding(rule, error.message, error.remedy, descriptor.path, line, 0, error.suggestion)
        )
        return ()


def _doubled(
    rule: str, declared: tuple[Relation, ...] | tuple[Claim, ...], path: str
) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for one in declared:
        if one.key in seen:
            message = f'There are two {rule}s called "{one.key}" in this package.'
            found.append(Finding(rule, message, "Give one of them another key.", path, one.line))
        seen.add(one.key)
    return found
