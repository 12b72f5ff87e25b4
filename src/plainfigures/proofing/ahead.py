"""Files read while the rest of a site is still made: those that stay so need not be read again.

What was read is known by the digest of the file, so a file that changes afterwards is read anew.
"""

import hashlib
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from pathlib import Path

import msgspec

from plainfigures.config import SiteConfig
from plainfigures.proofing.looking import FEW, Kept, divided, look_at
from plainfigures.proofing.sheets import Sheet

__all__ = ["Ahead"]

_DATA = "data/"


class Ahead:
    """What is known of a site's files: kept from the last build, or read ahead in this one."""

    def __init__(self, config: SiteConfig, executor: Executor | None) -> None:
        self._kept = Kept(config.work, config.url)
        self._site_url = config.url
        self._executor = executor
        self._coming: list[Future[bytes]] = []

    def begin(self, site: Path, pages: Mapping[str, str]) -> None:
        """Have pages read elsewhere, by the names that their files will have, and the data in `site`."""
        if self._executor is None:
            return
        files = {name: html.encode() for name, html in pages.items()}
        for file in (site / _DATA).rglob("*"):
            if file.is_file() and file.suffix != ".html":
                files[file.relative_to(site).as_posix()] = file.read_bytes()
        anew = {
            name: content
            for name, content in files.items()
            if self._kept.sheet(name, hashlib.sha256(content).hexdigest()) is None
        }
        sizes = {name: len(content) for name, content in anew.items()}
        if sum(sizes.values()) < FEW:
            return
        for names in divided(list(anew), sizes):
            part = {name: anew[name] for name in names}
            self._coming.append(self._executor.submit(_read, part, self._site_url))

    @property
    def kept(self) -> Kept:
        """All that is known by now."""
        for one in self._coming:
            self._kept.add(msgspec.json.decode(one.result(), type=dict[str, tuple[str, Sheet]]))
        self._coming = []
        return self._kept


def _read(files: Mapping[str, bytes], site_url: str) -> bytes:
    """Return what stands in some files, with their digests, in a form that is quick to hand over."""
    return msgspec.json.encode(
        {
            name: (hashlib.sha256(content).hexdigest(), look_at(name, content, site_url))
            for name, content in files.items()
        }
    )
