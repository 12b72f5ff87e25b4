"""The downloads of a site: made in other processes where the data are new, else taken from the store.

Spreadsheets take long to make, so what a package's folder in the finished site holds is kept under
a key of the package's content, of its sources and of the code.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.licences import sources_used
from plainfigures.figures.records import Package, Source
from plainfigures.publish import make_spreadsheet, write_package, write_readme, zip_packages

__all__ = ["ALL_DATA", "Downloads", "with_sizes"]

ALL_DATA = "all-data.zip"
_SIZE = re.compile(r"<!--pf-size ([A-Za-z0-9./-]+)-->")


@dataclass(frozen=True)
class _Job:
    """One package whose downloads are to be made: where they go, and what they are made of."""

    target: Path
    folder: Path
    package: Package
    sources: tuple[Source, ...]
    contact: tuple[str, ...]


class Downloads:
    """What can be taken away of each data package.

    `folders` gives the folder of each package, `contact` says whom to ask, line by line.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        folders: Mapping[str, Path],
        contact: Sequence[str],
        store: Path,
    ) -> None:
        self._store = store
        self._keys: dict[str, str] = {}
        self._jobs = []
        for name, package in catalogue.packages.items():
            used = tuple(sources_used(package, catalogue.sources.values()))
            key = self._keys[name] = _key(folders[name], used, contact)
            if not (store / key).is_dir():
                job = _Job(store / key, folders[name], package, used, tuple(contact))
                self._jobs.append(job)
        self._coming: Future[None] | None = None

    def begin(self, executor: Executor | None) -> None:
        """Have what is new made elsewhere, while pages are rendered."""
        if executor and self._jobs:
            # All in one process: loading the library takes as long as many spreadsheets.
            self._coming = executor.submit(make_downloads, self._jobs)

    def write(self, data: Path) -> None:
        """Put the downloads of all packages into `data`, and one zip of everything."""
        if self._coming:
            self._coming.result()
        else:
            make_downloads(self._jobs)
        for name, key in self._keys.items():
            shutil.copytree(self._store / key, data / name, dirs_exist_ok=True)
        whole = self._store / f"{digest_of([ALL_DATA, *self._keys.values()])}.zip"
        if not whole.is_file():
            _write_whole(whole, zip_packages(data, self._keys))
        shutil.copyfile(whole, data / ALL_DATA)


def make_downloads(jobs: Sequence[_Job]) -> None:
    """Make the downloads of packages, each in a folder that is only there when it is whole."""
    for job in jobs:
        name = job.package.name
        beside = [
            ("README.txt", write_readme(job.package, job.sources, job.contact).encode()),
            (f"{name}.xlsx", make_spreadsheet(job.package, job.sources, job.contact)),
        ]
        job.target.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=job.target.parent))
        making.chmod(0o755)
        write_package(making, job.folder, job.package, beside)
        try:
            making.rename(job.target)
        except OSError:
            # Another build was first, with the same content.
            shutil.rmtree(making)


def with_sizes(html: str, data: Path) -> str:
    """Return a page with the size of each download in the place of its mark."""

    def size(mark: re.Match[str]) -> str:
        file = data / mark[1]
        return f", {_in_words(file.stat().st_size)}" if file.is_file() else ""

    return _SIZE.sub(size, html)


def _key(folder: Path, sources: Sequence[Source], contact: Sequence[str]) -> str:
    parts: list[str | bytes] = [code_digest(), folder.name, repr(sources), repr(contact)]
    for file in sorted(folder.iterdir()):
        if file.is_file():
            parts += [file.name, file.read_bytes()]
    return digest_of(parts)


def _write_whole(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(name).replace(target)


def _in_words(size: int) -> str:
    """Say a number of bytes as readers know it from their own files."""
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes:,} KB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"
