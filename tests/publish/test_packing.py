"""Archives are the same bytes whatever packs them."""

import io
import zipfile

import pytest

from plainfigures.publish.packing import packed_anew

FILES = {"xl/book.xml": b"<a/>" * 500, "a.csv": b"measure,value\n"}


def packed(kind: int, level: int | None, day: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", kind, compresslevel=level) as archive:
        for name, text in FILES.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, day, 0, 0, 0)), text, kind, level)
    return content.getvalue()


def test_how_tightly_and_when_a_file_was_packed_leaves_no_trace() -> None:
    ways = [
        (zipfile.ZIP_STORED, None, 1),
        (zipfile.ZIP_DEFLATED, 1, 2),
        (zipfile.ZIP_DEFLATED, 9, 3),
    ]
    assert len({packed(*way) for way in ways}) == 3
    (made,) = {packed_anew(packed(*way)) for way in ways}
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_what_is_no_archive_is_not_packed_anew() -> None:
    with pytest.raises(zipfile.BadZipFile):
        packed_anew(b"no archive")
