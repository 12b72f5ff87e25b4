"""The finished site of this project, as a program or a careful reader would take it apart."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests.conftest import copy_site
from tests.site.conftest import AS_OF, copy_warm, run

PAGES = {
    "", "story/", "story/recommendations/", "story/still-to-improve/", "judgements/",
    "judgements/elsewhere/", "finance/", "demand/", "workforce/", "homes/", "promises/", "sources/",
    "figures/", "data/", "checks/", "adds-up/", "claims/", "changes/", "glossary/", "about/",
    "accessibility/",
}  # fmt: skip

CHARTS = {
    "journey", "judgements", "budget-against-forecast", "variance", "placement-pressures",
    "pressure-made-up", "reported-pressures", "placement-review", "section-251", "children-supported",
    "contacts-to-referrals", "looked-after-rate", "protection-plan-rate", "referral-rate",
    "agency-share", "caseloads", "promises-due",
}  # fmt: skip


@pytest.fixture(scope="module")
def figures(built: Path) -> dict[str, dict[str, Any]]:
    """`data/figures.json`, by reference."""
    content = json.loads((built / "data" / "figures.json").read_text("utf-8"))
    return {one["reference"]: one for one in content["figures"]}


def whole_text(site: Path) -> str:
    """Return the text of every file of a site; zips and spreadsheets are unpacked."""
    files = sorted(file for file in site.rglob("*") if file.is_file())
    return "\n".join(text for file in files for text in texts_in(file.read_bytes()))


def texts_in(content: bytes) -> list[str]:
    """Return the text of a file or, for one that holds files, of each of those."""
    if not content.startswith(b"PK"):
        return [content.decode("utf-8", errors="ignore")]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [text for name in archive.namelist() for text in texts_in(archive.read(name))]


def test_every_page_is_there_and_has_one_heading_of_the_first_rank_and_a_title_of_its_own(
    built: Path,
) -> None:
    titles: dict[str | None, list[str]] = {}
    for file in sorted(built.rglob("index.html")):
        tree = html.parse(str(file)).getroot()
        # What only leads on to another address is no page.
        if tree.find(".//meta[@http-equiv='refresh']") is None:
            name = file.parent.relative_to(built).as_posix()
            assert len(list(tree.iter("h1"))) == 1, name
            assert tree.get("lang") == "en", name
            titles.setdefault(tree.findtext(".//title"), []).append(name)
    assert {one.strip("/") or "." for one in PAGES} <= {
        name for one in titles.values() for name in one
    }
    assert [names for names in titles.values() if len(names) > 1] == []


def test_every_chart_is_on_a_page_with_its_words_its_table_and_its_downloads(built: Path) -> None:
    found = {}
    for name in PAGES:
        page = html.parse(str(built / name / "index.html")).getroot()
        for chart in page.iterfind(".//figure[@data-chart]"):
            found[str(chart.get("data-chart"))] = chart
    assert set(found) >= CHARTS
    for name, chart in found.items():
        assert len(chart.findall(".//svg")) == 2, name
        for part in ("title", "subtitle", "alternative"):
            words = chart.find_class(f"pf-chart__{part}")[0].text_content()
            assert len(words) > 20, (name, part)
        assert len(chart.findall(".//table//tbody/tr")) >= 2, name
        assert "Source" in chart.find_class("pf-sources")[0].text_content()
        assert (built / "data" / "charts" / f"{name}.svg").is_file()
        with (built / "data" / "charts" / f"{name}.csv").open(encoding="utf-8") as stream:
            assert len(list(csv.reader(stream))) >= 3, name


def test_figures_json_has_what_other_programs_rely_on(figures: dict[str, dict[str, Any]]) -> None:
    names = {
        "reference", "value", "unit", "shown", "body", "area", "period", "status", "basis", "source",
        "locator", "as_published", "published", "vintages", "pages",
    }  # fmt: skip
    assert len(figures) > 700
    assert all(names <= set(one) for one in figures.values())
    total = figures["finance/position-2024-m4/total/variance"]
    assert total["value"] == "12261000"
    assert total["unit"] == "GBP"
    assert total["shown"] == "£12.3 million"
    assert total["as_published"] == "12,261"
    assert total["locator"] == "table 1, row Total Children's Social Care"
    assert "finance/" in total["pages"]


def test_a_revised_count_keeps_what_was_first_published(figures: dict[str, dict[str, Any]]) -> None:
    count = figures["demand/counts/looked-after.england@2023-03-31"]
    assert count["value"] == "83750"
    assert [(one["vintage"], one["value"]) for one in count["vintages"]] == [("2023", "83840")]


def test_what_is_plainly_misprinted_is_kept_and_read_with_a_reason(
    figures: dict[str, dict[str, Any]],
) -> None:
    figure = figures["finance/prose/children-in-care-pressure"]
    assert (figure["value_as_printed"], figure["value"]) == ("12.087", "12087000")
    assert figure["as_published"] == "£12.087"
    assert figure["read_as_reason"]


def test_each_figure_on_a_page_is_the_one_in_the_data(
    built: Path, figures: dict[str, dict[str, Any]]
) -> None:
    seen = 0
    for file in built.rglob("*.html"):
        for node in html.parse(str(file)).getroot().iter("data"):
            reference = node.get("data-figure", "")
            if not reference:
                assert node.get("class") == "pf-worked"  # one side of a test, worked out there
                continue
            seen += 1
            entry = figures.get(reference.partition("~")[0], {"value": None})
            values = [entry["value"], *(one["value"] for one in entry.get("vintages", []))]
            assert node.get("value") in {str(value) for value in values} | {
                "c",
                "x",
                "z",
                "u",
                "low",
            }
    assert seen > 300


def test_the_withheld_numbers_stand_nowhere(built: Path, root: Path, shared: Path) -> None:
    """The numbers are taken from the document itself, so that they stand in no file of ours."""
    document = (shared / "sources" / "001_e07671c5395ff85a.txt").read_text("utf-8")
    held = re.findall(
        r"^\| Sec[^|]*\| ([\d,]+) \|$|^\| Semi[^|]*\| ([\d,]+) \|$", document, re.MULTILINE
    )
    numbers = [one or other for one, other in held]
    assert len(numbers) == 2
    variants = {form for one in numbers for form in (one, one.replace(",", ""))}
    variants |= {f"{Decimal(one.replace(',', '')) / 1000}" for one in numbers}
    pattern = re.compile(
        rf"(?<![\d.,])(?:{'|'.join(re.escape(one) for one in variants)})(?![\d]|[.,]\d)"
    )
    ours = "\n".join(
        file.read_bytes().decode("utf-8", "replace")
        for part in ("docs", "datasets", "charts", "macros", "tests", "src")
        for file in (root / part).rglob("*")
        if file.suffix in {".csv", ".json", ".md", ".yml", ".py"}
    )
    assert pattern.findall(whole_text(built)) == []
    assert pattern.findall(ours) == []


def test_no_home_has_a_place(built: Path, root: Path, shared: Path) -> None:
    document = (shared / "sources" / "001_e07671c5395ff85a.txt").read_text("utf-8")
    places = re.findall(
        r"(\w+) Children's Home is at|property in (St \w+) has|property open in (\w+)", document
    )
    names = {name for found in places for name in found if name}
    assert len(names) == 3
    ours = whole_text(built) + "".join(
        file.read_text("utf-8")
        for part in ("docs", "datasets")
        for file in (root / part).rglob("*.*")
    )
    assert [name for name in names if re.search(rf"\b{name}\b", ours)] == []


def test_no_officer_or_councillor_is_named(built: Path, shared: Path) -> None:
    documents = [file.read_text("utf-8") for file in (shared / "sources").glob("*.txt")]
    pattern = re.compile(
        r"(?:Councillor|Cllr|Contact:|Author:|Authors:|/) ?([A-Z][a-z]+ [A-Z][a-z]+)"
    )
    names = {name for text in documents for name in pattern.findall(text)}
    assert len(names) > 5
    text = whole_text(built)
    assert [name for name in names if name in text] == []


def test_every_text_as_published_stands_in_its_document(
    figures: dict[str, dict[str, Any]], root: Path, shared: Path
) -> None:
    with (root / "datasets" / "sources" / "documents.csv").open(encoding="utf-8") as stream:
        files = {row["id"]: row["file"] for row in csv.DictReader(stream) if row["file"]}
    texts = {
        name: plain((shared / "sources" / file).read_text("utf-8")) for name, file in files.items()
    }
    checked = 0
    missing = []
    for figure in figures.values():
        if figure["source"] in texts and figure["as_published"]:
            checked += 1
            if plain(figure["as_published"]) not in texts[figure["source"]]:
                missing.append((figure["reference"], figure["as_published"]))
    assert missing == []
    assert checked > 150


def plain(text: str) -> str:
    """Return a text with its quotes and spaces made alike."""
    return " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).lower()


def test_every_row_of_the_published_series_is_in_the_data(
    figures: dict[str, dict[str, Any]], shared: Path
) -> None:
    with (shared / "data" / "published-series.csv").open(encoding="utf-8-sig") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["measure"].startswith("ofsted_")]
    places: dict[tuple[str, str, str], set[str]] = {}
    for figure in figures.values():
        for one in (figure, *figure["vintages"]):
            place = (one["area"], one["period"], str(one["value"]))
            places.setdefault(place, set()).add(series_of(figure["reference"], one["area"]))
    found: dict[str, list[set[str]]] = {}
    for row in rows:
        place = (row["area"].lower().replace(" ", "-"), row["period"], row["value"])
        found.setdefault(row["measure"], []).append(places.get(place, set()))
    # All rows of a measure stand in one series, and no two measures in the same.
    series = {measure: set.intersection(*each) for measure, each in found.items()}
    assert len(rows) == 447
    assert [measure for measure, names in series.items() if not names] == []
    long = [names for measure, names in series.items() if len(found[measure]) > 1]
    assert all(len(names) == 1 for names in long)
    assert len(set.union(*long)) == len(long) > 20


def series_of(reference: str, area: str) -> str:
    """Return a reference without its period, and without the area where its key holds one."""
    package, table, rest = reference.split("/", 2)
    key, _, field = rest.partition("/")
    parts = [part for part in key.partition("@")[0].split(".") if part != area]
    return "/".join([package, table, ".".join(parts), field])


def test_the_feed_the_sitemap_and_the_reports_are_well_formed(built: Path) -> None:
    feed = etree.parse(built / "feed.xml").getroot()
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) >= 3
    sitemap = etree.parse(built / "sitemap.xml").getroot()
    assert len(sitemap) >= len(PAGES)
    rules = json.loads((built / "data" / "checks.json").read_text("utf-8"))["rules"]
    assert all(rule["errors"] == 0 for rule in rules)
    assert sum(rule["looked_at"] for rule in rules) > 1000
    report = json.loads((built / "data" / "build.json").read_text("utf-8"))
    assert report["as_of"].startswith("2026-11-2")
    files = {file.relative_to(built).as_posix() for file in built.rglob("*") if file.is_file()}
    assert files - set(report["files"]) == {"data/build.json"}


def test_two_builds_in_different_folders_give_the_same_bytes(
    project: Path, built: Path, tmp_path: Path
) -> None:
    folder = copy_site(tmp_path / "another" / "place")
    # That these are made alike is seen in test_sharing.py and test_reproduce.py; it takes long.
    for name in ("pictures", "drawings", "downloads"):
        shutil.copytree(
            project / ".plainfigures" / name,
            folder / ".plainfigures" / name,
            copy_function=os.link,
        )
    environment = dict(
        os.environ, PYTHONHASHSEED="7", TZ="Pacific/Auckland", LC_ALL="C", HOME=str(tmp_path)
    )
    command = [
        sys.executable,
        "-m",
        "plainfigures",
        "--site",
        str(folder),
        "build",
        "--as-of",
        AS_OF,
    ]
    done = subprocess.run(
        [*command, "--jobs", "2"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    other = folder / "site"
    names = sorted(
        file.relative_to(built).as_posix() for file in built.rglob("*") if file.is_file()
    )
    assert names == sorted(
        file.relative_to(other).as_posix() for file in other.rglob("*") if file.is_file()
    )
    differing = [
        name for name in names if (built / name).read_bytes() != (other / name).read_bytes()
    ]
    assert differing == []


def test_a_build_with_nothing_new_says_so_and_loads_nothing_slow(project: Path) -> None:
    program = (
        "import sys\nfrom plainfigures.cli import main\n"
        "try: main()\nfinally: print(sorted({n.partition('.')[0] for n in sys.modules}))"
    )
    command = [sys.executable, "-c", program, "--site", str(project), "build", "--as-of", AS_OF]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Nothing has changed" in done.stdout
    loaded = done.stdout.splitlines()[-1]
    for library in ("matplotlib", "frictionless", "gptables", "pandas", "mkdocs", "jinja2", "lark"):
        assert f"'{library}'" not in loaded


def test_a_changed_sentence_loads_neither_pandas_nor_frictionless_nor_matplotlib(
    project: Path, tmp_path: Path
) -> None:
    folder = copy_site(tmp_path / "copy")
    for name in ("packages", "drawings", "pictures", "downloads"):
        kept = project / ".plainfigures" / name
        shutil.copytree(kept, folder / ".plainfigures" / name, copy_function=os.link)
    page = folder / "docs" / "about" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    program = (
        "import sys\nfrom plainfigures.cli import main\n"
        "try: main()\nfinally: print(sorted({n.partition('.')[0] for n in sys.modules}))"
    )
    command = [
        sys.executable,
        "-c",
        program,
        "--site",
        str(folder),
        "build",
        "--as-of",
        AS_OF,
        "--jobs",
        "1",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Built" in done.stdout, done.stdout + done.stderr
    loaded = done.stdout.splitlines()[-1]
    for library in ("matplotlib", "frictionless", "gptables", "pandas", "xlsxwriter"):
        assert f"'{library}'" not in loaded


def test_a_changed_cell_changes_sentence_table_chart_title_and_alternative(
    project: Path, tmp_path: Path
) -> None:
    folder = copy_warm(project, tmp_path / "copy")
    table = folder / "datasets" / "workforce" / "series.csv"
    before = table.read_text("utf-8")
    # A figure that nothing else is worked out from, so that the data still agree with themselves.
    after = before.replace(
        "15.2,percent,dfe-workforce-fte,,15.2,", "14.9,percent,dfe-workforce-fte,,14.9,"
    )
    assert after != before
    table.write_text(after, "utf-8")
    result = run(folder, "build", "--as-of", AS_OF, "--jobs", "1", "--no-pictures")
    assert result.exit_code == 0, result.output
    old = html.parse(str(project / "site" / "workforce" / "index.html")).getroot()
    new = html.parse(str(folder / "site" / "workforce" / "index.html")).getroot()
    for tree, wanted, other in ((old, "15.2%", "14.9%"), (new, "14.9%", "15.2%")):
        tables = " ".join(table.text_content() for table in tree.iter("table"))
        assert wanted in tables
        cells = {
            node.text_content()
            for node in tree.iter("data")
            if node.get("data-figure") == "workforce/series/agency-fte.oldham@2025-09-30"
        }
        assert other not in cells
    words = {}
    for name, tree in (("old", old), ("new", new)):
        chart = next(one for one in tree.iter("figure") if one.get("data-chart") == "agency-share")
        title = chart.find_class("pf-chart__title")[0].text_content()
        alternative = chart.find_class("pf-chart__alternative")[0].text_content()
        drawn = " ".join(chart.find(".//svg").itertext())
        words[name] = (title, alternative, drawn)
    assert all(one != other for one, other in zip(words["old"], words["new"], strict=True))
    assert "14.9%" in words["new"][1]
    assert "14.9%" in words["new"][2]
