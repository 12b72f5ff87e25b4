"""The downloads of a site: made in other processes where the data are new, else taken from the store.

Spreadsheets take long to make, so what a package's folder in the finished site holds is kept under
a key of the package's content, of its sources and of the code.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

from msgspec import Struct

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.licences import sources_used
from plainfigures.figures.records import Package, Source
from plainfigures.figures.whole_files import draft_prefix
from plainfigures.publish import make_spreadsheet, write_package, write_readme, zip_packages
from plainfigures.read import LeftOut, Store, allowed_files

__all__ = ["ALL_DATA", "Downloads", "with_sizes"]

ALL_DATA = "all-data.zip"
_SIZE = re.compile(r"<!--pf-size ([A-Za-z0-9./-]+)-->")


class _Job(Struct, frozen=True):
    """One package whose downloads are to be made: where they are kept, and what they are made of."""

    store: Store
    key: str
    folder: Path
    package: Package
    sources: tuple[Source, ...]
    contact: tuple[str, ...]
    left_out: LeftOut | None


class Downloads:
    """What can be taken away of each data package.

    `folders` gives the folder of each package, `contact` says whom to ask, line by line. `left_out`
    says what may not be seen of a package yet.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        folders: Mapping[str, Path],
        contact: Sequence[str],
        store: Path,
        left_out: Mapping[str, LeftOut] | None = None,
    ) -> None:
        self._store = Store(store)
        self._keys: dict[str, str] = {}
        self._held: dict[str, dict[str, bytes]] = {}
        self._jobs = []
        for name, package in catalogue.packages.items():
            used = tuple(sources_used(package, catalogue.sources.values()))
            folder, without = folders[name], (left_out or {}).get(name)
            key = self._keys[name] = _key(folder, without, used, contact)
            held = self._store.load_files(key)
            if held is not None:
                self._held[name] = held
            else:
                self._jobs.append(
                    _Job(self._store, key, folder, package, used, tuple(contact), without)
                )
        self._coming: Future[dict[str, dict[str, bytes]]] | None = None

    def begin(self, executor: Executor | None) -> None:
        """Have what is new made elsewhere, while pages are rendered."""
        if executor and self._jobs:
            # All in one process: what they need is loaded once.
            self._coming = executor.submit(make_downloads, self._jobs)

    def write(self, data: Path) -> None:
        """Put the downloads of all packages into `data`, and one zip of everything."""
        self._held |= self._coming.result() if self._coming else make_downloads(self._jobs)
        for name in self._keys:
            folder = data / name
            folder.mkdir(parents=True, exist_ok=True)
            for file, content in self._held[name].items():
                (folder / file).write_bytes(content)
        file = f"{digest_of([ALL_DATA, *self._keys.values()])}.zip"
        whole = self._store.load_bytes(file)
        if whole is None:
            whole = zip_packages(data, self._keys)
            self._store.save_bytes(file, whole)
        (data / ALL_DATA).write_bytes(whole)


def make_downloads(jobs: Sequence[_Job]) -> dict[str, dict[str, bytes]]:
    """Make and keep the downloads of packages; returns the files of each, by their names."""
    made = {}
    for job in jobs:
        name = job.package.name
        beside = [("README.txt", write_readme(job.package, job.sources, job.contact).encode())]
        if job.package.has_spreadsheet:
            spreadsheet = make_spreadsheet(job.package, job.sources, job.contact)
            beside.append((f"{name}.xlsx", spreadsheet))
        job.store.folder.mkdir(parents=True, exist_ok=True)
        # A draft by its name, so that what a build that is killed leaves of it is cleared away.
        folder = job.store.folder
        with tempfile.TemporaryDirectory(prefix=draft_prefix(), dir=folder) as making:
            files = allowed_files(job.folder, job.left_out)
            write_package(Path(making), job.folder, job.package, beside, files)
            made[name] = {one.name: one.read_bytes() for one in sorted(Path(making).iterdir())}
        job.store.save_files(job.key, made[name])
    return made


def with_sizes(html: str, data: Path) -> str:
    """Return a page with the size of each download in the place of its mark."""

    def size(mark: re.Match[str]) -> str:
        file = data / mark[1]
        return f", {_in_words(file.stat().st_size)}" if file.is_file() else ""

    return _SIZE.sub(size, html)


def _key(
    folder: Path, left_out: LeftOut | None, sources: Sequence[Source], contact: Sequence[str]
) -> str:
    parts: list[str | bytes] = [code_digest(), folder.name, repr(sources), repr(contact)]
    for name, content in allowed_files(folder, left_out).items():
        parts += [name, content]
    return digest_of(parts)


def _in_words(size: int) -> str:
    """Say a number of bytes as readers know it from their own files."""
    kilobytes = max(1, round(size / 1000))
    return f"{kilobytes:,} KB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"
