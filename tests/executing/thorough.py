"""All that can go wrong with a cluster, tried at length: `nox -s distributed`."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainfigures.errors import MachineProblem
from plainfigures.executing.parcels import Parcel
from tests.conftest import copy_site
from tests.executing.building import digests, other_code, reach, run
from tests.executing.crew import Crew
from tests.executing.errands import add, die, die_once
from tests.making import edit, make_site

AS_OF = "2026-11-22"
TIMES = 5


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    """A scheduler and three workers."""
    with Crew(tmp_path_factory.mktemp("crew"), 3) as crew:
        yield crew


@pytest.fixture
def crew(begun: Crew) -> Crew:
    """The same, with three workers again if some have ended, which have loaded what they need."""
    begun.fill()
    with reach(begun):
        pass
    return begun


def test_a_task_goes_on_when_its_worker_dies(crew: Crew, tmp_path: Path) -> None:
    with reach(crew) as cluster:
        sent = cluster.send(Parcel(die_once, (tmp_path / "mark",), "die"))
        assert sent.result() in crew.numbers
        assert len(crew.workers) == 2


def test_a_task_over_which_every_worker_dies_is_refused_by_its_name(crew: Crew) -> None:
    with reach(crew) as cluster, pytest.raises(MachineProblem) as told:
        cluster.send(Parcel(die, (), "draw a chart")).result()
    assert told.value.message == "Every worker that was to do this ended over it: draw a chart."


def test_a_cluster_without_workers_is_given_up(crew: Crew) -> None:
    with reach(crew, patience=2) as cluster:
        for name in crew.workers:
            crew.kill(name)
        with pytest.raises(MachineProblem, match="has no workers any more"):
            cluster.send(Parcel(add, (1, 1), "add")).result()
    with pytest.raises(MachineProblem, match="No worker of the scheduler"), reach(crew, patience=2):
        pass


def test_a_scheduler_that_stands_still_is_given_up(crew: Crew) -> None:
    with reach(crew, patience=4) as cluster:
        os.kill(crew.number("scheduler"), signal.SIGSTOP)
        try:
            with pytest.raises(MachineProblem, match="has said nothing for 4 seconds"):
                cluster.send(Parcel(add, (1, 1), "add")).result()
        finally:
            os.kill(crew.number("scheduler"), signal.SIGCONT)


def test_a_worker_of_other_code_that_comes_later_is_refused(crew: Crew, tmp_path: Path) -> None:
    with reach(crew) as cluster:
        for name in crew.workers:
            crew.kill(name)
        crew.add(other_code(tmp_path / "code"))
        with pytest.raises(MachineProblem, match="the code of plainfigures: "):
            cluster.send(Parcel(add, (1, 1), "add")).result()
    crew.kill(crew.workers[-1])


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This site, which one process has built."""
    folder = tmp_path_factory.mktemp("own")
    copy_site(folder)
    made = run(folder, "--jobs", "1", as_of=AS_OF)
    assert made.exit_code == 0, made.output
    return folder


def test_processes_make_the_same_bytes(own: Path, tmp_path: Path) -> None:
    copy_site(tmp_path)
    assert run(tmp_path, "--jobs", "3", as_of=AS_OF).exit_code == 0
    assert digests(tmp_path) == digests(own)


def test_a_cluster_makes_the_same_bytes(crew: Crew, own: Path, tmp_path: Path) -> None:
    copy_site(tmp_path)
    made = run(tmp_path, "--jobs", "1", "--scheduler", crew.address, as_of=AS_OF)
    assert made.exit_code == 0, made.output
    assert digests(tmp_path) == digests(own)


@pytest.mark.parametrize("seed", range(TIMES))
def test_whenever_a_worker_ends_the_bytes_are_the_same(
    crew: Crew, own: Path, tmp_path: Path, seed: int
) -> None:
    copy_site(tmp_path)
    ending = threading.Timer(random.Random(seed).uniform(1, 15), crew.kill, [crew.workers[0]])
    ending.start()
    made = run(tmp_path, "--jobs", "1", "--scheduler", crew.address, as_of=AS_OF)
    ending.join()
    assert made.exit_code == 0, made.output
    assert digests(tmp_path) == digests(own)


@pytest.mark.parametrize("seed", range(TIMES))
def test_whenever_the_scheduler_ends_the_old_site_stays_or_the_new_one_is_whole(
    tmp_path: Path, seed: int
) -> None:
    site, other = make_site(tmp_path / "site"), make_site(tmp_path / "other")
    assert run(site).exit_code == 0
    before = digests(site)
    for one in (site, other):
        edit(one / "datasets" / "money" / "budget.csv", "-145,-145", "-155,-155")
    assert run(other).exit_code == 0
    shutil.rmtree(site / ".plainfigures")
    with Crew(tmp_path / "crew") as crew:
        ending = threading.Timer(random.Random(seed).uniform(0.5, 6), crew.kill, ["scheduler"])
        ending.start()
        made = run(site, "--jobs", "1", "--scheduler", crew.address)
        ending.join()
    assert made.exit_code in {0, 2}, made.output
    assert digests(site) == (before if made.exit_code else digests(other))
    assert not made.exit_code or "What was published before is untouched." in made.output


def test_a_scheduler_with_certificates(tmp_path: Path) -> None:
    made, key = tmp_path / "made.pem", tmp_path / "key.pem"
    words = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost")
    subprocess.run(
        ["openssl", *words, "-days", "2", "-keyout", str(key), "-out", str(made)],
        check=True,
        capture_output=True,
    )
    settings = {"CA_FILE": made, "REQUIRE_ENCRYPTION": "true"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        settings |= {f"{who}__KEY": key, f"{who}__CERT": made}
    given = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(one) for name, one in settings.items()}
    given["DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION"] = "true"
    here, there = make_site(tmp_path / "here"), make_site(tmp_path / "there")
    assert run(here).exit_code == 0
    program = "import sys; from plainfigures.__main__ import main; sys.exit(main())"
    with Crew(tmp_path / "crew", safely=given) as crew:
        assert crew.address.startswith("tls://")
        for settings_of_client, code in (({}, 2), (given, 0)):
            ended = subprocess.run(
                [
                    *(sys.executable, "-c", program, "--site", str(there), "build"),
                    *("--as-of", "2024-12-01", "--scheduler", crew.address),
                ],
                env={**os.environ, **settings_of_client},
                check=False,
                capture_output=True,
                text=True,
            )
            assert ended.returncode == code, ended.stderr
            if code:
                assert "could not be reached safely" in ended.stderr
    assert digests(there) == digests(here)
