"""Rows of text into figures: each part of a figure from the nearest place that states it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from plainfigures.errors import TextProblem
from plainfigures.figures.disclosure import COUNTS
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.limits import MOST_FINDINGS
from plainfigures.figures.numerals import read_number
from plainfigures.figures.records import KINDS, Figure, Row, Scale
from plainfigures.figures.units import BUILT_IN, Unit
from plainfigures.read.row_keys import RowKeys
from plainfigures.read.suppression import Redacted, own_reason, redact, told_in_text
from plainfigures.read.tables import RawRow

__all__ = ["PackageContext", "TableReader"]

RULE = "figure-parts"
_SCALE = re.compile(r"[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_PARTS = {
    "unit", "scale", "rounding", "counts", "status", "basis", "body", "area", "period", "measure",
    "source", "locator", "published", "published_note", "combines", "vintage", "reason", "suspect",
    "read_as", "read_as_period", "embargo",
}  # fmt: skip
"""The columns that say something of a figure and are no text that could give it away."""


class PackageContext:
    """What a package declares for all its tables: units, scales, measures and defaults."""

    def __init__(
        self, name: str, own: dict[str, Any], units: dict[str, Unit], scales: dict[str, Scale]
    ) -> None:
        self.name = name
        self.own = own
        self.units = {**BUILT_IN, **units}
        self.scales = scales
        self.measures: dict[str, Any] = own.get("measures", {})


class TableReader:
    """Reads the rows of one resource into rows with figures."""

    def __init__(
        self,
        context: PackageContext,
        resource: dict[str, Any],
        path: str,
        stated: Sequence[tuple[str, int]] = (),
    ) -> None:
        self.context = context
        self.stated = dict(stated)
        self.resource = resource
        self.path = path
        self.own: dict[str, Any] = resource.get("plainfigures", {})
        self.fields: dict[str, dict[str, Any]] = {
            field["name"]: field for field in resource["schema"]["fields"]
        }
        key = resource["schema"].get("primaryKey", [])
        self.primary_key: list[str] = [key] if isinstance(key, str) else list(key)
        self.keys = RowKeys(context.name, resource["name"], tuple(self.primary_key))
        self.figure_fields = [
            name for name, field in self.fields.items() if field.get("plainfigures", {}).get("kind")
        ]
        self._found: dict[Finding, None] = {}
        self.lost_rows = not self.primary_key
        self.missing = {"", *resource["schema"].get("missingValues", ())}
        self.suppressed: set[str] = set()
        self.dropped_texts: set[str] = set()

    def read(self, rows: list[RawRow]) -> tuple[list[Row], list[Figure]]:
        """Return the rows and figures of the table; what is wrong with them is in `findings`."""
        if not self.primary_key:
            message = f'The table "{self.resource["name"]}" has no primary key.'
            self._find(message, "Name its key columns in the schema as primaryKey.", 1)
            return [], []
        done_rows: list[Row] = []
        figures: list[Figure] = []
        columns = [(name, self.as_published_column(name)) for name in self.figure_fields]
        for as_held in rows:
            row = redact(as_held.cells, columns, self.missing)
            raw = replace(as_held, cells=row.cells)
            self._note_dropped(row, raw.line)
            sound = "" not in raw.bad and self._key_is_sound(raw)
            self.lost_rows = self.lost_rows or not sound
            row_figures = list(self._figures(raw, row.fields)) if sound else []
            figures.extend(figure for _, figure in row_figures)
            references = {name: figure.reference for name, figure in row_figures}
            if "" in raw.bad:
                continue  # which cell stands in which column cannot be told
            done_rows.append(Row(raw.line, self.keys.key(raw.cells), raw.cells, references))
        return done_rows, figures

    def as_published_column(self, name: str) -> str:
        """Return the column that holds the as-published text of the figures in column `name`."""
        stated = self.fields[name].get("plainfigures", {}).get("asPublished")
        if stated:
            return str(stated)
        own = f"{name}_as_published"
        return own if own in self.fields else "as_published"

    def _note_dropped(self, row: Redacted, line: int) -> None:
        """Remember what a row lost, and find the texts beside it that give it away."""
        if not row.fields:
            return
        self.suppressed |= row.columns
        self.dropped_texts.update(row.texts)
        beside = {self.as_published_column(name) for name in self.figure_fields}
        beside |= {f"{name}_reason" for name in self.figure_fields}
        beside |= {f"{name}_reason_words" for name in self.figure_fields}
        free = [
            name
            for name, field in self.fields.items()
            if name not in {*_PARTS, *beside, *self.figure_fields, *self.primary_key}
            and not name.endswith(("_source", "_locator", "_read_as"))
            and field.get("type", "string") != "date"
        ]
        for name in told_in_text(row, free):
            message = f'The text in "{name}" holds the value that is kept confidential in this row.'
            remedy = "Take the number out of the text."
            self._add(Finding("recoverable", message, remedy, self.path, line))

    def _figures(self, raw: RawRow, hidden: frozenset[str]) -> Iterator[tuple[str, Figure]]:
        for name in self.figure_fields:
            kind = self.fields[name]["plainfigures"]["kind"]
            if kind not in KINDS:
                remedy = f"Use one of: {', '.join(KINDS)}."
                near = nearest(kind, KINDS)
                self.lost_rows = True  # what its figures are cannot be told
                self._find_stated(
                    f'"{kind}" is no kind of figure.', remedy, raw, name, "kind", near
                )
            elif (
                raw.cells.get(name)
                or raw.cells.get("reason")
                or own_reason(raw.cells, name, self.missing)
            ):
                yield name, self._figure(raw, name, kind, suppressed=name in hidden)
            elif (
                kind == "number"
                and raw.cells.get(self.as_published_column(name))
                and name not in raw.bad
            ):
                self._find(
                    f'"{name}" is empty, but a text as published stands beside it.',
                    "Write the value, or give the reason why there is none.",
                    raw.line,
                )

    def _figure(self, raw: RawRow, name: str, kind: str, *, suppressed: bool) -> Figure:
        cells = raw.cells
        unit_name = self._part(raw, name, "unit") or "number"
        unit = self.context.units.get(unit_name)
        if unit is None:
            message = f'The unit "{unit_name}" is not declared.'
            remedy = "Correct its name, or declare it in datapackage.json: plainfigures, “units”."
            near = nearest(unit_name, self.context.units)
            self._find_stated(message, remedy, raw, name, "unit", near)
            unit = Unit(unit_name)
        scale = self._whole(self._part(raw, name, "scale") or "1", raw.line)
        printed_period = self._part(raw, name, "period")
        scale_of_grades = self._scale_of_grades(raw, name) if kind == "grade" else None
        text = cells.get(name, "")
        text = "" if self._is_missing(text) else text
        value = None
        if kind == "number" and name not in raw.bad:
            value = self._number(raw, name, text, scale)
        as_published = cells.get(self.as_published_column(name), "")
        read_as = cells.get(f"{name}_read_as") or cells.get("read_as", "")
        return Figure(
            reference=self.keys.reference(cells, name),
            kind=kind,
            value=value,
            text=text if kind != "number" else "",
            unit=unit,
            scale=scale,
            counts=self._counts(raw, name),
            suppressed=suppressed,
            rounding=self._rounding(
                cells.get(f"{name}_rounding") or self._part(raw, name, "rounding"), raw.line
            ),
            label=self._label(cells, name),
            field_title=""
            if name == "value" or len(self.figure_fields) == 1
            else str(self.fields[name].get("title", name)),
            measure=self._part(raw, name, "measure") or self.resource["name"],
            body=self._part(raw, name, "body"),
            body_is_stated=self._states_body(raw, name),
            area=self._part(raw, name, "area"),
            period=cells.get("read_as_period") or printed_period,
            period_printed=printed_period if cells.get("read_as_period") else "",
            status=self._part(raw, name, "status"),
            basis=self._part(raw, name, "basis"),
            source=cells.get(f"{name}_source") or self._part(raw, name, "source"),
            locator=cells.get(f"{name}_locator") or cells.get("locator", ""),
            as_published=as_published,
            qualifier=_qualifier(as_published) if kind == "number" else "",
            published=cells.get("published", ""),
            published_note=cells.get("published_note", ""),
            reason=self._reason(cells, name, text),
            reason_words=cells.get(f"{name}_reason_words") or cells.get("reason_words", ""),
            unreadable=name in raw.bad or (kind == "number" and value is None and bool(text)),
            read_as=self._number(raw, name, read_as, scale) if kind == "number" else None,
            read_as_text=read_as if kind != "number" else "",
            read_as_reason=cells.get("read_as_reason", ""),
            note=cells.get("note", ""),
            suspect=cells.get("suspect", "") in {"yes", "true"},
            vintage=cells.get("vintage", "") if "vintage" in self.primary_key else "",
            scale_of_grades=scale_of_grades,
            combines=tuple(
                one.strip() for one in cells.get("combines", "").split(";") if one.strip()
            ),
            path=self.path,
            line=raw.line,
        )

    def _scale_of_grades(self, raw: RawRow, name: str) -> Scale | None:
        stated, scales = self._part(raw, name, "gradeScale"), self.context.scales
        if stated not in scales:
            message = (
                f'The scale "{stated}" of the grades in "{name}" is not declared.'
                if stated
                else f'Nothing says on which scale the grades in "{name}" are.'
            )
            remedy = "Name one that is declared in datapackage.json: plainfigures, “scales”."
            self._find_stated(message, remedy, raw, name, "gradeScale", nearest(stated, scales))
        return scales.get(stated)

    def _reason(self, cells: dict[str, str], name: str, text: str) -> str:
        """Return why a cell has no value; in a wide table a row's reason is that of empty cells."""
        shared = cells.get("reason", "") if not text or len(self.figure_fields) == 1 else ""
        return own_reason(cells, name, self.missing) or shared

    def _states_body(self, raw: RawRow, name: str) -> bool:
        field = self.fields[name].get("plainfigures", {})
        return not raw.cells.get("body") and bool(field.get("body") or self.own.get("body"))

    def _counts(self, raw: RawRow, name: str) -> str:
        counts = self._part(raw, name, "counts")
        if counts and counts not in COUNTS:
            message = f'"{counts}" is not known as something that a number counts.'
            remedy = f"Use one of: {', '.join(COUNTS)}."
            self._find(message, remedy, raw.line, nearest(counts, COUNTS))
        return counts

    def _part(self, raw: RawRow, name: str, part: str) -> str:
        field = self.fields[name].get("plainfigures", {})
        for place in (raw.cells, field, self.own, self.context.own):
            value = place.get(part)
            if value not in (None, ""):
                return str(value)
        return ""

    def _label(self, cells: dict[str, str], name: str) -> str:
        if cells.get("label"):
            return cells["label"]
        measure = self.context.measures.get(cells.get("measure", ""))
        if isinstance(measure, dict):
            return str(measure.get("title", ""))
        stated = self.fields[name].get("plainfigures", {}).get("label") or self.own.get("label")
        return str(stated or self.keys.key(cells).replace("-", " ").replace(".", ", "))

    def _number(self, raw: RawRow, name: str, text: str, scale: int) -> Decimal | None:
        field = self.fields[name]
        if self._is_missing(text):
            return None
        plain = text.replace(field.get("groupChar", ""), "") if field.get("groupChar") else text
        plain = plain.replace(field.get("decimalChar", "."), ".")
        if _NUMBER.fullmatch(plain):
            return Decimal(plain) * scale
        message = f'"{text[:40]}" for "{name}" is not a number that a figure can be.'
        self._find(message, "Write digits, such as 12,261 or 12.5 or -3.", raw.line)
        return None

    def _is_missing(self, text: str) -> bool:
        return text in self.missing

    def _whole(self, text: str, line: int) -> int:
        if _SCALE.fullmatch(text) and int(text) > 0:
            return int(text)
        self._find(f'The scale "{text}" is not a whole number.', "Write 1, 1000 or 1000000.", line)
        return 1

    def _rounding(self, text: str, line: int) -> Decimal | None:
        if not text:
            return None
        if _NUMBER.fullmatch(text) and Decimal(text) >= 0:
            return Decimal(text)
        message = f'The rounding "{text}" is not a number.'
        self._find(message, "Write what the number was rounded to, such as 10; 0 for exact.", line)
        return None

    def _key_is_sound(self, raw: RawRow) -> bool:
        problem = self.keys.problem(raw.cells) if self.figure_fields else None
        untold = self.keys.problem(raw.cells, raw.bad) if problem else None
        if untold:
            self._find(*untold, raw.line)
        return problem is None

    def _find_stated(
        self, message: str, remedy: str, raw: RawRow, name: str, part: str, suggestion: str
    ) -> None:
        """Find a wrong part of a figure where it is stated: in its row, or once for the table."""
        line = self.stated.get(f"{name}/{part}") or self.stated.get(part) or self.stated.get("", 0)
        if part in self.fields or not line:
            self._find(message, remedy, raw.line, suggestion)
            return
        path = f"{self.path.rpartition('/')[0]}/datapackage.json"
        self._add(Finding(RULE, message, remedy, path, line, 0, suggestion))

    def _find(self, message: str, remedy: str, line: int, suggestion: str = "") -> None:
        self._add(Finding(RULE, message, remedy, self.path, line, 0, suggestion))

    def _add(self, finding: Finding) -> None:
        """Keep a finding once; of very many, the first, since nobody reads thousands."""
        if len(self._found) < MOST_FINDINGS and finding not in self._found:
            self._found[finding] = None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the rows that were read."""
        return [*self._found]


def _qualifier(as_published: str) -> str:
    """Return the words such as "over" that were printed with a number."""
    try:
        return read_number(as_published).qualifier if as_published else ""
    except TextProblem:
        return ""  # a text that cannot be read has a finding of its own
