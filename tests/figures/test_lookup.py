"""Finding a figure by words."""

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.lookup import look_up, result_lines


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("first engine eastmere", "response/times/first-engine.eastmere@2024-10"),
        ("first engine country", "response/times/first-engine.country@2024-07"),
        ("stations variance", "money/budget/stations/variance"),
        ("cost of a new engine", "money/claims/engine-cost"),
        ("firefighters", "response/staff/firefighters@2024-03-31"),
        ("INSPECTORS report", "plans/events/inspection/date"),
    ],
)
def test_words_find_the_newest_figure_that_fits_them_best(
    catalogue: Catalogue, words: str, reference: str
) -> None:
    assert look_up(catalogue, words)[0].reference == reference


def test_words_that_nothing_fits_find_nothing(catalogue: Catalogue) -> None:
    assert look_up(catalogue, "xylophone qqq") == []


def test_no_words_list_the_first_figures(catalogue: Catalogue) -> None:
    assert look_up(catalogue, "  ", most=3) == catalogue.figures[:3]
    assert len(look_up(catalogue, "eastmere", most=2)) == 2


def test_a_result_says_what_it_is_and_what_to_paste(catalogue: Catalogue) -> None:
    assert result_lines(catalogue, catalogue.find("money/claims/grant")) == [
        "Government grant, Eastmere, 2024 to 2025",
        '    over £2.1 million (printed "over £2.1m")',
        '    {{ figure("money/claims/grant") }}',
    ]
    assert result_lines(catalogue, catalogue.find("plans/events/plan/date")) == [
        "The plan begins, Eastmere",
        '    April 2023 (printed "April 2023")',
        '    {{ figure("plans/events/plan/date") }}',
    ]
    assert result_lines(catalogue, catalogue.find("money/rescues/water-and-height")) == [
        "Water and height, together, Eastmere, 2023 to 2024",
        "    34 rescues",
        '    {{ figure("money/rescues/water-and-height") }}',
    ]
