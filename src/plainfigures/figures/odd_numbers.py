"""Texts that stand where a number is wanted and are none, or could be two: what to say of each."""

import re

__all__ = ["odd_number"]

_MONTH_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"

_DATE = (
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}"
    rf"|(?:[0-9]+[-/ ])?{_MONTH_NAME}[-/ ][0-9]+|[0-9]+[-/ ]{_MONTH_NAME}"
)
_REASONS = "c (confidential), x (not available), z (not applicable), u (unreliable) or low"
_ODD_TEXTS = (
    (r"[-\u2013\u2014\u2212]+|nil", "may stand for nought or for nothing",
     f"Write 0 if it is nought; else write why there is no number: {_REASONS}."),
    (r"\.\.+|…|:|n/?a|n\.a\.?|na|none|null|-?nan|\?+|tbc|[xyzcu]+|\*+|#+n/?a",
     "is a sign for no number, and says not which",
     f"Write why there is no number: {_REASONS}."),
    (r"#{2,}", "shows no number, since the column is too narrow for it",
     "Make the column wider in the spreadsheet, and save it again."),
    (r"[<>≤≥~].*|(?:less than|fewer than|under|up to|at most) .*", "says less or more than a number",
     "If the number is confidential, write c; if it is too low to show, write low."),
    (r"true|false|yes|no", "is a yes or a no, and a number is wanted", "Write the number."),
    (r"[-+]?[0-9.,]+e[-+]?[0-9]+", "is shortened, and its last digits may be lost",
     "Give the cell a number format with all its digits, and save it again."),
    (r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?", "is a time", "Write a number, such as 12.5."),
    (_DATE,
     "is a date", "Spreadsheets make dates of such numbers as 1-2. Write the number that was meant."),
    (r"[0-9]+ ?[-\u2013/] ?[0-9]+", "is a range, a fraction or a date, and one number is wanted",
     "Write one number."),
    (r"[-+]?\(?£?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?\)?", "may be one number or several",
     "If it is one, write it with commas: {commas}."),
    (r"[-+]?£?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[-+]?£?[0-9]+,[0-9]{1,2}|[-+]?£?[0-9]+,[0-9]{4,}",
     "may have a comma where we write a point", "Write it with a point before its decimals, such as 1.23."),
    (r"[-+]?£?[0-9]{1,3}(?:\.[0-9]{3}){2,}", "has points between its digits, which may be thousands",
     "Write it with commas between thousands, such as 1,234,567."),
    (r"[-+]?£?[0-9][0-9,.']*", "has commas or points that do not stand between thousands",
     "Write it as 12,261 or 12261, with a point before its decimals."),
    (r"\(?[-+]?£?[0-9][0-9,.]*%?\)?[-\u2212\u2013]", "has its minus at the end",
     "Write the minus first, such as -145."),
    (r"[-+]?\(?£?(?=[0-9,.]*[oOlI])(?=[oOlI,.]*[0-9])[0-9oOlI,.]{2,}%?\)?",
     "has a letter among its digits, such as an o for a nought or an l for a one",
     "Write the number in digits alone."),
    (r"[-+]?£?[0-9][0-9,.]*%? ?(?:[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰^]+|\[[^\]]*\]|\([a-z0-9]{1,2}\)|[a-z]{1,2})",
     "has a mark after it, which stands for a note or a status",
     "Write the number alone, and what the mark means in the column for notes."),
    (r"[$€¥].*|.*[$€¥]", "is in another currency", "Write the amount in the unit of the column."),
    (r"[-+]?\.[0-9]+", "begins with a point", "Write a nought before it, such as 0.5."),
    (r"=.*", "is a formula", "Write the number that it gives."),
)  # fmt: skip
_ODD = tuple((re.compile(pattern, re.IGNORECASE), what, do) for pattern, what, do in _ODD_TEXTS)


def odd_number(text: str) -> tuple[str, str]:
    """Return what is to be said of a text that is no number for certain, and what to do."""
    for pattern, what, do in _ODD:
        if pattern.fullmatch(text):
            return what, do.replace("{commas}", text.replace(" ", ","))
    return "is no number", "Write digits, such as 12,261 or 12.5 or -3."
