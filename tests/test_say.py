"""Findings as text, as annotations and as JSON."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.figures.readability import PageReading, Weight
from plainfigures.say import (
    FORMATS,
    as_github,
    as_json,
    as_text,
    harmless,
    place_in_repository,
    reading_table,
)

TYPO = Finding(
    "macros",
    'There is no figure "a/b/d"',
    "Look again",
    "docs/index.md",
    12,
    4,
    "a/b/c",
)
CELL = Finding("table", "Is this 50%?", "", "datasets/a,b/c:d.csv", 3)
EMPTY = Finding("configuration", '"contact" is empty.', "Fill it in.", level=ADVICE)


def test_a_person_reads_where_what_and_what_to_do() -> None:
    assert as_text([TYPO, CELL, EMPTY]) == (
        'docs/index.md:12:4: error: There is no figure "a/b/d".\n'
        '    Did you mean "a/b/c"?\n'
        "    Look again.\n"
        "\n"
        "datasets/a,b/c:d.csv:3: error: Is this 50%?\n"
        "\n"
        'the site: advice: "contact" is empty.\n'
        "    Fill it in.\n"
        "\n"
        "2 errors and 1 piece of advice."
    )


@pytest.mark.parametrize(
    ("findings", "last"),
    [
        ([], "Nothing wrong."),
        ([CELL], "1 error."),
        ([CELL, TYPO], "2 errors."),
        ([EMPTY], "1 piece of advice."),
        ([EMPTY, EMPTY], "2 pieces of advice."),
        ([CELL, EMPTY, EMPTY], "1 error and 2 pieces of advice."),
    ],
)
def test_the_last_line_counts(findings: list[Finding], last: str) -> None:
    assert as_text(findings).splitlines()[-1] == last


def test_a_code_host_gets_annotations() -> None:
    assert as_github([TYPO, CELL, EMPTY]).splitlines() == [
        "::error file=docs/index.md,line=12,col=4,title=plainfigures%3A macros::"
        'There is no figure "a/b/d". Look again. Did you mean "a/b/c"?',
        "::error file=datasets/a%2Cb/c%3Ad.csv,line=3,title=plainfigures%3A table::Is this 50%25?",
        '::notice title=plainfigures%3A configuration::"contact" is empty. Fill it in.',
    ]


def test_an_annotation_is_one_line() -> None:
    assert (
        as_github([Finding("x", "One\r\ntwo")]) == "::error title=plainfigures%3A x::One%0D%0Atwo."
    )


def test_a_program_gets_every_part() -> None:
    assert json.loads(as_json([TYPO])) == {
        "version": 1,
        "errors": 1,
        "advice": 0,
        "findings": [
            {
                "rule": "macros",
                "level": "error",
                "path": "docs/index.md",
                "line": 12,
                "column": 4,
                "message": 'There is no figure "a/b/d"',
                "remedy": "Look again",
                "suggestion": "a/b/c",
            }
        ],
    }
    assert json.loads(as_json([])) == {"version": 1, "errors": 0, "advice": 0, "findings": []}


def test_the_example_in_the_editors_guide_is_what_a_program_gets() -> None:
    guide = (Path(__file__).parent.parent / "docs" / "editing" / "rules.md").read_text("utf-8")
    example = guide.partition("```json\n")[2].partition("```")[0]
    [row] = json.loads(example)["findings"]
    assert example.strip() == as_json([Finding(**row)])
    described = set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE))
    assert described == {*json.loads(example), *row} - {"findings"}


def test_a_site_that_is_part_of_a_repository_is_named_from_its_top(tmp_path: Path) -> None:
    site = tmp_path / "sites" / "fire"
    site.mkdir(parents=True)
    assert place_in_repository(site) == ""
    (tmp_path / ".git").mkdir()
    assert place_in_repository(site) == "sites/fire"
    assert place_in_repository(tmp_path) == ""
    assert place_in_repository(site, str(tmp_path / "sites")) == "fire"
    assert place_in_repository(site, "/somewhere/else") == "sites/fire"
    assert as_github([CELL], "sites/fire").startswith(
        "::error file=sites/fire/datasets/a%2Cb/c%3Ad.csv,line=3,"
    )


def test_the_formats_are_those_of_the_command() -> None:
    assert list(FORMATS) == ["text", "github", "json"]


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_a_format(message: str, remedy: str, path: str) -> None:
    finding = Finding("x", message, remedy, path)
    [row] = json.loads(as_json([finding]))["findings"]
    assert (row["message"], row["remedy"], row["path"]) == (message, remedy, path)
    assert as_github([finding]).count("\n") == 0


@given(st.text(st.sampled_from("a:#[]\n\r \x1b\x9b\u202e\u2028\x07\x85"), max_size=30))
def test_nothing_that_is_printed_does_more_than_show_words(text: str) -> None:
    finding = Finding("x", text, text, f"docs/{text}.md", suggestion=text)
    for said in (harmless(text), as_text([finding]), as_github([finding]), as_json([finding])):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", said)
    for said in (harmless(text), as_text([finding])):
        assert "##[" not in said
        assert not any(line.strip().startswith("::") for line in said.splitlines())
    [line] = as_github([finding]).splitlines()
    assert line.startswith("::error file=docs/")


def test_a_message_cannot_pass_for_another_finding() -> None:
    said = as_text([Finding("x", "One\nmacros/__init__.py:1: error: Two", path="docs/a.md")])
    assert said.splitlines()[0] == "docs/a.md: error: One macros/__init__.py:1: error: Two."


def test_how_hard_pages_are_is_a_table_with_columns_under_their_names() -> None:
    readings = [
        PageReading("docs/index.md", Weight(100, 150, 10), 12),
        PageReading("docs/a/long/name.md", Weight(1000, 1400, 80), 9),
    ]
    assert reading_table(readings).splitlines() == [
        "page                 sentences  words  words a sentence  grade  longest sentence",
        "docs/index.md               10    100              10.0    6.0                12",
        "docs/a/long/name.md         80   1000              12.5    5.8                 9",
    ]
    assert reading_table([]).split("  ")[0] == "page"
