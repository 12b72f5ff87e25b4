"""What a site's configuration says on typed numbers: what is allowed, and its own typed words."""

from collections.abc import Iterator

import yaml

from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.figures.declarations import AllowedNumber, Wording

__all__ = ["ALLOWED", "IN_CODE", "allowed_numbers", "own_words", "pages_with_code", "typed_words"]

ALLOWED = "allowed_numbers"
"""The setting that lists patterns for numbers that may be typed."""

LONG = 6
"""The shortest text of a setting that may hold a number; less would let plain numbers pass."""

IN_CODE = "numbers_in_code"
_TOLD = ("publisher", "contact", "answer_within")
"""The setting that lists the addresses below which code may hold numbers."""


def allowed_numbers(config: SiteConfig) -> tuple[AllowedNumber, ...]:
    """Return the patterns for numbers that may be typed, each with its line.

    What is no pattern with a reason comes with that part empty, for a rule to find.
    """
    found = []
    setting = _setting(config, ALLOWED)
    is_list = isinstance(setting, yaml.SequenceNode)
    for entry in _items(setting) if is_list or not setting or not setting.value else [setting]:
        parts = {_text(key): _text(value) for key, value in _pairs(entry)}
        line = entry.start_mark.line + 1
        found.append(AllowedNumber(parts.get("pattern", ""), parts.get("why", "").strip(), line))
    return tuple(found)


def pages_with_code(config: SiteConfig) -> tuple[str, ...]:
    """Return the addresses below which code may hold numbers, such as `editing/`."""
    node = _setting(config, IN_CODE)
    items = [node] if isinstance(node, yaml.ScalarNode) else _items(node)
    return tuple(text for text in map(_text, items) if text)


def own_words(config: SiteConfig) -> tuple[str, ...]:
    """Return what a site says of whom to turn to, such as a telephone number."""
    found = (str(config.settings.get(name) or "") for name in _TOLD)
    return tuple(text for text in found if len(text) >= LONG)


def typed_words(config: SiteConfig) -> tuple[Wording, ...]:
    """Return the words of the configuration that stand on pages: names, and titles of the menu."""
    root = _root(config)
    texts = [_text(_part(root, name)) for name in ("site_name", "site_description")]
    texts += _titles(_part(root, "nav"))
    return tuple(Wording(CONFIGURATION, text) for text in texts if text)


def _titles(node: yaml.Node | None) -> Iterator[str]:
    for item in _items(node):
        for key, value in _pairs(item):
            yield _text(key)
            yield from _titles(value)


def _root(config: SiteConfig) -> yaml.Node | None:
    return yaml.compose(config.text, Loader=yaml.CSafeLoader)


def _setting(config: SiteConfig, name: str) -> yaml.Node | None:
    return _part(_part(_part(_root(config), "extra"), "plainfigures"), name)


def _part(node: yaml.Node | None, name: str) -> yaml.Node | None:
    return next((value for key, value in _pairs(node) if _text(key) == name), None)


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return list(node.value) if isinstance(node, yaml.MappingNode) else []


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
