"""What may leave this machine, and what stays."""

import ast
import importlib
import pickle
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from plainfigures.downloads import Downloads
from plainfigures.errors import MachineProblem
from plainfigures.executing import Scheduler
from plainfigures.executing.cluster import reaching
from plainfigures.executing.parcels import PACKED, PLAIN, STAYING, parcel_of
from plainfigures.executing.problems import NEEDED
from plainfigures.making_elsewhere import make_all
from plainfigures.read.holding import LeftOut
from plainfigures.read.packages import read_package
from tests.executing.errands import add
from tests.making import catalogue_of, make_site

SOURCE = Path(__file__).parent.parent.parent / "src" / "plainfigures"


class Asked(Executor):
    """Does nothing, and knows what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def submit(self, make: Callable[..., Any], /, *given: Any, **_: Any) -> "Future[Any]":
        """Take note of a task."""
        self.asked.append((make, given))
        return Future()


def given_away() -> set[str]:
    """Return the full names of all functions that the code gives to an executor."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        if "executing" in file.parts:
            continue
        module = "plainfigures." + file.relative_to(SOURCE).with_suffix("").as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "submit"
                and isinstance(node.args[0], ast.Name)
            ):
                made = getattr(importlib.import_module(module.replace("/", ".")), node.args[0].id)
                found.add(f"{made.__module__}.{made.__qualname__}")
    return found


def test_of_every_task_it_is_said_whether_it_may_leave_this_machine() -> None:
    found = given_away()
    assert len(found) > 5
    assert found - PLAIN.keys() - PACKED.keys() - STAYING.keys() == set()


@pytest.mark.parametrize("name", sorted({*PLAIN, *PACKED, *STAYING}))
def test_every_task_that_is_named_is_there(name: str) -> None:
    module, _, function = name.rpartition(".")
    made = getattr(importlib.import_module(module), function)
    assert f"{made.__module__}.{made.__qualname__}" == name


def test_the_files_of_a_data_package_go_along(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")
    folder = root / "datasets" / "money"
    parcel = parcel_of(read_package, (folder, root, None))
    assert parcel
    sent = pickle.dumps((parcel.make, parcel.given))
    assert str(tmp_path).encode() not in sent
    assert parcel.make(*parcel.given) == read_package(folder, root)


def test_downloads_are_made_of_what_may_be_seen(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")
    folders = {one.name: one for one in (root / "datasets").iterdir()}
    held = {"money": LeftOut(rows={"budget.csv": (1,)})}
    catalogue, asked = catalogue_of(root), Asked()
    Downloads(catalogue, folders, ["Somebody"], tmp_path / "kept", held).begin(asked)
    parcel = parcel_of(*asked.asked[0])
    assert parcel
    sent = pickle.dumps((parcel.make, parcel.given))
    assert str(tmp_path).encode() not in sent
    left_out = (root / "datasets" / "money" / "budget.csv").read_bytes().splitlines()[1]
    assert left_out not in sent
    made = parcel.make(*parcel.given)
    assert parcel.keep
    parcel.keep(made)
    kept = Downloads(catalogue, folders, ["Somebody"], tmp_path / "kept", held)
    kept.write(tmp_path / "there")
    Downloads(catalogue, folders, ["Somebody"], tmp_path / "other", held).write(tmp_path / "here")
    files = sorted(one.relative_to(tmp_path / "here") for one in (tmp_path / "here").rglob("*.*"))
    assert len(files) > 10
    assert all(
        (tmp_path / "here" / one).read_bytes() == (tmp_path / "there" / one).read_bytes()
        for one in files
    )
    kept.begin(asked)
    assert len(asked.asked) == 1


def test_what_is_held_back_stays(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")
    held = LeftOut(rows={"budget.csv": (1,)})
    assert parcel_of(read_package, (root / "datasets" / "money", root, held)) is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")
    folder = root / "datasets" / "money"
    (tmp_path / "elsewhere.csv").write_text("secret", "utf-8")
    (folder / "more.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert parcel_of(read_package, (folder, root)) is None


def test_what_reaches_a_scheduler_is_installed_by_the_line_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = tomllib.loads((SOURCE.parent.parent / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["optional-dependencies"]["distributed"] == [NEEDED]
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(MachineProblem) as told,
        reaching(Scheduler("tcp://127.0.0.1:1", patience=1), None),
    ):
        pass
    assert f'python -m pip install "{NEEDED}"' in told.value.remedy


def test_a_task_that_is_not_named_stays() -> None:
    assert parcel_of(add, (1, 1)) is None
    assert parcel_of(make_all, ([(add, (1, 1))],)) is None
