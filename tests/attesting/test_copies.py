"""Copies of a site that anybody may have made: read as they are, or refused in words."""

import gzip
import hashlib
import io
import os
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plainfigures.attesting import archives
from plainfigures.attesting.copies import open_copy
from plainfigures.errors import BuildProblem

FILES = {"index.html": b"<h1>Fire</h1>", "data/build.json": b"{}", "data/figures.json": b"[]"}


def write_folder(place: Path, below: str = "") -> Path:
    for name, content in FILES.items():
        file = place / below / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return place


def write_zip(place: Path, below: str = "") -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(below + name, content)
    return place


def write_tar(place: Path, below: str = "", mode: str = "w:gz") -> Path:
    with tarfile.open(place, mode) as archive:  # type: ignore[call-overload]
        for name, content in FILES.items():
            add(archive, below + name, content)
    return place


def add(archive: tarfile.TarFile, name: str, content: bytes = b"", kind: bytes = b"0") -> None:
    entry = tarfile.TarInfo(name)
    entry.type, entry.size, entry.linkname = kind, len(content), "/etc/passwd"
    archive.addfile(entry, io.BytesIO(content))


@pytest.mark.parametrize("below", ["", "public/", "download/site/"])
@pytest.mark.parametrize("write", [write_folder, write_zip, write_tar])
def test_a_copy_is_read_wherever_in_it_the_site_lies(
    tmp_path: Path, write: Callable[[Path, str], Path], below: str
) -> None:
    copy = open_copy(write(tmp_path / "copy", below))
    assert copy.digests == {name: hashlib.sha256(one).hexdigest() for name, one in FILES.items()}
    assert copy.inside == below.rstrip("/")
    assert copy.read("data/build.json", "no/such.file") == {"data/build.json": b"{}"}


def test_a_copy_may_be_packed_as_git_and_tar_do(tmp_path: Path) -> None:
    assert "index.html" in open_copy(write_tar(tmp_path / "one.tar", "./", "w:")).digests
    folder = write_folder(tmp_path / "branch")
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/pages", "utf-8")
    assert set(open_copy(folder).digests) == set(FILES)


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "copy")
    (folder / "secret.txt").symlink_to("/etc/passwd")
    (folder / "root").symlink_to("/", target_is_directory=True)
    os.mkfifo(folder / "pipe")
    copy = open_copy(folder)
    assert copy.odd == ("pipe", "root", "secret.txt")
    assert set(copy.digests) == set(FILES)

    place = write_tar(tmp_path / "copy.tar", mode="w:")
    with tarfile.open(place, "a:") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("dev", b"3")):
            add(archive, name, kind=kind)
    assert open_copy(place).odd == ("dev", "hard", "link")

    place = write_zip(tmp_path / "copy.zip")
    with zipfile.ZipFile(place, "a") as packed:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(entry, "/etc/passwd")
    assert open_copy(place).odd == ("link",)


@pytest.mark.parametrize(
    "name", ["../out", "/etc/passwd", "a/../../b", "a//b", "a\\..\\b", "C:/a", "a\nb", "x" * 2000]
)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    place = write_tar(tmp_path / "copy.tar", mode="w:")
    with tarfile.open(place, "a:") as archive:
        add(archive, name)
    with pytest.raises(BuildProblem, match="leads out of its folder"):
        open_copy(place)
    if "\\" not in name:  # a zip has none: they become slashes
        place = write_zip(tmp_path / "copy.zip")
        with zipfile.ZipFile(place, "a") as packed:
            packed.writestr(zipfile.ZipInfo(name), b"")
        with pytest.raises(BuildProblem, match="leads out of its folder"):
            open_copy(place)


def test_one_path_twice_is_refused(tmp_path: Path) -> None:
    place = write_tar(tmp_path / "copy.tar", mode="w:")
    with tarfile.open(place, "a:") as archive:
        add(archive, "index.html", b"other")
    with pytest.raises(BuildProblem, match=r"holds index\.html twice"):
        open_copy(place)


def test_an_archive_that_holds_more_than_it_lists_is_refused(tmp_path: Path) -> None:
    """Other programs may unpack what stands behind the end, or before the beginning."""
    false = tmp_path / "false"
    for write in (write_zip, lambda place: write_tar(place, mode="w:")):
        place = write(tmp_path / "copy")
        write(false)
        for content in (
            false.read_bytes() + place.read_bytes(),
            place.read_bytes() + false.read_bytes(),
        ):
            mixed = tmp_path / "mixed"
            mixed.write_bytes(content)
            with pytest.raises(BuildProblem, match="more than its list of contents"):
                open_copy(mixed)


def test_what_was_not_looked_at_is_known(tmp_path: Path) -> None:
    place = write_tar(tmp_path / "copy.tar", "site/", "w:")
    with tarfile.open(place, "a:") as archive:
        add(archive, "index.html", b"false")
    copy = open_copy(place)
    assert (copy.inside, copy.beside, copy.git) == ("site", 1, False)
    with tarfile.open(place, "a:") as archive:
        add(archive, "site/.git/page.html", b"false")
    assert open_copy(place).git


def bomb_in_zip(place: Path) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/build.json", bytes(3_000_000))


def bomb_in_tar(place: Path) -> None:
    with tarfile.open(place, "w:gz") as archive:
        add(archive, "data/build.json", bytes(3_000_000))


def bomb_in_what_is_passed_over(place: Path) -> None:
    with gzip.open(place, "wb") as packed:
        entry = tarfile.TarInfo("unknown")
        entry.type, entry.size = b"Z", 3_000_000
        packed.write(entry.tobuf() + bytes(3_000_000))


def bomb_in_a_heading(place: Path) -> None:
    """A heading that says to be as large as the memory."""
    entry = tarfile.TarInfo("long")
    entry.type, entry.size = tarfile.XHDTYPE, 1 << 33
    place.write_bytes(gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + bytes(100_000)))


def many_folders(place: Path) -> None:
    with tarfile.open(place, "w:gz") as archive:
        for number in range(40):
            add(archive, f"folder{number}", kind=tarfile.DIRTYPE)


def a_long_list(place: Path) -> None:
    write_zip(place)
    content = bytearray(place.read_bytes())
    content[-10:-6] = b"\xff\xff\xff\x7f"
    place.write_bytes(content)


def a_larger_list(place: Path) -> None:
    write_zip(place)
    content = place.read_bytes()
    place.write_bytes(content[:-22] + b"PK\6\7" + bytes(16) + content[-22:])


@pytest.mark.parametrize(
    "make",
    [
        bomb_in_zip, bomb_in_tar, bomb_in_what_is_passed_over, bomb_in_a_heading, many_folders, a_long_list,
        a_larger_list,
    ],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_an_archive_that_would_fill_the_machine_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(archives, "_WHOLE", 1_000_000)
    monkeypatch.setattr(archives, "_MOST", 30)
    make(tmp_path / "copy")
    with pytest.raises(BuildProblem, match=r"larger|too large|more files"):
        open_copy(tmp_path / "copy")


def encrypted(place: Path) -> None:
    write_zip(place)
    content = bytearray(place.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    place.write_bytes(content)


def cut_off(place: Path) -> None:
    write_tar(place)
    place.write_bytes(place.read_bytes()[:100])


def cut_off_zip(place: Path) -> None:
    write_zip(place)
    place.write_bytes(place.read_bytes()[:100])


def spoilt(place: Path) -> None:
    write_zip(place)
    content = bytearray(place.read_bytes())
    content[45:55] = b"\xff" * 10
    place.write_bytes(content)


def a_letter(place: Path) -> None:
    place.write_text("Dear fire service", "utf-8")


def nothing(place: Path) -> None:
    place.touch()


def another_folder(place: Path) -> None:
    place.mkdir()
    (place / "index.html").write_text("<h1>Fire</h1>", "utf-8")


def two_sites(place: Path) -> None:
    write_folder(place, "one")
    write_folder(place, "two")


def two_sites_packed(place: Path) -> None:
    write_zip(place, "one/")
    with zipfile.ZipFile(place, "a") as archive:
        archive.writestr("two/data/build.json", "{}")


def not_there(place: Path) -> None:
    pass


@pytest.mark.parametrize(
    "make",
    [
        encrypted, cut_off, cut_off_zip, spoilt, a_letter, nothing, another_folder, two_sites,
        two_sites_packed, not_there,
    ],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_what_is_no_copy_is_told_in_words(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "copy")
    with pytest.raises(BuildProblem) as caught:
        open_copy(tmp_path / "copy")
    assert str(tmp_path / "copy") in caught.value.message
    assert caught.value.remedy
