"""What may not be seen is looked for in every byte of a finished site, and named in no finding."""

import html
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from plainfigures.figures.declarations import Page
from plainfigures.figures.held_back import HeldText
from plainfigures.proofing.unseen import (
    confidential_texts,
    find_unseen,
    needles_of,
    texts_of_pages,
)
from tests.making import Table, describe, number, read_data, write_package
from tests.proofing.conftest import Finished, write

RARE = "Crews & “night watches” at O'Dell's quay"
HELD = HeldText("datasets/money/budget.csv:4", "until 10 December 2026, 9:30am", (RARE, "47,391"))


def zipped(name: str, content: str | bytes) -> bytes:
    """Return a zip with one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def picture(text: str) -> bytes:
    """Return a picture with a packed text in it, and no points."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        return (
            struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        )

    held = b"Title\0\0" + zlib.compress(text.encode())
    return b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", held) + chunk(b"IEND", b"")


def found_in(folder: Path, held: HeldText = HELD, public: str = "") -> list[str]:
    """Return the messages about the files of a folder."""
    names = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    needles = needles_of([held], public)
    return [f"{name}: {fault.message}" for name, fault in find_unseen(folder, names, needles, None)]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", lambda text: text),
        ("a.html", lambda text: f"<p>{html.escape(text)}</p>"),
        ("b.html", lambda text: f"<p>{html.escape(text, quote=False)}</p>"),
        ("a.json", lambda text: json.dumps({"a": text})),
        ("b.json", lambda text: json.dumps({"a": text}, ensure_ascii=False)),
        ("a.zip", lambda text: zipped("b.csv", text)),
        ("b.zip", lambda text: zipped("c.xlsx", zipped("xl/sharedStrings.xml", html.escape(text)))),
        ("a.png", picture),
        ("a.svg", lambda text: f"<svg><text>{html.escape(text)}</text></svg>"),
    ],
)
def test_it_is_found_however_it_is_written_or_packed(
    tmp_path: Path, name: str, make: Callable[[str], str | bytes]
) -> None:
    write(tmp_path / name, make(RARE))
    expected = (
        f"{name}: The file holds what stands in {HELD.place}, which is held back {HELD.until}."
    )
    assert found_in(tmp_path) == [expected]


def test_it_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    write(tmp_path / "a-long-secret-name.png", b"")
    held = HeldText("docs/secret.md", texts=("a-long-secret-name",))
    assert found_in(tmp_path, held) == [
        "a-long-secret-name.png: The file holds what stands in docs/secret.md, which may not be seen."
    ]


@pytest.mark.parametrize(
    "content",
    [
        "147,391",
        "47,3912",
        "a47,391b",
        '<svg><path d="M 47,391 2"/></svg>',
        "Crews at O'Dell's quay",
    ],
)
def test_a_part_of_another_number_and_the_points_of_a_drawing_are_passed_over(
    tmp_path: Path, content: str
) -> None:
    write(tmp_path / "a.html", content)
    assert found_in(tmp_path) == []


def test_what_cannot_be_told_apart_is_not_looked_for(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "12 of 345 were good; the fire station opened")
    held = HeldText("a", texts=("12", "345", "good", "the fire station"))
    assert found_in(tmp_path, held, "Where the fire station stands") == []


def test_a_finding_and_what_is_kept_hold_no_word_of_it(finished: Finished) -> None:
    assert finished.said(unseen=(HELD,)) == []
    write(finished.site / "late.txt", RARE)
    found = finished.findings(unseen=(HELD,))
    assert [one.message for one in found if one.path == "site/late.txt"] == [
        f"The file holds what stands in {HELD.place}, which is held back {HELD.until}."
    ]
    assert "night" not in repr(found) + repr(HELD) + repr(needles_of([HELD], ""))
    work = finished.prepared.config.work
    assert not [one for one in work.rglob("*") if one.is_file() and b"O'Dell" in one.read_bytes()]


def test_the_sentences_of_a_page_that_is_held_back_are_looked_for(tmp_path: Path) -> None:
    text = '# Closing\n\nThe old station will close in spring. See {{ figure("a/b/c") }}.\n'
    page = Page("docs/closing.md", text, 3, {"title": "The old station closes"}, "")
    write(tmp_path / "search.json", '["The old station will close in spring"]')
    (held,) = texts_of_pages([page])
    assert found_in(tmp_path, held) == [
        "search.json: The file holds what stands in docs/closing.md, which may not be seen."
    ]


def test_what_is_confidential_is_looked_for_as_its_table_has_it(tmp_path: Path) -> None:
    rows = """
        what,value,as_published,reason,source,locator
        burns,47391,"47,391",c,budget-2024,"table 9, row 1"
        falls,6200,"6,200",,budget-2024,"table 9, row 2"
        """
    own = {"unit": "people", "period": "2024-03-31", "status": "actual", "basis": "b"}
    table = Table("hurt", rows, ["what"], {"value": number(as_published="as_published", **own)})
    write_package(tmp_path, "crews", [table])
    describe(tmp_path / "datasets" / "crews", lambda one: one["plainfigures"].update(body="b"))
    catalogue, _ = read_data(tmp_path)
    (held,) = confidential_texts(catalogue, tmp_path)
    assert (held.place, held.texts) == ("datasets/crews/hurt.csv:2", ("47391", "47,391"))
