"""Findings as text: for a person, for the annotations of a code host, for programs."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from plainfigures.figures.findings import ERROR, Finding
from plainfigures.figures.formats import counted, joined
from plainfigures.figures.odd_characters import without_odd
from plainfigures.figures.readability import PageReading

__all__ = [
    "FORMATS",
    "JSON_VERSION",
    "as_github",
    "as_json",
    "as_text",
    "count",
    "harmless",
    "json_text",
    "place_in_repository",
    "reading_table",
    "sentence",
]

_NOT_SHOWN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""What JSON may hold as it is, and a terminal had better not."""
_OF_HOSTS = re.compile(r"^([ \t]*):(?=:)|#(?=#\[)", re.MULTILINE)
"""How lines begin, and what stands in them, that a code host would take for commands."""
_COMMAND = re.compile(r"(?:^|: )(?:plainfigures [a-z]|--[a-z])\S.*$")


def as_text(findings: Sequence[Finding]) -> str:
    """Return findings for a person: where, what, what to do, and how many there are."""
    blocks = []
    for finding in findings:
        lines = [f"{finding.place}: {finding.level}: {sentence(finding.message)}"]
        if finding.suggestion:
            lines.append(f'    Did you mean "{finding.suggestion}"?')
        lines = [" ".join(line.splitlines()) for line in lines]
        if finding.remedy:
            lines += [f"    {sentence(line)}" for line in finding.remedy.splitlines()]
        blocks.append("\n".join(lines))
    return harmless("\n\n".join([*blocks, count(findings)]))


def harmless(text: str) -> str:
    """Return what is to be printed with nothing in it that does more than show words.

    It may hold what stands in a table or a page: characters that a terminal obeys, or lines that a
    code host takes for commands (`::add-mask::`, `##[group]`).
    """
    return _OF_HOSTS.sub(lambda one: f"{one[0]} ", without_odd(text.replace("\r", "[U+000D]")))


def count(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, in words."""
    errors = sum(finding.level == ERROR for finding in findings)
    advice = len(findings) - errors
    told = [counted(errors, "error", "errors")] if errors else []
    told += [counted(advice, "piece of advice", "pieces of advice")] if advice else []
    return f"{joined(told)}." if told else "Nothing wrong."


def as_github(findings: Sequence[Finding], below: str = "") -> str:
    """Return findings as workflow commands, which a code host shows beside the changed lines.

    `below` is the folder of the site within its repository, where it is not all of it.
    """
    lines = []
    for finding in findings:
        level = "error" if finding.level == ERROR else "notice"
        named = []
        if finding.path:
            named.append(f"file={_property(f'{below}/{finding.path}' if below else finding.path)}")
            named += [f"line={finding.line}"] if finding.line else []
            named += [f"col={finding.column}"] if finding.line and finding.column else []
        named.append(f"title={_property(f'plainfigures: {finding.rule}')}")
        words = " ".join([sentence(finding.message), sentence(finding.remedy)]).strip()
        if finding.suggestion:
            words += f' Did you mean "{finding.suggestion}"?'
        lines.append(f"::{level} {','.join(named)}::{_data(words)}")
    return "\n".join(lines)


def place_in_repository(root: Path, workspace: str = "") -> str:
    """Return the folder of a site within its repository; "" where it is all of it.

    `workspace` is where a code host has put the repository; else the folder that holds `.git` counts.
    """
    tops = [Path(workspace).resolve()] if workspace else []
    tops += [folder for folder in (root, *root.parents) if (folder / ".git").exists()]
    for top in tops:
        if root.is_relative_to(top):
            place = root.relative_to(top).as_posix()
            return "" if place == "." else place
    return ""


JSON_VERSION = 1
"""Rises when a key goes or means something else; new keys may come without that."""


def as_json(findings: Sequence[Finding]) -> str:
    """Return findings for programs, as an object with a list under `findings`."""
    rows = [
        {
            "rule": finding.rule,
            "level": finding.level,
            "path": finding.path,
            "line": finding.line,
            "column": finding.column,
            "message": finding.message,
            "remedy": finding.remedy,
            "suggestion": finding.suggestion,
        }
        for finding in findings
    ]
    errors = sum(finding.level == ERROR for finding in findings)
    told = {
        "version": JSON_VERSION,
        "errors": errors,
        "advice": len(findings) - errors,
        "findings": rows,
    }
    return json_text(told)


def json_text(content: object) -> str:
    """Return JSON that may be printed: letters stand as they are, what a terminal obeys does not."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return _NOT_SHOWN.sub(lambda one: f"\\u{ord(one[0]):04x}", text)


def reading_table(readings: Sequence[PageReading]) -> str:
    """Return how hard pages are to read as a table in plain text, a line a page."""
    names = ("page", "sentences", "words", "words a sentence", "grade", "longest sentence")
    rows = [
        (
            one.path,
            str(one.weight.sentences),
            str(one.weight.words),
            str(one.weight.words_a_sentence),
            str(one.weight.grade),
            str(one.longest),
        )
        for one in readings
    ]
    widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
        for row in (names, *rows)
    )


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def sentence(text: str) -> str:
    """Return a text with its full stop; what is to be copied into a terminal gets none."""
    return text if not text or text[-1] in ".?!)" or _COMMAND.search(text) else f"{text}."


def _data(text: str) -> str:
    return without_odd(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
