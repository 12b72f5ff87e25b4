"""References: read, written, and refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import ReferenceProblem
from plainfigures.figures.references import Reference, parse_reference, slug_of_field

slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
keys = st.lists(slugs, min_size=1, max_size=3).map(".".join)
periods = st.sampled_from(["", "latest", "2024-07", "2024-03-31", "fy2024-25", "fy2024-25.m4"])
references = st.builds(
    Reference, slugs, slugs, keys, periods, slugs | st.just(""), slugs | st.just("")
)


@given(references)
def test_a_reference_is_read_back_as_written(reference: Reference) -> None:
    assert parse_reference(str(reference)) == reference


@given(references, slugs)
def test_a_part_can_be_put_in_and_taken_out(reference: Reference, vintage: str) -> None:
    assert str(reference.at("").of_vintage("")).count("@") == 0
    assert str(reference.of_vintage(vintage)).endswith(f"~{vintage}")
    assert reference.at("2030-01").period == "2030-01"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("money/budget/stations", Reference("money", "budget", "stations")),
        (
            "money/budget/stations/variance",
            Reference("money", "budget", "stations", "", "variance"),
        ),
        (
            "r/times/first-engine.eastmere@latest",
            Reference("r", "times", "first-engine.eastmere", "latest"),
        ),
        (
            "r/staff/all@2023-03-31/men~2024",
            Reference("r", "staff", "all", "2023-03-31", "men", "2024"),
        ),
        ("r/x/y@fy2024-25.m12", Reference("r", "x", "y", "fy2024-25.m12")),
    ],
)
def test_the_parts_of_a_reference(text: str, parts: Reference) -> None:
    assert parse_reference(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "money",
        "money/budget",
        "Money/budget/stations",
        "money/budget/fire stations",
        "money/budget/stations@July",
        "money/budget/stations@",
        "money/budget/-stations",
        "money/budget/a..b",
        "money/budget/stations/variance/more",
        "money/budget/stations\n",
        "money/budget/stations@２０２４-07",
    ],
)
def test_what_is_no_reference_is_refused_with_its_form(text: str) -> None:
    with pytest.raises(ReferenceProblem) as caught:
        parse_reference(text)
    assert caught.value.message == f'"{text}" is not a reference.'
    assert caught.value.remedy == (
        "Find it with: plainfigures figures WORDS. A reference is folder/table/row, then @time, "
        "/column and ~version where they are needed, all in lower case."
    )


@given(st.text())
def test_any_text_is_a_reference_or_is_refused(text: str) -> None:
    try:
        reference = parse_reference(text)
    except ReferenceProblem:
        return
    assert str(reference) == text


def test_a_field_stands_in_a_reference_with_hyphens() -> None:
    assert slug_of_field("use_of_Reserves") == "use-of-reserves"
