"""The exchange: a finished site takes the place of the old one in a single step."""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from plainfigures.errors import BuildProblem

__all__ = ["exchange"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(finished: Path, site: Path, previous: Path) -> None:
    """Put `finished` where `site` is, in one atomic step; the old site goes to `previous`.

    All three must lie on one file system. Raises BuildProblem, with the old site untouched, where
    the file system has no such step.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    if not site.exists():
        try:
            finished.rename(site)
        except OSError as error:
            raise _refusal(site, error) from error
        return
    try:
        _swap(finished, site)
    except OSError as error:
        raise _refusal(site, error) from error
    # From here on the new site is in place; `finished` holds the old one.
    shutil.rmtree(previous, ignore_errors=True)
    finished.rename(previous)


def _swap(one: Path, other: Path) -> None:
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


def _refusal(site: Path, error: OSError) -> BuildProblem:
    return BuildProblem(
        f"The finished site could not be put in place of {site.name}/ in one step: "
        f"{error.strerror or error}.",
        "The old site is untouched. Use --site-dir to name a folder on the same disk as the project, "
        "on a file system that can exchange two folders.",
    )
