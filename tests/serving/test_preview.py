"""What the preview does with what comes of making pages: here, pages that are made in no time."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.findings import Finding
from plainfigures.serving import changes
from plainfigures.serving import preview as module
from plainfigures.serving.making import Answer
from plainfigures.serving.tasks import Made
from tests.serving.showing import Shown, make_finished, show


class Maker:
    """Stands in for the process that makes pages: gives the next of its answers when it may."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.early: list[Made] = []
        self.may = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)
        self.calls = 0

    def __call__(
        self,
        root: Path,
        task: Any,
        *words: Any,
        limit: float,
        give_up: Callable[[], bool],
        heard: Callable[[Any], object] | None = None,
    ) -> Answer:
        self.calls += 1
        if heard and self.early:
            make_finished(words[1])
            heard(self.early.pop(0))
        self.begun.release()
        while not self.may.acquire(timeout=0.01):
            if give_up():
                return Answer(given_up=True)
        answer = self.answers.pop(0)
        if isinstance(answer.value, Made) and answer.value.good:
            make_finished(words[1])
        return answer


def good(version: str, *findings: Finding) -> Answer:
    """Return an answer with good pages."""
    versions = {"index.html": version, "money/index.html": "m1", "404.html": "n1"}
    return Answer(Made(True, findings, versions))


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    """What makes pages."""
    found = Maker()
    monkeypatch.setattr(module, "do_apart", found)
    monkeypatch.setattr(changes, "do_apart", found)
    return found


@pytest.fixture
def shown(maker: Maker, tmp_path: Path) -> Iterator[Shown]:
    """A preview of a site with one page, in which nothing is made before the test says so."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Eastmere\n", "utf-8")
    with show(tmp_path) as running:
        yield running


def save(shown: Shown, text: str) -> None:
    """Save a page."""
    (shown.preview.root / "docs" / "index.md").write_text(text, "utf-8")


def let(maker: Maker, shown: Shown, answer: Answer) -> None:
    """Let the pages be made, with an answer, and wait for what comes of it."""
    attempt = shown.state.attempt
    maker.answers.append(answer)
    maker.may.release()
    shown.wait_for_attempt(attempt)


def test_a_save_while_pages_are_made_makes_them_once_more(maker: Maker, shown: Shown) -> None:
    maker.begun.acquire()
    for text in ("one", "two", "three"):
        save(shown, text)
    shown.wait(lambda: shown.preview.saves > 1, "the save is seen")
    assert maker.calls == 1
    let(maker, shown, good("h1"))
    maker.begun.acquire()
    let(maker, shown, good("h2"))
    shown.wait(lambda: not shown.state.making, "rest")
    assert maker.calls == 2
    assert shown.state.versions["index.html"] == "h2"


def test_the_last_good_pages_stay_until_a_mistake_is_mended(maker: Maker, shown: Shown) -> None:
    let(maker, shown, good("h1"))
    site = shown.state.site
    save(shown, "wrong")
    let(maker, shown, Answer(Made(False, (Finding("x", "Wrong", "Mend it", "docs/index.md", 3),))))
    assert shown.state.site == site
    assert "<h1>Money</h1>" in shown.page("money/")
    assert [one.place for one in shown.state.errors] == ["docs/index.md:3"]
    save(shown, "worse")
    let(maker, shown, Answer(fault=Finding("preview", "It ended")))
    assert [one.message for one in shown.state.errors] == ["It ended"]
    save(shown, "right")
    let(maker, shown, good("h2"))
    assert shown.state.findings == ()
    shown.wait(lambda: len(shown.said) == 4, "the last line")
    assert shown.said[0].startswith("The pages are ready, after ")
    assert shown.said[1] == (
        "docs/index.md:3: error: Wrong.\n    Mend it.\n\n1 error.\n"
        "The last good pages stay until this is mended."
    )
    assert shown.said[3].startswith("Mended. 1 page changed, after ")


def test_pages_that_take_too_long_give_way_to_a_newer_save(
    maker: Maker, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONG", 0)
    maker.begun.acquire()
    save(shown, "newer")
    maker.begun.acquire()
    let(maker, shown, good("h1"))
    assert shown.state.errors == []
    shown.wait(lambda: len(shown.said) == 1, "one line")


def test_old_pages_go_and_those_before_the_last_stay(maker: Maker, shown: Shown) -> None:
    sites = []
    for text in ("h1", "h2", "h3"):
        let(maker, shown, good(text))
        sites.append(shown.state.site)
        save(shown, text)
    there = [False, True, True]
    shown.wait(lambda: [bool(one and one.is_dir()) for one in sites] == there, "the oldest is gone")
    shown.preview.stop()
    assert not any(site and site.is_dir() for site in sites)


def test_what_has_changed_is_worked_out_after_each_attempt_that_somebody_asks_after(
    maker: Maker, shown: Shown
) -> None:
    let(maker, shown, good("h1"))
    maker.answers = [Answer("<body>One line changed</body>")]
    assert "is being worked out" in shown.page("_preview/changes/")
    maker.may.release()
    shown.wait(lambda: "One line changed" in shown.page("_preview/changes/"), "the changes")
    calls = maker.calls
    assert "One line changed" in shown.page("_preview/changes/")
    assert maker.calls == calls
    save(shown, "more")
    let(maker, shown, good("h2"))
    maker.answers = [Answer(fault=Finding("preview", "No git"))]
    assert "One line changed" in shown.page("_preview/changes/")
    maker.may.release()
    shown.wait(lambda: "No git." in shown.page("_preview/changes/"), "the failure")
    assert "could not be worked out" in shown.page("_preview/changes/")


def test_pages_are_shown_before_they_are_looked_at(maker: Maker, shown: Shown) -> None:
    let(maker, shown, good("h1"))
    first = shown.state.site
    maker.early.append(Made(True, (), {"index.html": "h2"}))
    save(shown, "two")
    shown.wait(lambda: shown.state.versions.get("index.html") == "h2", "the early pages")
    early = shown.state
    assert early.making
    assert early.site != first
    assert "Home" in shown.page()
    let(maker, shown, good("h2"))
    done = shown.state
    assert not done.making
    assert done.versions["money/index.html"] == "m1"


def test_pages_that_prove_wrong_give_way_to_those_before(maker: Maker, shown: Shown) -> None:
    let(maker, shown, good("h1"))
    first = shown.state
    maker.early.append(Made(True, (), {"index.html": "h2"}))
    save(shown, "two")
    shown.wait(lambda: shown.state.versions.get("index.html") == "h2", "the early pages")
    early = shown.state.site
    wrong = Finding("typed-number", "Typed by hand.", "Use a macro.", "docs/index.md", 3)
    let(maker, shown, Answer(Made(False, (wrong,))))
    assert (shown.state.site, shown.state.versions) == (first.site, first.versions)
    assert shown.state.errors == [wrong]
    assert early is not None
    assert not early.exists()
