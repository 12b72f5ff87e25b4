"""What runs on a worker: it is given plain data, and gives plain data back.

A worker lends its process: it may be asked for several things at once, and drawing is not made for
that, so they are done one after the other.
"""

import pickle
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from msgspec.structs import replace

from plainfigures.executing.versions import found_here, versions_key

__all__ = [
    "DONE",
    "OTHER",
    "RAISED",
    "Answer",
    "look_at_sent",
    "make_sent",
    "read_sent",
    "run",
    "say_versions",
]

DONE, RAISED, OTHER = "done", "raised", "other"

_ONE_AT_A_TIME = threading.Lock()


class Answer(NamedTuple):
    """What came of a task: `kind` DONE with what it gave, RAISED with what it raised, or OTHER with
    the versions of a worker that are not those which were asked for.
    """

    kind: str
    content: bytes


def run(wanted: str, parcel: bytes) -> Answer:
    """Do a task, a function with what it is given, if this worker has the versions `wanted`."""
    if versions_key() != wanted:
        return Answer(OTHER, pickle.dumps(found_here()))
    with _ONE_AT_A_TIME:
        make: Callable[..., Any]
        make, given = pickle.loads(parcel)  # noqa: S301 - whoever may ask a worker may do all there
        try:
            return Answer(DONE, pickle.dumps(make(*given)))
        except Exception as error:  # noqa: BLE001 - it is raised where the task was asked for
            return Answer(RAISED, pickle.dumps(error))


def say_versions() -> dict[str, str]:
    """Return the versions of all that matters, as this worker has them."""
    return found_here()


def read_sent(place: str, files: Mapping[str, bytes]) -> Any:
    """Read a data package that was sent; see `read_package`. `place` is that of its folder."""
    from plainfigures.read.packages import read_package  # slow to import

    with TemporaryDirectory(prefix="plainfigures-") as name:
        root = Path(name) / "site"
        folder = root / place
        _write(folder, files)
        return read_package(folder, root)


def make_sent(jobs: Sequence[tuple[Any, Mapping[str, bytes]]]) -> dict[str, dict[str, bytes]]:
    """Make the downloads of packages whose files were sent; see `make_downloads`."""
    from plainfigures.downloads import make_downloads
    from plainfigures.read import Store

    with TemporaryDirectory(prefix="plainfigures-") as name:
        here = []
        for job, files in jobs:
            folder = Path(name) / "datasets" / job.folder.name
            _write(folder, files)
            here.append(replace(job, store=Store(Path(name) / "kept"), folder=folder))
        return make_downloads(here)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def look_at_sent(files: Mapping[str, bytes], site_url: str) -> bytes:
    """Return what stands in finished files that were sent; see `look_at`."""
    import msgspec

    from plainfigures.proofing.looking import look_at

    return msgspec.json.encode(
        {name: look_at(name, content, site_url) for name, content in files.items()}
    )
