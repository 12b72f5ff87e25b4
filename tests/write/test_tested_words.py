"""The macro for words that figures must bear out."""

import pytest

from tests.write.desks import make_desk, problem, write

SHARE = "response/staff/on-call-share@2024-03-31"  # 32%
BEFORE = "response/staff/on-call-share@2023-03-31"  # 36%


def test_words_are_written_with_their_test_while_it_holds() -> None:
    assert write(make_desk(), f'{{{{ said("less than half", "{SHARE} < 50") }}}}') == (
        f'<span class="pf-word" data-test="{SHARE} &lt; 50">less than half</span>'
    )


def test_the_first_letter_can_be_a_capital_and_everything_is_escaped() -> None:
    written = write(make_desk(), f'{{{{ said("*most* <b>", "{SHARE} > 1", capital=True) }}}}')
    assert written.endswith(">&#42;most&#42; &#60;b&#62;</span>")
    written = write(make_desk(), f'{{{{ said("fewer", "{SHARE} > 1", capital=True) }}}}')
    assert written.endswith(">Fewer</span>")


@pytest.mark.parametrize(
    ("call", "message", "remedy"),
    [
        (
            f'said("more than half", "{SHARE} > 50")',
            'The figures speak against "more than half". It is not so that '
            "Share of firefighters who are on call (32%) is above 50.",
            "Say what the figures say, or correct the test.",
        ),
        (f'said("half", "{SHARE}")', 'The test "', "Write"),
        ('said("half", "response/staff/on-call-shar@2024-03-31 > 50")', '"response/staff/on-call-shar@2', ""),
        ('said("rose", "1 = 1")', 'The test "1 = 1" holds whatever the figures are.', "Compare two"),
        (f'said("rose", "{SHARE} >= {SHARE}")', "holds whatever the figures are.", "Compare two"),
        (f'said("two thirds", "{SHARE} < {BEFORE}")', '"two thirds" says a number, and', "0.5"),
        (f'said("doubled", "{SHARE} < {BEFORE}")', '"doubled" says a number, and its test', "0.5"),
        (f'said("", "{SHARE} > 1")', "said was given no words.", "Write said(words, test)."),
        ('said("half")', "said was given too little", 'Write it as: {{ said("WORDS", "TEST")'),
    ],
)  # fmt: skip
def test_words_that_figures_do_not_bear_out_are_refused(
    call: str, message: str, remedy: str
) -> None:
    found = problem(make_desk(), f"Words.\n\n{{{{ {call} }}}}")
    assert message in found.message
    assert remedy in found.remedy
    assert found.line == 3


def test_several_tests_must_all_hold() -> None:
    desk = make_desk()
    assert "pf-word" in write(
        desk, f'{{{{ said("fell", "{SHARE} < {BEFORE} and {SHARE} > 30") }}}}'
    )
    found = problem(desk, f'{{{{ said("fell", "{SHARE} < {BEFORE} and {SHARE} > 35") }}}}')
    assert "is above 35." in found.message
