"""This project's own site: whose figures stand where, and which vintage is shown."""

from pathlib import Path

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.revisions import earlier_values, read_revisions
from plainfigures.read import read_charts
from plainfigures.write import Desk
from tests.making import catalogue_of
from tests.site.conftest import AS_OF, copy_warm, run

ENGLAND = "demand/counts/looked-after.england"


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    """The figures of this project's own data."""
    return catalogue_of(root)


def test_a_figure_of_bury_on_the_page_about_money_is_refused_in_plain_words(
    project: Path, tmp_path: Path
) -> None:
    site = copy_warm(project, tmp_path / "site")
    page = site / "docs" / "finance" / "index.md"
    text = page.read_text("utf-8")
    call = '{{ figure("elsewhere/figures/bury-hours-to-meet", unit=True) }}'
    page.write_text(f"{text}\nElsewhere, partners meet within {call}.\n", "utf-8")
    line = len(text.splitlines()) + 2
    result = run(site, "check")
    assert result.exit_code == 1
    assert (
        f"docs/finance/index.md:{line}: error: Bury Council's figure "
        '"elsewhere/figures/bury-hours-to-meet" (Hours within which partners are to come together) '
        "stands on a page about Oldham." in result.output
    )
    assert "bodies: [bury-council]" in result.output


def test_a_chart_that_joins_a_month_4_forecast_to_an_outturn_is_refused(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    folder = tmp_path / "charts"
    folder.mkdir()
    (folder / "joined.yml").write_text(
        "form: lines\ntitle: Pressure\nsubtitle: In pounds\nmixed: all sorts\n"
        "figures: [finance/pressures/outturn-2023-24, finance/pressures/m4-2024-25]\n",
        "utf-8",
    )
    charts, _ = read_charts(folder, tmp_path)
    (found,) = Desk(catalogue, Clock(parse_moment(AS_OF)), charts).check_charts()
    assert (found.rule, found.place) == ("basis", "charts/joined.yml:5")
    assert found.message.startswith(
        'The line through "finance/pressures/outturn-2023-24" joins figures that are not alike'
    )
    assert "their status is “outturn (final)” and “forecast”" in found.message


def test_the_newest_vintage_of_englands_counts_is_shown_and_each_revision_recorded(
    catalogue: Catalogue,
) -> None:
    shown = {year: catalogue.find(f"{ENGLAND}@{year}-03-31") for year in range(2019, 2026)}
    assert [figure.as_published for figure in shown.values()] == [
        "78140", "80000", "80780", "82090", "83750", "83530", "81770",
    ]  # fmt: skip
    assert {figure.vintage for year, figure in shown.items() if year > 2020} == {"2025"}
    assert catalogue.find(f"{ENGLAND}@latest") == shown[2025]
    revised = [one.reference for one in shown.values() if earlier_values(catalogue, one)]
    assert revised == [f"{ENGLAND}@{year}-03-31" for year in (2021, 2022, 2023)]
    recorded = [one for one in read_revisions(catalogue) if one.kind == "routine-revision"]
    assert [one.reference for one in recorded] == revised


def test_each_document_gives_its_dates_to_its_own_body(catalogue: Catalogue) -> None:
    others = [
        figure
        for figure in catalogue.figures
        if figure.source and catalogue.source(figure.source).body != figure.body
    ]
    # Our own counts of what another body published, which the tables say in so many words.
    assert {figure.body for figure in others} == {"plainfigures"}
