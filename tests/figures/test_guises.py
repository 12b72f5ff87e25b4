"""Cells that others send: what is taken in, with its meaning certain, and what is refused."""

import datetime
from decimal import Decimal

import pytest

from plainfigures.figures.guises import (
    Reading,
    Refused,
    Taken,
    Wanted,
    reading_of,
    take_in,
    wanted_of,
)
from plainfigures.figures.sheets import Cell
from plainfigures.figures.units import BUILT_IN, Unit

POUNDS, PER_CENT, COUNT = BUILT_IN["GBP"], BUILT_IN["percent"], BUILT_IN["number"]
THOUSANDS = Wanted("forecast", "number", POUNDS, 1000, grouped=True)


def taken(text: str, wanted: Wanted, reading: Reading | None = None) -> tuple[str, str]:
    """Return what goes into the table and what was published, of a cell that is taken in."""
    outcome = take_in(Cell("B7", text, text), wanted, reading)
    assert isinstance(outcome, Taken), outcome
    return outcome.text, outcome.as_published


def refused(text: str, wanted: Wanted, reading: Reading | None = None) -> str:
    """Return the words with which a cell is refused, after its name."""
    outcome = take_in(Cell("B7", text, text), wanted, reading)
    assert isinstance(outcome, Refused), outcome
    assert outcome.cell == "B7"
    assert outcome.remedy
    return outcome.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12261", "12261"),
        ("12,261", "12,261"),
        ("12,261.00", "12,261.00"),
        ("7.10", "7.10"),
        ("-145", "-145"),
        ("\u2212145", "-145"),
        ("\u2013145", "-145"),
        ("(145)", "-145"),
        ("+12", "12"),
        ("'12,261", "12,261"),
        (" 12 ", "12"),
        ("12.3k", "12300"),
        ("over 60", "60"),
    ],
)
def test_a_number_in_a_plain_guise_is_taken_in(text: str, value: str) -> None:
    assert taken(text, Wanted("value", "number", COUNT, grouped=True))[0] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("£12,261", "12,261"),
        ("£ 12,261.00", "12,261.00"),
        ("-£145", "-145"),
        ("£-145", "-145"),
        ("(£145)", "-145"),
        ("£(145)", "-145"),
        ("£12.3m", "12300000"),
        ("£12.261 million", "12261000"),
    ],
)
def test_money_is_taken_in_with_what_was_printed(text: str, value: str) -> None:
    assert taken(text, Wanted("spent", "number", POUNDS, grouped=True)) == (value, text)


def test_commas_go_where_the_column_may_not_have_them() -> None:
    assert taken("12,261", Wanted("value", "number")) == ("12261", "12,261")


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f"])
def test_wide_spaces_between_thousands_become_commas_and_it_is_told(space: str) -> None:
    outcome = take_in(Cell("B7", f"12{space}261", ""), Wanted("value", "number"))
    assert outcome == Taken(
        "12261", "12,261", note="B7 has spaces between thousands: written with commas."
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("1 234", "may be one number or several"),
        ("1,23", "may have a comma where we write a point"),
        ("1.234,56", "may have a comma where we write a point"),
        ("1.234.567", "has points between its digits"),
        ("12,2610", "may have a comma"),
        ("12,261*", "has a mark after it"),
        ("12,261[1]", "has a mark after it"),
        ("12,261r", "has a mark after it"),
        ("145-", "has its minus at the end"),
        ("(145", "is no number"),
        ("(-145)", "is no number"),
        ("-", "may stand for nought or for nothing"),
        ("\u2013", "may stand for nought or for nothing"),
        ("..", "is a sign for no number"),
        (":", "is a sign for no number"),
        ("n/a", "is a sign for no number"),
        ("C", "is a sign for no number"),
        ("*", "is a sign for no number"),
        ("<5", "says less or more than a number"),
        ("fewer than 5", "says less or more than a number"),
        ("up to 5", "says less or more than a number"),
        ("1E+05", "is shortened"),
        ("007", "begins with noughts"),
        (".5", "begins with a point"),
        ("TRUE", "is a yes or a no"),
        ("12:30", "is a time"),
        ("01/02/2024", "is a date"),
        ("Jan-12", "is a date"),
        ("12-Jan", "is a date"),
        ("1-2", "is a range, a fraction or a date"),
        ("#REF!", "is an error of the spreadsheet"),
        ("####", "shows no number"),
        ("$12", "is in another currency"),
        ("=B2+B3", "is a formula"),
        ("12.3m", "may be millions, or metres or minutes"),
        ("Â£12,261", "has letters that were garbled"),
        ("£12", "is money"),
        ("36%", "is a percentage"),
        ("twelve", "is no number"),
        ("1234567890123456789", "has more digits"),
    ],
)
def test_what_could_mean_two_things_is_refused_as_a_number(text: str, what: str) -> None:
    assert what in refused(text, Wanted("value", "number"))


@pytest.mark.parametrize("symbol", ["c", "x", "z", "u", "low"])
def test_the_symbols_for_no_value_are_reasons(symbol: str) -> None:
    for text in (symbol, f"[{symbol}]"):
        assert take_in(Cell("B7", text, text), Wanted("value", "number")) == Taken(
            "", text, reason=symbol
        )


def test_an_empty_cell_has_neither_value_nor_reason() -> None:
    assert take_in(Cell("B7"), Wanted("value", "number")) == Taken("")


def test_a_whole_number_may_have_noughts_after_its_point_and_nothing_else() -> None:
    assert taken("12,261.00", Wanted("calls", "integer"))[0] == "12261"
    assert "has decimals" in refused("12.5", Wanted("calls", "integer"))


def test_a_noun_after_a_number_is_that_of_its_unit() -> None:
    calls = Unit("calls", "call", "calls")
    assert taken("12 calls", Wanted("value", "number", calls)) == ("12", "12 calls")
    assert refused("12 days", Wanted("value", "number", calls))


@pytest.mark.parametrize("text", ["36%", "36 %", "36\u00a0%", "36 per cent", "36"])
def test_a_percentage_is_taken_in_with_or_without_its_sign(text: str) -> None:
    assert taken(text, Wanted("share", "number", PER_CENT))[0] == "36"


@pytest.mark.parametrize("text", ["0.36", "1", "1.01"])
def test_what_may_be_a_share_is_no_percentage_until_the_column_shows_it(text: str) -> None:
    wanted = Wanted("share", "number", PER_CENT)
    assert "may be a share or a percentage" in refused(text, wanted)
    column = [Cell("B7", text, text), Cell("B8", "45", "45")]
    assert take_in(column[0], wanted, reading_of(column, wanted)) == Taken(text, text)


def test_thousands_are_in_thousands_only_where_the_heading_says_so() -> None:
    assert "may be in full" in refused("12,261", THOUSANDS)
    said = reading_of([], THOUSANDS, heading="Forecast (£000)")
    assert taken("12,261", THOUSANDS, said) == ("12,261", "12,261")
    assert taken("£12.3m", THOUSANDS) == ("12300", "£12.3m")
    assert "names its own size" in refused("£12.3m", THOUSANDS, said)
    in_full = reading_of([], THOUSANDS, heading="Forecast (£)")
    assert "is in single ones by its heading" in refused("12,261", THOUSANDS, in_full)


def test_commas_are_doubtful_where_others_of_the_column_stand_before_decimals() -> None:
    wanted = Wanted("value", "number")
    texts = ["1,234", "1,5"]
    column = [Cell(f"B{number}", text, text) for number, text in enumerate(texts)]
    assert "may be thousands or decimals" in refused("1,234", wanted, reading_of(column, wanted))


def test_commas_are_doubtful_in_a_file_with_semicolons_unless_a_point_is_there() -> None:
    wanted = Wanted("value", "number")
    column = [Cell("B1", "1,234", "1,234")]
    doubtful = reading_of(column, wanted, delimiter=";")
    assert "may be thousands or decimals" in refused("1,234", wanted, doubtful)
    shown = reading_of([*column, Cell("B2", "5.5", "5.5")], wanted, delimiter=";")
    assert taken("1,234", wanted, shown)[0] == "1234"


def test_what_a_workbook_shows_is_held_against_what_it_holds() -> None:
    wanted = Wanted("value", "number")
    rounded = take_in(Cell("B7", "12,261", Decimal("12260.7"), "#,##0"), wanted)
    assert isinstance(rounded, Taken)
    assert rounded.text == "12261"
    assert rounded.note == "B7 shows 12,261, and the file holds more digits: taken as shown."
    in_thousands = take_in(Cell("B7", "12,261", Decimal(12261000), "#,##0,"), wanted)
    assert isinstance(in_thousands, Refused)
    assert in_thousands.message == '"12,261" is shown, but the file holds 12261000.'
    percent = Wanted("share", "number", PER_CENT)
    assert take_in(Cell("B7", "36%", Decimal("0.36"), "0%"), percent) == Taken("36", "36%")


DAYS = [
    ("2024-07-31", "2024-07-31"),
    ("31/07/2024", "2024-07-31"),
    ("31.7.2024", "2024-07-31"),
    ("04/04/2024", "2024-04-04"),
    ("31 July 2024", "2024-07-31"),
    ("31st July 2024", "2024-07-31"),
    ("Wednesday, 31 July 2024", "2024-07-31"),
    ("31-Jul-24", "2024-07-31"),
    ("as at 31 March 2024", "2024-03-31"),
    ("2024-07-31 00:00:00", "2024-07-31"),
]
PERIODS = [
    *DAYS,
    ("Jul-24", "2024-07"),
    ("Sept 2024", "2024-09"),
    ("July 2024", "2024-07"),
    ("07/2024", "2024-07"),
    ("2024-07", "2024-07"),
    ("fy2024-25", "fy2024-25"),
    ("FY24/25", "fy2024-25"),
    ("fy2024-25.m4", "fy2024-25.m4"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_taken_in_where_it_can_be_one_only(text: str, day: str) -> None:
    assert taken(text, Wanted("due", "date")) == (day, text)


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_a_period_is_taken_in_as_exactly_as_it_is_written(text: str, period: str) -> None:
    assert taken(text, Wanted("period", "period"))[0] == period


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("03/04/2024", "may be 3 April 2024 or 4 March 2024"),
        ("31/07/24", "has two digits for its year"),
        ("Jul-24", "names a month, and a day is wanted"),
        ("45504", "as spreadsheets count days it would be 31 July 2024"),
        ("2024", "is a number, and a date is wanted"),
        ("31/07/2024 12:30", "has a time of day"),
        ("2024-02-30", "is no date that there is"),
        ("31/31/2024", "is no date that there is"),
        ("24-Jul", "is no date that we can read"),
        ("31-Jul-60", "is no date that we can read"),
        ("soon", "is no date that we can read"),
    ],
)
def test_what_could_be_two_days_or_none_is_refused(text: str, what: str) -> None:
    assert what in refused(text, Wanted("due", "date"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2024/25", "may be a financial year or a school year"),
        ("2011-12", "may be a financial year or December 2011"),
        ("2024", "names a year"),
        ("Q1 2024/25", "is a quarter"),
        ("Month 4 2024/25", "is a month of a financial year"),
    ],
)
def test_a_year_that_could_be_another_is_no_period(text: str, what: str) -> None:
    assert what in refused(text, Wanted("period", "period"))


def test_another_day_of_the_column_shows_which_comes_first() -> None:
    wanted = Wanted("due", "date")
    column = [Cell("B7", "03/04/2024", ""), Cell("B8", "31/07/2024", "")]
    assert taken("03/04/2024", wanted, reading_of(column, wanted))[0] == "2024-04-03"
    mixed = [*column, Cell("B9", "07/31/2024", "")]
    assert "may be" in refused("03/04/2024", wanted, reading_of(mixed, wanted))
    said = Reading(dates="day-first")
    assert taken("03/04/2024", wanted, said)[0] == "2024-04-03"
    assert "has its month first" in refused("07/31/2024", wanted, said)


def test_the_heading_says_that_years_are_financial() -> None:
    wanted = Wanted("period", "period")
    reading = reading_of([], wanted, heading="Financial year")
    assert taken("2024/25", wanted, reading)[0] == "fy2024-25"
    assert taken("2011-12", wanted, reading)[0] == "fy2011-12"
    months = reading_of([Cell("A2", "2011-07", "")], wanted)
    assert taken("2011-12", wanted, months)[0] == "2011-12"


def test_a_day_that_a_workbook_holds_is_known_however_it_is_shown() -> None:
    july = datetime.datetime(2024, 7, 1)
    month = Cell("B7", "Jul-24", july, "mmm-yy")
    assert take_in(month, Wanted("period", "period")) == Taken("2024-07", "Jul-24")
    assert isinstance(take_in(month, Wanted("due", "date")), Refused)
    american = Cell("B7", "03/04/2024", datetime.date(2024, 4, 3), "mm-dd-yy")
    assert take_in(american, Wanted("due", "date")) == Taken("2024-04-03", "03/04/2024")
    assert isinstance(take_in(month, Wanted("value", "number")), Refused)
    assert isinstance(take_in(month, Wanted("label", "string")), Refused)
    with_time = Cell("B7", "01/07/2024", july.replace(hour=9), "dd/mm/yyyy")
    assert isinstance(take_in(with_time, Wanted("due", "date")), Refused)


def test_texts_lose_their_odd_spaces_and_nothing_else() -> None:
    wanted = Wanted("label", "string")
    assert taken("Fire\u00a0stations ", wanted)[0] == "Fire stations"
    lines = take_in(Cell("B7", "Fire\nstations", ""), wanted)
    assert isinstance(lines, Taken)
    assert (lines.text, lines.note) == ("Fire stations", "B7 has several lines: joined into one.")
    assert "is a formula" in refused("=A1", wanted)
    assert "is shortened" in refused("1E+05", wanted)
    assert "garbled" in refused("Caf\u00c3\u00a9", wanted)


def test_yes_and_no() -> None:
    assert taken("TRUE", Wanted("suspect", "boolean"))[0] == "true"
    assert taken("No", Wanted("suspect", "boolean"))[0] == "false"
    assert "neither a yes nor a no" in refused("1", Wanted("suspect", "boolean"))


def test_a_field_of_a_schema_says_what_it_takes() -> None:
    own = {"kind": "number", "unit": "GBP", "scale": 1000}
    field = {"name": "forecast", "type": "number", "groupChar": ",", "plainfigures": own}
    assert wanted_of(field) == THOUSANDS
    assert wanted_of({"name": "period", "type": "string"}).type == "period"
    assert wanted_of({"name": "made", "plainfigures": {"kind": "date"}}).type == "when"
    by_table = wanted_of({"name": "value", "type": "number"}, own={"unit": "percent"})
    assert by_table.unit == PER_CENT
