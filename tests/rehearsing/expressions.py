"""The expressions of workflow files, as far as ours use them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["condition", "filled", "value_of"]

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([\w-]+(?:\.[\w-]+)*)|(==|!=|&&|\|\||[!(),]))")

Context = Mapping[str, Any]


def filled(text: str, context: Context) -> str:
    """Return a text with each `${{ … }}` replaced by its value."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _shown(value_of(found[1], context)), text)


def condition(text: object, context: Context) -> bool:
    """Return whether an `if` holds; one that asks for no state holds only while nothing failed."""
    words = str(text)
    words = re.sub(r"^\s*\$\{\{(.*)\}\}\s*$", r"\1", words)
    asks = re.search(r"\b(?:always|cancelled|failure|success)\(\)", words)
    return bool(value_of(words, context)) and bool(asks or context["success"]())


def value_of(text: str, context: Context) -> Any:
    """Return the value of an expression; what the context does not have is an empty text."""
    tokens: list[tuple[str, str]] = []
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        assert found, f"cannot read {text[place:]!r}"
        quoted, name, sign = found.groups()
        tokens.append(("text", quoted[1:-1].replace("''", "'")) if quoted else ("", name or sign))
        place = found.end()
    reading = _Reading(tokens, context)
    value = reading.either()
    assert not reading.left, f"something is left of {text!r}"
    return value


class _Reading:
    """Reads tokens from left to right; values are as in the host's language."""

    def __init__(self, tokens: list[tuple[str, str]], context: Context) -> None:
        self.left = tokens
        self._context = context

    def either(self) -> Any:
        value = self._both()
        while self._takes("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self) -> Any:
        value = self._compared()
        while self._takes("&&"):
            other = self._compared()
            value = value and other
        return value

    def _compared(self) -> Any:
        value = self._one()
        if self._takes("=="):
            return _shown(value) == _shown(self._one())
        if self._takes("!="):
            return _shown(value) != _shown(self._one())
        return value

    def _one(self) -> Any:
        if self._takes("!"):
            return not self._one()
        if self._takes("("):
            value = self.either()
            assert self._takes(")")
            return value
        kind, word = self.left.pop(0)
        if kind == "text":
            return word
        if self._takes("("):
            given = []
            while not self._takes(")"):
                given.append(self.either())
                self._takes(",")
            call: Callable[..., Any] = self._context[word]
            return call(*given)
        return self._named(word)

    def _named(self, word: str) -> Any:
        value: Any = self._context
        for part in word.split("."):
            value = value.get(part, "") if isinstance(value, Mapping) else ""
        return value

    def _takes(self, sign: str) -> bool:
        if self.left and self.left[0] == ("", sign):
            self.left.pop(0)
            return True
        return False


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
