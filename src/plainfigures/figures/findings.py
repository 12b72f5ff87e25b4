"""Findings: what a rule has to say to the person who can mend it."""

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.figures.formats import joined

__all__ = ["ADVICE", "ERROR", "CheckRun", "Finding", "listed", "nearest", "sort_findings"]

_LONGEST = 300
"""Letters of a wrong name beyond which no right one is looked for."""
_MOST_NAMES = 12
"""So many names are listed in a finding; of more, it says how many."""

ERROR = "error"
ADVICE = "advice"

_MISSING = re.compile(r'There is no figure "([^"]+)"')
_MANY = 3
"""So many places that miss one figure have a row that went as their cause, and no slip of the pen."""
_ROW_GONE = "Several places name it: put its row back, if it was taken out by mistake."

_FILES = (
    ("mkdocs.yml", ""),
    ("macros/", ""),
    ("datasets/", "datapackage.json"),
    ("datasets/", ""),
    ("charts/", ""),
)
"""How the paths of files begin and end, those first on which most hangs."""


class Finding(Struct, frozen=True):
    """One thing that is wrong, or could be better.

    `path` is relative to the site's folder, `line` and `column` count from 1 as the editor sees the
    file (0: not known). `message` says what is wrong, `remedy` what to do, `suggestion` the nearest
    right name. `level` is "error" or "advice"; only errors stop a build.
    """

    rule: str
    message: str
    remedy: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    suggestion: str = ""
    level: str = ERROR

    @property
    def place(self) -> str:
        """Where it is, as `path:line:column` with what is known of it."""
        parts = [self.path or "the site"]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


def nearest(wrong: str, right: Iterable[str], alike: float = 0.6) -> str:
    """Return the name among `right` that is most like `wrong`, or "" where none is near.

    `alike` says how much of both has to be the same: all of it for 1.
    """
    if len(wrong) > _LONGEST:
        return ""  # nobody means a name of that length, and to compare it takes long
    candidates = list(right)
    if len(candidates) > 400:
        # difflib is quadratic in the number of letters; rapidfuzz is made for long lists.
        from rapidfuzz import fuzz, process

        best = process.extractOne(wrong, candidates, scorer=fuzz.ratio, score_cutoff=alike * 100)
        return str(best[0]) if best else ""
    return _closest(wrong, tuple(candidates), alike)


@lru_cache(maxsize=4096)
def _closest(wrong: str, candidates: tuple[str, ...], alike: float) -> str:
    close = difflib.get_close_matches(wrong, candidates, n=1, cutoff=alike)
    return close[0] if close else ""


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return names as words, “a, b and c”; of many, the first few and how many more there are.

    `last` is the word before the last one.
    """
    several = list(dict.fromkeys(names))
    if len(several) > _MOST_NAMES + 1:
        more = len(several) - _MOST_NAMES
        several = [*several[:_MOST_NAMES], f"{more} more"]
    return joined(several, last)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without repeats, in the order in which to mend them.

    Errors come before advice, and what much hangs on before what hangs on it: settings and macros,
    the descriptions of data packages, their tables, charts, pages. Then it goes by place. What two
    rules say in the same words of one place is said once.
    """
    placed = sorted(
        set(findings),
        key=lambda f: (
            f.level != ERROR,
            _what_hangs_on(f.path),
            f.path,
            f.line,
            f.column,
            f.rule,
            f.message,
        ),
    )
    once: dict[tuple[str, str, int, int, str], Finding] = {}
    for one in placed:
        once.setdefault((one.level, one.path, one.line, one.column, one.message), one)
    return _one_cause(list(once.values()))


def _one_cause(findings: list[Finding]) -> list[Finding]:
    """Return the findings with the first of those that miss the same figure asking after its row."""
    missing: dict[str, list[int]] = {}
    for index, one in enumerate(findings):
        found = _MISSING.search(one.message)
        if found and one.level == ERROR:
            missing.setdefault(found[1], []).append(index)
    for places in missing.values():
        first = findings[places[0]]
        if len(places) >= _MANY and _ROW_GONE not in first.remedy:
            findings[places[0]] = replace(first, remedy=f"{_ROW_GONE} {first.remedy}")
    return findings


def _what_hangs_on(path: str) -> int:
    """Return 0 for the files on which all of a site hangs, and more for those on which less does."""
    for place, (start, end) in enumerate(_FILES):
        if path.startswith(start) and path.endswith(end):
            return place
    return len(_FILES)


class CheckRun(Struct, frozen=True):
    """What one rule did: its name, its help for editors, how many things it looked at, its findings.

    `things` is what it looked at, in the plural ("figures", "pages"). `declared` says in words, one
    by one, what a package, a page or the configuration declares as known and allowed.
    """

    rule: str
    title: str
    help: str
    looked_at: int
    things: str
    findings: tuple[Finding, ...] = ()
    declared: tuple[str, ...] = ()
