"""The small language of formulas over references: derived figures, and relations between figures.

`a/b/c - d/e/f`, `sum(a/b/c, a/b/d) / a/b/total * 100`: references, numbers, `+ - * /` with spaces
around them, parentheses and the functions sum, min, max and abs. A test has two such sides with one of
`= != < <= > >=` between them, or is several tests joined by `and`; it may also round, count the rows
of a table, and ask a figure for its first or last day, its weekday, its step on a scale or its
printed value. Both are parsed into steps in reverse Polish order (plain texts, so that they can be
stored) and worked out on exact decimals; nothing is ever evaluated as Python.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from plainfigures.errors import FormulaProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.limits import MOST_FORMULA
from plainfigures.figures.periods import WEEKDAYS

if TYPE_CHECKING:
    from lark import Lark, ParseTree

__all__ = [
    "COMPARISONS",
    "FUNCTIONS",
    "TAKES",
    "inputs_of",
    "parse_formula",
    "parse_test",
    "work_out",
]

FUNCTIONS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": lambda values: sum(values, Decimal(0)),
    "min": min,
    "max": max,
    "abs": lambda values: abs(values[0]),
}

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")

TAKES = ("first", "last", "weekday", "step", "printed")
"""What a test may ask of one figure instead of its value."""

_GRAMMAR = r"""
    tests: test (" and " test)*
    test: total COMPARISON total
    ?total: product | total " + " product -> add | total " - " product -> subtract
    ?product: factor | product " * " factor -> multiply | product " / " factor -> divide
    ?factor: NUMBER -> number
        | REFERENCE -> reference
        | WEEKDAY -> weekday
        | _ROWS TABLE ")" -> rows
        | NAME "(" " "* total ("," " "* total)* " "* ")" -> call
        | "(" " "* total " "* ")"
    NUMBER: /\d{1,15}(\.\d{1,9})?(?![\w\/.-])/
    REFERENCE.2: /[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9.\-]+(@[a-z0-9.\-]+)?(\/[a-z0-9-]+)?(~[a-z0-9-]+)?/
    COMPARISON: / (=|!=|<=?|>=?) /
    _ROWS.3: /rows\(/
    TABLE.3: /[a-z0-9-]+\/[a-z0-9-]+(\/[a-z0-9.*\-]+)?/
    WEEKDAY.2: /(mon|tues|wednes|thurs|fri|satur|sun)day(?![\w\/(-])/
    NAME: /[a-z]+/
"""
_MOST_DIGITS = 40
"""Digits of what a formula comes to; a country's budget in pence has fifteen."""
_OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}


def parse_formula(text: str) -> tuple[str, ...]:
    """Return the steps of a formula: `ref …`, `num …`, `op …`, `call name count`.

    Raises FormulaProblem where the text is no formula.
    """
    return _parse(
        text,
        "total",
        "Use references, numbers, sum(…), min(…), max(…), abs(…) and + - * / with a space on "
        "both sides.",
    )


def parse_test(text: str) -> tuple[str, ...]:
    """Return the steps of a test, or of several joined by `and`.

    Each test is the steps of its two sides and then `test …` with the comparison. Beside the steps
    of formulas there are `take what reference` (`take first a/b/c`, `take printed-first a/b/c`),
    `rows table` and `call round 2`; a weekday is its number, Monday being 0.
    Raises FormulaProblem where the text is no test.
    """
    return _parse(
        text,
        "tests",
        "Write two sides with one of = != < <= > >= between them, a space on both sides of it, "
        "and “and” between several tests.",
    )


def inputs_of(steps: Sequence[str]) -> tuple[str, ...]:
    """Return the references that a formula uses, in order, each once."""
    asked = [step for step in steps if step.startswith(("ref ", "take "))]
    return tuple(dict.fromkeys([step.rpartition(" ")[2] for step in asked]))


def work_out(steps: Sequence[str], look_up: Callable[[str], Decimal]) -> Decimal:
    """Work a parsed formula out, with `look_up` giving each reference's value in base units.

    Raises FormulaProblem on a division by zero; what `look_up` raises passes through.
    """
    stack: list[Decimal] = []
    for step in steps:
        kind, _, rest = step.partition(" ")
        if kind == "num":
            stack.append(Decimal(rest))
        elif kind == "ref":
            stack.append(look_up(rest))
        elif kind == "call":
            name, _, count = rest.partition(" ")
            values = [stack.pop() for _ in range(int(count))][::-1]
            stack.append(FUNCTIONS[name](values))
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(_operate(rest, left, right))
    return stack.pop()


def _operate(operator: str, left: Decimal, right: Decimal) -> Decimal:
    try:
        match operator:
            case "+":
                found = left + right
            case "-":
                found = left - right
            case "*":
                found = left * right
            case _:
                found = left / right
    except (DivisionByZero, InvalidOperation) as error:
        raise FormulaProblem(
            "The formula divides by zero.", "Check the figure it divides by."
        ) from error
    if found and abs(found.adjusted()) > _MOST_DIGITS:
        raise FormulaProblem(
            "The formula comes to a number that nobody could read.",
            f"It may have {_MOST_DIGITS} digits before the point, and as many after it.",
        )
    return found


def _parse(text: str, kind: str, remedy: str) -> tuple[str, ...]:
    from lark.exceptions import UnexpectedInput  # slow to import; only needed for new formulas

    name = "formula" if kind == "total" else "test"
    if len(text) > MOST_FORMULA:
        message = f"The {name} has {len(text):,} letters, and {MOST_FORMULA:,} are the most."
        raise FormulaProblem(message, "Work a part of it out as a figure of its own.")
    plain = " ".join(text.split())
    try:
        tree = _parser().parse(plain, start=kind)
    except UnexpectedInput as error:
        column = getattr(error, "column", None)
        near = plain[max(0, int(column) - 1) :][:30] if isinstance(column, int) else plain[-30:]
        raise FormulaProblem(
            f'The {name} "{plain}" cannot be read from "{near}" on.', remedy
        ) from error
    steps: list[str] = []
    try:
        _flatten(tree, steps, in_test=kind == "tests")
    except RecursionError as error:
        message = f"The {name} holds more brackets within brackets than can be read."
        raise FormulaProblem(message, "Write it more simply.") from error
    return tuple(steps)


@cache
def _parser() -> "Lark":
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", start=["total", "tests"])


def _flatten(tree: "ParseTree", steps: list[str], *, in_test: bool) -> None:
    kind = str(tree.data)
    parts = list(tree.children)
    if kind in {"number", "reference"}:
        steps.append(f"{'num' if kind == 'number' else 'ref'} {parts[0]}")
    elif kind in {"weekday", "rows"}:
        if not in_test:
            raise _unknown("rows" if kind == "rows" else str(parts[0]), in_test)
        steps.append(
            f"rows {parts[0]}"
            if kind == "rows"
            else f"num {WEEKDAYS.index(str(parts[0]).capitalize())}"
        )
    elif kind == "call":
        _flatten_call(str(parts[0]), parts[1:], steps, in_test)
    else:
        for part in parts:
            if not isinstance(part, str):
                _flatten(part, steps, in_test=in_test)
        if kind == "test":
            steps.append(f"test{parts[1]}".rstrip())
        elif kind != "tests":
            steps.append(f"op {_OPERATORS[kind]}")


def _flatten_call(name: str, values: list[Any], steps: list[str], in_test: bool) -> None:
    if in_test and name in TAKES:
        steps.append(_take(name, values))
        return
    if name not in FUNCTIONS and not (in_test and name == "round"):
        raise _unknown(name, in_test)
    if name == "abs" and len(values) != 1:
        raise FormulaProblem("abs takes one value.", "Write it as abs(…), with no comma.")
    if name == "round" and not (len(values) == 2 and re.fullmatch(r"num \d", _plain(values[1]))):
        raise FormulaProblem(
            "round takes a value and a number of decimal places.", "Write it as round(…, 1)."
        )
    for value in values:
        _flatten(value, steps, in_test=in_test)
    steps.append(f"call {name} {len(values)}")


def _take(name: str, values: list[Any]) -> str:
    """Return the step that asks one thing of one figure."""
    asked = _plain(values[0]) if len(values) == 1 else ""
    if asked.startswith("ref "):
        return f"take {name} {asked[4:]}"
    if asked.startswith("take printed ") and name != "printed":
        return f"take printed-{name} {asked[13:]}"
    raise FormulaProblem(
        f"{name} takes one reference.", f"Write it as {name}(package/resource/key)."
    )


def _plain(tree: "ParseTree") -> str:
    """Return the one step that a part of a test comes to; "" for more than one."""
    steps: list[str] = []
    _flatten(tree, steps, in_test=True)
    return steps[0] if len(steps) == 1 else ""


def _unknown(name: str, in_test: bool) -> FormulaProblem:
    names = [*FUNCTIONS, *(("round", "rows", *TAKES) if in_test else ())]
    return FormulaProblem(
        f'There is no function "{name}".', f"Use one of: {', '.join(names)}.", nearest(name, names)
    )
