"""YAML that comes to more than is read."""

import pytest

from plainfigures.errors import BoundsProblem
from plainfigures.figures.yaml_bounds import hold_within_bounds

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, "repeated"),
        ("a: &a [*a]\n", "repeats itself"),
        ("[" * 5000, "within one another"),
        ("{a: " * 5000, "within one another"),
        ("- " * 5000 + "x", "within one another"),
        ("? " * 50_000, "within one another"),
        ("\n".join(" " * step + "a:" for step in range(60)), "within one another"),
        ("a: 0x" + "f" * 9000, "a hundred digits"),
        ("a: " + ":".join(["59"] * 900), "a hundred digits"),
        ("a: !!timestamp 99999-01-01", "begins with !"),
        ("a: !!bool perhaps", "begins with !"),
        ("a: b\n" * 50_000, "200 KB"),
    ],
)
def test_what_comes_to_too_much_is_refused(text: str, said: str) -> None:
    with pytest.raises(BoundsProblem, match=said):
        hold_within_bounds(text)


@pytest.mark.parametrize("text", ["", "a: *b", "a: [b", "a: &x {b: c}\nd: *x", "title: Wow!! *so*"])
def test_what_is_small_passes_and_faults_are_told_elsewhere(text: str) -> None:
    hold_within_bounds(text)
