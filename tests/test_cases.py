"""What is said of each mistake in `tests/cases/`, word for word, and that somebody can act on it."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainfigures.check import ASKED_RULES, DATA_RULES, SITE_RULES
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.pictures import FORMS
from plainfigures.write import Desk
from tests.cases.running import CASES, case_names, make_base, run_case

NAMES = case_names()

PROGRAMMERS = re.compile(
    r"Traceback|\b\w+(?:Error|Exception|Warning)\b|<class|(?-i:\bNone\b)|\bnull\b|object at 0x"
    r"|/(?:tmp|work|home|usr|root|var)/|site-packages|\.py:\d+, in"
    r"|\b(?:frictionless|pandas|openpyxl|odfpy|jinja2?|lxml|msgspec|lark|matplotlib|libyaml|regex)\b",
    re.IGNORECASE,
)
"""What only a programmer reads: no case may say it."""

FINDING = re.compile(r"(?P<place>\S[^\n]*?): (?P<level>error|advice): (?P<message>[^\n]+)")
PLACE = re.compile(r"[^:\s][^:]*:[1-9]\d*(?::[1-9]\d*)?")

NO_LINE: dict[str, str] = {
    "descriptor-missing": "the file is not there",
    "macros-of-the-site-not-there": "the file is not there",
    "finished-template-left-open": "the folder of the site's own templates is at fault",
    "web-page-beside-the-pages": "the whole file is at fault",
}
"""Cases whose finding has no line, each with the reason."""

BY_RULE = {
    "after-its-source": "later-than-its-source",
    "alias": "alias-to-nowhere",
    "as-published": "as-published-differs",
    "basis": "difference-across-bases",
    "body": "figure-of-another-body",
    "chart": "chart-form-misspelt",
    "claim": "claim-without-readings",
    "configuration": "configuration-placeholder",
    "description": "description-still-to-be-written",
    "descriptor": "descriptor-comma-missing",
    "direction-word": "direction-word-wrong",
    "drawn-from": "drawn-from-another-period",
    "embargo": "embargo-of-a-figure-on-a-page",
    "example": "example-left-in-the-list",
    "expected": "expected-and-not-here",
    "figure-parts": "figure-without-a-period",
    "foreign-key": "body-not-in-its-table",
    "formula": "formula-with-a-misspelt-figure",
    "harmless": "data-formula-in-a-cell",
    "heading": "headings-that-skip-a-level",
    "home-area": "home-area-of-another",
    "image": "picture-without-words",
    "ledger": "ledger-number-not-accounted-for",
    "link": "link-to-a-page-that-is-not-there",
    "macros": "figure-misspelt",
    "markup": "page-with-html-that-runs",
    "outside": "picture-from-elsewhere",
    "page": "page-front-matter-colon",
    "read-as": "read-as-without-a-reason",
    "reading": "sentence-too-long",
    "recoverable": "confidential-number-can-be-worked-out",
    "relation": "total-does-not-add-up",
    "revision": "revision-without-a-record",
    "series": "series-of-two-units-by-mistake",
    "shown": "figure-written-by-hand",
    "small-number": "small-number-shown",
    "source": "source-not-in-the-register",
    "source-body": "source-of-another-body",
    "table": "table-cell-with-a-letter",
    "typed-number": "number-typed-by-hand",
    "withheld": "withheld-place-taken",
}
"""Of each rule, a case in which it finds something."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base site, in which nothing is wrong, with what a check of it keeps."""
    return make_base(tmp_path_factory.mktemp("base"))


def expected(name: str) -> str:
    """Return the expected text of a case."""
    return (CASES / name / "expected.txt").read_text("utf-8")


def command(name: str) -> str:
    """Return the command of a case."""
    file = CASES / name / "command.txt"
    return file.read_text("utf-8").strip() if file.is_file() else "check"


def refused(words: str) -> list[str]:
    """Return the cases that put `words` into the site, and in which something is then wrong."""
    return [
        name
        for name in NAMES
        if "exit 0" not in expected(name)
        and any(words in line for line in _put_in(CASES / name / "input"))
    ]


def _put_in(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.name == "edits.txt" or file.suffix in {".md", ".yml"}:
            yield from file.read_text("utf-8", errors="replace").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said(name: str, base: Path, tmp_path: Path) -> None:
    rules: set[str] = set()
    assert run_case(name, base, tmp_path / "site", rules) == expected(name)
    assert {rule for rule, case in BY_RULE.items() if case == name} <= rules


def test_each_rule_has_a_case() -> None:
    names = [rule.name for rules in (DATA_RULES, SITE_RULES, ASKED_RULES) for rule in rules]
    assert sorted(BY_RULE) == sorted(names)
    assert set(BY_RULE.values()) <= set(NAMES)


def test_each_macro_has_a_case_in_which_it_is_misused() -> None:
    clock = Clock(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    macros = Desk(Catalogue([]), clock).macros()
    assert [name for name in macros if not refused(f"{name}(")] == []


def test_each_form_of_chart_has_a_case_in_which_it_is_misused() -> None:
    assert [form for form in FORMS if not refused(f"form: {form}")] == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_said_that_only_a_programmer_reads(name: str) -> None:
    assert not PROGRAMMERS.search(expected(name))


@pytest.mark.parametrize("name", [name for name in NAMES if command(name) == "check"])
def test_each_finding_has_a_place_a_message_and_something_to_do(name: str) -> None:
    said, _, code = expected(name).rstrip("\n").rpartition("\nexit ")
    if code == "2":  # there is no site to look at
        assert re.fullmatch(r"Error: .+\.\S* [^.]+\..*", said)
        return
    *told, counted = said.split("\n\n")
    assert re.fullmatch(
        r"(?:\d+ (?:errors?|pieces? of advice)(?: and )?)+\.|Nothing wrong\.", counted
    )
    for one in told:
        heading, *remedy = one.splitlines()
        found = FINDING.fullmatch(heading)
        assert found, heading
        assert PLACE.fullmatch(found["place"]) or name in NO_LINE, heading
        assert remedy, f"nothing to do: {heading}"
        assert all(line.startswith("    ") for line in remedy)


def test_there_are_cases_enough() -> None:
    assert len(NAMES) >= 200
