"""What is wrong with a chart: told with its file and its line."""

from pathlib import Path

import pytest

from plainfigures.read import read_charts
from plainfigures.write import Desk
from tests.making import edit
from tests.write.charting import declare, wrong
from tests.write.desks import make_desk, problem


@pytest.mark.parametrize(
    ("text", "message", "line", "suggestion"),
    [
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            figures: money/rescues/rode
            """,
            'There is no figure "money/rescues/rode".',
            4,
            "money/rescues/road",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            figures:
              - money/rescues/road
              - money/rescue/*
            """,
            'No figure fits "money/rescue/*".',
            6,
            "money/rescues/*",
        ),
        (
            """
            form: bars
            title: "{{ figure('money/rescues/rode') }}"
            subtitle: A measure
            figures: money/rescues/road
            """,
            'There is no figure "money/rescues/rode".',
            2,
            "money/rescues/road",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: "{{ figre('money/rescues/road') }}"
            figures: money/rescues/road
            """,
            'There is no macro called "figre" for a chart.',
            3,
            "figure",
        ),
        (
            """
            form: bars
            title: "{{ table('money/rescues') }}"
            subtitle: A measure
            figures: money/rescues/road
            """,
            'There is no macro called "table" for a chart.',
            2,
            "",
        ),
        (
            """
            form: bars
            title: "{{ lipsum() }}"
            subtitle: A measure
            figures: money/rescues/road
            """,
            'There is no macro called "lipsum" for a chart.',
            2,
            "",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: "{{ figure('money/rescues/road' }}"
            figures: money/rescues/road
            """,
            "These words cannot be read: unexpected '}', expected ')'.",
            1,
            "",
        ),
        (
            """
            form: bars
            title: "{{ 1 / 0 }}"
            subtitle: A measure
            figures: money/rescues/road
            """,
            'A macro cannot use "/" between two things.',
            2,
            "",
        ),
        (
            """
            form: bars
            title: "{{ figure.__globals__ }}"
            subtitle: A measure
            figures: money/rescues/road
            """,
            None,
            1,
            "",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            figures: [money/rescues/road, money/budget/total/variance]
            """,
            "This chart mixes units: pounds and rescues.",
            1,
            "",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            figures: money/rescues/road
            without: road
            """,
            "This chart has no figures left to draw.",
            1,
            "",
        ),
        (
            """
            form: grouped-bars
            title: A finding
            subtitle: A measure
            series:
              - {label: One, figures: money/rescues/road}
              - {label: Two, figures: money/rescues/road}
              - {label: Three, figures: money/rescues/road}
              - {label: Four, figures: money/rescues/road}
              - {label: Five, figures: money/rescues/road}
            """,
            "A chart has at most four series.",
            1,
            "",
        ),
        (
            """
            form: timeline
            title: A finding
            subtitle: A measure
            events: plans/event
            """,
            'There is no table "plans/event".',
            4,
            "plans/events",
        ),
        (
            """
            form: timeline
            title: A finding
            subtitle: A measure
            events: plans/events/day
            """,
            'The table "plans/events" has no column of dates "day".',
            4,
            "plans/events/date",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            order: largest-frist
            figures: money/rescues/road
            """,
            'There is no order "largest-frist".',
            4,
            "largest-first",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            figures: money/rescues/*
            without: [total, rode]
            """,
            '“without:” names "rode", and this chart has no such figure.',
            5,
            "road",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            figures: money/rescues/*
            labels:
              rode: Roads
            """,
            '“labels:” names "rode", and this chart has no such figure.',
            6,
            "road",
        ),
        (
            """
            form: waterfall
            title: A finding
            subtitle: A measure
            figures: money/rescues/*
            marks:
              total: totl
            """,
            'There is no mark "totl".',
            6,
            "total",
        ),
        (
            """
            form: timeline
            title: A finding
            subtitle: A measure
            events: plans/events
            marks:
              only: nowhere
            """,
            '“only:” names "nowhere", and its table has no such row.',
            6,
            "",
        ),
        (
            """
            title: A finding
            form: bars
            subtitle: A measure
            figures: response/gradings/2024.*/grade
            """,
            'The chart draws judgements ("form: bars"), and their form is steps.',
            2,
            "",
        ),
        (
            """
            title: A finding
            form: steps
            subtitle: A measure
            figures: money/rescues/road
            """,
            'The chart draws figures that are no judgements ("form: steps").',
            2,
            "",
        ),
        (
            """
            title: A finding
            form: lines
            subtitle: A measure
            figures: response/times/first-engine.eastmere@2024-07
            """,
            'No series of the chart has two values that a line could join ("form: lines").',
            2,
            "",
        ),
        (
            """
            form: lines
            title: A finding
            subtitle: A measure
            figures: response/times/first-engine.eastmere@*
            breaks:
              2024-08: a new clock
            """,
            '“breaks:” names "2024-08", and this chart has no figure of that time.',
            6,
            "2024-10",
        ),
        (
            """
            form: lines
            title: A finding
            subtitle: A measure
            figures: response/times/first-engine.eastmere@*
            breaks:
              2024-04: a new clock
            """,
            '“breaks:” names "2024-04", and this chart begins there.',
            6,
            "",
        ),
        (
            """
            form: bars
            title: A finding
            subtitle: A measure
            shown: ful
            figures: money/rescues/road
            """,
            'There is no form "ful".',
            4,
            "",
        ),
    ],
)
def test_what_is_wrong_with_a_chart_is_told_with_its_file_and_line(
    root: Path, text: str, message: str | None, line: int, suggestion: str
) -> None:
    found = wrong(root, text)
    assert (found.rule, found.path, found.line) == ("chart", "charts/mine.yml", line)
    assert found.suggestion == suggestion
    assert found.remedy
    if message is not None:
        assert found.message == message
    assert "<" not in found.message


def test_a_broken_chart_does_not_hide_another(root: Path) -> None:
    text = "form: bars\ntitle: A\nsubtitle: B\nfigures: money/rescues/rode\n"
    declare(root, text, "one")
    declare(root, text, "two")
    assert [one.path for one in make_desk(root).check_charts()] == [
        "charts/one.yml",
        "charts/two.yml",
    ]


def test_a_grade_that_is_on_no_scale_does_not_stop_the_check(root: Path) -> None:
    declare(
        root,
        """
        form: steps
        title: Judgements
        subtitle: Of the inspectors
        figures: response/gradings/2024.*/grade
        """,
    )
    edit(
        root / "datasets" / "response" / "gradings.csv", "Overall,good,Good", "Overall,super,Super"
    )
    desk = make_desk(root)
    assert desk.check_charts() == []
    assert desk.charts.words("mine").picture.series[0].points[0].step is None


@pytest.mark.parametrize(
    ("call", "message", "suggestion"),
    [
        ('chart("varience")', 'There is no chart "varience".', "variance"),
        ('chart("")', 'There is no chart "".', ""),
        ("chart()", "chart was given too little: “id” is missing.", ""),
        (
            'chart("variance", True, "wide")',
            "chart was given 3 arguments, and takes 2 at most.",
            "",
        ),
        ("chart(4)", 'chart: "id" must be in quotes.', ""),
        ('chart(name="variance")', 'chart has no argument "name".', ""),
    ],
)
def test_each_misuse_of_a_chart_is_told(
    desk: Desk, call: str, message: str, suggestion: str
) -> None:
    found = problem(desk, f"{{{{ {call} }}}}")
    assert (found.message, found.suggestion, found.line) == (message, suggestion, 1)


def test_the_declarations_of_the_fire_service_are_sound() -> None:
    desk = make_desk()
    assert desk.check_charts() == []
    root = Path(__file__).parent.parent / "fire_service"
    declared, _ = read_charts(root / "charts", root)
    assert {one.id for one in declared} == {"times", "variance"}
