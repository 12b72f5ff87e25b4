"""Tables with totals: what subtraction gives away is told, and nothing else."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.check.crews import OWN, found, hurt
from tests.making import make_datasets, number, read_data, write_package


@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_subtraction_gives_away_is_told_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    columns = data.draw(st.integers(2, 3), label="columns")
    count = data.draw(st.integers(2, 4), label="rows")
    values = [
        data.draw(st.lists(st.integers(20, 90), min_size=columns, max_size=columns))
        for _ in range(count)
    ]
    values.append([sum(column) for column in zip(*values, strict=True)])
    values = [[*row, sum(row)] for row in values]
    places = [(row, column) for row in range(count + 1) for column in range(columns + 1)]
    hidden = data.draw(st.sets(st.sampled_from(places), min_size=1, max_size=7), label="hidden")
    names = [*(f"kind_{one}" for one in range(columns)), "total"]
    heading = ["cause", *(cell for name in names for cell in (name, f"{name}_reason"))]
    rows = []
    for at, row in enumerate(values):
        cells = ["total" if at == count else f"cause-{at}"]
        for column, value in enumerate(row):
            cells += [str(value), "c" if (at, column) in hidden else ""]
        rows.append(cells)
    root = tmp_path_factory.mktemp("site")
    table = hurt(rows, heading, fields={name: number(unit="people") for name in names})
    make_datasets(root)
    write_package(root, "crews", [table], **OWN)
    expected = {
        f"crews/hurt/{'total' if row == count else f'cause-{row}'}/{names[column].replace('_', '-')}"
        for row, column in solvable(hidden, count, columns)
    }
    assert {finding.message.split('"')[1] for finding in found(root)} == expected
    catalogue, _ = read_data(root)
    shown = [one.value for one in catalogue.packages["crews"].figures if one.value is not None]
    left = [Decimal(values[row][column]) for row, column in places if (row, column) not in hidden]
    assert shown == left


def solvable(hidden: set[tuple[int, int]], rows: int, columns: int) -> set[tuple[int, int]]:
    """Return the hidden cells that follow by subtraction: those that the totals leave no play.

    A cell has play if some change of hidden cells alone, which no total shows, moves it. The changes
    are the null space of the totals, found here by reducing them modulo a large prime.
    """
    prime = 1_000_003
    cells = sorted(hidden)
    lines = [
        [*(((row, one), 1) for one in range(columns)), ((row, columns), -1)]
        for row in range(rows + 1)
    ]
    lines += [
        [*(((one, column), 1) for one in range(rows)), ((rows, column), -1)]
        for column in range(columns + 1)
    ]
    matrix = [[dict(line).get(cell, 0) % prime for cell in cells] for line in lines]
    rank = 0
    for column in range(len(cells)):
        at = next((one for one in range(rank, len(matrix)) if matrix[one][column]), None)
        if at is None:
            continue
        matrix[rank], matrix[at] = matrix[at], matrix[rank]
        inverse = pow(matrix[rank][column], -1, prime)
        matrix[rank] = [one * inverse % prime for one in matrix[rank]]
        for other in range(len(matrix)):
            if other != rank:
                times = matrix[other][column]
                matrix[other] = [
                    (one - times * two) % prime
                    for one, two in zip(matrix[other], matrix[rank], strict=True)
                ]
        rank += 1
    alone = [line for line in matrix if sum(bool(one) for one in line) == 1]
    return {cells[next(at for at, one in enumerate(line) if one)] for line in alone}
