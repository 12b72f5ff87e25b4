"""The pieces of work that the preview has done in processes of their own."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from plainfigures.build import make_preview
from plainfigures.config import read_config
from plainfigures.figures.clock import present_clock
from plainfigures.figures.findings import Finding

__all__ = ["Made", "compare", "make_pages"]

_BESIDE_PAGES = ("data/", "search/")
"""Folders of a finished site whose files no page shows by itself."""


@dataclass(frozen=True)
class Made:
    """Pages that were made: whether they may be shown, what was found, and a version of each page.

    The version of a page changes with its bytes, and with the styles, scripts and pictures that
    pages show.
    """

    good: bool
    findings: tuple[Finding, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)


def make_pages(root: Path, target: Path, jobs: int) -> Made:
    """Make the site in `root` as a build does, into the folder `target`."""
    outcome = make_preview(read_config(root), present_clock(), target, jobs)
    versions = _versions(target) if outcome.done else {}
    return Made(outcome.done, tuple(outcome.findings), versions)


def compare(root: Path) -> str:
    """Return a whole page that shows what has changed in the site in `root` since the last commit."""
    from plainfigures.comparing import preview_page

    return str(preview_page(read_config(root)))


def _versions(site: Path) -> dict[str, str]:
    shown, pages = hashlib.blake2b(digest_size=16), {}
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if not file.is_file() or name.startswith(_BESIDE_PAGES):
            continue
        if file.suffix == ".html":
            pages[name] = file.read_bytes()
        elif file.suffix not in {".xml", ".gz", ".txt"}:
            shown.update(name.encode() + b"\0" + file.read_bytes())
    return {
        name: hashlib.blake2b(content, key=shown.digest(), digest_size=16).hexdigest()
        for name, content in pages.items()
    }
