"""The parts that forms are made with: wrapping, scales, and places for labels."""

import ast
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plainfigures.draw
from plainfigures.draw.axis import spread_labels
from plainfigures.draw.measure import clean, measure, wrap
from plainfigures.draw.place import Area, free_place, push_apart
from plainfigures.draw.scale import fit, mark_axis, ratios, tick_texts
from plainfigures.draw.words import day_text
from plainfigures.figures.units import BUILT_IN

QUICK = settings(max_examples=100, deadline=None, database=None)
ROOM = Path(plainfigures.draw.__file__).parent


def test_the_room_imports_figures_and_errors_only() -> None:
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [str(node.module)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                if name.startswith("plainfigures"):
                    allowed = ("plainfigures.draw", "plainfigures.figures", "plainfigures.errors")
                    assert name.startswith(allowed), f"{path.name} imports {name}"


@QUICK
@given(st.text(max_size=80), st.integers(30, 400), st.booleans())
def test_lines_are_no_wider_than_the_room_and_lose_nothing(
    text: str, room: int, bold: bool
) -> None:
    block = wrap(text, room, 14, bold)
    assert all(measure(line, 14, bold) <= room for line in block.lines)
    assert "".join(block.lines).replace(" ", "") == clean(text).replace(" ", "")
    assert block.width == max((measure(line, 14, bold) for line in block.lines), default=0)


def test_lines_are_even() -> None:
    text = "Community health and adult social care"
    block = wrap(text, measure(text) - 1)
    assert block.lines == ("Community health", "and adult social care")


def test_long_words_break_after_a_hyphen_first() -> None:
    word = "semi-independent/supported"
    lines = wrap(word, measure("semi-independent/") + 1).lines
    assert lines == ("semi-independent/", "supported")


def test_what_xml_may_not_hold_is_left_out() -> None:
    assert clean(" a\x00b\ud800c\n d\u202ee\ufffe ") == "abc de"
    assert clean("£12.3\N{NO-BREAK SPACE}million") == "£12.3\N{NO-BREAK SPACE}million"


places = st.lists(st.tuples(st.floats(0, 300), st.floats(5, 60)), min_size=1, max_size=8)


@QUICK
@given(places)
def test_labels_pushed_apart_do_not_meet(wanted: list[tuple[float, float]]) -> None:
    middles, heights = zip(*wanted, strict=True)
    tops = push_apart(middles, heights, 0, 600, gap=4)
    spans = sorted(zip(tops, heights, middles, strict=True))
    for (top, height, middle), (after, _, other) in pairwise(spans):
        assert after >= top + height + 4 - 1e-6
        assert middle <= other
    assert spans[0][0] >= -1e-6
    assert spans[-1][0] + spans[-1][1] <= 600 + 1e-6


def test_labels_with_room_stay_where_they_belong() -> None:
    assert push_apart([10, 100], [20, 20], 0, 200) == [0, 90]


def test_labels_that_meet_share_the_way() -> None:
    assert push_apart([100, 100], [20, 20], 0, 200, gap=4) == [78, 102]


def test_a_free_place_is_over_nothing() -> None:
    within = Area(0, 0, 200, 100)
    line = [(0.0, 60.0), (200.0, 40.0)]
    first = free_place((60, 15), (100, 50), within, [], [line])
    assert first is not None
    second = free_place((60, 15), (100, 50), within, [first], [line])
    assert second is not None
    assert not first.meets(second)
    assert within.holds(first)
    assert free_place((190, 95), (100, 50), within, [], [line]) is None


amounts = st.decimals(-(10**9), 10**9, places=2)


@QUICK
@given(st.lists(amounts, min_size=1, max_size=6), st.integers(3, 7))
def test_axes_hold_their_values_at_even_steps(values: list[Decimal], most: int) -> None:
    ticks = mark_axis(values, most)
    assert ticks[0] <= min(values) <= max(values) <= ticks[-1]
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert 2 <= len(ticks) <= most + 1


@QUICK
@given(st.lists(amounts, min_size=1, max_size=4), st.sampled_from(sorted(BUILT_IN)))
def test_no_two_values_of_an_axis_read_alike(values: list[Decimal], unit: str) -> None:
    texts = tick_texts(mark_axis(values, 5), BUILT_IN[unit])
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("values", "first"),
    [(["60", "100"], "60"), (["20", "100"], "0"), (["-5", "-100"], "-100"), (["0"], "0")],
)
def test_an_axis_starts_at_zero_unless_all_is_far_from_it(values: list[str], first: str) -> None:
    assert mark_axis([Decimal(value) for value in values], 5)[0] == Decimal(first)


ends = st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 90)), min_size=1, max_size=6)


@QUICK
@given(ends, ends)
def test_what_is_fitted_fits(
    lefts: list[tuple[float, float]], rights: list[tuple[float, float]]
) -> None:
    zero, scale = fit([(0.0, 0.0), *lefts], [(0.0, 0.0), *rights], 300)
    assert scale >= 0
    for place, text in lefts:
        assert zero + place * scale - text >= -1e-6
    if scale:
        for place, text in rights:
            assert zero + place * scale + text <= 300 + 1e-6


def test_ratios_are_of_the_largest() -> None:
    assert ratios([Decimal(-50), None, Decimal(100)]) == [-0.5, 0.0, 1.0]
    assert ratios([Decimal(0), None]) == [0.0, 0.0]


def test_labels_along_an_axis_keep_the_first_and_last() -> None:
    places = [float(30 * number) for number in range(10)]
    chosen = [index for index, _ in spread_labels(places, [40.0] * 10, 300)]
    assert chosen[0] == 0
    assert chosen[-1] == 9
    assert len(chosen) < 10


def test_days_are_written_as_pages_write_them() -> None:
    assert day_text("2024-10-02") == "2 October 2024"
    assert day_text("2024-10") == "2024-10"
