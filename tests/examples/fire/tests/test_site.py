"""What a build of this site has to hold. It is built once, into a folder of the tests' own."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

HERE = Path(__file__).parent.parent
PAGES = sorted((HERE / "docs").rglob("*.md"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site; every rule was held and every link followed to build it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    words = ["build", "--site-dir", str(folder), "--no-pictures"]
    command = [sys.executable, "-m", "plainfigures", "--site", str(HERE), *words]
    built = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="session")
def published(site: Path) -> dict[str, Any]:
    """Every figure that the site publishes, by its reference."""
    content = json.loads((site / "data" / "figures.json").read_text("utf-8"))
    return {one["reference"]: one for one in content["figures"]}


def test_no_rule_finds_a_mistake(site: Path) -> None:
    """Advice may be there, such as on what to fill in before the site is published."""
    checks = json.loads((site / "data" / "checks.json").read_text("utf-8"))
    assert [rule["title"] for rule in checks["rules"] if rule["errors"]] == []


def may_be_held_back(page: Path) -> bool:
    """Whether a page, or one of the folders it is in, says from when on it may be seen."""
    folders = [one for one in page.parents if one.is_relative_to(HERE / "docs")]
    files = [page, *(one / "index.md" for one in folders)]
    return any("\npublish_after:" in one.read_text("utf-8") for one in files if one.is_file())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HERE).as_posix())
def test_every_page_opens_and_has_a_heading(site: Path, page: Path) -> None:
    place = page.relative_to(HERE / "docs")
    address = place.parent if place.name == "index.md" else place.with_suffix("")
    file = site / address / "index.html"
    if not file.exists() and may_be_held_back(page):
        pytest.skip("this page is held back until its time comes")
    content = html.parse(str(file)).getroot()
    assert len(content.findall(".//h1")) == 1
    assert content.findtext(".//title")


def test_every_figure_on_a_page_is_the_published_one(site: Path, published: dict[str, Any]) -> None:
    shown = 0
    for page in site.rglob("index.html"):
        for one in html.parse(str(page)).getroot().iterfind(".//data[@data-figure]"):
            figure = published.get(one.get("data-figure"))
            if figure is not None and figure["value"] is not None:
                assert one.get("value") == str(figure["value"]), (page, one.get("data-figure"))
                shown += 1
    assert shown


def test_every_published_figure_is_as_the_tables_have_it(published: dict[str, Any]) -> None:
    """The printed text and the place of each figure stand in a row of its own data package, and its
    source stands there too, or once for all in what describes the package.
    """
    rows: dict[str, list[list[str]]] = {}
    described: dict[str, str] = {}
    for table in (HERE / "datasets").glob("*/*.csv"):
        package = table.parent
        with table.open(encoding="utf-8", newline="") as lines:
            rows.setdefault(package.name, []).extend(csv.reader(lines))
        described[package.name] = (package / "datapackage.json").read_text("utf-8")
    held = 0
    for reference, figure in published.items():
        if figure["as_published"] and figure["locator"]:
            package = reference.partition("/")[0]
            wanted = {figure["as_published"], figure["locator"], figure["source"]}
            if json.dumps(figure["source"]) in described[package]:
                wanted.remove(figure["source"])
            assert any(wanted <= set(row) for row in rows[package]), reference
            held += 1
    assert held
