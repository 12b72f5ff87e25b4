"""What files are called, how large they are, and what has no business among them."""

from pathlib import Path

import pytest

from plainfigures.proofing.names import Sizes, read_files, sizes_from, stray_faults


def said(folder: Path, sizes: Sizes | None = None) -> list[tuple[str, str]]:
    """Return what is wrong with the files of a folder."""
    return [(name, one.message) for name, one in stray_faults(read_files(folder), sizes or Sizes())]


def test_plain_names_are_passed_over(tmp_path: Path) -> None:
    for name in (
        "index.html",
        "_headers",
        ".nojekyll",
        "a/b-2024.07_c.csv",
        ".well-known/security.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (".git/config", '".git" is no part of a site that readers should get.'),
        ("a/page.MD", '"page.MD" is no part of a site that readers should get.'),
        ("a/b.pyc", '"b.pyc" is no part of a site that readers should get.'),
        ("a.csv~", '"a.csv~" is no part of a site that readers should get.'),
        ("Thumbs.db", '"Thumbs.db" is no part of a site that readers should get.'),
        ("what?.png", "Not every host or computer can have a file of this name."),
        ("a#b.png", "Not every host or computer can have a file of this name."),
        ("a. /b", "Not every host or computer can have a file of this name."),
        (
            "my file.png",
            "A space or a letter beyond a to z in a file's name goes wrong on some hosts.",
        ),
        (
            "café.png",
            "A space or a letter beyond a to z in a file's name goes wrong on some hosts.",
        ),
    ],
)
def test_odd_names_are_told(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert said(tmp_path) == [(name, expected)]


def test_names_that_differ_in_capitals_alone_are_told(tmp_path: Path) -> None:
    (tmp_path / "Map.png").touch()
    (tmp_path / "map.png").touch()
    assert said(tmp_path) == [
        (
            "map.png",
            'This and "Map.png" differ in capital letters alone, so some hosts keep one only.',
        )
    ]


def test_links_and_pipes_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path)
    assert said(tmp_path) == [
        ("a", "This is a link to another file, or no file at all, which a host may not serve.")
    ]


def test_what_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"x" * 2_000)
    (tmp_path / "b.csv").write_bytes(b"x" * 3_000)
    assert said(tmp_path, Sizes(1_000, 3_000, 5_000)) == [
        ("a.html", "This page has 0.0 MB, and 0.0 MB is the limit."),
    ]
    assert said(tmp_path, Sizes(2_000, 2_000, 4_000_000)) == [
        ("b.csv", "This file has 0.0 MB, and 0.0 MB is the limit."),
    ]
    assert said(tmp_path, Sizes(9_000, 9_000, 4_000)) == [
        ("", "The site has 0.0 MB, and 0.0 MB is the limit.")
    ]


def test_the_limits_can_be_set() -> None:
    assert sizes_from({"largest": {"page": 1.5, "site": 900}}, 4) == (
        Sizes(1_500_000, 25_000_000, 900_000_000),
        [],
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (25, 'The setting "largest" is no list of settings.'),
        ({"pages": 1}, 'The setting "pages" under "largest" is not known.'),
        ({"page": "1 MB"}, 'The setting "page" under "largest" is no number of megabytes.'),
        ({"page": 0}, 'The setting "page" under "largest" is no number of megabytes.'),
    ],
)
def test_limits_that_cannot_be_used_are_told(given: object, expected: str) -> None:
    sizes, findings = sizes_from({"largest": given}, 4)
    assert sizes == Sizes()
    assert [(one.place, one.message) for one in findings] == [("mkdocs.yml:4", expected)]
