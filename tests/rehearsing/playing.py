"""A site with its repository on the code host in small, and an editor who changes it."""

import datetime
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plainfigures.starting.site import upgrade_site
from plainfigures.starting.wheels import Wheel, build_wheel
from tests.rehearsing.host import CodeHost, git, opened
from tests.rehearsing.running import Run, trigger

__all__ = ["START", "Editor", "rehearsal"]

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "examples" / "fire"
START = int(datetime.datetime(2025, 9, 1, 8, tzinfo=datetime.UTC).timestamp())
MADE = (".plainfigures", "site", "__pycache__", ".nox", ".tools", "report")


@dataclass
class Editor:
    """Somebody with a copy of the repository, who changes files and sends them in."""

    place: Path
    host: CodeHost

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file once."""
        file = self.place / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        file.write_text(text.replace(old, new), "utf-8")

    def add(self, name: str, line: str) -> None:
        """Add a line to a file."""
        with (self.place / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def git(self, *words: str) -> str:
        """Run git, and return what it says."""
        return git(self.place, *words)

    def commit(self, words: str) -> str:
        """Commit all that changed, and return the commit; with no words, nothing is to be added."""
        if words:
            git(self.place, "add", "--all")
            git(self.place, "commit", "--quiet", "--message", words)
        return git(self.place, "rev-parse", "HEAD")

    def push(self, words: str) -> list[Run]:
        """Commit what changed, send it to the main branch, and let the host do the rest."""
        commit = self.commit(words)
        git(self.place, "push", "--quiet", "origin", "HEAD:main")
        git(self.place, "fetch", "--quiet", "origin")
        return trigger(self.host, "push", commit=commit)

    def propose(self, words: str, branch: str, owner: str) -> tuple[int, list[Run]]:
        """Send what changed as a stranger's pull request; return its number, and the runs."""
        git(self.place, "switch", "--quiet", "--create", branch)
        head = self.commit(words)
        number = self.host.next_number()
        git(self.place, "push", "--quiet", "origin", f"HEAD:refs/pull/{number}/head")
        git(self.place, "switch", "--quiet", "--detach", "origin/main")
        git(self.place, "merge", "--quiet", "--no-ff", "--message", "Merge", head)
        merged = git(self.place, "rev-parse", "HEAD")
        git(self.place, "push", "--quiet", "origin", f"HEAD:refs/pull/{number}/merge")
        git(self.place, "switch", "--quiet", "main")
        pull = {"number": number, "head": {"sha": head, "ref": branch, "owner": owner}}
        self.host.records.pulls.append(pull | {"label": f"{owner}:{branch}"})
        ref = f"refs/pull/{number}/merge"
        event = {"pull_request": pull, "number": number}
        return number, trigger(self.host, "pull_request", commit=merged, ref=ref, event=event)


def put_python(folder: Path) -> Path:
    """Write a `python3` that runs sessions in the environment there is; return its folder."""
    folder.mkdir(parents=True)
    program = folder / "python3"
    sessions = ROOT / "tests" / "rehearsing" / "sessions.py"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{sessions}" "$@"\n', "utf-8")
    program.chmod(0o755)
    return folder


def start_site(place: Path, wheel: Wheel | None) -> None:
    """Put the example of a fire service in place, with the wheel if there is one."""
    shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns(*MADE))
    if wheel:
        upgrade_site(place, wheel)
    settings = place / "mkdocs.yml"
    text = settings.read_text("utf-8")
    fixed = "site_url: https://figures.westwater.example/\n"
    assert text.count(fixed) == 1
    open_one = 'site_url: !ENV [PLAINFIGURES_SITE_URL, ""]\n'
    settings.write_text(text.replace(fixed, open_one), "utf-8")


@contextmanager
def rehearsal(folder: Path, *, quick: bool) -> Iterator[Editor]:
    """Give an editor of a site whose repository is on a code host of its own.

    A quick one installs nothing and runs in the environment there is.
    """
    python3 = put_python(folder / "bin") if quick else None
    wheel = None if quick else build_wheel(ROOT, folder)
    with opened(folder / "host", START, python3) as host:
        place = folder / "editor"
        start_site(place, wheel)
        git(place, "init", "--quiet", "--initial-branch=main")
        git(place, "remote", "add", "origin", str(host.origin))
        yield Editor(place, host)
