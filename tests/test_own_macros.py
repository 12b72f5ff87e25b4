"""A site's own macros: loaded, or told with the file and the line at which they fail."""

from pathlib import Path

import pytest

from plainfigures.errors import PlacedProblem
from plainfigures.own_macros import load_own_macros, names_in_macros

DOOR = "def define_env(env): pass\n"


def problem(folder: Path, module: str, own: str = "") -> PlacedProblem:
    """Return what is said of a site's macros module, and of a file `own.py` beside it."""
    macros = folder / "macros"
    macros.mkdir()
    (macros / "__init__.py").write_text(module, "utf-8")
    (macros / "own.py").write_text(own, "utf-8")
    with pytest.raises(PlacedProblem) as caught:
        load_own_macros(macros)(None)
    return caught.value


@pytest.mark.parametrize(
    ("own", "line", "words"),
    [
        ("import nowhere_at_all\n", 1, 'nothing called "nowhere_at_all" is there to be imported'),
        ("from os import pathe\n", 1, '"os" does not have "pathe"'),
        ("\ndef one(:\n", 2, "this line is not written as Python is"),
        ("ONE = 1\nTWO = on\n", 2, 'nothing here is called "on"'),
        ("ONE = ''.uper()\n", 1, 'what this line uses has no "uper"'),
        ("ONE = {}['a']\n", 1, "there is no entry 'a'"),
        ("raise SystemExit\n", 1, "this line ends the program"),
        ("raise ValueError\n", 1, "this line fails"),
        ("raise ValueError('No.')\n", 1, "No"),
    ],
)
def test_what_fails_is_told_at_its_line_of_its_file(
    tmp_path: Path, own: str, line: int, words: str
) -> None:
    found = problem(tmp_path, f"from macros.own import ONE\n{DOOR}", own)
    assert (found.path, found.line) == ("macros/own.py", line)
    assert found.message.startswith(f"The site's own macros cannot be used: {words}")
    assert found.message.endswith(".")
    assert found.remedy == "Mend it there, or ask whoever wrote the site's own macros."


def test_macros_that_fail_when_they_are_asked_for_are_told_too(tmp_path: Path) -> None:
    found = problem(tmp_path, f"{DOOR}def own_macros(desk):\n    return desk.nothing\n")
    assert (found.path, found.line) == ("macros/__init__.py", 3)


def test_a_site_without_the_door_for_its_macros_is_told(tmp_path: Path) -> None:
    found = problem(tmp_path, "ONE = 1\n")
    assert found.message == (
        "macros/__init__.py has no define_env, so no page would have its figures."
    )
    with pytest.raises(PlacedProblem) as caught:
        load_own_macros(tmp_path / "elsewhere")
    assert caught.value.message == (
        "There is no macros/__init__.py, so no page would have its figures."
    )
    assert "plainfigures new site" in caught.value.remedy


def test_macros_are_loaded_and_their_names_are_known_even_unread(tmp_path: Path) -> None:
    folder = tmp_path / "macros"
    folder.mkdir()
    text = f"{DOOR}def own_macros(desk):\n    return {{'hello': lambda: desk}}\n"
    (folder / "__init__.py").write_text(text, "utf-8")
    assert load_own_macros(folder)("you")["hello"]() == "you"
    (folder / "broken.py").write_text("def goodbye(:\n", "utf-8")
    assert {"hello", "goodbye"} <= names_in_macros(folder)
    assert names_in_macros(tmp_path / "elsewhere") == frozenset()


def test_a_folder_or_a_broken_link_with_the_name_of_a_module_has_no_names(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").mkdir()
    (tmp_path / "round.py").symlink_to("round.py")
    (tmp_path / "own.py").write_text("def oars(): pass\n", "utf-8")
    assert "oars" in names_in_macros(tmp_path)
    with pytest.raises(PlacedProblem, match=r"There is no macros/__init__\.py"):
        load_own_macros(tmp_path)
