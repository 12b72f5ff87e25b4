"""What a new site brings for code hosts and for those who may install nothing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", ".github/workflows/site.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_a_workflow_is_as_its_host_reads_it(schema: str, file: str, made: Path) -> None:
    program = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*program, str(made / file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_from_elsewhere_is_pinned_by_digest(made: Path) -> None:
    github = (made / ".github" / "workflows" / "site.yml").read_text("utf-8")
    used = re.findall(r"uses: (\S+)", github)
    assert len(used) >= 3
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one) for one in used)
    gitlab = yaml.safe_load((made / ".gitlab-ci.yml").read_text("utf-8"))
    assert re.fullmatch(r"python@sha256:[0-9a-f]{64}", gitlab["site"]["image"])


def test_a_workflow_may_only_read_and_runs_what_the_readme_says(made: Path) -> None:
    github = yaml.safe_load((made / ".github" / "workflows" / "site.yml").read_text("utf-8"))
    assert github["permissions"] == {"contents": "read"}
    (job,) = github["jobs"].values()
    assert "permissions" not in job
    commands = [step["run"] for step in job["steps"] if "run" in step]
    gitlab = yaml.safe_load((made / ".gitlab-ci.yml").read_text("utf-8"))
    readme = (made / "README.md").read_text("utf-8")
    for name in ("site", "tests"):
        command = f"python3 noxfile.py -s {name}"
        assert command in commands
        assert command in gitlab["site"]["script"]
        assert f"\n{command}\n" in readme


def test_the_container_is_made_as_this_projects_own(made: Path) -> None:
    mine, its = (
        json.loads((root / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
        for root in (ROOT, made)
    )
    assert {name: its[name] for name in its if name != "name"} == {
        name: mine[name] for name in mine if name != "name"
    }
