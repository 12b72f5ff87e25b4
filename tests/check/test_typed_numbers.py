"""The rule on numbers typed by hand: on pages, in macros' words, in charts and in the configuration."""

from pathlib import Path
from textwrap import dedent

import pytest
from msgspec.structs import replace

from plainfigures.check.typed_numbers import RULE, declared, find
from plainfigures.figures.declarations import AllowedNumber, Wording
from plainfigures.figures.findings import ADVICE, Finding
from tests.check.written import PATH, finished
from tests.making import FIRE_SERVICE, edit, make_site
from tests.write.desks import make_desk

SHARE = "response/staff/on-call-share@2024-03-31"
TOTAL = "money/budget/total/forecast"


def found(text: str) -> list[tuple[str, int, int]]:
    """Return what is typed on a page as (number, line, column)."""
    return [(one.message.split('"')[1], one.line, one.column) for one in find(finished(text))]


@pytest.mark.parametrize(
    "text",
    [
        f'It was {{{{ figure("{SHARE}") }}}} in March 2024.',
        '{{ table("money/budget") }}\n\n{{ chart("variance") }}\n\n{{ sources() }}',
        f'{{{{ cards(card("{SHARE}", "on call", since="{SHARE.replace("2024", "2023")}")) }}}}',
        '{{ timeline("plans/events") }}\n\n{{ tracker("plans/promises") }}',
        "{{ catalogue() }}\n\n{{ glossary() }}\n\n{{ changelog() }}\n\n{{ downloads() }}",
        f'## Of {{{{ figure("{SHARE}") }}}}\n\n[See {{{{ period("{SHARE}") }}}}](#x)',
        "1. First\n2. Second\n\n| When | What |\n| --- | --- |\n| 2 October 2024 | one |",
        '<p title="On 2 October 2024">The second of them, in 2019-2021.</p>',
        '<ol start="12"><li id="x12" class="c3">A</li></ol>',
        "<script>var a = 12;</script><style>p { margin: 12px }</style>",
    ],
)
def test_what_macros_write_and_what_is_free_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 12 calls.", ("12", 1, 12)),
        ("# Home\n\nWords,\nand then twelve calls.", ("twelve", 4, 10)),
        ("---\ntitle: Home\n---\n\nThere were 12 calls.", ("12", 5, 12)),
        ("## The 7 stations", ("7", 1, 8)),
        ("Go to [all 7 stations](https://fire.example/2/).", ("7", 1, 12)),
        ("![Chart of 12 bars](pic.png)", ("12", 1, 12)),
        ('![A chart](pic.png "12 bars")', ("12", 1, 21)),
        ("| Station | Calls |\n| --- | --- |\n| North | 1,204 |", ("1,204", 3, 11)),
        ("    Spend £4k", ("£4k", 1, 11)),
        ("Type `12` here.", ("12", 1, 7)),
        ("It was &#49;2 calls.", ("12", 1, 8)),
        ("It was 1**2** calls.", ("12", 1, 0)),
        ('<p title="12 calls">Words</p>', ("12", 1, 11)),
        ('<img src="x.png" alt="36% on call">', ("36%", 1, 23)),
        ('<div class="pf-table"><p>12 calls</p></div>', ("12", 1, 26)),
        ('<data class="pf-figure" data-figure="a/b/c" value="7">12</data>', ("12", 1, 55)),
        ("<time>12 calls</time>", ("12", 1, 7)),
        ("{{ 5 + 7 }} calls", ("12", 1, 0)),
        ('{{ "12" }} calls', ("12", 1, 0)),
        ('{% set many = "12" %}\n\nThere were {{ many }} calls.', ("12", 3, 0)),
        ('<meter value="12" max="20"></meter>', ("12", 1, 15)),
        ('<style>p::after { content: "12 calls" }</style>', ("12", 1, 29)),
        ('<iframe src="data:text/html,<p>12 calls"></iframe>', ("12", 1, 32)),
        ('<iframe srcdoc="<p>12 calls</p>"></iframe>', ("12", 1, 20)),
    ],
)
def test_a_typed_number_is_found_at_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: Our 7 stations\n---\n\nWords.", ("7", 2, 12)),
        ("---\ntitle: Home\ndescription: >-\n  All about\n  12 calls\n---\n\nWords.", ("12", 5, 3)),
        (f'{{{{ cards(card("{SHARE}",\n    "of 12 watches")) }}}}', ("12", 2, 9)),
        ('Words.\n\n{{ table("money/budget", caption="The 7 budgets") }}', ("7", 3, 39)),
        ('{{ glossary("outturn", "two outturns") }}', ("two", 1, 25)),
        ('{{ disagreement("money/claims/engine-cost", title="Two amounts") }}', ("Two", 1, 52)),
        ('{{ table("money/budget", caption="7/10") }}', ("7/10", 1, 35)),
        ('{{ glossary("outturn", "two outturns" | trim) }}', ("two", 1, 25)),
        (f'{{{{ said("twelve of them", "{SHARE} > 30", capital=True) }}}}', ("twelve", 1, 10)),
    ],
)
def test_titles_and_words_given_to_macros_are_looked_at_too(
    text: str, expected: tuple[str, int, int]
) -> None:
    assert found(text) == [expected]


def test_a_figure_that_is_altered_on_its_way_is_found() -> None:
    site = finished(f'It is {{{{ figure("{SHARE}") }}}}.')
    (page,) = site.pages
    altered = replace(page, content=page.content.replace(">32%<", ">42%<"))
    assert altered.content != page.content
    (finding,) = find(replace(site, pages=(altered,)))
    assert "was altered afterwards" in finding.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<S>%", "%"),
        ("**<S>** %", "%"),
        ("<S>k", "k"),
        ("<S> per cent", "per cent"),
        ("£<S>", "£"),
        ("It was -<S>", "-"),
        ("It was minus <S>", "minus"),
        ("<S><S>", "close together"),
        ("<S>,<S>", ","),
    ],
)
def test_what_makes_another_number_of_a_figure_is_found(text: str, words: str) -> None:
    staff = '{{ figure("response/staff/firefighters@latest") }}'
    (finding,) = find(finished(text.replace("<S>", staff)))
    assert words in finding.message


@pytest.mark.parametrize(
    "text", ["<S>-strong", "<S>-<S>", "(<S>)", "It had – <S> – people", "- <S>"]
)
def test_what_leaves_a_figure_as_it_is_may_stand_beside_it(text: str) -> None:
    staff = '{{ figure("response/staff/firefighters@latest") }}'
    assert not list(find(finished(text.replace("<S>", staff))))


def test_a_macro_passed_through_a_filter_counts_as_typed() -> None:
    assert [one[0] for one in found(f'{{{{ figure("{SHARE}") | upper }}}} calls')] == ["32%"]


def test_the_same_number_is_found_as_often_as_it_stands() -> None:
    text = "12 calls here.\n\nAnd here 12 calls, of them 12 at night.\n\n12 calls."
    assert found(text) == [("12", 1, 1), ("12", 3, 10), ("12", 3, 28), ("12", 5, 1)]


def test_the_finding_names_the_figure_that_was_probably_meant() -> None:
    text = f'It was {{{{ figure("{SHARE}") }}}}.\n\nSo 32% are on call, and £14.4 million is spent.'
    first, second = find(finished(text))
    assert first == Finding(
        RULE,
        'The number "32%" is typed by hand.',
        f'Perhaps {{{{ figure("{SHARE}") }}}} is meant. '
        "Take it from the data with a macro, or say it without a number.",
        PATH,
        3,
        4,
        SHARE,
    )
    assert second.suggestion == TOTAL


def test_a_small_number_is_not_taken_for_a_figure_of_another_package() -> None:
    (finding,) = find(finished("There are 11 stations."))
    assert finding.suggestion == ""


def test_a_chart_has_no_typed_number_in_its_words(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    chart = site / "charts" / "times.yml"
    edit(chart, "label: Eastmere", "label: Eastmere, 2 stations")
    edit(chart, "in minutes, by month", "in minutes, 12 calls a month")
    chart.write_text(chart.read_text("utf-8") + 'notes:\n  - "Half of them at night."\n', "utf-8")
    findings = list(find(finished("Words.", desk=make_desk(site))))
    places = [(one.message.split('"')[1], one.path, one.line) for one in findings]
    assert sorted(places) == [
        ("12", "charts/times.yml", 3),
        ("2", "charts/times.yml", 5),
        ("Half", "charts/times.yml", 10),
    ]


def test_the_name_of_the_site_and_its_menu_are_looked_at() -> None:
    configuration = "site_name: Eastmere\nnav:\n  - The 7 stations: index.md\n"
    wordings = [Wording("mkdocs.yml", "Eastmere"), Wording("mkdocs.yml", "The 7 stations")]
    (finding,) = find(finished("Words.", stated=wordings, configuration=configuration))
    assert finding.place == "mkdocs.yml:3:9"


def test_code_is_free_below_the_addresses_that_say_so() -> None:
    text = "Type `12` here.\n\n    12 lines\n\nBut no 12 here."
    assert [one.line for one in find(finished(text, code_free=["page/"]))] == [5]
    assert [one.line for one in find(finished(text, code_free=["other/"]))] == [1, 3, 5]


@pytest.mark.parametrize(
    ("pattern", "why", "message"),
    [
        ("", "A name.", "An entry of allowed_numbers has no pattern."),
        ("Form 12", "", 'The pattern "Form 12" does not say why it is allowed.'),
        ("Form (12", "A name.", 'The pattern "Form (12" is no regular expression: '),
        (r"\d+", "A name.", 'The pattern "\\d+" lets plain numbers pass, such as "7".'),
        (".*", "A name.", 'The pattern ".*" lets plain numbers pass, such as "7".'),
        (
            r"\d+ engines",
            "A name.",
            'The pattern "\\d+ engines" lets plain numbers pass, such as "603 engines".',
        ),
        ("six", "A name.", 'The pattern "six" lets plain numbers pass, such as "six".'),
    ],
)
def test_a_bad_pattern_is_found_at_its_line(pattern: str, why: str, message: str) -> None:
    site = finished("Words.", [AllowedNumber(pattern, why, 9)])
    (finding,) = find(site)
    assert finding.message.startswith(message)
    assert (finding.path, finding.line) == ("mkdocs.yml", 9)
    assert list(declared(site)) == []


def test_a_pattern_lets_a_name_pass_and_nothing_else() -> None:
    site = finished(
        "Under section 12 there are 12 calls.",
        [AllowedNumber("section 12", "Part of a law.", 4), AllowedNumber("Form 9", "A form.", 6)],
    )
    number, unused = find(site)
    assert (number.message, number.column) == ('The number "12" is typed by hand.', 28)
    assert (unused.level, unused.line) == (ADVICE, 6)
    assert list(declared(site)) == ["“section 12”: Part of a law.", "“Form 9”: A form."]


def test_whom_to_turn_to_may_have_a_telephone_number() -> None:
    text = "Call 01632 960 123.\n\nNot 960 of them."
    (finding,) = find(finished(text, own_words=["01632 960 123"]))
    assert finding.line == 3


def test_words_with_a_test_may_hold_a_fraction_and_no_number() -> None:
    test = "response/staff/on-call-share@2024-03-31 < 50"
    free = "less than half", "two thirds", "three times as many", "twice", "a third"
    for words in free:
        assert found(f'It is {{{{ said("{words}", "{test}") }}}}.') == []
    for words, number in (("12 calls", "12"), ("twelve calls", "twelve")):
        assert [one[0] for one in found(f'It is {{{{ said("{words}", "{test}") }}}}.')] == [number]


def test_the_fire_service_types_no_number() -> None:
    pages = sorted((FIRE_SERVICE / "docs").rglob("*.md"))
    assert pages
    for page in pages:
        assert found(page.read_text("utf-8")) == [], page


def test_a_page_that_only_looks_like_macros_is_typed() -> None:
    text = dedent("""
        <figure class="pf-chart" data-chart="variance" data-pf-made="pf00-0">
        <figcaption>12 calls</figcaption>
        </figure>

        <!--/pf-text pf00-->7 calls<!--pf-text pf00-->
    """)
    assert sorted(one[0] for one in found(text)) == ["12", "7"]
