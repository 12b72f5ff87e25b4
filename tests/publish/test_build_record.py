"""`build.json`: what a site was made from, and the digest of each of its files."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from plainfigures.publish import confirm_site, write_build_report
from plainfigures.publish.reports import (
    BuildRecord,
    Generator,
    RepositoryState,
    read_build_report,
)
from tests.making import append

DIGEST = "ab" * 32
RECORD = BuildRecord(
    as_of="2024-12-01T00:00:00+00:00",
    site_url="https://fire.example/figures/",
    release=True,
    pictures=False,
    generator=Generator("plainfigures", "0.1.0", DIGEST),
    repository=RepositoryState("12" * 20, changed=True),
    lock="",
    versions={"b": "2", "a": "1"},
    inputs={"mkdocs.yml": DIGEST},
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small finished site with its report."""
    (tmp_path / "site" / "money").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("<h1>Fire</h1>", "utf-8")
    (tmp_path / "site" / "money" / "index.html").write_text("<h1>£</h1>", "utf-8")
    write_build_report(tmp_path / "site", RECORD)
    return tmp_path / "site"


def test_the_report_has_the_digest_of_every_other_file(site: Path) -> None:
    report = json.loads((site / "data" / "build.json").read_text("utf-8"))
    assert report["as_of"] == "2024-12-01T00:00:00+00:00"
    assert list(report["versions"]) == ["a", "b"]
    assert report["files"] == {
        name: hashlib.sha256((site / name).read_bytes()).hexdigest()
        for name in ("index.html", "money/index.html")
    }


def test_a_report_made_again_is_the_same_and_leaves_itself_out(site: Path) -> None:
    before = (site / "data" / "build.json").read_bytes()
    write_build_report(site, replace(RECORD, versions={"a": "1", "b": "2"}))
    assert (site / "data" / "build.json").read_bytes() == before


def test_a_whole_site_is_confirmed(site: Path) -> None:
    assert confirm_site(site)


def change(site: Path) -> None:
    append(site / "index.html", "more")


def lose(site: Path) -> None:
    (site / "money" / "index.html").unlink()


def add(site: Path) -> None:
    (site / "extra.html").write_text("not ours", "utf-8")


def rename(site: Path) -> None:
    (site / "index.html").rename(site / "home.html")


def lose_report(site: Path) -> None:
    (site / "data" / "build.json").unlink()


def break_report(site: Path) -> None:
    (site / "data" / "build.json").write_text("{", "utf-8")


def empty_report(site: Path) -> None:
    (site / "data" / "build.json").write_text("[]", "utf-8")


def odd_report(site: Path) -> None:
    (site / "data" / "build.json").write_text('{"files": 3}', "utf-8")


@pytest.mark.parametrize(
    "damage",
    [change, lose, add, rename, lose_report, break_report, empty_report, odd_report],
    ids=lambda one: one.__name__,
)
def test_a_site_that_was_touched_is_not_confirmed(site: Path, damage: Any) -> None:
    damage(site)
    assert not confirm_site(site)


def test_a_site_that_is_not_there_is_not_confirmed(tmp_path: Path) -> None:
    assert not confirm_site(tmp_path / "nothing")


def test_what_was_written_is_read(site: Path) -> None:
    content = (site / "data" / "build.json").read_bytes()
    files = json.loads(content)["files"]
    assert read_build_report(content) == replace(RECORD, files=files)


def test_files_and_folders_can_be_served_whatever_this_machine_likes(tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        (tmp_path / "site" / "money").mkdir(parents=True)
        (tmp_path / "site" / "money" / "index.html").write_text("<h1>£</h1>", "utf-8")
        write_build_report(tmp_path / "site", RECORD)
    finally:
        os.umask(mask)
    places = [tmp_path / "site", *(tmp_path / "site").rglob("*")]
    modes = {
        place.relative_to(tmp_path).as_posix(): place.stat().st_mode & 0o777 for place in places
    }
    assert modes == {
        "site": 0o755,
        "site/data": 0o755,
        "site/data/build.json": 0o644,
        "site/money": 0o755,
        "site/money/index.html": 0o644,
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.update(files={"../out": DIGEST}),
        lambda record: record.update(files={"/etc/passwd": DIGEST}),
        lambda record: record.update(files={"a\\b": DIGEST}),
        lambda record: record.update(files={"a\nb": DIGEST}),
        lambda record: record.update(files={"index.html": "abc"}),
        lambda record: record.update(files=[1]),
        lambda record: record.update(lock=DIGEST.upper()),
        lambda record: record.update(site_url="javascript:alert(1)"),
        lambda record: record.update(site_url='https://fire.example/"><script>'),
        lambda record: record.update(repository={"commit": "--exec=sh", "changed": False}),
        lambda record: record.update(release="yes"),
        lambda record: record.pop("as_of"),
    ],
)
def test_a_record_that_anybody_may_have_written_is_refused_in_words(
    site: Path, spoil: Callable[[dict[str, Any]], object]
) -> None:
    record = json.loads((site / "data" / "build.json").read_bytes())
    spoil(record)
    with pytest.raises(ValueError, match=r"^(it|a digest|the commit|the address) "):
        read_build_report(json.dumps(record).encode())


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"null"])
def test_what_is_no_record_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"^it "):
        read_build_report(content)
