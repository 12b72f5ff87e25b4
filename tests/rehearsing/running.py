"""Runs a workflow file as it stands: its jobs, its steps, and its commands word for word.

Actions are not fetched: each has its counterpart here. Whatever else a step does is what it would do
on the host.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.rehearsing.api import REPOSITORY
from tests.rehearsing.expressions import condition, filled
from tests.rehearsing.host import CodeHost, Said, git, seconds_since

__all__ = ["Run", "trigger"]

_SECONDS = 1800
_OF_MACHINE = ("PIP_", "SSL_")
"""How the names of variables begin that say how this machine reaches a package registry."""

_INSTALLED = (".nox", ".tools")
"""What sessions install: here it goes from job to job, on a host each makes it anew."""

_FILES = {"GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary"}


@dataclass
class Run:
    """One run of a workflow: what started it, on which commit, and how each job ended."""

    host: CodeHost
    workflow: dict[Any, Any]
    event_name: str
    event: dict[str, Any]
    commit: str
    ref: str
    number: int
    results: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    summary: str = ""

    @property
    def artefacts(self) -> Path:
        """The folder of what the run keeps."""
        return self.host.folder / "artefacts" / str(self.number)

    @property
    def conclusion(self) -> str:
        """How the run ended."""
        return "failure" if "failure" in self.results.values() else "success"

    def go(self) -> "Run":
        """Run each job whose turn it is, in the order in which they need one another."""
        for name, job in self.workflow["jobs"].items():
            needs = job.get("needs", [])
            needed = [needs] if isinstance(needs, str) else needs
            so_far = [self.results[one] for one in needed]
            context = self.context() | {
                "needs": {
                    one: {"result": self.results[one], "outputs": self.outputs.get(one, {})}
                    for one in needed
                },
                **_states(all(one == "success" for one in so_far), "failure" in so_far),
            }
            if condition(job.get("if", "success()"), context):
                _Job(self, name, job, context).go()
            else:
                self.results[name] = "skipped"
        return self

    def context(self) -> dict[str, Any]:
        """Return what expressions can ask for in any job."""
        github = {
            "event_name": self.event_name,
            "event": self.event,
            "ref": self.ref,
            "repository": REPOSITORY,
        }
        forked = self.event_name == "pull_request"
        return {
            "github": github,
            "vars": self.host.variables,
            "secrets": {} if forked else self.host.secrets,
            "format": lambda form, *given: form.format(*given),
        }


def trigger(
    host: CodeHost,
    event_name: str,
    *,
    commit: str = "",
    ref: str = "refs/heads/main",
    event: dict[str, Any] | None = None,
    file: str = "",
) -> list[Run]:
    """Run every workflow that an event starts, and those that their ends and calls start in turn.

    Workflows are taken from the commit, but for those that follow another run: these are taken from
    the main branch, as on the host. `file` names the one that a schedule or a call starts.
    """
    commit = commit or host.head()
    runs = []
    for workflow in host.workflows(commit):
        if event_name in workflow[True] and file in {"", workflow["file"]}:
            number = host.next_number()
            run = Run(host, workflow, event_name, event or {}, commit, ref, number).go()
            runs += [run, *_followers(host, run)]
    while host.records.started:
        runs += trigger(host, "workflow_dispatch", file=host.records.started.pop(0))
    return runs


def _followers(host: CodeHost, run: Run) -> list[Run]:
    followers = []
    for workflow in host.workflows(host.head()):
        asked = workflow[True]
        if isinstance(asked, dict) and run.workflow["name"] in asked.get("workflow_run", {}).get(
            "workflows", []
        ):
            ended = run.event.get("pull_request", {}).get("head", {})
            told = {
                "id": run.number,
                "event": run.event_name,
                "conclusion": run.conclusion,
                "head_sha": ended.get("sha", run.commit),
                "head_branch": ended.get("ref", ""),
                "head_repository": {
                    "owner": {"login": ended.get("owner", "")},
                    "full_name": f"{ended.get('owner', '')}/figures",
                },
            }
            number = host.next_number()
            main = "refs/heads/main"
            following = Run(
                host, workflow, "workflow_run", {"workflow_run": told}, host.head(), main, number
            )
            followers.append(following.go())
    return followers


class _Job:
    """One job on a machine of its own: an empty folder, and an environment with nothing of ours."""

    def __init__(self, run: Run, name: str, job: dict[str, Any], context: dict[str, Any]) -> None:
        self.run, self.host, self.name, self.job = run, run.host, name, job
        self.home = self.host.folder / "machine"
        self.place = self.home / "work"
        self.token = f"token-of-{run.number}-{name}"
        self.host.records.tokens[self.token] = job.get("permissions") or {}
        self.steps: dict[str, dict[str, Any]] = {}
        self.failed = False
        self.context = context | {
            "steps": self.steps,
            "runner": {"temp": str(self.home / "temp")},
        }
        self.context["github"] = context["github"] | {"token": self.token}

    def go(self) -> None:
        """Run each step whose turn it is, and note how the job ended."""
        for folder in (self.place, self.home / "temp", self.home / "home"):
            folder.mkdir(parents=True)
        for number, step in enumerate(self.job["steps"]):
            states = _states(not self.failed, self.failed)
            if not condition(step.get("if", "success()"), self.context | states):
                self._note(step, number, "skipped", {})
                continue
            start = time.monotonic()
            code, text, outputs = self._do(step, number)
            if code and not step.get("continue-on-error"):
                self.failed = True
            self._note(step, number, "failure" if code else "success", outputs)
            title = str(step.get("run") or step["uses"].partition("@")[0])
            named = f"{self.run.workflow['name']} {self.run.number}"
            told = Said(named, self.name, title, code, seconds_since(start), text)
            self.host.said.append(told)
        self.run.results[self.name] = "failure" if self.failed else "success"
        self.run.outputs[self.name] = {
            name: filled(str(text), self.context)
            for name, text in self.job.get("outputs", {}).items()
        }
        for kept in _INSTALLED:
            if (self.place / kept).exists():
                (self.place / kept).rename(self.host.environments / kept)
        shutil.rmtree(self.home)

    def _note(self, step: dict[str, Any], number: int, outcome: str, outputs: Any) -> None:
        noted = {"outcome": outcome, "outputs": outputs}
        self.steps[step.get("id", f"step-{number}")] = noted

    def _do(self, step: dict[str, Any], number: int) -> tuple[int, str, dict[str, str]]:
        if "uses" in step:
            action = _ACTIONS[step["uses"].partition("@")[0]]
            given = {
                name: filled(text, self.context) if isinstance(text, str) else text
                for name, text in step.get("with", {}).items()
            }
            try:
                return 0, "", action(self, given)
            except (OSError, AssertionError) as error:
                return 1, str(error), {}
        files = {one: self.home / f"{name}-{number}" for one, name in _FILES.items()}
        own = {one: filled(str(text), self.context) for one, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.place,
            env=self.environment() | {one: str(file) for one, file in files.items()} | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            check=False,
        )
        text = done.stdout.decode("utf-8", errors="replace")
        summary, output = files["GITHUB_STEP_SUMMARY"], files["GITHUB_OUTPUT"]
        self.run.summary += summary.read_text("utf-8") if summary.is_file() else ""
        lines = output.read_text("utf-8").splitlines() if output.is_file() else []
        return done.returncode, text, dict(line.split("=", 1) for line in lines)

    def environment(self) -> dict[str, str]:
        """Return what a command on the host's machine finds in its environment."""
        event = self.home / "event.json"
        event.write_text(json.dumps(self.run.event), "utf-8")
        own = str(Path(sys.executable).parent)
        parts = [one for one in os.environ["PATH"].split(os.pathsep) if one != own]
        path = os.pathsep.join([str(self.host.python3)] * bool(self.host.python3) + parts)
        kept = {name: text for name, text in os.environ.items() if name.startswith(_OF_MACHINE)}
        return {
            "PATH": path,
            "HOME": str(self.home / "home"),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.host.api,
            "GITHUB_EVENT_NAME": self.run.event_name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REF": self.run.ref,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ID": str(self.run.number),
            "GITHUB_SERVER_URL": "https://host.example",
            "GITHUB_SHA": self.run.commit,
            "GITHUB_WORKSPACE": str(self.place),
            "RUNNER_TEMP": str(self.home / "temp"),
            "SOURCE_DATE_EPOCH": str(self.host.now),
            "UV_CACHE_DIR": str(self.host.environments / "uv"),
            **kept,
        }


def _states(success: bool, failure: bool) -> dict[str, Callable[[], bool]]:
    return {
        "success": lambda: success,
        "failure": lambda: failure,
        "cancelled": lambda: False,
        "always": lambda: True,
    }


def _checkout(job: _Job, given: dict[str, Any]) -> dict[str, str]:
    assert given.get("persist-credentials") is False, "the checkout keeps its token"
    place = job.place / given.get("path", ".")
    source, commit = job.host.origin, job.run.commit
    if "repository" in given:
        source = job.host.folder / f"{given['repository'].replace('/', '-')}.git"
        assert given["ssh-key"] == "the key of the private repository", "the key is not known"
        commit = "refs/heads/main"
    elif "ref" in given:
        commit = f"refs/heads/{given['ref']}"
    place.mkdir(exist_ok=True)
    git(place, "init", "--quiet")
    depth = str(given.get("fetch-depth", 1))
    git(place, "fetch", "--quiet", "--depth", depth, source.as_uri(), commit)
    git(place, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    if "path" not in given:
        for name in _INSTALLED:
            if (job.host.environments / name).exists():
                (job.host.environments / name).rename(place / name)
    return {}


def _upload(job: _Job, given: dict[str, Any]) -> dict[str, str]:
    source = job.place / given["path"]
    target = job.run.artefacts / given.get("name", "github-pages")
    if not source.exists():
        assert given.get("if-no-files-found") == "ignore", f"there is no {given['path']}"
    elif source.is_file():
        target.mkdir(parents=True)
        shutil.copy(source, target)
    else:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))
    return {}


def _download(job: _Job, given: dict[str, Any]) -> dict[str, str]:
    run = given.get("run-id", str(job.run.number))
    if run != str(job.run.number):
        rights = job.host.records.tokens[given["github-token"]]
        assert rights.get("actions") == "read", "the token may not read other runs"
    source = job.host.folder / "artefacts" / run / given["name"]
    assert source.is_dir(), f"there is no artefact {given['name']}"
    shutil.copytree(source, given["path"], dirs_exist_ok=True)
    return {}


def _configure(job: _Job, given: dict[str, Any]) -> dict[str, str]:
    assert job.host.records.tokens[job.token].get("pages"), "the token may not read the address"
    return {"base_url": job.host.address.rstrip("/")}


def _deploy(job: _Job, given: dict[str, Any]) -> dict[str, str]:
    rights = job.host.records.tokens[job.token]
    assert rights == {"pages": "write", "id-token": "write"}, "the token may not put a site out"
    job.host.put_out(job.run.artefacts / "github-pages")
    return {"page_url": job.host.address}


_ACTIONS: dict[str, Callable[[_Job, dict[str, Any]], dict[str, str]]] = {
    "actions/checkout": _checkout,
    "actions/setup-python": lambda job, given: {},
    "actions/upload-artifact": _upload,
    "actions/download-artifact": _download,
    "actions/configure-pages": _configure,
    "actions/upload-pages-artifact": _upload,
    "actions/deploy-pages": _deploy,
}
"""What stands for each action; what an action needs of its token is asked for."""
