"""What search engines and programs are told of a finished site: in its pages, and in a catalogue."""

import json
import re
from collections.abc import Mapping
from functools import partial
from html import unescape
from pathlib import Path

from msgspec.structs import replace

from plainfigures.figures.records import Package, Source
from plainfigures.preparing import Prepared
from plainfigures.publish.metadata import (
    SiteWords,
    catalogue_entry,
    dataset_entry,
    json_script,
    report_entry,
)
from plainfigures.story import address_of, story_pages
from plainfigures.write import NotedPage

__all__ = ["CATALOGUE", "describe_site"]

CATALOGUE = "data/catalog.jsonld"
_PACKAGE = re.compile(r' id="package-([^"]+)"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def describe_site(prepared: Prepared, site: Path, noted: Mapping[str, NotedPage]) -> None:
    """Tell of each package in the page of its figures, of each page of the story in itself, and of
    all packages in a catalogue.
    """
    config, catalogue, keeper = prepared.config, prepared.catalogue, prepared.keeper
    publisher = str(config.settings.get("publisher") or "")
    offered = noted.get("data/")
    words = SiteWords(
        config.name,
        config.description,
        config.url,
        publisher,
        data="data/" if offered else "",
        placed=tuple(_PACKAGE.findall(offered.html)) if offered else (),
    )
    for name, package in catalogue.packages.items():
        page = noted.get(f"figures/{name}/")
        if page:
            make = partial(_dataset, prepared, package, replace(words, up="../../"))
            page.html = _with(page.html, keeper(f"dataset {name} {words}", make))
    story = {"", *story_pages(config, [one.page for one in prepared.pages])}
    for rendered in prepared.pages:
        address, meta = address_of(rendered.page), rendered.page.meta
        if address in story and address in noted:
            entry = report_entry(
                _title(noted[address].html, config.name),
                str(meta.get("description") or config.description),
                address,
                _about(prepared),
                _sources(prepared, noted[address]),
                replace(words, up="../" * address.count("/") or "./"),
            )
            noted[address].html = _with(noted[address].html, json_script(entry))
    make = partial(_catalogue, prepared, replace(words, up="../"))
    (site / CATALOGUE).write_text(keeper(f"catalogue for programs {words}", make), "utf-8")


def _title(html: str, site: str) -> str:
    """Return the title of a page without the name of the site."""
    found = _TITLE.search(html)
    return unescape(found[1]).strip().removesuffix(f" - {site}") if found else site


def _dataset(prepared: Prepared, package: Package, words: SiteWords) -> str:
    return json_script(dataset_entry(package, prepared.catalogue, words))


def _catalogue(prepared: Prepared, words: SiteWords) -> str:
    entry = catalogue_entry(prepared.catalogue, words)
    return json.dumps(entry, ensure_ascii=False, indent=1) + "\n"


def _about(prepared: Prepared) -> list[str]:
    """Return whom and where the site is about, by name."""
    about, catalogue = prepared.config.about(), prepared.catalogue
    names = [catalogue.bodies.get(about.body, ""), catalogue.areas.get(about.area, "")]
    return [one for one in names if one]


def _sources(prepared: Prepared, page: NotedPage) -> list[Source]:
    """Return the sources of a page's figures, in the order of the register."""
    catalogue = prepared.catalogue
    names = {
        name for one in page.references for name, _ in catalogue.sources_of(catalogue.find(one))
    }
    return [source for name, source in catalogue.sources.items() if name in names]


def _with(html: str, script: str) -> str:
    """Return a page with a block of data at the end of its head."""
    return html.replace("</head>", f"{script}\n</head>", 1)
