"""Which figures differ, told from two lists of figures and two pages."""

import json

import pytest

from plainfigures.attesting.shown import Apart, differing_figures, differing_shown, plain


def listed(**shown: str) -> bytes:
    entries = [{"reference": name, "shown": text, "value": text} for name, text in shown.items()]
    return json.dumps({"figures": entries}).encode()


def page(*figures: tuple[str, str]) -> bytes:
    parts = [
        f'<data class="pf-figure" data-figure="{r}" value="{v}">£{v}</data>' for r, v in figures
    ]
    return f"<!doctype html><html><body><p>{' and '.join(parts)}</p></body></html>".encode()


def test_figures_that_differ_come_or_go_are_told() -> None:
    copy, here = listed(a="£1", b="£2", c="£3"), listed(a="£1", b="£9", d="£4")
    assert [*differing_figures(copy, here)] == [
        Apart("b", "£2", "£9"),
        Apart("c", "£3", ""),
        Apart("d", "", "£4"),
    ]


def test_a_figure_that_is_shown_alike_differs_in_another_part() -> None:
    copy = json.loads(listed(a="£1"))
    copy["figures"][0]["value"] = "100"
    (apart,) = differing_figures(json.dumps(copy).encode(), listed(a="£1"))
    assert apart == Apart("a", "value: 100", "value: £1")


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"figures": [1]}', b"[" * 100_000])
def test_a_list_that_is_none_holds_no_figures(content: bytes) -> None:
    assert [*differing_figures(content, listed(a="£1"))] == [Apart("a", "", "£1")]


def test_a_figure_that_a_page_shows_otherwise_is_told_with_the_page() -> None:
    copy = page(("m/a", "1"), ("m/b", "2"), ("m/c", "3"))
    here = page(("m/a", "1"), ("m/b", "9"), ("m/c", "3"))
    assert [*differing_shown("money/index.html", copy, here)] == [
        Apart("m/b", "£2 (2)", "£9 (9)", "money/index.html")
    ]
    left_out = [
        *differing_shown("index.html", page(("m/a", "1")), page(("m/a", "1"), ("m/b", "2")))
    ]
    assert left_out == [Apart("m/b", "", "£2 (2)", "index.html")]


@pytest.mark.parametrize("content", [b"", b"\x00", b"<", "<p>£".encode("utf-16")])
def test_a_page_that_is_none_shows_no_figures(content: bytes) -> None:
    assert [*differing_shown("a", content, page(("m/a", "1")))] == [Apart("m/a", "", "£1 (1)", "a")]


def test_text_of_a_copy_can_be_printed() -> None:
    assert plain("a\x1b[31mb\nc\u202ed\x00") == "a [31mb c d"
    assert plain("x" * 500) == f"{'x' * 119}…"
    assert plain(None) == "None"
