"""What is done to a rendered site: charts, notes and data put in, and the outcome checked."""

import re
from collections.abc import Iterator
from pathlib import Path

from plainfigures.allowances import allowed_numbers, own_words, pages_with_code, typed_words
from plainfigures.check import (
    SITE_RULES,
    FinishedChart,
    FinishedPage,
    FinishedSite,
    run_rules,
)
from plainfigures.drawings import Drawings
from plainfigures.figures.findings import CheckRun
from plainfigures.figures.keys import library_versions
from plainfigures.figures.made import page_text, without_marks
from plainfigures.figures.periods import parse_period
from plainfigures.preparing import Prepared
from plainfigures.publish import (
    BUILD_REPORT,
    CHECKS_REPORT,
    write_build_report,
    write_chart,
    write_checks,
    write_feed,
    write_figures,
    write_packages,
    write_sitemap,
)
from plainfigures.publish.feed import Change
from plainfigures.write import (
    NotedPage,
    block_mark,
    chart_rows,
    find_places,
    list_catalogue,
    list_checks,
    number_notes,
    relative_links,
)

__all__ = ["finish"]

_DRAWING = re.compile(r"<!--pf-draw ([a-z0-9-]+)-->")


def finish(prepared: Prepared, site: Path, drawings: Drawings) -> tuple[list[CheckRun], int]:
    """Put charts, notes and data into a rendered site, and run the rules on what came out.

    Returns all runs of rules, and the number of pages.
    """
    catalogue, registers = prepared.catalogue, prepared.desk.registers
    drawn: dict[str, str] = {}
    contents: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        rendered = file.read_text("utf-8")
        contents[_address(file, site)] = page_text(rendered, prepared.desk.key)
        drawn[_address(file, site)] = _DRAWING.sub(
            lambda found: drawings.both(found[1]) if found[1] in drawings.pictures else found[0],
            without_marks(rendered, prepared.desk.key),
        )
    places = find_places(drawn)
    noted = {
        address: number_notes(html, catalogue, registers, places) for address, html in drawn.items()
    }
    used = _pages_by_figure(noted)
    listing = ""
    for address, page in noted.items():
        html = page.html
        if block_mark("catalogue") in html:
            listing = listing or list_catalogue(catalogue, used, places)
            html = html.replace(block_mark("catalogue"), listing)
        page.html = relative_links(html, address)
    _write_data(prepared, site, noted, used, drawings)
    looked = FinishedSite(
        pages=tuple(_finished_pages(prepared, noted, contents)),
        files=frozenset([*_files(site), CHECKS_REPORT, BUILD_REPORT]),
        catalogue=catalogue,
        site_url=prepared.config.url,
        charts=_finished_charts(prepared),
        about=prepared.config.about(),
        key=prepared.desk.key,
        stated=typed_words(prepared.config),
        configuration=prepared.config.text,
        allowed=allowed_numbers(prepared.config),
        own_words=own_words(prepared.config),
        code_free=pages_with_code(prepared.config),
    )
    runs = prepared.runs + run_rules(SITE_RULES, looked)
    rules = list_checks(runs)
    for address, page in noted.items():
        html = page.html.replace(block_mark("checks"), rules)
        (site / _file(address)).write_text(html, "utf-8")
    write_checks(site / "data", runs, catalogue)
    write_build_report(site, prepared.clock.now.isoformat(), library_versions())
    return runs, len(noted)


def _write_data(
    prepared: Prepared,
    site: Path,
    noted: dict[str, NotedPage],
    used: dict[str, list[str]],
    drawings: Drawings,
) -> None:
    data, catalogue, config = site / "data", prepared.catalogue, prepared.config
    write_figures(data, catalogue, used)
    folders = [config.datasets / name for name in catalogue.packages]
    write_packages(data, folders, catalogue.packages.values())
    for name, picture in drawings.pictures.items():
        write_chart(data, name, drawings.get(name, "wide"), *chart_rows(picture))
    changes = [Change(*one) for one in prepared.desk.registers.changes()]
    write_feed(site, config.name, config.url, changes)
    pages = {}
    for address, page in noted.items():
        if not address.endswith(".html"):
            dates = (catalogue.published(catalogue.find(one)) for one in page.references)
            days = [parse_period(text).last.isoformat() for text in dates if text]
            pages[address] = max(days, default="")
    write_sitemap(site, config.url, pages)


def _finished_pages(
    prepared: Prepared, noted: dict[str, NotedPage], contents: dict[str, str]
) -> Iterator[FinishedPage]:
    sources = {}
    for rendered in prepared.pages:
        page = rendered.page
        inner = page.path.removeprefix("docs/").rpartition(".")[0]
        is_index = inner.rpartition("/")[2] == "index"
        address = inner.removesuffix("index") if is_index else f"{inner}/"
        sources[address] = rendered
    for address, done in noted.items():
        if address not in sources:
            yield FinishedPage(address, done.html)
            continue
        rendered = sources[address]
        source = rendered.page
        lines = ("",) * source.offset + tuple(source.text.splitlines())
        yield FinishedPage(
            address,
            done.html,
            source.path,
            lines,
            source,
            contents[address],
            rendered.made,
            rendered.wordings,
        )


def _finished_charts(prepared: Prepared) -> dict[str, FinishedChart]:
    charts = prepared.desk.charts
    return {
        name: FinishedChart(declared, words.figures, words.written)
        for name, declared in charts.declarations.items()
        for words in (charts.words(name),)
    }


def _pages_by_figure(noted: dict[str, NotedPage]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address, page in noted.items():
        for reference in page.references:
            found.setdefault(reference, []).append(address)
    return found


def _files(site: Path) -> list[str]:
    return [file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()]


def _address(file: Path, site: Path) -> str:
    return file.relative_to(site).as_posix().removesuffix("index.html")


def _file(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address
