"""Changes that are none: between places, and between numbers that look alike."""

from pathlib import Path

from tests.making import edit, make_site
from tests.write.desks import make_desk, text_of, write


def test_a_change_between_two_places_is_refused() -> None:
    from plainfigures.figures.declarations import Page
    from plainfigures.write import render_page

    call = (
        '{{ change("response/times/first-engine.eastmere@2024-04", '
        '"response/times/first-engine.country@2024-04") }}'
    )
    (found,) = render_page(Page("docs/p.md", call, 0, {}), make_desk()).findings
    assert "are of different areas, so nothing changed" in found.message


def test_numbers_that_look_alike_when_short_are_written_in_full(tmp_path: Path) -> None:
    root = make_site(tmp_path / "site")
    table = root / "datasets" / "response" / "times.csv"
    edit(table, "2024-07,7.4,7.4,,", "2024-07,8.21,8.21,,")
    call = (
        '{{ change("response/times/first-engine.eastmere@2024-04", '
        '"response/times/first-engine.eastmere@2024-07") }}'
    )
    said = text_of(write(make_desk(root), call))
    assert "8.2 in April 2024" in said
    assert "8.21 in July 2024" in said
