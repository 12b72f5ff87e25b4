"""What may not be shown of a change: values that were to be seen and are now kept back.

The old version still has them, and so may its sentences, tables and charts. Others beside them could
give them away: a total that stood there, the one part of two that is left. So where a value is kept
back that was not, no value is shown of its package, nor of what relations and formulas join to it,
and no old text that holds its number.
"""

from collections.abc import Iterable, Iterator

from plainfigures.comparing.records import HIDDEN_TEXT
from plainfigures.comparing.side import Side
from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.formats import base_text
from plainfigures.figures.held_back import held_places
from plainfigures.figures.people import shows_few, threshold_of
from plainfigures.figures.records import COMPUTED, Figure, Resource, Row
from plainfigures.figures.weighing import weigh_all
from plainfigures.read.suppression import text_tells

__all__ = ["KEEPING_RULES", "Hiding"]

KEEPING_RULES = {"small-number", "withheld", "recoverable", "suppressed"}
"""The rules that find values which may not be shown."""


class Hiding:
    """What is to be kept out of all that is told of a change.

    `figures` are the references of what had a value and is now kept back, or has to be; `packages`
    those whose values are not shown because of that.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self._sides = (old.prepared.catalogue, new.prepared.catalogue)
        before, after = self._sides
        self._texts: set[str] = set()
        limits = (threshold_of(one.prepared.config.settings) for one in (old, new))
        self._threshold = max(limits)
        self.figures: set[str] = set()
        self.packages: set[str] = set()
        released = set(_released(after))
        held = {(one.source, one.locator) for one in held_places(after)}
        # What stands for several rows together was made so that none of them stands alone.
        together = {
            (one.source, place)
            for one in _published(after)
            for place in one.combines
            if len(one.combines) > 1
        }
        now = {one.reference: one for one in _published(after)}
        known = {one.reference for one in _published(before)}
        gone = {_table(one) for one in _published(before) if one.reference not in now}
        for figure in _published(before):
            if after.embargoed.until(figure.reference):
                self._keep(figure)
            same = self._same(figure, now, after)
            places = held | together if same is None else held
            if self._is_kept_back(figure, same, places, released):
                self._keep(figure)
        lost: set[str] = set()
        for figure in now.values():
            few = shows_few(figure, self._threshold) and _plain(figure) not in released
            # What is kept back under a new name may have stood in the old version under another.
            moved = figure.reference not in known and _table(figure) in gone
            if few or (figure.reason == SUPPRESSED and moved):
                self._keep(figure)
            if figure.reason == SUPPRESSED and moved:
                lost.add(_table(figure))
        for figure in _published(before):
            if figure.reference not in now and _table(figure) in lost:
                self._keep(figure)
        for name, resource in after.resources.items():
            self._look_at_cells(before.resources.get(name), resource)
        for finding in new.findings:
            if finding.rule in KEEPING_RULES and finding.path.startswith("datasets/"):
                self.packages.add(finding.path.split("/")[1])
        # What cannot be read may keep back whatever it likes.
        lost = {one for one in before.packages if after.is_lost(one)}
        lost |= {one.partition("/")[0] for one in before.resources if after.is_lost(one)}
        self.packages |= lost
        self._joined = set(self._joined_to(self._sides)) if self.packages else set()

    def hides(self, reference: str) -> bool:
        """Return whether no value of a figure is shown, be it published, derived or worked out."""
        plain = reference.partition("~")[0]
        return plain.partition("/")[0] in self.packages or plain in self._joined

    def hides_text(self, text: str, references: Iterable[str] = ()) -> bool:
        """Return whether a text with these figures in it may not be shown."""
        if not self.packages:
            return False
        return any(self.hides(one) for one in references) or text_tells(text, self._texts)

    def clean(self, text: str, references: Iterable[str] = ()) -> str:
        """Return a text as it may be shown."""
        return HIDDEN_TEXT if self.hides_text(text, references) else text

    def _keep(self, figure: Figure) -> None:
        self.figures.add(_plain(figure))
        self.packages.add(figure.reference.partition("/")[0])
        for number in (figure.value, figure.read_as):
            if number is not None:
                self._texts.add(base_text(number))
        if figure.as_published:
            self._texts.add(figure.as_published)

    def _same(self, figure: Figure, now: dict[str, Figure], after: Catalogue) -> Figure | None:
        """Return what a figure is in the new version, whatever it is called there."""
        found = now.get(figure.reference)
        if found is None:
            try:
                found = after.find(_plain(figure))
            except FiguresError:
                return None
        return found

    def _is_kept_back(
        self,
        figure: Figure,
        same: Figure | None,
        held: set[tuple[str, str]],
        released: set[str],
    ) -> bool:
        if figure.value is None and not figure.text:
            return False
        places = set(figure.combines) or {figure.locator}
        if len(places) == 1 and any((figure.source, place) in held for place in places):
            return True
        if same is not None and (same.reason == SUPPRESSED or same.suppressed):
            return True
        return shows_few(figure, self._threshold) and _plain(figure) not in released

    def _look_at_cells(self, before: Resource | None, after: Resource) -> None:
        """Find cells that were dropped as the table was read, whatever they held."""
        rows = {_key(before, row): row.cells for row in before.rows} if before else {}
        for row in after.rows:
            whole = row.cells.get("reason", "") == SUPPRESSED
            names = [name for name in row.cells if whole or self._dropped(row.cells, name)]
            was = rows.get(_key(after, row), {})
            texts = {was[name] for name in names if was.get(name) and was[name] != row.cells[name]}
            texts = {text for text in texts if any(letter.isdigit() for letter in text)}
            if texts:
                self._texts |= texts
                self.packages.add(after.package)

    @staticmethod
    def _dropped(cells: dict[str, str], name: str) -> bool:
        return cells.get(f"{name}_reason", "") == SUPPRESSED

    def _joined_to(self, catalogues: Iterable[Catalogue]) -> Iterator[str]:
        """Yield what relations, formulas and sentences join to figures of the guarded packages."""
        for catalogue in catalogues:
            for weighed in weigh_all(catalogue).relations:
                if any(one.partition("/")[0] in self.packages for one in weighed.figures):
                    yield from weighed.figures
            for figure in catalogue.figures:
                used = list(_behind(catalogue, figure))
                if any(one.partition("/")[0] in self.packages for one in used):
                    yield figure.reference
                    if not figure.reference.startswith(f"{COMPUTED}/"):
                        yield from used


def _behind(catalogue: Catalogue, figure: Figure) -> Iterator[str]:
    """Yield the references of all that a figure is worked out from."""
    waiting, seen = list(figure.inputs), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        try:
            waiting += catalogue.find(name).inputs
        except FiguresError:
            continue  # what cannot be found has a finding of its own


def _released(catalogue: Catalogue) -> Iterator[str]:
    """Yield the references of small counts that may be shown by a written decision."""
    for package in catalogue.packages.values():
        for one in package.released:
            try:
                yield _plain(catalogue.find(one.figure))
            except FiguresError:
                continue  # a decision on nothing has a finding of its own


def _published(catalogue: Catalogue) -> list[Figure]:
    return [one for package in catalogue.packages.values() for one in package.figures]


def _plain(figure: Figure) -> str:
    return figure.reference.partition("~")[0]


def _key(table: Resource, row: Row) -> tuple[str, ...]:
    return tuple(row.cells.get(name, "") for name in table.key)


def _table(figure: Figure) -> str:
    return "/".join(figure.reference.split("/")[:2])
