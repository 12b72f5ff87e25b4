"""The one way in which numbers are written: prose, tables, charts, text alternatives and feeds.

Follows the GOV.UK style guide for numbers and money: commas in thousands, "£12.3 million" from a
million up, "36%" with the sign. Rounding is half up, on exact decimals.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

from plainfigures.errors import FiguresError
from plainfigures.figures.units import Unit

__all__ = [
    "FORMS",
    "NUMBER_WORDS",
    "base_text",
    "capitalise",
    "counted",
    "in_words",
    "joined",
    "round_half_up",
    "show",
]

FORMS = ("short", "full", "thousands", "printed", "words")

MINUS = "\N{MINUS SIGN}"
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = (
    *_ONES,
    *(f"{ten}-{one}" if one else ten for ten in _TENS for one in ("", *_ONES[1:10])),
    "one hundred",
)
"""The whole numbers from zero to one hundred in words, in order."""

MILLION = Decimal(10**6)
BILLION = Decimal(10**9)
_WIDE = Context(prec=60)  # digits; no product of figures is longer


def round_half_up(value: Decimal, places: int = 0) -> Decimal:
    """Round `value` to `places` decimals, a half away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def base_text(value: Decimal) -> str:
    """Write `value` in base units for a machine: plain digits, no exponent, no trailing zeros."""
    plain = format(value.normalize(), "f")
    return "0" if plain in {"-0", ""} else plain


def show(value: Decimal, unit: Unit, form: str = "short", *, noun: bool = False) -> str:
    """Write `value` (in base units) for a reader.

    `form` is "short" (£12.3 million), "full" (£12,261,000), "thousands" (£12,261 thousand) or
    "words" (twelve). With `noun` the unit's noun follows the number ("603 calls").
    Raises FiguresError for a form that does not fit the value.
    """
    if form == "words":
        number = in_words(value)
    else:
        digits = _digits(abs(value), unit, form)
        # What is shown as nought has no sign.
        sign = MINUS if value < 0 and digits.strip("0.") else ""
        number = sign + unit.prefix + digits + unit.suffix
    word = unit.noun(singular=number.lstrip(MINUS) in {"1", "one"})
    return f"{number} {word}" if word and (noun or unit.name == "percentage-points") else number


def in_words(value: Decimal) -> str:
    """Write a whole number from 0 to 100 in words.

    Raises FiguresError for any other number, since words would hide it.
    """
    if value != value.to_integral_value() or not 0 <= value <= 100:
        raise FiguresError(
            f"{value:,f} cannot be written in words.",
            'Words are for whole numbers from 0 to 100. Leave form="words" out.',
        )
    return NUMBER_WORDS[int(value)]


def capitalise(text: str) -> str:
    """Give `text` a capital first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str) -> str:
    """Write how many things there are, in digits: "1 row", "1,240 rows"."""
    return f"{number:,} {one if number == 1 else many}"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """Join parts as a sentence does: "2019, 2021 and 2024"; `last` is the word before the last one."""
    *before, end = [*parts] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


def _digits(size: Decimal, unit: Unit, form: str) -> str:
    if form == "thousands":
        return f"{_grouped(size / 1000)} thousand"
    if form == "short" and unit.money:
        # What would round to a thousand millions is written in billions, and so below.
        if round_half_up(size / MILLION, 1) >= 1000:
            return f"{_grouped(round_half_up(size / BILLION, 1))} billion"
        if round_half_up(size, 2) >= MILLION:
            return f"{_grouped(round_half_up(size / MILLION, 1))} million"
    if form in {"short", "full"}:
        return _money(size, form) if unit.money else _plain(size, form)
    raise FiguresError(f'There is no form "{form}".', f"Use one of: {', '.join(FORMS)}.")


def _money(size: Decimal, form: str) -> str:
    if size == size.to_integral_value():
        return _grouped(size)
    return f"{round_half_up(size, 2):,.2f}" if form == "short" else _grouped(size)


def _plain(size: Decimal, form: str) -> str:
    return _grouped(round_half_up(size, 1) if form == "short" else size)


def _grouped(size: Decimal) -> str:
    """Commas in thousands, and no zero at the end of a decimal part."""
    text = f"{size:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
