"""Content keys: digests of what a piece of work depends on, the code that does it included."""

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from plainfigures.figures.folders import files_below

__all__ = [
    "BENEATH",
    "LIBRARIES",
    "code_digest",
    "digest_of",
    "file_digest",
    "installed_version",
    "library_versions",
    "source_digest",
]

LIBRARIES = (
    "frictionless",
    "jinja2",
    "kiwisolver",
    "lark",
    "lxml",
    "markdown",
    "markupsafe",
    "matplotlib",
    "mkdocs",
    "mkdocs-macros-plugin",
    "mkdocs-material",
    "msgspec",
    "numpy",
    "pillow",
    "pygments",
    "pymdown-extensions",
    "pyyaml",
    "regex",
    "textstat",
    "xlsxwriter",
)
"""The libraries whose versions can change what a build makes."""

BENEATH = ("python",)
"""What lies beneath them and is in no lock file."""

_NO_CODE = {"__pycache__", "locks"}
"""Folders of the package that differ between a checkout and a wheel, and do nothing in a build."""


@cache
def library_versions() -> dict[str, str]:
    """Return the version of all that can change what a build makes: libraries, and Python."""
    noted = _noted_versions()
    return {"python": platform.python_version()} | {
        name: noted.get(name) or installed_version(name) for name in LIBRARIES
    }


def installed_version(name: str) -> str:
    """Return the version of a library; empty where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _noted_versions() -> dict[str, str]:
    """Return the versions of libraries as their folders NAME-VERSION.dist-info say them.

    That is in a fraction of the time in which their descriptions are read. What is installed in
    another way is not among them.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError), os.scandir(place or ".") as entries:
            for entry in entries:
                name, _, version = entry.name.removesuffix(".dist-info").partition("-")
                if entry.name.endswith(".dist-info") and version:
                    found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    return found


@cache
def source_digest() -> str:
    """Return the SHA-256 of this package's own files: the same from a checkout and from a wheel."""
    digest = hashlib.sha256()
    for name, file in sorted(files_below(Path(__file__).parent.parent, _NO_CODE)):
        content = file.read_bytes()
        digest.update(f"{len(name.encode())} {name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """Return a digest of this package's own files and of all versions it works with."""
    return digest_of([source_digest(), repr(library_versions())])


def digest_of(parts: Iterable[str | bytes]) -> str:
    """Return a digest of the parts, each kept apart from the next."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(str(len(content)).encode() + b" ")
        digest.update(content)
    return digest.hexdigest()


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    with file.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
