"""The exchange: readers see the old site or the new one, whole, and never anything between."""

import threading
from pathlib import Path

import pytest

from plainfigures.errors import BuildProblem
from plainfigures.publish import exchange


def make(folder: Path, words: str) -> Path:
    """Write a small site of two files."""
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text(words, "utf-8")
    (folder / "data" / "build.json").write_text(f'"{words}"', "utf-8")
    return folder


def content(folder: Path) -> dict[str, str]:
    """Return every file of a folder with its text."""
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


def site_of(words: str) -> dict[str, str]:
    """Return what a site made by `make` holds."""
    return {"index.html": words, "data/build.json": f'"{words}"'}


def test_the_first_site_is_put_in_place_with_the_folders_above_it(tmp_path: Path) -> None:
    finished = make(tmp_path / "work" / "making", "first")
    exchange(finished, tmp_path / "public" / "www" / "site", tmp_path / "work" / "previous")
    assert content(tmp_path / "public" / "www" / "site") == site_of("first")
    assert not finished.exists()
    assert not (tmp_path / "work" / "previous").exists()


def test_the_old_site_is_kept_when_a_new_one_takes_its_place(tmp_path: Path) -> None:
    site, previous = tmp_path / "site", tmp_path / "previous"
    for number, words in enumerate(("first", "second", "third")):
        finished = make(tmp_path / f"making-{number}", words)
        exchange(finished, site, previous)
        assert content(site) == site_of(words)
        assert not finished.exists()
    assert content(previous) == site_of("second")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["previous", "site"]


def test_a_reader_always_finds_a_whole_site(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "0")
    stop, seen, missing = threading.Event(), set[str](), []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add((site / "index.html").read_text("utf-8"))
            except OSError as error:
                missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 60):
        exchange(make(tmp_path / "making", str(number)), site, tmp_path / "previous")
    stop.set()
    reader.join()
    assert missing == []
    assert len(seen) > 1
    assert seen <= {str(number) for number in range(60)}


def test_a_site_that_holds_other_files_is_exchanged_whole(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "old")
    (site / "gone.html").write_text("only in the old one", "utf-8")
    exchange(make(tmp_path / "making", "new"), site, tmp_path / "previous")
    assert content(site) == site_of("new")
    assert (tmp_path / "previous" / "gone.html").is_file()


@pytest.mark.parametrize("there", [False, True])
def test_across_file_systems_nothing_is_touched_and_the_reason_is_told(
    tmp_path: Path, elsewhere: Path, there: bool
) -> None:
    site = elsewhere / "site"
    if there:
        make(site, "old")
    finished = make(tmp_path / "making", "new")
    with pytest.raises(BuildProblem) as told:
        exchange(finished, site, tmp_path / "previous")
    assert "could not be put in place of site/ in one step" in told.value.message
    assert "The old site is untouched." in told.value.remedy
    assert "--site-dir" in told.value.remedy
    assert (content(site) if site.exists() else None) == (site_of("old") if there else None)
    assert content(finished) == site_of("new")
    assert not (tmp_path / "previous").exists()


def test_a_first_site_goes_over_that_of_another_build_that_was_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, rename = tmp_path / "site", Path.rename

    def too_late(finished: Path, target: Path) -> Path:
        if target == site and not site.exists():
            make(site, "other")
        return rename(finished, target)

    monkeypatch.setattr(Path, "rename", too_late)
    exchange(make(tmp_path / "making", "own"), site, tmp_path / "previous")
    assert content(site) == site_of("own")
    assert content(tmp_path / "previous") == site_of("other")


def test_a_finished_site_that_is_not_there_leaves_the_old_one(tmp_path: Path) -> None:
    site = make(tmp_path / "site", "old")
    with pytest.raises(BuildProblem):
        exchange(tmp_path / "making", site, tmp_path / "previous")
    assert content(site) == site_of("old")


def test_a_site_cannot_be_exchanged_with_a_folder_around_it(tmp_path: Path) -> None:
    finished = make(tmp_path / "project" / "making", "new")
    with pytest.raises(BuildProblem):
        exchange(finished, tmp_path / "project", tmp_path / "previous")
    assert content(finished) == site_of("new")
    assert [one.name for one in tmp_path.iterdir()] == ["project"]
