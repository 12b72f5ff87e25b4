"""A small release of fire stations that are nobody's, with all that releases have in them."""

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from plainfigures.figures.findings import Finding
from plainfigures.figures.records import Package
from plainfigures.figures.releases import ReleaseSource
from plainfigures.read import read_packages

__all__ = ["FILE", "RELEASE", "STATIONS", "Site"]

FILE = "stations/calls.csv"
RELEASE = (
    "\ufefftime_period,level,country,region,number,code,name,what,calls,calls_rate,crew\n"
    '2025,National,Midland,,"","","",Calls,12340,41.2,900\n'
    "2025,Local,Midland,North,1,F01,Eastmere,Calls,410,40.1,31\n"
    '2025,Local,Midland,North,2,F02,"Holm, Port of",Calls,c,c,4\n'
    "2025,Local,Midland,North,3,F13,Westmere,Calls,395,38.5,28\n"
    "2025,Local,Midland,South,5,F05,Ford,Calls,x,low,12\n"
    "2025,Local,Midland,North,4,F04,Old Mill,Calls,z,z,z\n"
    "2025,Local,Midland,North,1,F01,Eastmere,Alarms,77,9.9,31\n"
    "2025,Regional,Midland,North,,R1,,Calls,1200,39.9,77\n"
    '2024,National,Midland,,"","","",Calls,12000,40.8,890\n'
    "2024,Local,Midland,North,1,F01,Eastmere,Calls,400,39.6,30\n"
    '2024,Local,Midland,North,2,F02,"Holm, Port of",Calls,12,7.5,6\n'
    "2024,Local,Midland,North,3,F03,Westmere,Calls,u,38.1,27\n"
    "2024,Local,Midland,North,6,F06,Eastmere / Westmere,Calls,40,3.5,7\n"
    "2024,Local,Midland,South,5,F05,Ford,Calls,0,0,11\n"
    "2024,Local,Midland,North,4,F04,Old Mill,Calls,88,20.4,9\n"
    "2023,Local,Midland,South,9,F09,Ford,Calls,51,12.5,8\n"
)
"""A byte-order mark, empty names in quotes, every symbol, a station that ended, one that got another
code, one whose name went to another, and one row for two.
"""

STATIONS: dict[str, Any] = {
    "file": FILE,
    "where": {"level": ["National", "Local"], "what": "Calls"},
    "area": {
        "name": ["name", "country"],
        "code": "code",
        "number": "number",
        "level": "level",
        "region": "region",
        "register": "sources/areas",
    },
    "period": {"column": "time_period", "as": "31-march"},
    "values": {
        "calls": {"column": "calls"},
        "rate": {"column": "calls_rate"},
        "crew": {"column": "crew", "small": "withhold"},
    },
    "rounded": {"to": 10, "values": ["calls"], "where": {"level": "National"}},
    "label": "Calls, {area}",
}
_AREAS = {
    "areasOf": ["stations/calls"],
    "kinds": {"National": "country", "Local": "station"},
    "together": " / ",
    "size": {"table": "stations/calls", "column": "crew"},
    "neighbours": 2,
}
_COLUMNS = ("id", "title", "code", "codes", "kind", "region", "first", "last", "ended", "together")


class Site:
    """A site's folder with two packages that are drawn from a release beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "site"
        self.release = folder / "shared" / "data" / FILE
        self.release.parent.mkdir(parents=True)
        self.release.write_text(RELEASE, "utf-8")
        self.source = ReleaseSource(
            folder / "shared" / "data", "PLAINFIGURES_SHARED", "data", folder / "kept"
        )
        self.describe(STATIONS)

    def describe(self, release: dict[str, Any], areas: dict[str, Any] = _AREAS) -> None:
        """Write the descriptions of the packages, the release of the figures being `release`."""
        fields: list[dict[str, Any]] = [{"name": "area"}, {"name": "period"}, {"name": "label"}]
        for name in ("calls", "rate", "crew"):
            kind = {"kind": "number", "unit": "number"}
            fields += [{"name": name, "type": "number", "plainfigures": kind}]
            fields += [{"name": f"{name}_reason"}, {"name": f"{name}_as_published"}]
        fields += [{"name": "calls_rounding", "type": "integer"}, {"name": "locator"}]
        own = {"release": release, "source": "calls-2025", "status": "actual"}
        self._write("stations", "calls", fields, ["area", "period"], own)
        columns = [{"name": one} for one in (*_COLUMNS, "neighbours")]
        self._write("sources", "areas", columns, ["id"], {"release": areas})

    def read(self, source: ReleaseSource | None = None) -> tuple[dict[str, Package], list[Finding]]:
        """Read the packages as a build does."""
        packages, findings = read_packages(
            self.root / "datasets", self.root, releases=source or self.source
        )
        return {one.name: one for one in packages}, findings

    def messages(self, source: ReleaseSource | None = None) -> list[str]:
        """Return what is found, each with its place."""
        return [f"{one.place}: {one.message}" for one in self.read(source)[1]]

    def without_variable(self) -> ReleaseSource:
        """Return where releases lie on a machine that says nothing of it."""
        return replace(self.source, folder=None)

    def _write(
        self, package: str, table: str, fields: list[dict[str, Any]], key: list[str], own: object
    ) -> None:
        folder = self.root / "datasets" / package
        folder.mkdir(parents=True, exist_ok=True)
        schema = {"fields": fields, "primaryKey": key, "missingValues": [""]}
        resource = {"name": table, "path": f"{table}.csv", "schema": schema, "plainfigures": own}
        content = {"name": package, "resources": [resource]}
        (folder / "datapackage.json").write_text(json.dumps(content, indent=1), "utf-8")
