"""Pages of councils, held cell by cell against the files of the releases by a reader of their own."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from tests.england.copying import ENGLAND, copy_with, names_of_councils
from tests.site.conftest import made_once, run

NAMES = (
    "Oldham", "Salford", "Stockport", "County Durham", "City of London", "Isles of Scilly", "Dorset",
    "Kingston upon Thames", "Richmond upon Thames", "Kingston upon Thames / Richmond upon Thames",
    "Cumbria", "Northamptonshire",
)  # fmt: skip
"""Among them some with confidential cells, one with cells that are not available, two that report
together, three that have ended, and two of one name.
"""
PAGES = {
    "oldham": "353", "salford": "355", "stockport": "356", "county-durham": "840",
    "city-of-london": "201", "isles-of-scilly": "420", "dorset": "838",
    "kingston-upon-thames": "314", "richmond-upon-thames": "318",
    "kingston-upon-thames-richmond-upon-thames": "314 / 318", "england": "",
    "cumbria": "909", "northamptonshire": "928", "dorset-to-2019": "835",
}  # fmt: skip
"""The ids that pages use, with the numbers by which the department knows the councils."""
TOLD = {
    "kept confidential": "c", "not available": "x", "not applicable": "z",
    "too unreliable to publish": "u", "too low to show, but not zero": "low",
}  # fmt: skip
CHARTS = {
    "looked-after-rate": "looked-after/on-31-march/rate",
    "in-need": "children-in-need/on-31-march/count",
    "referred-again": "referrals/in-the-year/again",
    "plans": "protection-plans/on-31-march/count",
    "new-plans": "protection-plans/on-31-march/up-to-3-months",
    "agency": "social-workers/on-30-september/agency",
    "vacancies": "social-workers/on-30-september/vacancies",
    "caseload": "social-workers/on-30-september/caseload",
}
_LOOKED_AFTER = "cla_number_and_rate_per_10k_children.csv"
_ON_DAY = "Children looked after on 31 March each year"
_PLANS = "d5_cpps_at31march_by_duration_2013_to_2025.csv"
_REFERRALS = "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv"
_WORKERS = "csww_indicators_2017_to_2025.csv"
COLUMNS = {
    "looked-after/on-31-march/count": (_LOOKED_AFTER, "children_count", _ON_DAY),
    "looked-after/on-31-march/rate": (_LOOKED_AFTER, "rate_per_10000", _ON_DAY),
    "children-in-need/on-31-march/count": ("b1_children_in_need_2013_to_2025.csv", "At31_episodes", ""),
    "referrals/in-the-year/count": (_REFERRALS, "referral_count", ""),
    "referrals/in-the-year/again": (_REFERRALS, "rereferral_percent", ""),
    "protection-plans/on-31-march/count": (_PLANS, "CPP_At31", ""),
    "protection-plans/on-31-march/up-to-3-months": (_PLANS, "3_months_or_less_percent", ""),
    "protection-plans/on-31-march/months-3-to-6": (_PLANS, "more_than_3_months_6_months_percent", ""),
    "protection-plans/on-31-march/months-6-to-12": (
        _PLANS, "more_than_6_months_less_than_1_year_percent", "",
    ),
    "protection-plans/on-31-march/years-1-to-2": (_PLANS, "1_year_less_than_2_years_percent", ""),
    "protection-plans/on-31-march/years-2-or-more": (_PLANS, "2_years_or_more_percent", ""),
    "social-workers/on-30-september/staff": (_WORKERS, "inpost_fte", ""),
    "social-workers/on-30-september/turnover": (_WORKERS, "turnover_rate_fte", ""),
    "social-workers/on-30-september/agency": (_WORKERS, "agency_rate_fte", ""),
    "social-workers/on-30-september/vacancies": (_WORKERS, "vacancy_rate_fte", ""),
    "social-workers/on-30-september/caseload": (_WORKERS, "caseload_fte", ""),
}  # fmt: skip
_REFERENCE = re.compile(r"([a-z-]+/[a-z0-9-]+)/([a-z0-9-]+)@([a-z0-9-]+)/([a-z0-9-]+)")


class Releases:
    """The five files as the csv module reads them, cell by cell."""

    def __init__(self, folder: Path) -> None:
        self._cells: dict[tuple[str, str, str, str], dict[str, str]] = {}
        for file in sorted(folder.glob("*.csv")):
            with file.open(newline="", encoding="utf-8-sig") as stream:
                for row in csv.DictReader(stream):
                    if row["geographic_level"] != "Regional":
                        kind = row.get("population_type", "")
                        key = (file.name, row["old_la_code"], row["time_period"], kind)
                        self._cells[key] = row

    def cell(self, measure: str, area: str, year: str) -> str | None:
        """Return the cell of a measure; None where the release has no such row."""
        file, column, kind = COLUMNS[measure]
        row = self._cells.get((file, PAGES[area], year, kind))
        return None if row is None else row[column]


def year_of(period: str) -> str:
    """Return the year in which a period ends: of a reference, or as a page writes it."""
    if period.startswith("fy"):
        return f"20{period[-2:]}"
    return period[:4] if "-" in period else period[-4:]


def said_alike(cell: str, text: str, *, withheld: bool = False) -> bool:
    """Whether a page says what a cell holds; `withheld` for counts that the site leaves out."""
    if text in TOLD:
        small = withheld and cell.replace(".", "").isdigit() and 0 < Decimal(cell) <= 5
        return TOLD[text] == ("c" if small else cell)
    number = re.sub(r"[^0-9.]", "", text.split(" ")[0])
    return bool(number) and number.strip(".") != "" and Decimal(number) == Decimal(cell)


ABSOLUTE = re.compile(r"[\s\"'=](?:(?:/[\w.-]+){2}|[A-Z]:\\)")
"""A path of a machine, which is no address within the site."""


@pytest.fixture(scope="module")
def national(shared: Path) -> Path:
    """The folder of the five files."""
    return shared / "data" / "national"


@pytest.fixture(scope="module")
def councils(
    national: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, html.HtmlElement]:
    """The pages of twelve councils, built from the files where they lie."""

    def make(folder: Path) -> None:
        copy_with(NAMES, folder)
        result = run(folder, "build", "--as-of", "2026-12-01", "--jobs", "1", "--no-pictures")
        assert result.exit_code == 0, result.output

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAINFIGURES_SHARED", str(national.parent.parent))
        site = made_once(tmp_path_factory, "england", make) / "site"
    files = [*site.glob("councils/*/index.html"), *site.glob("former/*/index.html")]
    return {file.parent.name: html.parse(str(file)).getroot() for file in files}


def test_every_figure_on_each_page_is_the_cell_of_its_release(
    councils: dict[str, html.HtmlElement], national: Path
) -> None:
    assert set(councils) == {*PAGES} - {"england", "kingston-upon-thames-richmond-upon-thames"}
    releases = Releases(national)
    seen: Counter[str] = Counter()
    for name, page in councils.items():
        for one in page.iter("data"):
            reference = one.get("data-figure", "")
            if reference.startswith("computed/"):
                continue
            found = _REFERENCE.fullmatch(reference)
            assert found, reference
            table, area, period, column = found.groups()
            cell = releases.cell(f"{table}/{column}", area, year_of(period))
            text = one.text_content()
            assert cell is not None, reference
            assert said_alike(cell, text, withheld=column == "staff"), (name, reference, cell, text)
            seen[name] += 1
            seen[TOLD.get(text, "number")] += 1
    assert min(seen[name] for name in councils) >= 35  # in sentences and tables
    assert {"number", "c", "z"} <= set(seen)


def test_every_number_under_a_chart_is_the_cell_of_its_release(
    councils: dict[str, html.HtmlElement], national: Path
) -> None:
    releases = Releases(national)
    seen: Counter[str] = Counter()
    for name, page in councils.items():
        charts = page.xpath("//figure[@data-chart]")
        assert len(charts) >= 6
        for chart in charts:
            kind = chart.get("data-chart").removeprefix("former-").removesuffix(f"-{name}")
            table = chart.xpath(".//table")[0]
            heads = [one.text_content() for one in table.xpath(".//thead//th")][1:]
            for row in table.xpath(".//tbody/tr"):
                period, *cells = [one.text_content().strip() for one in row]
                for head, text in zip(heads, cells, strict=True):
                    slug = re.sub(r"[^a-z0-9]+", "-", head.lower()).strip("-")
                    cell = releases.cell(CHARTS[kind], slug, year_of(period))
                    where = (name, kind, head, period, cell, text)
                    if cell is None:
                        assert not re.search(r"\d", text), where
                        continue
                    assert said_alike(cell, text), where
                    seen[TOLD.get(text, "number")] += 1
    assert seen["number"] > 1400
    assert min(seen["c"], seen["x"], seen["z"]) > 0


def test_pages_say_what_is_missing_and_who_reports_together(
    councils: dict[str, html.HtmlElement],
) -> None:
    def words(name: str) -> str:
        return " ".join(councils[name].text_content().split())

    london = "31 March 2025: it is kept confidential"
    assert london in words("city-of-london")
    assert "The department publishes these figures for Kingston upon Thames / Richmond" in words(
        "richmond-upon-thames"
    )
    assert "has no figures of" not in words("cumbria")
    assert "The department's releases have no figures of Cumbria after 2023." in words("cumbria")
    assert "It has no figures of Dorset (to 2019)." in words("dorset-to-2019")


def test_no_release_and_no_path_lies_in_the_project() -> None:
    assert not [file for file in ENGLAND.glob("datasets/*/*.csv") if file.stat().st_size > 20_000]
    texts = [*ENGLAND.glob("*.yml"), *ENGLAND.glob("datasets/*/*.json"), *ENGLAND.glob("*.md")]
    assert len(texts) > 5
    assert not [file for file in texts if ABSOLUTE.search(file.read_text("utf-8"))]


def test_the_names_of_all_councils_have_those_of_pairs_too(national: Path) -> None:
    few, every = (names_of_councils(national.parent, count) for count in (10, 999))
    assert few[0] == "Cumbria"
    assert len(few) == 10
    assert len(every) == len(set(every))
    assert [one for one in every if " / " in one] == every[-2:]
