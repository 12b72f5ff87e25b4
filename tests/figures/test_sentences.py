"""What a figure is called and how it is said."""

from decimal import Decimal

import pytest

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import Figure, Scale
from plainfigures.figures.sentences import at_period, direction, missing_words, say_figure
from tests.making import FIRE_SERVICE, catalogue_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(FIRE_SERVICE)


@pytest.mark.parametrize(
    ("reference", "form", "said"),
    [
        ("money/budget/stations/budget", "short", "£12.3 million"),
        ("money/budget/stations/budget", "printed", "12,261"),
        ("money/claims/engine-cost", "full", "£345,000"),
        ("money/claims/engine-cost", "printed", "£345"),
        ("money/claims/new-engines", "words", "six"),
        ("response/times/first-engine.eastmere@2024-10", "short", "not available"),
        ("response/gradings/2021.people/grade", "short", "not applicable"),
        ("response/gradings/2021.overall/grade", "short", "requires improvement"),
        ("response/gradings/2021.overall/grade", "full", "Requires improvement"),
        ("plans/events/inspection/date", "short", "17 May 2024"),
        ("plans/promises/new-engines/due-to", "short", "March 2025"),
    ],
)
def test_each_kind_of_figure_is_said(
    catalogue: Catalogue, reference: str, form: str, said: str
) -> None:
    assert say_figure(catalogue.find(reference), form) == said


def test_the_noun_and_the_capital_come_on_demand(catalogue: Catalogue) -> None:
    engines = catalogue.find("money/claims/new-engines")
    assert say_figure(engines, "words", noun=True, capital=True) == "Six engines"
    assert say_figure(engines, noun=True) == "6 engines"


def test_what_is_worked_out_has_two_decimals_at_most_and_what_is_printed_has_all() -> None:
    third = Decimal(100) / 3
    assert say_figure(Figure("a/b/c", "number", third, formula="a/b/d / a/b/e"), "full") == "33.33"
    printed = Figure("a/b/c", "number", Decimal("33.3333"))
    assert say_figure(printed, "full") == "33.3333"


def test_a_qualifier_stands_before_the_number() -> None:
    assert say_figure(Figure("a/b/c", "number", Decimal(60), qualifier="over")) == "over 60"


def test_a_grade_without_a_scale_is_said_in_words() -> None:
    assert say_figure(Figure("a/b/c", "grade", text="needs-work")) == "needs work"
    scale = Scale("one", "One", ("low-risk",))
    figure = Figure("a/b/c", "grade", text="low-risk", scale_of_grades=scale)
    assert say_figure(figure, "full") == "low risk"


def test_a_number_that_is_not_there_is_not_available() -> None:
    assert say_figure(Figure("a/b/c", "number")) == "not available"


def test_what_was_not_printed_as_one_figure_cannot_be_shown_as_printed(
    catalogue: Catalogue,
) -> None:
    with pytest.raises(FiguresError) as caught:
        say_figure(catalogue.find("money/rescues/water-and-height"), "printed")
    assert caught.value.message == '"money/rescues/water-and-height" was not printed as one figure.'
    assert caught.value.remedy == "Use another form; this one is worked out or combined."


@pytest.mark.parametrize(
    ("symbol", "words"),
    [
        ("c", "kept confidential"),
        ("x", "not available"),
        ("z", "not applicable"),
        ("u", "too unreliable to publish"),
        ("low", "too low to show, but not zero"),
        ("q", "not available"),
    ],
)
def test_a_reason_is_said_in_words(symbol: str, words: str) -> None:
    assert missing_words(symbol) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2024-03-31", "at 31 March 2024"),
        ("2024-07", "in July 2024"),
        ("fy2024-25", "in 2024 to 2025"),
        ("fy2024-25.m4", "at month 4 of 2024 to 2025"),
    ],
)
def test_a_period_has_its_preposition(period: str, words: str) -> None:
    assert at_period(period) == words


def test_the_direction_comes_from_the_values() -> None:
    assert direction(Decimal(1), Decimal(2)) == "rose"
    assert direction(Decimal(2), Decimal(1), fell="dropped") == "dropped"
    assert direction(Decimal("2.0"), Decimal(2)) == ""
