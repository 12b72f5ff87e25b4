"""The rules on relations and claims: each finding as an editor sees it."""

from pathlib import Path

import pytest

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.check.relations import declared
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding
from plainfigures.figures.outcomes import HIDDEN
from plainfigures.figures.weighing import weigh_all
from tests.making import check_data, describe, line_of, read_data
from tests.stating import DISCREPANCY, claim, declare, relation, stated

FIND = "Look for the right reference with: plainfigures figures WORDS."
CORRECT = (
    "Look at the document, and correct the figure that is wrong. If the document itself disagrees, "
    "declare a discrepancy."
)
TOTAL = "money/rescues/road + money/rescues/water-and-height = money/rescues/total"
ENGINE = "money/claims/engine-cost = printed(money/claims/engine-cost)"
SHARE = "money/rescues/road / money/rescues/total"


def found(catalogue: Catalogue, rule: str) -> list[Finding]:
    """Return what one rule finds."""
    rules = [one for one in DATA_RULES if one.name == rule]
    (run,) = run_rules(rules, Material(catalogue))
    return list(run.findings)


def told(catalogue: Catalogue, rule: str = "relation") -> list[tuple[str, str, str]]:
    """Return message, remedy and nearest name of what one rule finds."""
    return [(one.message, one.remedy, one.suggestion) for one in found(catalogue, rule)]


def test_a_relation_that_holds_is_no_finding() -> None:
    assert told(stated([relation(TOTAL)])) == []


def test_a_relation_that_does_not_hold_is_told_with_both_sides() -> None:
    test = "money/budget/stations/forecast - money/budget/stations/budget = money/budget/total/variance"
    catalogue = stated([relation(test, across=("basis", "status"), line=12)])
    (finding,) = found(catalogue, "relation")
    assert finding == Finding(
        "relation",
        '"What is tried" does not hold: Fire stations, Forecast (£13,104,000) − Fire stations, Budget '
        "(£12,261,000) equals Total, Variance (£698,000). "
        "That is £843,000 against £698,000, £145,000 apart.",
        CORRECT,
        "datasets/money/datapackage.json",
        12,
    )


def test_a_declared_discrepancy_is_no_finding_and_is_told_of() -> None:
    catalogue = stated([relation(ENGINE, discrepancy=DISCREPANCY)])
    assert told(catalogue) == []
    assert declared(Material(catalogue)) == ["What is tried: The report leaves the thousands out."]


@pytest.mark.parametrize(
    ("test", "parts", "message", "remedy", "near"),
    [
        (
            TOTAL,
            {"discrepancy": DISCREPANCY},
            '"What is tried" is declared as a discrepancy, but now it holds: Road crashes (210 rescues) '
            "+ Water and height, together (34 rescues) equals All rescues (244 rescues). "
            "That is 244 rescues against 244 rescues.",
            "Take the discrepancy out, or correct the figure that was changed.",
            "",
        ),
        (
            "money/claims/grant < 3000000",
            {},
            '"What is tried" can never be told: Government grant (over £2,100,000) is below 3,000,000. '
            "That is over £2,100,000 against £3,000,000, £900,000 apart.",
            "Compare figures that are printed without “over” or “about”, or take the relation out.",
            "",
        ),
        (
            "money/rescues/raod > 1",
            {},
            'The relation "tried" cannot be worked out. There is no figure "money/rescues/raod".',
            FIND,
            "money/rescues/road",
        ),
        (
            "plans/events/plan/date > 1",
            {},
            'The relation "tried" cannot be worked out. "plans/events/plan/date" is a date and not a '
            "number.",
            "Ask for first(…), last(…) or weekday(…) of it.",
            "",
        ),
        (
            "response/gradings/2024.overall/grade > 1",
            {},
            'The relation "tried" cannot be worked out. "response/gradings/2024.overall/grade" is a '
            "grade and not a number.",
            "Ask for step(…) of it.",
            "",
        ),
        (
            "response/times/first-engine.eastmere@2024-10 > 1",
            {},
            'The relation "tried" cannot be worked out. '
            '"response/times/first-engine.eastmere@2024-10" has no number to work with.',
            "Use a reference to a number.",
            "",
        ),
        (
            "weekday(plans/events/plan/date) = friday",
            {},
            'The relation "tried" cannot be worked out. "plans/events/plan/date" is not one day.',
            "Ask for the weekday of a single day.",
            "",
        ),
        (
            "weekday(plans/events/inspection/date) = monday",
            {},
            '"What is tried" does not hold: the weekday of The inspectors report (17 May 2024) is '
            "Monday. That is Friday against Monday.",
            CORRECT,
            "",
        ),
        (
            "rows(money/bugdet) = 3",
            {},
            'The relation "tried" cannot be worked out. There is no table "money/bugdet".',
            "Name a folder of datasets/ and one of its tables, as in folder/table.",
            "money/budget",
        ),
        (
            "1 / (money/rescues/road - 210) = 1",
            {},
            'The relation "tried" cannot be worked out. The test divides by zero.',
            "Check the figure it divides by.",
            "",
        ),
        (
            "money/budget/total/forecast > money/budget/total/budget",
            {"across": ("basis",)},
            'The figures of "What is tried" are not of one status: forecast '
            "(money/budget/total/forecast), budget (money/budget/total/budget).",
            "Correct the figure that is out of place. If it is meant to differ, name “status” in “across”.",
            "",
        ),
        (
            "money/rescues/road < money/rescues/total + money/claims/engine-cost",
            {"across": ("period", "basis", "status")},
            'The figures of "What is tried" are not of one unit: rescues and GBP.',
            "Correct the figure that is out of place. If it is meant to differ, name “unit” in “across”.",
            "",
        ),
        (
            TOTAL,
            {"across": ("period",)},
            '"tried" is declared across "period", but its figures agree in it.',
            "Take it out, or look whether a figure was changed.",
            "",
        ),
        (
            TOTAL,
            {"across": ("periods",)},
            '"tried": figures cannot differ in "periods".',
            "Use one of: period, body, area, basis, status, unit.",
            "period",
        ),
    ],
)
def test_one_slip_in_a_relation_is_told_and_nothing_else(
    test: str, parts: dict[str, object], message: str, remedy: str, near: str
) -> None:
    assert told(stated([relation(test, **parts)])) == [(message, remedy, near)]


def test_a_claim_with_its_row_and_its_readings_is_no_finding() -> None:
    claims = [claim("mostly-roads", f"{SHARE} > 1 / 2"), claim("best-trained", why_not="Unknown.")]
    assert told(stated((), claims), "claim") == []


@pytest.mark.parametrize(
    ("slip", "message", "remedy", "near"),
    [
        (
            claim("best-traind", why_not="Unknown."),
            'The claim "best-traind" has no row in datasets/money/said.csv.',
            "Add its row, or correct the key.",
            "best-trained",
        ),
        (
            claim("best-trained"),
            'The claim "best-trained" has no readings.',
            "Add one, or say in “whyNot” why it cannot be checked.",
            "",
        ),
        (
            claim("best-trained", f"{SHARE} > 1 / 2", why_not="Unknown."),
            'The claim "best-trained" has readings, and a reason why it cannot be checked.',
            "Keep one of the two.",
            "",
        ),
        (
            claim("best-trained", "money/rescues/raod > 1"),
            'The claim "best-trained" cannot be checked. There is no figure "money/rescues/raod".',
            FIND,
            "money/rescues/road",
        ),
        (
            claim("best-trained", why_not="Unknown.", figures=("money/rescues/raod",)),
            'The claim "best-trained" cannot be checked. There is no figure "money/rescues/raod".',
            FIND,
            "money/rescues/road",
        ),
        (
            claim("best-trained", "money/rescues/road > money/claims/grant"),
            'A reading of the claim "best-trained" mixes units: rescues and GBP.',
            "Compare figures of one unit, or their ratios.",
            "",
        ),
    ],
)
def test_one_slip_in_a_claim_is_told(slip: object, message: str, remedy: str, near: str) -> None:
    sound = claim("mostly-roads", f"{SHARE} > 1 / 2")
    assert told(stated((), [sound, slip]), "claim")[0] == (message, remedy, near)  # type: ignore[list-item]


def test_a_row_without_a_declaration_is_told_where_it_stands() -> None:
    catalogue = stated((), [claim("mostly-roads", f"{SHARE} > 1 / 2")])
    assert found(catalogue, "claim") == [
        Finding(
            "claim",
            'The claim "best-trained" has no readings in datapackage.json.',
            "Add it there: plainfigures, “claims”.",
            "datasets/money/said.csv",
            3,
        )
    ]


def test_what_a_descriptor_declares_is_told_at_its_line(tmp_path: Path) -> None:
    file = declare(
        tmp_path,
        relations=[{"key": "short", "title": "The total is short", "test": f"{TOTAL} - 1"}],
        claims=[
            {"key": "mostly-roads", "table": "said", "whyNot": "Unknown."},
            {"key": "best-trained", "table": "spoken", "whyNot": "Unknown."},
        ],
    )
    findings = [one for one in check_data(tmp_path) if one.rule in {"relation", "claim"}]
    assert [(one.line, one.message[:36], one.suggestion) for one in findings] == [
        (line_of(file, '"key": "short"'), '"The total is short" does not hold: ', ""),
        (line_of(file, '"key": "best-trained"'), 'The claim "best-trained" is of no ta', ""),
    ]


def test_a_relation_and_a_reading_with_a_confidential_figure_are_let_be(tmp_path: Path) -> None:
    declared_in = declare(tmp_path, relations=[{"key": "sum", "title": "Sum", "test": TOTAL}])
    folder = declared_in.parent
    file = folder / "rescues.csv"
    header, road, both, total = file.read_text("utf-8").splitlines()
    rows = [f"{header},reason", f"{road},c", f"{both},c", f"{total},"]
    file.write_text("\n".join(rows) + "\n", "utf-8")
    describe(
        folder,
        lambda content: content["resources"][1]["schema"]["fields"].append(
            {"name": "reason", "title": "Reason", "description": "Why.", "type": "string"}
        ),
    )
    catalogue, _ = read_data(tmp_path)
    assert told(catalogue) == []
    (weighed,) = weigh_all(catalogue).relations
    assert (weighed.outcome, weighed.comparisons, weighed.figures) == (HIDDEN, (), ())
    sided = "money/rescues/road < 211 and money/rescues/road > 209"
    stated_anew = [{"key": "sum", "title": "Sum", "test": sided}]
    describe(folder, lambda content: content["plainfigures"].update(relations=stated_anew))
    catalogue, _ = read_data(tmp_path)
    ((message, _, _),) = told(catalogue)
    assert message == '"sum" tests a figure that is kept confidential against a number.'
