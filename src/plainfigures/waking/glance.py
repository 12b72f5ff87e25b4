"""A first look that needs nothing but Python: can anything have come due since a moment at all?

Whatever a site asks of its clock stands in its files: a moment with a time, or a day. So where no
midnight has passed since the site was published, and no file names a moment in between, nothing can
have come due. A host may ask every quarter of an hour, and installs nothing for a “no”.
"""

import datetime
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["PRIVATE", "moments_in", "published_at", "read_moment", "reason_to_look"]

PRIVATE = "PLAINFIGURES_PRIVATE"
"""The variable that names the folder of packages that are kept elsewhere."""

_PARTS = ("docs", "datasets", "charts", "macros")
_LARGEST = 64 * 2**20
_HOUR = datetime.timedelta(hours=1)
_DATE = r"(?<!\d)(\d{4}-?(?:W\d\d(?:-?\d)?|\d\d-?\d\d))"
_MOMENT = re.compile(_DATE + r"(?:[ \t]+|\D)(\d{1,2}[:.,\d]*)[ \t]*(Z|z|[+-]\d\d?(?::?\d\d)*)?")
"""A date, anything between, and a time: rather one too many than one too few."""


def read_moment(text: str) -> datetime.datetime | None:
    """Return a moment written with its offset, in UTC; None where it is none."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return None
    return moment.astimezone(datetime.UTC) if moment.tzinfo else None


def published_at(report: Path) -> datetime.datetime | None:
    """Return the moment as of which a published site was made, from its `data/build.json`.

    None where the file is not there or says nothing that can be read: it came from elsewhere.
    """
    try:
        if not report.is_file() or report.stat().st_size > _LARGEST:
            return None
        return read_moment(json.loads(report.read_text("utf-8"))["as_of"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def reason_to_look(
    root: Path, since: datetime.datetime | None, now: datetime.datetime
) -> str | None:
    """Say why something may have come due after `since` and up to `now`; None where nothing can.

    Both moments are in UTC.
    """
    if since is None:
        return "It cannot be told when the published site was made."
    if since > now:
        return "The published site was made at a later moment than this one."
    # In London, a day begins at midnight UTC, or an hour before it in summer.
    if any((since + shift).date() != (now + shift).date() for shift in (0 * _HOUR, _HOUR)):
        return "A midnight has passed since the site was published."
    for file in _files(root):
        if file.stat().st_size > _LARGEST:
            return "A file is too large to be looked through."
        if any(since < moment <= now for moment in moments_in(file.read_bytes().decode("latin-1"))):
            return "A moment that is written in the site's files has come."
    return None


def moments_in(text: str) -> Iterator[datetime.datetime]:
    """Yield each moment that stands in a text, in UTC: without an offset, both that it may mean.

    What looks like a moment and cannot be read is taken for every hour of its day.
    """
    for found in _MOMENT.finditer(text):
        day, time, offset = found[1], found[2].rstrip(".,:"), (found[3] or "").upper()
        time = time if len(time.split(":")[0]) != 1 else f"0{time}"
        moment = _parsed(f"{day}T{time}{offset}") or _parsed(f"{day}T{time}")
        if moment is None:
            midnight = _parsed(day)
            if midnight:
                start = midnight.replace(tzinfo=datetime.UTC)
                yield from (start + hour * _HOUR for hour in range(-1, 25))
        elif moment.tzinfo:
            yield moment.astimezone(datetime.UTC)
        else:
            yield moment.replace(tzinfo=datetime.UTC)
            yield moment.replace(tzinfo=datetime.UTC) - _HOUR


def _parsed(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _files(root: Path) -> Iterator[Path]:
    """Yield the files that a site is made from, private ones too where they are at hand."""
    folders = [root / name for name in _PARTS]
    if os.environ.get(PRIVATE):
        folders.append(root / os.environ[PRIVATE])
    yield root / "mkdocs.yml"
    for folder in folders:
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file():
                yield file
