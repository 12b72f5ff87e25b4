"""How much a YAML text may come to: settings, charts and the tops of pages, before they are read.

Nine lines that repeat one another with `*` can come to a thousand million values; ten thousand
brackets can end the program that reads them. Both are told from the text, which is not put together.
"""

import re

import yaml

from plainfigures.errors import BoundsProblem
from plainfigures.figures.limits import (
    MOST_YAML_BYTES,
    MOST_YAML_DEPTH,
    MOST_YAML_PARTS,
    megabytes,
)

__all__ = ["hold_within_bounds"]

_LONG_NUMBER = re.compile(r"[-+]?(?:0[xbo])?[\da-fA-F_:]{100}")
_SHORTER = "Make it shorter."
_KINDS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("binary", "bool", "float", "int", "merge", "null", "omap", "pairs", "set")
) | {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value"}
"""The tags that say of which kind a value is; the library fails over those that lie."""


def hold_within_bounds(text: str) -> None:
    """Hold a YAML text within bounds; raises BoundsProblem, in words, where it is beyond them.

    A text that cannot be read at all passes, since whoever reads it says why.
    """
    if len(text) > MOST_YAML_BYTES:
        message = f"it has more than {megabytes(MOST_YAML_BYTES)}"
        raise BoundsProblem(message, _SHORTER)
    number = _LONG_NUMBER.search(text)
    if number:
        line = text.count("\n", 0, number.start()) + 1
        message = "it holds a number of a hundred digits"
        raise BoundsProblem(message, "Put it between quotes.", line)
    try:
        _count(text)
    except yaml.YAMLError:
        return


def _count(text: str) -> None:
    """Count what a text comes to, event by event."""
    sizes: dict[str, int] = {}
    opened: list[tuple[str, int]] = []  # the name of each open list, and what was counted before
    parts = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            if event.anchor in {name for name, _ in opened}:
                message = f"a list repeats itself with *{event.anchor}"
                raise BoundsProblem(message, "Take that out.", line)
            parts += sizes.get(event.anchor or "", 1)
            continue
        tag = str(getattr(event, "tag", None) or "")
        if tag in _KINDS:
            message = "a value begins with !, which has a meaning of its own"
            raise BoundsProblem(message, "Put the whole value between quotes.", line)
        if isinstance(event, yaml.CollectionStartEvent):
            parts += 1
            opened.append((event.anchor or "", parts))
            if len(opened) > MOST_YAML_DEPTH:
                message = f"more than {MOST_YAML_DEPTH} lists stand within one another"
                remedy = "Write it without so many brackets or steps to the right."
                raise BoundsProblem(message, remedy, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            name, before = opened.pop()
            sizes[name] = parts - before + 1
        elif isinstance(event, yaml.ScalarEvent):
            parts += 1
            if event.anchor:
                sizes[event.anchor] = 1
        if parts > MOST_YAML_PARTS:
            message = "its parts are repeated with * until it is too large"
            raise BoundsProblem(message, "Write each part once, where it stands.", line)
