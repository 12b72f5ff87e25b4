"""What `build.json` says a site was made from: all that may be seen, and nothing else."""

import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from plainfigures.attesting.provenance import attest
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock
from plainfigures.preparing import prepare
from tests.making import append, describe, edit, make_site

BEFORE = datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC)
AFTER = datetime.datetime(2030, 12, 1, tzinfo=datetime.UTC)


PASSAGE = '\n{% if published("money/rescues") %}Rescues went up.{% endif %}'


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def hold_back_rescues(content: dict[str, Any]) -> None:
    (table,) = (one for one in content["resources"] if one["name"] == "rescues")
    table["plainfigures"]["embargo"] = "2025-01-01"


def record_of(site: Path, now: datetime.datetime, *, release: bool = False) -> dict[str, Any]:
    """Return what stands in the record of a site, without its files."""
    prepared = prepare(read_config(site), Clock(now), release=release)
    assert prepared.sound, prepared.findings
    finished = site / ".plainfigures" / "finished"
    finished.mkdir(exist_ok=True)
    attest(prepared, finished, pictures=False)
    record: dict[str, Any] = json.loads((finished / "data" / "build.json").read_text("utf-8"))
    return record


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "fire")


def test_a_record_names_the_inputs_by_file_and_no_data(site: Path) -> None:
    edit(site / "mkdocs.yml", 'site_url: ""', "site_url: https://fire.example/")
    (site / "docs" / ".index.md.swp").write_text("left by an editor", "utf-8")
    record = record_of(site, BEFORE, release=True)
    expected = {"mkdocs.yml", "charts/times.yml", "charts/variance.yml", "macros/__init__.py"}
    expected |= {file.relative_to(site).as_posix() for file in site.glob("docs/**/[!.]*.md")}
    assert record["inputs"] == {name: digest(site / name) for name in expected}
    assert (record["site_url"], record["release"]) == ("https://fire.example/", True)
    assert record["generator"]["name"] == "plainfigures"
    assert record["lock"] == ""
    assert "python" in record["versions"]


def test_a_record_tells_nothing_of_what_is_held_back(site: Path) -> None:
    later = "---\ntitle: Later\npublish_after: 2025-01-01\n---\n\n# Later\n\nMore to come.\n"
    (site / "docs" / "later.md").write_text(later, "utf-8")
    append(site / "docs" / "index.md", PASSAGE)
    describe(site / "datasets" / "money", hold_back_rescues)
    before = record_of(site, BEFORE)["inputs"]
    assert "docs/later.md" not in before
    # Its digest is that of what it says now: of few possible words, one could be guessed.
    assert before["docs/index.md"] != digest(site / "docs" / "index.md")
    edit(site / "docs" / "index.md", "Rescues went up", "Rescues went down")
    assert record_of(site, BEFORE)["inputs"] == before
    after = record_of(site, AFTER)["inputs"]
    for name in ("docs/later.md", "docs/index.md"):
        assert after[name] == digest(site / name)
