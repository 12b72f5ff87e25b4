"""What a build finds that was cut off before it, and how it puts that straight."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from plainfigures.exchanging.places import MAKING, PREVIOUS
from plainfigures.figures.whole_files import draft_writer
from plainfigures.publish import settle
from plainfigures.tidying import KEPT

__all__ = ["recover", "straighten"]

_FOLDERS = {*KEPT, "pages", "proofs", "preview", "compared", PREVIOUS}
_FILES = {"state.json", "tidied"}
_HOUR = 60 * 60


def straighten(work: Path) -> None:
    """Remove what is in the way in the folder `work`: links to elsewhere, files for folders.

    What a build keeps is made again. Nothing that a link leads to is touched.
    """
    for one in [*work.iterdir()]:
        folder = one.name in _FOLDERS or one.name.startswith((MAKING, f"{PREVIOUS}-"))
        if one.is_symlink() or (folder and one.is_file() and one.suffix != ".of"):
            one.unlink()
        elif one.name in _FILES and one.is_dir():
            shutil.rmtree(one)


def recover(work: Path) -> str:
    """Put straight what builds left in `work` that were killed; returns what was found, in a line.

    Only who holds the lock may call it. Empty where there was nothing to be found.
    """
    cut_off = sorted(work.glob(f"{MAKING}*"))
    kept = [previous for folder in cut_off if (previous := settle(folder))]
    for folder in cut_off:
        shutil.rmtree(folder, ignore_errors=True)
    drafts = 0
    for draft in _drafts(work):
        drafts += 1
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
    if kept:
        return (
            "The build before this one was cut off just after its site was in place. "
            "The site before that is kept; “plainfigures rollback” goes back to it."
        )
    if cut_off:
        return (
            "The build before this one was cut off. The published site was not touched, and what "
            "was left lying about is cleared away."
        )
    return (
        "What a program that was cut off had left half-written is cleared away." if drafts else ""
    )


def _drafts(work: Path) -> Iterator[Path]:
    """Yield what was being written by programs that are gone."""
    folders = [work, *(work / name for name in KEPT), work / "pages", work / "proofs"]
    folders += [*(work / "compared").iterdir()] if (work / "compared").is_dir() else []
    for folder in folders:
        if folder.is_dir() and not folder.is_symlink():
            yield from (one for one in [*folder.iterdir()] if _is_left(one))


def _is_left(draft: Path) -> bool:
    writer = draft_writer(draft.name)
    if writer is None:
        return False
    with contextlib.suppress(OSError):
        if time.time() - draft.lstat().st_mtime > _HOUR:
            return True
    return not _is_alive(writer)


def _is_alive(number: int) -> bool:
    if number and os.name != "nt":
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True  # it is somebody else's
    return bool(number)
