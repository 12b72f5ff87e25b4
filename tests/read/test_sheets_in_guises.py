"""Known values in random guises, in random spreadsheets: the right value, or refused."""

import datetime
import os
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainfigures.errors import SheetProblem
from plainfigures.figures.guises import Refused, Taken, Wanted, reading_of, take_in
from plainfigures.figures.periods import MONTHS, parse_period
from plainfigures.figures.sent_tables import find_table
from plainfigures.figures.sheets import Sheet
from plainfigures.figures.units import BUILT_IN
from plainfigures.read.sheets import read_sheets
from tests.sending import Sent, write_csv, write_ods, write_xlsx

MORE = settings(
    max_examples=int(os.environ.get("PLAINFIGURES_GUISES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

Guise = Callable[[Decimal], str]


def plain(value: Decimal) -> str:
    return f"{value:f}"


def comma(value: Decimal) -> str:
    """As a spreadsheet with decimal commas writes it, without anything between thousands."""
    return f"{value:f}".replace(".", ",")


def grouped(between: str, point: str = ".") -> Guise:
    return lambda value: f"{value:,f}".replace(".", "@").replace(",", between).replace("@", point)


def signed(minus: str, before: str = "", after: str = "") -> Guise:
    return lambda value: f"{minus if value < 0 else ''}{before}{abs(value):,f}{after}"


def bracketed(before: str = "", after: str = "") -> Guise:
    return lambda value: (
        f"({before}{abs(value):,f}{after})" if value < 0 else f"{before}{value:,f}{after}"
    )


def shortened(power: int, letter: str) -> Guise:
    return lambda value: f"{'-' if value < 0 else ''}£{abs(value).scaleb(-power):f}{letter}"


NUMBERS: dict[str, list[Guise]] = {
    "number": [
        plain, grouped(","), grouped("\u00a0"), grouped("\u2009"), grouped(" "),
        grouped("'"), signed("\u2212"), signed("\u2013"),
        signed("- "), bracketed(), signed("-", after="*"), signed("-", after="[1]"),
        signed("-", after=" (p)"), signed("-", "'"), lambda value: f"{value:E}",
        lambda value: f"0{value:f}", lambda value: f"{value:f}-", lambda value: f"~{value:f}",
        lambda value: f"={value:f}", lambda value: f"over {value:,f}",
    ],
    "GBP": [
        signed("-", "£"), signed("\u2212", "£ "), bracketed("£"), bracketed("£\u00a0"),
        lambda value: f"£{value:,f}", shortened(3, "k"), shortened(6, "m"), shortened(6, " million"),
        plain,
    ],
    "percent": [
        signed("-", after="%"), signed("-", after=" %"), signed("-", after="\u00a0%"),
        bracketed(after="%"), lambda value: f"{value:f} per cent", plain,
        lambda value: f"{value / 100:f}",
    ],
}  # fmt: skip

ELSEWHERE: list[Guise] = [comma, grouped(".", ","), grouped("\u00a0", ",")]
"""As spreadsheets write numbers where commas stand before decimals: there, semicolons stand between
cells, and that is how such a file is known.
"""

FORMATS = {
    "number": ["General", "0", "0.00", "#,##0", "#,##0.00", "#,##0;(#,##0)", "0.0", "@", "#,##0,"],
    "GBP": [
        "£#,##0",
        "[$£-809]#,##0.00",
        "£#,##0;[Red](£#,##0)",
        '"£"#,##0_);\\("£"#,##0\\)',
        "General",
    ],
    "percent": ["0%", "0.0%", "0.00%", "General"],
}

values = (
    st.decimals(min_value=-2_000_000, max_value=2_000_000, places=0)
    | st.decimals(min_value=-5000, max_value=5000, places=2)
    | st.decimals(min_value=-200, max_value=200, places=1)
    | st.decimals(-50, 50, places=3)
)
# A share of ten and more, without a sign, is taken for a percentage.
shares = st.decimals(-999, 999, places=0) | st.decimals(-150, 150, places=1)
days = st.dates(datetime.date(1998, 1, 1), datetime.date(2031, 12, 31))

DAYS: list[Callable[[datetime.date], str]] = [
    lambda day: f"{day:%Y-%m-%d}", lambda day: f"{day:%d/%m/%Y}", lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year}", lambda day: f"{day:%d/%m/%y}",
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}", lambda day: f"{day:%d-%b-%y}",
    lambda day: f"{day.day}th {MONTHS[day.month - 1]} {day.year}", lambda day: f"{day:%m/%d/%Y}",
    lambda day: f"{day:%Y/%m/%d}", lambda day: f"{day:%d/%m/%Y} 12:30",
    lambda day: str((day - datetime.date(1899, 12, 30)).days), lambda day: f"{day:%b-%y}",
]  # fmt: skip
DAY_FORMATS = [
    "dd/mm/yyyy",
    "mm-dd-yy",
    "d mmmm yyyy",
    "dd-mmm-yy",
    "mmm-yy",
    "yyyy-mm-dd",
    "General",
]


def sheet_of(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    heading: str,
    cells: list[str],
    sent: list[Sent] | None,
    delimiters: str = ",;\t",
) -> Sheet:
    """Write a small table into a random file, and read it; raises SheetProblem where that refuses."""
    names = [f"row-{number}" for number in range(len(cells))]
    with tempfile.TemporaryDirectory() as folder:
        if sent is not None:
            file = Path(folder) / "sent.xlsx"
            write_xlsx(file, [("key", heading), *zip(names, sent, strict=True)])
        elif len(delimiters) > 1 and draw(st.booleans()):
            rows = [(("key", "string", ""), (heading, "string", ""))]
            rows += [
                ((name, "string", ""), (cell, "string", ""))
                for name, cell in zip(names, cells, strict=True)
            ]
            file = write_ods(Path(folder) / "sent.ods", rows)
        else:
            encodings = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
            encoding = draw(st.sampled_from(encodings))
            file = Path(folder) / "sent.csv"
            rows_of_text = [("key", heading), *zip(names, cells, strict=True)]
            try:
                write_csv(
                    file,
                    rows_of_text,
                    encoding=encoding,
                    delimiter=draw(st.sampled_from(delimiters)),
                    ends=draw(st.sampled_from(["\n", "\r\n", "\r"])),
                )
            except UnicodeEncodeError:
                write_csv(file, rows_of_text)
        return read_sheets(file)[0]


def outcomes(sheet: Sheet, wanted: Wanted) -> list[Taken | Refused]:
    """Take in the second column; a table that is itself uncertain gives nothing."""
    table = find_table(sheet)
    if table.problems:
        return []
    column = [row.cells[1] for row in table.rows]
    heading = table.headings[1].text
    reading = reading_of(column, wanted, heading=heading, delimiter=sheet.delimiter)
    return [take_in(cell, wanted, reading) for cell in column]


@MORE
@given(st.data())
def test_a_number_in_any_guise_is_right_or_refused(data: st.DataObject) -> None:
    draw = data.draw
    unit = draw(st.sampled_from(sorted(NUMBERS)))
    scale = draw(st.sampled_from([1, 1000])) if unit == "GBP" else 1
    known = draw(st.lists(shares if unit == "percent" else values, min_size=1, max_size=4))
    elsewhere = unit == "number" and draw(st.integers(0, 3)) == 0
    one_guise = st.sampled_from(ELSEWHERE if elsewhere else NUMBERS[unit])
    # Shares among percentages, or commas of two kinds in one column, could not be told apart.
    mixed = not elsewhere and unit != "percent" and draw(st.booleans())
    first = draw(one_guise)
    texts = [(draw(one_guise) if mixed else first)(value) for value in known]
    heading = (
        draw(st.sampled_from(["Amount", "Amount (£000)", "Amount (£)"]))
        if unit == "GBP"
        else "Amount"
    )
    wanted = Wanted("amount", "number", BUILT_IN[unit], scale, grouped=draw(st.booleans()))
    sent: list[Sent] | None = None
    if not elsewhere and draw(st.booleans()):
        form = draw(st.sampled_from(FORMATS[unit]))
        held = [value / 100 if unit == "percent" else value for value in known]
        sent = [(value, form) for value in held]
    try:
        sheet = sheet_of(draw, heading, texts, sent, ";" if elsewhere else ",;\t")
    except SheetProblem:
        return
    for value, outcome in zip(known, outcomes(sheet, wanted), strict=False):
        if isinstance(outcome, Taken):
            taken = Decimal(outcome.text.replace(",", "")) * scale
            true = value * (1000 if "000" in heading else 1)
            shown_less = outcome.note and abs(taken - true) <= Decimal("0.5") * scale
            assert taken == true or shown_less, (outcome, sheet.rows)


@MORE
@given(st.data())
def test_a_day_in_any_guise_is_right_or_refused(data: st.DataObject) -> None:
    draw = data.draw
    known = draw(st.lists(days, min_size=1, max_size=4))
    type_ = draw(st.sampled_from(["date", "period", "when", "number"]))
    guise = draw(st.sampled_from(DAYS))
    sent: list[Sent] | None = None
    if draw(st.booleans()):
        form = draw(st.sampled_from(DAY_FORMATS))
        sent = [(day, form) for day in known]
    try:
        sheet = sheet_of(draw, "Day", [guise(day) for day in known], sent)
    except SheetProblem:
        return
    for day, outcome in zip(known, outcomes(sheet, Wanted("day", type_)), strict=False):
        if isinstance(outcome, Taken) and type_ != "number":
            taken = parse_period(outcome.text)
            assert outcome.text == f"{day:%Y-%m-%d}" or (
                taken.kind == "month" and outcome.text == f"{day:%Y-%m}"
            ), (outcome, sheet.rows)
            assert type_ != "date" or taken.kind == "day"
        elif isinstance(outcome, Taken):
            # A day as spreadsheets count it is a number like any other, if it is shown as one.
            assert outcome.text == str((day - datetime.date(1899, 12, 30)).days), (
                outcome,
                sheet.rows,
            )
