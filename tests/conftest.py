"""What tests share: the project's own folder, the documents beside it, and built sites."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.making_ledger import make_papers

ROOT = Path(__file__).parent.parent
PARTS = ("docs", "datasets", "charts", "macros", "mkdocs.yml")

# No test fails because a machine is slow.
settings.register_profile(
    "plainfigures",
    deadline=None,
    max_examples=int(os.environ.get("PLAINFIGURES_EXAMPLES", "30")),
)
settings.load_profile("plainfigures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, one in each half, so that no process ends long after another."""
    longest = [item for item in items if item.get_closest_marker("long")]
    others = [item for item in items if item not in set(longest)]
    half = len(others) // 2
    items[:] = [*longest[::2], *others[:half], *longest[1::2], *others[half:]]


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


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system than the tests' own; where CI runs, there has to be one."""
    disk = Path("/dev/shm")
    if not disk.is_dir() or disk.stat().st_dev == tmp_path.stat().st_dev:
        if os.environ.get("CI"):
            pytest.fail("there is no second file system at /dev/shm, and CI may not go without one")
        pytest.skip("this machine has no second file system at /dev/shm")
    with tempfile.TemporaryDirectory(dir=disk) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sound_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose ledger is sound, with its papers beside it; to be copied before a change."""
    folder = tmp_path_factory.mktemp("papers")
    make_papers(folder)
    return folder


def copy_site(target: Path, root: Path = ROOT) -> Path:
    """Copy this project's site, or that of another checkout, without the generator, into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        part = root / name
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
