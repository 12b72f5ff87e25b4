"""Whole sites against numbers typed by hand and words that the figures do not bear out."""

import json
from pathlib import Path

import pytest

from plainfigures.build import build
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import Finding
from tests.conftest import ROOT
from tests.making import edit, make_site
from tests.site.conftest import AS_OF

PAGE = """\
---
title: The 7 stations
description: What twelve engines cost.
---

# Money in 3 parts

There were 603 calls, and sixty of them at night.
Of these, 36% were false, or over half of all.
It cost £14.4 million, £4k more than was planned.
The ½ hour is a number, and so is １２.
An entity such as &#49;9 is one too, and <b>1</b>7.

- A list names twenty-five.
- See [all 44 rules](../index.md) or ![the 88 bars](x.png).

| Station | Calls |
| --- | --- |
| North | 1,204 |

!!! note "Of 66 notes"

<p title="77 words">Words</p>

<data class="pf-figure" data-figure="money/budget/total/forecast" value="14409000">£99 million</data>

Type `5 lines`, twice.

{{ cards(card("money/budget/total/forecast", "for 55 engines")) }}

{{ table("money/budget", caption="Thirteen budgets") }}

Time rose from {{ figure("response/times/first-engine.eastmere@2024-04") }} to
{{ figure("response/times/first-engine.eastmere@2024-07") }}.

Firefighters fell to {{ figure("response/staff/firefighters@latest") }}.

Firefighters doubled to {{ figure("response/staff/firefighters@latest") }}.

Almost all, {{ figure("response/staff/on-call-share@2024-03-31") }}, are on call.

It takes {{ figure("response/times/first-engine.eastmere@2024-07") }}, longer and higher than
{{ figure("response/times/first-engine.country@2024-07") }}.

The largest cost is {{ figure("money/budget/stations/forecast") }}.

On 2 October 2024, in 2019-2021 and for the second time, nothing here is wrong.
"""

TYPED = {
    2: ["7"], 3: ["twelve"], 6: ["3"], 8: ["603", "sixty"], 9: ["36%", "half"],
    10: ["£14.4 million", "£4k"], 11: ["½", "１２"], 12: ["19", "17"], 14: ["twenty-five"],
    15: ["44", "88"], 19: ["1,204"], 21: ["66"], 23: ["77"], 25: ["£99 million"], 27: ["5", "twice"],
    29: ["55"], 31: ["Thirteen"],
}  # fmt: skip
WORDS = {33: "rose", 36: "fell", 38: "doubled", 40: "Almost all", 42: "higher", 45: "largest"}
UNTOLD = {45}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is found when a site with all of this on one page is built."""
    site = make_site(tmp_path_factory.mktemp("typed"))
    (site / "docs" / "money" / "index.md").write_text(PAGE, "utf-8")
    edit(site / "charts" / "times.yml", "in minutes, by month", "in minutes, 9 times a month")
    edit(site / "mkdocs.yml", "What the fire service costs", "What 3 services cost")
    outcome = build(read_config(site), Clock(parse_moment(AS_OF)), site / "site")
    assert not (site / "site").exists()
    return outcome.findings


def test_every_number_typed_by_hand_is_found_at_its_line(refused: list[Finding]) -> None:
    found: dict[int, list[str]] = {}
    for one in refused:
        if one.rule == "typed-number" and one.path == "docs/money/index.md":
            found.setdefault(one.line, []).append(one.message.split('"')[1])
    assert {line: sorted(words) for line, words in found.items()} == {
        line: sorted(words) for line, words in TYPED.items()
    }
    assert sum(len(words) for words in TYPED.values()) > 20


def test_every_word_that_the_figures_do_not_bear_out_is_found_at_its_line(
    refused: list[Finding],
) -> None:
    messages = {one.line: one.message for one in refused if one.rule == "direction-word"}
    assert {line: text.split('"')[1] for line, text in messages.items()} == WORDS
    assert {line for line, text in messages.items() if "held against no figure" in text} == UNTOLD


def test_charts_and_the_configuration_are_found_too_and_nothing_else_is(
    refused: list[Finding],
) -> None:
    others = {
        (one.path, one.line)
        for one in refused
        if one.level == "error" and one.path != "docs/money/index.md"
    }
    assert others == {("charts/times.yml", 3), ("mkdocs.yml", 2)}


def test_the_finding_names_the_figure_to_paste(refused: list[Finding]) -> None:
    (finding,) = [one for one in refused if '"£14.4 million"' in one.message]
    assert finding.suggestion == "money/budget/total/forecast"
    assert '{{ figure("money/budget/total/forecast") }}' in finding.remedy


def test_this_site_has_no_number_typed_by_hand_and_few_patterns_with_reasons(built: Path) -> None:
    rules = json.loads((built / "data" / "checks.json").read_text("utf-8"))["rules"]
    ran = {rule["rule"]: rule for rule in rules}
    for name in ("typed-number", "direction-word"):
        assert ran[name]["looked_at"] > 20
        assert (ran[name]["errors"], ran[name]["advice"]) == (0, 0)
    settings = read_config(ROOT).given
    assert len(settings["allowed_numbers"]) <= 10
    assert all(len(one["why"]) > 15 for one in settings["allowed_numbers"])


def test_no_mark_of_the_build_is_left_in_the_site(built: Path) -> None:
    files = [one for one in built.rglob("*") if one.suffix in {".html", ".json", ".xml"}]
    assert {".html", ".json", ".xml"} == {one.suffix for one in files}
    for file in files:
        text = file.read_text("utf-8")
        assert "data-pf-made" not in text
        assert "data-pf-bare" not in text
        assert "<!--pf-text" not in text
