"""What a drawing says: values, remarks and gaps in words, and nothing told by colour alone."""

import re
from itertools import pairwise

import pytest
from lxml import etree
from msgspec.structs import replace

from plainfigures.draw import draw
from plainfigures.draw.layout import FORMS as LAID_OUT
from plainfigures.draw.style import PAINTS
from plainfigures.errors import ChartProblem
from plainfigures.figures.pictures import FORMS, WIDTHS, Picture, Series
from tests.draw.drawn import SVG, bars, read_texts, style_of
from tests.draw.samples import (
    BARS,
    CHILDREN,
    DIVERGING,
    DOTS,
    GBP,
    GROUPED,
    LINES,
    LINES_MONEY,
    PERCENT,
    RATE,
    SAMPLES,
    STACKED,
    STACKED_REST,
    STEPS,
    TIMELINE,
    WATERFALL,
    picture,
    point,
)

BOTH = pytest.mark.parametrize("width", WIDTHS)


def said(sample: Picture, width: str) -> str:
    return " ".join(one.text for one in read_texts(draw(sample, width)))


def test_every_form_is_laid_out() -> None:
    assert list(LAID_OUT) == list(FORMS)
    assert {sample.form for sample in SAMPLES} == set(FORMS)


@BOTH
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_every_label_is_there_in_full(sample: Picture, width: str) -> None:
    text = said(sample, width)
    if sample.form != "lines":
        for series in sample.series:
            for one in series.points:
                assert one.label in text
    if len(sample.series) > 1:
        assert all(series.label in text for series in sample.series)


@BOTH
def test_values_and_remarks_stand_beside_bars(width: str) -> None:
    text = said(BARS, width)
    assert "£11.9 million, forecast" in text
    assert "£12.3 million, forecast, revised" in text
    assert "£14,000, looks wrong" in text
    assert "not published by service" in text
    assert "not stated" in said(GROUPED, width)
    diverging = said(DIVERGING, width)
    assert "\N{MINUS SIGN}£1 million, provisional" in diverging
    assert "£0" in diverging
    assert "not published" in diverging


def test_a_value_is_written_as_the_chart_says() -> None:
    one = picture("bars", Series("", (point("Share", "60", shown="over 60%"),)), unit=PERCENT)
    assert "over 60%" in said(one, "wide")


def test_a_unit_that_counts_people_leaves_its_noun_to_the_subtitle() -> None:
    one = picture("bars", Series("", (point("Helped", "603"),)), unit=CHILDREN)
    assert said(one, "wide").endswith("603")


@BOTH
def test_lengths_of_bars_are_in_proportion(width: str) -> None:
    one = picture(
        "bars", Series("", (point("a", "100"), point("b", "25"), point("c", "0"))), unit=PERCENT
    )
    (left, _, long, _), (also_left, _, short, _) = bars(draw(one, width))
    assert left == also_left
    assert (long - left) / (short - left) == pytest.approx(4, rel=0.02)


@BOTH
def test_what_is_below_zero_lies_on_the_other_side(width: str) -> None:
    first, *_, small = bars(draw(DIVERGING, width))
    assert small[2] <= first[0] + 0.2
    assert small[2] - small[0] >= 1


@BOTH
def test_a_forecast_differs_without_colour(width: str) -> None:
    settled = picture("bars", Series("", (point("a", "5"), point("b", "9"))), unit=PERCENT)
    points = settled.series[0].points
    marked = replace(settled.series[0], points=(points[0], replace(points[1], marks=("forecast",))))
    assert len(bars(draw(settled, width))) == 2
    assert len(bars(draw(replace(settled, series=(marked,)), width))) == 1


def test_four_series_of_bars_have_four_fills() -> None:
    series = [Series(f"S{n}", (point("a", "5"),)) for n in range(4)]
    drawn = draw(picture("grouped-bars", *series, unit=PERCENT), "wide")
    # Each colour tells one series; without colour: two are solid (dark and light), one striped,
    # one hollow.
    filled = [
        style_of(path)["fill"]
        for path in etree.fromstring(drawn).iter(f"{SVG}path")
        if "series" in style_of(path).get("fill", "")
    ]
    assert set(filled) == {"var(--pf-series-1, #12436D)", "var(--pf-series-2, #28A197)"}


@BOTH
def test_lines_say_what_they_do_not_show(width: str) -> None:
    text = said(LINES, width)
    assert "The scale starts at 60, not at zero." in text
    assert "England, 2021: not collected" in text
    for words in ("looks wrong", "revised", "69, provisional", "North West 95"):
        assert words in text
    assert "The scale starts" not in said(LINES_MONEY, width)
    assert "£0" in said(LINES_MONEY, width)


def test_a_remark_without_room_stands_below() -> None:
    spikes = tuple(
        point(
            str(1990 + n),
            str(100 * (n % 2)),
            when=f"{1990 + n}-03-31",
            marks=("suspect",) if n == 15 else (),
        )
        for n in range(31)
    )
    assert "2005: looks wrong" in said(picture("lines", Series("A", spikes), unit=RATE), "narrow")


def test_a_gap_of_years_that_span_two_says_until_when() -> None:
    whens = [(f"{2012 + n} to {2013 + n}", f"{2013 + n}-03-31") for n in range(6)]
    gap = [point(label, None, when=when) for label, when in whens[1:4]]
    ends = [point(label, "4", when=when) for label, when in (whens[0], *whens[4:])]
    text = said(picture("lines", Series("A", (ends[0], *gap, *ends[1:])), unit=RATE), "wide")
    assert "2013 to 2014 until 2015 to 2016: " in text


def test_a_line_is_lifted_over_a_gap_and_dashed_to_a_forecast() -> None:
    lines = [
        path
        for path in etree.fromstring(draw(LINES, "wide")).iter(f"{SVG}path")
        if style_of(path).get("stroke-width") == "2.5"
    ]
    assert len(lines) == 5  # two whole, the third in two parts and a dashed end
    assert ["stroke-dasharray" in style_of(path) for path in lines] == [False] * 4 + [True]


def test_a_line_that_ends_early_says_when() -> None:
    early = Series(
        "Early", (point("2020", "4", when="2020-03-31"), point("2021", "5", when="2021-03-31"))
    )
    late = Series("Late", (point("2022", "9", when="2022-03-31"),))
    assert "5 (2021)" in said(picture("lines", early, late, unit=RATE), "wide")


@BOTH
def test_axis_values_are_exact(width: str) -> None:
    tight = Series(
        "A",
        (
            point("2023", "12340000", when="2023-03-31"),
            point("2024", "12352000", when="2024-03-31"),
        ),
    )
    ticks = [
        one.text
        for one in read_texts(draw(picture("lines", tight), width))
        if one.text.startswith("£12,")
    ]
    amounts = sorted(int(tick.strip("£").replace(",", "")) for tick in ticks)
    assert len({after - before for before, after in pairwise(amounts)}) == 1


@BOTH
def test_dots_say_what_is_missing_and_write_equal_values_once(width: str) -> None:
    text = said(DOTS, width)
    assert "April 2024: not published" in text
    # Wide, the axis has a 25 too.
    assert text.split().count("25") == (1 if width == "narrow" else 2)


@BOTH
def test_steps_are_told_in_words(width: str) -> None:
    text = said(STEPS, width)
    assert "2019: no separate judgement" in text
    assert all(step in text for step in STEPS.steps)
    assert "2019 and 2024" in text
    if width == "narrow":
        assert "2019: Requires improvement; 2024: Good" in text


def test_steps_move_up_from_left_to_right() -> None:
    texts = [one for one in read_texts(draw(STEPS, "wide")) if one.text in STEPS.steps]
    names = {one.text: one for one in texts}
    assert names["Inadequate"].left < names["Good"].left < names["Outstanding"].left
    assert names["Inadequate"].top > names["Good"].top > names["Outstanding"].top


@BOTH
def test_waterfall_parts_go_on_where_the_last_ended(width: str) -> None:
    start, foster, reserves, total = bars(draw(WATERFALL, width))
    assert foster[0] == pytest.approx(start[2], abs=0.3)
    assert reserves[0] == pytest.approx(total[2], abs=0.3)
    assert total[0] == start[0]
    text = said(WATERFALL, width)
    assert "+£2.9 million" in text
    assert "+£1.3 million, forecast" in text
    assert "\N{MINUS SIGN}£1.7 million" in text
    assert " £12.3 million" in text


@BOTH
def test_parts_fill_the_whole(width: str) -> None:
    drawn = draw(STACKED_REST, width)
    ((_, top, _, bottom),) = bars(drawn)
    assert (bottom - top + 2) / 320 == pytest.approx(0.36, abs=0.01)
    assert "Rest of the total" in said(STACKED_REST, width)
    text = said(STACKED, width)
    assert "All investment: £14.7 million" in text
    assert "Legal costs: combined with another line" in text
    assert "Rest of the total" not in text


@BOTH
def test_events_stand_in_the_order_of_their_days(width: str) -> None:
    text = said(TIMELINE, width)
    dates = [
        "21 January 2019",
        "March 2019",
        "10 November 2021",
        "2022",
        "13 May 2024",
        "2 October 2024",
        "30 April 2025",
    ]
    places = [text.index(one) for one in dates]
    assert places == sorted(places)
    assert "On care leavers" in text
    assert "Forecast" in text


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["#ffffff", "#F6F4EF"])
@pytest.mark.parametrize(
    "paint", [name for name in PAINTS if name.startswith("label-")] + ["ink", "muted"]
)
def test_text_reaches_its_contrast(paint: str, ground: str) -> None:
    assert contrast(PAINTS[paint], ground) >= 4.5


@pytest.mark.parametrize("number", range(1, 7))
def test_marks_reach_their_contrast(number: int) -> None:
    assert contrast(PAINTS[f"series-{number}"], "#ffffff") >= 3
    # On the warm ground the edge of a pale mark does what its fill does not.
    edge = max(contrast(PAINTS[f"{kind}-{number}"], "#F6F4EF") for kind in ("series", "label"))
    assert edge >= 3


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_texts_are_in_paints_that_text_may_have(sample: Picture) -> None:
    for text in etree.fromstring(draw(sample, "wide")).iter(f"{SVG}text"):
        fill = style_of(text).get("fill", "var(--pf-ink")
        assert re.match(r"var\(--pf-(ink|muted|label-\d)", fill)


PROBLEMS = {
    "no series": (picture("bars"), "has no figures"),
    "empty series": (picture("bars", Series("Empty", ())), 'series "Empty"'),
    "five series": (
        picture("grouped-bars", *(Series(str(n), (point("a", "1"),)) for n in range(5))),
        "has 5 series",
    ),
    "two series of bars": (
        picture("bars", *(Series(str(n), (point("a", "1"),)) for n in range(2))),
        "at most 1",
    ),
    "no such form": (picture("bar", Series("A", (point("a", "1"),))), '"bar"'),
    "no days": (picture("lines", Series("A", (point("a", "1"),))), "no day"),
    "no values": (picture("lines", Series("A", (point("a", when="2024-01-01"),))), "no value"),
    "no values for dots": (picture("dots", Series("A", (point("a"),))), "no value"),
    "no steps": (picture("steps", Series("A", (point("a", step=0),))), "no steps"),
    "no such step": (
        picture("steps", Series("A", (point("a", step=2),)), steps=("Bad", "Good")),
        "on step 2",
    ),
    "part below zero": (
        picture("stacked", Series("A", (point("a", "-1"),)), unit=GBP),
        "below zero",
    ),
}


@pytest.mark.parametrize(("sample", "words"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_drawn_is_said(sample: Picture, words: str) -> None:
    with pytest.raises(ChartProblem) as caught:
        draw(sample, "narrow")
    assert words in caught.value.message
    assert sample.id in caught.value.message
    assert caught.value.remedy


def test_a_misspelt_form_gets_the_nearest() -> None:
    with pytest.raises(ChartProblem) as caught:
        draw(picture("stak", Series("A", (point("a", "1"),))), "wide")
    assert caught.value.suggestion == "stacked"


def test_an_unknown_width_is_said() -> None:
    with pytest.raises(ChartProblem, match="huge"):
        draw(BARS, "huge")


@BOTH
@pytest.mark.parametrize("form", ["bars", "diverging-bars", "grouped-bars", "waterfall", "stacked"])
def test_all_missing_is_drawn_in_words(form: str, width: str) -> None:
    sample = picture(form, Series("A", (point("First"), point("Second", reason="withheld"))))
    text = said(sample, width)
    assert "not published" in text
    assert "withheld" in text


def test_a_label_twice_makes_two_rows() -> None:
    sample = picture("bars", Series("A", (point("Same", "1"), point("Same", "2"))))
    assert said(sample, "wide").count("Same") == 2
