"""Files that are there whole or not at all, whenever whoever writes them is cut off."""

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["draft_prefix", "draft_writer", "write_whole"]

_DRAFT = ".draft-"


def draft_prefix() -> str:
    """Return how the name of a file or folder begins that this process is writing."""
    return f"{_DRAFT}{os.getpid()}-"


def draft_writer(name: str) -> int | None:
    """Return the number of the process that writes a draft of this name; None where it is none.

    It is 0 where the name does not tell.
    """
    if not name.startswith(_DRAFT):
        return None
    number = name.removeprefix(_DRAFT).partition("-")[0]
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that nobody finds a part of it; raises OSError where it cannot be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=draft_prefix(), dir=file.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        draft.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
