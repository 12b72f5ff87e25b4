"""Numbers in the guises that spreadsheets give them: "£12,261.00", "(145)", "36 %", "12.3k".

A guise is taken in where it can mean one number only. What could mean two is refused, with what to
write instead: "1,23" may be a decimal comma, "1 234" two numbers, "12,261*" has a note somewhere.
"""

import datetime
import re
from decimal import Decimal

from msgspec import Struct

from plainfigures.errors import TextProblem
from plainfigures.figures.numerals import QUALIFIERS, read_number
from plainfigures.figures.odd_numbers import odd_number
from plainfigures.figures.records import MISSING_REASONS
from plainfigures.figures.sheets import Cell
from plainfigures.figures.taken import Reading, Refused, Taken, Wanted

__all__ = ["LEAST_PER_CENT", "WIDE_SPACES", "error_in", "printed_size", "refuse", "take_number"]

WIDE_SPACES = "\u00a0\u2007\u2009\u200a\u202f"
"""Spaces that do not break, as they stand between thousands."""

_BOUNDS = {"less than", "fewer than", "under", "up to", "at most"}
"""Words before a number that often hide a small one, and so are taken for no number."""
_MAGNITUDES = {
    "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9,
}  # fmt: skip
LEAST_PER_CENT = 10
"""From this size on, a number without a sign is taken for a percentage; a share is smaller."""
_SIZES = {1000: "thousands", 1_000_000: "millions", 1_000_000_000: "billions"}
_MINUS = "\u2212\u2013-"
_GUISE = re.compile(
    rf"""'?(?P<before>£)?(?P<open>\()?[ ]?(?P<sign>[+{_MINUS}])?[ ]?(?P<pound>£)?[ ]?
        (?P<inner>[{_MINUS}])?
        (?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]{{1,3}}(?:_[0-9]{{3}})+(?:\.[0-9]+)?
          |[0-9]+(?:\.[0-9]+)?)
        [ ]?(?P<magnitude>k|m|bn|thousand|million|billion)?[ ]?(?P<percent>%|per[ ]?cent)?[ ]?
        (?P<close>\))?""",
    re.VERBOSE | re.IGNORECASE,
)
_FITS = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
_SYMBOL = re.compile(r"\[?(c|x|z|u|low)\]?")
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:[0-9]+")


class _Guise(Struct, frozen=True):
    """A number in its guise: its digits without grouping, and what stands around them."""

    digits: str
    negative: bool
    money: bool
    percent: bool
    magnitude: int
    commas: bool
    spaced: bool

    @property
    def size(self) -> Decimal:
        """The number with its sign and the magnitude that it names itself."""
        size = Decimal(self.digits).scaleb(self.magnitude)
        return -size if self.negative else size

    @property
    def step(self) -> Decimal:
        """The unit of its last shown digit."""
        return Decimal(1).scaleb(self.magnitude - len(self.digits.partition(".")[2]))


def refuse(cell: Cell, what: str, remedy: str, shown: str = "") -> Refused:
    """Refuse a cell: `what` goes on from the text that it shows."""
    text = (shown or cell.text).strip()
    text = text if len(text) <= 40 else f"{text[:39]}…"
    return Refused(cell.name, f'"{text}" {what}.', remedy)


def error_in(cell: Cell) -> Refused | None:
    """Refuse a cell that shows an error of its spreadsheet, or whose content is not known."""
    if cell.problem:
        return Refused(cell.name, cell.problem, "Mend it in the spreadsheet, and save it again.")
    if _ERROR.fullmatch(cell.text.strip()):
        what = "is an error of the spreadsheet"
        return refuse(cell, what, "Mend the formula there, and save it again.")
    return None


def take_number(cell: Cell, wanted: Wanted, reading: Reading) -> Taken | Refused:
    """Take in a number, or the symbol for why there is none; refuse what could mean two things."""
    text = _tidied(cell.text)
    symbol = _SYMBOL.fullmatch(text)
    if not text:
        return Taken("")
    if symbol and symbol[1] in MISSING_REASONS:
        return Taken("", text, reason=symbol[1])
    if isinstance(cell.value, datetime.date):
        remedy = "Spreadsheets make dates of such numbers as 1-2. Write the number that was meant."
        return refuse(cell, "is a date, and a number is wanted", remedy)
    guise, qualifier = _guise(text, wanted)
    if guise is None:
        return _odd(cell, text)
    problem = (
        _doubtful_digits(cell, text, guise, reading)
        or _other_unit(cell, guise, wanted, reading)
        or _other_scale(cell, guise, wanted, reading)
    )
    if problem:
        return problem
    note = _held_note(cell, guise)
    if isinstance(note, Refused):
        return note
    return _taken(cell, text, guise, wanted, qualifier, note)


def printed_size(text: str) -> Decimal | None:
    """Return the number that a text is in a guise, without regard to its column; None if it is none."""
    guise, _ = _guise(_tidied(text), Wanted("", "number"))
    return guise.size if guise else None


def _tidied(text: str) -> str:
    """Make a wide space between thousands a `_`, and any other space plain."""
    text = re.sub(rf"(?<=[0-9])[{WIDE_SPACES}](?=[0-9]{{3}}(?![0-9]))", "_", text)
    return re.sub(rf"[{WIDE_SPACES}\s]+", " ", text).strip()


def _guise(text: str, wanted: Wanted) -> tuple[_Guise | None, str]:
    """Return the guise of a number and the words before it, None where it is no number."""
    lower = text.lower()
    known = (one for one in QUALIFIERS if one not in _BOUNDS)
    qualifier = next((one for one in known if lower.startswith(f"{one} ")), "")
    rest = text[len(qualifier) :].strip()
    nouns = [noun for noun in (wanted.unit.one, wanted.unit.other) if noun]
    noun = next((one for one in nouns if rest.lower().endswith(f" {one.lower()}")), "")
    rest = rest[: len(rest) - len(noun)].strip() if noun else rest
    found = _GUISE.fullmatch(rest)
    if found is None:
        return None, ""
    pounds = [found["before"], found["pound"]]
    signs = [found["sign"], found["inner"]]
    brackets = bool(found["open"]), bool(found["close"])
    if all(pounds) or all(signs) or brackets[0] != brackets[1] or (brackets[0] and any(signs)):
        return None, ""
    digits = found["digits"]
    guise = _Guise(
        digits=digits.replace(",", "").replace("_", ""),
        negative=brackets[0] or any(sign not in {None, "+"} for sign in signs),
        money=any(pounds),
        percent=bool(found["percent"]),
        magnitude=_MAGNITUDES.get((found["magnitude"] or "").lower(), 0),
        commas="," in digits,
        spaced="_" in digits,
    )
    return guise, qualifier


def _odd(cell: Cell, text: str) -> Refused:
    """Refuse a text that is no number in a guise, with words for what it is."""
    return refuse(cell, *odd_number(text.replace("_", " ")))


def _doubtful_digits(cell: Cell, text: str, guise: _Guise, reading: Reading) -> Refused | None:
    if re.match(r"0[0-9]", guise.digits):
        remedy = "Write it without them if it is a number."
        return refuse(cell, "begins with noughts, as a code does and a number does not", remedy)
    # What a workbook holds as a number is known, however it is shown.
    if isinstance(cell.value, Decimal) or reading.decimal == "point":
        return None
    sure = guise.digits.count(".") and guise.commas
    like_thousands = re.search(r"[.,][0-9]{3}(?![0-9])", text) and not sure
    if like_thousands and reading.decimal == "comma" and text.count(",") < 2:
        what = "may be thousands or decimals: commas or points of this column are used otherwise"
        remedy = (
            "Write the numbers of this column as 1,234.5; or add --decimal point, if commas stand "
            "between thousands."
        )
        return refuse(cell, what, remedy)
    return None


def _other_unit(cell: Cell, guise: _Guise, wanted: Wanted, reading: Reading) -> Refused | None:
    unit = wanted.unit
    per_cent = unit.suffix == "%" or unit.name == "percentage-points"
    if guise.money and not unit.money:
        return refuse(
            cell,
            f'is money, and "{wanted.name}" is not',
            "See whether this is the right column.",
        )
    if guise.percent and not per_cent:
        remedy = "See whether this is the right column."
        return refuse(cell, f'is a percentage, and "{wanted.name}" is not', remedy)
    unsigned = unit.suffix == "%" and not guise.percent and reading.percentages != "per-cent"
    if unsigned and 0 < abs(guise.size) < LEAST_PER_CENT:
        share = f"{(guise.size * 100).normalize():f}%"
        remedy = (
            f"Write {share} or {guise.digits}%, as it is meant; or add --percentages per-cent, "
            "if all numbers of the column are in per cent."
        )
        return refuse(cell, "may be a share or a percentage", remedy)
    return None


def _other_scale(cell: Cell, guise: _Guise, wanted: Wanted, reading: Reading) -> Refused | None:
    size = _SIZES.get(wanted.scale, f"units of {wanted.scale:,}")
    if guise.magnitude:
        if guise.magnitude == 6 and not (guise.money or wanted.unit.money):
            remedy = "Write the number in full."
            if re.search(r"[0-9 ]m\b", cell.text.lower()):
                return refuse(cell, "may be millions, or metres or minutes", remedy)
        if reading.scale > 1:
            said = _SIZES.get(reading.scale, f"units of {reading.scale:,}")
            what = f"names its own size, and the heading says {said}"
            return refuse(cell, what, "Write it as the others in its column.")
        return None
    if reading.scale and reading.scale != wanted.scale:
        said = _SIZES.get(reading.scale, "single ones")
        own = size if wanted.scale != 1 else "single ones"
        what = f'is in {said} by its heading, and "{wanted.name}" is in {own}'
        return refuse(cell, what, f"Send the column in {own}, with a heading that says so.")
    if wanted.scale != 1 and not reading.scale:
        sign = "£" if wanted.unit.money else ""
        short = f"{sign}000" if wanted.scale == 1000 else f"{sign}m"
        return refuse(
            cell,
            f'may be in full, and "{wanted.name}" is in {size}',
            f"Say in the heading what its numbers are in, such as “({short})”.",
        )
    return None


def _held_note(cell: Cell, guise: _Guise) -> str | Refused:
    """Hold what a cell shows against what its workbook holds; return what to tell of it."""
    if not isinstance(cell.value, Decimal):
        return ""
    held = cell.value * 100 if guise.percent else cell.value
    difference = abs(guise.size - held)
    if difference > guise.step / 2 + abs(held).scaleb(-12):
        what = f"is shown, but the file holds {cell.value.normalize():f}"
        remedy = "Give the cell a plain number format, so that it shows what it holds."
        return refuse(cell, what, remedy)
    if difference <= abs(held).scaleb(-12):
        return ""
    return f"{cell.name} shows {cell.text.strip()}, and the file holds more digits: taken as shown."


def _taken(
    cell: Cell, text: str, guise: _Guise, wanted: Wanted, qualifier: str, note: str
) -> Taken | Refused:
    digits = guise.digits
    if guise.magnitude:
        digits = f"{abs(guise.size) / wanted.scale:f}"
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
    if wanted.type == "integer":
        whole, _, decimals = digits.partition(".")
        if decimals.strip("0"):
            return refuse(
                cell,
                f'has decimals, and "{wanted.name}" takes whole numbers',
                "See whether this is the right column.",
            )
        digits = whole
    if not _FITS.fullmatch(digits):
        remedy = "Write it with at most 18 digits, and 9 after the point."
        return refuse(cell, "has more digits than a figure can have", remedy)
    if wanted.grouped and guise.commas and not guise.magnitude:
        whole, point, decimals = digits.partition(".")
        digits = f"{int(whole):,}{point}{decimals}"
    sign = "-" if guise.size < 0 else ""
    shown = text.replace("_", ",").removeprefix("'")
    if guise.spaced:
        note = note or f"{cell.name} has spaces between thousands: written with commas."
    if not _reads_as(shown, guise):
        pound, percent = "£" * guise.money, "%" * guise.percent
        shown = f"{qualifier} {sign}{pound}{guise.digits}{percent}".strip()
        if not _reads_as(shown, guise):
            return refuse(cell, "is no number", "Write digits, such as 12,261 or 12.5 or -3.")
    return Taken(f"{sign}{digits}", shown, note=note)


def _reads_as(shown: str, guise: _Guise) -> bool:
    """Whether the checks will read in a text as published what was taken from it."""
    try:
        return read_number(shown).value == guise.size
    except TextProblem:
        return False
