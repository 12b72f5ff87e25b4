"""A site read and checked: from data packages, charts and pages to what can be rendered."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.config import SiteConfig
from plainfigures.downloads import Downloads
from plainfigures.draw import Imprint, load_drawing
from plainfigures.drawings import ChartToDraw, Drawings
from plainfigures.errors import BuildProblem, ChartProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.declarations import Page
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.findings import ERROR, CheckRun, Finding, sort_findings
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.records import COMPUTED
from plainfigures.held_pages import HeldBack, hold_back
from plainfigures.made_pages import made_pages
from plainfigures.own_macros import load_own_macros
from plainfigures.read import Reading, Store, read_charts, read_pages
from plainfigures.renderer import load_renderer
from plainfigures.story import story_findings, whole_page
from plainfigures.write import Desk, Keeper, RenderedPage, chart_sources, render_page

__all__ = [
    "Prepared",
    "all_findings",
    "drawings_of",
    "has_errors",
    "prepare",
    "undrawable",
    "workers",
]


@dataclass(repr=False)
class Prepared:
    """A site read and checked, ready to be rendered.

    It says nothing of what it holds, since the macros plugin writes out all that it is given.

    `made` are the pages that no editor wrote. `keeper` keeps what is written from the data alone,
    such as long lists, and `page_keeper` what is made of a finished page alone; `key` is a digest of
    the data and the code. `held` are the pages that may not be seen yet.
    """

    config: SiteConfig
    clock: Clock
    catalogue: Catalogue
    desk: Desk
    runs: list[CheckRun]
    pages: list[RenderedPage]
    keeper: Keeper
    page_keeper: Keeper
    key: str
    made: list[Page]
    downloads: Downloads
    held: HeldBack
    preview: bool = False

    @property
    def findings(self) -> list[Finding]:
        """All findings of all rules, errors first."""
        return all_findings(self.runs)

    @property
    def sound(self) -> bool:
        """Whether there is nothing that stops a build."""
        return not has_errors(self.findings)


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
    everything, page_findings = read_pages(config.docs, config.root)
    held = hold_back(everything, clock)
    pages = held.pages
    if executor and reading.anew:
        # New data mean new drawings; what those need is loaded while packages are read.
        executor.submit(load_drawing)
        load_renderer()
        executor.submit(load_drawing)
    packages, found = reading.finish()
    lost = _folders(config.datasets) - {package.name for package in packages}
    parse = _keeping(Store(config.work / "tests"))
    lists = Store(config.work / "lists")
    keeper, page_keeper = _keeper(lists, reading.key), _keeper(lists, code_digest())
    own_macros = load_own_macros(config.macros)

    def new_desk() -> Desk:
        desk = Desk(Catalogue(packages, lost), clock, declarations, config.settings, parse)
        desk.keep(keeper)
        for name, macro in own_macros(desk).items():
            desk.add(name, macro)
        return desk

    desk = new_desk()
    catalogue = desk.catalogue
    found += chart_findings + page_findings + desk.check_charts()
    found += held.findings + _findings_held(held, new_desk)
    found += story_findings(config, everything)
    made = [*made_pages(desk, pages), *whole_page(config, pages)]
    rendered = [render_page(page, desk) for page in [*pages, *made]]
    found += [finding for page in rendered for finding in page.findings]
    counts = {
        "packages": len(packages),
        "tables": len(catalogue.resources),
        "pages": len(pages),
        "charts": len(declarations),
    }
    material = Material(catalogue, tuple(found), counts, config.stated(), release)
    runs = _run_data_rules(material, Store(config.work / "rules"), reading.key)
    folders = {name: config.datasets / name for name in catalogue.packages}
    kept = config.work / "downloads"
    downloads = Downloads(catalogue, folders, config.contact_lines(), kept)
    return Prepared(
        config,
        clock,
        catalogue,
        desk,
        runs,
        rendered,
        keeper,
        page_keeper,
        reading.key,
        made,
        downloads,
        held,
    )


def _findings_held(held: HeldBack, new_desk: Callable[[], Desk]) -> list[Finding]:
    """Return what is wrong on pages held back, so that they are sound when their time comes.

    They are written out at a desk of their own, since what they work out is held back too.
    """
    if not held.held:
        return []
    apart = new_desk()
    return [one for page in held.held for one in render_page(page, apart).findings]


def _run_data_rules(material: Material, store: Store, data: str) -> list[CheckRun]:
    """Run the rules on the data, unless they ran on the very same before and are known."""
    worked_out = [one for one in material.catalogue.figures if one.reference.startswith(COMPUTED)]
    hung_on = (material.found, material.counts, material.configuration, material.release)
    key = digest_of([data, code_digest(), repr(worked_out), repr(hung_on)])
    runs = store.load(key, list[CheckRun])
    if runs is None:
        runs = run_rules(DATA_RULES, material)
        store.save(key, runs)
    return runs


def drawings_of(
    prepared: Prepared, executor: Executor | None = None, *, pictures: bool = False
) -> Drawings:
    """Return the drawings of a site's charts; with `pictures`, those for sharing too."""
    config, charts = prepared.config, prepared.desk.charts
    to_draw = {}
    for name in charts.declarations:
        words = charts.words(name)
        sources = chart_sources(words, prepared.catalogue)
        said = f"Source: {sources}." if sources else ""
        address = f"{config.url.rstrip('/')}/charts/{name}/" if config.url else ""
        to_draw[name] = ChartToDraw(words.picture, Imprint(said, config.name, address))
    return Drawings(to_draw, config.work, executor, shared=pictures)


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Give other processes to work in; none for one job."""
    if jobs < 2:
        yield None
        return
    executor = ProcessPoolExecutor(jobs)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def undrawable(prepared: Prepared, error: ChartProblem) -> Finding:
    """Return a finding for a chart that has its words and cannot be drawn."""
    declared = prepared.desk.charts.declarations.values()
    found = next((one for one in declared if f'"{one.id}"' in error.message), None)
    path, line = (found.path, found.line_of("form:")) if found else ("charts", 0)
    return Finding("chart", error.message, error.remedy, path, line, 0, error.suggestion)


def all_findings(runs: list[CheckRun]) -> list[Finding]:
    """Return the findings of all `runs`, errors first."""
    return sort_findings(finding for run in runs for finding in run.findings)


def has_errors(findings: list[Finding]) -> bool:
    """Return whether any of `findings` stops a build."""
    return any(finding.level == ERROR for finding in findings)


def _keeping(store: Store) -> Callable[[str], tuple[str, ...]]:
    """Return `parse_test` with what it parsed kept, since the parser takes long to load."""

    def parse(text: str) -> tuple[str, ...]:
        key = digest_of([text, code_digest()])
        steps = store.load(key, tuple[str, ...])
        if steps is None:
            steps = parse_test(text)
            store.save(key, steps)
        return steps

    return parse


def _keeper(store: Store, data: str) -> Keeper:
    """Return what keeps texts that are made of named parts, and of what has the key `data`."""

    def keep(parts: str, make: Callable[[], str]) -> str:
        key = digest_of([parts, data])
        text = store.load(key, str)
        if text is None:
            text = str(make())
            store.save(key, text)
        return text

    return keep


def _folders(datasets: Path) -> set[str]:
    return {one.name for one in datasets.iterdir() if one.is_dir()}
