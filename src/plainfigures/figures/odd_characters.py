"""Characters that have no business in a text: hidden ones, and those that turn it round.

What is not named here is let through: letters of every language, signs, emoji, non-breaking spaces,
soft hyphens, accents that stand apart from their letters. Some hidden characters belong to a script,
and are let through there: the joiners of Persian, of Indian languages and of emoji, the marks that
keep numbers in their place within Arabic or Hebrew, the tags that make the flag of Wales.
"""

import re
from functools import cache

from msgspec import Struct

__all__ = ["OddCharacter", "odd_character", "without_odd"]

_TURNS = "it turns the direction of text, so that readers see something else than is written"
_HIDDEN = "nobody can see it, and words that look alike are not the same"
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_NO_CHARACTERS = r"\ufdd0-\ufdef" + "".join(
    # The two planes after these are private.
    rf"\U{plane:04x}fffe\U{plane:04x}ffff"
    for plane in range(15)
)
_KINDS = (
    (rf"{_CONTROLS}\x80-\x9f\ufff9-\ufffb", "it is a control character and no letter"),
    (r"\u202a-\u202e\u2066-\u2069", _TURNS),
    (
        (
            r"\u115f\u1160\u180e\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufeff"
            r"\uffa0\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
        ),
        _HIDDEN,
    ),
    (r"\ud800-\udfff", "it is half of a character, which no file can hold"),
    (r"\ufffd", "it stands where a letter was lost when the text was saved"),
    (r"\ufffc", "a picture stood here"),
    (r"\ue000-\uf8ff\U000f0000-\U0010ffff", "machines do not agree on what it looks like"),
    (_NO_CHARACTERS, "it is no character at all"),
)
_PLAIN = re.compile(f"[{_CONTROLS}]")
_BY_PLACE = re.compile(r"[\u061c\u200c-\u200f\U000e0020-\U000e007f]")
"""Hidden characters that belong to some scripts, and nowhere else."""
_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
_FLAG = "\N{WAVING BLACK FLAG}"
_LATIN = 0x0250
"""Below this, letters are Latin and join by themselves."""


class OddCharacter(Struct, frozen=True):
    """A character that has no business where it stands: its place in the text, and why."""

    start: int
    character: str
    why: str

    @property
    def words(self) -> str:
        """What to say of it: its number, since it cannot be shown, and why it may not stand."""
        return f"the character U+{ord(self.character):04X}: {self.why}"


def odd_character(text: str) -> OddCharacter | None:
    """Return the first character in a text that has no business there; None where all is well.

    Tabs and the ends of lines are let through. The time is linear in the length of the text.
    """
    if text.isascii():
        found = _PLAIN.search(text)
    else:
        found = _any_odd().search(text)
        for one in _BY_PLACE.finditer(text, 0, found.start() if found else len(text)):
            if not _belongs(text, one.start()):
                why = _TURNS if one[0] in "\u061c\u200e\u200f" else _HIDDEN
                return OddCharacter(one.start(), one[0], why)
    if found is None:
        return None
    why = next(why for letters, why in _KINDS if re.match(f"[{letters}]", found[0]))
    return OddCharacter(found.start(), found[0], why)


def without_odd(text: str) -> str:
    """Return a text in which each such character stands as its number, such as [U+202E]."""
    if text.isascii() and text.isprintable():
        return text
    return _any_odd().sub(lambda one: f"[U+{ord(one[0]):04X}]", text)


@cache
def _any_odd() -> re.Pattern[str]:
    return re.compile(f"[{''.join(letters for letters, _ in _KINDS)}]")


def _belongs(text: str, at: int) -> bool:
    """Return whether a hidden character stands where a script or an emoji needs it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "\u200c\u200d":
        return bool(before) and ord(before) >= _LATIN and bool(after) and ord(after) >= _LATIN
    if text[at] in "\u061c\u200e\u200f":
        # Beside the letters of such a script, within as many letters as a name has.
        return bool(_RIGHT_TO_LEFT.search(text, max(at - 40, 0), at + 40))
    return before == _FLAG or "\U000e0020" <= before < "\U000e007f"
