"""Relations and claims as a descriptor declares them."""

from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.expressions import parse_test
from plainfigures.figures.findings import Finding
from plainfigures.figures.statements import Claim, ClaimReading, Discrepancy, Relation
from plainfigures.read import Store
from tests.making import describe, edit, line_of, make_datasets, read_data
from tests.stating import declare

MONEY = "datasets/money/datapackage.json"
TEST = "money/rescues/road > money/rescues/water-and-height"
SOUND = {"key": "roads", "title": "Roads come first", "test": TEST}


def found_after(root: Path, **own: Any) -> list[Finding]:
    declare(root, **own)
    return read_data(root)[1]


def test_what_is_declared_is_read_whole(tmp_path: Path) -> None:
    file = declare(
        tmp_path,
        relations=[
            SOUND,
            {
                **SOUND,
                "key": "known",
                "note": "A note.",
                "across": ["period", "basis"],
                "discrepancy": {"explanation": "It differs.", "shown": "This.", "why": "Because."},
            },
        ],
        claims=[
            {
                "key": "mostly-roads",
                "table": "said",
                "figures": ["money/rescues/total"],
                "readings": [{"words": "Most.", "test": TEST, "note": "Of two."}],
            },
            {"key": "best-trained", "table": "said", "whyNot": "Unknown."},
        ],
    )
    catalogue, found = read_data(tmp_path)
    steps = parse_test(TEST)
    assert found == []
    assert catalogue.packages["money"].relations == (
        Relation("roads", "Roads come first", TEST, steps, line=line_of(file, '"key": "roads"')),
        Relation(
            "known",
            "Roads come first",
            TEST,
            steps,
            "A note.",
            ("period", "basis"),
            Discrepancy("It differs.", "This.", "Because."),
            line_of(file, '"key": "known"'),
        ),
    )
    assert catalogue.packages["money"].claims == (
        Claim(
            "mostly-roads",
            "said",
            (ClaimReading("Most.", TEST, steps, "Of two."),),
            ("money/rescues/total",),
            "",
            line_of(file, '"key": "mostly-roads"'),
        ),
        Claim("best-trained", "said", (), (), "Unknown.", line_of(file, '"key": "best-trained"')),
    )


def test_statements_are_kept_in_the_store_with_their_package(tmp_path: Path) -> None:
    declare(tmp_path, relations=[SOUND], claims=[{"key": "mostly-roads", "whyNot": "Unknown."}])
    store = Store(tmp_path / "store")
    first, second = (read_data(tmp_path, store)[0].packages["money"] for _ in range(2))
    assert len(first.relations) == len(first.claims) == 1
    assert (second.relations, second.claims) == (first.relations, first.claims)


@pytest.mark.parametrize(
    ("own", "message", "remedy", "words"),
    [
        (
            {"relations": [{"key": "roads", "title": "Roads"}]},
            '"relations", entry 1 has no "test".',
            'Add a line there: "test": "…".',
            "",
        ),
        (
            {"relations": [{**SOUND, "discrepency": {}}]},
            '"relations", entry 1 has a part "discrepency" that is not known.',
            'Call it "discrepancy".',
            "",
        ),
        (
            {
                "relations": [
                    {**SOUND, "discrepancy": {"explanation": "It differs.", "shown": "This."}}
                ]
            },
            '"relations", entry 1, "discrepancy" has no "why".',
            'Add a line there: "why": "…".',
            '"discrepancy": {',
        ),
        (
            {"relations": [{**SOUND, "across": "period"}]},
            '"relations", entry 1, "across" must be a list, but is text.',
            "Write it as a list between [ and ].",
            '"across": "period"',
        ),
        (
            {"relations": [{**SOUND, "key": "Roads first"}]},
            'The name "Roads first" cannot be part of a reference.',
            "Use lower case letters, digits and single hyphens.",
            '"key": "Roads first"',
        ),
        (
            {"claims": [{"key": "mostly-roads", "readings": [{"words": "Most."}]}]},
            '"claims", entry 1, "readings", entry 1 has no "test".',
            'Add a line there: "test": "…".',
            "",
        ),
    ],
)
def test_a_statement_of_another_shape_is_told_at_its_line(
    tmp_path: Path, own: dict[str, Any], message: str, remedy: str, words: str
) -> None:
    (finding,) = found_after(tmp_path, **own)
    assert (finding.rule, finding.message, finding.remedy) == ("descriptor", message, remedy)
    if words:
        assert finding.line == line_of(tmp_path / MONEY, words)


def test_a_test_that_cannot_be_read_is_told_at_its_line_and_the_rest_is_kept(
    tmp_path: Path,
) -> None:
    broken = "money/rescues/road == 2"
    readings = [{"words": "Most.", "test": "firts(money/rescues/road) = 2"}]
    found = found_after(
        tmp_path,
        relations=[SOUND, {**SOUND, "key": "broken", "test": broken}],
        claims=[{"key": "mostly-roads", "table": "said", "readings": readings}],
    )
    assert [(one.rule, one.line, one.suggestion) for one in found] == [
        ("relation", line_of(tmp_path / MONEY, broken), ""),
        ("claim", line_of(tmp_path / MONEY, "firts("), "first"),
    ]
    assert found[0].message == f'The test "{broken}" cannot be read from " == 2" on.'


def test_a_key_that_is_there_twice_is_told(tmp_path: Path) -> None:
    twice = {"key": "mostly-roads", "whyNot": "Unknown."}
    found = found_after(tmp_path, relations=[SOUND, SOUND], claims=[twice, twice])
    assert [(one.rule, one.message) for one in found] == [
        ("relation", 'There are two relations called "roads" in this package.'),
        ("claim", 'There are two claims called "mostly-roads" in this package.'),
    ]
    assert found[0].line < found[1].line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10", ""),
        ("0", ""),
        ("ten", 'The rounding "ten" is not a number.'),
        ("-5", 'The rounding "-5" is not a number.'),
    ],
)
def test_what_numbers_were_rounded_to_is_read(tmp_path: Path, text: str, message: str) -> None:
    make_datasets(tmp_path)
    file = tmp_path / "datasets" / "money" / "rescues.csv"
    edit(file, "locator,combines", "locator,combines,rounding")
    edit(file, '"table 2, row 1",', f'"table 2, row 1",,{text}')
    edit(file, '"table 2, row 2; table 2, row 3"', '"table 2, row 2; table 2, row 3",')
    edit(file, '"table 2, row 4",', '"table 2, row 4",,')
    schema = {"name": "rounding", "title": "Rounding", "description": "The step.", "type": "string"}

    def change(content: dict[str, Any]) -> None:
        content["resources"][1]["schema"]["fields"].append(schema)

    describe(file.parent, change)
    catalogue, found = read_data(tmp_path)
    assert [one.message for one in found] == ([message] if message else [])
    if not message:
        assert str(catalogue.find("money/rescues/road").rounding) == text
        assert catalogue.find("money/rescues/total").rounding is None
