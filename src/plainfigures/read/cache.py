"""A store of records by content key, so that what has not changed is not read anew."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from plainfigures.figures.whole_files import write_whole

__all__ = ["Store"]

Record = TypeVar("Record")
_DIGEST = 32


class Store:
    """A folder with one file for each key: records, or the bytes of files.

    Files are written whole under another name and then moved, so that a build that was cut off
    leaves nothing half-written behind. Each begins with a digest of its key and of what follows:
    what was cut short, damaged or put there by another hand is as if it was not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str, kind: type[Record]) -> Record | None:
        """Return the record kept under `key`, or None if there is none that can be read."""
        content = self.load_bytes(f"{key}.json")
        try:
            return None if content is None else msgspec.json.decode(content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def save(self, key: str, record: object) -> None:
        """Keep `record` under `key`."""
        self.save_bytes(f"{key}.json", msgspec.json.encode(record))

    def load_bytes(self, name: str) -> bytes | None:
        """Return the bytes kept in the file `name`, or None if they are not there whole."""
        try:
            held = (self.folder / name).read_bytes()
        except OSError:
            return None
        content = held[_DIGEST:]
        return content if held[:_DIGEST] == _digest(name, content) else None

    def save_bytes(self, name: str, content: bytes) -> None:
        """Keep bytes in the file `name`."""
        write_whole(self.folder / name, _digest(name, content) + content)

    def load_files(self, key: str) -> dict[str, bytes] | None:
        """Return the files kept together under `key`, or None if they are not there whole."""
        content = self.load_bytes(f"{key}.files")
        try:
            if content is not None:
                return msgspec.msgpack.decode(content, type=dict[str, bytes])
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
        return None

    def save_files(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep files, by their names, together under `key`."""
        self.save_bytes(f"{key}.files", msgspec.msgpack.encode(dict(files)))


def _digest(name: str, content: bytes) -> bytes:
    digest = hashlib.blake2b(name.encode(), digest_size=_DIGEST // 2)
    digest.update(b"\n" + content)
    return digest.hexdigest().encode()
