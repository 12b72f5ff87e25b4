"""What the machine would not do, in words: full disks, rights that are missing, programs that ended."""

import errno
import os
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from plainfigures.errors import MachineProblem, PlainFiguresError

__all__ = ["in_words", "machine_problem"]

_ROOM = "Make room on {disk}, then run this again."
_AGAIN = "Run this again."
_RIGHTS = "Get the right to change it, or ask whoever looks after this computer."
_JOBS = "Close other programs, or run this again with --jobs 1, which takes less."
_DISK = "Tell whoever looks after this computer: the disk may be failing, or be cut off."
_IN_THE_WAY = "Look what lies there, move it away, and run this again."

_SAID: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("there is no room left on the disk", _ROOM),
    errno.EDQUOT: ("there is no room left for you on the disk", _ROOM),
    errno.EFBIG: (
        "a file would be larger than files may be here",
        "Raise the limit (ulimit -f unlimited), or ask whoever looks after this computer.",
    ),
    errno.EROFS: ("the disk may only be read from here", _RIGHTS),
    errno.EACCES: ("you may not do that there", _RIGHTS),
    errno.EPERM: ("you may not do that there", _RIGHTS),
    errno.EMFILE: (
        "too many files are open at once",
        "Raise the limit (ulimit -n 4096), then run this again.",
    ),
    errno.ENFILE: ("too many files are open on this computer", _JOBS),
    errno.ENAMETOOLONG: (
        "the name is too long for this disk",
        "Give the page, chart or package a shorter name, or move the project to a shorter path.",
    ),
    errno.ENOMEM: ("there is not enough memory", _JOBS),
    errno.EAGAIN: ("no further program could be started", _JOBS),
    errno.EIO: ("the disk reports a fault", _DISK),
    errno.ESTALE: ("the disk is no longer there", _DISK),
    errno.ENODEV: ("the disk is no longer there", _DISK),
    errno.ENOTCONN: ("the disk is no longer there", _DISK),
    errno.EBUSY: ("another program holds it", _AGAIN),
    errno.ENOENT: ("it was there, and is not any more", f"Put it back if it is yours. {_AGAIN}"),
    errno.ENOTDIR: ("something else is in the way there", _IN_THE_WAY),
    errno.EISDIR: ("a folder is in the way there", _IN_THE_WAY),
    errno.EEXIST: ("something else is in the way there", _IN_THE_WAY),
    errno.ENOTEMPTY: ("something else is in the way there", _IN_THE_WAY),
    errno.ELOOP: ("links lead round in a circle there", _IN_THE_WAY),
}
_SURE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE}
_SURE |= {errno.ENOMEM, errno.EIO}
"""What no program meets by a fault of its own, so that it counts however deep it lies."""

_WRITING = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}
"""What is met only by writing."""


@contextmanager
def in_words(place: Path) -> Iterator[None]:
    """Turn what the machine would not do into a MachineProblem.

    `place` is the folder that is worked in: what is not said of another place is said of it.
    """
    try:
        yield
    except Exception as error:
        problem = machine_problem(error, place)
        if problem is None:
            raise
        raise problem from error


def machine_problem(
    error: BaseException, place: Path | None = None, *, surely: bool = False
) -> MachineProblem | None:
    """Say in words what the machine would not do, or return None where it is not to blame.

    `place` is the folder that is worked in. With `surely`, a file that is missing or may not be
    opened is not put down to the machine: it may be named wrongly.
    """
    if isinstance(error, PlainFiguresError):
        return error if isinstance(error, MachineProblem) else None
    if isinstance(error, BrokenExecutor):
        return MachineProblem(
            "A program that was working for this one was ended by the system, as happens when "
            "memory runs out.",
            _JOBS,
        )
    if isinstance(error, MemoryError):
        return MachineProblem("There is not enough memory.", _JOBS)
    found = error if _is_of_machine(error) and not surely else None
    for one in _chain(error):
        if found is None and isinstance(one, OSError) and one.errno in _SURE:
            found = one
    return _of_system(found, place) if isinstance(found, OSError) else None


def _is_of_machine(error: BaseException) -> bool:
    return isinstance(error, OSError) and not isinstance(error, (BrokenPipeError, TimeoutError))


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(20):
        if one is None:
            return
        yield one
        one = one.__cause__ or one.__context__


def _of_system(error: OSError, place: Path | None) -> MachineProblem:
    names = (error.filename, error.filename2)
    if error.errno in _WRITING:
        names = names[::-1]  # of a copy, the second is what was written
    named = next((str(one) for one in names if isinstance(one, (str, bytes, Path)) and one), "")
    where = named or (str(place) if place else "")
    said, remedy = _SAID.get(
        error.errno or 0, (" ".join((error.strerror or str(error)).split()), _AGAIN)
    )
    if error.errno == errno.ENOSPC and _is_out_of_files(where):
        said = "the disk cannot hold any more files, though it has room"
        remedy = "Remove files that nobody needs from {disk}, then run this again."
    what = f"{where} could not be used" if where else "This could not go on"
    return MachineProblem(f"{what}: {said}.", remedy.format(disk=_disk_of(where)))


def _is_out_of_files(where: str) -> bool:
    above = _there(where)
    if above is None or not hasattr(os, "statvfs"):
        return False
    known = os.statvfs(above)
    return known.f_files > 0 and known.f_favail == 0 and known.f_bavail > 0


def _disk_of(where: str) -> str:
    above = _there(where) if where else None
    return f"the disk that holds {above}" if above else "the disk"


def _there(where: str) -> Path | None:
    """Return the nearest folder above a place that is there."""
    place = Path(where)
    try:
        return next((one for one in (place, *place.parents) if one.is_dir()), None)
    except OSError:
        return None
