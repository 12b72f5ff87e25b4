"""Content keys: digests of what a piece of work depends on, the code that does it included."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["LIBRARIES", "code_digest", "digest_of", "file_digest", "library_versions"]

LIBRARIES = (
    "frictionless",
    "gptables",
    "jinja2",
    "lark",
    "lxml",
    "markdown",
    "matplotlib",
    "mkdocs",
    "mkdocs-macros-plugin",
    "mkdocs-material",
    "msgspec",
    "pandas",
    "pillow",
    "pymdown-extensions",
    "pyyaml",
    "xlsxwriter",
)
"""The libraries whose versions can change what a build makes."""


@cache
def library_versions() -> dict[str, str]:
    """Return the installed version of each library that can change what a build makes."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


@cache
def code_digest() -> str:
    """Return a digest of this package's own files and of the versions of its libraries."""
    digest = hashlib.blake2b(repr(library_versions()).encode(), digest_size=16)
    root = Path(__file__).parent.parent
    for file in sorted(root.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def digest_of(parts: Iterable[str | bytes]) -> str:
    """Return a digest of the parts, each kept apart from the next."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(str(len(content)).encode() + b" ")
        digest.update(content)
    return digest.hexdigest()


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
