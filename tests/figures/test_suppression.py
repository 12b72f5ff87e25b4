"""Working suppressed values out: what the solver finds is what a patient reader would find."""

import itertools
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.suppression import Equation, Recovery, Unknown, recover

Table = list[list[int]]
Cell = tuple[int, int]


def total(route: str, value: int, *names: str) -> Equation:
    """Return what a total says of the suppressed values among its parts."""
    terms = tuple((name, Fraction(1)) for name in names)
    return Equation(terms, Fraction(value), Fraction(value), route)


def names(found: list[Recovery]) -> list[str]:
    return [one.name for one in found]


def test_one_value_follows_from_its_total_and_two_do_not() -> None:
    one, two = {"a": Unknown()}, {"a": Unknown(), "b": Unknown()}
    assert recover([total("row", 30, "a")], one, 5) == [Recovery("a", ("row",))]
    assert recover([total("row", 30, "a", "b")], two, 5) == []


def test_a_value_that_follows_by_two_steps_names_both() -> None:
    equations = [total("row", 30, "a", "b"), total("column", 20, "b"), total("other", 9, "c", "d")]
    unknowns = {name: Unknown() for name in "abcd"}
    assert recover(equations, unknowns, 5) == [
        Recovery("a", ("row", "column")),
        Recovery("b", ("column",)),
    ]


def test_counts_that_come_to_nought_are_all_nought() -> None:
    unknowns = {"a": Unknown(), "b": Unknown()}
    assert names(recover([total("row", 0, "a", "b")], unknowns, 5)) == ["a", "b"]
    money = {"a": Unknown(whole=False), "b": Unknown(whole=False)}
    assert recover([total("row", 0, "a", "b")], money, 5) == []


def test_a_count_of_people_that_can_only_be_small_is_found() -> None:
    rounded = Equation((("a", Fraction(10000)),), Fraction(15000), Fraction(35000), "rate")
    assert recover([rounded], {"a": Unknown(people=True)}, 5) == [
        Recovery("a", ("rate",), exact=False)
    ]
    assert recover([rounded], {"a": Unknown(people=False)}, 5) == []
    wide = Equation((("a", Fraction(10000)),), Fraction(15000), Fraction(65000), "rate")
    assert recover([wide], {"a": Unknown(people=True)}, 5) == []


def test_a_rate_so_fine_that_one_whole_number_fits_gives_it_away() -> None:
    rate = Equation((("a", Fraction(10000)),), Fraction(395000), Fraction(404000), "rate")
    assert recover([rate], {"a": Unknown()}, 5) == [Recovery("a", ("rate",))]
    assert recover([rate], {"a": Unknown(whole=False)}, 5) == []


def test_a_value_that_is_only_missing_is_no_finding_but_stands_in_the_way() -> None:
    unknowns = {"a": Unknown(), "gone": Unknown(guarded=False)}
    assert recover([total("row", 30, "a", "gone")], unknowns, 5) == []
    equations = [total("row", 30, "a", "gone"), total("column", 12, "gone")]
    assert names(recover(equations, unknowns, 5)) == ["a"]


def test_a_share_that_is_hidden_as_well_does_not_hide_a_count() -> None:
    unknowns = {"a": Unknown(), "b": Unknown(), "share": Unknown(whole=False)}
    share = Equation(
        (("share", Fraction(60)), ("a", Fraction(-100))), Fraction(0), Fraction(0), "rate"
    )
    found = recover([total("row", 0, "a", "b"), share], unknowns, 5)
    assert names(found) == ["a", "b"]


def test_equations_that_contradict_one_another_are_survived() -> None:
    equations = [total("row", 30, "a", "b"), total("column", 20, "a", "b")]
    assert recover(equations, {"a": Unknown(), "b": Unknown()}, 5) == []


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, set[Cell]]:
    """Draw a table of small counts, and which of its cells and totals are suppressed.

    The last row and the last column are totals.
    """
    height, width = draw(st.integers(1, 3)), draw(st.integers(2, 3))
    inner = [
        draw(st.lists(st.integers(0, 6), min_size=width, max_size=width)) for _ in range(height)
    ]
    rows = [[*row, sum(row)] for row in inner]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    cells = [(row, column) for row in range(height + 1) for column in range(width + 1)]
    hidden = draw(st.sets(st.sampled_from(cells), min_size=1, max_size=6))
    return rows, hidden


def sums(rows: Table) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each total of a table with its parts, by their places."""
    height, width = len(rows) - 1, len(rows[0]) - 1
    for row in range(height + 1):
        yield (row, width), [(row, column) for column in range(width)]
    for column in range(width + 1):
        yield (height, column), [(row, column) for row in range(height)]


def fillings(rows: Table, hidden: set[Cell]) -> Iterator[dict[Cell, int]]:
    """Yield every way to fill the hidden cells of the inner table so that what is shown holds.

    Every inner table is tried, from nought to a most that no cell can pass.
    """
    height, width = len(rows) - 1, len(rows[0]) - 1
    inner = [(row, column) for row in range(height) for column in range(width)]
    free = [cell for cell in inner if cell in hidden]
    for numbers in itertools.product(range(20), repeat=len(free)):
        filled = dict(zip(free, numbers, strict=True))

        def value(cell: Cell, filled: dict[Cell, int] = filled) -> int:
            row, column = cell
            if row == height and column == width:
                return sum(value(one) for one in inner)
            if row == height:
                return sum(value((one, column)) for one in range(height))
            if column == width:
                return sum(value((row, one)) for one in range(width))
            return filled.get(cell, rows[row][column])

        cells = itertools.product(range(height + 1), range(width + 1))
        if all(value(cell) == rows[cell[0]][cell[1]] for cell in cells if cell not in hidden):
            yield {cell: value(cell) for cell in hidden}


@given(tables())
@settings(max_examples=60)
def test_what_is_found_is_what_every_filling_of_the_table_agrees_on(
    drawn: tuple[Table, set[Cell]],
) -> None:
    rows, hidden = drawn
    inner = [cell for cell in hidden if cell[0] < len(rows) - 1 and cell[1] < len(rows[0]) - 1]
    if len(inner) > 3:
        hidden = hidden - set(inner[3:])
    equations = []
    for whole, parts in sums(rows):
        terms = [(str(cell), Fraction(1)) for cell in parts if cell in hidden]
        terms += [(str(whole), Fraction(-1))] if whole in hidden else []
        known = sum(rows[row][column] for row, column in parts if (row, column) not in hidden)
        left = Fraction((0 if whole in hidden else rows[whole[0]][whole[1]]) - known)
        equations.append(Equation(tuple(terms), left, left, str(whole)))
    unknowns = {str(cell): Unknown() for cell in sorted(hidden)}
    all_of_them = list(fillings(rows, hidden))
    agreed = {
        str(cell) for cell in sorted(hidden) if len({filled[cell] for filled in all_of_them}) == 1
    }
    assert all_of_them
    assert set(names(recover(equations, unknowns, 5))) == agreed


@pytest.mark.parametrize("size", [3, 30, 60])
def test_a_large_group_still_gives_what_subtraction_gives(size: int) -> None:
    unknowns = {f"cell-{one}": Unknown() for one in range(size)}
    chain = [total(f"pair {one}", 900, f"cell-{one}", f"cell-{one + 1}") for one in range(size - 1)]
    assert recover(chain, unknowns, 5) == []
    end = total("the last", 450, f"cell-{size - 1}")
    assert names(recover([*chain, end], unknowns, 5)) == list(unknowns)


def between(low: int, high: int, **factors: int) -> Equation:
    """Return what says that counts times factors come to between two numbers."""
    terms = tuple((name, Fraction(factor)) for name, factor in factors.items())
    return Equation(terms, Fraction(low), Fraction(high), "range")


def test_a_search_that_would_creep_on_for_ever_is_given_up_and_keeps_what_it_found() -> None:
    most = 10**12
    creeping = [
        between(0, most, a=1),
        between(1, 1, a=1, b=-1),
        between(1, 1, b=1, c=-1),
        between(-1, 5, c=1, a=-1),
    ]
    unknowns = {name: Unknown(people=True) for name in "abcd"}
    assert recover(creeping, unknowns, 5) == []
    few = [*creeping, between(2, 3, d=1), between(0, most, a=1, d=-1)]
    assert recover(few, unknowns, 5) == [Recovery("d", ("range",), exact=False)]
