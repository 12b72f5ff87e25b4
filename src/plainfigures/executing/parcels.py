"""What may leave this machine, and what goes along with it.

A task that is not named here is done by a process of this machine: it may read files here, or know
what may not be seen yet. Of a task that is named, all that it hangs on goes along.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.executing.tasks import look_at_sent, make_sent, read_sent
from plainfigures.making_elsewhere import make_all
from plainfigures.read import allowed_files

__all__ = ["PACKED", "PLAIN", "STAYING", "Parcel", "name_of", "parcel_of"]


class Parcel(Struct, frozen=True):
    """A task as it is sent: an importable function, all it is given, and what it does in words.

    `keep` does with what comes back what a process of this machine would have done by itself.
    """

    make: Callable[..., Any]
    given: tuple[Any, ...]
    words: str = ""
    keep: Callable[[Any], None] | None = None


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
        return replace(packed, words=words) if packed else None
    return None


def _package(folder: Path, root: Path, left_out: object = None) -> Parcel | None:
    """Pack a data package: its files. What is held back stays, and what is no plain file."""
    entries = sorted(folder.iterdir())
    if left_out is not None or any(one.is_symlink() or not one.is_file() for one in entries):
        return None
    files = {one.name: one.read_bytes() for one in entries}
    return Parcel(read_sent, (folder.relative_to(root).as_posix(), files))


def _finished(site: Path, names: Sequence[str], site_url: str) -> Parcel:
    """Pack finished files."""
    files = {name: (site / name).read_bytes() for name in names}
    return Parcel(look_at_sent, (files, site_url))


def _several(tasks: Sequence[tuple[Callable[..., Any], tuple[Any, ...]]]) -> Parcel | None:
    """Pack several tasks that are done in one go: all of them are plain, or they stay."""
    return Parcel(make_all, (tasks,)) if all(name_of(make) in PLAIN for make, _ in tasks) else None


def _downloads(jobs: Sequence[Any]) -> Parcel:
    """Pack what downloads are made of: of each package, the files as far as they may be seen."""
    sent = [
        (replace(job, store=None, folder=Path(job.folder.name), left_out=None), files)
        for job in jobs
        for files in [allowed_files(job.folder, job.left_out)]
    ]

    def keep(made: Mapping[str, Mapping[str, bytes]]) -> None:
        with suppress(OSError):  # made anew next time
            for job in jobs:
                job.store.save_files(job.key, made[job.package.name])

    return Parcel(make_sent, (sent,), keep=keep)


PLAIN: Mapping[str, str] = {
    "plainfigures.draw.draw_card": "draw the preview of a page",
    "plainfigures.draw.draw_for_sharing": "draw a picture for sharing",
    "plainfigures.drawings.draw_chart": "draw a chart",
    "plainfigures.proofing.ahead._read": "read finished pages",
}
"""Tasks that are given all they hang on as plain data, by the names of their functions."""

PACKED: Mapping[str, tuple[str, Callable[..., Parcel | None]]] = {
    "plainfigures.downloads.make_downloads": ("make downloads", _downloads),
    "plainfigures.read.packages.read_package": ("read a data package", _package),
    "plainfigures.making_elsewhere.make_all": ("draw charts and pictures", _several),
    "plainfigures.proofing.looking._look_elsewhere": ("read finished files", _finished),
}
"""Tasks that read files of this machine, and how the files go along instead."""

STAYING: Mapping[str, str] = {
    "plainfigures.proofing.unseen._search": "It is told what may not be seen yet.",
    "plainfigures.beginning.load_reading": "It makes ready a process of this machine.",
    "plainfigures.draw.load_drawing": "It makes ready a process of this machine.",
}
"""Tasks that stay on this machine, and why."""
