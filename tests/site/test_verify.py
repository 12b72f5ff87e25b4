"""`plainfigures verify`: a copy held against its record, and against the data."""

import hashlib
import json
import shutil
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainfigures.attesting.copies import open_copy
from plainfigures.attesting.holding import hold_against_record, record_of
from plainfigures.cli import main
from tests.making import edit
from tests.site.building import build

MISSING = "data/figures.csv"
SHOWN = 'data-figure="money/derived/pressure" value="698000">£698,000<'


def verify(site: Path, copy: Path, *words: str, now: str = "1793000000") -> Result:
    """Verify a copy against a site, some time after it was built."""
    runner = CliRunner(env={"SOURCE_DATE_EPOCH": now})
    return runner.invoke(
        main,
        ["--site", str(site), "verify", str(copy), "--jobs", "1", *words],
        catch_exceptions=False,
    )


@pytest.fixture
def copy(template: Path, tmp_path: Path) -> Path:
    """A published copy of the fire service's site."""
    return shutil.copytree(template / "site", tmp_path / "copy")


def test_an_archive_of_what_is_published_is_what_the_data_say(site: Path, tmp_path: Path) -> None:
    settings, own = site / "mkdocs.yml", "site_url: https://fire.example/figures/"
    edit(settings, 'site_url: ""', own)
    assert build(site, "--release").exit_code == 0
    (site / "site" / ".nojekyll").touch()
    archive = tmp_path / "site.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(site / "site", "fire.example")
    # The copy was made for the address it stands at, whatever the settings say elsewhere.
    edit(settings, own, 'site_url: ""')
    result = verify(site, archive)
    assert result.exit_code == 0, result.output
    assert "What is published is what the data in this repository say.\n" in result.output
    assert "Made as of: 1 December 2024." in result.output
    assert "For the address: https://fire.example/figures/.\n" in result.output
    assert "--release" not in result.output
    assert "The host has added .nojekyll, which no page uses." in result.output
    assert "The site lies in the folder fire.example/ of the copy." in result.output


def test_a_page_that_was_changed_with_its_record_is_found_out_by_the_data(
    site: Path, copy: Path
) -> None:
    """Who changes a page can change the record too: that it fits proves nothing."""
    page, report = copy / "money" / "index.html", copy / "data" / "build.json"
    text = page.read_text("utf-8")
    assert SHOWN in text
    page.write_text(text.replace(SHOWN, SHOWN.replace("698", "598")), "utf-8")
    record = json.loads(report.read_text("utf-8"))
    record["files"]["money/index.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    record["repository"] = {"commit": "ab" * 20, "changed": True}
    record["versions"] |= {"matplotlib": "1.0"}
    report.write_text(json.dumps(record), "utf-8")
    assert verify(site, copy, "--quick").exit_code == 0

    (copy / "money" / "extra.html").write_text("<script>", "utf-8")
    (copy / MISSING).unlink()
    edit(site / "datasets" / "money" / "budget.csv", "-145,-145", "-155,-155")
    result = verify(site, copy)
    assert result.exit_code == 1, result.output
    told = result.output
    assert "The copy is not what this repository makes from its data.\n" in told
    assert f"  1 file not in the copy:\n    {MISSING}\n" in told
    assert "  1 file in the copy and not in the record:\n    money/extra.html\n" in told
    assert (
        'money/derived/pressure on /money/: is "£598,000 (598000)" in the copy; the data say '
        '"£698,000 (698000)"' in told
    )
    assert 'is "-£145,000" in the copy; the data say "-£155,000"' in told.replace("−", "-")
    assert "Files were changed after the copy was made, or the download is not whole" in told
    assert f"git checkout {'ab' * 20}" in told
    assert "matplotlib: 1.0 in the copy" in told

    machine = verify(site, copy, "--quick", "--format", "json")
    assert machine.exit_code == 1
    content = json.loads(machine.output)
    assert content["same"] is False
    assert content["against_record"] == {
        "missing": [MISSING],
        "changed": [],
        "added": ["money/extra.html"],
        "odd": [],
        "by_host": [],
        "kept_by_host": [],
    }


def test_what_passes_for_a_file_of_the_host_is_told(copy: Path) -> None:
    """Only what hosts ask for, and no page, may be added without being told."""
    for name in ("CNAME", ".nojekyll", ".well-known/acme-challenge/x", ".well-known/security.txt"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).touch()
    opened = open_copy(copy)
    assert hold_against_record(opened, record_of(opened)).same
    false = [".nojekyll.html", ".well-known/page.html", "CNAME.js", "CNAME/index.html"]
    (copy / "CNAME").unlink()
    for name in false:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("False.", "utf-8")
    opened = open_copy(copy)
    assert list(hold_against_record(opened, record_of(opened)).added) == false


def spoil(copy: Path, **parts: object) -> None:
    report = copy / "data" / "build.json"
    report.write_text(json.dumps(json.loads(report.read_text("utf-8")) | parts), "utf-8")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"as_of": "soon"}, '"soon" is not a date'),
        ({"as_of": "2999-01-01"}, "which has not come"),
        ({"site_url": "javascript:1"}, "the address of the site in it is none"),
        ({"note": "False."}, "it holds more than the parts that plainfigures writes"),
        ({"files": {"../../etc/passwd": "a" * 64}}, "names a file outside of the site"),
    ],
)
def test_a_record_that_cannot_be_used_is_told_in_words(
    site: Path, copy: Path, parts: dict[str, object], said: str
) -> None:
    spoil(copy, **parts)
    result = verify(site, copy)
    assert result.exit_code == 2
    assert said in result.output


def test_a_repository_that_makes_no_site_is_told_in_words(site: Path, copy: Path) -> None:
    edit(site / "docs" / "index.md", "What happened", "{{ figure('no/such/thing') }}")
    result = verify(site, copy)
    assert result.exit_code == 2
    assert "an error stops it. See what is wrong with: plainfigures check --as-of" in result.output
