"""The pieces of work that the preview has done in processes of their own."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from plainfigures.build import make_preview
from plainfigures.config import read_config
from plainfigures.figures.clock import present_clock
from plainfigures.figures.findings import Finding
from plainfigures.figures.whole_files import write_whole

__all__ = ["Made", "compare", "make_pages"]

_BESIDE_PAGES = ("data/", "search/", "assets/hashed/search/")
"""Folders of a finished site whose files no page shows by itself."""
_FOR_PROGRAMS = re.compile(rb'<script type="application/ld\+json">.*?</script>\n?', re.DOTALL)


class Made(Struct, frozen=True):
    """Pages that were made: whether they may be shown, what was found, and a version of each page.

    The version of a page changes with its bytes, and with the styles, scripts and pictures that
    pages show.
    """

    good: bool
    findings: tuple[Finding, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)


def make_pages(root: Path, target: Path, jobs: int, tell: Callable[[Made], object]) -> Made:
    """Make the site in `root` as a build does, into the folder `target`.

    `tell` is called with the pages as soon as they can be shown: before they are looked at, which
    may find that they are not good.
    """
    look = b""

    def show(pages: Mapping[str, str]) -> None:
        nonlocal look
        for name, html in pages.items():
            write_whole(target / name, html.encode())
        look = _look(target)
        tell(Made(True, (), _versions(target, look)))

    outcome = make_preview(read_config(root), present_clock(), target, jobs, show)
    versions = _versions(target, look or _look(target)) if outcome.done else {}
    return Made(outcome.done, tuple(outcome.findings), versions)


def compare(root: Path) -> str:
    """Return a whole page that shows what has changed in the site in `root` since the last commit."""
    from plainfigures.comparing import preview_page

    return str(preview_page(read_config(root)))


def _look(site: Path) -> bytes:
    """Return a digest of the styles, scripts and pictures that pages show."""
    shown = hashlib.blake2b(digest_size=16)
    for name, file in _files(site):
        if file.suffix not in {".html", ".xml", ".gz", ".txt"}:
            shown.update(name.encode() + b"\0" + file.read_bytes())
    return shown.digest()


def _versions(site: Path, look: bytes) -> dict[str, str]:
    """Return the version of each page, with a look; what only programs read makes none."""
    versions = {}
    for name, file in _files(site):
        if file.suffix == ".html":
            content = _FOR_PROGRAMS.sub(b"", file.read_bytes())
            versions[name] = hashlib.blake2b(content, key=look, digest_size=16).hexdigest()
    return versions


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.is_file() and not name.startswith(_BESIDE_PAGES):
            yield name, file
