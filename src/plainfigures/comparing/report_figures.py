"""What is told of figures: which changed, and which need a reason."""

from collections.abc import Iterator

from plainfigures.comparing.records import (
    ADDED,
    CHANGED,
    FOLLOWS,
    MOVED,
    REMOVED,
    RENAMED,
    RESTATED,
    Changes,
    FigureChange,
)
from plainfigures.comparing.section import (
    NOTHING,
    Section,
    arrow,
    listed,
    name_of,
    values_of,
)
from plainfigures.figures.formats import joined
from plainfigures.figures.revisions import KINDS

__all__ = ["about_figures", "parts_of_figures", "urgent_figures"]

REGISTER_FILE = "datasets/sources/revisions.csv"


def urgent_figures(changes: Changes) -> Iterator[Section]:
    """Yield what a person has to do about figures."""
    yield _reasons(changes)
    yield _overwritten(changes)
    yield _aliases(changes)


def about_figures(changes: Changes) -> Iterator[Section]:
    """Yield which figures changed, came and went."""
    yield _kept_back(changes)
    yield from _figures(changes)
    yield _latest(changes)


def _reasons(changes: Changes) -> Section:
    kinds = ", ".join(name for name in KINDS if name not in {"first-published", "removed"})
    note = (
        f"Add these lines to {REGISTER_FILE}, and write the reason at the end of each. The kinds of "
        f"change are {kinds} and, for what is no longer shown, removed. Put the right one."
    )
    lines = tuple(one.row for one in changes.unexplained if one.row)
    if any(one.hidden for one in changes.unexplained):
        note += " Where a value may not be shown here, its place in the line is empty."
    return Section("Changes that need their reason", note, lines=lines, urgent=True)


def _overwritten(changes: Changes) -> Section:
    return Section(
        "Earlier vintages that are gone",
        "Nothing published is overwritten. Put their rows back.",
        ("Figure", "Value"),
        tuple((name_of(one), one.old) for one in changes.unexplained if not one.row),
        urgent=True,
    )


def _aliases(changes: Changes) -> Section:
    note = (
        "These look like figures with a new name. If so, they need no reason. Write these lines under "
        "“plainfigures”, “aliases” in the datapackage.json of their package, and the old reference "
        "goes on to work."
    )
    lines = tuple(one.alias for one in changes.figures if one.alias)
    return Section("References that could go on to work", note, lines=lines, urgent=True)


def _kept_back(changes: Changes) -> Section:
    packages = joined(changes.guarded) if changes.guarded else ""
    return Section(
        "Values that are kept back now",
        "These had a value that could be seen, or stand for so few people that theirs may not be. "
        f"So no value of {packages} is shown here, neither the old nor the new. The history of a "
        "public repository still has the old one.",
        ("Figure",),
        tuple((one,) for one in changes.kept_back),
        urgent=True,
    )


def _figures(changes: Changes) -> Iterator[Section]:
    by_kind: dict[str, list[FigureChange]] = {}
    for one in changes.figures:
        by_kind.setdefault(one.what, []).append(one)
    values = ("Figure", "Before", "After", "Printed", "Why", "Stands in")
    changed = [one for one in by_kind.get(CHANGED, []) if not one.needs_reason]
    changed = [*(one for one in by_kind.get(CHANGED, []) if one.needs_reason), *changed]
    yield Section(
        "Figures that changed", "", values, tuple(_valued(one) for one in changed), before=1
    )
    yield Section(
        "Figures that were restated",
        "A later release gives another value. The earlier one stays as an earlier vintage.",
        values,
        tuple(_valued(one) for one in by_kind.get(RESTATED, [])),
        before=1,
    )
    yield Section(
        "Figures that follow",
        "Our arithmetic: they are worked out from figures that changed.",
        ("Figure", "Before", "After", "Follows from", "Stands in"),
        tuple(
            (name_of(one), *values_of(one), listed(one.follows_from), listed(one.stands))
            for one in by_kind.get(FOLLOWS, [])
        ),
        before=1,
    )
    yield Section(
        "Figures with a new name",
        "The old reference goes on to work.",
        ("Figure", "Old reference", "New reference"),
        tuple(
            (one.title, one.old_reference, one.reference)
            for one in changes.figures
            if one.old_reference
        ),
        before=1,
    )
    yield Section(
        "New figures",
        "",
        ("Figure", "Value", "Printed", "Stands in"),
        tuple(
            (name_of(one), one.new, one.new_printed or NOTHING, listed(one.stands))
            for one in by_kind.get(ADDED, [])
        ),
    )
    yield Section(
        "Figures that are gone",
        "",
        ("Figure", "Value", "Why"),
        tuple(
            (name_of(one), one.old, one.reason or ("no reason yet" if one.row else NOTHING))
            for one in by_kind.get(REMOVED, [])
        ),
    )


def _valued(one: FigureChange) -> tuple[str, ...]:
    printed = arrow(one.old_printed, one.new_printed)
    why = one.reason or "no reason yet"
    return name_of(one), *values_of(one), printed, why, listed(one.stands)


def parts_of_figures(changes: Changes) -> Section:
    """Return what is said of figures beside their values, where that is another now."""
    told = {CHANGED, RESTATED, FOLLOWS, MOVED, RENAMED}
    return Section(
        "What is said of figures",
        "Sources, places, status and the like that are others now.",
        ("Figure", "What", "Before", "After"),
        tuple(
            (name_of(one), part.name, part.old or NOTHING, part.new or NOTHING)
            for one in changes.figures
            if one.what in told
            for part in one.parts
        ),
        before=2,
    )


def _latest(changes: Changes) -> Section:
    return Section(
        "“Latest” means another time now",
        "Pages and charts that ask for the newest figure move on by themselves.",
        ("Figure", "Before", "Now"),
        tuple((one.name, one.old, one.new) for one in changes.latest),
        before=1,
    )
