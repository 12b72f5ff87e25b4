"""What became of each chart: its words, its text alternative and its values."""

from collections.abc import Iterator, Mapping, Sequence

from plainfigures.comparing.hiding import Hiding
from plainfigures.comparing.records import ADDED, CHANGED, HIDDEN_TEXT, REMOVED, ChartChange, Part
from plainfigures.comparing.side import Side
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.pictures import Picture
from plainfigures.write import chart_rows
from plainfigures.write.charts import ChartWords

__all__ = ["compare_charts"]

_WORDS = {"title": "title", "subtitle": "subtitle", "alternative": "text alternative"}


def compare_charts(
    old: Side, new: Side, hiding: Hiding, pages: Mapping[str, Sequence[str]]
) -> Iterator[ChartChange]:
    """Yield what became of each chart; `pages` are those of the new version that show it.

    A chart whose words cannot be written has a finding of its own.
    """
    was, now = _charts(old), _charts(new)
    declared = [{*one.prepared.desk.charts.declarations} for one in (old, new)]
    for name in sorted({*was, *now}):
        before, after = was.get(name), now.get(name)
        declared_in = new.prepared.desk.charts.declarations.get(name)
        path = (declared_in and declared_in.template) or f"charts/{name}.yml"
        shown = tuple(pages.get(name, ()))
        if before is None and after is not None and name not in declared[0]:
            yield ChartChange(ADDED, name, _clean(after, hiding), (), (), shown, path)
        elif after is None and before is not None and name not in declared[1]:
            yield ChartChange(REMOVED, name, _clean(before, hiding), (), (), (), path)
        elif before is not None and after is not None:
            parts = tuple(_parts(before.picture, after.picture))
            values = tuple(_values(before.picture, after.picture))
            if not (parts or values):
                continue
            hidden = _hides(before, hiding) or _hides(after, hiding)
            if hidden:
                parts = tuple(Part(one.name, HIDDEN_TEXT, HIDDEN_TEXT) for one in parts)
                values = ()
            title = HIDDEN_TEXT if hidden else after.picture.title
            yield ChartChange(CHANGED, name, title, parts, values, shown, path, hidden)


def _charts(side: Side) -> dict[str, ChartWords]:
    charts, found = side.prepared.desk.charts, {}
    for name in charts.declarations:
        try:
            found[name] = charts.words(name)
        except PlainFiguresError:
            continue
    return found


def _hides(words: ChartWords, hiding: Hiding) -> bool:
    picture = words.picture
    text = " ".join([picture.title, picture.subtitle, picture.alternative, *picture.notes])
    return hiding.hides_text(text, [one.reference for one in words.figures])


def _clean(words: ChartWords, hiding: Hiding) -> str:
    return HIDDEN_TEXT if _hides(words, hiding) else words.picture.title


def _parts(before: Picture, after: Picture) -> Iterator[Part]:
    for field, name in _WORDS.items():
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield Part(name, old, new)
    old, new = (" ".join(one.notes) for one in (before, after))
    if old != new:
        yield Part("notes", old, new)
    if before.form != after.form:
        yield Part("form", before.form, after.form)


def _values(before: Picture, after: Picture) -> Iterator[Part]:
    """Yield the values that differ, each named as the chart's table names it."""
    old, new = _table(before), _table(after)
    for name in dict.fromkeys([*old, *new]):
        if old.get(name, "") != new.get(name, ""):
            yield Part(name, old.get(name, ""), new.get(name, ""))


def _table(picture: Picture) -> dict[str, str]:
    head, rows = chart_rows(picture)
    one = len(head) < 3
    return {
        row[0] if one else f"{row[0]}, {column}": cell
        for row in rows
        for column, cell in zip(head[1:], row[1:], strict=False)
    }
