"""What the published figures of this site come to when they are held against one another."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from plainfigures.check import relations as rule
from plainfigures.check.material import Material
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.outcomes import CLAIM_OUTCOMES
from plainfigures.figures.weighing import weigh_all
from plainfigures.read.packages import read_package
from tests.conftest import ROOT
from tests.making import edit, read_data

DISCREPANCIES = {
    "commitments/agency-fall-still-to-come",
    "demand/count-and-rate-looked-after-oldham-2018",
    "demand/england-again-2023",
    "demand/referrals-direction",
    "demand/section-47-count-and-rate",
    "demand/two-counts-child-protection",
    "demand/two-counts-looked-after",
    "demand/two-counts-open-cases",
    "demand/two-counts-referrals-2023",
    "demand/two-counts-referrals-2024",
    "finance/children-in-care-as-printed",
    "finance/cover-date-as-printed",
    "finance/final-year-as-printed",
    "finance/forecast-2022-23-and-outturn",
    "finance/forecast-2023-24-and-outturn",
    "finance/month-4-last-day",
    "finance/placement-review-net",
    "finance/placements-within-children-in-care",
    "finance/report-after-the-one-before",
    "finance/two-returns",
    "finance/weekly-cost-england-2017-18",
    "finance/weekly-cost-england-2023-24",
    "finance/weekly-cost-oldham-2020-21",
    "finance/weekly-cost-oldham-2021-22",
    "improvement/inspection-2019-in-january",
    "improvement/plan-reported-after-sent",
    "improvement/seventy-days",
    "placements/third-home-last",
}
"""Every place where what is printed disagrees, found by reading the documents as an auditor would."""

ALONE = {
    "demand/council-counts/jsna-assessments@fy2023-24",
    "finance/pressures/m6-2025-26",
}
"""Figures that stand alone: their sources print nothing else that they could be held against."""

NAMED_CLAIMS = {
    "additional-demand",
    "agency-continues-to-fall",
    "demand-in-2024-25",
    "one-of-three-councils",
    "re-referrals",
    "sustained-demand",
    "top-30-percent",
}
"""Claims that people ask about first, some borne out and some not."""

Changed = Callable[[str, str, str, str], Catalogue]


@pytest.fixture(scope="module")
def own() -> Catalogue:
    """The site's own figures."""
    catalogue, findings = read_data(ROOT)
    assert findings == []
    return catalogue


@pytest.fixture
def changed(own: Catalogue, tmp_path: Path) -> Changed:
    """The site's own figures, with one cell of one table changed."""

    def change(package: str, table: str, old: str, new: str) -> Catalogue:
        shutil.copytree(ROOT / "datasets" / package, tmp_path / "datasets" / package)
        edit(tmp_path / "datasets" / package / f"{table}.csv", old, new)
        read, findings = read_package(tmp_path / "datasets" / package, tmp_path)
        assert read is not None
        assert findings == []
        return Catalogue([read if one.name == package else one for one in own.packages.values()])

    return change


@pytest.fixture(scope="module")
def checks(built: Path) -> dict[str, Any]:
    """`data/checks.json` of the finished site."""
    content: dict[str, Any] = json.loads((built / "data" / "checks.json").read_text("utf-8"))
    return content


def page(built: Path, name: str) -> html.HtmlElement:
    """Return a page of the finished site."""
    return html.parse(str(built / name / "index.html")).getroot()


def found_in(catalogue: Catalogue) -> list[str]:
    """Return what the rule on relations finds, in words."""
    return [finding.message for finding in rule.find(Material(catalogue))]


def test_every_disagreement_is_declared_and_shown_in_full(
    checks: dict[str, Any], built: Path
) -> None:
    declared = [one for one in checks["relations"] if one["outcome"] == "declared"]
    assert {f"{one['package']}/{one['key']}" for one in declared} == DISCREPANCIES
    tree = page(built, "adds-up")
    for one in declared:
        section = tree.get_element_by_id(f"relation-{one['package']}-{one['key']}")
        words = section.text_content()
        assert one["title"] in words
        for part in ("explanation", "shown", "why"):
            assert one["discrepancy"][part] in words, (one["key"], part)


def test_the_first_sentences_say_how_many_agree_and_how_many_do_not(
    checks: dict[str, Any], built: Path
) -> None:
    outcomes = [one["outcome"] for one in checks["relations"]]
    standfirst = page(built, "adds-up").find_class("pf-standfirst")[0]
    shown = [int(one.get("value")) for one in standfirst.iter("data")]
    exact, rounded = outcomes.count("exact"), outcomes.count("within rounding")
    assert shown == [len(outcomes), exact, rounded, len(DISCREPANCIES)]


def test_every_figure_but_a_few_is_tied_to_another(own: Catalogue) -> None:
    # A figure with several vintages is tied under its newest.
    published = {
        one.reference.partition("~")[0]
        for package in own.packages.values()
        for one in package.figures
        if not one.reason and not one.formula
    }
    alone = published - {name.partition("~")[0] for name in weigh_all(own).by_figure}
    assert alone == ALONE


def test_what_no_arithmetic_shows_stands_there_for_each_of_the_five_documents(built: Path) -> None:
    blocks = page(built, "adds-up").xpath("//details[ul]")
    texts = " ".join(block.text_content() for block in blocks)
    for words in ("10 June 2019", "early 2022", "2 October 2024", "Bury", "Buckinghamshire"):
        assert words in texts
    assert "“2..3”" in texts


def test_a_figure_with_digits_swapped_no_longer_agrees_with_its_row_nor_its_column(
    changed: Changed,
) -> None:
    catalogue = changed("finance", "position-2024-m4", '"53,387","53,387"', '"53,378","53,378"')
    messages = [message for message in found_in(catalogue) if "£53,378,000" in message]
    assert any("less the budget" in message for message in messages)
    assert any("add up to the total" in message for message in messages)


def test_a_disagreement_that_goes_away_is_told_of(changed: Changed) -> None:
    catalogue = changed("finance", "placement-review", "0.019,£0.019m", "0.016,£0.016m")
    (message,) = found_in(catalogue)
    assert "The net reduction by the placement review" in message
    assert "now it holds" in message


def test_claims_are_shown_alike_whatever_came_out(checks: dict[str, Any], built: Path) -> None:
    claims = {one["key"]: one for one in checks["claims"]}
    assert set(claims) >= NAMED_CLAIMS
    assert {one["outcome"] for one in claims.values()} == set(CLAIM_OUTCOMES)
    tree = page(built, "claims")
    for key, one in claims.items():
        words = tree.get_element_by_id(f"claim-claims-{key}").text_content()
        assert one["outcome"] in words.lower(), key
        for label in ("Claimed by", "In print", "Where"):
            assert label in words, key
        for reading in one["readings"]:
            assert reading["words"] in words, key
        assert bool(one["readings"]) != ("Not checked" in words), key


def test_new_figures_change_what_comes_of_a_claim(own: Catalogue, changed: Changed) -> None:
    def outcome(catalogue: Catalogue) -> str:
        claims = {one.claim.key: one.outcome for one in weigh_all(catalogue).claims}
        return claims["additional-demand"]

    grown = changed(
        "demand",
        "counts",
        "590,children,,dfe-looked-after,590,",
        "990,children,,dfe-looked-after,990,",
    )
    assert outcome(own) == "not borne out"
    assert outcome(grown) == "borne out only on a stated reading"


def test_a_count_of_the_council_is_never_tested_against_a_national_return(own: Catalogue) -> None:
    national = {"dfe", "mhclg"}
    council = {"council-count", "council-front-door", "council-agency-share", "council-caseload"}
    sides = []
    for weighed in weigh_all(own).claims:
        for reading in weighed.readings:
            for comparison in reading.comparisons:
                names = [step[4:] for step in comparison.steps if step.startswith("ref ")]
                figures = [own.find(name) for name in names]
                of_nation = {figure.body for figure in figures} & national
                of_council = {figure.basis for figure in figures} & council
                sides.append((bool(of_nation), bool(of_council)))
    assert {(True, False), (False, True)} <= set(sides)
    assert (True, True) not in sides
