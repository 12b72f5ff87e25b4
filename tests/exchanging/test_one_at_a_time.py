"""Two builds at once: one works, the other waits or says so; one that is killed is in nobody's way."""

import os
import signal
import time
from pathlib import Path

import pytest

from plainfigures.errors import BuildProblem
from plainfigures.exchanging.claim import claim
from plainfigures.exchanging.places import note_whose, previous_of
from plainfigures.figures.whole_files import write_whole
from plainfigures.tidying import tidy


class Other:
    """Another program that holds a work folder, until it is told to let go."""

    def __init__(self, work: Path) -> None:
        ready, tell = os.pipe()
        self.number = os.fork()
        if self.number == 0:
            try:
                signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
                with claim(work, 0, print):
                    os.write(tell, b"held")
                    time.sleep(60)
            finally:
                os._exit(0)
        os.close(tell)
        assert os.read(ready, 4) == b"held"
        os.close(ready)

    def end(self, number: int = signal.SIGTERM) -> None:
        os.kill(self.number, number)
        os.waitpid(self.number, 0)


def test_a_second_build_says_at_once_who_is_there_and_ends_in_words(tmp_path: Path) -> None:
    work, said = tmp_path / "work", list[str]()
    other = Other(work)
    try:
        with pytest.raises(BuildProblem) as told, claim(work, 0.1, said.append):
            pytest.fail("two hold it")
    finally:
        other.end()
    running = f"Another build of this site is running (process {other.number})."
    assert said == [f"{running} Waiting for it, up to 0.1 seconds."]
    assert told.value.message == running
    assert "--wait SECONDS" in told.value.remedy


def test_a_second_build_that_waits_works_when_the_first_is_done(tmp_path: Path) -> None:
    work, said = tmp_path / "work", list[str]()
    other = Other(work)

    def let_go(words: str) -> None:
        said.append(words)
        other.end()

    with claim(work, 30, let_go):
        assert (work / "lock").read_text("utf-8") == str(os.getpid())
    assert len(said) == 1


def test_a_lock_that_a_killed_build_left_blocks_nobody(tmp_path: Path) -> None:
    work, said = tmp_path / "work", list[str]()
    other = Other(work)
    (work / "making-a").mkdir()
    (work / "lists").mkdir()
    (work / "lists" / f".draft-{other.number}-x").write_text("half", "utf-8")
    (work / "lists" / f".draft-{os.getpid()}-x").write_text("being written", "utf-8")
    other.end(signal.SIGKILL)
    with claim(work, 0, said.append):
        assert [one.name for one in (work / "lists").iterdir()] == [f".draft-{os.getpid()}-x"]
    assert sorted(one.name for one in work.iterdir()) == ["lists", "lock"]
    assert len(said) == 1
    assert said[0].startswith("The build before this one was cut off.")
    with claim(work, 0, said.append):
        pass
    assert len(said) == 1, "it is told once"


def test_a_work_folder_that_is_a_file_or_a_link_is_refused_and_left_alone(tmp_path: Path) -> None:
    work, letters = tmp_path / ".plainfigures", tmp_path / "letters"
    letters.mkdir()
    (letters / "making-plans").write_text("a letter", "utf-8")
    work.symlink_to(letters)
    with pytest.raises(BuildProblem, match="is a link to another place"), claim(work, 0, print):
        pytest.fail("it was followed")
    work.unlink()
    work.write_text("mine", "utf-8")
    with pytest.raises(BuildProblem, match="is a file, where builds need a folder"):
        claim(work, 0, print).__enter__()
    assert work.read_text("utf-8") == "mine"
    assert [one.name for one in letters.iterdir()] == ["making-plans"]


def test_what_a_wrong_clock_made_goes_and_no_link_is_followed(tmp_path: Path) -> None:
    work, letters = tmp_path / "work", tmp_path / "letters"
    for file in (work / "lists" / "coming.json", letters / "old.json", work / "tidied"):
        write_whole(file, b"{}")
        moment = time.time() + (1 if file.parent == work / "lists" else -1) * 30 * 86400
        os.utime(file, (moment, moment))
    os.utime(work / "tidied", (time.time() + 10**7,) * 2)
    (work / "drawings").symlink_to(letters)
    tidy(work)
    assert [*(work / "lists").iterdir()] == []
    assert (letters / "old.json").is_file()


def test_the_site_before_one_elsewhere_goes_with_the_place(tmp_path: Path) -> None:
    work, there = tmp_path / "work", tmp_path / "www \udcc3\udcb6"
    there.mkdir()
    kept = previous_of(work, there, tmp_path / "site")
    for previous, place in ((kept, there), (work / "previous-b", tmp_path / "gone")):
        previous.mkdir(parents=True)
        note_whose(previous, place)
    tidy(work)
    assert {one.name for one in work.iterdir()} == {kept.name, f"{kept.name}.of", "tidied"}
