"""What the search looks through: pages cut into parts, charts, and figures by package."""

import gzip
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.publish import SearchedChart, hashed_name, write_search
from plainfigures.publish.names import HASHED
from plainfigures.publish.search_words import MORE, fold_words
from plainfigures.rendering import THEME
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
    assert written(tmp_path, catalogue)["pages-1"] == [
        ["", "First page", "", [[PAGE, "", "Fire", "It burns."]]],
        [
            "money/",
            "Money",
            "",
            [
                [PAGE, "", "What did it cost?", "About £5 million."],
                [SECTION, "costs", "The costs", "Pumps and hoses. Pumps by station Eastmere"],
                [SECTION, "late", "Paid late", "Some."],
            ],
        ],
        [
            "sources/",
            "Sources",
            "",
            [
                [PAGE, "", "Papers"],
                [SOURCE, "source-plan", "The plan", "By Us"],
                [ENTRY, "claim-fast", "We come fast", "Borne out."],
            ],
        ],
        [
            "glossary/",
            "Glossary",
            "",
            [[PAGE, "", "Words"], [TERM, "pump", "pump (engine)", "A fire engine."]],
        ],
        ["charts/times/", "", "", [[CHART, "", "Engines came faster", "Minutes, by month."]]],
    ]


def test_a_page_that_no_menu_lists_is_found_with_its_charts(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    pages = PAGES | {"areas/west/": "<article><h1>The west</h1></article>"}
    chart = SearchedChart("areas/west/#chart-times-west", "Slower in the west", "")
    write_search(tmp_path, pages, catalogue, charts=[chart], more={"areas/west/": "West"})
    (file,) = tmp_path.glob(f"{HASHED}search/pages-1.*.json")
    assert json.loads(file.read_text("utf-8"))[-1] == [
        "areas/west/",
        "West",
        "",
        [[PAGE, "", "The west"], [CHART, "chart-times-west", "Slower in the west"]],
    ]


def test_words_that_an_editor_gives_go_with_the_page(catalogue: Catalogue, tmp_path: Path) -> None:
    pages = written(tmp_path, catalogue, words={"money/": "bill, overspend"})["pages-1"]
    assert pages[1][:3] == ["money/", "Money", "bill, overspend"]


def test_a_figure_can_be_found_as_shown_in_full_and_as_published(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    used = {"money/budget/total/variance": ["editing/", "money/", ""]}
    files = written(tmp_path, catalogue, used=used)
    place = files["index"]["parts"][files["index"]["figures"]]
    assert place == hashed_name("search/figures-1.json", (tmp_path / place).read_bytes())
    figure = catalogue.find("money/budget/total/variance")
    (found,) = [
        (title, row)
        for begins, title, rows in files["figures-1"]
        for row in rows
        if f"{begins}{row[0]}" == f"figures/money/#{figure.reference}"
    ]
    title, (_, shown, named, when, page, pages, *ways) = found
    assert title == catalogue.resources["money/budget"].title
    assert (page, pages) == ("First page", 2)
    assert named.startswith(figure.title)
    assert when == "month 4 of 2024 to 2025, a forecast"
    assert figure.as_published in [shown, *ways]
    assert shown.startswith("£")


def test_the_entry_of_a_figure_is_where_it_is_said_to_be(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    write_search(
        tmp_path,
        PAGES,
        catalogue,
        entry=lambda one: f"figures/{'/'.join(one.split('/')[:2])}/#{one}",
    )
    (file,) = tmp_path.glob(f"{HASHED}search/figures-1.*.json")
    begins = {one[0] for one in json.loads(file.read_text("utf-8"))}
    assert "figures/money/budget/#money/budget/" in begins
    assert all(re.fullmatch(r"figures/(money/[a-z]+)/#\1/", one) for one in begins)


def test_a_package_without_a_page_of_its_figures_is_left_out(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    files = written(tmp_path, catalogue)
    assert {one[0].partition("#")[0] for one in files["figures-1"]} == {"figures/money/"}


def test_a_small_site_has_few_parts_and_needs_no_files_of_words(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    files = written(tmp_path, catalogue)
    assert set(files) == {"index", "pages-1", "figures-1"}
    assert files["index"]["words"] == []
    assert files["index"]["figures"] == 1


def many_pages(number: int) -> dict[str, str]:
    """Pages of so many stations, each with its own name and with words that all of them have."""
    made = {}
    for one in range(number):
        text = f"Engines at station s{one:04} came in {one + 7000} minutes. " + "They came. " * 40
        made[f"stations/s{one:04}/"] = (
            f"<article><h1>Station q{one:04}x</h1><p>{text}</p>"
            f'<h2 id="cost">Cost</h2><p>{text}</p></article>'
        )
    return made


def test_on_a_large_site_a_word_leads_to_the_few_parts_that_hold_it(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    made = many_pages(200)
    write_search(tmp_path, PAGES | made, catalogue, more=dict.fromkeys(made, "A station"))
    index = json.loads((tmp_path / "search" / "index.json").read_text("utf-8"))
    parts = [(tmp_path / place).read_text("utf-8") for place in index["parts"]]
    lists = [json.loads((tmp_path / place).read_text("utf-8")) for _, place in index["words"]]
    assert [first for first, _ in index["words"]] == [rows[0][0] for rows in lists]
    rows = {word: numbers for rows in lists for word, *numbers in rows}
    assert list(rows) == sorted(rows)
    for word in ("7123", "variance", "pump"):
        assert rows[word], word
        for number, text in enumerate(parts):
            assert (number in rows[word]) == (re.search(rf"\b{word}\b", text.lower()) is not None)
    common = rows["engines"]
    assert common[-1] == MORE
    assert len(common) < 15


def test_what_a_first_search_fetches_does_not_grow_with_the_site(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    largest = {}
    for number in (80, 480):
        folder = tmp_path / str(number)
        made = many_pages(number)
        write_search(folder, PAGES | made, catalogue, more=dict.fromkeys(made, "A station"))
        files = list((folder / HASHED / "search").iterdir())
        assert len(files) > 5
        largest[number] = max(len(gzip.compress(file.read_bytes())) for file in files)
    assert max(largest.values()) < 10_000
    index = (tmp_path / "480" / "search" / "index.json").read_bytes()
    assert len(gzip.compress(index)) < 5_000


def test_a_long_part_is_cut_between_words(catalogue: Catalogue, tmp_path: Path) -> None:
    pages = PAGES | {"money/": f"<article><h1>Long</h1><p>{'pump ' * 900}</p></article>"}
    write_search(tmp_path, pages, catalogue)
    (file,) = tmp_path.glob(f"{HASHED}search/pages-1.*.json")
    rows = [row for page in json.loads(file.read_text("utf-8")) for row in page[3]]
    (text,) = [row[3] for row in rows if row[2] == "Long"]
    assert 500 < len(text) < 1500
    assert set(text.split()) == {"pump"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council\u2019s £12,261,000 and 12.3%", {"the", "council", "12261000", "and", "12.3"}),
        ("Élan O'Brien's co-operation 1,5", {"elan", "obrien", "co", "operation", "1", "5"}),
    ],
)
def test_words_are_folded_as_the_browser_folds_them(text: str, expected: set[str]) -> None:
    assert fold_words(text) == expected


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
        {file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.json")}
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
