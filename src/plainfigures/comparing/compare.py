"""The recipe: two versions of a site in, all that differs between them out."""

from collections.abc import Iterator
from contextlib import ExitStack

from msgspec.structs import replace

from plainfigures.comparing.charts import compare_charts
from plainfigures.comparing.figures import FigureComparison, latest_periods
from plainfigures.comparing.files import differing_files
from plainfigures.comparing.hiding import Hiding
from plainfigures.comparing.outcomes import (
    came_and_went,
    compare_outcomes,
    new_errors,
    newly_overdue,
)
from plainfigures.comparing.pages import compare_pages, standing
from plainfigures.comparing.records import Changes, FigureChange, Part
from plainfigures.comparing.side import Side, open_side
from plainfigures.config import SiteConfig
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.clock import Clock

__all__ = ["compare", "hold_beside"]


def compare(config: SiteConfig, old: str, new: str, clock: Clock, jobs: int = 1) -> Changes:
    """Return what differs between two versions of a site: folders with a site, or revisions.

    Without `new` it is the site as it stands. Both are read by this version of plainfigures, as of
    one moment. Raises BuildProblem where there is no such version.
    """
    with ExitStack() as opened:
        before = opened.enter_context(open_side(config, old, clock, jobs))
        after = opened.enter_context(open_side(config, new, clock, jobs))
        return hold_beside(before, after, clock)


def hold_beside(old: Side, new: Side, clock: Clock) -> Changes:
    """Return what differs between two versions that were read."""
    hiding = Hiding(old, new)
    catalogues = old.prepared.catalogue, new.prepared.catalogue
    comparison = FigureComparison(*catalogues, hiding, clock.today.isoformat())
    by_figure, by_chart = standing(new)
    drawn = _drawn(new)
    errors, mended = new_errors(old, new, hiding)
    changes = Changes(
        old=old.name,
        new=new.name,
        figures=tuple(_with_places(one, by_figure, drawn) for one in comparison.changes()),
        latest=tuple(_latest(old, new)),
        pages=tuple(compare_pages(old, new, hiding)),
        charts=tuple(compare_charts(old, new, hiding, by_chart)),
        outcomes=tuple(compare_outcomes(old, new, hiding)),
        promises=tuple(newly_overdue(old, new, hiding)),
        errors=tuple(errors),
        mended=mended,
        kept_back=tuple(sorted(hiding.figures)),
        guarded=tuple(sorted(hiding.packages)),
        things=tuple(came_and_went(old, new, hiding)),
        remarks=tuple(_remarks(old, new, hiding)),
    )
    told = set(_places(changes))
    others = (one for one in differing_files(old, new) if one not in told)
    return replace(changes, files=tuple(others))


def _places(changes: Changes) -> Iterator[str]:
    """Yield the files of which something is told."""
    yield from (one.path for one in changes.figures)
    yield from (one.path for one in changes.pages)
    yield from (one.path for one in changes.charts)
    yield from (one.path for one in changes.outcomes)
    yield from (one.path for one in changes.promises)
    yield from (one.finding.path for one in changes.errors)


def _with_places(
    change: FigureChange, pages: dict[str, list[str]], charts: dict[str, list[str]]
) -> FigureChange:
    name = change.reference.partition("~")[0]
    return replace(change, stands=(*pages.get(name, ()), *charts.get(name, ())))


def _drawn(side: Side) -> dict[str, list[str]]:
    """Return the charts that draw each figure, by their files."""
    found: dict[str, list[str]] = {}
    charts = side.prepared.desk.charts
    for name, declared in charts.declarations.items():
        try:
            words = charts.words(name)
        except PlainFiguresError:
            continue  # a chart that cannot be made has a finding of its own
        for figure in words.figures:
            found.setdefault(figure.reference.partition("~")[0], []).append(declared.path)
    return found


def _latest(old: Side, new: Side) -> Iterator[Part]:
    """Yield the series whose newest period moved, where a page or a chart asks for the newest."""
    pages = [one.page for one in new.prepared.pages if not one.page.made]
    asked = "\n".join(one.text for one in pages)
    declared = new.prepared.desk.charts.declarations.values()
    asked += "\n".join(one.text for one in declared)
    for name, part in latest_periods(old.prepared.catalogue, new.prepared.catalogue):
        if name in asked:
            yield replace(part, name=f"{part.name} ({name})")


def _remarks(old: Side, new: Side, hiding: Hiding) -> Iterator[str]:
    for name in sorted(hiding.packages - {one.partition("/")[0] for one in hiding.figures}):
        yield (
            f"No value of {name} is shown here, old or new: something in it may not be seen, or "
            "cannot be read."
        )
    for which, side in (("old", old), ("new", new)):
        for remark in side.remarks:
            yield f"The {which} version: {remark}"
        if side.errors:
            number = len(side.errors)
            count = "one error" if number == 1 else f"{number} errors"
            yield (
                f"The {which} version has {count} by the rules of today, so some of it may not have "
                "been compared."
            )
        catalogue = side.prepared.catalogue
        lost = [name for name in catalogue.packages if catalogue.is_lost(name)]
        lost += [name for name in catalogue.resources if catalogue.is_lost(name)]
        for name in lost:
            yield f"The {which} version of {name} cannot be read, so its figures were not compared."
