"""Values in the place of names in braces: harmless wherever they stand."""

import pytest

from plainfigures.expanding.filling import HTML, MARKDOWN, PLAIN, read_filling
from plainfigures.figures.expansions import Place

NAME = "King's *Quay* & Co"
PLACE = Place(
    "quay", "quay", "towns/quay/", NAME, {"region": "The Coast"}, {"near": ("hill", "mill")}
)
OTHERS = {
    "hill": Place("hill", "hill", "towns/hill/", "Hill"),
    "mill": Place("mill", "mill", "towns/mill/", "Old Mill"),
}


def filled(text: str, kind: str = MARKDOWN, place: Place = PLACE) -> str:
    filling, problems = read_filling(text, ["near"], kind)
    assert problems == []
    return filling.fill(place, "town", OTHERS)


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("At {town} in {region}", MARKDOWN, "At quay in The Coast"),
        ("{name}", MARKDOWN, "King&#39;s &#42;Quay&#42; &#38; Co"),
        ("{name}", HTML, "King's *Quay* &amp; Co"),
        ("{name}", PLAIN, NAME),
        ("Near {near}.", MARKDOWN, "Near Hill and Old Mill."),
        ('{{ figure("a/b/{town}@latest") }}', MARKDOWN, '{{ figure("a/b/quay@latest") }}'),
        (
            "{{ figure('a', until='{name}') }}",
            PLAIN,
            "{{ figure('a', until='King\\x27s *Quay* & Co') }}",
        ),
        ('{% if "{near}" %}', MARKDOWN, '{% if "Hill and Old Mill" %}'),
        (
            '{{ table("a/b", rows=["{town}", "r.{near}", "x"]) }}',
            MARKDOWN,
            '{{ table("a/b", rows=["quay", "r.hill", "r.mill", "x"]) }}',
        ),
        ('{# {town} #}{{ "{{" }}', MARKDOWN, '{# {town} #}{{ "{{" }}'),
        ("Text {: .class } {#id}", MARKDOWN, "Text {: .class } {#id}"),
    ],
)
def test_a_value_is_written_as_its_place_asks(text: str, kind: str, written: str) -> None:
    assert filled(text, kind) == written


def test_a_list_without_items_leaves_a_list_that_can_be_read() -> None:
    alone = Place("quay", "quay", "towns/quay/", "Quay", {}, {"near": ()})
    assert filled('{{ t(["{near}", "x"]) }}', MARKDOWN, alone) == '{{ t(["x"]) }}'
    assert filled('{{ t(["x", "r.{near}"]) }}', MARKDOWN, alone) == '{{ t(["x", ]) }}'


@pytest.mark.parametrize(
    ("value", "written"),
    [("- Quay", "&#45; Quay"), ("1. Quay", "1&#46; Quay"), ("Quay-on-Sea", "Quay-on-Sea")],
)
def test_a_value_begins_no_list(value: str, written: str) -> None:
    assert filled("{name}", MARKDOWN, Place("quay", "quay", "", value)) == written


def test_a_name_without_quotes_in_a_macro_is_told_at_its_line() -> None:
    _, problems = read_filling('Text.\n\n{{ figure("a",\n{town}) }}', [])
    (one,) = problems
    assert (one.line, one.message) == (4, "{town} stands without quotes in this macro.")
