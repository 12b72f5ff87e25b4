"""What was published stays, whole, whatever becomes of a build; and there is a way back."""

import errno
import os
import resource
import signal
import sys
from functools import partial
from pathlib import Path

import pytest

from plainfigures.preparing import prepare
from tests.exchanging.cutting import cut_off, forked
from tests.exchanging.test_one_at_a_time import Other
from tests.making import append
from tests.site.building import build, bytes_of, leftovers
from tests.site.conftest import run

PAGE = "docs/money/index.md"


def say_more(site: Path, words: str = "One more sentence.") -> None:
    append(site / PAGE, f"\n{words}")


def test_the_way_back_is_one_step_and_so_is_the_way_forth(site: Path) -> None:
    assert "nothing to go back to" in run(site, "rollback").output
    old = bytes_of(site / "site")
    say_more(site)
    assert build(site).exit_code == 0
    new = bytes_of(site / "site")
    said = run(site, "rollback")
    assert said.exit_code == 0
    assert "is now the site as of 1 December 2024" in said.output
    assert bytes_of(site / "site") == old
    # The page still has the sentence, so the site is not what its inputs make.
    assert build(site).output.splitlines()[-1].startswith("Built ")
    assert bytes_of(site / "site") == new
    for expected in (old, new):
        assert run(site, "rollback").exit_code == 0
        assert bytes_of(site / "site") == expected
    assert build(site).output.startswith("Nothing has changed")
    assert leftovers(site) == set()


def test_no_way_back_to_what_is_not_whole_or_may_not_be_seen_yet(site: Path) -> None:
    for day in ("2124-12-01", "2024-12-03"):
        assert build(site, as_of=day).exit_code == 0
    now = bytes_of(site / "site")
    said = run(site, "rollback")
    assert said.exit_code == 2
    assert "the site as of 1 December 2124. That time has not come" in said.output
    (site / ".plainfigures" / "previous" / "index.html").write_text("changed", "utf-8")
    assert "is not whole" in run(site, "rollback").output
    assert bytes_of(site / "site") == now
    # What somebody changed by hand is not kept to go back to, in the place of what is whole.
    (site / "site" / "index.html").write_text("someone was here", "utf-8")
    kept = bytes_of(site / ".plainfigures" / "previous")
    assert "had been changed by hand" in build(site, as_of="2024-12-03").output
    assert bytes_of(site / "site") == now
    assert bytes_of(site / ".plainfigures" / "previous") == kept


def test_kept_files_that_are_damaged_change_no_byte(site: Path) -> None:
    before, work = bytes_of(site / "site"), site / ".plainfigures"
    # The other folders hold what takes long to make; all of them are stores of the same kind.
    kept = [work / "state.json"]
    for name in ("lists", "pages", "proofs", "rules", "tests"):
        kept += sorted((work / name).glob("*.json"))
    for file in kept:
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])
    assert len(kept) > 20
    result = build(site)
    assert result.exit_code == 0, result.output
    assert bytes_of(site / "site") == before


def test_a_page_that_is_saved_while_the_site_is_made_is_not_published_by_half(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(site / "site")
    say_more(site)

    def prepare_slowly(*given: object, **named: object) -> object:
        prepared = prepare(*given, **named)  # type: ignore[arg-type]
        say_more(site, "Saved meanwhile.")
        return prepared

    monkeypatch.setattr("plainfigures.build.prepare", prepare_slowly)
    result = build(site)
    assert result.exit_code == 2
    assert f"Files were changed while the site was being made: {PAGE}." in result.output
    assert bytes_of(site / "site") == before


def test_a_full_disk_is_told_in_words_wherever_it_is_met(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(site / "site")
    say_more(site)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for place in ("mkdocs.utils.write_file", "plainfigures.read.cache.write_whole"):
        with monkeypatch.context() as patched:
            patched.setattr(place, full)
            result = build(site)
        assert result.exit_code == 2, result.output
        assert f"{site}/.plainfigures" in result.output
        words = " ".join(result.output.split())
        assert "there is no room left on the disk. Make room on the disk that holds" in words
        assert "What was published before is untouched." in words
        assert "fault of plainfigures" not in result.output
        assert bytes_of(site / "site") == before
        assert leftovers(site) == set()


def test_a_file_that_may_not_grow_is_told_in_words(site: Path, tmp_path: Path) -> None:
    before, said = bytes_of(site / "site"), tmp_path / "said"
    say_more(site)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        result = build(site)
        said.write_text(f"{result.exit_code} {result.output}", "utf-8")

    forked(limited)
    assert said.read_text("utf-8").startswith("2 ")
    assert "a file would be larger than files may be here" in said.read_text("utf-8")
    assert bytes_of(site / "site") == before
    assert leftovers(site) == set()


def test_a_build_that_is_told_to_stop_does_and_says_so(site: Path, tmp_path: Path) -> None:
    before, said = bytes_of(site / "site"), tmp_path / "said"
    say_more(site)

    def stopped() -> None:
        def prepare_and_stop(*given: object, **named: object) -> object:
            os.kill(os.getpid(), signal.SIGTERM)
            return prepare(*given, **named)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("plainfigures.build.prepare", prepare_and_stop)
            result = build(site)
        said.write_text(f"{result.exit_code} {result.output}", "utf-8")

    forked(stopped)
    assert said.read_text("utf-8") == (
        f"{128 + signal.SIGTERM} Stopped. What was published before is untouched.\n"
    )
    assert bytes_of(site / "site") == before
    assert leftovers(site) == set()


def test_a_build_beside_another_ends_in_words_and_touches_nothing(site: Path) -> None:
    before = bytes_of(site / "site")
    say_more(site)
    other = Other(site / ".plainfigures")
    result = build(site, "--wait", "0")
    assert result.exit_code == 2
    assert f"Another build of this site is running (process {other.number})." in result.output
    assert "“--wait SECONDS” waits for it" in result.output
    assert run(site, "rollback", "--wait", "0").exit_code == 2
    other.end()
    assert bytes_of(site / "site") == before


@pytest.mark.parametrize("line", [40, 120])
def test_a_build_that_is_killed_anywhere_leaves_the_old_site_or_the_new(
    site: Path, line: int
) -> None:
    old = bytes_of(site / "site")
    say_more(site)
    modules = ("plainfigures/build.py", "plainfigures/finishing.py", "publish/exchange.py")
    assert cut_off(partial(build, site), modules, line)
    left = bytes_of(site / "site")
    result = build(site)
    assert result.exit_code == 0
    assert "The build before this one was cut off" in result.output
    assert left in (old, bytes_of(site / "site"))
    assert leftovers(site) == set()


def test_what_cannot_be_a_site_is_refused_before_anything_is_made(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object, **__: object) -> None:
        pytest.fail("the site was made for nothing")

    monkeypatch.setattr("plainfigures.build.prepare", nothing)
    before = bytes_of(site / "site")
    say_more(site)

    def cannot(*_: object) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["plainfigures.publish.exchange"], "swap", cannot)
        result = build(site)
    assert result.exit_code == 2
    assert "could not be put in place of site/ in one step: Invalid argument" in result.output
    assert bytes_of(site / "site") == before
    (site / "site").rename(site / "kept")
    (site / "site").write_text("a letter", "utf-8")
    assert "which is a file" in build(site).output
    assert leftovers(site) == set()


def test_each_place_has_a_way_back_of_its_own(site: Path, tmp_path: Path) -> None:
    public = ("--site-dir", str(tmp_path / "www"))
    assert "There is no site in" in run(site, "rollback", *public).output
    assert build(site, *public).exit_code == 0
    old = bytes_of(tmp_path / "www")
    say_more(site)
    assert build(site, *public).exit_code == 0
    assert "nothing to go back to" in run(site, "rollback").output
    assert run(site, "rollback", *public).exit_code == 0
    assert bytes_of(tmp_path / "www") == old
