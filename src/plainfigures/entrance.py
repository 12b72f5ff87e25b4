"""What may be opened: every file of a site is looked at from outside before any is read.

A link could lead to a file of the machine that builds, and publish it; a pipe or a device never ends;
a file of two gigabytes fills the memory. All are told by their entry in the folder, in no time.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from plainfigures.figures.findings import Finding
from plainfigures.figures.limits import (
    MOST_DESCRIPTOR_BYTES,
    MOST_ENTRIES,
    MOST_FILE_BYTES,
    MOST_FOLDERS_DEEP,
    MOST_NAME,
    MOST_SITE_BYTES,
    MOST_YAML_BYTES,
    megabytes,
)
from plainfigures.figures.odd_characters import odd_character

__all__ = ["unfit_entries"]

RULE = "harmless"
_ENOUGH = 30
"""So many of these are told; a folder with more of them is wrong as a whole."""
_SIZES = (
    ("datasets/", "datapackage.json", MOST_DESCRIPTOR_BYTES),
    ("charts/", ".yml", MOST_YAML_BYTES),
    ("mkdocs.yml", "", MOST_YAML_BYTES),
)
_SMALLER = {
    ".csv": "Split the table, by year or by area, into two or more files, each with its description.",
    ".json": "Split the package into two or more, each in a folder of its own.",
    ".yml": "Make it shorter: a chart or the settings of a site take a few hundred lines.",
}
_SPLIT = "Make it smaller, or link to where it lies."


def unfit_entries(root: Path, names: Sequence[str]) -> list[Finding]:
    """Return what may not be opened among the files and folders `names` of a site.

    Nothing is opened to tell it. What is not there at all is passed over.
    """
    found: list[Finding] = []
    budget = _Budget()
    for name in names:
        for finding in _below(root, name, budget):
            found.append(finding)
            if len(found) == _ENOUGH:
                return found
    return found


class _Budget:
    """How many entries and bytes are left for all of a site."""

    def __init__(self) -> None:
        self.entries = MOST_ENTRIES
        self.bytes = MOST_SITE_BYTES


def _below(root: Path, name: str, budget: _Budget) -> Iterator[Finding]:
    """Look at a file, or a folder and all that is in it."""
    waiting = [name]
    while waiting:
        path = waiting.pop()
        try:
            known = os.lstat(root / path)
        except OSError:
            continue
        budget.entries -= 1
        if budget.entries < 0:
            message = f"There are more than {MOST_ENTRIES:,} files and folders in the site."
            remedy = "Take out what does not belong to it, such as an environment or a copy."
            yield Finding(RULE, message, remedy, _shown(name))
            return
        problem = _problem(path, known.st_mode, known.st_size)
        if problem:
            yield problem
            continue
        if stat.S_ISDIR(known.st_mode):
            waiting += sorted((f"{path}/{one}" for one in _listed(root / path)), reverse=True)
            continue
        budget.bytes -= known.st_size
        if budget.bytes < 0:
            message = (
                f"The files of the site are larger than {megabytes(MOST_SITE_BYTES)} together."
            )
            yield Finding(RULE, message, _SPLIT, _shown(name))
            return


def _listed(folder: Path) -> list[str]:
    try:
        return [one.name for one in folder.iterdir()]
    except OSError:
        return []  # whoever opens it says so


def _problem(path: str, mode: int, size: int) -> Finding | None:
    shown = _shown(path)
    name = path.rpartition("/")[2]
    if stat.S_ISLNK(mode):
        message = f'"{_shown(name)}" is a link to another place, and would put into the site what lies there.'
        remedy = "Put the file itself in its place."
        if "/" not in path:
            remedy = "Put the folder itself in its place."
        return Finding(RULE, message, remedy, shown)
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        message = (
            f'"{_shown(name)}" is no file: it is a pipe, a socket or a device, which never ends.'
        )
        return Finding(RULE, message, "Take it out.", shown)
    odd = odd_character(name)
    if odd or len(name) > MOST_NAME or "\n" in name or "\t" in name:
        message = f'The name "{_shown(name[:MOST_NAME])}" cannot be that of a file of a site'
        message += f": it holds {odd.words}." if odd else "."
        remedy = f"Use letters, digits and hyphens, {MOST_NAME} at most."
        return Finding(RULE, message, remedy, shown)
    if path.count("/") > MOST_FOLDERS_DEEP:
        message = f"More than {MOST_FOLDERS_DEEP} folders lie within one another here."
        return Finding(RULE, message, "Move the file further up.", shown)
    most = next(
        (one for start, end, one in _SIZES if path.startswith(start) and path.endswith(end)),
        MOST_FILE_BYTES,
    )
    if stat.S_ISREG(mode) and size > most:
        message = (
            f"This file has {megabytes(size)}, and {megabytes(most)} are the most that is read."
        )
        remedy = _SMALLER.get(Path(name).suffix.lower(), _SPLIT)
        return Finding(RULE, message, remedy, shown)
    return None


def _shown(path: str) -> str:
    """Return a path with nothing in it that could not be written, or would look like another."""
    if path.isascii() and path.isprintable():
        return path
    return "".join(
        one
        if one not in "\n\t\r" and odd_character(one) is None and not "\u200c" <= one <= "\u200f"
        else f"[U+{ord(one):04X}]"
        for one in path
    )
