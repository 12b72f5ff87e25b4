"""The rule on plain words: what counts as a word and a sentence, what is told, and where."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.check import FinishedSite, page_readings
from plainfigures.check.reading import count, find, syllables
from plainfigures.check.running_text import Terms, sentences_of, text_sentences
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.figures.readability import ReadingLimits, Weight
from tests.check.written import PATH, finished
from tests.making import edit, make_site
from tests.write.desks import make_desk

SHARE = "response/staff/on-call-share@2024-03-31"
LONG = " ".join(["word"] * 25) + " end."
"""A sentence of more words than the house allows."""
PLAIN = "The crew went out to the fire and put it out. " * 12
HARD = (
    "Organisational accountability necessitates comprehensive interdepartmental evaluation. " * 20
)


def found(text: str, limits: ReadingLimits | None = None) -> list[Finding]:
    """Return what is told of a page with this text."""
    return list(find(replace(finished(text), reading=limits or ReadingLimits())))


def read(text: str) -> list[tuple[str, int]]:
    """Return the sentences of a page as readers see them, each with its number of words."""
    site = finished(text)
    (page,) = site.pages
    return [(one.shown, len(one.words)) for one in text_sentences(page.content, site.key)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One fire. Two more!", ["One fire.", "Two more!"]),
        ("Ask Dr. Ames, e.g. by post. Or call.", ["Ask Dr. Ames, e.g. by post.", "Or call."]),
        ("It cost 4.5 times as much, p. 12 says.", ["It cost 4.5 times as much, p. 12 says."]),
        ("He said “Stop.” They did.", ["He said “Stop.”", "They did."]),
        ("It was “good.” in part.", ["It was “good.” in part."]),
        ("Who is J. Smith? A chief.", ["Who is J. Smith?", "A chief."]),
        ("", []),
    ],
)
def test_a_paragraph_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert [one.text for one in sentences_of(text)] == expected


def test_a_figure_is_one_word_however_many_are_shown() -> None:
    ((text, words),) = read(f'Of all staff, {{{{ figure("{SHARE}", unit=True) }}}} were on call.')
    assert text.startswith("Of all staff, ")
    assert words == 7


def test_a_dash_is_no_word() -> None:
    assert read("Fires – and floods – cost.") == [("Fires – and floods – cost.", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "# A heading\n\nWords.",
        "| A | B |\n| --- | --- |\n| Many | cells |\n\nWords.",
        "    code that is shown\n\nWords.",
        '{{ table("money/budget") }}\n\nWords.',
        '{{ timeline("plans/events") }}\n\nWords.',
        '{{ chart("variance") }}\n\nWords.',
        "Words.<sup>A note</sup>",
        '<p>Words.</p><div hidden>More</div><div class="footnote"><p>A note.</p></div>',
        "<details><dialog>More</dialog><p>Words.</p></details>",
    ],
)
def test_what_is_no_running_text_is_left_out(text: str) -> None:
    assert read(text) == [("Words.", 1)]


def test_an_item_of_a_list_is_a_sentence_and_so_is_what_stands_before_it() -> None:
    text = "We counted:\n\n- fires of *all* kinds\n- floods\n\n    - small<br>and large"
    assert [shown for shown, _ in read(text)] == [
        "We counted:", "fires of all kinds", "floods", "small and large",
    ]  # fmt: skip


def test_terms_are_easy_words_in_the_plural_too_and_only_whole() -> None:
    (sentence,) = sentences_of("Availability of appliances: re-evaluations by Eastmere’s crew.")
    terms = Terms(["appliance", "availability", "Eastmere", "evaluation", "crewing"])
    assert terms.plain(sentence) == [(), ("of",), (), (), ("by",), (), ("crew",)]
    assert Terms([]).plain(sentence)[0] == ("Availability",)


def test_a_number_is_an_easy_word_and_each_part_of_a_word_with_hyphens_counts() -> None:
    (sentence,) = sentences_of("By 2024 the well-kept fire-engine’s crew left.")
    plain = Terms([]).plain(sentence)
    assert plain == [
        ("By",), (), ("the",), ("well", "kept"), ("fire", "engine’s"), ("crew",), ("left",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "expected"), [("fire", 2), ("the", 1), ("organisation", 5), ("xyz", 1)]
)
def test_syllables_are_counted(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_the_grade_is_flesch_and_kincaids() -> None:
    # 0.39 × 10 + 11.8 × 1.5 − 15.59
    assert Weight(100, 150, 10).grade == Decimal("6.0")
    assert Weight(100, 150, 8).words_a_sentence == Decimal("12.5")
    assert Weight().grade == 0


def test_a_long_sentence_is_told_at_its_line_with_its_words() -> None:
    (one,) = found(f"---\ntitle: Home\n---\n\n# Fires\n\nShort.\n\nShort. Every {LONG}")
    assert (one.path, one.line, one.column, one.level) == (PATH, 9, 8, ADVICE)
    assert '"Every word word word word …" has 27 words' in one.message
    assert "limit is 25" in one.message


def test_a_long_sentence_that_begins_with_a_figure_is_told_at_its_line() -> None:
    (one,) = found(f'Short.\n\n{{{{ figure("{SHARE}") }}}} were {LONG}')
    assert (one.path, one.line) == (PATH, 3)


def test_a_sentence_at_the_limit_passes() -> None:
    assert found(LONG.removeprefix("word ")) == []
    assert len(found(LONG, ReadingLimits(sentence=26))) == 0
    assert [one.line for one in found(LONG, ReadingLimits(sentence=20))] == [1]


def test_a_hard_page_is_told_with_its_grade_its_hardest_sentence_and_its_words() -> None:
    (one,) = found(f"{PLAIN}\n\n{HARD}")
    assert one.level == ADVICE
    assert one.message.startswith("The page reads at grade ")
    assert "the house limit is grade 7." in one.message
    assert '"interdepartmental"' in one.remedy
    assert '"the"' not in one.remedy


def test_an_easy_page_and_one_too_short_to_judge_pass() -> None:
    assert found(PLAIN) == []
    assert found(HARD[:90]) == []


def test_terms_of_the_glossary_make_a_page_no_harder(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    terms = root / "datasets" / "glossary" / "terms.csv"
    words = terms.read_text("utf-8").splitlines()[1].split(",")
    before = finished(HARD, desk=make_desk(root))
    edit(terms, f"\n{words[0]},{words[1]},", f"\n{words[0]},Organisational accountability,")
    after = finished(HARD, desk=make_desk(root))
    (one,), (other,) = page_readings(before), page_readings(after)
    assert other.weight.words == one.weight.words
    assert other.weight.grade < one.weight.grade - 5


def test_a_long_sentence_in_a_table_is_told_at_its_row(tmp_path: Path) -> None:
    root = make_site(tmp_path)
    file = root / "datasets" / "glossary" / "terms.csv"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(lines).replace(_meaning(lines[2]), f"Short. {LONG}") + "\n", "utf-8")
    told = list(find(finished("Words.", desk=make_desk(root))))
    assert [(one.path, one.line) for one in told] == [("datasets/glossary/terms.csv", 3)]


def _meaning(line: str) -> str:
    return max(next(csv.reader([line])), key=len)


def _elsewhere(site: FinishedSite, address: str) -> FinishedSite:
    (page,) = site.pages
    return replace(site, pages=(replace(page, address=address),))


def test_pages_that_are_not_for_residents_are_left_out() -> None:
    limits = ReadingLimits(leave_out=("editing/",))
    site = replace(finished(LONG), reading=limits)
    assert count(site) == 1
    assert count(_elsewhere(site, "editing/page/")) == 0
    assert list(find(_elsewhere(site, "editing/page/"))) == []
    assert page_readings(_elsewhere(site, "editing/page/")) == []


def test_pages_that_no_editor_wrote_are_left_out() -> None:
    site = finished(LONG)
    (page,) = site.pages
    assert page.source is not None
    made = replace(page, source=replace(page.source, made=True))
    assert list(find(replace(site, pages=(made,)))) == []


def test_the_readings_say_what_a_page_has() -> None:
    (one,) = page_readings(finished("The crew went out. It put the fire out and came back."))
    assert (one.path, one.weight.sentences, one.weight.words, one.longest) == (PATH, 2, 12, 8)
    assert page_readings(finished("# Only a heading")) == []


def test_a_setting_that_cannot_be_used_is_told_at_its_line() -> None:
    limits = ReadingLimits(problems=('The setting "grade" under "reading" is no number.',), line=4)
    (one,) = found("Words.", limits)
    assert (one.path, one.line, one.level) == ("mkdocs.yml", 4, ADVICE)
    assert "leave_out" in one.remedy
