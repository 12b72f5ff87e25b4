"""What a site was made from: its commit, its inputs that may be seen, and all versions."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from plainfigures import __version__
from plainfigures.attesting.commit import commit_of, lock_digest
from plainfigures.config import CONFIGURATION
from plainfigures.figures.keys import file_digest, library_versions, source_digest
from plainfigures.preparing import Prepared
from plainfigures.publish.reports import (
    BuildRecord,
    Generator,
    RepositoryState,
    write_build_report,
)
from plainfigures.release_inputs import release_inputs
from plainfigures.rendering.choosing import own_versions

__all__ = ["attest"]


def attest(prepared: Prepared, site: Path, *, pictures: bool) -> None:
    """Write into a finished site what it was made from, and the digest of each of its files.

    `pictures` says whether it has pictures for sharing.
    """
    config = prepared.config
    commit = commit_of(config)
    record = BuildRecord(
        as_of=prepared.clock.now.isoformat(),
        site_url=config.url,
        release=prepared.release,
        pictures=pictures,
        generator=Generator("plainfigures", __version__, source_digest()),
        repository=RepositoryState(commit.id, commit.changed),
        lock=lock_digest(config),
        versions=library_versions() | own_versions(config.renderer),
        inputs={name: file_digest(config.root / name) for name in _inputs(prepared)}
        | _waiting(prepared)
        | {name: file_digest(file) for name, file in release_inputs(config).items()},
    )
    write_build_report(site, record)


def _inputs(prepared: Prepared) -> Iterator[str]:
    """Yield the paths of what a site is made from, but for data and for what is held back."""
    config, root = prepared.config, prepared.config.root
    yield CONFIGURATION
    held = prepared.held
    for file in _files(config.docs):
        path = file.relative_to(root).as_posix()
        of_template = path in held.templates and path not in held.paths
        if of_template or not held.hides(file.relative_to(config.docs).as_posix()):
            yield path
    charts = prepared.desk.charts.declarations.values()
    yield from dict.fromkeys(one.template or one.path for one in charts)
    for folder in (config.macros, *([root / config.overrides] if config.overrides else [])):
        yield from (file.relative_to(root).as_posix() for file in _files(folder))


def _waiting(prepared: Prepared) -> dict[str, str]:
    """Return the digests of pages that may hold passages for later, of what they say now alone."""
    if not prepared.embargoed:
        return {}
    key = prepared.desk.key
    said: dict[str, list[str]] = {}
    for one in prepared.pages:
        if "published" in one.page.text and not (one.page.made or one.broken):
            # What a template says is what all its pages say.
            said.setdefault(one.page.template or one.page.path, []).append(one.markdown)
    return {
        path: hashlib.sha256("".join(texts).replace(key, "").encode()).hexdigest()
        for path, texts in said.items()
    }


def _files(folder: Path) -> list[Path]:
    found = folder.rglob("*") if folder.is_dir() else ()
    return [file for file in found if file.is_file() and not _skipped(file.relative_to(folder))]


def _skipped(path: Path) -> bool:
    """Return whether a file is left over by a program, and no page is made of it."""
    return any(part == "__pycache__" or part.startswith(".") for part in path.parts)
