"""Chart declarations: read into records, and everything that they can have wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures.declarations import ChartDeclaration, SeriesDeclaration
from plainfigures.figures.findings import Finding
from plainfigures.figures.pictures import FORMS
from plainfigures.read import read_charts
from tests.making import FIRE_SERVICE

PATH = "charts/one.yml"
SOUND = "form: bars\ntitle: One\nsubtitle: In pounds\nfigures: a/b/c\n"
SEE = "See the editors’ guide for how the parts of a chart are written."
COLON = (
    "This chart cannot be read: a value holds a colon, or this line stands too far to the right."
)
MEND_COLON = (
    "Put quotes around a value that holds a colon; begin the line below the one that it goes with."
)
LETTERS = "This chart cannot be read: this line holds letters that are not saved as UTF-8."
NO_DAY = "This chart cannot be read: a date in it is no day of the calendar."


def read(
    root: Path, content: str | bytes, name: str = "one.yml"
) -> tuple[list[ChartDeclaration], list[Finding]]:
    (root / "charts").mkdir(exist_ok=True)
    content = content.encode() if isinstance(content, str) else content
    (root / "charts" / name).write_bytes(content)
    return read_charts(root / "charts", root)


def chart(message: str, remedy: str, line: int, suggestion: str = "") -> Finding:
    return Finding("chart", message, remedy, PATH, line, 0, suggestion)


def test_the_charts_of_a_site_are_read_in_the_order_of_their_names() -> None:
    declared, findings = read_charts(FIRE_SERVICE / "charts", FIRE_SERVICE)
    assert findings == []
    assert [one.id for one in declared] == ["times", "variance"]
    times, variance = declared
    assert times.series == (
        SeriesDeclaration("Eastmere", ("response/times/first-engine.eastmere@*",)),
        SeriesDeclaration("the country", ("response/times/first-engine.country@*",)),
    )
    assert variance.series == (SeriesDeclaration("", ("money/budget/*/variance",)),)
    assert variance.without == ("total",)
    assert variance.notes == ("Right of zero is over budget, left of zero under it.",)


def test_every_part_of_a_chart_is_read(tmp_path: Path) -> None:
    text = SOUND.replace("figures: a/b/c", "figures: [a/b/c, a/b/d]") + (
        "labels: {a/b/c: First}\nmarks: {a/b/d: total}\nnotes: One note\nwithout: [x, y]\n"
        "order: value\nsays: It rose.\nshown: full\nevents: a/b/date\n"
    )
    assert read(tmp_path, text) == (
        [
            ChartDeclaration(
                id="one",
                path=PATH,
                text=text,
                form="bars",
                title="One",
                subtitle="In pounds",
                series=(SeriesDeclaration("", ("a/b/c", "a/b/d")),),
                events="a/b/date",
                labels={"a/b/c": "First"},
                marks={"a/b/d": "total"},
                notes=("One note",),
                without=("x", "y"),
                order="value",
                says="It rose.",
                shown="full",
            )
        ],
        [],
    )


def test_a_site_may_have_no_charts(tmp_path: Path) -> None:
    assert read_charts(tmp_path / "charts", tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (
            SOUND.replace("title: One", "title: One: two"),
            [chart(COLON, MEND_COLON, 2)],
        ),
        (b"title: caf\xe9", [chart(LETTERS, "Save it as UTF-8.", 1)]),
        ("date: 2024-13-45", [chart(NO_DAY, "Correct the date.", 1)]),
        ("- one", [chart("A chart is declared as “name: value” lines.", "See the guide.", 1)]),
        ("", [chart("A chart is declared as “name: value” lines.", "See the guide.", 1)]),
        (
            SOUND + "sayz: It rose.\n",
            [
                chart(
                    'A chart has no part called "sayz".',
                    "Its parts are: breaks, each, events, figures, form, labels, marks, mixed, notes, order, "
                    "says, series, shown, subtitle, title, without.",
                    5,
                    "says",
                )
            ],
        ),
        (
            SOUND.replace("form: bars", "form: bar"),
            [chart('There is no chart form "bar".', f"Use one of: {', '.join(FORMS)}.", 1, "bars")],
        ),
        (
            "figures: a/b/c\ntitle: 3\n",
            [
                chart('The chart has no "form".', "Add a line “form: …”.", 1),
                chart('"title" must be words.', "Put quotes around it.", 2),
                chart('The chart has no "subtitle".', "Add a line “subtitle: …”.", 1),
            ],
        ),
        (
            SOUND.replace("figures: a/b/c\n", ""),
            [
                chart(
                    "The chart names no figures.",
                    "Add “figures:”, “series:” or, for a timeline, “events:”.",
                    1,
                )
            ],
        ),
        (
            SOUND + "series:\n  - label: One\n  - label: Two\n    figures: 3\n  - just words\n",
            [
                chart(
                    f'Series {number} in this list has no "{part}".',
                    f"Write “{part}:” below it, as for the other series.",
                    5,
                )
                for number, part in ((1, "figures"), (2, "figures"), (3, "label"), (3, "figures"))
            ],
        ),
        (SOUND + "series: 3\n", [chart('"series" must be a list.', SEE, 5)]),
        (
            SOUND.replace("figures: a/b/c", "figures: 3"),
            [chart('"figures" must be a reference or a list of them.', SEE, 4)],
        ),
        (
            SOUND + "labels: [one]\nmarks: total\nnotes: 3\nwithout: {}\n",
            [
                chart('"labels" must be “reference: label” lines.', SEE, 5),
                chart('"marks" must be “reference: mark” lines.', SEE, 6),
                chart('"notes" must be a text or a list of them.', SEE, 7),
                chart('"without" must be a key or a list of them.', SEE, 8),
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_chart_is_told_at_its_line(
    tmp_path: Path, content: str | bytes, findings: list[Finding]
) -> None:
    assert read(tmp_path, content) == ([], findings)


def test_the_name_of_a_chart_is_part_of_its_page(tmp_path: Path) -> None:
    declared, findings = read(tmp_path, SOUND, "My Chart.yml")
    assert declared == []
    assert findings == [
        Finding(
            "chart",
            '"My Chart.yml" is no name for a chart.',
            "Name the file in lower case letters, digits and single hyphens.",
            "charts/My Chart.yml",
            1,
        )
    ]


NAMES = st.sampled_from(["form", "title", "subtitle", "series", "figures", "labels", "notes", "x"])
PARTS = st.sampled_from(
    ["3", "bars", "[1, 2]", "{a: b}", "[{label: a, figures: b}]", "~", '"', "[["]
)


@given(st.lists(st.tuples(NAMES, PARTS), max_size=8) | st.binary(max_size=60))
def test_any_declaration_is_a_chart_or_findings(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]] | bytes
) -> None:
    content = lines if isinstance(lines, bytes) else "".join(f"{a}: {b}\n" for a, b in lines)
    declared, findings = read(tmp_path_factory.mktemp("any"), content)
    assert bool(declared) != bool(findings)
