"""The small records: units, scales of grades, chart declarations."""

import pytest

from plainfigures.figures.declarations import ChartDeclaration
from plainfigures.figures.records import Field, Resource, Scale
from plainfigures.figures.units import BUILT_IN, Unit, unit_from_declaration

SCALE = Scale(
    "four",
    "Four steps",
    ("inadequate", "requires-improvement", "good"),
    {"good": "Good"},
    {"requires-improvement": ("Requires improvement to be good",)},
)


@pytest.mark.parametrize(
    ("printed", "step"),
    [
        ("Good", "good"),
        ("GOOD.", "good"),
        ("requires improvement", "requires-improvement"),
        ("Requires improvement to be good", "requires-improvement"),
        ("Outstanding", ""),
        ("", ""),
    ],
)
def test_a_printed_grade_names_its_step(printed: str, step: str) -> None:
    assert SCALE.step_of(printed) == step


def test_a_step_without_a_title_is_shown_by_its_name() -> None:
    assert SCALE.title_of("good") == "Good"
    assert SCALE.title_of("requires-improvement") == "requires improvement"


def test_a_unit_is_made_from_its_declaration() -> None:
    assert unit_from_declaration(
        "people", {"one": "person", "other": "people", "people": True}
    ) == (Unit("people", "person", "people", people=True))
    assert unit_from_declaration("staff", {"one": "staff"}).noun() == "staff"
    assert unit_from_declaration("rate", {"prefix": "£", "suffix": " a day"}).money


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("number", True),
        ("GBP", False),
        ("percent", False),
        ("percentage-points", False),
        ("per-10000", False),
    ],
)
def test_only_some_units_count_things(name: str, counts: bool) -> None:
    assert BUILT_IN[name].is_count is counts


def test_a_field_is_found_by_name() -> None:
    field = Field("value", "Value")
    resource = Resource("money", "budget", "Budget", "", "budget.csv", (field,), ())
    assert resource.field("value") == field
    assert resource.field("valeu") is None


def test_a_chart_finds_the_line_of_a_name() -> None:
    text = "form: bars\nfigures:\n  - a/b/c\n  - a/b/d\n"
    chart = ChartDeclaration("one", "charts/one.yml", text, "bars", "One", "")
    assert chart.line_of("a/b/d") == 4
    assert chart.line_of("missing") == 1
    assert chart.line_of_error('There is no figure "a/b/c".') == 3
    assert chart.line_of_error('There is no figure "x/y/z".') == 1
