"""Relations and claims for machines."""

import json
from pathlib import Path

from plainfigures.publish import write_checks, write_figures
from tests.stating import DISCREPANCY, claim, relation, stated

TOTAL = "money/rescues/road + money/rescues/water-and-height = money/rescues/total"
ENGINE = "money/claims/engine-cost = printed(money/claims/engine-cost)"
ROADS = "money/rescues/road > money/rescues/water-and-height"


def test_every_relation_and_claim_stands_among_the_checks_with_its_outcome(tmp_path: Path) -> None:
    catalogue = stated(
        [relation(TOTAL, key="rescues"), relation(ENGINE, key="engine", discrepancy=DISCREPANCY)],
        [claim("mostly-roads", ROADS), claim("best-trained", why_not="Unknown.")],
    )
    write_checks(tmp_path, [], catalogue)
    report = json.loads((tmp_path / "checks.json").read_text("utf-8"))
    assert report["relations"] == [
        {
            "package": "money",
            "key": "rescues",
            "title": "What is tried",
            "test": TOTAL,
            "outcome": "exact",
            "left": "244 rescues",
            "right": "244 rescues",
            "gap": "",
            "figures": [
                "money/rescues/road",
                "money/rescues/water-and-height",
                "money/rescues/total",
            ],
        },
        {
            "package": "money",
            "key": "engine",
            "title": "What is tried",
            "test": ENGINE,
            "outcome": "declared",
            "left": "£345,000",
            "right": "£345",
            "gap": "£344,655",
            "figures": ["money/claims/engine-cost"],
            "discrepancy": {
                "explanation": DISCREPANCY.explanation,
                "shown": DISCREPANCY.shown,
                "why": DISCREPANCY.why,
            },
        },
    ]
    assert report["claims"] == [
        {
            "package": "money",
            "key": "mostly-roads",
            "outcome": "borne out",
            "readings": [{"words": "On this reading.", "test": ROADS, "outcome": "holds"}],
            "figures": ["money/rescues/road", "money/rescues/water-and-height"],
        },
        {
            "package": "money",
            "key": "best-trained",
            "outcome": "cannot be checked with what is published",
            "readings": [],
            "figures": [],
            "why_not": "Unknown.",
        },
    ]


def test_each_figure_names_the_relations_it_takes_part_in(tmp_path: Path) -> None:
    catalogue = stated([relation(TOTAL, key="rescues"), relation(ROADS, key="roads")])
    write_figures(tmp_path, catalogue, {})
    entries = json.loads((tmp_path / "figures.json").read_text("utf-8"))["figures"]
    related = {one["reference"]: one["relations"] for one in entries}
    assert related["money/rescues/road"] == ["money/rescues", "money/roads"]
    assert related["money/rescues/total"] == ["money/rescues"]
    assert related["money/claims/grant"] == []
