"""What else turns: claims and relations, promises that are overdue now, errors that are new."""

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from plainfigures.comparing.hiding import KEEPING_RULES, Hiding
from plainfigures.comparing.records import (
    HIDDEN_TEXT,
    FindingChange,
    OutcomeChange,
    Part,
    PromiseChange,
)
from plainfigures.comparing.side import Side
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.findings import Finding
from plainfigures.figures.formats import capitalise
from plainfigures.figures.outcomes import RELATION_OUTCOMES
from plainfigures.figures.weighing import weigh_all
from plainfigures.write.trackers import STATES

__all__ = ["came_and_went", "compare_outcomes", "new_errors", "newly_overdue"]

_OVERDUE = {"silent", "late"}
_PROMISES = "last_reported_status"
_DIRECTION = "direction-word"
_SPEAK_AGAINST = ("The figures speak against", "The figures do not bear out")


def compare_outcomes(old: Side, new: Side, hiding: Hiding) -> Iterator[OutcomeChange]:
    """Yield the claims and relations that come to something else, or that are no longer there."""
    before, after = (weigh_all(one.prepared.catalogue) for one in (old, new))
    was = {one.name: one for one in before.claims}
    for claim in after.claims:
        earlier = was.get(claim.name)
        if earlier is not None and earlier.outcome != claim.outcome:
            cells = claim.row.cells if claim.row else {}
            title = hiding.clean(cells.get("label") or claim.claim.key)
            was_so, is_so = (capitalise(one.outcome) for one in (earlier, claim))
            place = claim.package.path, claim.claim.line
            yield OutcomeChange("claim", claim.name, title, was_so, is_so, *place)
    known = {one.name: one for one in before.relations}
    for relation in after.relations:
        sooner = known.get(relation.name)
        if sooner is None or sooner.outcome == relation.outcome or relation.unread or sooner.unread:
            continue
        was_so, is_so = (
            RELATION_OUTCOMES.get(one.outcome, capitalise(one.outcome))
            for one in (sooner, relation)
        )
        title = hiding.clean(relation.relation.title)
        place = relation.package.path, relation.relation.line
        yield OutcomeChange("relation", relation.name, title, was_so, is_so, *place)


def newly_overdue(old: Side, new: Side, hiding: Hiding) -> Iterator[PromiseChange]:
    """Yield the promises that are overdue in the new version and were not in the old one."""
    was = dict(_promises(old))
    for name, (state, title, path, line) in _promises(new):
        before = was[name][0] if name in was else ""
        if state in _OVERDUE and before not in _OVERDUE:
            told = STATES[before] if before else "not there"
            yield PromiseChange(name, hiding.clean(title), told, STATES[state], path, line)


def _promises(side: Side) -> Iterator[tuple[str, tuple[str, str, str, int]]]:
    catalogue, trackers = side.prepared.catalogue, side.prepared.desk.trackers
    for table in catalogue.resources.values():
        if table.field(_PROMISES) is None or table.unreadable:
            continue
        for row in table.rows:
            try:
                state = trackers.state(row)
            except PlainFiguresError:
                continue  # a date that cannot be read has a finding of its own
            label = row.cells.get("label", row.key)
            yield f"{table.reference}/{row.key}", (state, label, table.path, row.line)


def new_errors(old: Side, new: Side, hiding: Hiding) -> tuple[list[FindingChange], int]:
    """Return the errors that only the new version has, and how many of the old one are gone.

    An error that only stands on another line is the same error.
    """
    was = Counter(_what(one) for one in old.errors)
    mended = Counter(was)
    found = []
    for one in new.errors:
        what = _what(one)
        mended[what] -= 1
        was[what] -= 1
        if was[what] < 0:
            words = one.rule == _DIRECTION or one.message.startswith(_SPEAK_AGAINST)
            keeps = one.rule in KEEPING_RULES or "confidential" in one.message
            safe = one if keeps else _safe(one, hiding)
            found.append(FindingChange(safe, words, keeps))
    return found, sum(count for count in mended.values() if count > 0)


def _safe(finding: Finding, hiding: Hiding) -> Finding:
    """Return a finding without words that name figures which are not shown, and their values."""
    words = f"{finding.message} {finding.remedy}"
    named = any(f"{one}/" in f"{finding.path} {words}" for one in hiding.packages)
    if not named and not hiding.hides_text(words):
        return finding
    remedy = "Run plainfigures check, which tells it."
    return replace(finding, message=HIDDEN_TEXT, remedy=remedy, suggestion="")


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.path, finding.message


def came_and_went(old: Side, new: Side, hiding: Hiding) -> Iterator[Part]:
    """Yield the data packages, tables and sources that are only in one of the versions."""
    before, after = old.prepared.catalogue, new.prepared.catalogue
    for kind, was, now in (
        (
            "data package",
            {name: one.title for name, one in before.packages.items()},
            {name: one.title for name, one in after.packages.items()},
        ),
        (
            "table",
            {name: one.title for name, one in before.resources.items()},
            {name: one.title for name, one in after.resources.items()},
        ),
        (
            "source",
            {name: one.title for name, one in before.sources.items()},
            {name: one.title for name, one in after.sources.items()},
        ),
    ):
        for name in dict.fromkeys([*was, *now]):
            if (name in was) != (name in now) and not after.is_lost(name):
                titles = (
                    hiding.clean(f"{one[name]} ({name})") if name in one else ""
                    for one in (was, now)
                )
                yield Part(kind, *titles)
