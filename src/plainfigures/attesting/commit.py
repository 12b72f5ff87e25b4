"""Which commit of its repository a site is made from, and whether its files still are that commit's."""

from pathlib import Path

from msgspec import Struct

from plainfigures.comparing.git import run_git
from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.figures.keys import digest_of, file_digest

__all__ = ["LOCK", "Commit", "commit_of", "lock_digest", "provenance_key"]

LOCK = "requirements.lock"
"""The file of a repository that pins the libraries which build its site."""

_PARTS = ("docs", "datasets", "charts", "macros", LOCK)
_OWN_CODE = Path(__file__).parent.parent


class Commit(Struct, frozen=True):
    """A commit, by its whole id, and whether what the site is made from differed from it.

    The id is empty where the site is in no repository, or in none that git can read.
    """

    id: str = ""
    changed: bool = False


def commit_of(config: SiteConfig) -> Commit:
    """Return the commit that a site's folder is at; asks git once at most, and changes nothing.

    What counts are the files that the site is made from: its own, and the generator's where they are
    in the same folder.
    """
    root = config.root.resolve()
    top = next((one for one in (root, *root.parents) if (one / ".git").exists()), None)
    if top is None:
        return Commit()
    parts = [CONFIGURATION, *_PARTS, *([config.overrides] if config.overrides else [])]
    there = [name for name in parts if (root / name).exists()]
    if _OWN_CODE.is_relative_to(root):
        there.append(_OWN_CODE.relative_to(root).as_posix())
    words = ("status", "--porcelain=v2", "--branch", "--ignored", "--no-renames", "-z", "--")
    try:
        done = run_git(root, *words, *there)
    except BuildProblem:
        return Commit()  # there is no git
    if done.returncode:
        return Commit()
    lines = [line for line in done.stdout.decode(errors="replace").split("\0") if line]
    head = next((line[13:] for line in lines if line.startswith("# branch.oid ")), "(")
    others = [line for line in lines if line[0] != "#" and "__pycache__" not in line]
    settings = f"{(root / CONFIGURATION).relative_to(top).as_posix()}/"
    strange = (f"{line[2:].rstrip('/')}/" for line in others if line[0] in "?!")
    if head.startswith("(") or any(settings.startswith(one) for one in strange):
        return Commit()  # nothing is committed yet, or this site is no part of the repository
    return Commit(head, bool(others))


def lock_digest(config: SiteConfig) -> str:
    """Return the SHA-256 of the file that pins the libraries of a site; empty where there is none."""
    lock = config.root / LOCK
    return file_digest(lock) if lock.is_file() else ""


def provenance_key(config: SiteConfig) -> str:
    """Return a digest of what stands in a site's record and in none of its pages.

    Where it is another, the site has to be made again although no page of it differs.
    """
    return digest_of([repr(commit_of(config)), lock_digest(config)])
