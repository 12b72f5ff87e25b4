"""What search engines and programs read of a site: schema.org in its pages, and a DCAT catalogue.

Follows Google's guidance for `Dataset` (a name; a description of 50 to 5,000 letters; licence,
creator, coverage, distribution) and DCAT-AP for the catalogue (title, description, publisher;
datasets with title and description; distributions with an access address and a licence).
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.licences import (
    known_licence,
    licence_lines,
    package_licence,
    sources_used,
)
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Package, Source

__all__ = ["SiteWords", "catalogue_entry", "dataset_entry", "json_script", "report_entry"]

_LEAST, _MOST = 50, 5000
"""Letters that the description of a dataset must and may have."""
_LANGUAGE = "en-GB"
_FORMATS = {
    "csv": ("CSV", "text/csv", "CSV"),
    "xlsx": (
        "Spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
    ),
    "zip": ("All files", "application/zip", "ZIP"),
}
_FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:license": {"@type": "@id"},
    "dct:format": {"@type": "@id"},
    "dct:source": {"@type": "@id"},
    "dcat:mediaType": {"@type": "@id"},
    "dcat:accessURL": {"@type": "@id"},
    "dcat:downloadURL": {"@type": "@id"},
    "dcat:landingPage": {"@type": "@id"},
    "foaf:homepage": {"@type": "@id"},
    "dcat:startDate": {"@type": "xsd:date"},
    "dcat:endDate": {"@type": "xsd:date"},
}


class SiteWords(Struct, frozen=True):
    """What a site says of itself; `url` is empty where its address is not known yet.

    Addresses are absolute where it is known, and otherwise relative to the page or file at hand,
    as `up` gives it (`../../` from `figures/money/`). `data` is the address of the page with all data,
    the first page where there is none; `placed` names the packages that have a place on it, None for
    all.
    """

    name: str
    description: str = ""
    url: str = ""
    publisher: str = ""
    up: str = "./"
    data: str = "data/"
    placed: tuple[str, ...] | None = None

    def at(self, path: str) -> str:
        """Return the address of a page or a file of the site."""
        base = self.url.rstrip("/") + "/" if self.url else self.up
        return base + path

    def page_of(self, package: str) -> str:
        """Return the address at which the data of a package are offered to people."""
        placed = self.placed is None or package in self.placed
        return self.at(f"{self.data}#package-{package}" if placed else self.data)

    @property
    def organisation(self) -> str:
        """Who publishes the site; the site itself where nobody is named."""
        return self.publisher or self.name


_MOST_AREAS = 100
"""So many areas are named in what a page says of a package to programs."""


def dataset_entry(package: Package, catalogue: Catalogue, site: SiteWords) -> dict[str, Any]:
    """Return a package as a schema.org `Dataset`."""
    sources = sources_used(package, catalogue.sources.values())
    licence = package_licence(package)
    organisation = {"@type": "Organization", "name": site.organisation}
    entry: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": package.title,
        "description": _described(package, site),
        "url": site.at(f"figures/{package.name}/"),
        "identifier": package.name,
        "version": package.version,
        "inLanguage": _LANGUAGE,
        "isAccessibleForFree": True,
        "license": licence.address if licence else "",
        # The licence is that of the arrangement: each source has its own.
        "copyrightNotice": " ".join(licence_lines(package, sources)),
        "creator": organisation,
        "publisher": organisation,
        "temporalCoverage": "/".join(_covered(package)),
        "spatialCoverage": [{"@type": "Place", "name": one} for one in _areas(package, catalogue)],
        "variableMeasured": list(package.measures.values()),
        "isBasedOn": [_work(one) for one in sources],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": site.name,
            "url": site.at(site.data),
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "name": title,
                "encodingFormat": media,
                "contentUrl": site.at(path),
            }
            for title, path, media, _ in _files(package)
        ],
    }
    return _told(entry)


def report_entry(
    title: str,
    description: str,
    address: str,
    about: Sequence[str],
    sources: Iterable[Source],
    site: SiteWords,
) -> dict[str, Any]:
    """Return a page as a schema.org `Report`; `about` names the bodies and places it is about."""
    return _told(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "name": title,
            "headline": title,
            "description": description,
            "url": site.at(address),
            "inLanguage": _LANGUAGE,
            "isAccessibleForFree": True,
            "about": [{"@type": "Thing", "name": one} for one in about],
            "publisher": {"@type": "Organization", "name": site.organisation},
            "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.at("")},
            "isBasedOn": [_work(one) for one in sources],
        }
    )


def catalogue_entry(catalogue: Catalogue, site: SiteWords) -> dict[str, Any]:
    """Return all packages as a DCAT catalogue in JSON-LD."""
    publisher = {
        "@id": "_:publisher",
        "@type": "foaf:Agent",
        "foaf:name": site.organisation,
    }
    datasets = [_dcat_dataset(one, catalogue, site) for one in catalogue.packages.values()]
    return {
        "@context": _CONTEXT,
        "@id": site.at("data/#catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _said(site.name),
        "dct:description": _said(site.description or site.name),
        "dct:publisher": publisher,
        "foaf:homepage": site.at(""),
        "dcat:dataset": datasets,
    }


def json_script(entry: dict[str, Any]) -> str:
    """Return an entry as a block of data for a page's head; nothing in it can end the block."""
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def _dcat_dataset(package: Package, catalogue: Catalogue, site: SiteWords) -> dict[str, Any]:
    licence = package_licence(package)
    sources = sources_used(package, catalogue.sources.values())
    licensed: dict[str, Any] = {}
    if licence and licence.address:
        licensed["dct:license"] = licence.address
    rights = " ".join(licence_lines(package, sources))
    if rights:
        licensed["dct:rights"] = {"@type": "dct:RightsStatement", "rdfs:label": _said(rights)}
    start, end = [*_covered(package), "", ""][:2]
    landing = site.page_of(package.name)
    entry = {
        "@id": site.at(f"data/{package.name}/datapackage.json#dataset"),
        "@type": "dcat:Dataset",
        "dct:identifier": package.name,
        "dct:title": _said(package.title),
        "dct:description": _said(_described(package, site)),
        "dct:publisher": {"@id": "_:publisher"},
        "dcat:keyword": [_said(one) for one in package.measures.values()],
        "dcat:landingPage": landing,
        "dct:source": [one.address for one in sources if one.address],
        "dcat:distribution": [
            {
                "@id": f"{site.at(path)}#distribution",
                "@type": "dcat:Distribution",
                "dct:title": _said(title),
                "dcat:accessURL": landing,
                "dcat:downloadURL": site.at(path),
                "dcat:mediaType": _MEDIA_TYPE + media,
                "dct:format": _FILE_TYPE + kind,
            }
            | licensed
            for title, path, media, kind in _files(package)
        ],
    } | licensed
    if start:
        entry["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": start,
            "dcat:endDate": end,
        }
    return _told(entry)


def _said(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "en"}


def _described(package: Package, site: SiteWords) -> str:
    words = package.description
    if len(words) < _LEAST:
        words = f"{words} The data of “{package.title}” on the site “{site.name}”.".strip()
    return words[:_MOST]


def _covered(package: Package) -> list[str]:
    """Return the first and the last day of a package's figures; empty where they have no time."""
    periods = [parse_period(one) for one in {one.period for one in package.figures} if one]
    if not periods:
        return []
    days = min(one.first for one in periods), max(one.last for one in periods)
    return [day.isoformat() for day in days]


def _areas(package: Package, catalogue: Catalogue) -> list[str]:
    """Return the areas of a package's figures; none where they are too many to say on a page."""
    names = dict.fromkeys(one.area for one in package.figures if one.area)
    if len(names) > _MOST_AREAS:
        return []
    return [catalogue.areas.get(one, one) for one in names]


def _files(package: Package) -> list[tuple[str, str, str, str]]:
    """Return the files of a package as (title, path, media type, kind of file)."""
    base = f"data/{package.name}"
    files = [
        (one.title, f"{base}/{one.path.rpartition('/')[2]}", "csv") for one in package.resources
    ]
    whole = ("xlsx", "zip") if package.has_spreadsheet else ("zip",)
    files += [(_FORMATS[kind][0], f"{base}/{package.name}.{kind}", kind) for kind in whole]
    return [(title, path, *_FORMATS[kind][1:]) for title, path, kind in files]


def _work(source: Source) -> dict[str, Any]:
    licence = known_licence(source.licence)
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    return _told(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.address,
            "publisher": publisher,
            "datePublished": source.published,
            "license": licence.address if licence else "",
        }
    )


def _told(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry without what is not known."""
    return {name: value for name, value in entry.items() if value not in ("", [], None)}
