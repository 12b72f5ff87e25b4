"""Runs a case: lays its changes over the sound base site, and returns all that is then said."""

import contextlib
import os
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from click.testing import CliRunner
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

from plainfigures.cli import main
from plainfigures.figures.findings import Finding
from plainfigures.say import FORMATS
from tests.making import write_macros

__all__ = ["CASES", "apply_edits", "case_names", "make_base", "run_case"]

CASES = Path(__file__).parent
NOW = "1748736000"
"""The moment at which every case is run: 1 June 2025, in the night."""

_REMOVED = "(removed)"
_EDIT_LINE = re.compile(r"[-+ ](?: |$)")


def case_names() -> list[str]:
    """Return the names of all cases, in their order."""
    return sorted(file.parent.name for file in CASES.glob("*/input"))


def make_base(folder: Path) -> Path:
    """Write the base site into `folder`, with what a check of it keeps; nothing is wrong in it."""
    shutil.copytree(CASES / "base", folder, dirs_exist_ok=True)
    write_macros(folder)
    said = _run(folder, ["check"])
    assert said == "Nothing wrong.\nexit 0\n", said
    return folder


def run_case(name: str, base: Path, folder: Path, rules: set[str] | None = None) -> str:
    """Make the site of a case in `folder`, from a copy of `base`; returns what is said of it.

    The last line is `exit`, with the exit code. The rules that a check found broken go into `rules`.
    """
    case = CASES / name
    shutil.copytree(base, folder, dirs_exist_ok=True)
    ignore = shutil.ignore_patterns("edits.txt")
    shutil.copytree(case / "input", folder, ignore=ignore, dirs_exist_ok=True)
    if (case / "input" / "edits.txt").is_file():
        apply_edits((case / "input" / "edits.txt").read_text("utf-8"), folder)
    told: list[Finding] = []
    said = _run(folder, _words(case / "command.txt"), _text(case / "answers.txt"), told)
    if rules is not None:
        rules |= {one.rule for one in told}
    return said


def apply_edits(edits: str, folder: Path) -> None:
    """Change files under `folder` as `edits` says, in the form that `README.md` tells."""
    kept = "\n".join(line for line in edits.splitlines() if not line.startswith("#"))
    for block in re.split(r"\n\n+", kept.strip("\n")):
        path, *lines = block.split("\n")
        file = folder / path
        if lines == [_REMOVED]:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
            continue
        assert lines, f"{path}: no line says what changes"
        assert all(_EDIT_LINE.match(line) for line in lines), f"{path}: begin lines with -, + or  "
        old = [line[2:] for line in lines if line[0] in "- "]
        new = [line[2:] for line in lines if line[0] in "+ "]
        file.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_bytes().decode() if file.is_file() else ""
        there = text.split("\n")
        if old:
            places = [at for at in range(len(there)) if there[at : at + len(old)] == old]
            assert len(places) == 1, f"{path}: {old} is there {len(places)} times"
            there[places[0] : places[0] + len(old)] = new
        else:
            there = [*text.rstrip("\n").split("\n"), *new, ""] if text else [*new, ""]
        file.write_bytes("\n".join(there).encode())


def _run(
    folder: Path, words: list[str], answers: str | None = None, told: list[Finding] | None = None
) -> str:
    def as_text(findings: Sequence[Finding]) -> str:
        (told if told is not None else []).extend(findings)
        return plain_text(findings)

    plain_text = FORMATS["text"]
    listening = mock.patch.dict(FORMATS, {"text": as_text})
    # One process: to start others takes longer than all there is to do.
    one_core = mock.patch.object(os, "cpu_count", return_value=1)
    runner = CliRunner(env={"SOURCE_DATE_EPOCH": NOW, "PLAINFIGURES_SHARED": str(folder.parent)})
    with contextlib.chdir(folder), one_core, listening, _kept_templates():
        result = runner.invoke(main, words, input=answers, prog_name="plainfigures")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    said = result.output.replace(str(folder), "SITE").rstrip("\n")
    return f"{said}\nexit {result.exit_code}\n"


@contextlib.contextmanager
def _kept_templates() -> Iterator[None]:
    """Keep from run to run what the renderer makes of the theme, which is the same for all cases."""
    plain_env = Theme.get_env

    def get_env(theme: Theme) -> Environment:
        environment: Environment = plain_env(theme)
        environment.bytecode_cache = _COMPILED
        return environment

    with mock.patch.object(Theme, "get_env", get_env):
        yield


class _Compiled(BytecodeCache):
    """Templates as they were compiled, kept in this process."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was kept of it."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _words(file: Path) -> list[str]:
    return shlex.split(file.read_text("utf-8")) if file.is_file() else ["check"]


def _text(file: Path) -> str | None:
    return file.read_text("utf-8") if file.is_file() else None
