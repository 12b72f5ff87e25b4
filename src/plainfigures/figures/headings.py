"""Headings of columns as others write them: "Forecast (£000)", "% of calls", "Financial year"."""

import re

from msgspec import Struct

from plainfigures.figures.taken import Refused, Wanted

__all__ = ["Hints", "heading_disagrees", "heading_hints", "plain_heading"]

_THOUSANDS = r"000'?s?|'000s?|k|thousands?|000"
_SIZES = (
    (
        rf"£ ?'?(?:{_THOUSANDS})\b|\('?(?:{_THOUSANDS})\)|\bthousands(?: of pounds)?\b|\b000s\b",
        1000,
    ),
    (r"£ ?'?(?:m|mn|million|millions)\b|\((?:m|million|millions)\)|\bin millions\b|\bmillions\b", 1_000_000),
    (r"£ ?(?:bn|billions?)\b|\bin billions\b|\bbillions\b", 1_000_000_000),
)  # fmt: skip
_UNITS = (
    (r"£|\bgbp\b|\bpounds\b", "GBP"),
    (r"percentage[- ]points?", "percentage-points"),
    (r"%|\bper ?cent(?:age)?\b|\bpercent(?:age)?\b|\bpct\b", "percent"),
    (r"\bper 10,?000\b", "per-10000"),
)


class Hints(Struct, frozen=True):
    """What a heading says of its numbers: a built-in `unit`, or ""; a `scale`, or 0.

    `plain` is the heading without them.
    """

    plain: str
    unit: str = ""
    scale: int = 0


def heading_hints(text: str) -> Hints:
    """Read the unit and the scale that a heading names."""
    lower = " ".join(text.lower().replace("\u2019", "'").split())
    scale = next((size for pattern, size in _SIZES if re.search(pattern, lower)), 0)
    unit = next((name for pattern, name in _UNITS if re.search(pattern, lower)), "")
    if unit == "per-10000":
        scale = 0
    if unit == "GBP" and not scale and re.search(r"\(£\)|\bin pounds\b|£$", lower):
        scale = 1
    plain = re.sub(r"\s*\([^()]*(?:£|%|000|thousand|million|per ?cent)[^()]*\)", "", text)
    plain = re.sub(
        r"[,\s]*£\s*'?(?:000s?|k|mn?|millions?|thousands?|bn|billions?)?(?![a-z0-9])|\s*%\s*$|^\s*%\s*",
        " ",
        plain,
        flags=re.I,
    )
    return Hints(" ".join(plain.split()) or " ".join(text.split()), unit, scale)


def heading_disagrees(cell: str, text: str, wanted: Wanted) -> Refused | None:
    """Refuse a heading that names another unit or size of numbers than a column of ours has."""
    hints = heading_hints(text)
    if wanted.type not in {"number", "integer"}:
        return None
    unit = wanted.unit
    per_cent = unit.suffix == "%" or unit.name in {"percent", "percentage-points"}
    other = (
        (hints.unit == "GBP" and not unit.money)
        or (hints.unit in {"percent", "percentage-points"} and not per_cent)
        or (hints.unit == "per-10000" and unit.name != "per-10000")
    )
    if other:
        what = {"GBP": "pounds", "per-10000": "rates per 10,000"}.get(hints.unit, "percentages")
        message = f'"{text}" says {what}, and "{wanted.name}" is in {unit.other or unit.name}.'
        return Refused(cell, message, "See whether this is the right column.")
    if hints.scale and hints.scale != wanted.scale:
        words = {1: "single pounds" if unit.money else "single ones", 1000: "thousands"}
        words |= {1_000_000: "millions", 1_000_000_000: "billions"}
        said, own = words[hints.scale], words.get(wanted.scale, f"units of {wanted.scale:,}")
        message = f'"{text}" says {said}, and "{wanted.name}" is in {own}.'
        return Refused(cell, message, f"Send the column in {own}, with a heading that says so.")
    return None


def plain_heading(text: str) -> str:
    """Return the letters and digits of a heading, or of a name, so that it can be compared.

    Case, spaces and punctuation do not count, and & is "and".
    """
    return re.sub(r"[\W_]+", "", text.casefold().replace("&", "and"))
