"""`data/checksums.txt`: the SHA-256 of every download, in the form that `sha256sum --check` reads."""

from pathlib import Path

from plainfigures.figures.folders import files_below
from plainfigures.figures.keys import file_digest

__all__ = ["CHECKSUMS", "write_checksums"]

CHECKSUMS = "checksums.txt"
_REPORTS = {CHECKSUMS, "build.json", "checks.json"}


def write_checksums(data: Path) -> None:
    """Write the digests of all files in `data`, by their names within it; not of reports and pages."""
    lines = [
        f"{file_digest(file)}  {name}\n"
        for name, file in sorted(files_below(data))
        if name not in _REPORTS and file.suffix != ".html"
    ]
    (data / CHECKSUMS).write_text("".join(lines), "utf-8")
