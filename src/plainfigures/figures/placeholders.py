"""Placeholders: what stands in a setting until somebody fills it in."""

import re

__all__ = ["filled_in", "placeholder_in", "still_to_write"]

_PLACEHOLDER = re.compile(
    r"\b(?:to\s?do|tb[acd]|fix\s?me|change\s?me|x{3,}|n/a|placeholder|lorem ipsum|"
    r"insert (?:your|here|a|the)|your (?:name|organisation|body|council|site|address|email|e-mail|contact))\b"
    r"|\bexample\.(?:com|org|net|co\.uk|gov\.uk)\b|\.(?:invalid|localhost)\b"
    r"|\blocalhost\b|\b127\.0\.0\.1\b|…|\.\.\.|[<\[{][^>\]}]{0,200}[>\]}]|^[\W_]+$",
    re.IGNORECASE,
)


_TO_WRITE = re.compile(
    r"say (?:what|who|how|which|where|when)\b.*|(?:to\s?do|tb[acd]|x{3,}|placeholder|…|\.\.\.)\W*",
    re.IGNORECASE | re.DOTALL,
)


def still_to_write(text: str) -> bool:
    """Whether a text is no text yet but a word in its place, or asks for one: “Say what it holds.”"""
    return bool(_TO_WRITE.fullmatch(text.strip()))


def placeholder_in(text: str) -> str:
    """Return the words or the address in `text` that stand for something still to come, or ""."""
    found = _PLACEHOLDER.search(text)
    return found[0] if found else ""


def filled_in(text: str) -> str:
    """Return a setting as readers may see it: empty while it holds a placeholder."""
    return "" if placeholder_in(text) else text
