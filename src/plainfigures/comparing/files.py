"""Files that differ from one version to the other, whatever else is told of them."""

from collections.abc import Iterator
from pathlib import Path

from plainfigures.comparing.side import Side
from plainfigures.config import CONFIGURATION

__all__ = ["differing_files"]

_FOLDERS = ("docs", "datasets", "charts", "macros")
_LEFT_OUT = "__pycache__"


def differing_files(old: Side, new: Side) -> Iterator[str]:
    """Yield the files that a site is made from and that are not the same in both versions.

    Ends of lines make no difference, since git may write others into a folder than it keeps. Links
    are left out, as git's revisions have them.
    """
    was, now = _files(old), _files(new)
    # Macros that could not be used are taken out of a copy; a remark says so.
    without_macros = any("macros" in said for said in old.remarks + new.remarks)
    for name in sorted({*was, *now}):
        if without_macros and name.startswith("macros/"):
            continue
        before, after = was.get(name), now.get(name)
        if before is None or after is None or _content(before) != _content(after):
            yield name


def _files(side: Side) -> dict[str, Path]:
    root = side.prepared.config.root
    there = [root / CONFIGURATION]
    for folder in _FOLDERS:
        there += (root / folder).rglob("*")
    found = {one.relative_to(root): one for one in there if one.is_file() and not one.is_symlink()}
    return {
        name.as_posix(): file
        for name, file in found.items()
        if _LEFT_OUT not in name.parts and not any(part.startswith(".") for part in name.parts)
    }


def _content(file: Path) -> bytes:
    return file.read_bytes().replace(b"\r\n", b"\n")
