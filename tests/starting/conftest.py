"""A wheel of this checkout, and a site started from it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainfigures.cli import main
from plainfigures.starting.wheels import Wheel, build_wheel
from tests.conftest import ROOT


def new_site(*words: object, answers: str = "") -> Result:
    """Run `plainfigures new site` with these words."""
    command = ["new", "site", *map(str, words)]
    return CliRunner().invoke(main, command, input=answers, catch_exceptions=False)


def run_from(wheel: Path, *words: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, with the plainfigures that was unpacked from a wheel."""
    environment = os.environ | {"PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": ""}
    return subprocess.run(
        [sys.executable, *words],
        cwd=at,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    """The wheel of this checkout."""
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def unpacked(wheel: Wheel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in the wheel, as an installation would put it."""
    assert wheel.file
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel.file) as content:
        content.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def made(wheel: Wheel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with all that is proposed; to be looked at, not to be changed."""
    folder = tmp_path_factory.mktemp("new") / "site"
    result = new_site(folder, "--defaults", "--wheel", wheel.file)
    assert result.exit_code == 0, result.output
    return folder
