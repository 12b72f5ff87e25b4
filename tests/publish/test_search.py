"""What the search looks through: pages cut into parts, charts, and figures by package."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.publish import SearchedChart, hashed_name, write_search
from plainfigures.publish.names import HASHED
from plainfigures.renderer import THEME
from tests.making import FIRE_SERVICE, catalogue_of

MENU = """
<footer><ul><li><a href="money/">Money</a></li><li><a href="sources/">Sources</a></li>
<li><a href="glossary/">Glossary</a></li><li><a href="hidden/">Hidden</a></li></ul>
<a href="money/#costs">The costs</a> <a href="https://elsewhere.example/">Elsewhere</a>
<a href="money/">Money again</a></footer>
"""

HOME = f"<head></head><body><article><h1>Fire</h1><p>It burns.</p></article>{MENU}</body>"

MONEY = """
<article><p class="pf-kicker">Kicker</p><h1 id="q">What <em>did</em> it cost<sup>1</sup>?</h1>
<p>About <data>£5 million</data><sup class="pf-ref"><a href="#note-1">1</a></sup>.</p>
<nav><a href="#costs">In the menu</a></nav>
<h2 id="costs">The   costs</h2><p>Pumps</p><p>and hoses.</p>
<figure class="pf-chart"><svg><text>drawn</text></svg><table><tr><td>7</td></tr></table></figure>
<table><caption>Pumps by station</caption><tr><th>Eastmere</th><td>4242</td></tr></table>
<h3 id="late">Paid late</h3><p>Some.</p>
<section class="pf-foot"><h2 id="foot">Sources used</h2><p>A paper</p></section></article>
"""

SOURCES = """
<article><h1>Papers</h1>
<section class="pf-entry" id="source-plan"><h3>The plan</h3><dl><dt>By</dt><dd>Us</dd></dl></section>
<section class="pf-entry" id="claim-fast"><h3>We come fast</h3><p>Borne out.</p></section></article>
"""

GLOSSARY = """
<article><h1>Words</h1><dl><div><dt id="pump">pump (engine)</dt><dd>A fire engine.</dd></div></dl></article>
"""

HIDDEN = '<head><meta name="robots" content="noindex"></head><article><h1>Secret</h1></article>'

PAGES = {
    "": HOME,
    "404.html": "<article><h1>Not here</h1></article>",
    "charts/times/": "<article><h1>Faster</h1></article>",
    "editing/": "<article><h1>For editors</h1></article>",
    "figures/money/": "<article><h1>Every figure</h1></article>",
    "glossary/": GLOSSARY,
    "hidden/": HIDDEN,
    "money/": MONEY,
    "sources/": SOURCES,
}

CHARTS = [
    SearchedChart("charts/times/", "Engines came faster", "Minutes, by month."),
    SearchedChart("charts/lost/", "A chart without a page", ""),
]

PAGE, SECTION, ENTRY, TERM, CHART, SOURCE = range(6)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The fire service's catalogue."""
    return catalogue_of(FIRE_SERVICE)


def written(folder: Path, catalogue: Catalogue, **more: Any) -> dict[str, Any]:
    """Write the search of the pages above; returns its files by name."""
    write_search(folder, PAGES, catalogue, charts=CHARTS, **more)
    files = list(folder.rglob("*.json"))
    assert len(files) == len(list(folder.glob("search/*")) + list(folder.glob(f"{HASHED}search/*")))
    return {file.stem.partition(".")[0]: json.loads(file.read_text("utf-8")) for file in files}


def test_pages_are_cut_at_their_headings_entries_and_terms(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    index = written(tmp_path, catalogue)["index"]
    assert index["pages"] == [
        ["", "First page"],
        ["money/", "Money"],
        ["sources/", "Sources"],
        ["glossary/", "Glossary"],
    ]
    assert index["rows"] == [
        [PAGE, 0, "", "Fire", "It burns."],
        [PAGE, 1, "", "What did it cost?", "About £5 million."],
        [SECTION, 1, "costs", "The costs", "Pumps and hoses. Pumps by station Eastmere"],
        [SECTION, 1, "late", "Paid late", "Some."],
        [PAGE, 2, "", "Papers"],
        [SOURCE, 2, "source-plan", "The plan", "By Us"],
        [ENTRY, 2, "claim-fast", "We come fast", "Borne out."],
        [PAGE, 3, "", "Words"],
        [TERM, 3, "pump", "pump (engine)", "A fire engine."],
        [CHART, "charts/times/", "", "Engines came faster", "Minutes, by month."],
    ]


def test_words_that_an_editor_gives_go_with_the_page(catalogue: Catalogue, tmp_path: Path) -> None:
    index = written(tmp_path, catalogue, words={"money/": "bill, overspend"})["index"]
    assert index["pages"][1] == ["money/", "Money", "bill, overspend"]


def test_a_figure_can_be_found_as_shown_in_full_and_as_published(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    used = {"money/budget/total/variance": ["editing/", "money/", ""]}
    files = written(tmp_path, catalogue, used=used)
    (place,) = files["index"]["figures"].values()
    assert place == hashed_name("search/money.json", (tmp_path / place).read_bytes())
    tables = {name: (title, rows) for name, title, rows in files["money"]}
    title, rows = tables["money/budget"]
    assert title == catalogue.resources["money/budget"].title
    figure = catalogue.find("money/budget/total/variance")
    (row,) = [one for one in rows if one[0] == "total/variance"]
    rest, shown, named, when, page, pages, *ways = row
    assert (rest, page, pages) == ("total/variance", 0, 2)
    assert named.startswith(figure.title)
    assert when == "month 4 of 2024 to 2025, a forecast"
    assert figure.as_published in [shown, *ways]
    assert shown.startswith("£")


def test_a_package_without_a_page_of_its_figures_is_left_out(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    assert set(written(tmp_path, catalogue)) == {"index", "money"}


def test_a_long_part_is_cut_between_words(catalogue: Catalogue, tmp_path: Path) -> None:
    pages = PAGES | {"money/": f"<article><h1>Long</h1><p>{'pump ' * 900}</p></article>"}
    write_search(tmp_path, pages, catalogue)
    index = json.loads((tmp_path / "search" / "index.json").read_text("utf-8"))
    (text,) = [row[4] for row in index["rows"] if row[3] == "Long"]
    assert 500 < len(text) < 1500
    assert set(text.split()) == {"pump"}


def test_the_same_pages_give_the_same_bytes_kept_or_not(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    kept: dict[str, str] = {}

    def keep(key: str, make: Any) -> str:
        if key not in kept:
            kept[key] = str(make())
        return kept[key]

    for name in ("once", "again", "kept"):
        if name == "once":
            write_search(tmp_path / name, PAGES, catalogue, charts=CHARTS)
        else:
            write_search(
                tmp_path / name, PAGES, catalogue, charts=CHARTS, keep=keep, keep_page=keep
            )
    files = [
        {file.name: file.read_bytes() for file in (tmp_path / name / "search").iterdir()}
        for name in ("once", "again", "kept")
    ]
    assert files[0] == files[1] == files[2]
    assert len(kept) > len(PAGES) // 2


def test_the_engine_is_the_one_that_is_named_with_its_digest() -> None:
    file = THEME / "assets" / "minisearch.js"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    text = file.read_text("utf-8")
    contributing = (THEME.parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    assert digest in contributing
    assert "MiniSearch 7.2.0" in text
    assert "Permission is hereby granted, free of charge" in text
