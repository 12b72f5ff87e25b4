"""Whatever the moment at which a program is killed: the site is the old or the new, and whole."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from plainfigures.config import SiteConfig
from plainfigures.exchanging.putting import put_in_place
from plainfigures.exchanging.recovery import recover, straighten
from plainfigures.exchanging.rollback import Copy, roll_back
from plainfigures.figures.clock import parse_moment, present_clock
from tests.exchanging.cutting import content, cut_off, make

MOST = 400
"""More lines than any of this work has: a test that gets there has not found its end."""


@pytest.fixture
def config(tmp_path: Path) -> SiteConfig:
    """A project whose site is `old`, with the site before that."""
    config = SiteConfig(tmp_path, "Fire")
    make(config.site, "old")
    make(config.work / "previous", "older")
    return config


def reset(config: SiteConfig) -> Path:
    """Put everything as it was, beside a finished site that is to be put in place."""
    shutil.rmtree(config.root)
    make(config.site, "old")
    make(config.work / "previous", "older")
    return make(config.work / "making-a" / "site", "new")


def putting(config: SiteConfig, finished: Path) -> Callable[[], object]:
    """Return the step that puts a finished site in place."""
    return partial(put_in_place, finished, config.site, config.work, config.site)


def test_an_exchange_that_is_killed_at_any_line_is_done_or_not_begun(config: SiteConfig) -> None:
    modules = ("publish/exchange.py", "exchanging/putting.py")
    seen = set()
    for line in range(1, MOST):
        finished = reset(config)
        cut = cut_off(putting(config, finished), modules, line)
        found = content(config.site)
        assert found in {"old", "new"}, line
        said = recover(config.work)
        kept = content(config.work / "previous")
        assert (content(config.site), kept) == {"old": ("old", "older"), "new": ("new", "old")}[
            found
        ]
        assert [one.name for one in config.work.iterdir()] == ["previous"], line
        assert "was cut off" in said or not cut
        seen.add((found, "rollback" in said))
        if not cut:
            break
    assert line < MOST - 1
    # Killed before the step; after it, with the old site still to be kept; and after that.
    assert seen >= {("old", False), ("new", True), ("new", False)}


def test_a_first_site_is_there_or_not(config: SiteConfig) -> None:
    for line in range(1, MOST):
        finished = reset(config)
        config.site.rename(config.root / "gone")
        cut = cut_off(putting(config, finished), ("publish/exchange.py",), line)
        assert content(config.site) in {"", "new"}, line
        recover(config.work)
        assert content(config.work / "previous") == "older"
        if not cut:
            break
    assert content(config.site) == "new"


def test_the_way_back_that_is_killed_at_any_line_is_done_or_not_begun(config: SiteConfig) -> None:
    clock, seen = present_clock(), set()
    for line in range(1, MOST):
        reset(config)
        cut = cut_off(
            partial(roll_back, config.work, config.site, config.site, clock),
            ("publish/exchange.py", "exchanging/rollback.py"),
            line,
        )
        recover(config.work)
        seen.add((content(config.site), content(config.work / "previous")))
        if not cut:
            break
    assert line < MOST - 1
    assert seen == {("old", "older"), ("older", "old")}


def test_links_and_files_in_the_way_are_removed_and_nothing_behind_them(config: SiteConfig) -> None:
    letters = config.root / "letters"
    letters.mkdir()
    (letters / "old.json").write_text("a letter", "utf-8")
    work = config.work
    (work / "lists").symlink_to(letters)
    (work / "state.json").mkdir()
    for name in ("downloads", "proofs"):
        (work / name).write_text("a file", "utf-8")
    (work / "lock").symlink_to(letters / "old.json")
    straighten(work)
    assert sorted(one.name for one in work.iterdir()) == ["previous"]
    assert (letters / "old.json").read_text("utf-8") == "a letter"


def test_a_site_is_told_by_its_commit_and_by_what_differed_from_it() -> None:
    moment = parse_moment("2024-12-01T09:30:00+00:00")
    assert str(Copy(moment, "abcdef0123456789")).endswith("9:30am, of the commit abcdef0123")
    assert str(Copy(moment, "abcdef0123456789", changed=True)).endswith("that differed from it")
