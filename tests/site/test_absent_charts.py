"""Charts of templates that some pages leave out: those are not made, and the site is whole."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import Finding
from plainfigures.preparing import prepare
from tests.expanding.stations import make_stations
from tests.making import edit
from tests.site.building import AS_OF, build, bytes_of

CALL = '{{ chart("rate-{station}") }}'
GUARDED = f'{{% if there("stations/calls/rate.{{station}}@2024-03-31") %}}\n{CALL}\n{{% endif %}}'
WRITTEN = "---\ntitle: Eastmere\ndescription: By hand.\n---\n\n# Eastmere\n\nWritten by hand.\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the stations, built."""
    folder = make_stations(tmp_path_factory.mktemp("absent") / "site")
    result = build(folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def site(kept: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return shutil.copytree(kept, tmp_path / "site")


@pytest.fixture
def template(site: Path) -> Path:
    """The page template of the stations."""
    return site / "docs" / "stations" / "[station].md"


def leave_out(site: Path) -> None:
    edit(site / "docs" / "stations" / "[station].md", CALL, GUARDED)


def write_by_hand(site: Path) -> None:
    (site / "docs" / "stations" / "eastmere.md").write_text(WRITTEN, "utf-8")


def take_its_figures_away(site: Path) -> None:
    leave_out(site)
    row = '    rate,old-mill,2023-03-31,12,12,,statistics-2024,"rate, old mill, 2023"\n'.strip(" ")
    edit(site / "datasets" / "stations" / "calls.csv", row, "")
    page = site / "docs" / "stations" / "[station].md"
    said = page.read_text("utf-8")
    start, end = said.index("There is no rate"), said.index("{% endif %}")
    page.write_text(f"{said[:start]}There is none of {{name}}.\n{said[end:]}", "utf-8")
    said = page.read_text("utf-8")
    start, end = said.index("Its place is"), said.index(GUARDED)
    page.write_text(said[:start] + said[end:], "utf-8")


@pytest.mark.parametrize(
    ("change", "without"),
    [
        (leave_out, "old-mill"),
        (write_by_hand, "eastmere"),
        (take_its_figures_away, "old-mill"),
    ],
)
def test_a_page_may_leave_its_chart_out(
    site: Path, change: Callable[[Path], None], without: str
) -> None:
    change(site)
    result = build(site)
    assert result.exit_code == 0, result.output
    made = bytes_of(site / "site")
    named = f"rate-{without}".encode()
    assert [name for name, text in made.items() if named in text or f"rate-{without}" in name] == []
    assert b'id="chart-rate-harbour"' in made["stations/harbour/index.html"]
    shutil.rmtree(site / ".plainfigures")
    assert build(site).exit_code == 0
    again = bytes_of(site / "site")
    assert [name for name in made.keys() | again.keys() if made.get(name) != again.get(name)] == []


def found_in(site: Path) -> list[Finding]:
    prepared = prepare(read_config(site), Clock(parse_moment(AS_OF)))
    return [one for one in prepared.findings if one.rule == "chart"]


def test_a_chart_that_all_pages_leave_out_is_told(site: Path, template: Path) -> None:
    edit(template, CALL, "")
    (found,) = found_in(site)
    assert found.place == "charts/rate-[station].yml:4"
    assert found.level == "advice"
    assert "stands on no page of stations/[station]" in found.message
    assert '{{ chart("rate-{station}") }}' in found.remedy
    result = build(site)
    assert result.exit_code == 0, result.output
    assert not (site / "site" / "charts" / "index.html").exists() or "rate-" not in (
        site / "site" / "charts" / "index.html"
    ).read_text("utf-8")


def test_a_chart_that_stands_elsewhere_alone_is_refused_there(site: Path, template: Path) -> None:
    leave_out(site)
    edit(
        site / "docs" / "stations" / "index.md", "Find a", '{{ chart("rate-old-mill") }}\n\nFind a'
    )
    found = [one for one in found_in(site) if one.path.startswith("docs/")]
    assert [(one.place, one.level) for one in found] == [("docs/stations/index.md:3", "error")]
    assert "stations/old-mill/" in found[0].message
    assert "charts/rate-[station].yml" in found[0].remedy


def test_a_mistake_on_a_page_does_not_hide_those_of_its_chart(site: Path, template: Path) -> None:
    edit(template, CALL, '{{ chart("rate-{station}" }}')
    edit(site / "charts" / "rate-[station].yml", "rate.country@*", "rat.country@*")
    assert {one.path for one in found_in(site)} == {"charts/rate-[station].yml"}
