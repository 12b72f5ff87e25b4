"""Data packages into records: one `Package` for each folder of `datasets/`."""

import hashlib
from concurrent.futures import Executor
from pathlib import Path

from plainfigures.figures.clock import Clock
from plainfigures.figures.embargoes import NO_PRIVATE, PrivateSource
from plainfigures.figures.findings import Finding
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.records import Package
from plainfigures.figures.releases import NO_RELEASES, ReleaseSource
from plainfigures.read.allowed import allowed_files, allowed_table
from plainfigures.read.cache import Store
from plainfigures.read.holding import LeftOut, hold_data
from plainfigures.read.kept import keep_package, load_package
from plainfigures.read.private import find_folders, place_of
from plainfigures.read.releases import draw_releases

__all__ = ["Reading", "package_key", "read_package", "read_packages"]


def read_packages(
    datasets: Path,
    root: Path,
    store: Store | None = None,
    clock: Clock | None = None,
    private: PrivateSource = NO_PRIVATE,
    releases: ReleaseSource = NO_RELEASES,
) -> tuple[list[Package], list[Finding]]:
    """Read all data packages under `datasets`, in the order of their names.

    A package that is sound is kept in `store` under a key of its content, and taken from there
    while nothing that it depends on has changed. What may not be seen as of `clock` is not read.
    """
    return Reading(datasets, root, store, clock=clock, private=private, releases=releases).finish()


class Reading:
    """The reading of all data packages, begun at once and finished when it is asked for.

    With an executor, packages that are not in the store are read elsewhere meanwhile. What may not
    be seen as of `clock` is left out before anything is made of it or kept; without a clock, nothing
    is. `folders` are those of the packages that are read, by name, `left_out` what is left out of each.
    """

    def __init__(
        self,
        datasets: Path,
        root: Path,
        store: Store | None,
        executor: Executor | None = None,
        *,
        clock: Clock | None = None,
        private: PrivateSource = NO_PRIVATE,
        releases: ReleaseSource = NO_RELEASES,
    ) -> None:
        self._root, self._store = root, store
        found, absent, self._findings = find_folders(datasets, private)
        places = {one: place_of(one, root) for one in found}
        drawn = draw_releases(places, releases)
        self._findings += drawn.findings
        self._roots = {one: one.parent.parent for one in drawn.folders.values()}
        found = [drawn.folders.get(one, one) for one in found if one not in drawn.lost]
        places = {one: place_of(one, self._roots.get(one, root)) for one in found}
        holding = hold_data(places, clock, absent)
        self.embargoed = holding.embargoed
        self.left_out = holding.left_out
        self.folders = {one.name: one for one in found if one.name not in holding.whole}
        self._drawn = drawn
        self._keys = {
            folder: _key_at(places[folder], package_key(folder, self.left_out.get(name)))
            for name, folder in self.folders.items()
        }
        self.folders |= {one.name: one for one in drawn.lost}
        self._kept = {
            folder: load_package(store, key) if store else None
            for folder, key in self._keys.items()
        }
        self.anew = [folder for folder, package in self._kept.items() if package is None]
        self._coming = {
            folder: executor.submit(read_package, folder, *self._how(folder))
            for folder in self.anew
            if executor
        }

    @property
    def key(self) -> str:
        """A digest of all that the records of all packages depend on."""
        return digest_of([code_digest(), *self._keys.values()])

    def key_of(self, name: str) -> str:
        """Return a digest of all that the records of one package depend on; "" where it is not there."""
        return next((key for folder, key in self._keys.items() if folder.name == name), "")

    def lines_of_releases(self) -> dict[str, tuple[str, list[int]]]:
        """Return for each table that is drawn from a release that file, and the lines of its rows."""
        return self._drawn.lines()

    @property
    def keys(self) -> dict[str, str]:
        """A digest of all that the records of each package depend on, by its name."""
        return {folder.name: key for folder, key in self._keys.items()}

    def finish(self) -> tuple[list[Package], list[Finding]]:
        """Return the packages and the findings about them."""
        packages: list[Package] = []
        findings = [*self._findings, *self.embargoed.findings]
        for folder, kept in self._kept.items():
            package = kept or self._read(folder, findings)
            if package:
                packages.append(package)
        return packages, findings

    def _how(self, folder: Path) -> tuple[Path, LeftOut | None]:
        """Return relative to what a package's files are told, and what is left out of them."""
        root = self._root if folder.is_relative_to(self._root) else folder.parent.parent
        root = self._roots.get(folder, root)
        return root, self.left_out.get(folder.name)

    def _read(self, folder: Path, findings: list[Finding]) -> Package | None:
        begun = self._coming.get(folder)
        package, problems = begun.result() if begun else read_package(folder, *self._how(folder))
        findings += problems
        if package and self._store and not problems:
            keep_package(self._store, self._keys[folder], package)
        return package


def package_key(folder: Path, left_out: LeftOut | None = None) -> str:
    """Return a digest of all that a package's records depend on: its files and the code.

    What is `left_out` of the files is in no digest: from that of a short text, it could be found.
    """
    if left_out:
        return _key_of_allowed(folder, left_out)
    digest = hashlib.blake2b(code_digest().encode(), digest_size=16)
    for file in sorted(folder.iterdir()):
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"{folder.name}/{file.name} {len(content)} ".encode())
            digest.update(content)
    return digest.hexdigest()


def _key_at(place: str, key: str) -> str:
    """Return the key of a package whose files are told as in the folder `place`: records hold that."""
    usual = place.startswith("datasets/")
    return key if usual else digest_of([place, key])


def _key_of_allowed(folder: Path, left_out: LeftOut) -> str:
    parts: list[str | bytes] = [code_digest(), folder.name]
    for name, content in allowed_files(folder, left_out).items():
        if name in left_out.rows:
            lines = allowed_table((folder / name).read_bytes(), left_out, name)[1]
            parts.append(repr(lines))
        parts += [name, content]
    return digest_of(parts)


def read_package(
    folder: Path, root: Path, left_out: LeftOut | None = None
) -> tuple[Package | None, list[Finding]]:
    """Read one data package; findings say what is wrong with its files."""
    from plainfigures.read.package import package_of  # slow to import

    return package_of(folder, root, left_out)
