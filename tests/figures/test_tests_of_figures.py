"""The language of tests: what a relation or a reading may say, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.errors import FormulaProblem
from plainfigures.figures.expressions import COMPARISONS, inputs_of, parse_formula, parse_test


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("a/b/c = a/b/d", ("ref a/b/c", "ref a/b/d", "test =")),
        ("a/b/c@latest != 2", ("ref a/b/c@latest", "num 2", "test !=")),
        ("a/b/c <= 2 * a/b/d", ("ref a/b/c", "num 2", "ref a/b/d", "op *", "test <=")),
        ("sum(a/b/c, 1) >= 2", ("ref a/b/c", "num 1", "call sum 2", "num 2", "test >=")),
        (
            "a/b/c > 1 and a/b/c < 2",
            ("ref a/b/c", "num 1", "test >", "ref a/b/c", "num 2", "test <"),
        ),
        ("first(a/b/c) < last(a/b/d)", ("take first a/b/c", "take last a/b/d", "test <")),
        ("weekday(a/b/c) = friday", ("take weekday a/b/c", "num 4", "test =")),
        ("step(a/b/c) > step( a/b/d )", ("take step a/b/c", "take step a/b/d", "test >")),
        ("printed(a/b/c) = a/b/c", ("take printed a/b/c", "ref a/b/c", "test =")),
        (
            "first(printed(a/b/c)) = first(a/b/c)",
            ("take printed-first a/b/c", "take first a/b/c", "test ="),
        ),
        (
            "round(a/b/c / 3, 1) = 2",
            ("ref a/b/c", "num 3", "op /", "num 1", "call round 2", "num 2", "test ="),
        ),
        ("rows(a/b) = 6", ("rows a/b", "num 6", "test =")),
        ("rows(a/b/x.*) + 1 = 6", ("rows a/b/x.*", "num 1", "op +", "num 6", "test =")),
        # A key may be called like a weekday or a function.
        ("a/b/monday = sum/first/rows", ("ref a/b/monday", "ref sum/first/rows", "test =")),
        ("  a/b/c\n  =  1 ", ("ref a/b/c", "num 1", "test =")),
    ],
)
def test_a_test_is_read_into_steps(text: str, steps: tuple[str, ...]) -> None:
    assert parse_test(text) == steps


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("", ""),
        ("a/b/c", ""),
        ("a/b/c == 2", " == 2"),
        ("a/b/c=2", "=2"),
        ("a/b/c = 2 and", "and"),
        ("a/b/c = 2 or a/b/c = 3", "or a/b/c = 3"),
        ("a/b/c < 2 < 3", "< 3"),
        ("(a/b/c = 2)", " = 2)"),
        ("a/b = 2", "/b = 2"),
    ],
)
def test_what_is_no_test_is_refused_with_the_place(text: str, near: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_test(text)
    assert caught.value.message.startswith(f'The test "{text}" cannot be read from "')
    assert near in caught.value.message.partition("cannot be read from")[2]
    assert "= != < <= > >=" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy", "near"),
    [
        (
            "firts(a/b/c) = 2",
            'There is no function "firts".',
            "Use one of: sum, min, max, abs, round, rows, first, last, weekday, step, printed.",
            "first",
        ),
        (
            "first(1) = 2",
            "first takes one reference.",
            "Write it as first(package/resource/key).",
            "",
        ),
        (
            "first(a/b/c, a/b/d) = 2",
            "first takes one reference.",
            "Write it as first(package/resource/key).",
            "",
        ),
        (
            "printed(first(a/b/c)) = 2",
            "printed takes one reference.",
            "Write it as printed(package/resource/key).",
            "",
        ),
        (
            "round(a/b/c) = 2",
            "round takes a value and a number of decimal places.",
            "Write it as round(…, 1).",
            "",
        ),
        (
            "round(a/b/c, a/b/d) = 2",
            "round takes a value and a number of decimal places.",
            "Write it as round(…, 1).",
            "",
        ),
    ],
)
def test_a_function_that_is_misused_is_told(
    text: str, message: str, remedy: str, near: str
) -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_test(text)
    found = caught.value
    assert (found.message, found.remedy, found.suggestion) == (message, remedy, near)


@pytest.mark.parametrize("text", ["first(a/b/c)", "round(a/b/c, 1)", "rows(a/b)", "monday"])
def test_a_formula_has_no_use_for_what_tests_ask(text: str) -> None:
    with pytest.raises(FormulaProblem) as caught:
        parse_formula(text)
    assert caught.value.remedy == "Use one of: sum, min, max, abs."


def test_the_references_of_a_test_are_listed_each_once() -> None:
    steps = parse_test("a/b/c + a/b/d = a/b/c and first(printed(a/b/e)) = first(a/b/e)")
    assert inputs_of(steps) == ("a/b/c", "a/b/d", "a/b/e")


def test_brackets_beyond_all_reason_are_refused() -> None:
    with pytest.raises(FormulaProblem, match="more brackets within brackets"):
        parse_test(f"{'abs(' * 3000}1{')' * 3000} = 1")


def test_a_number_longer_than_any_figure_is_refused() -> None:
    with pytest.raises(FormulaProblem, match="cannot be read"):
        parse_test(f"a/b/c = {'9' * 16}")


@settings(max_examples=60)
@given(st.text(alphabet="ab/c.@0159 +*(),<=>!andfirstweko", max_size=40))
def test_any_text_is_a_test_or_is_refused(text: str) -> None:
    try:
        steps = parse_test(text)
    except FormulaProblem:
        return
    assert steps[-1].removeprefix("test ") in COMPARISONS
