"""What a program finds in the finished site beside its pages: packages, charts, feed, sitemap."""

import csv
import hashlib
import io
import os
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from plainfigures.publish import (
    write_chart,
    write_checksums,
    write_feed,
    write_package,
    write_sitemap,
    zip_packages,
)
from plainfigures.publish.feed import Change
from tests.making import FIRE_SERVICE, make_datasets

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CHANGES = [
    Change("first", "2024-11-01", "First published here: money", "Money: first published."),
    Change("later", "2024-11-15", "Our correction: a/b/c", '1 became 2. A <b>"slip"</b> & more.'),
    Change("also", "2024-11-15", "Our correction: a/b/d", "2 became 3."),
]


def packages() -> list[Path]:
    """Return the folders of the fire service's packages."""
    return sorted(one for one in (FIRE_SERVICE / "datasets").iterdir() if one.is_dir())


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_package_can_be_had_file_by_file_and_as_one_zip(tmp_path: Path) -> None:
    for folder in packages():
        target = tmp_path / folder.name
        write_package(target, folder)
        names = sorted(file.name for file in folder.iterdir())
        assert sorted(one.name for one in target.iterdir()) == sorted(
            [*names, f"{folder.name}.zip"]
        )
        with zipfile.ZipFile(target / f"{folder.name}.zip") as archive:
            assert archive.testzip() is None
            assert sorted(archive.namelist()) == [f"{folder.name}/{name}" for name in names]
            for name in names:
                original = (folder / name).read_bytes()
                assert (target / name).read_bytes() == original
                assert archive.read(f"{folder.name}/{name}") == original


def test_the_same_packages_give_the_same_bytes_wherever_and_whenever_they_are_packed(
    tmp_path: Path,
) -> None:
    copies = make_datasets(tmp_path / "copy")
    old = time.time() - 10_000_000
    for file in copies.rglob("*"):
        os.utime(file, (old, old))
        file.chmod(0o700)
    names = [folder.name for folder in packages()]
    for place, folders in (("one", FIRE_SERVICE / "datasets"), ("two", copies)):
        for name in names:
            write_package(tmp_path / place / name, folders / name)
        (tmp_path / place / "all-data.zip").write_bytes(zip_packages(tmp_path / place, names))
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert len(digests(tmp_path / "one")) > 15


def test_one_zip_holds_the_files_of_all_packages_but_not_their_zips(tmp_path: Path) -> None:
    for folder in packages():
        write_package(tmp_path / folder.name, folder, beside=[("README.txt", b"Read me.\n")])
    whole = zip_packages(tmp_path, [folder.name for folder in reversed(packages())])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            f"{folder.name}/{name}"
            for folder in packages()
            for name in sorted(["README.txt", *(file.name for file in folder.iterdir())])
        ]
        assert archive.read("money/README.txt") == b"Read me.\n"


def test_the_checksums_are_those_of_the_files_in_the_form_of_sha256sum(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_package(data / "money", FIRE_SERVICE / "datasets" / "money")
    (data / "build.json").write_text("{}", "utf-8")
    write_checksums(data)
    lines = (data / "checksums.txt").read_text("utf-8").splitlines()
    found = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert found == {f"money/{name}": one for name, one in digests(data / "money").items()}
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "checksums.txt"],
        cwd=data,
        capture_output=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


def test_only_the_descriptor_and_its_tables_are_given_out(tmp_path: Path) -> None:
    folder = make_datasets(tmp_path) / "money"
    (folder / "notes.docx").write_bytes(b"not for readers")
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "draft.csv").write_text("a\n1\n", "utf-8")
    write_package(tmp_path / "data" / "money", folder)
    names = {one.name for one in (tmp_path / "data" / "money").iterdir()}
    assert names == {
        "budget.csv",
        "claims.csv",
        "datapackage.json",
        "money.zip",
        "rescues.csv",
        "withheld.csv",
    }


def test_a_chart_can_be_had_as_a_picture_and_as_numbers(tmp_path: Path) -> None:
    rows = [["Fire, stations", "£843,000"], ['“Training” "x"', "−£145,000"]]
    write_chart(tmp_path, "variance", "<svg/>\n", ["What", "Value"], rows)
    assert (tmp_path / "charts" / "variance.svg").read_text("utf-8") == "<svg/>\n"
    with (tmp_path / "charts" / "variance.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [["What", "Value"], *rows]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_spreadsheet_takes_a_label_for_a_formula(tmp_path: Path, cell: str) -> None:
    write_chart(tmp_path, "x", "<svg/>", ["What", "Value"], [[cell, "1"]])
    with (tmp_path / "charts" / "x.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream))[1] == [f"'{cell}", "1"]


@pytest.mark.parametrize(
    ("address", "base", "identity"),
    [
        ("", "./", "urn:plainfigures:fire-in-figures"),
        ("https://fire.example/site", "https://fire.example/site/", "https://fire.example/site"),
        ("https://fire.example/site/", "https://fire.example/site/", "https://fire.example/site/"),
    ],
)
def test_the_feed_is_atom_with_the_newest_change_first(
    tmp_path: Path, address: str, base: str, identity: str
) -> None:
    write_feed(tmp_path, "Fire in figures", address, CHANGES)
    feed = etree.parse(tmp_path / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == identity
    assert feed.findtext(f"{ATOM}title") == "Fire in figures: changes in the figures"
    assert feed.findtext(f"{ATOM}updated") == "2024-11-15T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Fire in figures"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{base}feed.xml"
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "Our correction: a/b/c",
        "Our correction: a/b/d",
        "First published here: money",
    ]
    assert entries[0].findtext(f"{ATOM}summary") == '1 became 2. A <b>"slip"</b> & more.'
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == 3
    assert all(str(one).startswith(identity.rstrip("/")) for one in ids)
    for one in entries:
        link = one.find(f"{ATOM}link")
        assert link is not None
        assert str(link.get("href")).startswith(base)
        assert one.findtext(f"{ATOM}updated")


@pytest.mark.parametrize("address", ["", "https://fire.example/"])
def test_an_entry_of_the_feed_leads_to_what_changed(tmp_path: Path, address: str) -> None:
    places = ["figures/money/#money/rescues/cats@2024/value~2", "changes/"]
    changes = [
        Change(str(at), "2024-11", "A change", "1 became 2.", place)
        for at, place in enumerate(places)
    ]
    write_feed(tmp_path, "Fire", address, changes)
    feed = etree.parse(tmp_path / "feed.xml").getroot()
    links = {
        str(one.findtext(f"{ATOM}id")).rpartition("/")[2]: one.find(f"{ATOM}link")
        for one in feed.findall(f"{ATOM}entry")
    }
    assert {name: link is not None and link.get("href") for name, link in links.items()} == {
        str(at): (address or "./") + place for at, place in enumerate(places)
    }
    assert feed.findtext(f"{ATOM}updated") == "2024-11-01T00:00:00Z"


def test_the_feed_does_not_depend_on_the_order_of_the_records_or_on_the_day(
    tmp_path: Path,
) -> None:
    for name, changes in (("one", CHANGES), ("two", CHANGES[::-1])):
        (tmp_path / name).mkdir()
        write_feed(tmp_path / name, "Fire", "", changes)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_site_in_which_nothing_changed_has_an_empty_feed(tmp_path: Path) -> None:
    write_feed(tmp_path, "Fire", "", [])
    feed = etree.parse(tmp_path / "feed.xml").getroot()
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("address", "base"), [("", "/"), ("https://fire.example/x", "https://fire.example/x/")]
)
def test_the_sitemap_dates_each_page_by_its_data(tmp_path: Path, address: str, base: str) -> None:
    (tmp_path / "sitemap.xml.gz").write_bytes(b"of another day")
    write_sitemap(tmp_path, address, {"money/": "2024-10-02", "": "", "a&b/": "2023-08-31"})
    root = etree.parse(tmp_path / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    assert [(one.findtext(f"{SITEMAP}loc"), one.findtext(f"{SITEMAP}lastmod")) for one in root] == [
        (base, None),
        (f"{base}a&b/", "2023-08-31"),
        (f"{base}money/", "2024-10-02"),
    ]
    assert not (tmp_path / "sitemap.xml.gz").exists()


def test_the_sitemap_does_not_depend_on_the_order_of_the_pages(tmp_path: Path) -> None:
    pages = {"b/": "2024-01-01", "a/": "", "": ""}
    for name, given in (("one", pages), ("two", dict(reversed(pages.items())))):
        (tmp_path / name).mkdir()
        write_sitemap(tmp_path / name, "", given)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
