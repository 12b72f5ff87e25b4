"""Files made elsewhere: several in one go, kept as they come, and none spoilt by another."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from plainfigures.errors import ChartProblem
from plainfigures.making_elsewhere import MadeElsewhere
from plainfigures.read import Store


class Later(Executor):
    """Does what it was asked only when it is told to, as if it were busy till then."""

    def __init__(self) -> None:
        self.asked: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> "Future[Any]":
        coming: Future[Any] = Future()
        self.asked.append((coming, lambda: work(*given, **named)))
        return coming

    def get_on(self) -> int:
        """Do all that was asked; returns how many goes it took."""
        asked, self.asked = self.asked, []
        for coming, work in asked:
            coming.set_result(work())
        return len(asked)


def letters(word: str) -> bytes:
    """Make a file of a word; there is none without one."""
    if not word:
        raise ChartProblem("There is no word.", "Give one.")
    return word.encode()


def asked(work: Path, executor: Executor | None, *words: str) -> MadeElsewhere:
    """Ask for a file of each word, three in one go."""
    made = MadeElsewhere(Store(work), executor, together=3)
    for word in words:
        made.ask(f"{word}.txt", letters, word)
    made.send()
    return made


def test_several_are_made_in_one_go_and_kept_as_they_come(tmp_path: Path) -> None:
    executor = Later()
    made = asked(tmp_path, executor, *"abcdefg")
    assert list(tmp_path.iterdir()) == []
    assert executor.get_on() == 3
    assert {file.name for file in tmp_path.iterdir()} == {f"{one}.txt" for one in "abcdefg"}
    assert [made.content(f"{one}.txt") for one in "ga"] == [b"g", b"a"]
    assert made._coming == {}, "nothing that is kept waits in memory too"


def test_what_is_kept_is_asked_of_nobody(tmp_path: Path) -> None:
    executor = Later()
    asked(tmp_path, None, "a").content("a.txt")
    asked(tmp_path, executor, "a", "b", "a")
    assert len(executor.asked) == 1
    executor.get_on()
    assert {file.name for file in tmp_path.iterdir()} == {"a.txt", "b.txt"}


def test_one_that_cannot_be_made_says_why_and_spoils_no_other(tmp_path: Path) -> None:
    executor = Later()
    made = asked(tmp_path, executor, "a", "", "b")
    executor.get_on()
    assert [made.content("a.txt"), made.content("b.txt")] == [b"a", b"b"]
    made.require("a.txt")
    for ask in (made.content, made.require):
        with pytest.raises(ChartProblem, match=r"There is no word\."):
            ask(".txt")
    with pytest.raises(ChartProblem):
        asked(tmp_path, None, "").require(".txt")


def test_a_kept_file_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    asked(tmp_path, None, "abc").content("abc.txt")
    (tmp_path / "abc.txt").write_bytes(b"no digest, and other words")
    made = asked(tmp_path, Later(), "abc")
    assert made.content("abc.txt") == b"abc"
    assert Store(tmp_path).load_bytes("abc.txt") == b"abc"


def test_where_nothing_can_be_kept_all_is_there_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file in the place of the folder", "utf-8")
    executor = Later()
    made = asked(tmp_path / "kept", executor, *"abcd")
    executor.get_on()
    assert [made.content(f"{one}.txt") for one in "abcd"] == [b"a", b"b", b"c", b"d"]


def test_few_are_held_however_many_there_are(tmp_path: Path) -> None:
    words = [f"word-{number}" for number in range(200)]
    made = asked(tmp_path, None, *words)
    assert [made.content(f"{word}.txt").decode() for word in words] == words
    assert len(made._at_hand) < 100
    assert made.content("word-0.txt") == b"word-0"
