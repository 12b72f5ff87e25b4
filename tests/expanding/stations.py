"""The fire service with a page for each of its stations, made of one template."""

from pathlib import Path
from textwrap import dedent

from tests.making import SOURCE_KEY, Table, append, edit, make_site, number, write_package

__all__ = ["LIST", "TEMPLATE", "make_stations"]

_STATIONS = """
    station,name,region,neighbours,source,locator
    eastmere,Eastmere,Coast,harbour hill,statistics-2024,row 1
    harbour,King's Harbour & Quay,Coast,eastmere,statistics-2024,row 2
    hill,Hill_Top *North* 12,Inland,,statistics-2024,row 3
    quarry,Quarry,Inland,hill,statistics-2024,row 4
    old-mill,Old Mill,,,statistics-2024,row 5
"""
_CALLS = """
    measure,area,period,value,as_published,reason,source,locator
    rate,eastmere,2023-03-31,41.5,41.5,,statistics-2024,"rate, eastmere, 2023"
    rate,eastmere,2024-03-31,44.1,44.1,,statistics-2024,"rate, eastmere, 2024"
    rate,harbour,2023-03-31,39,39,,statistics-2024,"rate, harbour, 2023"
    rate,harbour,2024-03-31,44.1,44.1,,statistics-2024,"rate, harbour, 2024"
    rate,hill,2023-03-31,50,50,,statistics-2024,"rate, hill, 2023"
    rate,hill,2024-03-31,,c,c,statistics-2024,"rate, hill, 2024"
    rate,quarry,2023-03-31,,x,x,statistics-2024,"rate, quarry, 2023"
    rate,quarry,2024-03-31,60.2,60.2,,statistics-2024,"rate, quarry, 2024"
    rate,old-mill,2023-03-31,12,12,,statistics-2024,"rate, old mill, 2023"
    rate,country,2023-03-31,40,40,,statistics-2024,"rate, country, 2023"
    rate,country,2024-03-31,43,43,,statistics-2024,"rate, country, 2024"
"""
"""One figure is confidential, one not available, and one station has closed."""

TEMPLATE = """
    ---
    title: Calls at {name}
    description: How often the engines of {name} were called.
    kicker: Stations
    each: {table: stations/register, column: station, several: neighbours}
    areas: ["{station}", "{neighbours}"]
    ---

    # How often is {name} called?

    {% if there("stations/calls/rate.{station}@2024-03-31") %}
    The rate was {{ figure("stations/calls/rate.{station}@2024-03-31", unit=True) }}.
    {% else %}
    There is no rate of {name} for that time. The last one, of
    {{ period("stations/calls/rate.{station}@latest") }}, was
    {{ figure("stations/calls/rate.{station}@latest", unit=True) }}.
    {% endif %}

    {% if "{region}" %}It lies in the {region} region.{% endif %}

    Its place is {{ rank("stations/calls/rate.{station}@2024-03-31", among="stations/[station]",
    missing="not known") }}.

    {{ chart("rate-{station}") }}

    {% if "{neighbours}" %}
    Its neighbours are {neighbours}.

    {{ table("stations/calls", rows=["rate.{station}", "rate.{neighbours}"], across="area") }}
    {% endif %}
"""
LIST = """
    # All stations

    Find a station, such as [the one on the hill](hill.md).

    {{ pages_of("stations/[station]") }}
"""
_CHART = """
    form: lines
    title: "Calls at {name}"
    subtitle: "Calls for each engine, at the end of March"
    each: stations/[station]
    series:
      - label: "{name}"
        figures: stations/calls/rate.{station}@*
      - label: the country
        figures: stations/calls/rate.country@*
"""


def make_stations(folder: Path) -> Path:
    """Write the site into `folder`: two tables, a template, a chart template and a list page."""
    make_site(folder)
    stations = Table("register", _STATIONS, ["station"], own={"foreignKeys": [SOURCE_KEY]})
    calls = Table(
        "calls",
        _CALLS,
        ["measure", "area", "period"],
        {"value": number(unit="calls")},
        {
            "body": "home-office",
            "status": "actual",
            "basis": "home-office-count",
            "foreignKeys": [SOURCE_KEY],
        },
    )
    write_package(
        folder,
        "stations",
        [stations, calls],
        units={"calls": {"one": "call", "other": "calls"}},
        bases={
            "home-office-count": {"title": "Counted by the Home Office", "description": "By date."}
        },
        measures={"rate": {"title": "Calls for each engine"}},
    )
    for name, title in (
        *(("harbour", "Harbour"), ("hill", "Hill"), ("quarry", "Quarry")),
        ("old-mill", "Old Mill"),
    ):
        append(folder / "datasets" / "sources" / "areas.csv", f"{name},{title},,fire area")
    docs = folder / "docs" / "stations"
    docs.mkdir()
    (docs / "[station].md").write_text(dedent(TEMPLATE).lstrip("\n"), "utf-8")
    (docs / "index.md").write_text(dedent(LIST).lstrip("\n"), "utf-8")
    (folder / "charts" / "rate-[station].yml").write_text(dedent(_CHART).lstrip("\n"), "utf-8")
    edit(folder / "mkdocs.yml", "  - Response:", "  - Stations: stations/index.md\n  - Response:")
    return folder
