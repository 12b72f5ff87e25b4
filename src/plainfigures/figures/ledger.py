"""The ledger of numbers: what became of every numeral and number-word of a source document.

It is a table of the package `ledger` like any other, and holds numerals and places only: never a
sentence, and nothing of what is held back but its place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

from msgspec import Struct

from plainfigures.errors import ReferenceProblem, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.held_back import held_places
from plainfigures.figures.records import Figure, Resource, Row
from plainfigures.figures.references import slug_of_field

__all__ = [
    "CAPTURED",
    "LEDGER",
    "OUTCOMES",
    "PHRASE",
    "PLACES",
    "REPEAT",
    "WITHHELD",
    "Coverage",
    "Entry",
    "Taken",
    "coverage",
    "hidden_places",
    "is_hidden",
    "join_periods",
    "ledger_entries",
    "period_of",
    "places_taken",
]

LEDGER = "ledger/numbers"
PLACES = "ledger/places"

CAPTURED, REPEAT, WITHHELD = "captured", "repeat", "withheld"
PHRASE = "phrase"
"""The kind of an entry for a figure that is printed without a numeral or number-word: a grade."""

OUTCOMES = {
    CAPTURED: "a figure of this site",
    REPEAT: "printed again: the figure is taken where it stands elsewhere",
    "date": "part of a date, or of the name of a period",
    "paragraph-number": "the number of a paragraph, a heading, an item or an appendix",
    "name": "part of a name",
    "page-furniture": "belongs to the page and not to what it says",
    "ordinal": "says which one, and not how many",
    "not-a-number": "a word that counts nothing where it stands",
    WITHHELD: "held back on purpose",
}
"""What may have become of a numeral, in words for readers."""

_BETWEEN = ";"
# Asked for at every row of the ledger; it goes when its catalogue goes.
_HIDDEN: WeakKeyDictionary[Catalogue, dict[str, set[str]]] = WeakKeyDictionary()


class Entry(Struct, frozen=True):
    """A row of the ledger: a numeral of a document, in the order of its text, and its outcome.

    `kind` is "numeral", "word" or "phrase"; `text` is empty for what is withheld. `periods` has one
    period for all `references`, or one for each.
    """

    document: str
    position: str
    locator: str
    text: str
    kind: str
    outcome: str
    references: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    note: str = ""
    path: str = ""
    line: int = 0

    @property
    def anchor(self) -> str:
        """The id of the place on a page that shows the row."""
        return f"number-{self.document}-{self.position}"

    def period_for(self, reference: str) -> str:
        """Return the period that the ledger gives the figure called `reference`."""
        if len(self.periods) == len(self.references):
            return self.periods[self.references.index(reference)].strip("-")
        return self.periods[0] if len(self.periods) == 1 else ""


class Taken(Struct, frozen=True):
    """A row of a table that names a place in a document; `name` is `package/table/key`."""

    name: str
    source: str
    locator: str
    field: str
    resource: Resource
    row: Row


class Coverage(Struct, frozen=True):
    """How much of a document the ledger accounts for.

    `numbers` is how many numerals and number-words it lists, `phrases` how many figures are printed
    without one; `outcomes` counts the numbers by outcome, in the order of `OUTCOMES`, and `missing`
    those without one of them.
    """

    numbers: int
    phrases: int
    outcomes: dict[str, int]

    @property
    def missing(self) -> int:
        """How many numbers are neither captured nor explained nor held back."""
        return self.numbers - sum(self.outcomes.values())

    @property
    def explained(self) -> int:
        """How many numbers have a reason for not being a figure."""
        apart = (CAPTURED, WITHHELD)
        return sum(count for name, count in self.outcomes.items() if name not in apart)


def coverage(entries: Iterable[Entry]) -> Coverage:
    """Return how much of a document its rows in the ledger account for."""
    listed = list(entries)
    numbers = [entry for entry in listed if entry.kind != PHRASE]
    counted = Counter(entry.outcome for entry in numbers)
    return Coverage(
        numbers=len(numbers),
        phrases=len(listed) - len(numbers),
        outcomes={name: counted[name] for name in OUTCOMES},
    )


def ledger_entries(catalogue: Catalogue) -> dict[str, list[Entry]]:
    """Return the ledger's rows by document, in the order of the table; empty where there is none."""
    found: dict[str, list[Entry]] = {}
    resource = catalogue.resources.get(LEDGER)
    for row in resource.rows if resource else ():
        cells = row.cells
        entry = Entry(
            document=cells.get("document", ""),
            position=cells.get("position", ""),
            locator=cells.get("locator", ""),
            text=cells.get("text", ""),
            kind=cells.get("kind", ""),
            outcome=cells.get("outcome", ""),
            references=_split(cells.get("reference", "")),
            periods=_split(cells.get("period", "")),
            note=cells.get("note", ""),
            path=resource.path if resource else "",
            line=row.line,
        )
        found.setdefault(entry.document, []).append(entry)
    return found


def period_of(figure: Figure) -> str:
    """Return what the ledger holds as a figure's period: for a date, the date itself."""
    return figure.used_text if figure.kind == "date" else figure.period


def hidden_places(catalogue: Catalogue, document: str) -> set[str]:
    """Return the places of a document whose numbers no message may hold, as its tables name them.

    They are listed as held back. Where that list or the ledger was damaged, the other still names
    them, and so do figures that stand for several rows.
    """
    if catalogue not in _HIDDEN:
        found: dict[str, set[str]] = {}
        for one in held_places(catalogue):
            found.setdefault(one.source, set()).add(one.locator)
        for name, entries in ledger_entries(catalogue).items():
            found.setdefault(name, set()).update(
                entry.locator for entry in entries if entry.outcome == WITHHELD
            )
        for figure in catalogue.figures:
            if len(figure.combines) > 1:
                found.setdefault(figure.source, set()).update(figure.combines)
        _HIDDEN[catalogue] = found
    return _HIDDEN[catalogue].get(document, set())


def is_hidden(locator: str, hidden: Iterable[str]) -> bool:
    """Whether a place is a hidden one, or a row of the same table: a row may go by two names."""
    tables = {_table_of(one) for one in hidden}
    return _table_of(locator) in tables


def _table_of(locator: str) -> str:
    table, comma, row = locator.rpartition(",")
    return table if comma and row.strip().startswith("row ") else locator


def join_periods(figures: Iterable[Figure]) -> str:
    """Return the periods of figures as the ledger writes them: one where all are alike."""
    periods = [period_of(figure) or "-" for figure in figures]
    if len(set(periods)) <= 1:
        return "".join(periods[:1]).strip("-")
    return f"{_BETWEEN} ".join(periods)


def places_taken(catalogue: Catalogue) -> Iterator[Taken]:
    """Yield every place in a source that a row of any table names, in whatever column.

    A column `locator`, or one such as `later_locator` whose source is in `later_source` or else in
    `source`. `combines` names several places. The tables of the ledger itself are left out.
    """
    for resource in catalogue.resources.values():
        if resource.package == LEDGER.partition("/")[0]:
            continue
        columns = [field.name for field in resource.fields]
        places = [name for name in columns if name == "combines" or name.endswith("locator")]
        keys = Counter(row.key for row in resource.rows)
        for row in resource.rows if places else ():
            own = f"{resource.reference}/{row.key}"
            if keys[row.key] > 1 and row.cells.get("period"):
                own += f"@{row.cells['period']}"
            for column in places:
                prefix = column.removesuffix("locator") if column != "combines" else ""
                of = f"{prefix}source" if f"{prefix}source" in columns else "source"
                source = row.cells.get(of) or _source_of(catalogue, row, prefix)
                name = own if column == "locator" else f"{own}/{slug_of_field(column)}"
                for place in _split(row.cells.get(column, "")):
                    yield Taken(name, source, place, column, resource, row)


def _source_of(catalogue: Catalogue, row: Row, prefix: str) -> str:
    """Return the source of a row's figures, where it stands in no column of the row."""
    for field, reference in row.figures.items():
        if not prefix or field == prefix.removesuffix("_"):
            try:
                return catalogue.find(reference).source
            except (ReferenceProblem, UnreadableProblem):
                continue
    return ""


def _split(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(_BETWEEN) if one.strip())
