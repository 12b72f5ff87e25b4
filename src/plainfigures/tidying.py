"""What builds keep is let go when it is old: else its folder would grow with each change."""

import shutil
import time
from pathlib import Path

__all__ = ["KEPT", "tidy"]

KEPT = ("packages", "drawings", "pictures", "tests", "lists", "downloads", "rules", "found")
"""The folders of a site's `.plainfigures/` in which each file, or folder, is kept under a key."""

_DAY = 24 * 60 * 60
_DAYS = 7
_LOOKED = "tidied"


def tidy(work: Path) -> None:
    """Remove what was made more than a week ago, and look for it once a day at most.

    What is still needed is made again, so that this changes no byte of a site.
    """
    now = time.time()
    looked = work / _LOOKED
    if looked.is_file() and now - looked.stat().st_mtime < _DAY:
        return
    looked.touch()
    for name in KEPT:
        folder = work / name
        for one in folder.iterdir() if folder.is_dir() else ():
            if now - one.lstat().st_mtime < _DAYS * _DAY:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)
