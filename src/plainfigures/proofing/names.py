"""The files of a site as a host meets them: what they are called, how large they are, what is stray."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from plainfigures.figures.findings import Finding
from plainfigures.proofing.sheets import Fault

__all__ = ["SETTING", "Files", "Sizes", "read_files", "sizes_from", "stray_faults"]

RULE = "configuration"
SETTING = "largest"
"""The setting that says how large a page, a file and the whole site may be, in megabytes."""

_MEGABYTE = 1_000_000
_HIDDEN = {".nojekyll", ".well-known", ".htaccess"}
"""Names with a dot before them that hosts ask for."""
_STRAY = (
    ".md", ".markdown", ".py", ".pyc", ".pyo", ".jinja", ".j2", ".orig", ".rej", ".bak", ".tmp", ".new",
    ".swp", "~",
)  # fmt: skip
_STRAY_NAMES = {"__pycache__", "thumbs.db", "desktop.ini", "node_modules", "mkdocs.yml"}
_BROKEN = re.compile(r"[\x00-\x1f\x7f:*?\"<>|\\#%&]|[. ]$")
"""What some host or computer takes for something else than a part of a name."""
_UNEVEN = re.compile(r"[^A-Za-z0-9._~@+(),-]")
_LONGEST = 200


class Sizes(Struct, frozen=True):
    """How large a page, any file, and the whole site may be, in bytes."""

    page: int = 5 * _MEGABYTE
    file: int = 25 * _MEGABYTE
    site: int = 500 * _MEGABYTE


class Files(Struct):
    """The files of a site with their sizes, and what in its folders is no plain file."""

    sizes: dict[str, int] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)


def read_files(site: Path) -> Files:
    """List a site's files, by their paths within it, in order; follows no link."""
    found = Files()
    folders = [site]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for one in entries:
                path = Path(one.path)
                if one.is_dir(follow_symlinks=False):
                    folders.append(path)
                    continue
                name, told = path.relative_to(site).as_posix(), one.stat(follow_symlinks=False)
                if stat.S_ISREG(told.st_mode):
                    found.sizes[name] = told.st_size
                else:
                    found.links.append(name)
    found.sizes = dict(sorted(found.sizes.items()))
    return found


def sizes_from(settings: dict[str, Any], line: int) -> tuple[Sizes, list[Finding]]:
    """Read the setting for sizes; what cannot be used is as if it was not set, and a finding."""
    given = settings.get(SETTING)
    if given is None:
        return Sizes(), []
    wrong: list[str] = []
    sizes: dict[str, int] = {}
    if not isinstance(given, dict):
        wrong = [f'The setting "{SETTING}" is no list of settings.']
        given = {}
    for name, value in given.items():
        if name not in {"page", "file", "site"}:
            wrong.append(f'The setting "{name}" under "{SETTING}" is not known.')
        elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
            wrong.append(f'The setting "{name}" under "{SETTING}" is no number of megabytes.')
        else:
            sizes[name] = int(value * _MEGABYTE)
    remedy = f"Write “page: 5”, “file: 25” or “site: 500” below “{SETTING}:”, in megabytes."
    return Sizes(**sizes), [Finding(RULE, one, remedy, "mkdocs.yml", line) for one in wrong]


def stray_faults(files: Files, sizes: Sizes) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with names and sizes, each with its file; "" for the whole site."""
    for name in files.links:
        message = "This is a link to another file, or no file at all, which a host may not serve."
        yield name, Fault(message, "Put the file itself in its place.")
    folded: dict[str, str] = {}
    for name, size in files.sizes.items():
        yield from ((name, one) for one in _named(name))
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            message = (
                f'This and "{other}" differ in capital letters alone, so some hosts keep one only.'
            )
            yield name, Fault(message, "Give one of them another name.")
        most = sizes.page if name.endswith(".html") else sizes.file
        if size > most:
            kind = "page" if name.endswith(".html") else "file"
            message = f"This {kind} has {_megabytes(size)}, and {_megabytes(most)} is the limit."
            yield name, Fault(message, f"Make it smaller, or raise “{kind}:” {_BELOW}")
    whole = sum(files.sizes.values())
    if whole > sizes.site:
        message = f"The site has {_megabytes(whole)}, and {_megabytes(sizes.site)} is the limit."
        yield "", Fault(message, f"Take large files out of docs/, or raise “site:” {_BELOW}")


_BELOW = f"below “{SETTING}:” in mkdocs.yml, if your host takes it."


def _named(name: str) -> Iterator[Fault]:
    parts = name.split("/")
    lower = parts[-1].lower()
    hidden = next((one for one in parts if one.startswith(".") and one not in _HIDDEN), "")
    if hidden or lower.endswith(_STRAY) or any(one.lower() in _STRAY_NAMES for one in parts):
        message = f'"{hidden or parts[-1]}" is no part of a site that readers should get.'
        yield Fault(
            message, "Take it out of docs/, or name it under “exclude_docs:” in mkdocs.yml."
        )
    elif any(_BROKEN.search(one) for one in parts) or len(name) > _LONGEST:
        message = "Not every host or computer can have a file of this name."
        yield Fault(message, "Use letters a to z, digits, hyphens and dots, and no long names.")
    elif any(_UNEVEN.search(one) for one in parts):
        message = "A space or a letter beyond a to z in a file's name goes wrong on some hosts."
        yield Fault(message, "Use letters a to z, digits and hyphens in its name.", advice=True)


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB"
