"""A data package begun from a spreadsheet: what it is to be, worked out and held against itself."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.errors import StartProblem
from plainfigures.figures.records import COMPUTED
from plainfigures.figures.references import is_slug
from plainfigures.figures.sent_records import SentTable
from plainfigures.figures.taken import Reading, Refused
from plainfigures.starting.answers import slug
from plainfigures.starting.columns import FIGURE, NAME, OUT, PERIOD, Column, take_column
from plainfigures.starting.places import RESERVED
from plainfigures.starting.rows import MEASURE, locators, rows_of

__all__ = ["Begun", "Facts", "begin", "free_name", "proposed_key", "table_name"]


class Facts(Struct, frozen=True):
    """What a spreadsheet cannot say of its figures; empty where nobody has said it.

    `descriptions` are those of columns, by the names that we give them. `units` are the nouns of
    a unit, as "call/calls", by its name.
    """

    title: str = ""
    source: str = ""
    locator: str = ""
    status: str = ""
    basis: str = ""
    body: str = ""
    area: str = ""
    period: str = ""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


class Begun(Struct, frozen=True):
    """A table as it is to be written: its columns in order, each with a text for every row.

    `columns` are those that were sent, by the names they have now; `figures` the names of those
    that hold figures. `told` says what an editor should know.
    """

    texts: Mapping[str, Sequence[str]]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    told: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Column, ...]:
        """The columns that hold figures."""
        return tuple(one for one in self.columns if one.role == FIGURE)


def free_name(name: str, datasets: Path) -> Path:
    """Return the folder of a package that is not there yet; raises StartProblem for a bad name."""
    if not is_slug(name) or len(name) > 60:
        near = slug(name, "figures")
        message = f'A package cannot be called "{name}".'
        remedy = f"Use lower case letters, digits and single hyphens, such as {near}."
        raise StartProblem(message, remedy, near)
    if name in RESERVED or name == COMPUTED:
        message = f'The name "{name}" is kept for something else.'
        raise StartProblem(message, f"Take another, such as {name}-figures.", f"{name}-figures")
    folder = datasets / name
    if folder.exists():
        message = f"There is a package {name} already. Nothing in it was touched."
        remedy = "Take another name; or take the rows in with plainfigures import FILE --into "
        raise StartProblem(message, f"{remedy}{name}/TABLE.")
    return folder


def table_name(file: Path | None) -> str:
    """Return what the table of a file is to be called."""
    return slug(file.stem, "figures") if file else "figures"


def proposed_key(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the smallest set of columns in which no two rows are alike, the first of its size.

    Empty where there is none. When a figure is of tells rows apart only beside a name.
    """
    candidates = [one for one in columns if one.role == NAME]
    candidates += [one for one in columns if one.role == PERIOD]
    for size in range(1, len(candidates) + 1):
        for chosen in combinations(candidates, size):
            rows = list(zip(*(_plain(one) for one in chosen), strict=True))
            if len(set(rows)) == len(rows):
                return tuple(one.name for one in chosen)
    return ()


def _plain(column: Column) -> list[str]:
    return [" ".join(cell.text.split()).lower() for cell in column.cells]


def begin(
    table: SentTable,
    columns: Sequence[Column],
    key: Sequence[str],
    facts: Facts,
    *,
    delimiter: str = "",
    said: Reading | None = None,
) -> tuple[Begun | None, list[Refused]]:
    """Work out the table; where the meaning of a cell is not certain there is none, and it is said."""
    used = _renamed([one for one in columns if one.role != OUT])
    first = table.headings[0].cell if table.headings else "A1"
    if not any(one.role == FIGURE for one in used):
        message = "No column holds numbers that can be read for certain."
        remedy = "A package is made of figures: write them as digits, such as 12,261."
        return None, [Refused(first, message, remedy)]
    taken = {one.name: take_column(one, delimiter, said or Reading()) for one in used}
    problems = [refused for _, those in taken.values() for refused in those]
    key = tuple(key) or proposed_key(used)
    if not key and len(table.rows) > 1:
        one, other = _alike(table, [one for one in used if one.role in {NAME, PERIOD}])
        message = f"Rows {one} and {other} are alike in all columns that say what a row is."
        remedy = "Add a column that tells them apart, such as the place or the group."
        problems.append(Refused(first, message, remedy))
    if problems:
        return None, problems
    values = {name: those for name, (those, _) in taken.items()}
    texts = rows_of(used, values, key)
    problems = _same_keys(table, texts, key)
    if problems:
        return None, problems
    texts |= {
        "source": texts.get("source") or [facts.source] * len(table.rows),
        "locator": texts.get("locator") or locators(facts.locator, table, used, texts),
        "note": texts.get("note") or [""] * len(table.rows),
    }
    names = tuple(name for name in key if name != PERIOD) or (MEASURE,)
    notes = [one.note for those in values.values() for one in those if one.note]
    whole = names + ((PERIOD,) if PERIOD in key else ())
    return Begun(texts, tuple(used), whole, (*table.told, *notes)), []


def _renamed(columns: Sequence[Column]) -> list[Column]:
    """Call a single column of figures `value`, as references then need no name for it."""
    figures = [one for one in columns if one.role == FIGURE]
    return [
        replace(one, name="value") if one.role == FIGURE and len(figures) == 1 else one
        for one in columns
    ]


def _same_keys(
    table: SentTable, texts: Mapping[str, Sequence[str]], key: Sequence[str]
) -> list[Refused]:
    """Refuse rows that differ in their words and not in the key that is made of them."""
    names = [name for name in key if name in texts] or [MEASURE]
    seen: dict[tuple[str, ...], int] = {}
    problems = []
    for number, row in enumerate(table.rows):
        parts = tuple(texts[name][number] for name in names)
        if parts in seen:
            message = (
                f'Rows {seen[parts]} and {row.line} would have the same key, "{".".join(parts)}".'
            )
            remedy = "Write shorter names that differ in their first letters."
            problems.append(Refused(row.cells[0].name, message, remedy))
        seen.setdefault(parts, row.line)
    return problems


def _alike(table: SentTable, columns: Sequence[Column]) -> tuple[int, int]:
    seen: dict[tuple[str, ...], int] = {}
    for row, *texts in zip(table.rows, *(_plain(one) for one in columns), strict=True):
        if tuple(texts) in seen:
            return seen[tuple(texts)], row.line
        seen[tuple(texts)] = row.line
    return table.rows[0].line, table.rows[-1].line
