"""Macros for tables: the rows of a resource, as readers see them."""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.fitting import Fitting
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Field, Figure, Resource, Row
from plainfigures.figures.references import parse_reference
from plainfigures.figures.revisions import earlier_values
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import element, figure_element, inline

__all__ = ["Tables"]

_MACHINERY = {
    "source", "locator", "status", "basis", "body", "area", "unit", "scale", "rounding", "measure", "reason",
    "note", "embargo", "combines", "vintage", "published", "published_note", "suspect", "read_as",
    "read_as_period", "read_as_reason", "as_published", "field", "id", "counts",
}  # fmt: skip

_EACH_NUMBER = "Where each number comes from"


class _Newest:
    """The newest rows of a table, to be asked for by their keys."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self._by_key: dict[str, list[Row]] = {}
        for row in rows:
            self._by_key.setdefault(row.key, []).append(row)
        self._fitting = Fitting(list(self._by_key))

    @cached_property
    def keys(self) -> set[str]:
        """The columns whose cells are parts of the keys of rows."""
        return {
            name
            for row in self.rows
            for name, cell in row.cells.items()
            if cell and cell in row.key.split(".")
        }

    def find(self, pattern: str) -> list[Row]:
        """Return the rows with a key, or with those that fit a pattern, in their order."""
        if pattern in self._by_key:
            return self._by_key[pattern]
        keys = {*self._fitting.find(pattern)}
        return [row for row in self.rows if row.key in keys] if keys else []


class Tables:
    """The macros for tables, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._newest: dict[str, _Newest] = {}

    def table(
        self,
        resource: str,
        columns: str | Sequence[str] | None = None,
        rows: str | Sequence[str] | None = None,
        caption: str | None = None,
        across: str | None = None,
        form: str = "full",
    ) -> Markup:
        """The rows of a table, with its caption, notes and sources.

        `columns` names the columns to show, in order; left out, those that readers need. `rows` is
        a key or a list of keys, `*` standing for any part. `across` names a key column whose values
        become columns: `across="area"` puts a place, its region and the nation side by side.
        """
        found = self.catalogue.resource(resource)
        chosen = self._rows(found, rows)
        title = caption or found.title
        if across:
            head, body = self._across(found, chosen, across, form)
        else:
            head, body = self._down(found, chosen, columns, form)
        notes = self._notes(chosen)
        return (
            _table(title, head, body)
            + self.sources_line(
                [self.catalogue.find(ref) for row in chosen for ref in row.figures.values()]
                or [Figure("", "", source=row.cells.get("source", "")) for row in chosen]
            )
            + notes
        )

    def sources_line(self, figures: Sequence[Figure]) -> Markup:
        """Return the line under a table or chart that names where its figures come from."""
        names = []
        derived = False
        for figure in figures:
            derived = derived or bool(figure.inputs)
            names += [name for name, _ in self.catalogue.sources_of(figure) if name]
        links = [
            element(
                "a", self.catalogue.source(name).title, class_="pf-source", href=f"pf-note:{name}"
            )
            for name in dict.fromkeys(names)
        ]
        if derived:
            links.append(Markup("our arithmetic"))
        if not links:
            return Markup("")
        word = "Source" if len(links) == 1 else "Sources"
        return Markup('<p class="pf-sources">{}: {}.{}</p>\n').format(
            word, Markup("; ").join(links), self._each_number(figures)
        )

    def _each_number(self, figures: Sequence[Figure]) -> Markup:
        """Return the way to the lists of figures, where each has its place and its history."""
        tables = dict.fromkeys("/".join(one.reference.split("/")[:2]) for one in figures)
        links = [
            element(
                "a",
                self.catalogue.resources[name].title if len(tables) > 1 else _EACH_NUMBER,
                href=f"pf:/figures/{name.partition('/')[0]}/#{name}",
            )
            for name in tables
            if name in self.catalogue.resources
        ]
        if len(tables) < 2 or not links:
            return Markup("").join(Markup(" {}.").format(link) for link in links)
        return Markup(" {}: {}.").format(_EACH_NUMBER, Markup("; ").join(links))

    def _rows(self, resource: Resource, wanted: str | Sequence[str] | None) -> list[Row]:
        newest = self._newest_of(resource)
        if wanted is None:
            return newest.rows
        patterns = [wanted] if isinstance(wanted, str) else list(wanted)
        if not patterns:
            raise MacroProblem(
                "“rows” names no row, so nothing would stand in this table.",
                "Name some. Where a list of places may be empty, ask first: "
                '{% if "{neighbours}" %} … {% endif %}.',
            )
        chosen: dict[int, Row] = {}
        for pattern in patterns:
            found = newest.find(pattern)
            if not found:
                for one in (f"{resource.reference}/{pattern}", f"{resource.reference}/{pattern}@*"):
                    self.catalogue.embargoed.refuse_pattern(one, "Each row of this name")
                keys = [row.key for row in resource.rows]
                raise MacroProblem(
                    f'The table "{resource.reference}" has no row "{pattern}".',
                    f"Its rows are {listed(keys)}. A * stands for any part of a name.",
                    nearest(pattern, keys),
                )
            chosen |= {id(row): row for row in found}
        return list(chosen.values())

    def _newest_of(self, resource: Resource) -> "_Newest":
        """Return the newest rows of a table, put in order once for all pages that show some."""
        if resource.reference not in self._newest:
            rows = [row for row in resource.rows if not self._superseded(row)]
            self._newest[resource.reference] = _Newest(rows)
        return self._newest[resource.reference]

    def _superseded(self, row: Row) -> bool:
        """Whether the figures of a row were published again later: the newest is shown."""
        for name in row.figures.values():
            reference = parse_reference(name)
            if reference.vintage:
                newest = self.catalogue.find(str(reference.of_vintage("")))
                return newest.vintage != reference.vintage
        return False

    def _columns(self, resource: Resource, names: str | Sequence[str] | None) -> list[Field]:
        if names is None:
            hidden = _MACHINERY | {f.as_published for f in resource.fields}
            hidden |= {f"{f.name}_reason" for f in resource.fields if f.kind}
            hidden |= {f"{f.name}_reason_words" for f in resource.fields if f.kind}
            shown = [
                f for f in resource.fields if f.name not in hidden and "_read_as" not in f.name
            ]
            label = [field for field in shown if field.name == "label"]
            if label:
                of_keys = self._newest_of(resource).keys
                keys = {f.name for f in shown if not f.kind and f.name in of_keys}
                shown = label + [f for f in shown if f.name != "label" and f.name not in keys]
            return shown
        chosen = []
        for name in [names] if isinstance(names, str) else names:
            field = resource.field(name)
            if field is None:
                raise MacroProblem(
                    f'The table "{resource.reference}" has no column "{name}".',
                    f"Its columns are {listed(field.name for field in resource.fields)}.",
                    nearest(name, [field.name for field in resource.fields]),
                )
            chosen.append(field)
        return chosen

    def _down(
        self,
        resource: Resource,
        rows: list[Row],
        columns: str | Sequence[str] | None,
        form: str,
    ) -> tuple[list[str], list[list[Markup]]]:
        fields = self._columns(resource, columns)
        body = [[self._cell(row, field, form) for field in fields] for row in rows]
        return [field.title for field in fields], body

    def _across(
        self, resource: Resource, rows: list[Row], across: str, form: str
    ) -> tuple[list[str], list[list[Markup]]]:
        if resource.field(across) is None:
            names = [field.name for field in resource.fields]
            raise MacroProblem(
                f'The table "{resource.reference}" has no column "{across}".',
                f"Name one of the columns that tell its rows apart: {listed(resource.key)}.",
                nearest(across, names),
            )
        columns = list(dict.fromkeys(row.cells[across] for row in rows))
        lines: dict[str, dict[str, Row]] = {}
        for row in rows:
            place = lines.setdefault(row.cells.get("period") or row.cells.get("label", row.key), {})
            # A later vintage stands further down the file and takes the place of an earlier one.
            place[row.cells[across]] = row
        titles = {**self.catalogue.areas, **self.catalogue.bodies}
        head = ["When", *(titles.get(name, name.replace("-", " ")) for name in columns)]
        value = next((field for field in resource.fields if field.kind), None)
        if value is None:
            raise MacroProblem(
                f'The table "{resource.reference}" holds no figures.', "Leave across=… out."
            )
        body = []
        for name in _by_time(lines, rows, across):
            cells = lines[name]
            shown = (
                parse_period(name).show()
                if any(r.cells.get("period") for r in cells.values())
                else name
            )
            body.append(
                [inline(shown)]
                + [
                    self._cell(cells[column], value, form) if column in cells else Markup("–")
                    for column in columns
                ]
            )
        return head, body

    def _cell(self, row: Row, field: Field, form: str) -> Markup:
        if field.kind and field.name in row.figures:
            figure = self.catalogue.find(row.figures[field.name])
            words = say_figure(figure, form, noun=False, capital=figure.kind == "grade")
            shown = figure_element(figure, words, in_sentence=False)
            if figure.suspect:
                shown += Markup(' <span class="pf-suspect">looks wrong</span>')
            if earlier_values(self.catalogue, figure):
                shown += Markup(' <span class="pf-revised">revised</span>')
            return shown
        text = row.cells.get(field.name, "")
        if field.name == "period":
            text = row.cells.get("read_as_period") or text
        if field.name in {"period", "read_as_period"} and text:
            return inline(parse_period(text).show())
        if field.name in {"area", "body", "by"}:
            text = self.catalogue.areas.get(text) or self.catalogue.bodies.get(text) or text
        return inline(text) if text else Markup("–")

    def _notes(self, rows: list[Row]) -> Markup:
        texts = [row.cells.get("note", "") for row in rows]
        texts += [row.cells.get("read_as_reason", "") for row in rows]
        notes = [text for text in dict.fromkeys(texts) if text]
        if not notes:
            return Markup("")
        items = Markup("").join(element("li", note) for note in notes)
        return Markup('<ul class="pf-notes" aria-label="Notes to the table">{}</ul>\n').format(
            items
        )


def _by_time(lines: dict[str, dict[str, Row]], rows: list[Row], across: str) -> list[str]:
    """Return the names of lines in the order of time that each place has by itself.

    A place whose rows begin later than those of another would put its own times before them.
    """
    places: dict[str, list[str]] = {}
    for row in rows:
        places.setdefault(row.cells[across], []).append(row.cells.get("period", ""))
    if not all(time for times in places.values() for time in times):
        return [*lines]
    pairs = [pair for times in places.values() for pair in pairwise(map(parse_period, times))]
    for back in (False, True):
        if all(one == other or (one < other) is not back for one, other in pairs):
            return sorted(lines, key=parse_period, reverse=back)
    return [*lines]


def _table(caption: str, head: Sequence[str], body: Sequence[Sequence[Markup]]) -> Markup:
    columns = Markup("").join(element("th", name, scope="col") for name in head)
    lines = []
    for cells in body:
        # A table of one column has nothing for a heading of a row to stand before.
        first = element("th", cells[0], scope="row") if cells[1:] else element("td", *cells)
        rest = Markup("").join(
            element("td", cell, class_="pf-number" if "pf-cell" in cell else "")
            for cell in cells[1:]
        )
        lines.append(Markup("<tr>{}{}</tr>\n").format(first, rest))
    return Markup(
        '<div class="pf-table" role="region" aria-label="{}" tabindex="0">'
        "<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n"
    ).format(caption, inline(caption), columns, Markup("").join(lines))
