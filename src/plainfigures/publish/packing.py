"""Archives that are the same bytes on every machine.

Nothing in them is squeezed: how tightly a file is packed hangs on the zlib of the machine, which no
lock file pins. Dates, modes and the system they claim to be from are fixed.
"""

import io
import zipfile

__all__ = ["add_file", "packed_anew"]

_STILL = (1980, 1, 1, 0, 0, 0)


def add_file(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Put a file into an archive."""
    entry = zipfile.ZipInfo(name, _STILL)
    entry.compress_type = zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    archive.writestr(entry, content)


def packed_anew(content: bytes) -> bytes:
    """Return an archive that some library made, such as a spreadsheet, with the same files in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            add_file(new, name, old.read(name))
    return made.getvalue()
