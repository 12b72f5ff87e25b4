"""The house: rooms import only `figures`, and nothing in it knows its first user."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "plainfigures"
ROOMS = {"figures", "read", "check", "write", "draw", "publish"}
ABOVE = {
    "beginning",
    "build",
    "cli",
    "describing",
    "downloads",
    "drawings",
    "figure_lists",
    "finishing",
    "held_data",
    "joining",
    "keeping",
    "made_pages",
    "making_elsewhere",
    "preparing",
    "preview",
    "searching",
    "seen",
    "sharing",
    "verifying",
}
"""The modules that may know every room."""


def imports_of(file: Path) -> Iterator[str]:
    """Yield the full names of what a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def rooms_of(file: Path) -> set[str]:
    """Return the rooms that a module imports from."""
    parts = (name.split(".") for name in imports_of(file))
    return {part[1] for part in parts if part[0] == "plainfigures" and len(part) > 1} & ROOMS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_no_room_but_figures(room: str) -> None:
    allowed = {room, "figures"}
    strays = {
        file.relative_to(SOURCE).as_posix(): rooms_of(file) - allowed
        for file in (SOURCE / room).rglob("*.py")
        if rooms_of(file) - allowed
    }
    assert strays == {}


def test_only_the_recipe_and_the_command_line_know_the_rooms() -> None:
    strays = {
        file.name: rooms_of(file) - {"figures"}
        for file in SOURCE.glob("*.py")
        if file.stem not in ABOVE and rooms_of(file) - {"figures"}
    }
    assert strays == {}


@pytest.mark.parametrize(
    ("library", "room"),
    [
        ("copier", "starting"),
        ("distributed", "executing"),
        ("frictionless", "read"),
        ("matplotlib", "draw"),
        ("textstat", "check"),
        ("xlsxwriter", "publish"),
    ],
)
def test_a_library_is_known_to_its_room_only(library: str, room: str) -> None:
    users = {
        file.relative_to(SOURCE).parts[0]
        for file in SOURCE.rglob("*.py")
        if any(name.partition(".")[0] == library for name in imports_of(file))
    }
    assert users == {room}


def test_the_generator_names_neither_its_first_user_nor_its_trade() -> None:
    # A tree's own `.children` is no word of theirs.
    pattern = re.compile(r"oldham|ofsted|bury council|buckinghamshire|(?<![.-])\bchild(ren)?\b")
    found = {
        (file.relative_to(SOURCE).as_posix(), match[0])
        for file in SOURCE.rglob("*")
        if file.suffix in {".py", ".html", ".css", ".js", ".jinja", ".md", ".yml", ".json", ".csv"}
        for match in pattern.finditer(file.read_text("utf-8").lower())
    }
    assert found == set()


def test_no_module_grows_into_two_rooms() -> None:
    long = {
        file.relative_to(SOURCE).as_posix(): count
        for file in SOURCE.rglob("*.py")
        if (count := len(file.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_every_name_that_a_module_offers_is_there_and_every_public_one_is_explained() -> None:
    problems = []
    for file in SOURCE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        if not ast.get_docstring(tree):
            problems.append(f"{file.name} says nothing of itself")
        problems += [
            f"{file.name}: {node.name} is not explained"
            for node in tree.body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and node.name[0] != "_"
            and not ast.get_docstring(node)
        ]
    assert problems == []
