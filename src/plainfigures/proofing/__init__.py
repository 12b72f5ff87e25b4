"""Proofreading: the finished files, as they will be served, looked at before the exchange.

What stands here reads bytes, and asks nothing of the code that wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plainfigures.figures.findings import Finding
    from plainfigures.preparing import Prepared

__all__ = ["proof", "read_ahead"]


def proof(site: Path, prepared: Prepared, executor: Executor | None = None) -> list[Finding]:
    """Look at a finished site as it will be served; returns what is wrong with it, errors first.

    `site` is its folder, in which nothing is written. What was read in a file is kept, and taken from
    there while the file stays the same. With an executor, files are read in other processes.
    """
    from plainfigures.proofing.proof import proofread  # a build with nothing to do needs none of it

    return proofread(site, prepared, executor)


def read_ahead(prepared: Prepared, site: Path, pages: Mapping[str, str]) -> None:
    """Begin to read pages, by the names that their files will have, and the data that are in `site`.

    It goes on in other processes while the rest of the site is made; with none to work in, nothing
    is read ahead.
    """
    if prepared.executor is not None:
        from plainfigures.proofing.ahead import Ahead

        prepared.ahead = Ahead(prepared.config, prepared.executor)
        prepared.ahead.begin(site, pages)
