"""What is wrong on many pages of a template, told once each at the template's own line."""

from collections.abc import Callable
from pathlib import Path

from plainfigures.expanding.telling import Origin, told
from plainfigures.figures.findings import Finding
from tests.making import edit

PLACE = "docs/stations/[station].md"


def test_what_differs_is_told_apart() -> None:
    origins = {
        f"docs/{name}.md": Origin("docs/[town].md", name, (name,), 5) for name in ("a", "b", "c")
    }
    found = [Finding("r", f'No "{name}".', "Mend it.", f"docs/{name}.md", 3, 7) for name in "abc"]
    other = Finding("r", "Else.", "", "docs/b.md", 3)
    own = Finding("r", "Own.", "", "docs/own.md", 1)
    assert [
        (one.path, one.line, one.column, one.message) for one in told([*found, other, own], origins)
    ] == [
        ("docs/[town].md", 3, 0, 'No "a" (for “a”, “b” and “c”).'),
        ("docs/[town].md", 3, 0, "Else (for “b”)."),
        ("docs/own.md", 1, 0, "Own."),
    ]


def test_two_mistakes_on_one_line_of_a_template_are_two(
    site: Path, errors: Callable[[], list[str]]
) -> None:
    told_of = [f'figure("stations/calls/rate.{{station}}@{year}-03-31")' for year in (2020, 2021)]
    words = f"It was {{{{ {told_of[0]} }}}} and {{{{ {told_of[1]} }}}}."
    edit(site / PLACE, "called?", f"called?\n\n{words}")
    of_first = [one.partition(". It is")[0] for one in errors() if "eastmere" in one]
    assert of_first == [
        f'{PLACE}:11: There is no figure "stations/calls/rate.eastmere@{year}-03-31"'
        for year in (2020, 2021)
    ]


def test_what_rows_have_in_common_is_told_once_each() -> None:
    names = {"docs/a.md": "a", "docs/b.md": "b", "docs/c.md": "c"}
    origins = {path: Origin("docs/[town].md", row, (row,), 3) for path, row in names.items()}
    said = {"docs/a.md": (17, 18), "docs/b.md": (18,), "docs/c.md": (18, 17, 18, 19)}
    found = [
        Finding("r", f"No {number}.", "", path, 3) for path, all_ in said.items() for number in all_
    ]
    assert [one.message for one in told(found, origins)] == [
        "No 17 (for “a” and “c”).",
        "No 18 (for “a”, “b” and “c”).",
        "No 19 (for “c”).",
    ]
