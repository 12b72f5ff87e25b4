"""The kinds of build that are measured, each on a copy of the same site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.edits import AS_OF, Edits, edits_of
from tests.bench.measuring import Usage, run
from tests.bench.others import make_floor, make_naive, make_plain, make_plugins

__all__ = ["BUDGETS", "KINDS", "PICTURES", "RIVALS", "Kind", "Yard"]

RIVALS = "PLAINFIGURES_RIVALS"
"""The variable of the environment that names the Python that has the plugins to compare with."""

BUDGETS = {"nothing changed": 0.5, "one page changed": 1.5, "one cell changed": 2.0, "cold": 3.0}
"""At most so many times the floor, from the design."""

PYTHON = sys.executable
PLAINFIGURES = (PYTHON, "-m", "plainfigures", "build", "--as-of", AS_OF)
MKDOCS = (PYTHON, "-m", "mkdocs", "build", "-q")


@dataclass
class Yard:
    """Where one site is built in all ways: `site` is the original, and each way has a copy."""

    folder: Path
    site: Path

    def copy(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the copy of this name, made now if it is not there yet."""
        target = self.folder / name
        if not target.exists():
            make(target)
        return target

    @property
    def floor(self) -> Path:
        """The pages with their macros written out."""
        return self.copy("floor", lambda target: make_floor(self.built, target, AS_OF))

    @property
    def built(self) -> Path:
        """A copy that has been built once, so that its drawings are there."""
        return self.ours("ready", ready=True)

    def ours(self, name: str, *options: str, ready: bool = False) -> Path:
        """Return a copy for our own builds; `ready` once it has been built."""

        def make(target: Path) -> None:
            shutil.copytree(self.site, target)
            if ready:
                run(target, (*PLAINFIGURES, "--no-pictures", *options))

        return self.copy(name, make)

    def edits(self, folder: Path) -> Edits:
        """Return what is changed between builds of a copy."""
        return edits_of(folder)


@dataclass(frozen=True)
class Kind:
    """A kind of build: what is measured in a round, and where it can be.

    `only` says of which sites it can be made: "made up", or all. `needs` says what has to be there
    for it, in words; "" where nothing is missing.
    """

    name: str
    about: str
    once: Callable[[Yard, int, float], Usage]
    needs: Callable[[], str] = lambda: ""
    made_up: bool = False


def _floor(yard: Yard, number: int, limit: float) -> Usage:
    return run(yard.floor, MKDOCS, limit=limit)


def _cold(yard: Yard, number: int, limit: float) -> Usage:
    return _cold_with(yard.ours("ours"), (), limit)


def _cold_with(folder: Path, options: tuple[str, ...], limit: float) -> Usage:
    for made in (".plainfigures", "site"):
        shutil.rmtree(folder / made, ignore_errors=True)
    return run(folder, (*PLAINFIGURES, "--no-pictures", *options), limit=limit)


def _nothing(yard: Yard, number: int, limit: float) -> Usage:
    return run(yard.ours("ready", ready=True), (*PLAINFIGURES, "--no-pictures"), limit=limit)


def _one_page(yard: Yard, number: int, limit: float) -> Usage:
    folder = yard.ours("ready", ready=True)
    yard.edits(folder).change_page(number)
    return run(folder, (*PLAINFIGURES, "--no-pictures"), limit=limit)


def _one_cell(yard: Yard, number: int, limit: float) -> Usage:
    folder = yard.ours("ready", ready=True)
    yard.edits(folder).change_cell(number)
    return run(folder, (*PLAINFIGURES, "--no-pictures"), limit=limit)


def _pictures(yard: Yard, number: int, limit: float) -> Usage:
    folder = yard.ours("pictures", ready=True)
    shutil.rmtree(folder / ".plainfigures" / "pictures", ignore_errors=True)
    run(folder, (*PLAINFIGURES, "--no-pictures"))
    return run(folder, PLAINFIGURES, limit=limit)


def _pictures_one_page(yard: Yard, number: int, limit: float) -> Usage:
    folder = yard.ours("pictures", ready=True)
    if number == 1:
        run(folder, PLAINFIGURES)
    yard.edits(folder).change_page(number)
    return run(folder, PLAINFIGURES, limit=limit)


def _zensical_cold(yard: Yard, number: int, limit: float) -> Usage:
    return run(_plain(yard), _zensical("--clean"), limit=limit)


def _zensical_kept(yard: Yard, number: int, limit: float) -> Usage:
    if number == 1 and not (_plain(yard) / "site").is_dir():
        run(_plain(yard), _zensical())
    return run(_plain(yard), _zensical(), limit=limit)


def _zensical_page(yard: Yard, number: int, limit: float) -> Usage:
    folder = _plain(yard)
    page = yard.edits(yard.site).page.relative_to(yard.site)
    text = (folder / page).read_text("utf-8").partition("\nAgain")[0]
    (folder / page).write_text(f"{text}\nAgain{' again' * number}.\n", "utf-8")
    return run(folder, _zensical(), limit=limit)


def _plain(yard: Yard) -> Path:
    return yard.copy("plain", lambda target: make_plain(yard.floor, target))


def _zensical(*options: str) -> tuple[str, ...]:
    return (str(Path(PYTHON).parent / "zensical"), "build", *options)


def _no_zensical() -> str:
    there = (Path(PYTHON).parent / "zensical").is_file()
    return "" if there else "zensical is not installed beside this Python"


def _renderer_cold(yard: Yard, number: int, limit: float) -> Usage:
    return _cold_with(yard.ours("zensical"), ("--renderer", "zensical"), limit)


def _renderer_page(yard: Yard, number: int, limit: float) -> Usage:
    options = ("--renderer", "zensical")
    folder = yard.ours("zensical-ready", *options, ready=True)
    yard.edits(folder).change_page(number)
    return run(folder, (*PLAINFIGURES, "--no-pictures", *options), limit=limit)


def _no_renderer() -> str:
    said = subprocess.run(
        (PYTHON, "-m", "plainfigures", "build", "--help"),
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if "--renderer" in said.stdout else "this version of plainfigures has no --renderer"


def _plugins(yard: Yard, number: int, limit: float) -> Usage:
    folder = yard.copy("plugins", lambda target: make_plugins(yard.site, target))
    return run(folder, (os.environ[RIVALS], "-m", "mkdocs", "build", "-q"), limit=limit)


def _no_plugins() -> str:
    return "" if os.environ.get(RIVALS) else f"{RIVALS} names no Python that has the plugins"


def _naive(yard: Yard, number: int, limit: float) -> Usage:
    folder = yard.copy("naive", lambda target: make_naive(yard.floor, yard.site, target))
    return run(folder, MKDOCS, limit=limit)


KINDS: tuple[Kind, ...] = (
    Kind("floor", "plain MkDocs: macros written out, charts ready files, our theme", _floor),
    Kind("nothing changed", "ours, with what the last build kept", _nothing),
    Kind("one page changed", "ours, after a sentence was added to one page", _one_page),
    Kind("one cell changed", "ours, after one figure or label of a table was changed", _one_cell),
    Kind("cold", "ours, with nothing kept", _cold),
    Kind("cold, on Zensical", "ours, with --renderer zensical", _renderer_cold, _no_renderer),
    Kind(
        "one page, on Zensical",
        "ours, with --renderer zensical, after a sentence was added",
        _renderer_page,
        _no_renderer,
    ),
    Kind(
        "Zensical alone, cold",
        "the pages of the floor, with its own theme",
        _zensical_cold,
        _no_zensical,
    ),
    Kind(
        "Zensical alone, nothing changed",
        "the same, with its cache",
        _zensical_kept,
        _no_zensical,
    ),
    Kind(
        "Zensical alone, one page",
        "the same, with its cache, after a sentence was added",
        _zensical_page,
        _no_zensical,
    ),
    Kind(
        "macros + table-reader + charts",
        "MkDocs with three plugins and Material's theme: the editors' pages only, nothing validated",
        _plugins,
        _no_plugins,
        made_up=True,
    ),
    Kind(
        "naive assembly",
        "the floor, with a macro for each figure; validates and draws everything each time",
        _naive,
    ),
)

PICTURES: tuple[Kind, ...] = (
    Kind("pictures for sharing", "ours, all pictures drawn and nothing else changed", _pictures),
    Kind(
        "pictures, one page", "ours with pictures, after a sentence was added", _pictures_one_page
    ),
)
"""Measured apart, and of this project's own site alone."""
