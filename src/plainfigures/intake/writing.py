"""A table written in the form that all tables here have, whole or not at all."""

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from plainfigures.intake.plan import Plan
from plainfigures.intake.target import Held

__all__ = ["content_of", "register_text", "table_text", "write_files"]


def table_text(plan: Plan) -> str:
    """Return the table as it would stand: rows that stay keep their very text."""
    target = plan.target
    names = [one.name for one in target.columns]
    parts = [_line(target.header) if target.header else csv_line(names)]
    for row in plan.rows.order:
        if isinstance(row, Held):
            parts.append(_line(row.text))
        else:
            parts.append(csv_line([row.cells[name] for name in names]))
    return "".join(parts)


def register_text(before: str, records: Sequence[dict[str, str]]) -> str:
    """Return the register of changes with `records` at its end, in the order of its columns."""
    names = next(csv.reader(io.StringIO(before.lstrip("\N{BOM}"), newline="")))
    end = "" if before.endswith("\n") else "\n"
    return (
        before + end + "".join(csv_line([one.get(name, "") for name in names]) for one in records)
    )


def csv_line(cells: Sequence[str]) -> str:
    """Return a row as a line of CSV, with quotes only where they are needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def content_of(file: Path) -> bytes | None:
    """Return what stands in a file; None where there is none."""
    return file.read_bytes() if file.is_file() else None


def write_files(texts: dict[Path, str], stood: Mapping[Path, bytes | None]) -> bool:
    """Write all files, or none where one of them cannot be written.

    `stood` is what some of them held when the texts were made; returns False, with nothing written,
    where one holds something else by now.
    """
    before = {file: content_of(file) for file in texts}
    before |= {file: content for file, content in stood.items() if file in before}
    done: list[Path] = []
    try:
        for file, text in texts.items():
            if not _replace(file, text.encode(), before[file]):
                _put_back(done, before)
                return False
            done.append(file)
    except OSError:
        _put_back(done, before)
        raise
    return True


def _put_back(files: Sequence[Path], before: Mapping[Path, bytes | None]) -> None:
    for file in files:
        content = before[file]
        if content is None:
            file.unlink()
        else:
            _replace(file, content, content_of(file))


def _replace(file: Path, content: bytes, stood: bytes | None) -> bool:
    """Put a whole file in the place of another in one step; False where that is another by now."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.is_file():
            beside.chmod(file.stat().st_mode)
        if content_of(file) != stood:
            return False
        beside.replace(file)
        return True
    finally:
        beside.unlink(missing_ok=True)


def _line(text: str) -> str:
    return text.rstrip("\r\n") + "\n"
