"""A real cluster: what its workers make, and what is done when they fail.

More of it, and on this site too, does `nox -s distributed`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from plainfigures.errors import BoundsProblem, MachineProblem
from plainfigures.executing import Scheduler
from plainfigures.executing.parcels import Parcel
from plainfigures.figures.keys import source_digest
from tests.executing.building import digests, on_send, other_code, reach, run
from tests.executing.crew import Crew, errands
from tests.executing.errands import add, hang, hang_once, refuse, where
from tests.making import edit, make_site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that processes of this machine have built."""
    site = make_site(tmp_path_factory.mktemp("here"))
    assert run(site, "--jobs", "2").exit_code == 0
    return site


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """A scheduler and two workers."""
    with Crew(tmp_path_factory.mktemp("crew")) as begun:
        yield begun


def test_workers_do_what_they_are_sent(crew: Crew) -> None:
    with reach(crew) as cluster:
        sums = [cluster.send(Parcel(add, (one, one), "add")) for one in range(20)]
        assert [one.result() for one in sums] == [2 * one for one in range(20)]
        assert cluster.send(Parcel(where, (), "say where")).result() in crew.numbers
        with pytest.raises(BoundsProblem) as told:
            cluster.send(Parcel(refuse, ("Too much.",), "refuse")).result()
    assert (told.value.message, told.value.remedy, told.value.line) == (
        "Too much.",
        "Make it less.",
        7,
    )


def test_what_hangs_is_begun_again_elsewhere(crew: Crew, tmp_path: Path) -> None:
    until = tmp_path / "until"
    with errands(until), reach(crew, limit=2) as cluster:
        sent = cluster.send(Parcel(hang_once, (tmp_path / "mark", until), "wait"))
        assert sent.result() in crew.numbers
        assert not until.exists()


def test_what_hangs_twice_is_refused_by_its_name(crew: Crew, tmp_path: Path) -> None:
    until = tmp_path / "until"
    with errands(until), reach(crew, limit=1) as cluster:
        sent = cluster.send(Parcel(hang, (until,), "draw a chart"))
        with pytest.raises(MachineProblem) as told:
            sent.result()
    assert "in 1 seconds, and not in as many again when it was begun anew: draw a chart" in (
        told.value.message
    )
    assert "--task-limit" in told.value.remedy


def test_a_worker_of_other_code_is_refused_by_what_differs(crew: Crew, tmp_path: Path) -> None:
    address = crew.add(other_code(tmp_path / "code"))
    try:
        with pytest.raises(MachineProblem) as told, reach(crew):
            pass
    finally:
        crew.kill(crew.workers[-1])
    assert "What they make could differ, so these workers cannot be used" in told.value.message
    assert f"{address} (the code of plainfigures: " in told.value.message
    assert f" there, {source_digest()[:12]} here)." in told.value.message


def test_a_cluster_makes_the_same_bytes_though_a_worker_ends_midway(
    crew: Crew, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    sent = on_send(monkeypatch, 3, lambda: crew.kill(crew.workers[0]))
    made = run(site, "--jobs", "1", "--scheduler", crew.address)
    assert made.exit_code == 0, made.output
    assert len(crew.workers) == 1
    assert {"read a data package", "draw charts and pictures"} <= {*sent}
    assert digests(site) == digests(built)


def test_a_scheduler_that_ends_midway_leaves_the_site_as_it_was(
    crew: Crew, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digests(built)
    edit(built / "datasets" / "money" / "budget.csv", "-145,-145", "-155,-155")
    on_send(monkeypatch, 1, lambda: crew.kill("scheduler"))
    ended = run(built, "--jobs", "1", "--scheduler", crew.address)
    assert ended.exit_code == 2
    assert f"The scheduler at {crew.address} is gone: it has ended" in ended.output
    assert "What was published before is untouched." in ended.output
    assert digests(built) == before
    with pytest.raises(MachineProblem, match=f"No scheduler answers at {crew.address}"):
        reach(crew, patience=1).__enter__()


@pytest.mark.parametrize("address", ["nowhere", "ftp://10.0.0.5:8786", "tcp://10.0.0.5", ""])
def test_what_is_no_address_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(MachineProblem, match="is no address of a scheduler"):
        Scheduler(address)
