"""The files of a folder, found fast: what a build does first and last is to look at all of them."""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["files_below"]


def files_below(
    folder: Path, but: Collection[str] = (), above: str = ""
) -> Iterator[tuple[str, Path]]:
    """Yield each file below a folder, by its path within it, in no order.

    `above` stands before each path. What has a name in `but` is passed over, with all that is in it,
    and so are folders that are links or may not be read.
    """
    with suppress(PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in but:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from files_below(folder / entry.name, but, f"{above}{entry.name}/")
            elif entry.is_file():
                yield f"{above}{entry.name}", folder / entry.name
