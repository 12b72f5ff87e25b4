"""Sites of any size, made up by rule: the same bytes each time, and sound.

They are of a fire service that is nobody's in particular. As many pages as asked for are in sections
of twelve, each with a data package of its own. A page has some 25 figures in sentences and five
worked out of two others; every second page has a chart, the others a table: what a page of this
project's own site has on average.
"""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.making import FIRE_SERVICE, SOURCE_KEY, Table, number, write_macros, write_package

__all__ = ["FIXED_PAGES", "Section", "Station", "make_site", "sections_of"]

SECTION = 12
YEARS = tuple(range(2020, 2025))
SOURCES = "sources/documents"

MEASURES: dict[str, tuple[str, str, str]] = {
    "calls": ("Calls answered", "call", "calls"),
    "fires": ("Fires put out", "fire", "fires"),
    "crashes": ("Road crashes attended", "crash", "crashes"),
    "visits": ("Homes visited for safety", "visit", "visits"),
    "drills": ("Drills held", "drill", "drills"),
}
"""What is measured at each station: title, unit of one, unit of several."""

FIXED_PAGES = {
    "sources": ("Sources", "{{ sources() }}"),
    "figures": ("Every figure", "{{ catalogue() }}"),
    "data": ("Data and downloads", "{{ downloads() }}"),
    "checks": ("How we check", "{{ checks() }}"),
    "changes": ("Changes to figures", "{{ changelog() }}"),
    "glossary": ("Glossary", "{{ glossary() }}"),
}
"""The pages that a site has once, whatever its size, beside its first page."""

_FIRST = [
    "Ash",
    "Birch",
    "Cedar",
    "Elm",
    "Fern",
    "Hazel",
    "Holly",
    "Ivy",
    "Larch",
    "Maple",
    "Oak",
    "Pine",
    "Reed",
    "Rowan",
    "Sedge",
    "Thorn",
]
_LAST = [
    "bank",
    "bourne",
    "bridge",
    "brook",
    "combe",
    "croft",
    "dale",
    "den",
    "field",
    "ford",
    "gate",
    "ham",
    "hill",
    "hurst",
    "ley",
    "mere",
]
_PARTS = ["North", "South", "East", "West", "Upper", "Lower", "Great", "Little", "Old", "New"]
_PARTS += ["Middle", "High", "Far"]


@dataclass(frozen=True)
class Station:
    """A fire station, by its number among all, with what was counted there."""

    number: int
    section: str
    id: str
    name: str

    @property
    def folder(self) -> str:
        """Where its page is in docs/."""
        return f"{self.section}/{self.id}"

    def count(self, measure: str, year: int) -> int:
        """Return what was counted in a year: never a small number, by a rule of no meaning."""
        which = list(MEASURES).index(measure)
        return 120 + (self.number * 37 + which * 101 + year * 13) % 880

    def reference(self, measure: str, year: int) -> str:
        """Return the reference of a count."""
        return f"{self.section}/counts/{self.id}.{measure}@fy{year - 1}-{year % 100}"


@dataclass(frozen=True)
class Section:
    """A part of the service, and its stations: a package, and a part of the navigation."""

    id: str
    title: str
    stations: tuple[Station, ...]


def sections_of(stations: int) -> list[Section]:
    """Return so many stations, in sections of twelve."""
    found = []
    for start in range(0, stations, SECTION):
        which = start // SECTION
        part, place = divmod(which, len(_FIRST))
        title = f"{_PARTS[part]} {_FIRST[place]}shire"
        members = [
            _station(one, _slug(title)) for one in range(start, min(start + SECTION, stations))
        ]
        found.append(Section(_slug(title), title, tuple(members)))
    return found


def _station(which: int, section: str) -> Station:
    rest, last = divmod(which, len(_LAST))
    part, first = divmod(rest, len(_FIRST))
    name = f"{_FIRST[first]}{_LAST[last]}"
    if part:
        name = f"{_PARTS[part - 1]} {name}"
    return Station(which, section, _slug(name), name)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def make_site(folder: Path, pages: int) -> Path:
    """Write a site of so many pages of an editor's (24 or more) into `folder`, and return it."""
    sections = sections_of(pages - len(FIXED_PAGES) - 1)
    write_frame(folder, {one.id: (one.title, dict(_entries(one))) for one in sections})
    for section in sections:
        _write_package(folder, section)
        _write_pages(folder, section)
    lines = [f"- [{one.title}]({one.id}/index.md)" for one in sections]
    home = ["---", "title: Home", "---", "", "# The fire service, station by station", ""]
    (folder / "docs" / "index.md").write_text("\n".join([*home, *lines, ""]), "utf-8")
    return folder


def _entries(section: Section) -> Iterator[tuple[str, str]]:
    """Yield what stands in the navigation for a section: the pages, and their titles."""
    first, *others = section.stations
    yield f"{section.id}/index.md", first.name
    for one in others:
        yield f"{section.id}/{one.id}.md", one.name


def write_frame(folder: Path, packages: dict[str, tuple[str, dict[str, str]]]) -> None:
    """Write what every made-up site has: settings, macros, sources, and the pages of lists.

    `packages` are the names of the data packages, each with the title of its part of the navigation
    and the pages that stand there.
    """
    (folder / "docs").mkdir(parents=True)
    (folder / "charts").mkdir()
    for name in ("sources", "glossary"):
        shutil.copytree(FIRE_SERVICE / "datasets" / name, folder / "datasets" / name)
    revisions = folder / "datasets" / "sources" / "revisions.csv"
    head = revisions.read_text("utf-8").splitlines()[0]
    first = [
        f"first-{one},2024-11-01,{one},,,,first-published,First published." for one in packages
    ]
    revisions.write_text("\n".join([head, *first, ""]), "utf-8")
    for name, (title, macro) in FIXED_PAGES.items():
        _write(folder / "docs" / name / "index.md", f"# {title}\n\n{macro}\n")
    write_macros(folder)
    settings = (FIRE_SERVICE / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace('site_url: ""', "site_url: https://stations.example/")
    story = "  plainfigures:\n    whole_story: [index.md]\n"
    settings = settings.replace("  plainfigures:\n", story)
    before, _, rest = settings.partition("nav:\n")
    after = rest[rest.index("extra:\n") :]
    _write(folder / "mkdocs.yml", f"{before}nav:\n{''.join(_navigation(packages))}{after}")


def _navigation(packages: dict[str, tuple[str, dict[str, str]]]) -> Iterator[str]:
    yield "  - Home: index.md\n"
    for title, pages in packages.values():
        yield f"  - {title}:\n"
        yield from (f"      - {name}: {page}\n" for page, name in pages.items())
    yield "  - Sources and data:\n"
    for name, (title, _) in FIXED_PAGES.items():
        yield f"      - {title}: {name}/index.md\n"


def _write_package(folder: Path, section: Section) -> None:
    rows = [
        (one.id, measure, f"fy{year - 1}-{year % 100}", one.count(measure, year), units)
        for one in section.stations
        for measure, (_, _, units) in MEASURES.items()
        for year in YEARS
    ]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        ["station", "measure", "period", "value", "unit", "as_published", "source", "locator"]
    )
    for station, measure, period, value, units in rows:
        place = f"{measure}, {station}, {period}"
        table.writerow((station, measure, period, value, units, value, "statistics-2024", place))
    own: dict[str, Any] = {"body": "home-office", "status": "actual", "basis": "count"}
    write_package(
        folder,
        section.id,
        [
            Table(
                "counts",
                out.getvalue(),
                ("station", "measure", "period"),
                {"value": number()},
                own | {"foreignKeys": [SOURCE_KEY]},
            )
        ],
        **_declared(),
    )
    _retitle(folder / "datasets" / section.id / "datapackage.json", section.title)


def _declared() -> dict[str, Any]:
    return {
        "body": "eastmere-fire-authority",
        "area": "eastmere",
        "bases": {"count": {"title": "Count", "description": "As each station counts it."}},
        "units": {units: {"one": one, "other": units} for _, one, units in MEASURES.values()},
        "measures": {name: {"title": title} for name, (title, _, _) in MEASURES.items()},
    }


def _retitle(file: Path, title: str) -> None:
    content = json.loads(file.read_text("utf-8"))
    content["title"] = title
    _write(file, json.dumps(content, indent=2) + "\n")


def _write_pages(folder: Path, section: Section) -> None:
    first = section.stations[0]
    for station in section.stations:
        page = "index" if station is first else station.id
        lines = list(_page(station, section))
        if station is first:
            others = section.stations[1:]
            lines += ["## Other stations", "", *(f"- [{one.name}]({one.id}.md)" for one in others)]
        _write(folder / "docs" / section.id / f"{page}.md", "\n".join([*lines, ""]))
        if station.number % 2 == 0:
            _write(folder / "charts" / f"{section.id}-{station.id}.yml", _chart(station, section))


def _page(station: Station, section: Section) -> Iterator[str]:
    yield from ("---", f"title: {station.name}")
    yield f"description: What the fire station at {station.name} did, year by year."
    yield from ("---", "", f"# The fire station at {station.name}", "")
    yield f"{station.name} is a station in {section.title}. Each count below is of a year to March."
    yield "A crew writes down what it did on the day. The service adds it up once a year."
    yield ""
    if station.number % 2 == 0:
        yield from (f'{{{{ chart("{section.id}-{station.id}") }}}}', "")
    else:
        yield f'{{{{ table("{section.id}/counts", rows="{station.id}.*", caption="All counts") }}}}'
        yield ""
    for measure, (title, _, units) in MEASURES.items():
        yield from (f"## {title}", "")
        counts = [f'{{{{ figure("{station.reference(measure, year)}") }}}}' for year in YEARS]
        said = [f"{count} in {year}" for count, year in zip(counts, YEARS, strict=True)]
        yield f"The crews counted these {units}: {said[0]}, {said[1]} and {said[2]}."
        yield f"Later there were {said[3]}, and {said[4]}."
        first, last = station.reference(measure, YEARS[0]), station.reference(measure, YEARS[-1])
        yield f'Over these years the count {{{{ change("{first}", "{last}") }}}}.'
        yield ""
        yield "A visit is counted for the station that sent the crew. If more crews went, the first"
        yield "to arrive counts it. Nobody is named, and no address is kept."
        yield ""


def _chart(station: Station, section: Section) -> str:
    count = station.reference("calls", YEARS[-1])
    title = f"{station.name} answered {{{{ figure('{count}', unit=True) }}}} in {YEARS[-1]}"
    lines = ["form: lines", f'title: "{title}"']
    lines += ['subtitle: "Calls answered, by year to March, as each station counts"', "series:"]
    other = next((one for one in section.stations if one is not station), station)
    for one in dict.fromkeys((station, other)):
        pattern = one.reference("calls", YEARS[0]).rpartition("@")[0]
        lines += [f"  - label: {one.name}", f"    figures: {pattern}@*"]
    return "\n".join([*lines, ""])


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="")
