"""The code host in small: a bare repository, runs of its workflows, and the site that it serves."""

import itertools
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.rehearsing.api import Records, serve_records

__all__ = ["CodeHost", "Said", "git", "opened"]

_PERSON = {"GIT_AUTHOR_NAME": "Editor", "GIT_AUTHOR_EMAIL": "editor@westwater.example"}
_PLACE = "127.0.0.2"
"""An address of this machine that no setting takes for a placeholder."""

_SERVER = ("-m", "http.server", "0", "--bind", _PLACE, "--directory")
_COMMITTER = {"GIT_COMMITTER_NAME": "Editor", "GIT_COMMITTER_EMAIL": "editor@westwater.example"}


@dataclass(frozen=True)
class Said:
    """What a step did: its run, job and name, its exit code, its seconds, and all it said."""

    run: str
    job: str
    step: str
    code: int
    seconds: float
    text: str


@dataclass
class CodeHost:
    """All that a code host keeps of one repository.

    `now` is the clock of its machines, in seconds; `python3` is the folder of the command of that
    name, if it is not the machine's own; `environments` is kept between runs to save time.
    """

    folder: Path
    records: Records
    api: str
    address: str
    now: int
    python3: Path | None = None
    variables: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def origin(self) -> Path:
        """The bare repository."""
        return self.folder / "origin.git"

    @property
    def served(self) -> Path:
        """The link to what is served."""
        return self.folder / "served"

    @property
    def environments(self) -> Path:
        """What the jobs before have installed."""
        return self.folder / "environments"

    def next_number(self) -> int:
        """Return a number for a run, a pull request or a release."""
        return next(self._numbers)

    def head(self, ref: str = "refs/heads/main") -> str:
        """Return the commit that a name stands for."""
        return git(self.origin, "rev-parse", ref)

    def workflows(self, commit: str) -> list[dict[Any, Any]]:
        """Return the workflows as a commit has them, each with the name of its file."""
        names = git(self.origin, "ls-tree", "--name-only", commit, ".github/workflows/").split()
        read = [yaml.safe_load(git(self.origin, "show", f"{commit}:{name}")) for name in names]
        return [one | {"file": Path(name).name} for one, name in zip(read, names, strict=True)]

    def put_out(self, site: Path) -> None:
        """Serve another site: it is copied beside the present one, then the link is switched."""
        release = self.folder / "releases" / str(self.next_number())
        shutil.copytree(site, release)
        link = self.folder / "served.new"
        link.symlink_to(release)
        link.replace(self.served)

    def get(self, place: str = "") -> str:
        """Return what the served site answers at an address; "" where there is nothing."""
        try:
            with urllib.request.urlopen(self.address + place, timeout=20) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError:
            return ""


@contextmanager
def opened(folder: Path, now: int, python3: Path | None = None) -> Iterator[CodeHost]:
    """Give a code host with an empty repository; its servers stop afterwards."""
    (folder / "releases" / "none").mkdir(parents=True)
    (folder / "environments").mkdir()
    (folder / "served").symlink_to(folder / "releases" / "none")
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(folder / "origin.git"))
    git(folder / "origin.git", "config", "uploadpack.allowAnySHA1InWant", "true")
    records = Records()
    server, api = serve_records(records)
    served = subprocess.Popen(
        [sys.executable, "-u", *_SERVER, str(folder / "served")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert served.stdout
        port = served.stdout.readline().split("port ")[1].split()[0]
        yield CodeHost(folder, records, api, f"http://{_PLACE}:{port}/", now, python3)
    finally:
        served.terminate()
        served.wait()
        assert served.stdout
        served.stdout.close()
        server.shutdown()
        server.server_close()


def git(folder: Path, *words: str, env: Mapping[str, str] | None = None) -> str:
    """Run git in a folder, as a person with a name, and return what it says."""
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *words],
        cwd=folder,
        env={**os.environ, **_PERSON, **_COMMITTER, "GIT_CONFIG_NOSYSTEM": "1", **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"git {' '.join(words)}: {done.stderr}"
    return done.stdout.strip()


def seconds_since(start: float) -> float:
    """Return how long ago a moment was."""
    return round(time.monotonic() - start, 1)
