"""What is found on the pages of a template, told once, at the template's own line."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.figures.findings import CheckRun, Finding, listed

__all__ = ["Origin", "told", "told_in"]

_SHOWN = 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Origin(Struct, frozen=True):
    """Of which template a page or a chart was made, and for which row.

    `words` are what the row is called on it and all else that it has from there, the longest first;
    `rows` is how many there are.
    """

    path: str
    row: str
    words: tuple[str, ...]
    rows: int


class _Group(Struct):
    """Rows that have one finding in common: which it is, and as what the first of them has it."""

    at: int
    said: tuple[str, ...]
    whole: int
    rows: dict[str, None] = field(default_factory=dict)


def told(findings: Iterable[Finding], origins: Mapping[str, Origin]) -> list[Finding]:
    """Return findings with those on pages of templates moved to the templates.

    What is the same for several rows but for their names and numbers is one finding, which says how
    many they are and names the first. Two that one row has are two.
    """
    findings = list(findings)
    if not origins:
        return findings
    done: list[Finding] = []
    groups: dict[tuple[object, ...], list[_Group]] = {}
    for one in findings:
        origin = origins.get(one.path)
        if origin is None:
            done.append(one)
            continue
        said = tuple(_without_names(text, origin) for text in (one.message, one.remedy))
        key = (
            one.rule,
            origin.path,
            one.line,
            one.level,
            *(_NUMBER.sub("{}", text) for text in said),
        )
        alike = groups.setdefault(key, [])
        if any(group.said == said and origin.row in group.rows for group in alike):
            continue
        free = [group for group in alike if origin.row not in group.rows]
        group = next((group for group in free if group.said == said), free[0] if free else None)
        if group is None:
            group = _Group(len(done), said, origin.rows)
            alike.append(group)
            # Where in its line it stands hangs on how long the row's name is.
            done.append(replace(one, path=origin.path, column=0))
        group.rows[origin.row] = None
    for group in (group for alike in groups.values() for group in alike):
        end = f" (for {_named([*group.rows], group.whole)})"
        message = done[group.at].message
        stop = "." if message.endswith(".") else ""
        done[group.at] = replace(done[group.at], message=f"{message.removesuffix('.')}{end}{stop}")
    return done


def told_in(runs: Iterable[CheckRun], origins: Mapping[str, Origin]) -> list[CheckRun]:
    """Return runs of rules with their findings told so."""
    if not origins:
        return list(runs)
    return [replace(run, findings=tuple(told(run.findings, origins))) for run in runs]


def _without_names(text: str, origin: Origin) -> str:
    """Return a text without the names that differ from row to row."""
    for word in origin.words:
        text = text.replace(word, "{}")
    return text


def _named(rows: list[str], whole: int) -> str:
    names = [f"“{one}”" for one in rows[:_SHOWN]]
    if len(rows) == 1:
        return names[0]
    more = len(rows) - len(names)
    words = listed([*names, f"{more:,} more"] if more else names)
    return f"all {whole:,} rows: {words}" if len(rows) == whole > _SHOWN else words
