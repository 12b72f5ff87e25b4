"""The rule on words of direction beside figures."""

from pathlib import Path

import pytest

from plainfigures.check.direction_words import RULE, find
from plainfigures.figures.findings import Finding
from tests.check.written import PATH, finished
from tests.making import FIRE_SERVICE, edit, make_site
from tests.write.desks import make_desk

EARLY, LATE = "first-engine.eastmere@2024-04", "first-engine.eastmere@2024-07"  # 8.2 and 7.4
COUNTRY = "first-engine.country@2024-07"  # 9.3
FIGURES = {
    "E": f'{{{{ figure("response/times/{EARLY}") }}}}',
    "L": f'{{{{ figure("response/times/{LATE}") }}}}',
    "C": f'{{{{ figure("response/times/{COUNTRY}") }}}}',
    "S": '{{ figure("response/staff/firefighters@latest") }}',  # 620 after 603
    "SAME": '{{ figure("response/times/second-engine.eastmere@2024-07") }}',  # 11 after 11
    "DIFF": '{{ figure("money/derived/pressure") }}',  # forecast less budget, 698 thousand
    "GAP": f'{{{{ difference("response/times/{EARLY}", "response/times/{LATE}") }}}}',
    "P": '{{ share("money/budget/stations/forecast", "money/budget/total/forecast") }}',  # 91%
    "Q": '{{ figure("response/staff/on-call-share@2024-03-31") }}',  # 32%
    "G": '{{ figure("response/gradings/2024.overall/grade") }}',
}


def page(words: str) -> str:
    """Write a sentence with its figures for the names in angle brackets."""
    for name, macro in FIGURES.items():
        words = words.replace(f"<{name}>", macro)
    return words


def found(words: str) -> list[str]:
    return [one.message for one in find(finished(page(words)))]


@pytest.mark.parametrize(
    "words",
    [
        "It fell from <E> to <L>.",
        "From <E> it had fallen to <L>.",
        "It was <E>. Then it was <L>.",
        "The time declined by <GAP>.",
        "The number of firefighters rose to <S>.",
        "The time was unchanged at <SAME>.",
        "The country's time of <C> is higher than Eastmere's <L>.",
        "The engines came sooner in Eastmere, in <L>, which is lower than <C>.",
        "It is <DIFF> more than the budget.",
        "Almost all, <P>, is for stations; most of it.",
        "It was judged <G>.",
        "It was <E>. Nobody knows whether it rose.",
        "“It has risen to its highest,” the chief said, at <L>.",
        'The chief said "it has doubled", and it was <L>.',
        "The rose garden, the grown-up <L>, up to <L>, put down to <L>, made up of <L>.",
        "A bill fell due, and <L> fell short, on top of <C>, set up at <E>.",
        "More than one station, and more than once, in <L>; at most <C>.",
        "In Greater Eastmere it was <L>, once they grew up.",
        "The most recent is <L>, the most common <E>: no more than <C>, in higher education.",
        "It has dropped the plan to drop <S>.",
        "It did not rise, from <E> to <L>, and it has not risen.",
        "It has never doubled: it was <E>, then <L>.",
        "Whether or not it fell from <E> to <L>, it is not only shorter than <C>.",
        "At most <L>; most recently <C>; most, <P>, is for stations.",
    ],
)
def test_words_that_figures_bear_out_and_other_words_are_left_alone(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "word", "why"),
    [
        ("It rose from <E> to <L>.", "rose", "8.2 in April 2024, 7.4 in July 2024"),
        ("From <E> it had risen to <L>.", "risen", "8.2 in April 2024, 7.4 in July 2024"),
        ("Now at <L>, it has grown from <E>.", "grown", "8.2 in April 2024, 7.4 in July 2024"),
        ("It increased, by <GAP>.", "increased", "8.2 in April 2024, 7.4 in July 2024"),
        ("It is up by <GAP>.", "is up", "8.2 in April 2024, 7.4 in July 2024"),
        ("The time was <L>, unchanged from <E>.", "unchanged", "8.2 in April 2024, 7.4 in July 2024"),
        ("Firefighters fell to <S>.", "fell", "603 at 31 March 2023, 620 at 31 March 2024"),
        ("Firefighters doubled to <S>.", "doubled", "603 at 31 March 2023, 620 at 31 March 2024"),
        ("A reduction of staff, to <S>.", "reduction of", "603 at 31 March 2023, 620 at 31 March 2024"),
        ("It did not fall, from <E> to <L>.", "not fall", "8.2 in April 2024, 7.4 in July 2024"),
        ("It hasn't fallen from <E> to <L>.", "fallen", "8.2 in April 2024, 7.4 in July 2024"),
        ("It rocketed from <E> to <L>.", "rocketed", "8.2 in April 2024, 7.4 in July 2024"),
        ("It ro\u200bse from <E> to <L>.", "rose", "8.2 in April 2024, 7.4 in July 2024"),
        ("It went up to <L> from <E>.", "went up", "8.2 in April 2024, 7.4 in July 2024"),
        ("It takes <L>, longer than <C>.", "longer", "7.4, 9.3"),
        ("Most, <Q>, are on call.", "Most", "32%"),
        ("The majority (<Q>) are on call.", "The majority", "32%"),
        ("It dropped to <SAME>.", "dropped", "11 in April 2024, 11 in July 2024"),
        ("It took <L>, which is more than <C>.", "more", "7.4, 9.3"),
        ("It took <C>, which is lower than <L>.", "lower", "9.3, 7.4"),
        ("Almost all, <Q>, are on call.", "Almost all", "32%"),
        ("Most of them, <Q>, are on call.", "Most of", "32%"),
    ],
)  # fmt: skip
def test_a_word_that_figures_speak_against_is_found(words: str, word: str, why: str) -> None:
    assert found(words) == [f'The word "{word}" does not agree with the figures: {why}.']


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("It was judged <G> and rose.", "rose"),
        ("At <L> it is the first, and <C> is the highest.", "highest"),
        ("At <L> it is the fastest.", "fastest"),
        ("At <L> it is at a record high.", "record high"),
        ("Most firefighters came within <L>.", "Most"),
        ("It is the largest, <L>.", "largest"),
        ("The top <Q> of them.", "The top"),
        ("They grew with <L> and <Q>.", "grew"),
        ("It is <L> more.", "more"),
        ("Fewer came than in <Q>.", "Fewer"),
        ("Almost all of <L>.", "Almost all"),
        ("Calls have doubled.", "doubled"),
        ("The number has more than halved.", "more than halved"),
    ],
)
def test_a_word_that_no_figure_can_be_held_against_wants_a_test(words: str, word: str) -> None:
    assert found(words) == [f'The word "{word}" is held against no figure.']


@pytest.mark.parametrize(
    "words",
    [
        f'It {{{{ change("response/times/{EARLY}", "response/times/{LATE}") }}}}.',
        f'It is {{{{ said("the highest", "response/times/{COUNTRY} > response/times/{LATE}") }}}}, <C>.',
        '{{ table("money/budget", caption="The largest of them") }}',
    ],
)
def test_words_that_macros_write_or_a_test_holds_are_free(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("word", "before", "after", "holds"),
    [
        ("doubled", "603", "1206", True),
        ("doubled", "603", "1160", False),
        ("more than doubled", "603", "1290", True),
        ("more than doubled", "603", "1206", False),
        ("nearly doubled", "603", "1150", True),
        ("trebled", "100", "300", True),
        ("halved", "600", "300", True),
        ("halved", "600", "500", False),
        ("more than halved", "600", "250", True),
    ],
)
def test_a_multiple_is_held_to_the_figures(
    word: str, before: str, after: str, holds: bool, tmp_path: Path
) -> None:
    site = make_site(tmp_path)
    staff = site / "datasets" / "response" / "staff.csv"
    edit(staff, "2024,603,people,603", f"2024,{before},people,{before}")
    edit(staff, "2024,620,people,620", f"2024,{after},people,{after}")
    text = page(f"The number of firefighters {word} to <S>.")
    messages = [one.message for one in find(finished(text, desk=make_desk(site)))]
    assert (messages == []) is holds


def test_the_finding_stands_at_the_word_and_says_what_to_do() -> None:
    text = page("# Times\n\nThe first engine comes sooner.\nIt rose from <E> to <L>.")
    (finding,) = find(finished(text))
    assert finding == Finding(
        RULE,
        'The word "rose" does not agree with the figures: 8.2 in April 2024, 7.4 in July 2024.',
        "Correct the word, or let change(…) write it.",
        PATH,
        4,
        4,
    )
    (untold,) = find(finished(page("The largest is <L>.")))
    assert 'Write {{ said("largest", "TEST") }}' in untold.remedy


def test_words_of_a_card_and_of_a_chart_stand_beside_their_figures(tmp_path: Path) -> None:
    card = '{{ cards(card("response/staff/firefighters@latest", "firefighters, which fell")) }}'
    (finding,) = find(finished(card))
    assert 'The word "fell" does not agree' in finding.message
    assert (finding.line, finding.column) == (1, 74)
    site = make_site(tmp_path)
    chart = site / "charts" / "times.yml"
    edit(chart, "The first engine came in", "The time to the first engine rose to")
    (finding,) = find(finished("Words.", desk=make_desk(site)))
    assert finding.place == "charts/times.yml:2:38"


def test_the_fire_service_says_nothing_that_its_figures_do_not() -> None:
    pages = sorted((FIRE_SERVICE / "docs").rglob("*.md"))
    assert pages
    for page in pages:
        assert found(page.read_text("utf-8")) == [], page
