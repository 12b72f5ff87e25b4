"""The recipe: from data packages and pages to a finished site, step by step.

`build` reads as the steps do. `connect` and `finish` are the same steps for MkDocs, when it is
called by hand.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainfigures.check import (
    DATA_RULES,
    SITE_RULES,
    FinishedPage,
    FinishedSite,
    Material,
    run_rules,
)
from plainfigures.config import SiteConfig, read_config
from plainfigures.draw import draw, drawing_key, load_drawing
from plainfigures.drawings import Drawings
from plainfigures.errors import BuildProblem, ChartProblem, PlainFiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, present_clock
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import ERROR, CheckRun, Finding, sort_findings
from plainfigures.figures.keys import library_versions
from plainfigures.figures.periods import parse_period
from plainfigures.own_macros import load_own_macros
from plainfigures.publish import (
    BUILD_REPORT,
    CHECKS_REPORT,
    exchange,
    write_build_report,
    write_chart,
    write_checks,
    write_feed,
    write_figures,
    write_packages,
    write_sitemap,
)
from plainfigures.publish.feed import Change
from plainfigures.read import Reading, Store, read_charts, read_pages
from plainfigures.renderer import PREPARED, THEME, load_renderer, render_site
from plainfigures.say import as_text
from plainfigures.state import State, inputs_key, save_state
from plainfigures.write import (
    Desk,
    NotedPage,
    RenderedPage,
    block_mark,
    chart_rows,
    list_catalogue,
    list_checks,
    number_notes,
    relative_links,
    render_page,
)

__all__ = ["Outcome", "Prepared", "build", "connect", "finish", "finish_preview", "prepare"]

_DRAWING = re.compile(r"<!--pf-draw ([a-z0-9-]+)-->")


@dataclass
class Prepared:
    """A site read and checked, ready to be rendered."""

    config: SiteConfig
    clock: Clock
    catalogue: Catalogue
    desk: Desk
    runs: list[CheckRun]
    pages: list[RenderedPage]
    preview: bool = False

    @property
    def findings(self) -> list[Finding]:
        """All findings of all rules, errors first."""
        return _findings(self.runs)

    @property
    def sound(self) -> bool:
        """Whether there is nothing that stops a build."""
        return not any(finding.level == ERROR for finding in self.findings)


@dataclass(frozen=True)
class Outcome:
    """What a build did: its findings, and how many pages and figures the site has."""

    findings: list[Finding]
    pages: int = 0
    figures: int = 0

    @property
    def done(self) -> bool:
        """Whether the site was put in place."""
        return not any(finding.level == ERROR for finding in self.findings)


def build(
    config: SiteConfig, clock: Clock, site: Path, jobs: int = 1, *, release: bool = False
) -> Outcome:
    """Check, draw, render, finish, verify, and exchange the finished site with `site`.

    Where anything is wrong, `site` stays as it was and the outcome holds the findings. Raises
    BuildProblem where the build cannot start or its result cannot be put in place.
    """
    _refuse_own_folder(config, site)
    key = inputs_key(config, site, release=release)
    config.work.mkdir(parents=True, exist_ok=True)
    with (
        _workers(jobs) as executor,
        tempfile.TemporaryDirectory(prefix="making-", dir=config.work) as folder,
    ):
        prepared = prepare(config, clock, release=release, executor=executor)
        if not prepared.sound:
            return Outcome(prepared.findings)
        drawings = _drawings(prepared, executor)
        making = Path(folder) / "site"
        render_site(config.file, making, prepared)
        try:
            runs, pages = finish(prepared, making, drawings)
        except ChartProblem as error:
            return Outcome([_undrawable(prepared, error)])
        findings = _findings(runs)
        if any(finding.level == ERROR for finding in findings):
            return Outcome(findings)
        exchange(making, site, config.work / "previous")
    since, until = clock.same_since(), clock.same_until()
    save_state(
        config,
        State(
            key=key,
            as_of=clock.now.isoformat(),
            since=since.isoformat() if since else "",
            until=until.isoformat() if until else "",
        ),
    )
    return Outcome(findings, pages, len(prepared.catalogue.figures))


def prepare(
    config: SiteConfig, clock: Clock, *, release: bool = False, executor: Executor | None = None
) -> Prepared:
    """Read everything and run the rules on it; writes nothing but the store of records.

    For a release, what is only advice otherwise becomes an error.
    """
    for folder in (config.docs, config.datasets):
        if not folder.is_dir():
            raise BuildProblem(f"There is no folder {folder.name}/.", "Add it, or go to the site.")
    store = Store(config.work / "packages")
    reading = Reading(config.datasets, config.root, store, executor)
    declarations, chart_findings = read_charts(config.charts, config.root)
    pages, page_findings = read_pages(config.docs, config.root)
    if executor and reading.anew:
        # New data mean new drawings; what those need is loaded while packages are read.
        executor.submit(load_drawing)
        load_renderer()
        executor.submit(load_drawing)
    packages, found = reading.finish()
    lost = _folders(config.datasets) - {package.name for package in packages}
    catalogue = Catalogue(packages, lost)
    desk = Desk(catalogue, clock, declarations, config.settings)
    for name, macro in load_own_macros(config.macros)(desk).items():
        desk.add(name, macro)
    found += chart_findings + page_findings + desk.check_charts()
    rendered = [render_page(page, desk) for page in pages]
    found += [finding for page in rendered for finding in page.findings]
    counts = {
        "packages": len(packages),
        "tables": len(catalogue.resources),
        "pages": len(pages),
        "charts": len(declarations),
    }
    material = Material(catalogue, tuple(found), counts, config.stated(), release)
    runs = run_rules(DATA_RULES, material)
    return Prepared(config, clock, catalogue, desk, runs, rendered)


def finish(prepared: Prepared, site: Path, drawings: Drawings) -> tuple[list[CheckRun], int]:
    """Put charts, notes and data into a rendered site, and run the rules on what came out.

    Returns all runs of rules, and the number of pages.
    """
    catalogue, registers = prepared.catalogue, prepared.desk.registers
    noted: dict[str, NotedPage] = {}
    for file in sorted(site.rglob("*.html")):
        html = _DRAWING.sub(
            lambda found: drawings.both(found[1]) if found[1] in drawings.pictures else found[0],
            file.read_text("utf-8"),
        )
        noted[_address(file, site)] = number_notes(html, catalogue, registers)
    used = _pages_by_figure(noted)
    listing = ""
    for address, page in noted.items():
        html = page.html
        if block_mark("catalogue") in html:
            listing = listing or list_catalogue(catalogue, used)
            html = html.replace(block_mark("catalogue"), listing)
        page.html = relative_links(html, address)
    _write_data(prepared, site, noted, used, drawings)
    looked = FinishedSite(
        pages=tuple(_finished_pages(prepared, noted)),
        files=frozenset([*_files(site), CHECKS_REPORT, BUILD_REPORT]),
        catalogue=catalogue,
        site_url=prepared.config.url,
    )
    runs = prepared.runs + run_rules(SITE_RULES, looked)
    rules = list_checks(runs)
    for address, page in noted.items():
        html = page.html.replace(block_mark("checks"), rules)
        (site / _file(address)).write_text(html, "utf-8")
    write_checks(site / "data", runs)
    write_build_report(site, prepared.clock.now.isoformat(), library_versions())
    return runs, len(noted)


def connect(env: Any) -> None:
    """Give MkDocs the macros, the templates and the styles: a site's `define_env` calls it.

    When MkDocs was called by hand, the site is read and checked first, and errors stop it.
    """
    from mkdocs.exceptions import Abort  # slow to import, and only there when MkDocs runs

    prepared: Prepared | None = env.conf.extra.get(PREPARED)
    if prepared is None:
        try:
            config = read_config(Path(env.conf.config_file_path).parent)
            prepared = prepare(config, present_clock())
        except PlainFiguresError as error:
            raise Abort(f"{error.message} {error.remedy}") from error
        if not prepared.sound:
            raise Abort(as_text(prepared.findings))
        prepared.preview = True
        env.conf.extra[PREPARED] = prepared
    env.variables["site"] = prepared.config.settings
    for macro in prepared.desk.macros().values():
        env.macro(macro)

    desk, written = prepared.desk, {one.page.path: one for one in prepared.pages}

    def render(markdown: str, force_rendering: bool = False) -> str:  # noqa: ARG001
        """Write out a page's macros as the check did: out of reach of what MkDocs would offer."""
        path = f"docs/{env.page.file.src_uri}"
        done = written.get(path)
        if done and done.page.text.lstrip("\n") == markdown:
            return done.markdown
        rendered = render_page(Page(path, markdown, 0, {}), desk)
        if rendered.findings:
            raise Abort(as_text(rendered.findings))
        return rendered.markdown

    env.render = render
    if str(THEME) not in env.conf.theme.dirs:
        # After a site's own overrides, before Material's.
        env.conf.theme.dirs.insert(1 if env.conf.theme.custom_dir else 0, str(THEME))


def finish_preview(env: Any) -> None:
    """Finish the pages when MkDocs was called by hand: a site's `on_post_build` calls it."""
    from mkdocs.exceptions import Abort

    prepared: Prepared = env.conf.extra[PREPARED]
    if not prepared.preview:
        return
    with _workers(os.cpu_count() or 1) as executor:
        drawings = _drawings(prepared, executor)
        try:
            runs, _ = finish(prepared, Path(env.conf.site_dir), drawings)
        except ChartProblem as error:
            raise Abort(as_text([_undrawable(prepared, error)])) from error
    findings = _findings(runs)
    if any(finding.level == ERROR for finding in findings):
        raise Abort(as_text(findings))


def _folders(datasets: Path) -> set[str]:
    return {one.name for one in datasets.iterdir() if one.is_dir()}


def _drawings(prepared: Prepared, executor: Executor | None = None) -> Drawings:
    charts = prepared.desk.charts
    pictures = {name: charts.words(name).picture for name in charts.declarations}
    return Drawings(pictures, prepared.config.work / "drawings", draw, drawing_key, executor)


@contextmanager
def _workers(jobs: int) -> Iterator[Executor | None]:
    """Give other processes to work in; none for one job."""
    if jobs < 2:
        yield None
        return
    executor = ProcessPoolExecutor(jobs)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def _refuse_own_folder(config: SiteConfig, site: Path) -> None:
    """Refuse to put the finished site where something else would be lost."""
    parts = (config.docs, config.datasets, config.charts, config.macros)
    places = {site.resolve(), *site.resolve().parents}
    if config.root.resolve().is_relative_to(site.resolve()) or any(
        part.resolve() in places for part in parts
    ):
        raise BuildProblem(
            f"The finished site cannot be put into {site}, which the site is made from.",
            "Name a folder of its own with --site-dir.",
        )
    if site.is_dir() and any(site.iterdir()) and not (site / BUILD_REPORT).is_file():
        raise BuildProblem(
            f"The folder {site} holds something that is no finished site.",
            "Name another folder with --site-dir, or empty this one.",
        )


def _undrawable(prepared: Prepared, error: ChartProblem) -> Finding:
    """Return a finding for a chart that has its words and cannot be drawn."""
    declared = prepared.desk.charts.declarations.values()
    found = next((one for one in declared if f'"{one.id}"' in error.message), None)
    path, line = (found.path, found.line_of("form:")) if found else ("charts", 0)
    return Finding("chart", error.message, error.remedy, path, line, 0, error.suggestion)


def _findings(runs: list[CheckRun]) -> list[Finding]:
    return sort_findings(finding for run in runs for finding in run.findings)


def _write_data(
    prepared: Prepared,
    site: Path,
    noted: dict[str, NotedPage],
    used: dict[str, list[str]],
    drawings: Drawings,
) -> None:
    data, catalogue, config = site / "data", prepared.catalogue, prepared.config
    write_figures(data, catalogue, used)
    write_packages(data, [config.datasets / name for name in catalogue.packages])
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


def _finished_pages(prepared: Prepared, noted: dict[str, NotedPage]) -> Iterator[FinishedPage]:
    sources = {}
    for page in (rendered.page for rendered in prepared.pages):
        inner = page.path.removeprefix("docs/").rpartition(".")[0]
        is_index = inner.rpartition("/")[2] == "index"
        address = inner.removesuffix("index") if is_index else f"{inner}/"
        sources[address] = page
    for address, done in noted.items():
        source = sources.get(address)
        lines = ("",) * source.offset + tuple(source.text.splitlines()) if source else ()
        yield FinishedPage(address, done.html, source.path if source else "", lines)


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
