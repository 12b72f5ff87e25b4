"""The members of an archive that anybody may have made, one after the other, within bounds."""

import gzip
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from msgspec import Struct

__all__ = ["FAULTS", "SMALL", "ArchiveProblem", "Member", "is_archive", "members"]

FAULTS = (
    OSError,
    EOFError,
    ValueError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    struct.error,
    zlib.error,
    tarfile.TarError,
    zipfile.BadZipFile,
)
"""What reading a damaged archive can raise."""

SMALL = 64 * 1024 * 1024
"""How many bytes of one file are held in memory at once, at most."""

_WHOLE = 2 * 1024**3
_MOST = 50_000
_LONGEST_NAME = 1000
_PIECE = 1024 * 1024
_DIRECTORY = 16 * 1024 * 1024
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_END, _END_SIZE = b"PK\5\6", 22
_LOCATOR, _LOCATOR_SIZE = b"PK\6\7", 20
_LENGTHS_AT = 26
"""Where the heading of a file in a zip says how long its name is, and what else comes before it."""
_AFTER = 24
"""So many bytes at most stand behind a file in a zip: its check sum and its sizes."""
_UNLISTED = "it holds more than its list of contents says"
_ZIP = (b"PK\3\4", _END)
_GZIP = b"\x1f\x8b"
_TAR, _TAR_AT = b"ustar", 257


class ArchiveProblem(ValueError):
    """An archive holds what no copy of a site does; the message says it, as the end of a sentence."""


class Member(Struct, frozen=True):
    """A file of an archive, to be read before the next is asked for; None where it is a link."""

    name: str
    stream: IO[bytes] | None


def is_archive(place: Path) -> bool:
    """Return whether a file looks like an archive that can be read here."""
    with place.open("rb") as stream:
        head = stream.read(_TAR_AT + len(_TAR))
    return head.startswith((*_ZIP, _GZIP)) or head[_TAR_AT:] == _TAR


def members(place: Path) -> Iterator[Member]:
    """Yield what is in an archive, but for folders; raises ArchiveProblem where it is unsafe."""
    with place.open("rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        try:
            if head in _ZIP:
                yield from _of_zip(stream)
            elif head.startswith(_GZIP):
                with gzip.GzipFile(fileobj=stream) as unpacked:
                    yield from _of_tar(cast("IO[bytes]", unpacked))
            else:
                yield from _of_tar(stream)
        except (tarfile.TarError, zipfile.BadZipFile, NotImplementedError) as error:
            raise ArchiveProblem("it is damaged, or packed in a way that is not known") from error


def _of_zip(stream: IO[bytes]) -> Iterator[Member]:
    _look_at_directory(stream)
    budget = _Budget()
    with zipfile.ZipFile(stream) as archive:
        _look_between(stream, archive)
        for entry in archive.infolist():
            budget.one_more()
            if entry.is_dir():
                continue
            name = _name(entry.filename)
            if entry.flag_bits & 1 or entry.compress_type not in _PACKED:
                raise ArchiveProblem("it is packed in a way that is not known, or has a password")
            kind = stat.S_IFMT(entry.external_attr >> 16)
            if kind not in {0, stat.S_IFREG}:
                yield Member(name, None)
                continue
            with archive.open(entry) as opened:
                yield Member(name, cast("IO[bytes]", _Counted(opened, budget)))


def _look_between(stream: IO[bytes], archive: zipfile.ZipFile) -> None:
    """Refuse an archive that holds more than it lists: other programs might unpack that instead."""
    place = 0
    for entry in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if not place <= entry.header_offset <= place + _AFTER:
            raise ArchiveProblem(_UNLISTED)
        stream.seek(entry.header_offset + _LENGTHS_AT)
        name, extra = struct.unpack("<HH", stream.read(4))
        place = entry.header_offset + _LENGTHS_AT + 4 + name + extra + entry.compress_size
    if not place <= archive.start_dir <= place + _AFTER:
        raise ArchiveProblem(_UNLISTED)


def _look_at_directory(stream: IO[bytes]) -> None:
    """Refuse a list of contents that would fill the memory before it is looked at."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - 0xFFFF - _LOCATOR_SIZE))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0:
        raise ArchiveProblem("it is not whole")
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    if listed > _DIRECTORY or tail[max(0, at - _LOCATOR_SIZE) : at].startswith(_LOCATOR):
        raise ArchiveProblem("it holds more files than a site has")
    stream.seek(0)


def _of_tar(stream: IO[bytes]) -> Iterator[Member]:
    budget = _Budget()
    bounded = cast("IO[bytes]", _Counted(stream, budget))
    with tarfile.open(fileobj=bounded, mode="r:") as archive:
        for entry in archive:
            budget.one_more()
            if entry.isdir():
                continue
            name = _name(entry.name)
            opened = archive.extractfile(entry) if entry.isreg() and not entry.issparse() else None
            yield Member(name, opened)
        while rest := bounded.read(_PIECE):
            if rest.strip(b"\0"):
                raise ArchiveProblem(_UNLISTED)


def _name(given: str) -> str:
    """Return the path of a member; raises ArchiveProblem where it could lead out of a folder."""
    name = given.removeprefix("./")
    parts = name.split("/")
    if (
        not name.isprintable()
        or len(name) > _LONGEST_NAME
        or "\\" in name
        or ":" in parts[0]
        or {"", ".", ".."} & set(parts)
    ):
        raise ArchiveProblem("a path in it leads out of its folder, or is none")
    return name


class _Budget:
    """What may still be read of an archive."""

    def __init__(self) -> None:
        self._files = _MOST
        self._bytes = _WHOLE

    def one_more(self) -> None:
        self._files -= 1
        if self._files < 0:
            raise ArchiveProblem("it holds more files than a site has")

    def spend(self, size: int) -> None:
        self._bytes -= size
        if self._bytes < 0:
            raise ArchiveProblem("what is packed in it is larger than a site is")


class _Counted:
    """A stream that counts what is read of it, and refuses to be read into memory at once."""

    def __init__(self, stream: IO[bytes], budget: _Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, size: int = -1) -> bytes:
        if size < 0 or size > SMALL + 1:
            raise ArchiveProblem("a part of it is too large to be read")
        content = self._stream.read(size)
        self._budget.spend(len(content))
        return content

    def readinto(self, buffer: bytearray | memoryview) -> int:
        content = self.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def seek(self, to: int, whence: int = 0) -> int:
        """Go to a place; what is passed over on the way is read, and so counted, piece by piece."""
        ahead = to - self._stream.tell() if whence == 0 else 0
        while ahead > 0:
            passed = len(self.read(min(ahead, _PIECE)))
            if not passed:
                break
            ahead -= passed
        return self._stream.tell() if whence == 0 and ahead >= 0 else self._stream.seek(to, whence)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
