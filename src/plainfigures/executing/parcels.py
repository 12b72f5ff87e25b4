"""What may leave this machine, and what goes along with it.

A task that is not named here is done by a process of this machine: it may read files here, or know
what may not be seen yet. Of a task that is named, all that it hangs on goes along.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainfigures.executing.tasks import look_at_sent, read_sent
from plainfigures.making_elsewhere import make_all

__all__ = ["PACKED", "PLAIN", "STAYING", "Parcel", "name_of", "parcel_of"]

Packed = tuple[Callable[..., Any], tuple[Any, ...]]


@dataclass(frozen=True)
class Parcel:
    """A task as it is sent: an importable function, all it is given, and what it does in words."""

    make: Callable[..., Any]
    given: tuple[Any, ...]
    words: str


def name_of(make: Callable[..., Any]) -> str:
    """Return the full name of a function."""
    return f"{make.__module__}.{make.__qualname__}"


def parcel_of(make: Callable[..., Any], given: tuple[Any, ...]) -> Parcel | None:
    """Return a task as it can be sent, or None where it stays on this machine."""
    name = name_of(make)
    if name in PLAIN:
        return Parcel(make, given, PLAIN[name])
    if name in PACKED:
        words, pack = PACKED[name]
        packed = pack(*given)
        return Parcel(*packed, words) if packed else None
    return None


def _package(folder: Path, root: Path, left_out: object = None) -> Packed | None:
    """Pack a data package: its files. What is held back stays, and what is no plain file."""
    entries = sorted(folder.iterdir())
    if left_out is not None or any(one.is_symlink() or not one.is_file() for one in entries):
        return None
    files = {one.name: one.read_bytes() for one in entries}
    return read_sent, (folder.relative_to(root).as_posix(), files)


def _finished(site: Path, names: Sequence[str], site_url: str) -> Packed:
    files = {name: (site / name).read_bytes() for name in names}
    return look_at_sent, (files, site_url)


def _several(tasks: Sequence[tuple[Callable[..., Any], tuple[Any, ...]]]) -> Packed | None:
    """Pack several tasks that are done in one go: all of them are plain, or they stay."""
    return (make_all, (tasks,)) if all(name_of(make) in PLAIN for make, _ in tasks) else None


PLAIN: Mapping[str, str] = {
    "plainfigures.draw.draw_card": "draw the preview of a page",
    "plainfigures.draw.draw_for_sharing": "draw a picture for sharing",
    "plainfigures.drawings.draw_chart": "draw a chart",
    "plainfigures.proofing.ahead._read": "read finished pages",
}
"""Tasks that are given all they hang on as plain data, by the names of their functions."""

PACKED: Mapping[str, tuple[str, Callable[..., Packed | None]]] = {
    "plainfigures.read.packages.read_package": ("read a data package", _package),
    "plainfigures.making_elsewhere.make_all": ("draw charts and pictures", _several),
    "plainfigures.proofing.looking._look_elsewhere": ("read finished files", _finished),
}
"""Tasks that read files of this machine, and how the files go along instead."""

STAYING: Mapping[str, str] = {
    "plainfigures.proofing.unseen._search": "It is told what may not be seen yet.",
    "plainfigures.downloads.make_downloads": "It writes what is kept, and what may be seen of tables.",
    "plainfigures.draw.load_drawing": "It makes ready a process of this machine.",
}
"""Tasks that stay on this machine, and why."""
