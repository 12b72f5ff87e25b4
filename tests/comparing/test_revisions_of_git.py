"""`plainfigures changes` over git revisions: a site in a folder of a repository, nothing touched."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainfigures.cli import main
from plainfigures.comparing import preview_page
from plainfigures.comparing.git import find_repository
from plainfigures.config import open_config
from tests.comparing.held import AS_OF
from tests.making import edit, make_site

TIMES = "datasets/response/times.csv"


def git(folder: Path, *words: str) -> str:
    """Run git as nobody in particular, and return what it says."""
    known = {
        f"GIT_{who}_{what}": "x@fire.example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=os.environ | known | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in a folder of a repository: two commits, and an edit that is in none."""
    top = tmp_path_factory.mktemp("repository")
    root = make_site(top / "public")
    # Charts are told elsewhere, and take long to draw.
    shutil.rmtree(root / "charts")
    for name, chart in (("money", "variance"), ("response", "times")):
        edit(root / f"docs/{name}/index.md", f'{{{{ chart("{chart}") }}}}', "")
    git(top, "init", "-q", "-b", "main")
    hook = top / ".git/hooks/post-checkout"
    hook.write_text("#!/bin/sh\ntouch ran\n", "utf-8")
    hook.chmod(0o755)
    # Neither what keeps files out of archives nor links matter.
    (top / ".gitattributes").write_text("*.csv export-ignore\n", "utf-8")
    (root / "docs/elsewhere.md").symlink_to("/etc/hostname")
    (top / ".gitignore").write_text(".plainfigures/\n__pycache__/\n", "utf-8")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "First")
    edit(root / TIMES, "eastmere,2024-07,7.4,7.4", "eastmere,2024-07,7.9,7.9")
    git(top, "commit", "-qam", "Later")
    (root / "docs/elsewhere.md").unlink()
    edit(root / "docs/index.md", "The service was judged", "Inspectors judged the service")
    return root


def ask(site: Path, *words: str) -> Result:
    """Run `plainfigures changes` in a site."""
    command = ["--site", str(site), "changes", *words, "--as-of", AS_OF, "--jobs", "1"]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def test_two_commits_and_the_files_as_they_stand_are_told_apart(site: Path) -> None:
    before = git(site, "status", "--porcelain")
    result = ask(site, "main~1", "main", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["old"]["said"].endswith("(main~1)")
    (figure,) = told["figures"]
    assert (figure["old"], figure["new"]) == ("7.4 minutes", "7.9 minutes")
    assert [page["path"] for page in told["pages"]] == ["docs/index.md", "docs/response/index.md"]
    assert git(site, "status", "--porcelain") == before
    assert not (site.parent / "ran").exists()

    result = ask(site, "HEAD")
    assert result.exit_code == 0
    assert result.output.splitlines()[0].endswith("(HEAD) to the site as it stands.")
    assert "Nothing here needs a reason or a mend." in result.output


def test_the_preview_shows_what_differs_from_the_last_commit(site: Path) -> None:
    page = preview_page(open_config(site))
    assert "1 page was edited" in page
    assert "docs/index.md" in page


def test_without_git_the_preview_says_so(tmp_path: Path) -> None:
    assert "This site is in no git repository" in preview_page(open_config(make_site(tmp_path)))


def test_a_repository_without_a_commit_has_nothing_to_compare_with(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    git(root, "init", "-q", "-b", "main")
    assert "The site cannot be held beside its last commit." in preview_page(open_config(root))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mian", 'There is no revision and no folder with a site "mian". Did you mean main?'),
        ("HEAD~9", 'There is no revision and no folder with a site "HEAD~9".'),
        ("--upload-pack=x", "No such option"),
        ("docs", 'There is no revision and no folder with a site "docs".'),
    ],
)
def test_a_version_that_is_not_there_is_told_in_words(site: Path, name: str, said: str) -> None:
    result = ask(site, name)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())


def test_a_revision_before_there_was_a_site_is_told(site: Path, tmp_path: Path) -> None:
    top = shutil.copytree(site.parent, tmp_path / "copy", symlinks=True)
    git(top, "checkout", "-qf", "--orphan", "early")
    git(top, "rm", "-rqf", "--cached", "public")
    git(top, "commit", "-qam", "Nothing yet")
    result = ask(top / "public", "early")
    assert result.exit_code == 2
    assert "There was no site in public/ at the revision early." in result.output


def test_where_history_was_cut_the_remedy_says_so(site: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", site.parent.as_uri(), "shallow")
    result = ask(tmp_path / "shallow/public", "HEAD~1")
    assert result.exit_code == 2
    assert "fetch-depth: 0" in result.output


def test_links_and_paths_that_lead_out_are_not_written(site: Path, tmp_path: Path) -> None:
    repository = find_repository(site)
    assert repository is not None
    written = repository.export(repository.resolve("main~1"), site, tmp_path)
    assert (tmp_path / TIMES).is_file()
    assert not (tmp_path / "docs/elsewhere.md").exists()
    assert written == sum(one.is_file() for one in tmp_path.rglob("*"))
