"""A made-up package of the fire service with tables of people who were hurt, some kept confidential."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.figures.findings import Finding
from tests.making import Table, make_datasets, number, read_data, write_package

__all__ = ["OWN", "RULE", "found", "hurt", "told"]

RULE = "recoverable"
OWN = {
    "body": "eastmere-fire-authority",
    "area": "eastmere",
    "status": "actual",
    "basis": "count",
    "bases": {"count": {"title": "Counted", "description": "Counted by the service."}},
    "units": {"people": {"one": "person", "other": "people", "people": True}},
    "source": "statistics-2024",
}


def hurt(
    rows: Sequence[Sequence[str]],
    columns: Sequence[str] = ("cause", "value", "reason"),
    key: Sequence[str] = ("cause",),
    name: str = "hurt",
    fields: dict[str, dict[str, Any]] | None = None,
    **own: Any,
) -> Table:
    """Return a table of people who were hurt: for each row its cells, `c` in `reason` hiding it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    own = {"period": "fy2023-24", "measure": name, **own}
    return Table(name, stream.getvalue(), key, fields or {"value": number(unit="people")}, own)


def found(root: Path) -> list[Finding]:
    catalogue, findings = read_data(root)
    rules = [rule for rule in DATA_RULES if rule.name == RULE]
    runs = run_rules(rules, Material(catalogue, tuple(findings)))
    return [one for run in runs for one in run.findings]


def told(root: Path, *tables: Table, **own: Any) -> list[str]:
    """Return the messages of the rule about a package of these tables."""
    make_datasets(root)
    write_package(root, "crews", tables, **{**OWN, **own})
    return [finding.message for finding in found(root)]
