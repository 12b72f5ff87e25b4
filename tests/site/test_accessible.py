"""The accessibility statement says what was tested and no more; the measures see what is wrong."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser

from plainfigures.check.configuration import find
from plainfigures.check.material import Material
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import ADVICE, ERROR
from tests.looking.explained import EXPLAINED
from tests.looking.measures import look, prepare
from tests.looking.record import RECORD, Tally, write_record
from tests.looking.states import STATES

PAGES_OF_NO_SITE = 7
EXPLAINED_ONCE = Counter({"measured": 2})


@pytest.fixture(scope="module")
def statement(built: Path) -> str:
    """The words of the statement."""
    page = html.parse(str(built / "accessibility" / "index.html"))
    return " ".join(page.find(".//article").text_content().split())


def newest(root: Path) -> dict[str, str]:
    """Return the newest sweep of a record, or nothing where none is recorded."""
    with (root / RECORD / "sweeps.csv").open(encoding="utf-8", newline="") as file:
        return max(csv.DictReader(file), key=lambda row: row["date"], default={})


def test_the_statement_says_of_failures_what_the_record_says(statement: str, root: Path) -> None:
    row = newest(root)
    assert bool(row) != ("No test of every page is recorded yet" in statement)
    assert ("found no failure" in statement) == (row.get("failures") == "0")
    if not row:
        return
    failures = int(row["failures"])
    assert f"Failures found: {failures:,}" in statement


def test_the_statement_names_the_day_the_tool_and_the_counts(statement: str, root: Path) -> None:
    row = newest(root)
    assert f"{row['tool']} {row['tool_version']}" in statement
    assert row["browser"] in statement
    assert f"Pages: {int(row['pages']):,}" in statement
    assert f"{int(row['states']):,}" in statement


def test_the_record_is_one_of_every_state(root: Path) -> None:
    row = newest(root)
    assert int(row["states"]) == int(row["pages"]) * len(STATES)
    assert int(row["looks"]) >= int(row["states"])


def test_every_review_of_the_record_is_explained_in_the_sweep(root: Path) -> None:
    with (root / RECORD / "reviews.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    explained = {one.name: one.why for one in EXPLAINED}
    assert {row["key"]: row["why"] for row in rows}.items() <= explained.items()
    assert sum(int(row["reviews"]) for row in rows) == int(newest(root).get("reviews", 0))


def test_the_statement_has_the_parts_of_the_model(statement: str) -> None:
    for part in (
        "How accessible this website is",
        "Feedback and contact information",
        "Reporting accessibility problems with this website",
        "Enforcement procedure",
        "Technical information about this website's accessibility",
        "Compliance status",
        "Non-accessible content",
        "What we're doing to improve accessibility",
        "Preparation of this accessibility statement",
    ):
        assert part in statement
    assert "No real screen reader was used" in statement


def test_every_page_leads_to_the_statement(built: Path) -> None:
    for file in built.rglob("index.html"):
        page = html.parse(str(file))
        (link,) = page.xpath("//footer//*[@class='pf-imprint__links']//a[contains(., 'ccessib')]")
        assert (file.parent / link.get("href") / "index.html").samefile(
            built / "accessibility" / "index.html"
        )


def test_a_sweep_takes_the_place_of_another_of_its_day(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / RECORD, tmp_path / RECORD)
    earlier = Tally("2030-01-02", 1, 3, 6, 9, 1, 0, EXPLAINED_ONCE, "149.0.1")
    write_record(tmp_path, earlier)
    tally = Tally("2031-01-02", PAGES_OF_NO_SITE, 3, 42, 99, 7, 1, EXPLAINED_ONCE, "150.0.1")
    write_record(tmp_path, tally)
    write_record(tmp_path, tally)
    rows = (tmp_path / RECORD / "sweeps.csv").read_text("utf-8").splitlines()
    assert len([row for row in rows if row.startswith("2031-01-02")]) == 1
    assert any(row.startswith("2030-01-02") for row in rows)
    assert newest(tmp_path)["browser"] == "Chromium 150"
    assert newest(tmp_path)["reviews"] == "2"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "is empty"),
        ("TODO", '"TODO"'),
        ("Name: TBC", '"TBC"'),
        ("https://www.example.com/", '"example.com"'),
        ("xxx", '"xxx"'),
        ("…", '"…"'),
        ("[our name]", '"[our name]"'),
        ("http://localhost:8000/", '"localhost"'),
    ],
)
@pytest.mark.parametrize("release", [False, True])
def test_a_setting_that_is_a_placeholder_is_told(value: str, said: str, release: bool) -> None:
    settings = {"publisher": ("Panel", 1), "answer_within": (value, 7)}
    material = Material(Catalogue([]), configuration=settings, release=release)
    (finding,) = find(material)
    assert said in finding.message
    assert finding.line == 7
    assert finding.level == (ERROR if release else ADVICE)


@pytest.mark.parametrize(
    "value",
    ["Eastmere Fire Authority", "data@eastmere.gov.uk", "https://eastmere.uk/a-b", "Todmorden"],
)
def test_a_real_setting_is_no_placeholder(value: str) -> None:
    settings = {"publisher": (value, 1), "threshold": ("TBC", 2)}
    assert list(find(Material(Catalogue([]), configuration=settings, release=True))) == []


FAULTS = """<!doctype html><html lang="en"><title>Faults</title><main><h1>One</h1><h3>Three</h3>
<p id="a">x</p><p id="a">y</p>
<p><a href="#a" style="display:block;width:10px;height:10px">q</a><a href="#b"
style="display:block;width:10px;height:10px">r</a></p>
<div style="width:5000px">wide</div>
<div id="cut" style="width:40px;overflow:hidden;white-space:nowrap">words that do not fit</div>
<div id="tight" style="height:21px;line-height:20px;overflow:hidden">tall words</div>
<div style="background:linear-gradient(#fff,#fff)"><p id="pale" style="color:#aaa">pale</p>
<p id="dark" style="color:#222">dark</p></div>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main></html>"""


@pytest.mark.browser
def test_the_measures_see_each_fault(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 600})
    page.set_content(FAULTS)
    prepare(page)
    seen = look(page, "structure", "sideways", "targets", "cut", "spaced")
    rules = {one.rule for one in seen.problems}
    page.close()
    assert {
        "headings-in-order",
        "one-id",
        "sideways",
        "target-24",
        "cut-off",
        "spaced-cut-off",
        "image-alt",
    } <= rules
    where = {one.where for one in seen.problems if "contrast" in one.rule}
    assert where == {"#pale"}
    assert seen.explained["measured"] == 1
