"""A site read and checked: from data packages, charts and pages to what can be rendered."""

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plainfigures.carried_files import carried_findings
from plainfigures.check import Material
from plainfigures.check.expected import find_late
from plainfigures.config import SiteConfig
from plainfigures.downloads import Downloads
from plainfigures.draw import Imprint, load_drawing
from plainfigures.drawings import ChartToDraw, Drawings
from plainfigures.errors import BuildProblem, ChartProblem, PlacedProblem, UnreadableProblem
from plainfigures.executing.beside import do_each
from plainfigures.expanding import expand, is_template
from plainfigures.expanding.standing import absent_charts
from plainfigures.expanding.telling import Origin, told
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.declarations import ChartDeclaration, Page
from plainfigures.figures.embargoes import Embargoed
from plainfigures.figures.findings import ERROR, CheckRun, Finding, sort_findings
from plainfigures.figures.held_back import HeldText
from plainfigures.figures.keys import code_digest
from plainfigures.finder.frame import finder_page
from plainfigures.freezing.calendar import freeze_findings
from plainfigures.held_data import findings_held, place_findings, texts_held
from plainfigures.held_pages import HeldBack, hold_back
from plainfigures.keeping import keeper_of, keeping_tests, run_data_rules
from plainfigures.made_pages import made_pages
from plainfigures.own_macros import OwnMacros, load_own_macros, names_in_macros
from plainfigures.read import Reading, Store, read_charts, read_pages
from plainfigures.release_inputs import told_in_releases
from plainfigures.rendering.mkdocs import load_mkdocs
from plainfigures.rendering.navigation import all_pages
from plainfigures.rendering.openings import openings
from plainfigures.rendering.writing import PageWriter
from plainfigures.setting_problems import setting_findings
from plainfigures.story import story_findings, whole_page
from plainfigures.titles import title_findings
from plainfigures.write import Desk, Keeper, RenderedPage, chart_sources

if TYPE_CHECKING:
    from plainfigures.proofing.ahead import Ahead

__all__ = [
    "Prepared",
    "all_findings",
    "drawings_of",
    "find_placed",
    "has_errors",
    "prepare",
    "undrawable",
]


@dataclass(repr=False)
class Prepared:
    """A site read and checked, ready to be rendered.

    It says nothing of what it holds, since plugins may write out all that they are given.

    `made` are the pages that no editor wrote. `keeper` keeps what is written from the data alone,
    such as long lists, and `page_keeper` what is made of a finished page alone; `key` is a digest of
    the data and the code. `held` are the pages that may not be seen yet, `unread` stand for those
    that could not be read. `unseen` is what may stand in no byte of the finished site, `embargoed`
    what of the data may not be seen yet. `blocks` are what macros wrote and the renderer does not
    get, by the files of pages, and `bodies` the texts of pages as rendered, with those in them.
    `executor` has other processes to work in, and `ahead` what was read there of the pages while the
    site is still made. `origins` says of which template a page or a chart was made, by its path, and
    `lost` are the beginnings of the addresses of pages that a template with mistakes does not make.
    `package_keys` are digests of what each package was read from, by its name. With `elsewhere`, the
    site's own macros opened files, of which nobody knows when they change. With `new_data`, a package
    was read anew. `show` is called with the pages, by their files, as soon as there is something to be seen.
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
    unread: list[Page] = field(default_factory=list)
    unseen: tuple[HeldText, ...] = ()
    executor: Executor | None = None
    ahead: "Ahead | None" = None
    embargoed: Embargoed = field(default_factory=Embargoed)
    release: bool = False
    blocks: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    package_keys: dict[str, str] = field(default_factory=dict)
    elsewhere: bool = False
    origins: Mapping[str, Origin] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    new_data: bool = True
    show: Callable[[Mapping[str, str]], object] | None = None

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
    for one in config.unfit:
        raise BuildProblem(f"{one.place}: {one.message}", one.remedy)
    for folder in (config.docs, config.datasets):
        if not folder.is_dir():
            raise BuildProblem(f"There is no folder {folder.name}/.", "Add it, or go to the site.")
    store = Store(config.work / "packages")
    reading = Reading(
        config.datasets,
        config.root,
        store,
        executor,
        clock=clock,
        private=config.private(),
        releases=config.releases(),
    )
    declarations, chart_findings = read_charts(config.charts, config.root)
    written, page_findings = read_pages(config.docs, config.root)
    unread = _unread(written, page_findings)
    held = hold_back(written, clock)
    if executor and reading.anew:
        # New data mean new drawings and pages; what those need is loaded while packages are read.
        executor.submit(load_drawing)
        load_mkdocs()
        _load_checks()
        executor.submit(load_drawing)
    packages, found = reading.finish()
    lost = reading.folders.keys() - {package.name for package in packages}
    parse = keeping_tests(Store(config.work / "tests"))
    lists = Store(config.work / "lists")
    keeper, page_keeper = keeper_of(lists, reading.key), keeper_of(lists, code_digest())
    own = _OwnMacros(config)
    first = Catalogue(packages, lost, reading.embargoed)
    downloads = Downloads(
        first,
        reading.folders,
        config.contact_lines(),
        config.work / "downloads",
        reading.left_out,
    )
    if not has_errors(found):
        # Spreadsheets take long. They are made while pages are, though something may be wrong there.
        downloads.begin(executor)
    expansion = expand(written, declarations, first)
    everything, declarations = expansion.pages, expansion.charts
    held = held.expanded(everything)
    pages = held.pages
    unreadable = {Path(one.path).stem for one in chart_findings}
    lost_charts = frozenset(expansion.lost_charts.union(*map(expansion.ids_of, unreadable)))

    unseen = held.charts(declarations)
    declared = [one for one in declarations if one.id not in unseen]

    waiting = [one for one in expansion.templates if one.path in held.paths]

    def new_desk(charts: list[ChartDeclaration], whole: Catalogue, *, apart: bool = False) -> Desk:
        desk = Desk(whole, clock, charts, config.settings, parse)
        desk.charts.unreadable = lost_charts
        desk.keep(keeper)
        own.put_in(desk)
        untils = {} if apart else {one.path: held.until(one.path) for one in waiting}
        desk.take_templates(expansion.templates, expansion.lost, untils)
        desk.hold_back_charts()
        return desk

    desk = new_desk(declared, first)
    catalogue = desk.catalogue
    found += [*config.problems, *own.findings]
    found += chart_findings + page_findings + expansion.findings + desk.check_charts()
    found += freeze_findings(config, clock)
    found += [*held.findings, *find_late(catalogue.packages.values(), clock)]
    if held.held:
        # What they work out is held back as they are: they are written at a desk of their own.
        whole = Catalogue(packages, lost, reading.embargoed)
        aside = new_desk(declarations, whole, apart=True)
        found += findings_held(held, aside, unseen, tell=config.tell_held)
    found += place_findings(config, reading.embargoed)
    found += [*story_findings(config, [*everything, *unread]), *title_findings(pages)]
    writer = PageWriter(
        config, desk, reading.key, reading.key_of, declared, opened=bool(own.opened)
    )
    helping = executor if reading.anew else None
    rendered = do_each(writer.write, pages, helping, writer.is_plain)
    absent, more = absent_charts(desk.charts.declarations.values(), rendered)
    desk.charts.leave_out(absent)
    found = [*(one for one in found if one.path not in absent.values()), *more]
    # What sentences worked out is known now, and whose figures those are.
    made = [
        *made_pages(desk, pages),
        *finder_page(pages),
        *whole_page(config, pages),
        *all_pages(config, pages),
    ]
    rendered += [writer.write(page) for page in made]
    writer.let_go()
    found += [finding for page in rendered for finding in page.findings]
    found += [*_setting_findings(config, [*everything, *unread], made), *carried_findings(config)]
    rendered += [RenderedPage(page, page.text, marked=page.text, broken=True) for page in unread]
    counts = {
        "packages": len(packages),
        "tables": len(catalogue.resources),
        "pages": len(pages),
        "charts": len(desk.charts.declarations),
    }
    found = told(found, expansion.origins)
    material = Material(catalogue, tuple(found), counts, config.stated(), release)
    runs = run_data_rules(material, Store(config.work / "rules"), reading.key)
    runs = told_in_releases(runs, reading.lines_of_releases)
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
        [*made, *unread],
        downloads,
        held,
        unread,
        release=release,
        unseen=texts_held(reading.embargoed),
        executor=executor,
        embargoed=reading.embargoed,
        package_keys=reading.keys,
        elsewhere=writer.opened,
        origins=expansion.origins,
        lost=expansion.lost_addresses,
        new_data=bool(reading.anew),
    )


def _load_checks() -> None:
    """Load what looks at new data and at finished pages, ahead of that."""
    import regex  # noqa: F401

    import plainfigures.check.data_rules
    import plainfigures.proofing.ahead
    import plainfigures.proofing.proof  # noqa: F401


class _OwnMacros:
    """A site's own macros, as far as they can be used; what is wrong with them is in `findings`.

    `opened` are the files that they opened when they were loaded.
    """

    def __init__(self, config: SiteConfig) -> None:
        self._config = config
        self._load: OwnMacros = lambda desk: {}
        self.findings: list[Finding] = []
        self.opened: list[str] = []
        try:
            with openings(config.work, config.macros) as self.opened:
                self._load = load_own_macros(config.macros)
        except PlacedProblem as error:
            self.findings = [find_placed("macros", error)]

    def put_in(self, desk: Desk) -> None:
        """Give a desk the macros, or tell it which names those that cannot be used may have."""
        try:
            with openings(self._config.work, self._config.macros) as opened:
                named = self._load(desk)
            self.opened += opened
            for name, macro in named.items():
                desk.add(name, macro)
        except PlacedProblem as error:
            self.findings = [find_placed("macros", error)]
        if self.findings:
            desk.unknown |= names_in_macros(self._config.macros)
        if not self._config.known:
            desk.unknown |= {"site"}


def find_placed(rule: str, error: PlacedProblem) -> Finding:
    """Return a finding for what stops a build at a known place."""
    return Finding(rule, error.message, error.remedy, error.path, error.line, 0, error.suggestion)


def _unread(pages: list[Page], findings: list[Finding]) -> list[Page]:
    """Return a page in the place of each that could not be read, so that links to it lead there."""
    lost = {one.path for one in findings} - {page.path for page in pages}
    lost = {path for path in lost if not is_template(path)}
    matter = "title: Not read yet\n"
    meta = {"title": "Not read yet"}
    return [Page(path, "# Not read yet\n", 3, meta, matter, made=True) for path in sorted(lost)]


def _setting_findings(config: SiteConfig, pages: list[Page], made: list[Page]) -> Iterator[Finding]:
    """Yield what is wrong with the settings, apart from what makes them unusable."""
    if not config.known:
        return
    below = [one.relative_to(config.docs).as_posix() for one in config.docs.rglob("*")]
    below = [one for one in below if not is_template(one)]
    written = [page.path.removeprefix("docs/") for page in pages if not page.template]
    files = {*below, *(page.path.removeprefix("docs/") for page in (*made, *pages))}
    used = set(re.findall(r"\bsite\.(\w+)", " ".join(page.text for page in pages)))
    yield from setting_findings(config.text, files, written, used)


def drawings_of(
    prepared: Prepared, executor: Executor | None = None, *, pictures: bool = False
) -> Drawings:
    """Return the drawings of a site's charts; with `pictures`, those for sharing too."""
    config, charts = prepared.config, prepared.desk.charts
    to_draw = {}
    for name in charts.made():
        words = charts.words(name)
        try:
            sources = chart_sources(words, prepared.catalogue)
        except UnreadableProblem:
            sources = ""  # nobody will see this site
        said = f"Source: {sources}." if sources else ""
        place = charts.declarations[name].address
        address = f"{config.url.rstrip('/')}/{place}" if config.url else ""
        to_draw[name] = ChartToDraw(words.picture, Imprint(said, config.name, address))
    return Drawings(to_draw, config.work, executor, shared=pictures)


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
