"""The process that begins before anything else is loaded: for whom it does, and that it ends."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from plainfigures.beginning import begun_ahead
from plainfigures.executing import workers
from plainfigures.executing.processes import begin_first


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a site whose last build is newer than its tables."""
    table = tmp_path / "datasets" / "calls" / "calls.csv"
    table.parent.mkdir(parents=True)
    table.write_text("a,b\n", "utf-8")
    state = tmp_path / ".plainfigures" / "state.json"
    state.parent.mkdir()
    state.write_text("{}", "utf-8")
    newest = max(one.stat().st_mtime for one in tmp_path.rglob("*"))
    os.utime(state, (newest + 1, newest + 1))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.chdir(tmp_path)
    return table


def change(file: Path) -> None:
    """Make a file newer than anything else there."""
    os.utime(file, (file.stat().st_mtime + 60,) * 2)


def begun(words: Sequence[str]) -> int:
    """Return how many processes have begun."""
    before = {one.pid for one in multiprocessing.active_children()}
    with begun_ahead(words):
        return len({one.pid for one in multiprocessing.active_children()} - before)


def test_a_table_that_was_changed_is_waited_for_by_a_process(built: Path) -> None:
    assert begun(["build"]) == 0
    change(built)
    assert begun(["build", "--no-pictures"]) == 1
    assert begun(["check"]) == begun(["build", "--jobs", "1"]) == begun(["build", "--jobs=4"]) == 0


def test_a_table_that_was_taken_out_counts(built: Path) -> None:
    built.unlink()
    change(built.parent)
    assert begun(["build"]) == 1


def test_so_does_a_site_that_was_never_built_and_a_folder_that_is_no_site_does_not(
    built: Path,
) -> None:
    Path(".plainfigures/state.json").unlink()
    assert begun(["build"]) == 1
    built.unlink()
    built.parent.rmdir()
    Path("datasets").rmdir()
    assert begun(["build"]) == 0


def test_one_processor_has_no_room_for_it(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(built)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert begun(["build"]) == 0


def test_whoever_asks_for_processes_gets_it_with_what_it_loaded(built: Path) -> None:
    change(built)
    with begun_ahead(["build"]), workers(2) as executor:
        assert executor
        assert "frictionless" in executor.submit(_loaded).result(timeout=60)
        there = executor.submit(os.getpid).result(timeout=60)
        assert there in {one.pid for one in multiprocessing.active_children()}
    assert multiprocessing.active_children() == []


def _loaded() -> set[str]:
    return set(sys.modules)


def test_it_ends_at_once_where_nobody_asks(built: Path) -> None:
    change(built)
    with begun_ahead(["build"]):
        assert multiprocessing.active_children()
    assert multiprocessing.active_children() == []


def test_it_ends_with_work_that_fails(built: Path) -> None:
    begin_first(_loaded)
    with pytest.raises(KeyError):
        _fail()
    assert multiprocessing.active_children() == []


def _fail() -> None:
    with workers(2) as executor:
        assert executor
        executor.submit(signal.pause)
        raise KeyError


def test_a_command_that_is_stopped_while_it_loads_says_nothing(tmp_path: Path) -> None:
    slow = "import os, signal, sys\nos.kill(os.getpid(), signal.SIGINT)\n"
    (tmp_path / "click.py").write_text(slow, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "plainfigures", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
