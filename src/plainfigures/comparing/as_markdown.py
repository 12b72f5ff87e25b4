"""A change as Markdown, for the comment on a pull request.

What stands in it came from data and from pages, so nothing of it may be taken for Markdown, for
HTML, for the name of a person or for the number of a thread.
"""

import re

from plainfigures.comparing.records import Changes
from plainfigures.comparing.report import sections_of, summary_of
from plainfigures.comparing.section import Section, shortened

__all__ = ["LONGEST", "as_markdown"]

LONGEST = 60_000
"""A code host takes comments of up to 65,536 letters."""

_FOLDED = 8
"""A list of more rows than this is folded."""
_CELL = 600
"""A cell of more letters than this is cut."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$]|:(?=\S)(?!\d))")
_NAMES = re.compile(r"(?<!\w)@(?=\w)|#(?=\w)|\b(www)(?=\.)|\b(GH)(?=-\d)", re.IGNORECASE)
_JOINER = "\N{WORD JOINER}"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def as_markdown(changes: Changes) -> str:
    """Return all that differs, the summary first; what is too long for a comment is left out."""
    head = [
        f"**{_plain(summary_of(changes))}**",
        f"From {_plain(changes.old.said)} to {_plain(changes.new.said)}.",
    ]
    text = "\n\n".join(head)
    left: list[str] = []
    for section in sections_of(changes):
        room = LONGEST - len(text) - 2_000
        written = "" if left else _section(section, room)
        if written:
            text += f"\n\n{written}"
        else:
            left.append(f"{section.title} ({section.size:,})")
    if left:
        text += f"\n\nToo long for a comment, and left out: {_plain('; '.join(left))}."
    return f"{text}\n"


def _section(section: Section, room: int) -> str:
    """Return a section that takes `room` letters at most; "" where not even its head fits."""
    folded = section.size > _FOLDED
    title = f"{_plain(section.title)} ({section.size:,})"
    parts = [] if folded else [f"### {title}"]
    if section.note:
        parts.append(_plain(section.note))
    if section.lines:
        # What is to be pasted goes before a long table, which may be cut.
        parts.append(_block(section.lines))
    table, cut = _table(section, room - sum(map(len, parts)) - 200)
    if section.rows and not table:
        return ""
    parts += [table] if table else []
    if cut:
        parts.append(f"… and {cut:,} more, too long for a comment.")
    written = "\n\n".join(parts)
    if not folded:
        return written
    opened = " open" if section.urgent else ""
    return (
        f"<details{opened}><summary><strong>{title}</strong></summary>\n\n{written}\n\n</details>"
    )


def _table(section: Section, room: int) -> tuple[str, int]:
    """Return as many rows as there is room for, and how many are left out."""
    if not section.rows:
        return "", 0
    lines = [_row(section.columns), "|" + " --- |" * len(section.columns)]
    used = sum(map(len, lines))
    for number, row in enumerate(section.rows):
        line = _row(shortened(section, row, _CELL))
        used += len(line) + 1
        if used > room:
            return ("\n".join(lines) if number else ""), len(section.rows) - number
        lines.append(line)
    return "\n".join(lines), 0


def _row(cells: tuple[str, ...]) -> str:
    return "|" + "".join(f" {_plain(cell)} |" for cell in cells)


def _block(lines: tuple[str, ...]) -> str:
    """Return lines as they are, in a fence that none of them can close."""
    most = 100
    shown = [" ".join(one.splitlines()) for one in lines[:most]]
    longest = max((len(run) for one in shown for run in re.findall("`+", one)), default=0)
    fence = "`" * max(3, longest + 1)
    more = f"\n\n… and {len(lines) - most:,} more lines." if len(lines) > most else ""
    return "\n".join([f"{fence}csv", *shown, fence]) + more


def _plain(text: str) -> str:
    """Return a text that reads as it stands, whatever is in it."""
    text = "".join(one if one.isprintable() else " " for one in " ".join(text.split()))
    text = _SPECIAL.sub(r"\\\1", text.translate(_ENTITIES))
    return _NAMES.sub(lambda found: found[0] + _JOINER, text)
