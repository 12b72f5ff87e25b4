"""Macros in running text: the markup that other programs rely on, each form, each misuse."""

from decimal import Decimal
from pathlib import Path

import pytest

from plainfigures.write import Desk
from tests.making import append, edit
from tests.write.desks import findings, make_desk, problem, text_of, write

STATIONS = "money/budget/stations/forecast"
TOTAL = "money/budget/total/forecast"
SHARE_2023 = "response/staff/on-call-share@2023-03-31"
SHARE_2024 = "response/staff/on-call-share@2024-03-31"
MISSING = "response/times/first-engine.eastmere@2024-10"


def data(reference: str, value: str, shown: str) -> str:
    """The fixed surface: what every figure in a sentence is written as."""
    return f'<data class="pf-figure" data-figure="{reference}" value="{value}">{shown}</data>'


@pytest.mark.parametrize(
    ("call", "reference", "value", "shown"),
    [
        (f'"{STATIONS}"', STATIONS, "13104000", "£13.1 million"),
        (f'"{STATIONS}", "short"', STATIONS, "13104000", "£13.1 million"),
        (f'"{STATIONS}", form="full"', STATIONS, "13104000", "£13,104,000"),
        (f'"{STATIONS}", form="thousands"', STATIONS, "13104000", "£13,104 thousand"),
        (f'"{STATIONS}", form="printed"', STATIONS, "13104000", "13,104"),
        (
            '"money/budget/training/variance"',
            "money/budget/training/variance",
            "-145000",
            "−£145,000",
        ),
        ('"money/claims/new-engines"', "money/claims/new-engines", "6", "6"),
        ('"money/claims/new-engines", form="words"', "money/claims/new-engines", "6", "six"),
        (
            '"money/claims/new-engines", "words", unit=True, capital=True',
            "money/claims/new-engines",
            "6",
            "Six engines",
        ),
        (
            '"money/claims/grant", form="printed"',
            "money/claims/grant",
            "2100000",
            "over £2.1m",
        ),
        ('"money/derived/pressure"', "money/derived/pressure", "698000", "£698,000"),
        (
            '"money/rescues/water-and-height", unit=True',
            "money/rescues/water-and-height",
            "34",
            "34 rescues",
        ),
        (
            '"response/staff/firefighters@latest"',
            "response/staff/firefighters@2024-03-31",
            "620",
            "620",
        ),
        (
            '"response/staff/firefighters@2023-03-31~2023"',
            "response/staff/firefighters@2023-03-31~2023",
            "611",
            "611",
        ),
        (
            '"money/budget/fire-stations/variance"',
            "money/budget/stations/variance",
            "843000",
            "£843,000",
        ),
        (
            '"response/gradings/2021.overall/grade"',
            "response/gradings/2021.overall/grade",
            "requires-improvement",
            "requires improvement",
        ),
        (
            '"response/gradings/2021.overall/grade", capital=True',
            "response/gradings/2021.overall/grade",
            "requires-improvement",
            "Requires improvement",
        ),
        (
            '"plans/events/inspection/date"',
            "plans/events/inspection/date",
            "2024-05-17",
            "17 May 2024",
        ),
        (f'"{MISSING}"', MISSING, "x", "not available"),
        (
            '"response/gradings/2021.people/grade"',
            "response/gradings/2021.people/grade",
            "z",
            "not applicable",
        ),
    ],
)
def test_a_figure_is_written_as_other_programs_rely_on(
    desk: Desk, call: str, reference: str, value: str, shown: str
) -> None:
    assert write(desk, f"{{{{ figure({call}) }}}}") == data(reference, value, shown)


def test_a_printed_minus_stays_as_it_was_printed(desk: Desk) -> None:
    written = write(desk, '{{ figure("money/budget/training/variance", form="printed") }}')
    assert text_of(written) == "-145"


def test_what_is_read_otherwise_than_printed_is_shown_as_it_is_read(desk: Desk) -> None:
    written = write(desk, '{{ figure("money/claims/engine-cost") }}')
    assert written == data("money/claims/engine-cost", "345000", "£345,000")
    printed = write(desk, '{{ figure("money/claims/engine-cost", form="printed") }}')
    assert text_of(printed) == "£345"


def test_what_was_printed_as_over_a_number_is_said_as_over_it(desk: Desk) -> None:
    reference = "money/claims/grant"
    for call, shown in (("", "over £2.1 million"), (", capital=True", "Over £2.1 million")):
        written = write(desk, f'{{{{ figure("{reference}"{call}) }}}}')
        assert written == data(reference, "2100000", shown)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("c", "kept confidential"),
        ("x", "not available"),
        ("z", "not applicable"),
        ("u", "too unreliable to publish"),
        ("low", "too low to show, but not zero"),
    ],
)
def test_each_missing_value_says_why_in_words(root: Path, reason: str, words: str) -> None:
    file = root / "datasets" / "response" / "times.csv"
    edit(file, "eastmere,2024-10,,,x,", f"eastmere,2024-10,,,{reason},")
    assert write(make_desk(root), f'{{{{ figure("{MISSING}") }}}}') == data(MISSING, reason, words)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (SHARE_2023, SHARE_2024, "fell from 36% at 31 March 2023 to 32% at 31 March 2024"),
        (
            "response/times/second-engine.eastmere@2024-04",
            "response/times/second-engine.eastmere@2024-07",
            "did not change: 11 in April 2024 and 11 in July 2024",
        ),
        (
            "response/times/first-engine.country@2024-04",
            "response/times/first-engine.country@2024-07",
            "rose from 9.1 in April 2024 to 9.3 in July 2024",
        ),
    ],
)
def test_the_word_of_a_change_comes_from_the_values(
    desk: Desk, before: str, after: str, words: str
) -> None:
    written = write(desk, f'{{{{ change("{before}", "{after}") }}}}')
    assert text_of(written) == words
    assert written.count('class="pf-figure"') == 2


def test_a_changed_value_turns_the_word_of_the_change(root: Path) -> None:
    file = root / "datasets" / "response" / "staff.csv"
    edit(file, "2024-03-31,2024,32,percent,32%", "2024-03-31,2024,38.5,percent,38.5%")
    written = write(make_desk(root), f'{{{{ change("{SHARE_2023}", "{SHARE_2024}") }}}}')
    assert text_of(written) == "rose from 36% at 31 March 2023 to 38.5% at 31 March 2024"


def test_a_change_takes_a_form_and_a_capital(desk: Desk) -> None:
    call = 'change("money/budget/total/variance", "money/budget/total/forecast"'
    written = write(desk, f'{{{{ {call}, form="thousands", capital=True) }}}}')
    assert text_of(written).startswith("Rose from £698 thousand at month 4")


@pytest.mark.parametrize("order", [("2024-04", "2024-07"), ("2024-07", "2024-04")])
def test_what_is_worked_out_over_time_is_of_the_later_period(order: tuple[str, str]) -> None:
    desk = make_desk()
    one, other = (f"response/times/first-engine.eastmere@{period}" for period in order)
    write(desk, f'{{{{ difference("{one}", "{other}") }}}}')
    (computed,) = (one for one in desk.catalogue.figures if one.reference[:9] == "computed/")
    assert computed.period == "2024-07"


def test_a_difference_of_percentages_is_in_percentage_points(desk: Desk) -> None:
    for one, other in ((SHARE_2023, SHARE_2024), (SHARE_2024, SHARE_2023)):
        written = write(desk, f'{{{{ difference("{one}", "{other}") }}}}')
        assert text_of(written) == "4 percentage points"


def test_a_difference_has_a_reference_of_its_own_that_stays(desk: Desk) -> None:
    written = write(desk, f'{{{{ difference("{TOTAL}", "{STATIONS}", form="full") }}}}')
    again = write(make_desk(), f'{{{{ difference("{TOTAL}", "{STATIONS}", form="full") }}}}')
    assert text_of(written) == "£1,305,000"
    assert written == again
    reference = written.partition('data-figure="')[2].partition('"')[0]
    assert reference.startswith("computed/difference/")
    figure = desk.catalogue.find(reference)
    assert figure.inputs == (TOTAL, STATIONS)
    assert figure.value == Decimal(1305000)
    assert (figure.period, figure.body) == ("fy2024-25.m4", "eastmere-fire-authority")


@pytest.mark.parametrize(
    ("call", "shown", "value"),
    [
        (f'"{STATIONS}", "{TOTAL}"', "91%", "91"),
        (f'"{STATIONS}", "{TOTAL}", places=1', "90.9%", "90.9"),
        ('"money/rescues/road", "money/rescues/total", places=1', "86.1%", "86.1"),
        (
            '"money/claims/new-engines", "money/rescues/total", mixed="engines in rescues"',
            "2%",
            "2",
        ),
    ],
)
def test_a_share_is_a_percentage_rounded_half_up(
    desk: Desk, call: str, shown: str, value: str
) -> None:
    written = write(desk, f"{{{{ share({call}) }}}}")
    assert f'value="{value}">{shown}</data>' in written


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("money/budget/total/variance", "month 4 of 2024 to 2025"),
        ("money/claims/grant", "2024 to 2025"),
        ("response/times/first-engine.eastmere@2024-07", "July 2024"),
        (SHARE_2023, "31 March 2023"),
    ],
)
def test_a_period_is_written_as_dates_are(desk: Desk, reference: str, words: str) -> None:
    written = write(desk, f'{{{{ period("{reference}") }}}}')
    period = desk.catalogue.find(reference).period
    assert written == f'<span class="pf-period" data-period="{period}">{words}</span>'


def test_a_period_at_the_start_of_a_sentence_has_a_capital(desk: Desk) -> None:
    written = write(desk, '{{ period("money/budget/total/variance", capital=True) }}')
    assert text_of(written) == "Month 4 of 2024 to 2025"


@pytest.mark.parametrize(
    ("call", "message", "suggestion"),
    [
        (
            'figure("money/budgt/stations/variance")',
            'There is no figure "money/budgt/stations/variance".',
            "money/budget/stations/variance",
        ),
        ('figure("the variance")', '"the variance" is not a reference.', ""),
        (
            'figure("response/staff/firefighters@2023-03-31~2019")',
            'There is no figure "response/staff/firefighters@2023-03-31~2019".',
            "response/staff/firefighters@2023-03-31",
        ),
        (f'figure("{STATIONS}", form="shrt")', 'There is no form "shrt".', "short"),
        (f'figure("{STATIONS}", frm="full")', 'figure has no argument "frm".', "form"),
        ("figure()", "figure was given too little: “ref” is missing.", ""),
        (
            f'figure("{STATIONS}", ref="{STATIONS}")',
            'figure was given "ref" twice.',
            "",
        ),
        ('figure("a/b/c", "d", 1, 2, 3)', "figure was given 5 arguments, and takes 4 at most.", ""),
        ("figure(12)", 'figure: "ref" must be in quotes.', ""),
        (f'figure("{STATIONS}", form=1)', 'figure: "form" must be in quotes.', ""),
        (f'figure("{STATIONS}", unit="GBP")', 'figure: "unit" must be True or False.', ""),
        (
            f'figure("{STATIONS}", form="words")',
            "13,104,000 cannot be written in words.",
            "",
        ),
        (
            'figure("money/derived/pressure", form="printed")',
            '"money/derived/pressure" was not printed as one figure.',
            "",
        ),
        (
            f'change("{SHARE_2023}", "response/staff/firefighters@2024-03-31")',
            f'"{SHARE_2023}" and "response/staff/firefighters@2024-03-31" cannot be compared: '
            "the first is in per cent, the second in firefighters.",
            "",
        ),
        (
            f'change("{SHARE_2024}", "{SHARE_2023}")',
            f'"{SHARE_2024}" is later than "{SHARE_2023}".',
            "",
        ),
        (
            'change("money/budget/training/variance", "money/budget/stations/variance")',
            '"money/budget/training/variance" and "money/budget/stations/variance" are of two '
            "things, so nothing changed.",
            "",
        ),
        (
            f'change("{MISSING}", "response/times/first-engine.eastmere@2024-07")',
            f'"{MISSING}" has no number (not available).',
            "",
        ),
        (
            'difference("response/gradings/2021.overall/grade", '
            '"response/gradings/2024.overall/grade")',
            '"response/gradings/2021.overall/grade" is no number: it says “requires improvement”.',
            "",
        ),
        (
            f'share("{STATIONS}", "money/rescues/total")',
            f'"{STATIONS}" is in pounds, and "money/rescues/total" in rescues.',
            "",
        ),
        (
            f'share("{STATIONS}", "{TOTAL}", places="one")',
            'share: "places" must be a whole number.',
            "",
        ),
        (f'share("{STATIONS}", "{TOTAL}", places=40)', "share cannot show 40 decimals.", ""),
        ('period("plans/events/plan/date")', '"plans/events/plan/date" has no period.', ""),
        ("period(ref)", 'There is no macro or setting called "ref".', ""),
        ('figur("money/claims/grant")', 'There is no macro or setting called "figur".', "figure"),
        ("figure", 'The macro "figure" is named here and not called.', ""),
    ],
)
def test_each_misuse_is_told_at_its_line(
    desk: Desk, call: str, message: str, suggestion: str
) -> None:
    found = problem(desk, f"A page.\n\nIt says {{{{ {call} }}}} here.\n")
    assert (found.rule, found.path, found.line) == ("macros", "docs/page.md", 3)
    assert (found.message, found.suggestion) == (message, suggestion)
    assert found.remedy


def test_a_share_of_nothing_is_told(root: Path) -> None:
    file = root / "datasets" / "money" / "claims.csv"
    append(file, "nought,Nought,0,GBP,1,£0,,,fy2024-25,actual,budget-2024,paragraph 9,")
    found = problem(
        make_desk(root),
        '{{ share("money/claims/grant", "money/claims/nought", mixed="a forecast") }}',
    )
    assert found.message == '"money/claims/nought" is zero, so nothing is a share of it.'


def test_the_way_to_write_a_macro_is_told_with_its_misuse(desk: Desk) -> None:
    found = problem(desk, "{{ share() }}")
    assert found.remedy == (
        'Write it as: {{ share("PART", "WHOLE") }}. '
        "You may add places=, mixed= or until=, as the editors' guide tells."
    )
    assert problem(desk, "{{ ladder(ref=1) }}").remedy == (
        'Write it as: {{ ladder("REFS", …) }}. You may add until=, as the editors\' guide tells.'
    )


def test_a_mistake_leaves_the_rest_of_the_page_to_be_looked_at(desk: Desk) -> None:
    text = '{{ figure("a/b/c") }}\n\n{{ nothing() }}\n\n{{ period() }}\n{{ chart(variance) }}\n'
    assert [(one.line, one.message.partition('"')[0]) for one in findings(desk, text)] == [
        (1, "There is no figure "),
        (3, "There is no macro or setting called "),
        (5, "period was given too little: “ref” is missing."),
        (6, "There is no macro or setting called "),
    ]
