"""A change as JSON, for programs. What its names mean is in the editors' guide, under “changes”."""

from typing import Any

from msgspec import to_builtins

from plainfigures.comparing.records import Changes
from plainfigures.comparing.report import summary_of
from plainfigures.say import json_text

__all__ = ["VERSION", "as_json"]

VERSION = 1
"""Goes up when a name is taken away or comes to mean something else; new names do not raise it."""


def as_json(changes: Changes) -> str:
    """Return all that differs as one object."""
    content: dict[str, Any] = {
        "version": VERSION,
        "summary": summary_of(changes),
        "needs_a_person": changes.needs_a_person,
        **to_builtins(changes),
    }
    content["errors"] = [{**one.pop("finding"), **one} for one in content["errors"]]
    return json_text(content)
