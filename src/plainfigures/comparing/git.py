"""A site's repository: its revisions, read without changing anything in it.

Files are taken from the repository as they were committed. Nothing is checked out, no hook or filter
runs, and nothing is fetched.
"""

import os
import shutil
import subprocess
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plainfigures.errors import BuildProblem
from plainfigures.figures.findings import nearest

__all__ = ["Repository", "Revision", "find_repository", "run_git"]

_SAFELY = ("-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_OURS = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SET_BY_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"}
_FILES = {"100644", "100755"}
_HOW = (
    "Name a branch, a tag or a commit. HEAD is the last commit, HEAD~1 the one before it. Or name a "
    "folder that holds a site."
)


class Revision(Struct, frozen=True):
    """A commit: its id, the day on which it was made as an ISO text, and its first line."""

    id: str
    day: str
    subject: str

    @property
    def short(self) -> str:
        """Enough of the id to tell it from others."""
        return self.id[:7]


class Repository:
    """The repository that a folder is in; `top` is its own topmost folder."""

    def __init__(self, top: Path) -> None:
        self.top = top

    def resolve(self, name: str) -> Revision:
        """Return the commit that a branch, a tag or an id names; raises BuildProblem for none."""
        form = "--format=%H%n%cs%n%s"
        done = run_git(
            self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^0"
        )
        found = done.stdout.decode().strip()
        if done.returncode or not found:
            raise self._unknown(name)
        shown = run_git(self.top, "log", "-1", "--no-show-signature", form, found)
        if shown.returncode:
            raise self._unknown(name)
        commit, day, subject = (*shown.stdout.decode(errors="replace").splitlines(), "", "", "")[:3]
        return Revision(commit, day, subject)

    def export(self, revision: Revision, folder: Path, target: Path) -> int:
        """Write the files of `folder` as they were at a revision into `target`; returns how many.

        Links, and what belongs to other repositories, are left out.
        """
        inside = folder.resolve().relative_to(self.top.resolve()).as_posix()
        tree = revision.id if inside == "." else f"{revision.id}:{inside}"
        listed = run_git(self.top, "ls-tree", "-r", "-z", "--full-tree", tree)
        if listed.returncode:
            return 0
        files = []
        for entry in listed.stdout.decode(errors="surrogateescape").split("\0"):
            about, _, path = entry.partition("\t")
            mode, _, blob = (*about.split(" "), "", "")[:3]
            parts = PurePosixPath(path).parts
            if mode in _FILES and parts and not {"..", ".git", "/"} & set(parts):
                files.append((blob, target.joinpath(*parts)))
        asked = "".join(f"{blob}\n" for blob, _ in files).encode()
        held = run_git(self.top, "cat-file", "--batch", given=asked).stdout
        place = 0
        for _, file in files:
            head, _, _ = held[place : place + 200].partition(b"\n")
            place += len(head) + 1
            words = head.split()
            if len(words) != 3 or words[1] != b"blob":
                raise BuildProblem(
                    f"This copy of the repository does not hold all files of {revision.short}.",
                    "Fetch the whole repository, then run this again.",
                )
            size = int(words[2])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(held[place : place + size])
            place += size + 1
        return len(files)

    def _unknown(self, name: str) -> BuildProblem:
        listed = run_git(self.top, "for-each-ref", "--format=%(refname:short)").stdout.decode()
        near = nearest(name, ["HEAD", *listed.split()])
        shallow = (
            run_git(self.top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        )
        remedy = f"Did you mean {near}? {_HOW}" if near and near != name else _HOW
        if shallow:
            remedy += (
                " This copy of the repository holds a part of its history only: fetch all of it "
                "first, with git fetch --unshallow (in a workflow, fetch-depth: 0)."
            )
        return BuildProblem(f'There is no revision and no folder with a site "{name}".', remedy)


def find_repository(folder: Path) -> Repository | None:
    """Return the repository that a folder is in, or None; raises BuildProblem where git may not read it."""
    done = run_git(folder, "rev-parse", "--show-toplevel")
    if not done.returncode:
        return Repository(Path(done.stdout.decode().removesuffix("\n")))
    if b"dubious ownership" in done.stderr:
        raise BuildProblem(
            f"Git does not read {folder}, since it belongs to somebody else.",
            f'Allow it with: git config --global --add safe.directory "{folder}"',
        )
    return None


def run_git(
    folder: Path, *words: str, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder: it fetches nothing, asks nothing, and locks nothing it could leave alone.

    Raises BuildProblem where there is no git.
    """
    environment = {name: text for name, text in os.environ.items() if name not in _SET_BY_HOOKS}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and names come after --end-of-options
            [shutil.which("git") or "git", *_SAFELY, *words],
            cwd=folder,
            env=environment | _OURS,
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise BuildProblem(
            "Git is not there, so revisions cannot be read.",
            "Install git, or name two folders that hold a site.",
        ) from error
