"""The code host in small, and what our workflow files make of it when sessions end as they are told.

`nox -s rehearse` goes the whole way with the real sessions.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rehearsing.expressions import condition, filled, value_of
from tests.rehearsing.host import CodeHost, git, opened
from tests.rehearsing.playing import START, Editor
from tests.rehearsing.running import Run, trigger
from tests.workflows import HOMES

CONTEXT: dict[str, Any] = {
    "github": {"ref": "refs/heads/main", "event": {}},
    "vars": {"A": "a"},
    "needs": {"build": {"result": "failure"}},
    "format": lambda form, *given: form.format(*given),
    "success": lambda: False,
    "always": lambda: True,
}

KEY = "PLAINFIGURES_PRIVATE_KEY"

SESSION = """\
#!/bin/sh
# Stands for python3: notes what is asked with what is at hand, and does as the repository says.
echo "$@"; env | sort
case "$*" in
  *"-s publish"*) mkdir -p site/data report; cp page.html site/index.html
    echo '{"as_of": "2025-09-01T00:00:00+00:00"}' > site/data/build.json
    echo "page.html:1: error" > report/findings.txt; grep -q good page.html ;;
  *"-s site"*) mkdir -p site; cp page.html site ;;
  *"-s report"*) mkdir -p report; cp page.html report/changes.md ;;
  *"-s due"*) cat due.txt >> "$GITHUB_OUTPUT" ;;
  *"--install-only"*) ;;
  *"-s tell"*) PYTHONPATH=SOURCE exec PYTHON -m plainfigures.telling "$5" "$6" ;;
esac
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("github.ref == 'refs/heads/main'", True),
        ("vars.B != '' || vars.A", "a"),
        ("vars.B && 'private' || ''", ""),
        ("needs.build.result == 'success'", False),
        ("!vars.B && (vars.A == 'a')", True),
        ("format('{0}/', vars.A)", "a/"),
        ("github.event.pull_request.number", ""),
    ],
)
def test_an_expression_has_its_value(text: str, value: object) -> None:
    assert value_of(text, CONTEXT) == value


def test_a_step_that_asks_for_no_state_waits_for_success() -> None:
    assert not condition("vars.A == 'a'", CONTEXT)
    assert condition("${{ always() && vars.A == 'a' }}", CONTEXT)
    assert filled("${{ vars.A }}-${{ needs.build.result == 'failure' }}", CONTEXT) == "a-true"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor of a repository with the workflows of a new site, and sessions that do as told."""
    folder = tmp_path_factory.mktemp("rehearsing")
    program = folder / "bin" / "python3"
    program.parent.mkdir()
    source = str(HOMES[0] / "src")
    text = SESSION.replace("SOURCE", source).replace("PYTHON -m", f"{sys.executable} -m")
    program.write_text(text, "utf-8")
    program.chmod(0o755)
    place = folder / "editor"
    place.mkdir()
    with opened(folder / "host", START, program.parent) as host:
        git(place, "init", "--quiet", "--initial-branch=main")
        git(place, "remote", "add", "origin", str(host.origin))
        workflows = place / ".github" / "workflows"
        workflows.mkdir(parents=True)
        for file in (HOMES[1] / ".github" / "workflows").iterdir():
            (workflows / file.name).write_bytes(file.read_bytes())
        write(place, "good: one", "due=false")
        editor = Editor(place, host)
        assert results(editor.push("Start")) == ["success", "success", "success"]
        yield editor


def write(place: Path, page: str, due: str) -> None:
    """Write what the sessions take for a site, and for their answer to what is due."""
    (place / "page.html").write_text(page + "\n", "utf-8")
    (place / "due.txt").write_text(due + "\n", "utf-8")


def results(runs: list[Run]) -> list[str]:
    """Return how the jobs of the last run ended, in their order."""
    return list(runs[-1].results.values())


def test_a_failure_puts_nothing_out_and_opens_an_issue_that_closes_by_itself(
    editor: Editor,
) -> None:
    before = editor.host.get()
    write(editor.place, "bad", "due=false")
    assert results(editor.push("A mistake")) == ["failure", "skipped", "success"]
    assert editor.host.get() == before
    issue = editor.host.records.issues[-1]
    assert "page.html:1: error" in issue["body"]
    editor.git("revert", "--no-edit", "HEAD")
    editor.push("")
    assert issue["state"] == "closed"


def test_a_wake_starts_publishing_only_where_something_is_due(editor: Editor) -> None:
    write(editor.place, "good: one", "due=false")
    editor.push("Not due" if editor.git("status", "--short") else "")
    names = [run.workflow["name"] for run in trigger(editor.host, "schedule", file="wake.yml")]
    assert names == ["Wake"]
    write(editor.place, "good: two", "due=true")
    commit = editor.commit("Due later")
    git(editor.place, "push", "--quiet", "origin", "HEAD:main")
    assert editor.host.get() == "good: one\n"
    names = [run.workflow["name"] for run in trigger(editor.host, "schedule", file="wake.yml")]
    assert names == ["Wake", "Publish"]
    assert (editor.host.get(), editor.host.head()) == ("good: two\n", commit)


def test_a_strangers_code_has_no_token_and_no_secret(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(editor.host.secrets, KEY, "the key of the private repository")
    write(editor.place, "good <img src=x> @somebody", "due=false")
    number, runs = editor.propose("A change", "better", "stranger")
    assert [run.workflow["name"] for run in runs] == ["Check", "Comment"]
    said = "".join(one.text for one in editor.host.said if one.run.startswith("Check"))
    assert "GITHUB_SHA=" in said
    assert "token-of" not in said
    assert "the key of" not in said
    (comment,) = editor.host.records.comments[number]
    assert "good &lt;img src=x&gt;" in comment["body"]
    assert "@somebody" not in comment["body"]


def test_only_publishing_sees_the_private_repository(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = editor.host
    monkeypatch.setitem(host.variables, "PLAINFIGURES_PRIVATE_REPOSITORY", "panel/early")
    monkeypatch.setitem(host.secrets, KEY, "the key of the private repository")
    git(editor.place, "clone", "--quiet", "--bare", str(host.origin), str(early_of(host)))
    before = len(host.said)
    assert results(trigger(host, "schedule", file="publish.yml")) == ["success"] * 3
    told = {one.job: "PLAINFIGURES_PRIVATE=private\n" in one.text for one in host.said[before:]}
    steps = [one.text for one in host.said[before:] if "-s publish" in one.step]
    assert "PLAINFIGURES_PRIVATE=private\n" in steps[0]
    assert "the key of" not in json.dumps(steps)
    assert not told["tell"]


@pytest.mark.parametrize(("due", "asked"), [("due=true", 1), ("due=false", 0)])
def test_gitlab_s_commands_do_as_well(due: str, asked: int, editor: Editor, tmp_path: Path) -> None:
    """Each line of the wake is run as it stands; the session writes what GitLab's line reads."""
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "due.env").write_text(due + "\n", "utf-8")
    (tmp_path / "due.txt").write_text("", "utf-8")
    wake = yaml.safe_load((HOMES[1] / ".gitlab-ci.yml").read_text("utf-8"))["wake"]
    environment = {
        "PATH": f"{editor.host.python3}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": os.devnull,
        "PLAINFIGURES_SITE_URL": editor.host.address,
        "CI_API_V4_URL": f"{editor.host.api}/api",
        "CI_PROJECT_ID": "5",
        "CI_JOB_TOKEN": "t",
        "CI_DEFAULT_BRANCH": "main",
    }
    editor.host.records.asked.clear()
    for line in [*wake["before_script"], *wake["script"]]:
        command = ["bash", "-eo", "pipefail", "-c", line]
        done = subprocess.run(command, cwd=tmp_path, env=environment, check=False)
        assert done.returncode == 0, line
    assert len(editor.host.records.asked) == asked


def early_of(host: CodeHost) -> Path:
    """Return where the private repository lies."""
    return host.folder / "panel-early.git"
