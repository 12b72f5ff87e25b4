"""What a cell of a workbook shows: its number or date in its number format, as spreadsheets do it.

Only formats whose outcome is the same everywhere are written; of any other, `shown` gives None, and
the cell is refused rather than guessed.
"""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from plainfigures.figures.periods import MONTHS, WEEKDAYS

__all__ = ["exact", "shown"]

_GENERAL_DIGITS = 11
# The format by which a workbook says "as dates are written here"; its name is the American one.
_AS_HERE = {"mm-dd-yy": "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy hh:mm"}
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*")|(?P<escaped>\\.)|(?P<space>_.)|(?P<fill>\*.)
      |(?P<bracket>\[[^\]]*\])|(?P<digits>[#0?][#0?,]*(?:\.[#0?]+)?,*|\.[#0?]+)
      |(?P<general>General)|(?P<exponent>[Ee][+-])|(?P<fraction>/(?=\s*[#0?0-9]))|(?P<plain>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(y+|m+|d+|h+|s+|am/pm|a/p)|(.)', re.IGNORECASE | re.DOTALL
)


def exact(value: float | int) -> Decimal:
    """Return the number that a workbook holds, without the noise of its last binary digits."""
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(f"{value:.15g}")


def shown(value: Decimal | datetime.date | datetime.time | bool, number_format: str) -> str | None:
    """Return the text that a cell shows, None where that cannot be said for certain."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M:%S}"
    if isinstance(value, datetime.date):
        return _date(value, _AS_HERE.get(number_format, number_format))
    sections = _sections(number_format)
    if len(sections) == 1:
        text = _number(abs(value), sections[0])
        minus = "-" if value < 0 and text and re.search("[1-9]", text) else ""
        return None if text is None else _negative(minus, text)
    zero = len(sections) > 2 and value == 0
    section = sections[1] if value < 0 else sections[2] if zero else sections[0]
    # An empty section hides the number: nobody who looks at the sheet sees it.
    return _number(abs(value), section) if section else None


def _negative(minus: str, text: str) -> str:
    return f"{minus}{text.lstrip()}"


def _sections(number_format: str) -> list[str]:
    """Split a format at its semicolons, but for those within quotes."""
    sections = [""]
    for found in re.finditer(r'"[^"]*"|\\.|[_*].|.', number_format, re.DOTALL):
        if found[0] == ";":
            sections.append("")
        else:
            sections[-1] += found[0]
    return sections


def _number(size: Decimal, section: str) -> str | None:
    """Write a number without its sign in one section of a format."""
    if section in {"General", "@", ""} or section.lower() == "general":
        return _general(size)
    tokens = [(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(section)]
    digits = [text for kind, text in tokens if kind == "digits"]
    kinds = {kind for kind, _ in tokens}
    if len(digits) > 1 or kinds & {"exponent", "fraction"} or any("?" in one for one in digits):
        if not all(re.fullmatch(r"\?+", one) for one in digits):
            return None
        digits = []
    per_cent = sum(text == "%" for kind, text in tokens if kind == "plain")
    size *= Decimal(100) ** per_cent
    written = []
    for kind, text in tokens:
        piece = _piece(kind, text, size)
        if piece is None:
            return None
        written.append(piece)
    return "".join(written).strip()


def _piece(kind: str, text: str, size: Decimal) -> str | None:
    match kind:
        case "quoted":
            return text[1:-1]
        case "escaped":
            return text[1]
        case "space" | "fill":
            return ""
        case "bracket":
            currency = re.fullmatch(r"\[\$([^\]-]*)(?:-[0-9A-Fa-f]+)?\]", text)
            if currency:
                return currency[1]
            colour = re.fullmatch(r"\[(?:[A-Za-z]+|color ?[0-9]+)\]", text, re.IGNORECASE)
            return "" if colour and text.lower() not in {"[h]", "[m]", "[s]"} else None
        case "general":
            return _general(size)
        case "digits":
            return "" if set(text) == {"?"} else _digits(size, text)
    return text if text in "£$€%-+() /:–−'@" or text.isspace() else None


def _digits(size: Decimal, pattern: str) -> str | None:
    scaled = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    size = size.scaleb(-3 * scaled)
    whole, _, decimals = pattern.partition(".")
    rounded = size.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    integer, _, fraction = f"{rounded:f}".partition(".")
    least = whole.replace(",", "").count("0")
    integer = integer.lstrip("0").rjust(least, "0")
    if "," in whole:
        integer = f"{int(integer):,}" if integer else ""
        if len(integer.replace(",", "")) < least:
            return None
    needed = len(decimals.rstrip("#"))
    fraction = fraction[:needed] + fraction[needed:].rstrip("0")
    return f"{integer}.{fraction}" if "." in pattern and (fraction or decimals) else integer


def _general(size: Decimal) -> str:
    """Write a number as a cell without a format does: up to eleven digits."""
    if size == size.to_integral_value() and size < Decimal(10) ** _GENERAL_DIGITS:
        return f"{size.to_integral_value():f}"
    if size >= Decimal(10) ** _GENERAL_DIGITS or size < Decimal("0.0001"):
        return f"{size:.5E}"
    before = max(len(f"{int(size)}"), 1)
    rounded = size.quantize(Decimal(1).scaleb(before - _GENERAL_DIGITS + 1), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _date(value: datetime.date, number_format: str) -> str | None:
    """Write a day, with its time where the format has one."""
    moment = value if isinstance(value, datetime.datetime) else None
    section = re.sub(r"^\[\$[^\]]*\]", "", number_format.split(";", maxsplit=1)[0])
    pieces: list[str] = []
    after_hour = False
    tokens = list(_DATE_TOKEN.finditer(section))
    for number, found in enumerate(tokens):
        quoted, escaped, bracket, letters, other = found.groups()
        if bracket:
            if not bracket.startswith("[$"):
                return None
            continue
        if not letters:
            pieces.append(quoted or escaped or other or "")
            continue
        code = letters.lower()
        before_seconds = any(
            (one[4] or "").lower().startswith("s") for one in tokens[number + 1 :][:2]
        )
        if code[0] == "m" and len(code) < 3 and (after_hour or before_seconds):
            code = "minutes"
        after_hour = code[0] == "h"
        piece = _date_piece(code, value, moment)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces).strip()


def _date_piece(code: str, day: datetime.date, moment: datetime.datetime | None) -> str | None:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    known = {
        "d": f"{day.day}", "dd": f"{day.day:02}", "ddd": weekday[:3], "dddd": weekday,
        "m": f"{day.month}", "mm": f"{day.month:02}", "mmm": month[:3], "mmmm": month,
        "yy": f"{day.year % 100:02}", "yyyy": f"{day.year}",
    }  # fmt: skip
    if code in known:
        return known[code]
    at = moment.time() if moment else datetime.time()
    times = {
        "h": f"{at.hour}", "hh": f"{at.hour:02}", "minutes": f"{at.minute:02}",
        "s": f"{at.second}", "ss": f"{at.second:02}",
    }  # fmt: skip
    return times.get(code)
