"""What a descriptor states for disclosure control: totals, and decisions to release a count."""

from collections.abc import Collection, Iterator
from typing import Any

from plainfigures.figures.disclosure import Release, Total
from plainfigures.figures.findings import Finding
from plainfigures.read.descriptors import Descriptor
from plainfigures.read.suppression import text_tells

__all__ = ["read_releases", "read_totals", "told_in_descriptor"]

_TEXTS = {"title", "description", "label", "note", "explanation", "shown", "why", "words", "whyNot"}
_TWO_DIGITS = 2


def read_releases(descriptor: Descriptor) -> tuple[Release, ...]:
    """Return the decisions to release small counts, each with its line."""
    return tuple(
        Release(
            **{name: str(text).strip() for name, text in one.items()},
            line=descriptor.line_at(f"plainfigures.released[{at}]"),
        )
        for at, one in enumerate(descriptor.own.get("released", []))
    )


def read_totals(resource: dict[str, Any], descriptor: Descriptor) -> tuple[Total, ...] | None:
    """Return what a table declares as totals; None where it says nothing of them."""
    declared = resource.get("plainfigures", {}).get("totals")
    if declared is None:
        return None
    at = descriptor.content["resources"].index(resource)
    return tuple(
        Total(
            total=one["total"],
            column=one.get("column", ""),
            of=tuple(one.get("of", ())),
            line=descriptor.line_at(f"resources[{at}].plainfigures.totals[{number}]"),
        )
        for number, one in enumerate(declared)
    )


def told_in_descriptor(descriptor: Descriptor, dropped: Collection[str]) -> Iterator[Finding]:
    """Find texts for readers that hold a value which a table of the package keeps confidential.

    A single digit stands in too many places to be held against such texts.
    """
    if not dropped:
        return
    for path, text in _texts(descriptor.content, ""):
        if text_tells(text, dropped, _TWO_DIGITS):
            message = "This text holds a value that a table of the package keeps confidential."
            remedy = "Take the number out of the text."
            line = descriptor.line_at(path)
            yield Finding("recoverable", message, remedy, descriptor.path, line)


def _texts(content: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the texts for readers of a descriptor, each with its path."""
    if isinstance(content, list):
        for at, one in enumerate(content):
            yield from _texts(one, f"{path}[{at}]")
    elif isinstance(content, dict):
        for name, one in content.items():
            place = f"{path}.{name}" if path else name
            if isinstance(one, str) and name in _TEXTS:
                yield place, one
            else:
                yield from _texts(one, place)
