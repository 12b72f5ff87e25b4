"""Releases as inputs of a build: in its key and its record, and named without a machine's path."""

from pathlib import Path

import pytest

from plainfigures.config import SiteConfig, read_config
from plainfigures.figures.findings import CheckRun, Finding
from plainfigures.release_inputs import release_inputs, told_in_releases
from plainfigures.state import inputs_key, read_inputs
from tests.read.releasing import FILE, RELEASE, Site

SETTINGS = "site_name: Stations\nextra:\n  plainfigures:\n    releases: PLAINFIGURES_SHARED/data\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site(tmp_path)
    (made.root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    monkeypatch.setenv("PLAINFIGURES_SHARED", str(tmp_path / "shared"))
    return made


def key_of(config: SiteConfig) -> str:
    return inputs_key(config, config.site, release=False, pictures=False)


def test_a_changed_release_means_a_new_build(site: Site) -> None:
    config = read_config(site.root)
    before, key = read_inputs(config), key_of(config)
    assert f"release/{FILE}" in before
    assert not [name for name in before if str(site.release.parent) in name]
    site.release.write_text(RELEASE.replace("Calls,410,", "Calls,411,"), "utf-8")
    after = read_inputs(config)
    assert {name for name in after if after[name] != before[name]} == {f"release/{FILE}"}
    assert key_of(config) != key


def test_without_the_variable_there_is_no_input_and_no_folder(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLAINFIGURES_SHARED")
    config = read_config(site.root)
    assert release_inputs(config) == {}
    assert (config.releases().folder, config.releases().variable) == (None, "PLAINFIGURES_SHARED")


@pytest.mark.parametrize("name", ["HOME", "PATH", "plainfigures_shared", "PLAINFIGURES_SHARED2/x"])
def test_no_other_variable_of_the_machine_is_looked_at(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name.partition("/")[0], str(site.release.parent))
    text = SETTINGS.replace("PLAINFIGURES_SHARED/data", name)
    (site.root / "mkdocs.yml").write_text(text, "utf-8")
    source = read_config(site.root).releases()
    assert (source.folder, source.variable) == (None, "")


def test_the_folder_of_releases_is_not_among_what_pages_can_say(site: Site) -> None:
    config = read_config(site.root)
    assert str(site.release.parent) not in repr((config.settings, config.given, config.environment))


def test_findings_of_drawn_rows_are_told_by_the_line_of_the_release() -> None:
    wrong = Finding("as-published", "Wrong.", "", "datasets/stations/calls.csv", 3)
    other = Finding("as-published", "Wrong.", "", "datasets/stations/datapackage.json", 3)
    run = CheckRun("as-published", "", "", 2, "figures", (wrong, other))
    lines = {"datasets/stations/calls.csv": (FILE, [2, 7, 9])}
    (told,) = told_in_releases([run], lambda: lines)
    assert [one.place for one in told.findings] == [f"{FILE}:7", other.place]
