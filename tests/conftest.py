"""What tests share: the project's own folder, the documents beside it, and built sites."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
PARTS = ("docs", "datasets", "charts", "macros", "mkdocs.yml")

# No test fails because a machine is slow.
settings.register_profile("plainfigures", deadline=None)
settings.load_profile("plainfigures")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The source documents beside the project; where CI runs, their absence is a failure."""
    folder = Path(os.environ.get("PLAINFIGURES_SHARED", ROOT.parent / "shared"))
    if (folder / "sources").is_dir():
        return folder
    if os.environ.get("CI"):
        pytest.fail(f"the source documents are not at {folder}, and CI may not go without them")
    pytest.skip(f"the source documents are not at {folder}: set PLAINFIGURES_SHARED")


def copy_site(target: Path) -> Path:
    """Copy this project's site, without the generator, into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(
                part,
                target / name,
                ignore=shutil.ignore_patterns("__pycache__"),
                dirs_exist_ok=True,
            )
        else:
            shutil.copy(part, target / name)
    return target
