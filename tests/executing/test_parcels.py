"""What may leave this machine, and what stays."""

import ast
import importlib
import pickle
from pathlib import Path

import pytest

from plainfigures.executing.parcels import PACKED, PLAIN, STAYING, parcel_of
from plainfigures.making_elsewhere import make_all
from plainfigures.read.holding import LeftOut
from plainfigures.read.packages import read_package
from tests.executing.errands import add
from tests.making import make_site

SOURCE = Path(__file__).parent.parent.parent / "src" / "plainfigures"


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


def test_a_task_that_is_not_named_stays() -> None:
    assert parcel_of(add, (1, 1)) is None
    assert parcel_of(make_all, ([(add, (1, 1))],)) is None
