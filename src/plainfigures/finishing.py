"""What is done to a rendered site: charts, notes and data put in, and the outcome checked."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from plainfigures.allowances import allowed_numbers, own_words, pages_with_code, typed_words
from plainfigures.check import (
    SITE_RULES,
    FinishedChart,
    FinishedPage,
    FinishedSite,
    Seen,
    run_rules,
)
from plainfigures.drawings import Drawings
from plainfigures.figures.findings import CheckRun
from plainfigures.figures.keys import code_digest, digest_of, library_versions
from plainfigures.figures.made import page_text, without_marks
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED
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
    write_styles,
)
from plainfigures.publish.feed import Change
from plainfigures.seen import KeptSeen
from plainfigures.write import (
    NotedPage,
    RenderedPage,
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
_LISTS = re.compile(r"<!--pf-block catalogue(?: ([a-z0-9-]+))?-->")


def finish(prepared: Prepared, site: Path, drawings: Drawings) -> tuple[list[CheckRun], int]:
    """Put charts, notes and data into a rendered site, and run the rules on what came out.

    Returns all runs of rules, and the number of pages.
    """
    catalogue, registers = prepared.catalogue, prepared.desk.registers
    rendered = {
        _address(file, site): file.read_text("utf-8") for file in sorted(site.rglob("*.html"))
    }
    drawn = {name: _with_drawings(html, prepared, drawings) for name, html in rendered.items()}
    places = find_places(drawn)
    noted = {
        address: number_notes(html, catalogue, registers, places) for address, html in drawn.items()
    }
    used = _pages_by_figure(noted)
    for address, page in noted.items():
        page.html = relative_links(_with_lists(page.html, prepared, used, places), address)
    write_styles(site)
    _write_data(prepared, site, noted, used, drawings)
    contents = {name: page_text(html, prepared.desk.key) for name, html in rendered.items()}
    seen = KeptSeen(prepared.config.work / "pages")
    looked_at = _looked_at(prepared, site, noted, contents, seen)
    runs = prepared.runs + run_rules(SITE_RULES, looked_at)
    seen.keep()
    rules = list_checks(runs)
    for address, page in noted.items():
        html = page.html.replace(block_mark("checks"), rules)
        (site / _file(address)).write_text(html, "utf-8")
    write_checks(site / "data", runs, catalogue)
    write_build_report(site, prepared.clock.now.isoformat(), library_versions())
    return runs, len(noted)


def _with_drawings(html: str, prepared: Prepared, drawings: Drawings) -> str:
    """Return a page with a drawing in the place of each mark, and without the marks of macros."""

    def drawing(mark: re.Match[str]) -> str:
        return drawings.both(mark[1]) if mark[1] in drawings.pictures else mark[0]

    return _DRAWING.sub(drawing, without_marks(html, prepared.desk.key))


def _with_lists(
    html: str, prepared: Prepared, used: dict[str, list[str]], places: Mapping[str, str]
) -> str:
    """Return a page with its lists of figures, which take long to make and so are kept."""

    def listing(mark: re.Match[str]) -> str:
        package = mark[1] or ""
        parts = f"catalogue {package} {used} {places} {_worked_out(prepared)}"
        catalogue = prepared.catalogue
        return prepared.keeper(parts, lambda: list_catalogue(catalogue, used, places, package))

    return _LISTS.sub(listing, html)


def _worked_out(prepared: Prepared) -> list[tuple[str, str]]:
    """Return the figures that pages worked out, which are not in the data, with their values."""
    return [
        (one.reference, str(one.value))
        for one in prepared.catalogue.figures
        if one.reference.startswith(f"{COMPUTED}/")
    ]


def _looked_at(
    prepared: Prepared,
    site: Path,
    noted: dict[str, NotedPage],
    contents: dict[str, str],
    seen: Seen,
) -> FinishedSite:
    """Return what the rules on a finished site look at; `contents` are the pages' own parts."""
    config = prepared.config
    return FinishedSite(
        pages=tuple(_finished_pages(prepared, noted, contents)),
        files=frozenset([*_files(site), CHECKS_REPORT, BUILD_REPORT]),
        catalogue=prepared.catalogue,
        site_url=config.url,
        charts=_finished_charts(prepared),
        about=config.about(),
        key=prepared.desk.key,
        stated=typed_words(config),
        configuration=config.text,
        allowed=allowed_numbers(config),
        own_words=own_words(config),
        code_free=pages_with_code(config),
        seen=seen,
        data=prepared.key,
    )


def _write_data(
    prepared: Prepared,
    site: Path,
    noted: dict[str, NotedPage],
    used: dict[str, list[str]],
    drawings: Drawings,
) -> None:
    data, catalogue, config = site / "data", prepared.catalogue, prepared.config
    parts = f"{used} {_worked_out(prepared)}"
    write_figures(
        data, catalogue, used, lambda name, make: prepared.keeper(f"{name} {parts}", make)
    )
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
            _digest(prepared, rendered, contents[address]),
        )


def _digest(prepared: Prepared, page: RenderedPage, content: str) -> str:
    """Return a digest of all that what is found in a page's typed words hangs on."""
    plain = content.replace(prepared.desk.key, "")
    parts = [plain, *page.made, repr(page.wordings), page.page.matter, page.page.text]
    return digest_of([code_digest(), prepared.config.text, *parts])


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
