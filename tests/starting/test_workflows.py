"""What a site brings for code hosts, and for those who may install nothing."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.workflows import HOMES, sessions_of, strays, workflows_of

HERE, THERE = HOMES
SHARED = ("comment.yml", "publish.yml", "wake.yml")
GITLAB = [home / ".gitlab-ci.yml" for home in HOMES]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The workflows of a new site and its noxfile, to be spoilt."""
    shutil.copytree(THERE / ".github", tmp_path / ".github")
    shutil.copy(THERE / "noxfile.py.jinja", tmp_path)
    return tmp_path


def linted(schema: str, *files: Path) -> tuple[int, str]:
    """Hold files against a schema of a code host."""
    program = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    names = [str(file) for file in files]
    done = subprocess.run([*program, *names], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_each_is_as_its_host_reads_it() -> None:
    files = [file for home in HOMES for file in workflows_of(home)]
    assert len(files) == 8
    assert linted("vendor.github-workflows", *files)[0] == 0
    assert linted("vendor.gitlab-ci", *GITLAB)[0] == 0


def test_each_is_as_we_ask() -> None:
    assert [stray for home in HOMES for stray in strays(home)] == []


def test_new_sites_are_published_as_this_one_is() -> None:
    for name in SHARED:
        mine, its = (home / ".github" / "workflows" / name for home in HOMES)
        assert mine.read_bytes() == its.read_bytes(), name


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("check.yml", "  pull_request:", "  pull_request_target:", "pull_request_target"),
        ("check.yml", "permissions: {}", "permissions: write-all", "every job permissions"),
        ("check.yml", "      contents: read", "      contents: write", "may write ['contents']"),
        ("check.yml", "    timeout-minutes: 20\n", "", "may run for ever"),
        (
            "check.yml",
            "persist-credentials: false",
            "persist-credentials: true",
            "the token behind",
        ),
        ("check.yml", '"3.12"', '"${{ secrets.KEY }}"', "gives a pull request a secret"),
        ("check.yml", "-s tests", "-s tets", "tets is no session"),
        ("check.yml", "python3 noxfile.py -s tests", "pip install x", "is no session: pip install"),
        ("check.yml", "-s tests", "-s tests -- ${{ github.head_ref }}", "value into a command"),
        ("publish.yml", "@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e", "@v4", "not pinned"),
        ("publish.yml", " # v4.0.5", "", "which version"),
        ("publish.yml", "actions/deploy-pages@", "actions/cache@", "keeps a cache"),
        ("wake.yml", "      actions: write", "      packages: write", "may write ['packages']"),
    ],
)
def test_what_is_not_as_we_ask_is_seen(
    file: str, old: str, new: str, said: str, copy: Path
) -> None:
    place = copy / ".github" / "workflows" / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")
    assert any(said in stray for stray in strays(copy)), list(strays(copy))


def test_gitlab_runs_sessions_too_in_an_image_that_is_pinned() -> None:
    for home, file in zip(HOMES, GITLAB, strict=True):
        content = yaml.safe_load(file.read_text("utf-8"))
        assert re.fullmatch(r"python@sha256:[0-9a-f]{64}", content["default"]["image"])
        jobs = [one for one in content.values() if isinstance(one, dict) and "script" in one]
        lines = [line for job in jobs for line in job["script"]]
        used = [found for line in lines for found in re.findall(r"noxfile\.py -s ([a-z ]+)", line)]
        assert {"publish", "due", "check", "report"} <= {name.strip() for name in used}
        assert {name for names in used for name in names.split()} <= sessions_of(home)


def test_a_new_site_runs_what_its_readme_says(made: Path) -> None:
    check = (made / ".github" / "workflows" / "check.yml").read_text("utf-8")
    readme = (made / "README.md").read_text("utf-8")
    for name in ("site", "tests"):
        command = f"python3 noxfile.py -s {name}"
        assert f"run: {command}\n" in check
        assert f"- {command}\n" in (made / ".gitlab-ci.yml").read_text("utf-8")
        assert f"\n{command}\n" in readme


def test_the_container_is_made_as_this_projects_own(made: Path) -> None:
    mine, its = (
        json.loads((root / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
        for root in (ROOT, made)
    )
    assert {name: its[name] for name in its if name != "name"} == {
        name: mine[name] for name in mine if name != "name"
    }
