"""Formulas: read, worked out, and refused; held against Python's own arithmetic on decimals."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import FormulaProblem
from plainfigures.figures.expressions import inputs_of, parse_formula, work_out

REMEDY = "Use references, numbers, sum(…), min(…), max(…), abs(…) and + - * / with a space on both sides."
VALUES = {
    "a/b/c": Decimal(12),
    "a/b/c-d": Decimal(-5),
    "m/budget/total@fy2024-25.m4/variance": Decimal("843000"),
    "m/staff/all@2023-03-31~2024": Decimal("0.5"),
    "m/times/first.east@latest": Decimal("7.4"),
}


def result(text: str) -> Decimal:
    return work_out(parse_formula(text), VALUES.__getitem__)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a/b/c", "12"),
        ("a/b/c-d", "-5"),
        ("a/b/c - 5", "7"),
        ("a/b/c / 5", "2.4"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("20 - 5 - 3", "12"),
        ("24 / 4 / 2", "3"),
        ("sum(a/b/c, a/b/c-d, 1)", "8"),
        ("sum( 1,2 )", "3"),
        ("min(3, a/b/c-d)", "-5"),
        ("max(3, a/b/c-d)", "3"),
        ("abs(a/b/c-d)", "5"),
        ("abs(min(1, 2) - max(3, 4)) * 100", "300"),
        ("m/budget/total@fy2024-25.m4/variance / 1000", "843"),
        ("m/staff/all@2023-03-31~2024 * 2", "1"),
        ("m/times/first.east@latest\n  + 1.5", "8.9"),
    ],
)
def test_a_formula_is_worked_out(text: str, value: str) -> None:
    assert result(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("", ""),
        ("a/b/c -5", "-5"),
        ("a/b/c - ", "-"),
        ("1 +", "+"),
        ("1 ** 2", "** 2"),
        ("(1 + 2", "(1 + 2"),
        ("sum()", ")"),
        ("__import__('os')", "__import__('os')"),
        ("a.b", ".b"),
    ],
)
def test_what_is_no_formula_is_refused(text: str, near: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_formula(text)
    assert caught.value.remedy == REMEDY
    assert caught.value.message.startswith(f'The formula "{" ".join(text.split())}" cannot be read')
    assert near in caught.value.message


def test_an_unknown_function_is_refused_with_those_there_are() -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_formula("mean(1, 2)")
    assert caught.value.message == 'There is no function "mean".'
    assert caught.value.remedy == "Use one of: sum, min, max, abs."


def test_abs_takes_one_value() -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_formula("abs(1, 2)")
    assert caught.value.message == "abs takes one value."
    assert caught.value.remedy == "Write it as abs(…), with no comma."


@pytest.mark.parametrize("text", ["1 / 0", "0 / 0", "a/b/c / (a/b/c - 12)"])
def test_a_division_by_zero_is_told(text: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        result(text)
    assert caught.value.message == "The formula divides by zero."
    assert caught.value.remedy == "Check the figure it divides by."


def test_the_inputs_of_a_formula_are_its_references_each_once() -> None:
    steps = parse_formula("sum(a/b/d, a/b/c) / a/b/d * 100")
    assert inputs_of(steps) == ("a/b/d", "a/b/c")


numbers = st.decimals(0, 10**6, places=2, allow_nan=False).map(lambda one: ("number", one))
named = st.sampled_from(sorted(VALUES)).map(lambda one: ("reference", one))
trees = st.recursive(
    numbers | named,
    lambda inner: (
        st.tuples(st.sampled_from("+-*/"), inner, inner)
        | st.tuples(st.sampled_from(["sum", "min", "max"]), st.lists(inner, min_size=1, max_size=3))
        | st.tuples(st.just("abs"), st.lists(inner, min_size=1, max_size=1))
    ),
    max_leaves=8,
)


def written(tree: Any) -> str:
    if tree[0] == "number":
        return format(tree[1], "f")
    if tree[0] == "reference":
        return str(tree[1])
    if len(tree) == 3:
        return f"({written(tree[1])} {tree[0]} {written(tree[2])})"
    return f"{tree[0]}({', '.join(map(written, tree[1]))})"


def worked(tree: Any) -> Decimal:
    """Work a tree out in Python's own way; raises ZeroDivisionError or InvalidOperation."""
    if tree[0] == "number":
        return Decimal(tree[1])
    if tree[0] == "reference":
        return VALUES[tree[1]]
    if len(tree) == 3:
        left, right = worked(tree[1]), worked(tree[2])
        if tree[0] == "/":
            if right == 0:
                raise ZeroDivisionError
            return left / right
        return {"+": left + right, "-": left - right, "*": left * right}[tree[0]]
    values = [worked(one) for one in tree[1]]
    if tree[0] == "sum":
        total = Decimal(0)
        for value in values:
            total += value
        return total
    return {"min": min(values), "max": max(values), "abs": abs(values[0])}[tree[0]]


@given(trees)
def test_any_formula_gives_what_python_gives(tree: Any) -> None:
    try:
        expected = worked(tree)
    except ZeroDivisionError:
        with pytest.raises(FormulaProblem, match="divides by zero"):
            result(written(tree))
        return
    assert result(written(tree)) == expected


@given(st.text(alphabet="ab/c-.@~0159 +*(),sumx", max_size=40))
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    try:
        steps = parse_formula(text)
    except FormulaProblem:
        return
    assert all(step.split(" ")[0] in {"ref", "num", "op", "call"} for step in steps)
