"""Patterns from data, in bounded time."""

import pytest

from plainfigures.errors import PatternProblem
from plainfigures.figures.patterns import BoundedPattern


def test_a_fair_pattern_fits_whole_texts() -> None:
    pattern = BoundedPattern("[a-z]+(-[a-z]+)*")
    assert pattern.matches_whole("north-west")
    assert not pattern.matches_whole("north-west!")
    month = "[0-9]{4}-[0-9]{2}(-[0-9]{2})?"
    assert BoundedPattern(f"({month}|fy{month})(/({month}|fy{month}|{month}))?")
    assert BoundedPattern("[0-9]+").spans("12 and 3") == [(0, 2), (7, 8)]


def test_a_pattern_that_fits_in_too_many_ways_gives_up() -> None:
    pattern = BoundedPattern("(a|aa)+$", seconds=0.05)
    with pytest.raises(PatternProblem, match="takes too long"):
        pattern.matches_whole("a" * 5000 + "b")
    with pytest.raises(PatternProblem, match="takes too long"):
        BoundedPattern("(a|aa)+c", seconds=0.05).spans("a" * 5000 + "b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(T", "is not a pattern"),
        (r"\p{L}", "is not a pattern"),
        ("a" * 2000, "letters"),
        ("(a{900}){900}", "more often"),
        ("a{9999999999}", "more often"),
        ("(" * 450 + ")" * 450, "is not a pattern"),
    ],
)
def test_what_is_no_pattern_or_too_much_is_refused(text: str, said: str) -> None:
    with pytest.raises(PatternProblem, match=said):
        BoundedPattern(text)
