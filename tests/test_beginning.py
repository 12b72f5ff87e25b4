"""The process that begins before anything else is loaded: for whom it does, and that it ends."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from plainfigures.beginning import begun_ahead
from plainfigures.cli import main
from plainfigures.executing import processes, workers
from plainfigures.executing.processes import begin_first
from tests.making import make_site


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a site whose last build is newer than its tables."""
    table = tmp_path / "datasets" / "calls" / "calls.csv"
    table.parent.mkdir(parents=True)
    table.write_text("a,b\n", "utf-8")
    state = tmp_path / ".plainfigures" / "state.json"
    state.parent.mkdir()
    state.write_text("{}", "utf-8")
    for one in (table, table.parent, table.parent.parent):
        date(one, -120)
    date(state, -60)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.chdir(tmp_path)
    return table


def date(file: Path, seconds: float) -> None:
    """Let a file have been changed so many seconds from now."""
    os.utime(file, (time.time() + seconds,) * 2)


def change(file: Path) -> None:
    """Make a file newer than what the last build noted."""
    date(file, -30)


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


def test_a_table_of_a_time_to_come_does_not(built: Path) -> None:
    date(built, 3600)
    assert begun(["build"]) == 0


def test_a_table_that_is_found_to_be_the_same_is_taken_for_new_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path / "site")
    monkeypatch.chdir(site)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    command = ["build", "--as-of", "2026-11-22", "--no-pictures", "--jobs", "1"]
    assert CliRunner().invoke(main, command).exit_code == 0
    date(site / ".plainfigures" / "state.json", -60)
    for table in (site / "datasets").rglob("*"):
        change(table)
    assert begun(["build"]) == 1
    again = CliRunner().invoke(main, command)
    assert "Nothing has changed" in again.output
    assert begun(["build"]) == 0


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


def test_one_that_the_system_has_ended_meanwhile_is_not_asked(built: Path) -> None:
    change(built)
    with begun_ahead(["build"]):
        (lost,) = multiprocessing.active_children()
        lost.kill()
        lost.join()
        with workers(2) as executor:
            assert executor
            assert executor.submit(os.getpid).result(timeout=60) != lost.pid
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


def test_it_ends_with_a_command_that_is_stopped_as_it_begins(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(built)
    plain = processes._Pool.submit

    def submit(self: processes._Pool, *given: Any) -> object:
        plain(self, *given)
        raise KeyboardInterrupt

    monkeypatch.setattr(processes._Pool, "submit", submit)
    with pytest.raises(KeyboardInterrupt), begun_ahead(["build"]):
        pass
    assert multiprocessing.active_children() == []


def _fail() -> None:
    with workers(2) as executor:
        assert executor
        executor.submit(signal.pause)
        raise KeyError


def test_a_command_that_is_stopped_while_it_loads_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "plainfigures", "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
