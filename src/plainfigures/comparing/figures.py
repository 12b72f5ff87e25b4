"""What became of each figure from one version of the data to another."""

from collections.abc import Iterator

from msgspec.structs import replace

from plainfigures.comparing.hiding import Hiding
from plainfigures.comparing.reasons import Reasons, likely_kind, record_row, value_text, value_texts
from plainfigures.comparing.records import (
    ADDED,
    CHANGED,
    FOLLOWS,
    HIDDEN_TEXT,
    MOVED,
    REMOVED,
    RENAMED,
    RESTATED,
    FigureChange,
    Part,
)
from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.references import LATEST, parse_reference
from plainfigures.figures.revisions import REMOVED as KIND_REMOVED
from plainfigures.figures.sentences import say_figure
from plainfigures.write.facts import what_it_is

__all__ = ["FigureComparison", "latest_periods"]

_PARTS = {
    "label": "what it is called",
    "unit": "unit",
    "status": "status",
    "basis": "basis",
    "period": "period",
    "body": "whose figure",
    "area": "area",
    "source": "source",
    "locator": "place in the source",
    "as_published": "text as published",
    "published": "day published",
    "read_as_reason": "why it is read otherwise",
    "formula": "our arithmetic",
    "note": "note",
}
"""What is said of a figure beside its value, and how that is called."""


class FigureComparison:
    """Holds the figures of two versions against each other.

    `day` is the ISO day that records of these changes bear.
    """

    def __init__(self, old: Catalogue, new: Catalogue, hiding: Hiding, day: str) -> None:
        self._old, self._new = old, new
        self._hiding, self._day = hiding, day
        self._reasons = Reasons(new)
        self._was = {one.reference: one for one in old.figures if _counts(one, old)}
        self._is = {one.reference: one for one in new.figures if _counts(one, new)}
        aliases = {
            name: target
            for package in new.packages.values()
            for name, target in package.aliases.items()
        }
        gone = [name for name in self._was if name not in self._is]
        self._renamed = {name: aliases[name] for name in gone if aliases.get(name) in self._is}
        self._changed = {
            name for name, one in self._is.items() if self._values_differ(self._before(name), one)
        }

    def changes(self) -> list[FigureChange]:
        """Return what became of each figure that is not as it was, in the order of the data."""
        found = [change for name, figure in self._is.items() for change in self._of(name, figure)]
        taken = set(self._renamed.values())
        coming = [
            one for name, one in self._is.items() if name not in self._was and name not in taken
        ]
        for name, figure in self._was.items():
            if (
                name not in self._is
                and name not in self._renamed
                and not self._lost(name, self._new)
            ):
                found.append(self._removed(figure, coming))
        return [*found, *self._earlier()]

    @property
    def changed(self) -> set[str]:
        """The references of all figures whose value is another one."""
        return self._changed

    def _before(self, name: str) -> Figure | None:
        """Return what a figure of the new version was, under whichever name it had."""
        if name in self._was:
            return self._was[name]
        older = next((old for old, new in self._renamed.items() if new == name), "")
        return self._was.get(older)

    def _lost(self, name: str, catalogue: Catalogue) -> bool:
        """Return whether the table of a figure cannot be read in a version."""
        reference = parse_reference(name)
        return catalogue.is_lost(f"{reference.package}/{reference.resource}")

    @staticmethod
    def _values_differ(old: Figure | None, new: Figure) -> bool:
        return old is not None and _value(old) != _value(new)

    def _of(self, name: str, figure: Figure) -> Iterator[FigureChange]:
        old = self._before(name)
        if old is None:
            if not self._lost(name, self._old):
                yield self._made(ADDED, figure, new=figure)
            return
        renamed = old.reference if old.reference != name else ""
        if name in self._changed:
            yield replace(self._changed_value(old, figure), old_reference=renamed)
            return
        parts = tuple(self._parts(old, figure))
        if renamed or parts:
            what = RENAMED if renamed else MOVED
            change = self._made(what, figure, old=old, new=figure, parts=parts)
            yield replace(change, old_reference=renamed)

    def _changed_value(self, old: Figure, new: Figure) -> FigureChange:
        what, follows = CHANGED, tuple[str, ...]()
        if new.formula and new.formula == old.formula:
            what, follows = FOLLOWS, tuple(name for name in new.inputs if name in self._changed)
        elif new.vintage != old.vintage and self._is_still_there(old):
            what = RESTATED
        parts = tuple(self._parts(old, new))
        change = self._made(what, new, old=old, new=new, parts=parts, follows_from=follows)
        if what == FOLLOWS:
            return change
        if new.reference.partition("~")[0] in self._hiding.figures and not new.reason:
            return change  # it may not be shown at all, which is an error of its own
        reason = self._reasons.of_change(old, new)
        row = "" if reason else self._row(old, new)
        return replace(change, reason=reason, needs_reason=not reason, row=row)

    def _earlier(self) -> Iterator[FigureChange]:
        """Yield what became of earlier vintages: what was published is never overwritten."""
        for name in self._is:
            now = self._before(name)
            for old in self._old.vintages(now) if now else ():
                try:
                    new = self._new.find(f"{name}~{old.vintage}")
                except FiguresError:
                    change = replace(self._made(REMOVED, old, old=old), needs_reason=True)
                else:
                    if _value(old) == _value(new):
                        continue
                    change = self._made(CHANGED, new, old=old, new=new)
                    reason = self._reasons.of_change(old, new)
                    row = "" if reason else self._row(old, new)
                    change = replace(change, reason=reason, needs_reason=not reason, row=row)
                yield replace(change, title=f"{change.title}, release {old.vintage}")

    def _is_still_there(self, old: Figure) -> bool:
        """Return whether a vintage stands in the new version as it did in the old one."""
        name = old.reference.partition("~")[0]
        try:
            found = self._new.find(f"{name}~{old.vintage}")
        except FiguresError:
            return False
        return _value(found) == _value(old)

    def _row(self, old: Figure, new: Figure) -> str:
        kind = "" if new.vintage != old.vintage else likely_kind(new)
        hidden = self._hides(old, new)
        before, after = ("", new.reason) if hidden else value_texts(old, new)
        return record_row(self._reasons, new.reference, self._day, before, after, kind)

    def _removed(self, figure: Figure, coming: list[Figure]) -> FigureChange:
        change = self._made(REMOVED, figure, old=figure)
        reason = self._reasons.of_removal(figure)
        if reason or figure.formula:
            return replace(change, reason=reason)
        alias = self._alias(figure, coming)
        before = "" if self._hides(figure) else value_text(figure)
        row = record_row(self._reasons, figure.reference, self._day, before, "", KIND_REMOVED)
        return replace(change, needs_reason=True, row=row, alias=alias)

    def _alias(self, figure: Figure, coming: list[Figure]) -> str:
        """Return the line that would lead from an old reference to what looks like the same figure."""
        alike = [
            one.reference
            for one in coming
            if _value(one) == _value(figure)
            and (one.source, one.locator) == (figure.source, figure.locator)
        ]
        return f'"{figure.reference}": "{alike[0]}"' if len(alike) == 1 else ""

    def _hides(self, *figures: Figure) -> bool:
        return any(self._hiding.hides(one.reference) for one in figures)

    def _made(
        self,
        what: str,
        figure: Figure,
        *,
        old: Figure | None = None,
        new: Figure | None = None,
        parts: tuple[Part, ...] = (),
        follows_from: tuple[str, ...] = (),
    ) -> FigureChange:
        catalogue = self._new if new else self._old
        when = parse_period(figure.period).show() if figure.period else ""
        what_of = what_it_is(catalogue, figure)
        title = f"{what_of}, {when}" if when and when not in what_of else what_of
        hidden = self._hides(*(one for one in (old, new) if one))
        return FigureChange(
            what=what,
            reference=figure.reference,
            title=self._hiding.clean(title) if hidden else title,
            old=_shown(old, hidden=hidden),
            new=_shown(new, hidden=hidden),
            old_printed=old.as_published if old and not hidden else "",
            new_printed=new.as_published if new and not hidden else "",
            parts=parts,
            follows_from=follows_from,
            path=figure.path if new else "",
            line=figure.line if new else 0,
            hidden=hidden,
        )

    def _parts(self, old: Figure, new: Figure) -> Iterator[Part]:
        hidden = self._hides(old, new)
        for part, name in _PARTS.items():
            before, after = (self._said(one, part, of) for one, of in self._both(old, new))
            if before == after or (part == "as_published" and _value(old) != _value(new)):
                continue
            if hidden and part in {"as_published", "formula", "note", "read_as_reason"}:
                before = after = HIDDEN_TEXT
            yield Part(name, self._hiding.clean(before), self._hiding.clean(after))
        if new.vintage != old.vintage:
            yield Part("release", old.vintage, new.vintage)

    def _both(self, old: Figure, new: Figure) -> tuple[tuple[Figure, Catalogue], ...]:
        return (old, self._old), (new, self._new)

    @staticmethod
    def _said(figure: Figure, part: str, catalogue: Catalogue) -> str:
        """Return a part of a figure in the words that readers see."""
        text = figure.unit.name if part == "unit" else str(getattr(figure, part))
        match part:
            case "period":
                return parse_period(text).show() if text else ""
            case "body":
                return catalogue.bodies.get(text, text)
            case "area":
                return catalogue.areas.get(text, text)
            case "source":
                source = catalogue.sources.get(text)
                return source.title if source else text
            case "basis":
                return catalogue.basis(figure)[0] if text else ""
            case "status":
                return text.replace("-", " ")
            case _:
                return text


def latest_periods(old: Catalogue, new: Catalogue) -> Iterator[tuple[str, Part]]:
    """Yield each series whose newest period is another one: its reference at @latest, and both."""
    series: dict[str, Figure] = {}
    for figure in new.figures:
        reference = parse_reference(figure.reference)
        if reference.period and reference.package != COMPUTED:
            series.setdefault(str(reference.at(LATEST).of_vintage("")), figure)
    for name in series:
        try:
            before, after = old.find(name), new.find(name)
        except FiguresError:
            continue
        if before.period != after.period:
            words = what_it_is(new, after)
            periods = (parse_period(one.period).show() for one in (before, after))
            yield name, Part(words, *periods)


def _counts(figure: Figure, catalogue: Catalogue) -> bool:
    """Return whether a figure is one that has a name of its own and could be read."""
    try:
        name = parse_reference(figure.reference)
    except FiguresError:
        return False
    lost = catalogue.is_lost(f"{name.package}/{name.resource}")
    return name.package != COMPUTED and not figure.unreadable and not lost


def _value(figure: Figure) -> tuple[object, ...]:
    return (
        figure.value,
        figure.text,
        figure.reason,
        figure.read_as,
        figure.read_as_text,
        figure.qualifier,
    )


def _shown(figure: Figure | None, *, hidden: bool) -> str:
    if figure is None:
        return ""
    if hidden and not figure.reason:
        return HIDDEN_TEXT
    return say_figure(figure, "full", noun=figure.kind == "number")
