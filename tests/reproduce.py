"""The same commit, built in many surroundings: every byte must be the same. `nox -s reproduce`.

Each build starts from the commit, in a folder of its own, with the generator of that commit. The
first file that differs is named, and where in it. With `--working`, it is the files as they are.
"""

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import PARTS, ROOT
from tests.reproducing.differences import first_difference
from tests.reproducing.environments import ENVIRONMENTS, Environment, NotHere, Place

AS_OF = "2026-11-22"
_SOURCE = ("src", "pyproject.toml", "README.md", "LICENSE")
_LOCKS = ("requirements.lock", "requirements-tools.lock", "requirements-site-tests.lock")
_FIRST = Environment("the reference: a plain folder, two jobs, nothing kept")


def main() -> None:
    """Build everywhere, and end with 1 where a byte differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--working", action="store_true", help="build the files as they are")
    parser.add_argument("--only", default="", help="surroundings with these words in their name")
    parser.add_argument("--site", type=Path, help="another site than this one, with --working")
    parser.add_argument("--no-pictures", action="store_true", help="leave out what takes longest")
    given = parser.parse_args()
    words = ["--no-pictures"] if given.no_pictures else []
    with tempfile.TemporaryDirectory(prefix="reproduce-") as folder:
        base = Path(folder).resolve()
        base.chmod(0o755)
        source = _source(base, given.working or given.site)
        sys.exit(run_all(base, given.only, source, given.site, words))


def run_all(base: Path, only: str, source: Path, site: Path | None, words: Sequence[str]) -> int:
    """Build in all surroundings that have `only` in their name; returns the exit code."""
    try:
        first, took = build_in(_FIRST, base / "first", source, site, words)
    except subprocess.CalledProcessError as error:
        print(f"There is nothing to compare with: exit {error.returncode}")
        print(_end_of(error))
        return 1
    report = (first / "data" / "build.json").read_bytes()
    files = sum(file.is_file() for file in first.rglob("*"))
    print(f"{took:5.1f} s  {_FIRST.name}: {files} files", flush=True)
    wrong, missing = 0, 0
    for number, environment in enumerate(ENVIRONMENTS, 1):
        if only not in environment.name:
            continue
        try:
            built, took = build_in(environment, base / f"place{number}", source, site, words)
        except NotHere as lacking:
            missing += 1
            print(f"NOT RUN  {environment.name}: {lacking}", flush=True)
            continue
        except subprocess.CalledProcessError as error:
            wrong += 1
            print(f"FAILED   {environment.name}: exit {error.returncode}", flush=True)
            print(_end_of(error), flush=True)
            continue
        python = _without_python(first, built)
        said = first_difference(first, built) or f"the same bytes{python}"
        wrong += not said.startswith("the same bytes")
        print(f"{took:5.1f} s  {environment.name}: {said}", flush=True)
        shutil.rmtree(base / f"place{number}", ignore_errors=True)
    print(f"{wrong} differ, {missing} not run")
    print(f"sha256 of data/build.json: {hashlib.sha256(report).hexdigest()}")
    return int(bool(wrong))


def build_in(
    environment: Environment, holder: Path, source: Path, site: Path | None, words: Sequence[str]
) -> tuple[Path, float]:
    """Build a site in surroundings below `holder`; returns it, and the seconds it took.

    Raises NotHere, and CalledProcessError with the output of a build that failed.
    """
    root = holder / (environment.where or "site of this build")
    root.parent.mkdir(parents=True)
    _lay_out(site or source, root, backwards=environment.backwards)
    place = Place(root, source if site else root, holder)
    environment.arrange(place)
    variables = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    paths = [holder / "shim", place.code or place.source / "src"]
    variables["PYTHONPATH"] = os.pathsep.join(str(one) for one in paths)
    for name, value in environment.variables.items():
        if value is None:
            variables.pop(name, None)
        else:
            variables[name] = value.replace("{holder}", str(holder))
    command = [place.python, "-m", "plainfigures", "build", "--as-of", AS_OF]
    command += [*environment.words, *words]
    if place.before[:1] == ["script"]:
        command = [*place.before, shlex.join(command), "/dev/null"]
    else:
        command = [*place.before, *command]
    start = time.monotonic()
    subprocess.run(
        command,
        cwd=place.cwd or root,
        env=variables,
        umask=environment.umask,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
    )
    return root / "site", time.monotonic() - start


def _source(base: Path, working: object) -> Path:
    """Return a folder with what is built: the commit, as git gives it, or the files as they are."""
    target = base / "source"
    if not working:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(target)], check=True)
        if _changed():
            print("Files here differ from the commit; it is the commit that is built.", flush=True)
        return target
    target.mkdir()
    for name in (*PARTS, *_SOURCE, *_LOCKS):
        part = ROOT / name
        if part.is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(part, target / name, ignore=skipped)
        else:
            shutil.copy(part, target / name)
    return target


def _end_of(error: subprocess.CalledProcessError) -> str:
    return (error.stdout or b"").decode(errors="replace")[-2000:]


def _changed() -> bool:
    words = ["git", "status", "--porcelain"]
    return bool(subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout)


def _without_python(site: Path, other: Path) -> str:
    """Take the version of Python out of the record of a site where it is another; return it."""
    files = [one / "data" / "build.json" for one in (site, other)]
    ours, theirs = (json.loads(file.read_bytes())["versions"]["python"] for file in files)
    if ours == theirs:
        return ""
    text = files[1].read_text("utf-8").replace(f'"python": "{theirs}"', f'"python": "{ours}"')
    files[1].write_text(text, "utf-8")
    return f" but for the version of Python in data/build.json, {theirs}"


def _lay_out(source: Path, root: Path, *, backwards: bool) -> None:
    """Put a site into a folder: as a clone, or file by file; `backwards` makes the last file first."""
    if (source / ".git").exists():
        subprocess.run(["git", "clone", "-q", str(source), str(root)], check=True)
        return
    files = sorted((file for file in source.rglob("*") if file.is_file()), reverse=backwards)
    for file in files:
        if {"__pycache__", ".plainfigures", "site"} & set(file.relative_to(source).parts[:-1]):
            continue
        target = root / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


if __name__ == "__main__":
    main()
