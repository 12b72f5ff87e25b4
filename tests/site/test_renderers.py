"""A whole site made with Zensical is, byte for byte, the site that MkDocs makes."""

import json
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.config import read_config
from plainfigures.state import inputs_key
from tests.making import make_site
from tests.rendering.judged import WHOLE, hold
from tests.rendering.sides import differences
from tests.site.conftest import run

BUILD = ("build", "--as-of", "2024-12-01", "--jobs", "1", "--no-pictures")


@pytest.fixture
def fire(template: Path, tmp_path: Path) -> Path:
    """The fire service's site, with what a build of it has kept, and no finished site."""
    site = make_site(tmp_path / "fire")
    shutil.copytree(template / ".plainfigures", site / ".plainfigures")
    return site


def test_finished_sites_are_the_same_but_for_what_made_them(template: Path, fire: Path) -> None:
    result = run(fire, *BUILD, "--renderer", "zensical")
    assert result.exit_code == 0, result.output
    assert hold([*differences(template / "site", fire / "site")], WHOLE) == []
    record = json.loads((fire / "site/data/build.json").read_text("utf-8"))
    assert record["versions"]["zensical"]
    assert not [*fire.glob(".plainfigures/**/zensical-*")]


def test_what_zensical_lacks_is_told_with_its_line_and_nothing_is_built(fire: Path) -> None:
    settings = fire / "mkdocs.yml"
    lines = settings.read_text("utf-8").splitlines()
    at = lines.index("plugins:") + 1
    settings.write_text("\n".join([*lines[:at], "  - tags", *lines[at:]]) + "\n", "utf-8")
    result = run(fire, *BUILD, "--renderer", "zensical")
    assert result.exit_code == 1
    said = f'mkdocs.yml:{at + 1}: error: The plugin "tags" is a program for MkDocs'
    assert said in result.output
    assert "Traceback" not in result.output
    assert not (fire / "site").exists()


def test_a_build_with_another_renderer_is_another_build(fire: Path) -> None:
    config = read_config(fire)
    usual = inputs_key(config, fire / "site", release=False, pictures=False)
    other = replace(config, renderer="zensical")
    assert inputs_key(other, fire / "site", release=False, pictures=False) != usual
