"""What became of each page: its sentences and cells in which figures stand, old and new."""

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from plainfigures.comparing.hiding import Hiding
from plainfigures.comparing.passages import Passage, passages_of
from plainfigures.comparing.records import (
    ADDED,
    CHANGED,
    HELD,
    HIDDEN_TEXT,
    REMOVED,
    PageChange,
    Part,
    PassageChange,
)
from plainfigures.comparing.side import Side
from plainfigures.figures.declarations import Page
from plainfigures.write import RenderedPage

__all__ = ["compare_pages", "standing"]

_SETTINGS = {"title": "title", "description": "description"}
_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
_REFERENCE = re.compile(r'data-figure="([^"]+)"')
_CHART = re.compile(r'data-chart="([^"]+)"')

Pair = tuple[Passage, Passage]


def compare_pages(old: Side, new: Side, hiding: Hiding) -> Iterator[PageChange]:
    """Yield what became of each page that an editor wrote: residents' pages, then the others."""
    was, now = _written(old), _written(new)
    held = {one.path for one in new.prepared.held.held}
    waited = {one.path for one in old.prepared.held.held}
    unread = {one.path for side in (old, new) for one in side.prepared.unread}
    limits = new.prepared.config.reading()

    def order(path: str) -> tuple[bool, str]:
        return not limits.concerns(path.removeprefix("docs/")), path

    for path in sorted({*was, *now, *held} - unread, key=order):
        before, after = was.get(path), now.get(path)
        if path in held:
            # Until its time comes, a page is told by its file alone.
            if path not in waited:
                yield PageChange(HELD, path, path)
        elif before is None and after is not None:
            count = sum(one.typed for one in passages_of(after, new.prepared.desk.key))
            yield PageChange(ADDED, path, hiding.clean(_title(after.page)), new=count)
        elif after is None and before is not None:
            yield PageChange(REMOVED, path, hiding.clean(_title(before.page)))
        elif before is not None and after is not None:
            change = _compare(before, after, old, new, hiding)
            if change:
                yield change


def standing(side: Side) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the pages that show each figure, and those that show each chart, by their files.

    A sentence that works something out of a figure shows that figure too.
    """
    figures: dict[str, list[str]] = {}
    charts: dict[str, list[str]] = {}
    known = {one.reference: one.inputs for one in side.prepared.catalogue.figures}
    for path, page in _written(side).items():
        here = set(_REFERENCE.findall(page.markdown))
        here |= {name for one in here for name in known.get(one, ())}
        for reference in here:
            figures.setdefault(reference.partition("~")[0], []).append(path)
        for name in dict.fromkeys(_CHART.findall(page.markdown)):
            charts.setdefault(name, []).append(path)
    return figures, charts


def _written(side: Side) -> dict[str, RenderedPage]:
    return {one.page.path: one for one in side.prepared.pages if not one.page.made}


def _title(page: Page) -> str:
    heading = _HEADING.search(page.text)
    return str(page.meta.get("title") or (heading[1] if heading else page.path))


def _compare(
    before: RenderedPage, after: RenderedPage, old: Side, new: Side, hiding: Hiding
) -> PageChange | None:
    parts = tuple(_parts(before.page, after.page, hiding))
    if before.markdown == after.markdown and not parts:
        return None
    was = passages_of(before, old.prepared.desk.key)
    now = passages_of(after, new.prepared.desk.key)
    pairs, gone, coming = _align(was, now)
    moved = [pair for pair in pairs if pair[0].text != pair[1].text]
    again, gone, coming = _reworded(gone, coming)
    passages = tuple(_change(pair, hiding) for pair in _in_order([*moved, *again], now))
    if not (parts or passages or gone or coming):
        return None
    return PageChange(
        CHANGED,
        after.page.path,
        hiding.clean(_title(after.page)),
        parts,
        passages,
        *(sum(one.typed for one in some) for some in (gone, coming)),
        *(sum(not one.typed for one in some) for some in (gone, coming)),
    )


def _parts(before: Page, after: Page, hiding: Hiding) -> Iterator[Part]:
    for setting, name in _SETTINGS.items():
        old, new = (str(one.meta.get(setting) or "") for one in (before, after))
        if old != new:
            yield Part(name, hiding.clean(old), hiding.clean(new))
    old, new = (found[1] if (found := _HEADING.search(one.text)) else "" for one in (before, after))
    if old != new and "{{" not in old + new:
        yield Part("heading", hiding.clean(old), hiding.clean(new))


def _align(
    was: Sequence[Passage], now: Sequence[Passage]
) -> tuple[list[Pair], list[Passage], list[Passage]]:
    """Return the passages that are the same but for what macros wrote, and the rest of both."""
    pairs: list[Pair] = []
    gone: list[Passage] = []
    coming: list[Passage] = []
    matcher = SequenceMatcher(
        None, [one.skeleton for one in was], [one.skeleton for one in now], autojunk=False
    )
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            pairs += zip(was[a:b], now[c:d], strict=True)
        else:
            gone += was[a:b]
            coming += now[c:d]
    return pairs, gone, coming


def _reworded(
    gone: list[Passage], coming: list[Passage]
) -> tuple[list[Pair], list[Passage], list[Passage]]:
    """Pair passages whose words changed too, where they share a figure that reads differently."""
    pairs: list[Pair] = []
    left = list(gone)
    rest: list[Passage] = []
    for passage in coming:
        wanted = _series(passage.references)
        alike = [one for one in left if wanted & _series(one.references)]
        best = max(alike, key=lambda one: _likeness(one, passage), default=None)
        if best is None:
            rest.append(passage)
            continue
        left.remove(best)
        if _reads_otherwise(best, passage):
            pairs.append((best, passage))
        else:
            rest.append(passage)
            left.append(best)
    return pairs, left, rest


def _series(references: Collection[str]) -> set[str]:
    """Return figures without their periods, so that a sentence that moved on is known again."""
    return {
        re.sub(r"@[^/~]+", "", one.partition("~")[0])
        for one in references
        if not one.startswith("computed/")
    }


def _reads_otherwise(old: Passage, new: Passage) -> bool:
    """Return whether a figure that is in both is shown as something else."""
    was = {next(iter(_series([one])), one): shown for one, shown in old.figures}
    now = {next(iter(_series([one])), one): shown for one, shown in new.figures}
    return any(was[one] != now[one] for one in was.keys() & now.keys())


def _likeness(one: Passage, other: Passage) -> float:
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()


def _in_order(pairs: list[Pair], now: Sequence[Passage]) -> list[Pair]:
    place = {id(passage): at for at, passage in enumerate(now)}
    return sorted(pairs, key=lambda pair: place[id(pair[1])])


def _change(pair: Pair, hiding: Hiding) -> PassageChange:
    old, new = pair
    references = tuple(dict.fromkeys([*old.references, *new.references]))
    hidden = hiding.hides_text(f"{old.text} {new.text} {new.where}", references)
    turned = zip(old.words, new.words, strict=False)
    return PassageChange(
        line=new.line,
        old=HIDDEN_TEXT if hidden else old.text,
        new=HIDDEN_TEXT if hidden else new.text,
        where=hiding.clean(new.where),
        turned=tuple((a, b) for a, b in turned if a.lower() != b.lower()),
        references=references,
        hidden=hidden,
    )
