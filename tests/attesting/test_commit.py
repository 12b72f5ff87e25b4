"""Which commit a site is made from: asked of git, and never said where it is not sure."""

import shutil
import subprocess
from pathlib import Path

import pytest

from plainfigures.attesting.commit import Commit, commit_of, provenance_key
from plainfigures.config import SiteConfig
from tests.making import append, make_site


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=A", "-c", "user.email=a@fire.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *names, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fire service in a folder of a repository, committed."""
    top = tmp_path_factory.mktemp("repository")
    make_site(top / "fire")
    git(top, "init", "-q", "-b", "main")
    (top / ".gitignore").write_text("__pycache__/\n.plainfigures/\n/elsewhere/\n", "utf-8")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "The site")
    return top


@pytest.fixture
def site(repository: Path, tmp_path: Path) -> SiteConfig:
    """A copy of it, to change."""
    shutil.copytree(repository, tmp_path / "top")
    return SiteConfig(tmp_path / "top" / "fire", "Fire")


def test_a_site_is_at_its_commit(site: SiteConfig) -> None:
    assert commit_of(site) == Commit(git(site.root, "rev-parse", "HEAD"), changed=False)


@pytest.mark.parametrize(
    "name", ["docs/index.md", "datasets/money/budget.csv", "mkdocs.yml", "docs/new.md"]
)
def test_a_file_that_differs_is_told(site: SiteConfig, name: str) -> None:
    head, key = commit_of(site).id, provenance_key(site)
    with (site.root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert commit_of(site) == Commit(head, changed=True)
    assert provenance_key(site) != key


def test_what_no_page_is_made_of_may_differ(site: SiteConfig) -> None:
    append(site.root.parent / ".gitignore", "/more/")
    for name in ("notes.txt", "macros/__pycache__/a.pyc", ".plainfigures/state.json"):
        (site.root / name).parent.mkdir(exist_ok=True)
        (site.root / name).write_text("left", "utf-8")
    assert not commit_of(site).changed


def test_another_commit_makes_another_key_though_no_input_differs(site: SiteConfig) -> None:
    key = provenance_key(site)
    git(site.root, "commit", "-q", "--allow-empty", "-m", "Nothing")
    assert provenance_key(site) != key


def test_the_key_follows_the_file_that_pins_the_libraries(tmp_path: Path) -> None:
    config = SiteConfig(tmp_path, "Fire")
    key = provenance_key(config)
    (tmp_path / "requirements.lock").write_text("lxml==6", "utf-8")
    assert provenance_key(config) != key


def test_a_site_that_is_no_part_of_the_repository_around_it_has_no_commit(site: SiteConfig) -> None:
    for name in ("elsewhere/site", "untracked"):
        folder = site.root.parent / name
        make_site(folder)
        assert commit_of(SiteConfig(folder, "Fire")) == Commit(), name


def test_without_a_commit_or_git_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: SiteConfig
) -> None:
    alone = SiteConfig(make_site(tmp_path / "alone"), "Fire")
    assert commit_of(alone) == Commit()
    git(alone.root, "init", "-q")
    assert commit_of(alone) == Commit()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert commit_of(site) == Commit()
