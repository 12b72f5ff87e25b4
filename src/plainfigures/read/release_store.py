"""Packages that are drawn from releases, kept whole beside the site until something changes."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from plainfigures.figures.findings import Finding
from plainfigures.figures.keys import file_digest
from plainfigures.figures.whole_files import draft_prefix

__all__ = ["LINES", "keep_drawn", "kept_drawn"]

LINES = "lines.json"
"""The file beside drawn tables that says of which lines of which release their rows are."""
_TOLD = "told.json"


def keep_drawn(
    kept: Path,
    folder: Path,
    tables: Mapping[str, str],
    findings: Sequence[Finding],
    lines: Mapping[str, tuple[str, list[int]]],
) -> None:
    """Put a drawn package in its place, whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=draft_prefix(), dir=kept.parent))
    try:
        place = draft / "datasets" / folder.name
        place.mkdir(parents=True)
        for file in sorted(folder.iterdir()):
            if file.is_file():
                shutil.copyfile(file, place / file.name)
        for name, text in tables.items():
            (place / name).write_bytes(text.encode())
        told = {
            "findings": msgspec.to_builtins(findings),
            "files": {one.name: file_digest(one) for one in sorted(place.iterdir())},
        }
        (draft / LINES).write_text(json.dumps(lines), "utf-8")
        (draft / _TOLD).write_text(json.dumps(told), "utf-8")
        if kept.is_dir():
            shutil.rmtree(kept)  # it was damaged, else it would have been used
        with suppress(FileExistsError, OSError):
            draft.rename(kept)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def kept_drawn(kept: Path, name: str) -> list[Finding] | None:
    """Return what was found as a kept package was drawn; None where it is not there as it was."""
    try:
        told = json.loads((kept / _TOLD).read_text("utf-8"))
        place = kept / "datasets" / name
        if {one.name: file_digest(one) for one in place.iterdir()} != told["files"]:
            return None
        return msgspec.convert(told["findings"], list[Finding])
    except (OSError, ValueError, KeyError, TypeError):
        return None
