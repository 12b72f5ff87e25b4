"""The plain records that flow between the rooms: packages, tables, sources and figures."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field

from plainfigures.figures.disclosure import Release, Total
from plainfigures.figures.expected import Expected
from plainfigures.figures.limits import MOST_IN_SPREADSHEET
from plainfigures.figures.origins import Origin
from plainfigures.figures.statements import Claim, Relation
from plainfigures.figures.units import BUILT_IN, Unit

__all__ = [
    "COMPUTED",
    "KINDS",
    "MISSING_REASONS",
    "REGISTER",
    "STATUSES",
    "Derived",
    "Field",
    "Figure",
    "ForeignKey",
    "Package",
    "Resource",
    "Row",
    "Scale",
    "Source",
]

KINDS = ("number", "grade", "date")

STATUSES = ("budget", "forecast", "outturn", "actual", "provisional", "target")

MISSING_REASONS = {
    "c": "kept confidential",
    "x": "not available",
    "z": "not applicable",
    "u": "too unreliable to publish",
    "low": "too low to show, but not zero",
}
"""The symbols of the Government Statistical Service for a value that is not there, in words."""

REGISTER = "sources"
"""The package that lists documents, bodies and areas for all the others."""

COMPUTED = "computed"
"""The package name under which figures worked out within a sentence have their references."""


class Source(Struct, frozen=True):
    """A published document or release; dates are ISO texts, empty where not established."""

    id: str
    title: str
    publisher: str = ""
    body: str = ""
    kind: str = ""
    meeting_date: str = ""
    published: str = ""
    published_note: str = ""
    how_dated: str = ""
    address: str = ""
    licence: str = ""
    attribution: str = ""
    file: str = ""


class Scale(Struct, frozen=True):
    """An ordered scale of grades, lowest first; `also` gives other printed names of a step."""

    name: str
    title: str
    steps: tuple[str, ...]
    titles: dict[str, str] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def title_of(self, step: str) -> str:
        """Return the name of `step` as readers see it."""
        return self.titles.get(step, step.replace("-", " "))

    def step_of(self, printed: str) -> str:
        """Return the step that `printed` names, or "" where it names none."""
        plain = _letters(printed)
        for step in self.steps:
            names = (step, self.title_of(step), *self.also.get(step, ()))
            if plain in {_letters(name) for name in names}:
                return step
        return ""


class Field(Struct, frozen=True):
    """A column of a table; `kind` is empty for a column that holds no figures.

    `people` names the column, or the figure, that says for how many people this one stands.
    `rate_of` and `rate_base` name the columns or figures of which this one is a rate.
    """

    name: str
    title: str
    description: str = ""
    type: str = "string"
    kind: str = ""
    as_published: str = ""
    people: str = ""
    rate_of: str = ""
    rate_base: str = ""


class Row(Struct, frozen=True):
    """A row of a table: its line in the file, its key, its cells as text, its figures by field."""

    line: int
    key: str
    cells: dict[str, str]
    figures: dict[str, str] = field(default_factory=dict)


class ForeignKey(Struct, frozen=True):
    """Columns of a resource that must be found in another one, of any package."""

    fields: tuple[str, ...]
    package: str
    resource: str
    reference_fields: tuple[str, ...]


class Resource(Struct, frozen=True):
    """A table of a package; `path` is relative to the site's folder.

    `key` names its key columns. `totals` says which rows and fields make up others, None where the
    package does not say. `suppressed` names the columns from which a cell was dropped. `stated` says
    on which line of the descriptor a part of its figures stands, by its name or `column/name`; the
    line of the table itself stands under "".
    """

    package: str
    name: str
    title: str
    description: str
    path: str
    fields: tuple[Field, ...]
    rows: Sequence[Row]
    foreign_keys: tuple[ForeignKey, ...] = ()
    unreadable: bool = False
    origins: tuple[Origin, ...] = ()
    key: tuple[str, ...] = ()
    totals: tuple[Total, ...] | None = None
    suppressed: tuple[str, ...] = ()
    stated: tuple[tuple[str, int], ...] = ()

    @property
    def reference(self) -> str:
        """`package/resource`."""
        return f"{self.package}/{self.name}"

    def line_of_part(self, column: str, part: str) -> int:
        """Return where the descriptor states a part of the figures of a column, else of the table.

        Where it states it nowhere, that is where the table's description begins.
        """
        lines = dict(self.stated)
        return lines.get(f"{column}/{part}") or lines.get(part) or lines.get("", 0)

    def field(self, name: str) -> Field | None:
        """Return the field called `name`, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


class Derived(Struct, frozen=True):
    """The declaration of a figure that is worked out from others.

    `steps` is the formula in reverse Polish order, as `expressions.parse_formula` gives it.
    """

    key: str
    title: str
    formula: str
    steps: tuple[str, ...]
    unit: str = ""
    status: str = ""
    basis: str = ""
    period: str = ""
    body: str = ""
    area: str = ""
    note: str = ""
    line: int = 0


class Figure(Struct, frozen=True):
    """A published figure, or one derived from published figures.

    `value` is exact, in base units, as printed; None for a grade, a date or a missing value.
    `text` holds a grade's step or a date's period. `rounding` is what a number was rounded to, in
    base units, where that is not the unit of its last printed digit. `counts` is one of
    `disclosure.COUNTS`, empty where the unit says it all; `suppressed` says that the data hold a
    value, which was dropped when they were read. `reason` is the symbol of a missing value and
    `reason_words` what is said instead of its usual words; `unreadable` marks a cell with a finding
    of its own. `read_as` is what the site uses where what is
    printed plainly errs. `body_is_stated` says that the descriptor gives this very column or table a
    body, which need not be that of the source. `period` is the period that the site uses,
    `period_printed` the printed one where it differs.
    """

    reference: str
    kind: str
    value: Decimal | None = None
    text: str = ""
    unit: Unit = BUILT_IN["number"]
    scale: int = 1
    rounding: Decimal | None = None
    counts: str = ""
    suppressed: bool = False
    label: str = ""
    field_title: str = ""
    measure: str = ""
    body: str = ""
    body_is_stated: bool = False
    area: str = ""
    period: str = ""
    period_printed: str = ""
    status: str = ""
    basis: str = ""
    source: str = ""
    locator: str = ""
    as_published: str = ""
    qualifier: str = ""
    published: str = ""
    published_note: str = ""
    reason: str = ""
    reason_words: str = ""
    unreadable: bool = False
    read_as: Decimal | None = None
    read_as_text: str = ""
    read_as_reason: str = ""
    note: str = ""
    suspect: bool = False
    vintage: str = ""
    scale_of_grades: Scale | None = None
    formula: str = ""
    inputs: tuple[str, ...] = ()
    combines: tuple[str, ...] = ()
    path: str = ""
    line: int = 0

    @property
    def used(self) -> Decimal | None:
        """The number that the site uses: `read_as` where there is one, else the printed value."""
        return self.value if self.read_as is None else self.read_as

    @property
    def used_text(self) -> str:
        """The grade or date that the site uses."""
        return self.read_as_text or self.text

    @property
    def title(self) -> str:
        """What the figure is, in a few words."""
        return ", ".join(part for part in (self.label, self.field_title) if part)


class Package(Struct, frozen=True):
    """A data package: its tables, their figures, and what it declares beside the data.

    `lost_derived` are the keys of derived figures whose formulas could not be read.
    """

    name: str
    title: str
    description: str
    version: str
    path: str
    resources: tuple[Resource, ...]
    figures: Sequence[Figure]
    bases: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    derived: tuple[Derived, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    next_expected: tuple[Expected, ...] = ()
    licences: tuple[tuple[str, str], ...] = ()
    body: str = ""
    area: str = ""
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    released: tuple[Release, ...] = ()
    lost_derived: tuple[str, ...] = ()
    alias_lines: dict[str, int] = field(default_factory=dict)

    @property
    def has_spreadsheet(self) -> bool:
        """Whether there is a spreadsheet of all its tables: not of very many rows."""
        return sum(len(one.rows) for one in self.resources) <= MOST_IN_SPREADSHEET


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())
