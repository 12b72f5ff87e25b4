"""A copy of the data of a published site, fetched from where it is served.

A build never fetches anything. This does, for those who publish: in a freeze, what changed since the
published site has to be told. What is fetched is held against the digests of the site's own record.
"""

import hashlib
import http.client
import json
import re
import shutil
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["BUILD_RECORD", "FetchProblem", "fetch_copy"]

BUILD_RECORD = "data/build.json"

_SECONDS = 60
_MOST_FILES = 5_000
_LARGEST = 200 * 2**20
_SAFE = re.compile(r"data(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")


class FetchProblem(Exception):
    """There is no published site to be had, or it is not whole; the message says which."""


def fetch_copy(address: str, target: Path) -> int:
    """Fetch the record of a published site, and all files of its data, into a folder.

    The folder is there afterwards only if all of it could be had; returns how many files it holds.
    Raises FetchProblem.
    """
    if target.is_symlink():
        target.unlink()
    # What lies there was not fetched now, and may be anybody's: a freeze would trust it.
    shutil.rmtree(target, ignore_errors=True)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise FetchProblem(f"{address or 'Nothing'} is no address of a site.")
    base = address.rstrip("/") + "/"
    record = _get(base + BUILD_RECORD, _LARGEST)
    digests = _digests(record)
    room = _LARGEST - len(record)
    with tempfile.TemporaryDirectory(prefix=".published-", dir=target.absolute().parent) as folder:
        copy = Path(folder) / "copy"
        _write(copy / BUILD_RECORD, record)
        for name, digest in sorted(digests.items()):
            content = _get(base + name, room)
            room -= len(content)
            if hashlib.sha256(content).hexdigest() != digest:
                raise FetchProblem(f"{name} is not as the site's own record says: try again later.")
            _write(copy / name, content)
        copy.rename(target)
    return len(digests) + 1


def _digests(record: bytes) -> dict[str, str]:
    """Return the data files that a record names, with their digests."""
    try:
        files = json.loads(record)["files"]
        found = {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FetchProblem("The record of the published site cannot be read.") from error
    wanted = {name: digest for name, digest in found.items() if name.startswith("data/")}
    odd = [name for name in wanted if not _SAFE.fullmatch(name)]
    if odd or len(wanted) > _MOST_FILES:
        raise FetchProblem("The record of the published site names files that no site has.")
    return wanted


def _get(address: str, most: int) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - see above
            content: bytes = answer.read(most + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        why = getattr(reason, "strerror", None) or reason
        raise FetchProblem(
            f"{address} cannot be had: {why}. Check the address, and whether the site is up."
        ) from error
    if len(content) > most:
        raise FetchProblem("The published site is too large to be fetched.")
    return content


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
