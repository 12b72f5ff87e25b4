"""The same input gives the same bytes in other surroundings; where it does not, the place is told."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.making import make_site
from tests.reproduce import build_in
from tests.reproducing.differences import first_difference
from tests.reproducing.environments import Environment, listed_backwards
from tests.site.building import AS_OF

OTHER = Environment(
    "a bit of all",
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "4242",
        "HOME": None,
        "COLUMNS": "20",
        "SOURCE_DATE_EPOCH": "1",
    },
    words=("--as-of", AS_OF, "--jobs", "2", "--no-pictures"),
    where="a deep/Größe – 数字/site",
    umask=0o077,
    arrange=listed_backwards,
    backwards=True,
)


def test_other_surroundings_make_the_same_bytes_and_modes(template: Path, tmp_path: Path) -> None:
    site = make_site(tmp_path / "fire")
    code = tmp_path / "Größe"
    code.symlink_to(ROOT, target_is_directory=True)
    built, _ = build_in(OTHER, tmp_path / "place", code, site, [])
    assert first_difference(template / "site", built) == ""


def packed(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("money/budget.csv", content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (b"same\nold\n", b"same\nnew\n", "a in line 2, from letter 0:\n    'old'\n    'new'"),
        (b"\xff\x00", b"\xff\x01", "a at byte 1 (of 2 and 2): 00 and 01"),
        (b'{"b": [1, 2]}', b'{"b": [1, 3]}', "a at $.b[1]: '2' and '3'"),
        (b'{"b": 1}', b'{"c": 1}', "a at $: b, c"),
        (packed(b"x\n"), packed(b"y\n"), "a holds money/budget.csv in line 1, from letter 0:"),
        (b"one", b"one\n", "a at byte 3 (of 3 and 4):  and 0a"),
    ],
)
def test_the_first_difference_is_told_with_its_place(
    tmp_path: Path, one: bytes, other: bytes, said: str
) -> None:
    for name, content in (("left", one), ("right", other)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_bytes(content)
    assert first_difference(tmp_path / "left", tmp_path / "right").startswith(said)


def test_a_file_too_many_and_another_mode_are_told(tmp_path: Path) -> None:
    left, right = tmp_path / "left", tmp_path / "right"
    for folder in (left, right):
        folder.mkdir()
        (folder / "a.json").write_text(json.dumps({"a": 1}), "utf-8")
    assert first_difference(left, right) == ""
    (right / "a.json").chmod(0o600)
    assert first_difference(left, right).startswith("a.json: another mode")
    (right / "b").touch()
    assert first_difference(left, right) == "b: only in the second"
