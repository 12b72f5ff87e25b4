"""What builds keep: let go when it is old, else its folder would grow; and lent to other builds."""

import shutil
import time
from contextlib import suppress
from pathlib import Path

from plainfigures.exchanging.places import drop_ownerless

__all__ = ["KEPT", "lend", "tidy"]

KEPT = (
    "packages",
    "drawings",
    "pictures",
    "tests",
    "lists",
    "downloads",
    "rules",
    "rendered",
    "written",
    "noted",
    "found",
    "releases",
)
"""The folders of a site's `.plainfigures/` in which each file, or folder, is kept under a key."""

_LENT = (
    "packages",
    "drawings",
    "tests",
    "lists",
    "rules",
    "rendered",
    "written",
    "noted",
    "pages",
    "downloads",
)
"""Those that other builds can use: of the same data, or of nearly the same."""

_DAY = 24 * 60 * 60
_DAYS = 7
_LOOKED = "tidied"


def tidy(work: Path) -> None:
    """Remove what was made more than a week ago, and look for it once a day at most.

    What is still needed is made again, so that this changes no byte of a site. What is of a day that
    has not come was made with a wrong clock, and goes too.
    """
    now = time.time()
    looked = work / _LOOKED
    if looked.is_file() and abs(now - looked.stat().st_mtime) < _DAY:
        return
    looked.touch()
    drop_ownerless(work)
    for name in KEPT:
        folder = work / name
        for one in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
            if abs(now - one.lstat().st_mtime) < _DAYS * _DAY:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)


def lend(work: Path, other: Path) -> None:
    """Let builds that keep in the folder `other` know what those that keep in `work` found out.

    Neither changes what the other has: each file is kept under a key, and is never written in place.
    """
    for name in _LENT:
        folder = work / name
        kept = list(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
        if kept:
            (other / name).mkdir(parents=True, exist_ok=True)
        for one in kept:
            if one.is_file() and not one.is_symlink():
                with suppress(FileExistsError, FileNotFoundError):
                    _link(one, other / name / one.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:
        shutil.copyfile(source, target)
