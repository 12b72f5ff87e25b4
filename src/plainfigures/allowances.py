"""What a site's configuration says on typed numbers: what is allowed, and its own typed words."""

from collections.abc import Iterator

import yaml

from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.figures.declarations import AllowedNumber, Wording

__all__ = ["ALLOWED", "IN_CODE", "allowed_numbers", "pages_with_code", "typed_words"]

ALLOWED = "allowed_numbers"
"""The setting that lists patterns for numbers that may be typed."""

IN_CODE = "numbers_in_code"
"""The setting that lists the addresses below which code may hold numbers."""


def allowed_numbers(config: SiteConfig) -> tuple[AllowedNumber, ...]:
    """Return the patterns for numbers that may be typed, each with its line.

    What is no pattern with a reason comes with that part empty, for a rule to find.
    """
    found = []
    for entry in _items(_setting(config, ALLOWED)):
        parts = {_text(key): _text(value) for key, value in _pairs(entry)}
        line = entry.start_mark.line + 1
        found.append(AllowedNumber(parts.get("pattern", ""), parts.get("why", "").strip(), line))
    return tuple(found)


def pages_with_code(config: SiteConfig) -> tuple[str, ...]:
    """Return the addresses below which code may hold numbers, such as `editing/`."""
    node = _setting(config, IN_CODE)
    items = [node] if isinstance(node, yaml.ScalarNode) else _items(node)
    return tuple(text for text in map(_text, items) if text)


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
