"""The exchange: a finished site takes the place of the old one in a single step.

A build may be killed at any moment. Before the step, a note beside the finished site says which
folder is the old one; whoever finds the note later can tell whether the step was done (`settle`).
"""

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from plainfigures.errors import BuildProblem

__all__ = ["FINISHED", "exchange", "flush", "foresee", "settle", "swap"]

FINISHED = "site"
"""The name of a finished site in the folder that it is made in."""

_NOTE = "exchange"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_TRIES = 3
_UNTOUCHED = "The old site is untouched."
_SAME_DISK = (
    "Use --site-dir to name a folder on the same disk as the project, "
    "on a file system that can exchange two folders."
)
_NOT_ALLOWED = "Get the right to change both folders, or name another folder with --site-dir."
_REMEDIES = {
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EROFS: _NOT_ALLOWED,
    errno.ENOSPC: "Make room on the disk, then build again.",
    errno.EDQUOT: "Make room on the disk, then build again.",
    errno.EIO: "The disk may be failing: tell whoever looks after this computer.",
}


def exchange(finished: Path, site: Path, previous: Path, *, keep: bool = True) -> None:
    """Put `finished` where `site` is, in one atomic step; the old site goes to `previous`.

    What was in `previous` before goes only once the old site is there. Without `keep`, the old site
    goes, and `previous` stays. All three must lie on one file system. Raises BuildProblem, with the
    old site untouched, where the file system has no such step.
    """
    note = finished.parent / _NOTE
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        replaced = _put_in_place(finished, site, note, previous if keep else None)
    except OSError as error:
        with contextlib.suppress(OSError):
            note.unlink()
        raise _refusal(site, error) from error
    if replaced:
        # From here on the new site is in place; `finished` holds the old one.
        if keep:
            _keep(finished, previous)
        shutil.rmtree(finished, ignore_errors=True)
    with contextlib.suppress(OSError):
        note.unlink()


def settle(making: Path) -> Path | None:
    """Finish the exchange of a build that was cut off, if its site is in place and the old not kept.

    `making` is the folder that the build worked in. Returns where the old site is kept now, or None
    where there was nothing to finish.
    """
    try:
        number, name = (making / _NOTE).read_text("utf-8").split("\n")
        held = making / FINISHED
        if not name or str(held.stat().st_ino) != number:
            return None
    except (OSError, ValueError):
        return None
    previous = making.parent / name
    _keep(held, previous)
    return previous


def foresee(making: Path, site: Path) -> None:
    """Try, in the folder `making`, what the exchange with `site` will need; touches nothing else.

    Raises BuildProblem where it cannot be done, before the work of a build is spent on it.
    """
    if site.exists() and not site.is_dir():
        raise BuildProblem(
            f"The finished site cannot be put into {site}, which is a file.",
            "Move the file away, or name another folder with --site-dir.",
        )
    above = next(one for one in (site, *site.parents) if one.exists())
    if os.path.ismount(site):
        raise _refusal(site, OSError(errno.EBUSY, "a disk of its own is attached there"))
    if above.stat().st_dev != making.stat().st_dev:
        raise _refusal(site, OSError(errno.EXDEV, "it lies on another disk"))
    holding = site.parent if site.exists() else above
    if not os.access(holding, os.W_OK | os.X_OK):
        raise _refusal(site, OSError(errno.EACCES, f"you may not change the folder {holding}"))
    if site.exists():
        one, other = making / "one", making / "other"
        one.mkdir()
        other.mkdir()
        try:
            swap(one, other)
        except OSError as error:
            raise _refusal(site, error) from error
        one.rmdir()
        other.rmdir()


def flush(folder: Path) -> None:
    """Have the disk that `folder` lies on write down all that it still holds in memory.

    A site whose folders are exchanged, and whose files are lost when the power fails, is not whole.
    Raises OSError where something could not be written down.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "syncfs"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if library.syncfs(handle) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(folder))
        finally:
            os.close(handle)
    elif hasattr(os, "sync"):
        os.sync()


def swap(one: Path, other: Path) -> None:
    """Exchange two folders in one step; raises OSError where the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        done = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    elif sys.platform == "darwin":
        done = library.renamex_np(names[0], names[1], _RENAME_SWAP)
    else:
        raise OSError(errno.ENOSYS, "this system cannot exchange two folders in one step")
    if done != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _put_in_place(finished: Path, site: Path, note: Path, previous: Path | None) -> bool:
    """Put a finished site in place; returns whether there was one before."""
    for attempt in range(_TRIES):
        try:
            number = site.stat().st_ino
        except FileNotFoundError:
            try:
                finished.rename(site)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST} or attempt + 1 == _TRIES:
                    raise
                continue  # a build of another copy of the project was first
            return False
        note.write_text(f"{number}\n{previous.name if previous else ''}", "utf-8")
        swap(finished, site)
        return True
    raise OSError(errno.EBUSY, "other builds put their sites there all the time")


def _keep(old: Path, previous: Path) -> None:
    """Put an old site where the previous one is kept; what was there is in its place then."""
    try:
        if previous.exists():
            swap(old, previous)
        else:
            old.rename(previous)
    except OSError as error:
        raise BuildProblem(
            f"The new site is in place, but the one before could not be kept in {previous}: "
            f"{error.strerror or error}.",
            "Nothing is wrong with what is published; there is just no way back to the site before.",
        ) from error


def _refusal(site: Path, error: OSError) -> BuildProblem:
    return BuildProblem(
        f"The finished site could not be put in place of {site.name}/ in one step: "
        f"{error.strerror or error}.",
        f"{_UNTOUCHED} {_REMEDIES.get(error.errno or 0, _SAME_DISK)}",
    )
