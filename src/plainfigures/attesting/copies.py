"""A published copy of a site, as somebody has it: a folder, or an archive that was downloaded.

Nothing in it is trusted. An archive is read member by member and never unpacked, so that no path in
it can lead anywhere, and what it takes to read it is bounded.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from plainfigures.attesting.archives import (
    FAULTS,
    SMALL,
    ArchiveProblem,
    Member,
    is_archive,
    members,
)
from plainfigures.errors import BuildProblem
from plainfigures.publish.reports import BUILD_REPORT

__all__ = ["Copy", "open_copy"]

_MOST_FILES = 50_000
_DEEPEST = 3
_PIECE = 1024 * 1024
_LEFT_BY_GIT = ".git"


@dataclass(frozen=True)
class Copy:
    """What is in a copy: the SHA-256 of each file, by its path in the site.

    `odd` are paths of what is no plain file, such as links; `inside` is the folder of the archive, or
    of the folder that was named, in which the site lies. `beside` says how many files of an archive
    lie outside of it, and `git` whether there is a folder .git in it: at neither was looked.
    """

    place: Path
    digests: dict[str, str]
    odd: tuple[str, ...] = ()
    inside: str = ""
    beside: int = 0
    git: bool = False
    _read: Callable[[set[str]], dict[str, bytes]] = field(default=lambda names: {}, repr=False)

    def read(self, *names: str) -> dict[str, bytes]:
        """Return the content of some files by their paths in the site; what is not there is left out.

        Raises BuildProblem where one is too large to be held in memory.
        """
        return self._read({name for name in names if name in self.digests})


def open_copy(place: Path) -> Copy:
    """Look into a copy of a site; raises BuildProblem, in words, where there is none or it is unsafe."""
    try:
        if place.is_dir():
            return _open_folder(place)
        if place.is_file() and is_archive(place):
            return _open_archive(place)
    except ArchiveProblem as error:
        raise _unreadable(place, str(error)) from error
    except FAULTS as error:
        raise _unreadable(place, "it is damaged, or it may not be read") from error
    raise BuildProblem(
        f"{_shown(place)} is no copy of a site."
        if place.exists()
        else f"There is no {_shown(place)}.",
        "Name a folder that holds the whole site, or an archive of it: .zip, .tar.gz or .tar.",
    )


def _open_folder(place: Path) -> Copy:
    base = _base_of_folder(place)
    digests: dict[str, str] = {}
    odd: list[str] = []
    for folder, folders, names in os.walk(base, onerror=_raise):
        if Path(folder) == base and _LEFT_BY_GIT in folders:
            folders.remove(_LEFT_BY_GIT)
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*names, *links]):
            file = here / name
            path = file.relative_to(base).as_posix()
            if not stat.S_ISREG(file.lstat().st_mode):
                odd.append(path)
                continue
            with file.open("rb") as stream:
                digests[path] = _digest(stream)
            if len(digests) > _MOST_FILES:
                raise ArchiveProblem("it holds more files than a site has")

    def read(names: set[str]) -> dict[str, bytes]:
        found = {}
        for name in sorted(names):
            with (base / name).open("rb") as stream:
                found[name] = _small(stream, name)
        return found

    inside = base.relative_to(place).as_posix()
    return Copy(
        place,
        digests,
        tuple(sorted(odd)),
        "" if inside == "." else inside,
        0,
        (base / _LEFT_BY_GIT).is_dir(),
        read,
    )


def _base_of_folder(place: Path) -> Path:
    """Return the folder that the site lies in: the one named, or the only one within it that has one."""
    level = [place]
    for _ in range(_DEEPEST + 1):
        found = [folder for folder in level if (folder / BUILD_REPORT).is_file()]
        if len(found) > 1:
            raise ArchiveProblem("it holds more than one site: name the folder of one")
        if found:
            return found[0]
        level = [
            below
            for folder in level
            for below in sorted(folder.iterdir())
            if below.is_dir() and not below.is_symlink() and below.name != _LEFT_BY_GIT
        ][:1000]
    raise ArchiveProblem(f"there is no {BUILD_REPORT} in it, which says what it was made from")


def _open_archive(place: Path) -> Copy:
    digests, odd = {}, []
    for member in members(place):
        if member.stream is None:
            odd.append(member.name)
        elif member.name in digests:
            raise ArchiveProblem(f"it holds {member.name} twice")
        else:
            digests[member.name] = _digest(member.stream)
    ends = sorted(
        (
            name.removesuffix(BUILD_REPORT)
            for name in digests
            if f"/{name}".endswith(f"/{BUILD_REPORT}")
        ),
        key=lambda name: name.count("/"),
    )
    if not ends:
        raise ArchiveProblem(f"there is no {BUILD_REPORT} in it, which says what it was made from")
    base = ends[0]
    if len(ends) > 1 and ends[1].count("/") == base.count("/"):
        raise ArchiveProblem("it holds more than one site: unpack it, and name the folder of one")
    git = f"{base}{_LEFT_BY_GIT}/"
    within = {
        name.removeprefix(base): digest
        for name, digest in digests.items()
        if name.startswith(base) and not name.startswith(git)
    }
    strange = [name.removeprefix(base) for name in odd if name.startswith(base)]
    beside = sum(not name.startswith(base) for name in digests)

    def read(names: set[str]) -> dict[str, bytes]:
        return {
            member.name.removeprefix(base): _small(member.stream, member.name)
            for member in _files(place)
            if member.stream
            and member.name.startswith(base)
            and member.name.removeprefix(base) in names
        }

    return Copy(
        place,
        within,
        tuple(sorted(strange)),
        base.rstrip("/"),
        beside,
        any(name.startswith(git) for name in digests),
        read,
    )


def _files(place: Path) -> Iterator[Member]:
    try:
        yield from members(place)
    except FAULTS as error:
        raise _unreadable(place, "it is damaged, or it may not be read") from error


def _digest(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _small(stream: IO[bytes], name: str) -> bytes:
    content = stream.read(SMALL + 1)
    if len(content) > SMALL:
        raise BuildProblem(f"The file {name} of the copy is too large to be read.")
    return content


def _raise(error: OSError) -> None:
    raise error


def _unreadable(place: Path, why: str) -> BuildProblem:
    return BuildProblem(
        f"The copy {_shown(place)} cannot be checked: {why}.",
        "Download it again, with every file of the site.",
    )


def _shown(place: Path) -> str:
    return f'"{place}"'
