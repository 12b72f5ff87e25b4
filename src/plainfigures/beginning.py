"""What a build begins with, while this process is still loading what it needs itself.

Loading what reads tables takes longest of all, and a build of new tables waits for it. So it is done
in another process, which begins before this one has loaded anything: hence the imports within.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from plainfigures.config import SiteConfig

__all__ = ["begun_ahead", "begun_early", "load_reading"]


@contextmanager
def begun_ahead(words: Sequence[str]) -> Iterator[None]:
    """Have a process begun that loads what reads tables, where a build is likely to need it.

    That is so where the `words` of the command line ask for one of the site in this folder, and tables
    are newer than what the last build noted. Nothing else hangs on whether that was guessed right.
    """
    alone = words[:1] != ["build"] or any(word.startswith("--jobs") for word in words)
    if alone or (os.cpu_count() or 1) == 1 or not _tables_are_newer():
        yield
        return
    from plainfigures.executing.processes import begin_first, end_first

    try:
        begin_first(load_reading)
        yield
    finally:
        end_first()


def _tables_are_newer() -> bool:
    """Whether anything in the folder of the data packages is newer than what the last build noted."""
    waiting, now = [Path("datasets")], time.time_ns()
    try:
        built = Path(".plainfigures/state.json").stat().st_mtime_ns
    except OSError:
        return waiting[0].is_dir()
    with suppress(OSError):  # whoever reads them says what is wrong with them
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    # A time to come would be newer than any build.
                    if built < entry.stat(follow_symlinks=False).st_mtime_ns <= now:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
    return False


@contextmanager
def begun_early(
    config: "SiteConfig", jobs: int, inputs: Mapping[str, str]
) -> Iterator["Executor | None"]:
    """Give `jobs` other processes to work in, or None; see `workers`.

    Where the data among the `inputs` are not those of the last build, one of them is loading already
    what reads tables. Nothing else hangs on whether that was guessed right.
    """
    from plainfigures.executing import workers
    from plainfigures.state import data_key, load_state

    with workers(jobs) as near:
        state = load_state(config)
        if near and (state is None or state.data != data_key(config, inputs)):
            near.submit(load_reading)
        yield near


def load_reading() -> None:
    """Load what reading a data package takes, ahead of the first one."""
    import plainfigures.read.package  # noqa: F401
    from plainfigures.read.tables import load_tables

    load_tables()
