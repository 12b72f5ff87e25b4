"""Runs sessions of a noxfile in the environment there is: `sessions.py noxfile.py -s NAME -- …`.

It stands for `python3` where a rehearsal must be quick: the functions of the noxfile run as they are,
but install nothing.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any, NoReturn

from nox.command import CommandFailed

HERE = Path(sys.executable).parent


class Session:
    """As much of nox's own as our sessions use."""

    def __init__(self, posargs: list[str]) -> None:
        self.posargs = posargs
        self.virtualenv = SimpleNamespace(bin_paths=[str(HERE)])

    def run(
        self,
        *command: str,
        env: dict[str, str | None] | None = None,
        stdout: IO[str] | None = None,
        **rest: Any,
    ) -> bool:
        """Run a command; raises CommandFailed where it ends with another code than 0."""
        given = {name: value for name, value in (env or {}).items() if value is not None}
        place = f"{HERE}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [str(HERE / command[0]), *command[1:]],
            env={**os.environ, "PATH": place, **given},
            stdout=stdout,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise CommandFailed("it failed", return_code=done.returncode)
        return True

    def log(self, words: str) -> None:
        """Say something."""
        print(f"nox > {words}", flush=True)

    def error(self, words: str) -> NoReturn:
        """End with an error."""
        raise CommandFailed(words)


def main() -> int:
    """Run the sessions that are named, and return the exit code."""
    file, flag, *rest = sys.argv[1:]
    names, posargs = rest, []
    if "--" in rest:
        names, posargs = rest[: rest.index("--")], rest[rest.index("--") + 1 :]
    assert flag == "-s"
    if "--install-only" in names:
        return 0
    spec = importlib.util.spec_from_file_location("noxfile", Path(file).absolute())
    assert spec
    assert spec.loader
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.install = lambda session, *locks: None
    try:
        for name in names:
            getattr(module, name)(Session(posargs))
    except CommandFailed as failed:
        print(f"nox > {failed}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
