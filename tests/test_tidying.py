"""What builds keep is let go when it is old."""

import os
import time
from pathlib import Path

from plainfigures.read import Store
from plainfigures.tidying import KEPT, lend, tidy
from tests.making import make_site
from tests.site.building import build

DAY = 24 * 60 * 60


def make_old(path: Path, days: int) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def kept(work: Path) -> set[str]:
    return {one.relative_to(work).as_posix() for name in KEPT for one in (work / name).glob("*")}


def test_what_is_older_than_a_week_goes_once_a_day(tmp_path: Path) -> None:
    work = tmp_path / "work"
    for place, days in (("lists/old.json", 8), ("lists/new.json", 6), ("state.json", 99)):
        file = work / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}", "utf-8")
        make_old(file, days)
    folder = work / "downloads" / "old"
    folder.mkdir(parents=True)
    (folder / "table.csv").write_text("a", "utf-8")
    make_old(folder, 8)
    tidy(work)
    assert kept(work) == {"lists/new.json"}
    assert (work / "state.json").is_file()
    make_old(work / "lists" / "new.json", 8)
    tidy(work)
    assert kept(work) == {"lists/new.json"}
    make_old(work / "tidied", 2)
    tidy(work)
    assert kept(work) == set()


def test_every_folder_in_which_a_build_keeps_many_files_is_tidied(tmp_path: Path) -> None:
    site = make_site(tmp_path / "fire")
    assert build(site).exit_code == 0
    keeping = {one.name for one in (site / ".plainfigures").iterdir() if one.is_dir()}
    assert "lists" in keeping
    assert keeping - {"pages", "previous", "proofs"} <= set(KEPT)


def test_what_is_lent_is_known_elsewhere_and_each_keeps_its_own(tmp_path: Path) -> None:
    work, other = tmp_path / "work", tmp_path / "other"
    mine, lent = Store(work / "lists"), Store(other / "lists")
    mine.save_bytes("both", b"mine")
    mine.save_bytes("known", b"known")
    lent.save_bytes("both", b"theirs")
    (work / "lists" / "link").symlink_to(tmp_path)
    (work / "state.json").write_text("{}", "utf-8")
    lend(work, other)
    assert (lent.load_bytes("both"), lent.load_bytes("known")) == (b"theirs", b"known")
    assert sorted(one.name for one in (other / "lists").iterdir()) == ["both", "known"]
    assert [one.name for one in other.iterdir()] == ["lists"]
    lent.save_bytes("known", b"another")
    assert mine.load_bytes("known") == b"known"
