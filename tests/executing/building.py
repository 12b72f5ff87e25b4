"""Builds with a cluster, for tests."""

import hashlib
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainfigures.cli import main
from plainfigures.executing import Scheduler
from plainfigures.executing.cluster import Cluster, reaching
from plainfigures.executing.parcels import Parcel
from tests.executing.crew import Crew
from tests.making import append

__all__ = ["digests", "on_send", "other_code", "reach", "run"]

SOURCE = Path(__file__).parent.parent.parent / "src" / "plainfigures"


def reach(
    crew: Crew, limit: float = 60.0, patience: float = 60.0
) -> AbstractContextManager[Cluster]:
    """Reach a cluster; nothing is done by this machine."""
    return reaching(Scheduler(crew.address, limit, patience), None)


def run(site: Path, *words: str, as_of: str = "2024-12-01") -> Result:
    """Build a site."""
    return CliRunner().invoke(main, ["--site", str(site), "build", "--as-of", as_of, *words])


def digests(site: Path) -> dict[str, str]:
    """Return a digest of every file of a finished site, and of what it says of itself."""
    files = sorted(one for one in (site / "site").rglob("*") if one.is_file())
    return {
        one.relative_to(site).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in files
    }


def on_send(monkeypatch: pytest.MonkeyPatch, number: int, do: Callable[[], object]) -> list[str]:
    """Have something done after so many tasks were sent; returns what tasks were sent, in words."""
    send, sent = Cluster.send, list[str]()

    def send_and_do(self: Cluster, parcel: Parcel) -> object:
        outcome = send(self, parcel)
        sent.append(parcel.words)
        if len(sent) == number:
            do()
        return outcome

    monkeypatch.setattr(Cluster, "send", send_and_do)
    return sent


def other_code(folder: Path) -> Path:
    """Put a copy of plainfigures into a folder, with a change in it; returns the folder."""
    copy = folder / "plainfigures"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    append(copy / "say.py", "# changed")
    return folder
