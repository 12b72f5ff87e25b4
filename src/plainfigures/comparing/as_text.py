"""A change as plain text, for a terminal."""

import textwrap

from plainfigures.comparing.records import Changes
from plainfigures.comparing.report import sections_of, summary_of
from plainfigures.comparing.section import Section, shortened

__all__ = ["as_text"]

_WIDTH = 100
_MOST = 40
_CELL = 400


def as_text(changes: Changes) -> str:
    """Return all that differs, what needs a person first; long lists are cut, and that is said."""
    old, new = changes.old.said, changes.new.said
    lines = [f"From {old} to {new}.", summary_of(changes)]
    for section in sections_of(changes):
        lines += ["", *_section(section)]
    return "\n".join(lines)


def _section(section: Section) -> list[str]:
    lines = [section.title, "-" * len(section.title)]
    if section.note:
        lines += textwrap.wrap(section.note, _WIDTH, break_on_hyphens=False)
    for row in section.rows[:_MOST]:
        lines += ["", *_row(section, row)] if len(row) > 2 else _row(section, row)
    if len(section.rows) > _MOST:
        more = len(section.rows) - _MOST
        lines += ["", f"… and {more:,} more, which --format json lists."]
    if section.lines:
        lines += ["", *section.lines]
    return lines


def _row(section: Section, row: tuple[str, ...]) -> list[str]:
    first, *rest = shortened(section, row, _CELL)
    lines = _wrapped(first, "", "  ")
    for name, text in zip(section.columns[1:], rest, strict=True):
        lines += _wrapped(text, f"    {name}: ", "        ")
    return lines


def _wrapped(text: str, before: str, after: str) -> list[str]:
    whole = f"{before}{text}"
    return textwrap.wrap(
        whole, _WIDTH, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    ) or [whole]
