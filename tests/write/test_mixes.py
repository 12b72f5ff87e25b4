"""Figures that are not alike: refused in plain words, or said in words where readers see them."""

from pathlib import Path
from textwrap import dedent

import pytest
from lxml import html

from plainfigures.figures.findings import Finding
from plainfigures.write import Desk, chart_rows
from tests.making import Table, number, write_package
from tests.write.desks import findings, make_desk, problem, text_of, to_html, write

BUDGET, FORECAST = "money/budget/stations/budget", "money/budget/stations/forecast"
PAIR = f'"{BUDGET}", "{FORECAST}"'
UNLIKE = (
    "their basis is “Revised budget” and “Before reserves”; their status is “budget” and “forecast”"
)
OUTLOOK = """
    key,label,value,unit,as_published,period,status,basis,body,source,locator
    fy2022-23,Pressure,90,GBP,£90,fy2022-23,outturn,as-told,eastmere-fire-authority,budget-2024,row 1
    fy2023-24,Pressure,100,GBP,£100,fy2023-24,outturn,as-told,eastmere-fire-authority,budget-2024,row 2
    fy2024-25,Pressure,130,GBP,£130,fy2024-25.m4,forecast,as-told,eastmere-fire-authority,budget-2024,row 3
    early,Pressure,95,GBP,£95,fy2023-24,provisional,as-told,eastmere-fire-authority,budget-2024,row 4
    return,Pressure,98,GBP,£98,fy2023-24,outturn,as-told,home-office,statistics-2024,row 5
"""
JOINED = """
    form: lines
    title: The pressure
    subtitle: In pounds
    series:
      - label: Eastmere
        figures: [outlook/pressure/fy2022-23, outlook/pressure/fy2023-24, outlook/pressure/fy2024-25]
"""


@pytest.fixture
def outlook(root: Path) -> Path:
    """A site whose package of forecasts and outturns has one figure of each kind."""
    table = Table("pressure", OUTLOOK, ["key"], {"value": number()}, {"measure": "pressure"})
    told = {"title": "As told to the authority", "description": "Whatever the paper says."}
    write_package(root, "outlook", [table], area="eastmere", bases={"as-told": told})
    return root


def declare(root: Path, text: str) -> Path:
    """Write a chart declaration of a test's own."""
    file = root / "charts" / "mine.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(dedent(text).lstrip("\n"), "utf-8")
    return file


def wrong(root: Path, text: str) -> Finding:
    """Return the one thing that is wrong with a chart."""
    declare(root, text)
    (found,) = make_desk(root).check_charts()
    return found


@pytest.mark.parametrize(
    "call",
    [
        f"difference({PAIR})",
        f"change({PAIR})",
        f"share({PAIR})",
        f'cards(card("{FORECAST}", "expected", since="{BUDGET}"))',
    ],
)
def test_a_forecast_is_not_set_against_a_budget_without_a_word(desk: Desk, call: str) -> None:
    found = problem(desk, f"A page.\n\n{{{{ {call} }}}}\n")
    assert (found.rule, found.path, found.line) == ("basis", "docs/page.md", 3)
    assert found.message == (
        f'"{BUDGET}" and "{FORECAST}" cannot be compared without a word: {UNLIKE}.'
    )
    assert "mixed='a forecast against a final figure'" in found.remedy


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (f'difference({PAIR}, mixed="a budget against a forecast")', "£843,000 ("),
        (f'share({PAIR}, mixed="a budget against a forecast")', "94% ("),
        (f'change({PAIR}, mixed="a budget against a forecast")', "month 4 of 2024 to 2025 ("),
        (
            f'cards(card("{FORECAST}", "expected", since="{BUDGET}", mixed="a budget against a forecast"))',
            "month 4 of 2024 to 2025 (",
        ),
    ],
)
def test_what_is_said_to_be_mixed_stands_in_brackets(desk: Desk, call: str, shown: str) -> None:
    said = text_of(write(desk, f"{{{{ {call} }}}}"))
    assert f"{shown}a budget against a forecast)" in said


def test_words_of_an_editor_are_no_markup(desk: Desk) -> None:
    written = write(desk, f'{{{{ difference({PAIR}, mixed="<b>not</b> alike") }}}}')
    assert not list(to_html(written).iter("b"))


@pytest.mark.parametrize("words", [".", "x", "mixed", "\u00a0 \u00a0.", "a b"])
def test_words_that_tell_nothing_of_a_mix_are_refused(desk: Desk, words: str) -> None:
    found = problem(desk, f'{{{{ difference({PAIR}, mixed="{words}") }}}}')
    assert found.message == f'"{words.strip()}" does not tell a reader what is mixed.'
    assert found.rule == "basis"


@pytest.mark.parametrize("call", ["difference", "share", "change"])
def test_a_mix_that_is_none_is_told(desk: Desk, call: str) -> None:
    one, other = "money/budget/training/variance", "money/budget/total/variance"
    found = problem(desk, f'{{{{ {call}("{one}", "{other}", mixed="odd") }}}}')
    assert found.message == f'"{one}" and "{other}" are alike, so nothing is mixed.'
    assert found.rule == "basis"


def test_a_card_that_compares_nothing_has_nothing_mixed(desk: Desk) -> None:
    found = problem(desk, f'{{{{ cards(card("{FORECAST}", "expected", mixed="odd")) }}}}')
    assert found.message == f'"{FORECAST}" stands alone on its card, so nothing is mixed.'


def test_a_provisional_value_in_a_sentence_is_not_a_final_one(outlook: Path) -> None:
    pair = '"outlook/pressure/early", "outlook/pressure/fy2023-24"'
    found = problem(make_desk(outlook), f"{{{{ difference({pair}) }}}}")
    assert "their status is “provisional” and “outturn (final)”" in found.message


def test_whose_a_count_is_counts_although_the_basis_has_one_name(outlook: Path) -> None:
    pair = '"outlook/pressure/fy2023-24", "outlook/pressure/return"'
    found = problem(make_desk(outlook), f"{{{{ difference({pair}) }}}}")
    assert "they are figures of “Eastmere Fire Authority” and “Home Office”" in found.message


def test_no_word_makes_units_alike(desk: Desk) -> None:
    pair = '"money/claims/grant", "response/staff/firefighters@2024-03-31"'
    found = problem(desk, f'{{{{ difference({pair}, mixed="pounds and people") }}}}')
    assert "the first is in pounds, the second in firefighters" in found.message


def test_a_chart_of_what_is_not_alike_is_refused_once_at_its_line(root: Path) -> None:
    text = """
        form: grouped-bars
        title: Budget and forecast
        subtitle: In pounds
        series:
          - label: Budget
            figures: money/budget/*/budget
          - label: Forecast
            figures: money/budget/*/forecast
        """
    found = wrong(root, text)
    assert (found.rule, found.path, found.line) == ("basis", "charts/mine.yml", 6)
    assert found.message == (
        f'The chart puts figures together that are not alike ("money/budget/*/budget"): {UNLIKE}.'
    )
    # The page that shows the chart adds no second finding of the same.
    assert findings(make_desk(root), '{{ chart("mine") }}') == []


def test_what_a_chart_mixes_is_said_wherever_it_is_read(root: Path) -> None:
    declare(
        root,
        """
        form: grouped-bars
        title: Budget and forecast
        subtitle: In pounds
        series:
          - label: Budget
            figures: money/budget/stations/budget
          - label: Forecast
            figures: money/budget/stations/forecast
        mixed: a budget beside {{ figure('money/budget/stations/forecast') }} to come
        """,
    )
    desk = make_desk(root)
    assert desk.check_charts() == []
    said = "Not all values here are alike: a budget beside £13.1 million to come."
    (drawn,) = to_html(write(desk, '{{ chart("mine") }}')).iter("figure")
    assert words(drawn, "pf-chart__note") == said
    assert said in words(drawn, "pf-chart__alternative")
    (caption,) = drawn.iter("caption")
    assert " ".join(str(caption.text_content()).split()) == f"In pounds. {said}"
    assert chart_rows(desk.charts.words("mine").picture) == (
        ["What", "Budget", "Forecast", "What kind"],
        [
            [
                "Fire stations",
                "£12.3 million",
                "£13.1 million",
                "budget; Revised budget / forecast; Before reserves",
            ]
        ],
    )


def test_a_chart_that_mixes_nothing_may_not_say_so(root: Path) -> None:
    text = "form: bars\ntitle: A\nsubtitle: B\nfigures: money/rescues/*\nmixed: all sorts\n"
    found = wrong(root, text)
    assert (found.rule, found.line) == ("basis", 5)
    assert "all its figures are alike" in found.message


@pytest.mark.parametrize("mixed", ["", "    mixed: forecasts and final figures\n"])
def test_a_line_from_an_outturn_to_a_forecast_is_refused_whatever_is_said(
    outlook: Path, mixed: str
) -> None:
    found = wrong(outlook, JOINED + mixed)
    assert (found.rule, found.line) == ("basis", 6)
    assert found.message == (
        'The line through "outlook/pressure/fy2022-23" joins figures that are not alike: '
        "their status is “outturn (final)” and “forecast”."
    )
    assert "so that no line joins them" in found.remedy


def test_lines_that_do_not_join_are_drawn_where_the_chart_says_what_is_mixed(outlook: Path) -> None:
    apart = JOINED.replace(", outlook/pressure/fy2024-25]", "]") + (
        "      - label: Forecast\n        figures: outlook/pressure/fy2024-25\n"
    )
    assert wrong(outlook, apart).message.startswith("The chart puts figures together")
    declare(outlook, f"{apart}    mixed: a forecast after final figures\n")
    assert make_desk(outlook).check_charts() == []


def test_a_provisional_value_stands_on_a_line_with_its_mark(outlook: Path) -> None:
    file = declare(outlook, JOINED.replace("outlook/pressure/fy2024-25", "outlook/pressure/early"))
    desk = make_desk(outlook)
    assert desk.check_charts() == []
    assert file.stem in desk.charts.declarations
    assert "Marked as provisional" in desk.charts.words("mine").picture.alternative


def words(drawn: html.HtmlElement, name: str) -> str:
    """Return the words of the first element of a class."""
    return " ".join(str(drawn.find_class(name)[0].text_content()).split())
