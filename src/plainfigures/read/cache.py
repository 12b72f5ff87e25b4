"""A store of records by content key, so that what has not changed is not read anew."""

import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

__all__ = ["Store"]

Record = TypeVar("Record")


class Store:
    """A folder with one file for each key.

    Files are written whole under another name and then moved, so that a build that was cut off
    leaves nothing half-written behind.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, key: str, kind: type[Record]) -> Record | None:
        """Return the record kept under `key`, or None if there is none that can be read."""
        try:
            content = self._file(key).read_bytes()
        except OSError:
            return None
        try:
            return msgspec.json.decode(content, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    def save(self, key: str, record: object) -> None:
        """Keep `record` under `key`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.json.encode(record))
        Path(name).replace(self._file(key))

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"
