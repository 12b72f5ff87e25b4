"""What a release hands out: the same bytes each time, and nothing that was not asked for."""

import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from plainfigures.attesting.release import main, pack_site, write_sums
from plainfigures.errors import BuildProblem
from plainfigures.publish import write_build_report
from tests.publish.test_build_record import RECORD


def make_site(folder: Path, *, release: bool = True) -> Path:
    (folder / "money").mkdir(parents=True)
    for name in ("money/index.html", "index.html", "404.html"):
        (folder / name).write_text(f"<h1>{name}</h1>", "utf-8")
    write_build_report(folder, replace(RECORD, release=release))
    return folder


def test_a_site_is_packed_into_one_folder_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    first = pack_site(make_site(tmp_path / "one"), tmp_path / "dist")
    assert first.name == "site-2024-12-01-121212121212.zip"
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()
    inside = ["404.html", "data/build.json", "index.html", "money/index.html"]
    assert names == [f"{first.stem}/{name}" for name in inside]
    second = pack_site(make_site(tmp_path / "other" / "place"), tmp_path / "again")
    assert second.read_bytes() == first.read_bytes()


def test_what_was_not_built_for_a_release_is_a_draft_at_most(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", release=False)
    with pytest.raises(BuildProblem, match="not built with --release"):
        pack_site(site, tmp_path / "dist")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "site-2024-11-01.zip").touch()
    packed = pack_site(site, tmp_path / "dist", draft=True)
    assert [file.name for file in (tmp_path / "dist").iterdir()] == [packed.name]
    assert packed.name.startswith("draft-site-")


def test_a_site_that_was_touched_is_not_packed(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    (site / "index.html").write_text("someone was here", "utf-8")
    with pytest.raises(BuildProblem, match="is not whole"):
        pack_site(site, tmp_path / "dist")
    with pytest.raises(SystemExit, match="is not whole"):
        main(["pack", str(site), str(tmp_path / "dist")])
    assert not (tmp_path / "dist").exists()


def test_the_digests_are_in_the_form_that_sha256sum_reads(tmp_path: Path) -> None:
    for name in ("b.zip", "a.whl"):
        (tmp_path / name).write_text(name, "utf-8")
    sums = write_sums([tmp_path / "b.zip", tmp_path / "a.whl"])
    assert [line[66:] for line in sums.read_text("utf-8").splitlines()] == ["a.whl", "b.zip"]
    command = ["sha256sum", "--check", "--strict", sums.name]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_the_bill_names_no_address_and_what_lies_beneath(tmp_path: Path) -> None:
    drawn_up, lock = tmp_path / "bill.json", tmp_path / "requirements.lock"
    lock.write_text("lxml==6", "utf-8")
    part: dict[str, Any] = {"name": "lxml", "version": "6", "description": "From a.example"}
    part["externalReferences"] = [{"url": "https://a.example/"}]
    bill = {
        "metadata": {"tools": {"components": [part]}},
        "components": [part],
        "specVersion": "1.6",
    }
    drawn_up.write_text(json.dumps(bill), "utf-8")
    main(["bill", str(drawn_up), str(tmp_path / "sbom.cdx.json"), str(lock)])
    text = (tmp_path / "sbom.cdx.json").read_text("utf-8")
    assert "example" not in text
    made = json.loads(text)
    assert made["components"] == [{"name": "lxml", "version": "6"}]
    assert {one["name"] for one in made["metadata"]["properties"]} == {
        "plainfigures:lock",
        "plainfigures:python",
    }
