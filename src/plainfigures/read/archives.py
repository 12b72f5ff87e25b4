"""The zip files that spreadsheets are, opened with bounds: nothing in them can eat the machine."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from xml.parsers import expat  # declarations, with which it could be misled, are refused before

from plainfigures.errors import SheetProblem

__all__ = ["MOST_BYTES", "MOST_CELLS", "Archive", "broken", "reading", "too_many"]

MOST_BYTES = 30_000_000
"""How large a file may be as it lies on disk."""
MOST_CELLS = 1_000_000
"""How many cells a file may have, with or without anything in them."""
_MOST_UNPACKED = 300_000_000
_MOST_PARTS = 3_000
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SMALLER = "Delete the sheets, rows and columns that are not needed, and save it again."


class Archive:
    """A zip file that was looked at before it is read.

    Raises SheetProblem where it is broken, too large once unpacked, protected, or declares entities.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                entries = file.infolist()
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise broken(name) from error
        self.names = frozenset(entry.filename for entry in entries)
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > _MOST_UNPACKED or len(entries) > _MOST_PARTS:
            message = f'"{name}" is far larger once it is unpacked: {unpacked // 1_000_000} MB.'
            raise SheetProblem(message, _SMALLER)
        if len(self.names) != len(entries):
            raise broken(name)
        if any(entry.flag_bits & 1 for entry in entries):
            message = f'"{name}" is protected by a password.'
            raise SheetProblem(message, "Take the password off, and save it again.")
        for part in sorted(self.names):
            if part.endswith((".xml", ".rels")):
                self._hold_harmless(self.read(part))

    def read(self, part: str) -> bytes:
        """Return one part, unpacked."""
        with reading(self.name), zipfile.ZipFile(io.BytesIO(self.content)) as file:
            return file.read(part)

    def _hold_harmless(self, text: bytes) -> None:
        # Entities are how XML grows without end or reads other files; no spreadsheet has any.
        if _DECLARED.search(text) or text.startswith(
            (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
        ):
            message = f'"{self.name}" holds what no spreadsheet holds, and is not opened.'
            raise SheetProblem(message, "Ask the sender to save it again as .xlsx.")
        # A library may pass over what is broken, and rows would be missing.
        with reading(self.name):
            expat.ParserCreate(namespace_separator=" ").Parse(text, True)


def broken(name: str) -> SheetProblem:
    """Return the problem of a file that is cut off or damaged."""
    message = f'"{name}" is damaged or cut off.'
    return SheetProblem(message, "Ask for it again, or open it and save it anew as .xlsx.")


def too_many(name: str) -> SheetProblem:
    """Return the problem of a file with more cells than we read."""
    return SheetProblem(f'"{name}" has more than a million cells.', _SMALLER)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Tell whatever a library raises over a damaged file as what it is to a person."""
    try:
        yield
    except SheetProblem:
        raise
    except RecursionError as error:
        raise broken(name) from error
    except Exception as error:
        raise broken(name) from error
