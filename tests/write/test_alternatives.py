"""Text alternatives of odd data: they say nothing that the data do not bear out."""

from decimal import Decimal

from plainfigures.figures.pictures import Break, Picture, Point, Series
from plainfigures.figures.units import Unit
from plainfigures.write.alternatives import tell
from plainfigures.write.chart_blocks import chart_rows


def told(form: str, *series: Series, breaks: tuple[Break, ...] = ()) -> str:
    """Return what is told of a chart after its title."""
    picture = Picture("calls", form, "Calls", "", "", series, Unit("calls"), breaks=breaks)
    return tell(picture).partition(": Calls. ")[2]


def bars(*values: int, suspect: int = -1) -> Series:
    """Return one series of the stations A, B, C and so on."""
    points = [
        Point(name, Decimal(value), str(value), marks=("suspect",) if at == suspect else ())
        for at, (name, value) in enumerate(zip("ABCDEF", values, strict=False))
    ]
    return Series("", tuple(points))


def line(label: str, *values: int, forecast: bool = False) -> Series:
    """Return a series of the years from 2020 on; the last may be a forecast."""
    points = [
        Point(
            str(2020 + at),
            Decimal(value),
            str(value),
            when=f"{2020 + at}-12-31",
            marks=("forecast",) if forecast and at == len(values) - 1 else (),
        )
        for at, value in enumerate(values)
    ]
    return Series(label, tuple(points))


def test_values_that_are_all_alike_have_no_largest_and_no_smallest() -> None:
    assert told("bars", bars(5, 5, 5, 5)) == "A, B, C and D are alike (5)."


def test_those_that_share_the_first_or_the_last_place_are_named_together() -> None:
    assert told("bars", bars(9, 2, 9, 2)) == "Largest A and C (9 each); smallest B and D (2 each)."
    assert told("bars", bars(9, 7, 7, 2)) == "Largest A (9), then B and C (7 each); smallest D (2)."
    assert told("bars", bars(9, 2, 2, 2)) == "Largest A (9); smallest B, C and D (2 each)."


def test_a_value_that_looks_wrong_is_neither_the_largest_nor_the_smallest() -> None:
    assert told(
        "bars",
        bars(900, 7, 5, 2),
    ).startswith("Largest A (900)")
    words = told("bars", bars(900, 7, 5, 2, suspect=0))
    assert words.startswith("Largest B (7), then C (5); smallest D (2).")
    assert words.endswith("Marked as published values that look wrong: A.")


def test_parts_that_add_as_much_share_the_first_place() -> None:
    assert told("waterfall", bars(4, 4, -1)) == (
        "Adding: A and B; most of all A and B (4 each). Taking away: C (-1)."
    )


def test_a_series_of_one_value_goes_nowhere() -> None:
    words = told("lines", line("North", 4), line("South", 6, 9))
    assert words.startswith("North: only 4 (2020). South: up from 6 (2020) to 9 (2021).")


def test_nothing_is_said_to_rise_over_a_break_in_its_series() -> None:
    counted_anew = Break("2021-12-31", "2021", "calls are counted in another way")
    words = told("lines", line("", 4, 9, 8), breaks=(counted_anew,))
    assert words.startswith("From 4 (2020) to 8 (2022)")
    assert told("lines", line("", 4, 9, 8)).startswith("Up from 4 (2020) to 8 (2022)")


def test_a_line_that_ends_in_a_forecast_says_so_where_it_ends() -> None:
    words = told("lines", line("", 4, 9, forecast=True))
    assert words.startswith("Up from 4 (2020) to 9 (2021, a forecast).")


def test_series_that_end_alike_have_no_first_among_them() -> None:
    words = told("lines", line("North", 4, 9), line("South", 6, 9))
    assert words.endswith("At 2021: North and South (9 each).")
    words = told("lines", line("North", 4, 9), line("South", 6, 9), line("East", 1, 2))
    assert words.endswith("Highest at 2021: North and South (9 each), then East (2).")


def test_a_line_that_ends_as_high_as_it_ever_was_has_no_other_highest() -> None:
    assert told("lines", line("Hill", 4, 9, 9)) == "Hill: up from 4 (2020) to 9 (2022)."
    assert told("lines", line("Hill", 9, 2, 2)) == "Hill: down from 9 (2020) to 2 (2022)."


def test_only_a_line_that_never_moved_is_level() -> None:
    assert told("lines", line("Hill", 5, 5, 5)) == "Hill: level from 5 (2020) to 5 (2022)."
    assert told("lines", line("Hill", 5, 9, 2, 5)) == (
        "Hill: from 5 (2020) back to 5 (2023), highest 9 (2021), lowest 2 (2022)."
    )


def test_what_is_missing_is_told_once_for_each_series_and_reason() -> None:
    reasons = {"2021": "not available", "2022": "not available", "2024": "kept confidential"}
    gaps = tuple(
        Point(year, None, "", when=f"{year}-12-31", reason=why) for year, why in reasons.items()
    )
    hill = Series("Hill", (*line("", 4).points, *gaps))
    assert told("lines", hill, Series("Bay", gaps[:1])).endswith(
        "No value: Hill, 2021 and 2022; Bay, 2021 (not available); Hill, 2024 (kept confidential)."
    )


def test_the_numbers_of_a_chart_go_by_time_whichever_series_begins_first() -> None:
    late = Series("Hill", line("", 4, 5, 6).points[2:])
    picture = Picture(
        "calls", "lines", "Calls", "", "", (late, line("Bay", 7, 8, 9)), Unit("calls")
    )
    _, rows = chart_rows(picture)
    assert rows == [["2020", "–", "7"], ["2021", "–", "8"], ["2022", "6", "9"]]
