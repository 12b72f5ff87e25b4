"""The small language of formulas over references: derived figures, and relations between figures.

`a/b/c - d/e/f`, `sum(a/b/c, a/b/d) / a/b/total * 100`: references, numbers, `+ - * /` with spaces
around them, parentheses and the functions sum, min, max and abs. A formula is parsed into steps in
reverse Polish order (plain texts, so that they can be stored) and worked out on exact decimals;
nothing is ever evaluated as Python.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING

from plainfigures.errors import FormulaProblem

if TYPE_CHECKING:
    from lark import Lark, ParseTree

__all__ = ["FUNCTIONS", "inputs_of", "parse_formula", "work_out"]

FUNCTIONS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "sum": lambda values: sum(values, Decimal(0)),
    "min": min,
    "max": max,
    "abs": lambda values: abs(values[0]),
}

_GRAMMAR = r"""
    ?start: total
    ?total: product | total " + " product -> add | total " - " product -> subtract
    ?product: factor | product " * " factor -> multiply | product " / " factor -> divide
    ?factor: NUMBER -> number
        | REFERENCE -> reference
        | NAME "(" " "* total ("," " "* total)* " "* ")" -> call
        | "(" " "* total " "* ")"
    NUMBER: /\d+(\.\d+)?(?![\w\/-])/
    REFERENCE.2: /[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9.\-]+(@[a-z0-9.\-]+)?(\/[a-z0-9-]+)?(~[a-z0-9-]+)?/
    NAME: /[a-z]+/
"""
_OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}


def parse_formula(text: str) -> tuple[str, ...]:
    """Return the steps of a formula: `ref …`, `num …`, `op …`, `call name count`.

    Raises FormulaProblem where the text is no formula.
    """
    from lark.exceptions import UnexpectedInput  # slow to import; only needed for new formulas

    plain = " ".join(text.split())
    try:
        tree = _parser().parse(plain)
    except UnexpectedInput as error:
        column = getattr(error, "column", None)
        near = plain[max(0, int(column) - 1) :][:30] if isinstance(column, int) else plain[-30:]
        raise FormulaProblem(
            f'The formula "{plain}" cannot be read from "{near}" on.',
            "Use references, numbers, sum(…), min(…), max(…), abs(…) and + - * / with a space on "
            "both sides.",
        ) from error
    steps: list[str] = []
    _flatten(tree, steps)
    return tuple(steps)


def inputs_of(steps: Sequence[str]) -> tuple[str, ...]:
    """Return the references that a formula uses, in order, each once."""
    references = (step[4:] for step in steps if step.startswith("ref "))
    return tuple(dict.fromkeys(references))


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
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    try:
        return left / right
    except (DivisionByZero, InvalidOperation) as error:
        raise FormulaProblem(
            "The formula divides by zero.", "Check the figure it divides by."
        ) from error


@cache
def _parser() -> "Lark":
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr")


def _flatten(tree: "ParseTree", steps: list[str]) -> None:
    kind = str(tree.data)
    if kind in {"number", "reference"}:
        steps.append(f"{'num' if kind == 'number' else 'ref'} {tree.children[0]}")
        return
    parts = list(tree.children)
    name = ""
    if kind == "call":
        name = str(parts.pop(0))
        if name not in FUNCTIONS:
            raise FormulaProblem(
                f'There is no function "{name}".', f"Use one of: {', '.join(FUNCTIONS)}."
            )
    for part in parts:
        if not isinstance(part, str):
            _flatten(part, steps)
    if name == "abs" and len(parts) != 1:
        raise FormulaProblem("abs takes one value.", "Write it as abs(…), with no comma.")
    steps.append(f"call {name} {len(parts)}" if name else f"op {_OPERATORS[kind]}")
