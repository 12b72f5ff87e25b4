"""Rule: what is kept confidential cannot be worked out from what is around it."""

from collections.abc import Collection, Iterator

from plainfigures.check import withheld
from plainfigures.check.equations import gather
from plainfigures.check.material import Material
from plainfigures.check.published import Published
from plainfigures.check.totals import likely_groups
from plainfigures.errors import FiguresError, UnreadableProblem
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.held_back import held_places
from plainfigures.figures.people import threshold_of
from plainfigures.figures.suppression import Recovery, recover

__all__ = ["count", "find"]

RULE = "recoverable"

_RECORDED = ("old_value", "new_value", "text")
"""Columns in which tables of records hold a figure's number, beside its reference."""
_SECOND = (
    "Keep a second number confidential, so that neither can be worked out: empty its cells, "
    "and write c as the reason in its row."
)


def count(material: Material) -> int:
    """Return how many values are kept confidential or held back."""
    hidden = sum(figure.reason == SUPPRESSED for figure in material.published)
    return hidden + len(held_places(material.catalogue))


def find(material: Material) -> Iterator[Finding]:
    """A number that is kept confidential must not follow from those that are shown. It could follow
    from a total and its other parts, from a rate, from another table, or from an earlier version.
    So everything that the site publishes is put together, as somebody with a pencil could. A value
    that comes out is a finding, and so is a count that must be a small one.

    Keep a second number of the same total confidential, or leave out what gives the first away.
    """
    yield from (one for one in material.found if one.rule == RULE)
    yield from _wrong_names(material)
    published = Published(material)
    yield from _doubled(published)
    if not published.unknowns:
        return
    yield from _in_records(material)
    settings = {name: value for name, (value, _) in material.configuration.items()}
    # A figure that is taken from a place held back gives others away too: it is told by its own rule.
    taken = any(True for _ in withheld.find(material))
    for one in recover(gather(published), published.unknowns, threshold_of(settings)):
        if not taken or one.name in published.figures:
            yield _told(published, one)


def _told(published: Published, one: Recovery) -> Finding:
    """Say that a value can be worked out, and how; never the value."""
    figure = published.figures.get(one.name)
    what = "can be worked out" if one.exact else "must be a small number, as can be worked out"
    routes = " and ".join(one.routes[:3]) + (" and others" if len(one.routes) > 3 else "")
    message = f'"{one.name}" is kept confidential, but it {what}: from {routes}.'
    if figure is not None:
        return Finding(RULE, message, _SECOND, figure.path, figure.line)
    for held in held_places(published.material.catalogue):
        if held.name == one.name:
            message = message.replace("is kept confidential", "is held back")
            return Finding(RULE, message, _SECOND, held.path, held.line)
    return Finding(RULE, message, _SECOND)


def _doubled(published: Published) -> Iterator[Finding]:
    """Find a row that stands beside a combined one that it is part of."""
    combining = {
        one.reference.split("/")[1] for one in published.figures.values() if len(one.combines) > 1
    }
    for table in published.material.catalogue.resources.values():
        if table.name not in combining:
            continue
        for group in likely_groups(table, published):
            if not group.known or group.adds_up:
                continue
            combined = [part for part in group.parts if len(part.combines) > 1]
            for figure in group.parts if combined else ():
                if figure not in combined and figure.used and figure.used == group.excess:
                    message = (
                        f'"{figure.reference}" seems to be one of those that '
                        f'"{combined[0].reference}" combines: the table comes to more than its '
                        "total by just that. The other one can be worked out."
                    )
                    remedy = "Take it out."
                    yield Finding(RULE, message, remedy, figure.path, figure.line)


def _in_records(material: Material) -> Iterator[Finding]:
    """Find confidential values in tables that record numbers: the list of changes, the ledger."""
    hidden = {one.reference for one in material.published if one.reason == SUPPRESSED}
    for table in material.catalogue.resources.values() if hidden else ():
        columns = [one.name for one in table.fields if one.name in _RECORDED]
        if not columns or table.field("reference") is None:
            continue
        for row in table.rows:
            given = any(row.cells.get(name, "") not in {"", SUPPRESSED} for name in columns)
            for reference in row.cells.get("reference", "").split(";") if given else ():
                name = reference.strip()
                if name and _is_hidden(material, name, hidden):
                    message = f'This row gives a value of "{name}", which is kept confidential.'
                    remedy = "Leave the number out of the row."
                    yield Finding(RULE, message, remedy, table.path, row.line)


def _is_hidden(material: Material, reference: str, hidden: Collection[str]) -> bool:
    try:
        return reference in hidden or material.catalogue.find(reference).reason == SUPPRESSED
    except FiguresError:
        return False


def _wrong_names(material: Material) -> Iterator[Finding]:
    """Find names in what tables say of totals and rates that lead nowhere."""
    for table in material.catalogue.resources.values():
        if table.unreadable:
            continue
        path = material.catalogue.packages[table.package].path
        fields = {one.name for one in table.fields if one.kind}
        for total in table.totals or ():
            known = fields
            if total.column and total.column not in table.key:
                message = f'"{total.column}" is no key column of "{table.reference}".'
                near = nearest(total.column, table.key)
                yield Finding(RULE, message, "Name a key column.", path, total.line, 0, near)
                continue
            if total.column:
                known = {row.cells.get(total.column, "") for row in table.rows}
            for name in (total.total, *total.of):
                if name not in known:
                    message = f'"{table.reference}" has nothing called "{name}" to add up.'
                    remedy = "Name what stands in the table."
                    yield Finding(RULE, message, remedy, path, total.line, 0, nearest(name, known))
        for one in table.fields:
            for name in (one.rate_of, one.rate_base):
                if name and not _leads_somewhere(material, name, fields):
                    message = f'"{one.name}" of "{table.reference}" is a rate of "{name}".'
                    remedy = "There are no such figures: name a column of the table, or a figure."
                    yield Finding(RULE, message, remedy, path, 0, 0, nearest(name, fields))


def _leads_somewhere(material: Material, name: str, fields: set[str]) -> bool:
    if "/" not in name:
        return name in fields
    try:
        material.catalogue.find(name)
    except UnreadableProblem:
        return True
    except FiguresError:
        return False
    return True
