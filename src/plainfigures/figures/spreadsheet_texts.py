"""Texts that a spreadsheet program takes for a formula when it opens a CSV file.

Such a text can start a program or send what stands in the table to somebody. Numbers with a sign
are none: "-145", "+3.2%", "-£1.2 million", "-0.5 to -0.7".
"""

import re

__all__ = ["begins_formula"]

_ALWAYS = "=@\t\r＝＠"
_SIGNED = "+-＋－"
_NUMBER = re.compile(r"[+-]\s?[£$€]?\s?\d[\d,.]*")
_WORKS = re.compile(r"[-+*/^&=<>|!\"'(){}\[\]@:;#\\`~\n\r\t]|[^\W\d_](?=\d)")
_RANGE = re.compile(r"(?<=[A-Za-z] )-(?=[£$€\d])")


def begins_formula(text: str) -> bool:
    """Return whether a spreadsheet program may work a text out instead of showing it."""
    first = text.lstrip(" \N{NO-BREAK SPACE}")[:1]
    if not first or first not in _ALWAYS + _SIGNED:
        return False
    if first in _ALWAYS:
        return True
    plain = text.strip()
    if not any(letter.isalnum() for letter in plain):
        return False
    number = _NUMBER.match(plain)
    if number is None:
        return True
    return _WORKS.search(_RANGE.sub("", plain[number.end() :])) is not None
