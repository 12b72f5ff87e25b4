"""No text is cut off, laid over another or too small, whatever the picture holds."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plainfigures.draw import draw
from plainfigures.figures.pictures import FORMS, WIDTHS, Picture, Point, Series
from plainfigures.figures.units import BUILT_IN, Unit
from tests.draw.drawn import find_faults, read_texts
from tests.draw.samples import RATE, SAMPLES, picture, point

LONGEST = {"bars": 1, "diverging-bars": 1, "waterfall": 1, "stacked": 1, "dots": 2}
STEPS = ("Inadequate", "Requires improvement to be good", "Good", "Outstanding")
MARKS = ("forecast", "provisional", "suspect", "revised", "total", "combined", "start")
UNITS = (*BUILT_IN.values(), Unit("weeks", one="week", other="weeks"))

words = st.one_of(
    st.text(max_size=60),
    st.text("abcdefgh ijklm WWW-/", max_size=120),
    st.just("Unaccompaniedasylumseekingchildrenandyoungpeoplesaccommodation/supported-living"),
    st.just("Children’s social care & early help <total> $x^2$ £"),
)
amounts = st.one_of(
    st.none(),
    st.integers(-(10**10), 10**10).map(Decimal),
    st.decimals(-1000, 1000, places=2),
    st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(10**11)]),
)


@st.composite
def points(draw_from: st.DrawFn, lowest: int | None = None) -> Point:
    value = draw_from(amounts)
    if value is not None and lowest is not None:
        value = abs(value)
    day = draw_from(st.dates())
    return Point(
        label=draw_from(words),
        value=value,
        shown=draw_from(st.sampled_from(["", "", "over 60%"])),
        when=day.isoformat(),
        step=draw_from(st.one_of(st.none(), st.integers(0, len(STEPS) - 1))),
        reason=draw_from(st.one_of(st.just(""), words)),
        note=draw_from(st.one_of(st.just(""), words)),
        marks=tuple(draw_from(st.sets(st.sampled_from(MARKS), max_size=2))),
    )


@st.composite
def pictures(draw_from: st.DrawFn, form: str) -> Picture:
    labels = draw_from(st.lists(words, min_size=1, max_size=LONGEST.get(form, 4)))
    floor = 0 if form == "stacked" else None
    some = st.lists(points(floor), min_size=1, max_size=9)
    series = [Series(label, tuple(draw_from(some))) for label in labels]
    # Dots and lines need a value to start from; the rest draw without any.
    first = series[0]
    certain = replace(first.points[0], value=Decimal(7))
    series[0] = Series(first.label, (certain, *first.points[1:]))
    steps = STEPS if form == "steps" else ()
    return picture(form, *series, unit=draw_from(st.sampled_from(UNITS)), steps=steps)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.id)
def test_samples_fit(sample: Picture, width: str) -> None:
    assert list(find_faults(draw(sample, width))) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=12,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_anything_fits(form: str, width: str, data: st.DataObject) -> None:
    drawn = draw(data.draw(pictures(form)), width)
    assert list(find_faults(drawn)) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_line_ends_that_meet_are_moved_apart(width: str) -> None:
    runs = [
        Series(
            f"A place with a long name, number {number}",
            (point("2023", "50", when="2023-03-31"), point("2024", "60", when="2024-03-31")),
        )
        for number in range(4)
    ]
    drawn = draw(picture("lines", *runs, unit=RATE), width)
    assert list(find_faults(drawn)) == []
    assert [one.text for one in read_texts(drawn)].count("60") >= 4


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("form", ["bars", "diverging-bars", "waterfall", "stacked", "timeline"])
def test_many_points_fit(form: str, width: str) -> None:
    run = tuple(
        point(
            f"Event number {number}, with words that need a second line",
            str(number * 1000),
            when=f"{1950 + number}-03-31",
        )
        for number in range(60)
    )
    assert list(find_faults(draw(picture(form, Series("All", run)), width))) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_many_months_fit(width: str) -> None:
    run = tuple(
        point(
            f"{number % 12 + 1}/{2010 + number // 12}",
            str(number % 17),
            when=f"{2010 + number // 12}-{number % 12 + 1:02d}-28",
        )
        for number in range(120)
    )
    assert list(find_faults(draw(picture("lines", Series("All", run)), width))) == []


def _svg(*texts: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" '
        f'font-size="15px">{"".join(texts)}</svg>'
    )


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        (['<text x="10" y="20">Words</text>', '<text x="30" y="25">Words</text>'], "overlap"),
        (['<text x="10" y="20">Words that run on</text>'], "cut off"),
        (['<text x="10" y="20" text-anchor="end">Words</text>'], "cut off"),
        (['<text x="10" y="5">Words</text>'], "cut off"),
        (['<text x="10" y="20" font-size="12px">Words</text>'], "too small"),
        (
            [
                '<text x="10" y="20">Words</text>',
                '<path d="M0 5L30 5L30 30z" fill="var(--pf-series-1, #12436D)"/>',
            ],
            "on a bar",
        ),
        (
            [
                '<text x="10" y="20">Words</text>',
                '<path d="M25.5 0L25.5 30" stroke="var(--pf-rule, #d9d6cf)"/>',
            ],
            "struck through",
        ),
    ],
)
def test_faults_are_found(texts: list[str], fault: str) -> None:
    assert [found.split(":")[0].split(" in ")[0] for found in find_faults(_svg(*texts))] == [fault]


def test_sound_texts_have_no_fault() -> None:
    texts = ('<text x="10" y="20">Words</text>', '<text x="10" y="38">Words</text>')
    assert list(find_faults(_svg(*texts))) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_total_that_falls_short_is_not_struck_through(width: str) -> None:
    run = (
        point("Parts", "103"),
        point("Total", "100.01", marks=("total", "provisional", "revised")),
    )
    assert list(find_faults(draw(picture("waterfall", Series("", run)), width))) == []
