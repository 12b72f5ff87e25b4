"""The ways to corrupt a figure, and mutants made by them.

What an operator makes of a figure is decided by a seed, so that a run can be repeated.
"""

import itertools
import random
import re
from collections.abc import Callable
from decimal import Decimal

from tests.mutation.ground import Ground, Mutant, Spot

__all__ = ["BESIDE", "CORRUPTIONS", "TAKEN_DOWN", "make_mutants"]

CORRUPTIONS = (
    "digit swap",
    "digit drop",
    "digit changed",
    "sign",
    "factor of 10",
    "factor of 1,000",
    "neighbouring cell",
    "wrong period",
    "wrong source",
    "wrong body",
    "wrong area",
)
"""Corruptions of a figure: its value, or of when, from where, whose and of where it is."""

BESIDE = ("as published", "unit", "scale", "status", "basis", "measure", "locator", "vintage")
"""Corruptions of what stands beside the value; reported apart."""

TAKEN_DOWN = ("value and text alike",)
"""A figure that was taken down wrongly: its value and its printed text agree. Two cells."""

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")

Made = Mutant | None
Operator = Callable[[Spot, random.Random], Made]


def make_mutants(ground: Ground, operator: str, count: int, seed: int) -> list[Mutant]:
    """Return `count` different mutants of one operator, or as many as there can be.

    Packages take turns, so that a small one has its share.
    """
    dice = random.Random(f"{seed} {operator}")
    names = list(ground.packages)
    dice.shuffle(names)
    waiting: dict[str, list[Spot]] = {name: [] for name in names}
    for spot in ground.spots():
        waiting[spot.package.name].append(spot)
    for spots in waiting.values():
        dice.shuffle(spots)
    made: dict[tuple[object, ...], Mutant] = {}
    while waiting and len(made) < count:
        for name in list(waiting):
            if not waiting[name]:
                del waiting[name]
            elif len(made) < count:
                mutant = OPERATORS[operator](waiting[name].pop(), dice)
                if mutant:
                    made.setdefault(mutant.change, mutant)
    return list(made.values())


def _swap(text: str, dice: random.Random) -> str:
    places = [found.start() for found in _DIGIT.finditer(text)]
    pairs = [(a, b) for a, b in itertools.pairwise(places) if text[a] != text[b]]
    if not pairs:
        return text
    a, b = dice.choice(pairs)
    return f"{text[:a]}{text[b]}{text[a + 1 : b]}{text[a]}{text[b + 1 :]}"


def _drop(text: str, dice: random.Random) -> str:
    places = [found.start() for found in _DIGIT.finditer(text)]
    if len(places) < 2:
        return text
    place = dice.choice(places)
    return text[:place] + text[place + 1 :]


def _change(text: str, dice: random.Random) -> str:
    places = [found.start() for found in _DIGIT.finditer(text)]
    if not places:
        return text
    place = dice.choice(places)
    return text[:place] + dice.choice("0123456789".replace(text[place], "")) + text[place + 1 :]


def _negate(text: str, dice: random.Random) -> str:
    return text[1:] if text.startswith("-") else f"-{text}"


def _scaled(factor: int) -> Callable[[str, random.Random], str]:
    def scale(text: str, dice: random.Random) -> str:
        number = Decimal(text.replace(",", ""))
        return f"{number * factor if dice.random() < 0.5 else number / factor:f}"

    return scale


def _same(before: str, after: str) -> bool:
    """Whether two texts say the same number."""
    texts = [text.replace(",", "") for text in (before, after)]
    if all(_NUMBER.fullmatch(text) for text in texts):
        return Decimal(texts[0]) == Decimal(texts[1])
    return before == after


def _on_value(operator: str, change: Callable[[str, random.Random], str]) -> Operator:
    """Return an operator that changes the cell of the value."""

    def make(spot: Spot, dice: random.Random) -> Made:
        before = spot.row.cells.get(spot.column, "")
        if not before or (spot.figure.kind != "number" and operator not in _ON_DATES):
            return None
        after = change(before, dice)
        return None if _same(before, after) else spot.cell(operator, spot.column, after)

    return make


def _neighbour(spot: Spot, dice: random.Random) -> Made:
    rows = spot.resource.rows
    at = rows.index(spot.row)
    near = [
        rows[one].cells.get(spot.column, "") for one in (at - 1, at + 1) if 0 <= one < len(rows)
    ]
    before = spot.row.cells.get(spot.column, "")
    choice = [text for text in near if text and not _same(before, text)]
    if not before or not choice:
        return None
    return spot.cell("neighbouring cell", spot.column, dice.choice(choice))


def _period(spot: Spot, dice: random.Random) -> Made:
    before = spot.part("period")[1]
    column = {row.cells.get("period", "") for row in spot.resource.rows}
    years = [int(found) for found in re.findall(r"\d{4}", before)]
    others = column | {_move(before, step) for step in (-1, 1)} if years else column
    return spot.stated("wrong period", "period", sorted(others), dice)


def _move(period: str, years: int) -> str:
    """Return a period by some years later."""
    moved = re.sub(r"\d{4}", lambda found: str(int(found[0]) + years), period)
    return re.sub(
        r"fy(\d{4})-\d\d", lambda found: f"fy{found[1]}-{(int(found[1]) + 1) % 100:02}", moved
    )


def _source(spot: Spot, dice: random.Random) -> Made:
    """Half of the time a source that the same package uses too: the harder to see."""
    near = [figure.source for figure in spot.package.figures]
    others = near if dice.random() < 0.5 and len(set(near)) > 1 else spot.ground.others["source"]
    return spot.stated("wrong source", "source", others, dice)


def _of_register(operator: str, part: str) -> Operator:
    return lambda spot, dice: spot.stated(operator, part, spot.ground.others[part], dice)


def _declared(part: str, names: Callable[[Spot], list[str]]) -> Operator:
    """Return an operator that takes another of the package's own names for a part."""
    return lambda spot, dice: spot.stated(part, part, names(spot), dice)


def _scale(spot: Spot, dice: random.Random) -> Made:
    before = spot.part("scale")[1] or "1"
    return spot.stated("scale", "scale", sorted({"1", "1000", "1000000"} - {before}), dice)


def _printed(spot: Spot, dice: random.Random) -> Made:
    field = spot.resource.field(spot.column)
    column = field.as_published if field else ""
    before = spot.row.cells.get(column, "")
    if not before:
        return None
    after = dice.choice((_swap, _drop, _change))(before, dice)
    return None if _same(before, after) else spot.cell("as published", column, after)


def _locator(spot: Spot, dice: random.Random) -> Made:
    column = f"{spot.column}_locator"
    column = column if spot.row.cells.get(column) else "locator"
    before = spot.row.cells.get(column, "")
    others = {row.cells.get(column, "") for row in spot.resource.rows} | {_change(before, dice)}
    choice = sorted(others - {before, ""})
    return spot.cell("locator", column, dice.choice(choice)) if before and choice else None


def _alike(spot: Spot, dice: random.Random) -> Made:
    """Change the value, and its printed text with it."""
    field = spot.resource.field(spot.column)
    value, column = spot.row.cells.get(spot.column, ""), field.as_published if field else ""
    text = spot.row.cells.get(column, "")
    number = _NUMBER.search(text)
    if spot.figure.kind != "number" or not value or not number:
        return None
    if number[0].replace(",", "").lstrip("-") != value.replace(",", "").lstrip("-"):
        return None
    new = dice.choice((_swap, _drop, _change))(value, dice)
    if _same(value, new):
        return None
    printed = text[: number.start()] + new.lstrip("-") + text[number.end() :]
    if number[0].startswith("-"):
        printed = text[: number.start()] + new + text[number.end() :]
    return Mutant(
        "value and text alike",
        spot.package.name,
        spot.resource.name,
        spot.figure.reference,
        spot.row.line,
        ((spot.column, new), (column, printed)),
        before=value,
    )


_ON_DATES = {"digit swap", "digit drop", "digit changed"}

OPERATORS: dict[str, Operator] = {
    "digit swap": _on_value("digit swap", _swap),
    "digit drop": _on_value("digit drop", _drop),
    "digit changed": _on_value("digit changed", _change),
    "sign": _on_value("sign", _negate),
    "factor of 10": _on_value("factor of 10", _scaled(10)),
    "factor of 1,000": _on_value("factor of 1,000", _scaled(1000)),
    "neighbouring cell": _neighbour,
    "wrong period": _period,
    "wrong source": _source,
    "wrong body": _of_register("wrong body", "body"),
    "wrong area": _of_register("wrong area", "area"),
    "as published": _printed,
    "unit": _declared("unit", lambda spot: [*spot.package.units, "percent", "GBP", "number"]),
    "scale": _scale,
    "status": _of_register("status", "status"),
    "basis": _declared("basis", lambda spot: list(spot.package.bases)),
    "measure": _declared("measure", lambda spot: list(spot.package.measures)),
    "locator": _locator,
    "vintage": _declared(
        "vintage", lambda spot: [row.cells.get("vintage", "") for row in spot.resource.rows]
    ),
    "value and text alike": _alike,
}
