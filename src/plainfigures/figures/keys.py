"""Content keys: digests of what a piece of work depends on, the code that does it included."""

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = [
    "BENEATH",
    "LIBRARIES",
    "code_digest",
    "digest_of",
    "file_digest",
    "library_versions",
    "source_digest",
]

LIBRARIES = (
    "frictionless",
    "gptables",
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
    "pandas",
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
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


@cache
def source_digest() -> str:
    """Return the SHA-256 of this package's own files: the same from a checkout and from a wheel."""
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    names = ((file.relative_to(root).as_posix(), file) for file in root.rglob("*"))
    for name, file in sorted(names):
        if not _NO_CODE & set(name.split("/")) and file.is_file():
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
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
