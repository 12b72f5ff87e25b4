"""What builds keep is let go when it is old: else its folder would grow with each change."""

import shutil
import time
from pathlib import Path

from plainfigures.exchanging.places import drop_ownerless

__all__ = ["KEPT", "tidy"]

KEPT = ("packages", "drawings", "pictures", "tests", "lists", "downloads", "rules", "found")
"""The folders of a site's `.plainfigures/` in which each file, or folder, is kept under a key."""

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
