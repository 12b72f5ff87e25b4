"""What is done to a rendered site: charts, notes and data put in, and the outcome checked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from plainfigures.allowances import allowed_numbers, own_words, pages_with_code, typed_words
from plainfigures.attesting.provenance import attest
from plainfigures.check import (
    SITE_RULES,
    FinishedChart,
    FinishedPage,
    FinishedSite,
    Seen,
    run_rules,
)
from plainfigures.config import SiteConfig
from plainfigures.describing import describe_site
from plainfigures.downloads import with_sizes
from plainfigures.drawings import Drawings
from plainfigures.executing.beside import meanwhile
from plainfigures.expanding.telling import told_in
from plainfigures.figure_keys import FigureKeys
from plainfigures.figure_lists import (
    group_dates,
    group_files,
    put_in_lists,
    write_groups,
)
from plainfigures.figures.findings import ERROR, CheckRun
from plainfigures.figures.folders import files_below
from plainfigures.figures.grouping import Grouping
from plainfigures.figures.keys import code_digest, digest_of, file_digest
from plainfigures.figures.made import page_text, without_marks
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.whole_files import write_whole
from plainfigures.finder.pages import finder_lists, write_finder
from plainfigures.hosting.lasting import name_look, name_previews
from plainfigures.joining import join_story
from plainfigures.placing import place_drawings
from plainfigures.preparing import Prepared, all_findings, has_errors, undrawable
from plainfigures.proofing import read_ahead
from plainfigures.proofing.public import write_schemas
from plainfigures.publish import (
    BUILD_REPORT,
    CHECKS_REPORT,
    write_chart,
    write_checks,
    write_checksums,
    write_feed,
    write_figures,
    write_sitemap,
    write_styles,
)
from plainfigures.publish.feed import Change
from plainfigures.rendering.noting import PageNotes
from plainfigures.rendering.texts import put_texts
from plainfigures.roughly import Rough, lost_addresses, with_findings
from plainfigures.searching import let_it_be_found
from plainfigures.seen import KeptSeen
from plainfigures.sharing import put_in_sharing
from plainfigures.story import WHOLE, address_of
from plainfigures.write import (
    NotedPage,
    RenderedPage,
    block_mark,
    caption_tables,
    chart_data,
    find_places,
    list_checks,
    relative_links,
)

__all__ = ["finish"]


def finish(
    prepared: Prepared, site: Path, drawings: Drawings
) -> tuple[list[CheckRun], FinishedSite]:
    """Put charts, notes and data into a rendered site, and run the rules on what came out.

    Returns all runs of rules, and what they looked at. A site in which something is wrong is looked
    at as far as it can be made, and then left unfinished.
    """
    catalogue = prepared.catalogue
    undrawn = [undrawable(prepared, problem) for problem in drawings.drop_undrawable()]
    prepared.runs = with_findings(prepared.runs, "chart", undrawn)
    rough = Rough(prepared.sound)
    rendered = {
        _address(name): file.read_text("utf-8")
        for name, file in sorted(files_below(site), key=lambda one: one[1])
        if name.endswith(".html")
    }
    rendered = put_texts(prepared, rendered)
    drawn = {name: _with_drawings(html, prepared, drawings) for name, html in rendered.items()}
    with rough.far("charts/"):
        put_in_sharing(prepared, drawn, drawings)
    places = find_places(drawn)
    noted = {address: NotedPage(html) for address, html in drawn.items()}
    keys = FigureKeys(catalogue, prepared.package_keys)
    notes = PageNotes(prepared, places, keys)
    if prepared.sound:
        noted = notes.number_each(drawn, prepared.executor)
    else:
        for address, html in drawn.items():
            with rough.far(address):
                noted[address] = notes.number(html)
    notes.let_go()
    used, grouping = _pages_by_figure(noted), Grouping(catalogue)
    with rough.far("figures/"):
        put_in_lists(prepared, noted, used, places, grouping, keys)
    for address, page in noted.items():
        page.html = relative_links(caption_tables(page.html), address, grouping.place)
    write_styles(site)
    name_look(prepared.config, site, noted)
    with rough.far(WHOLE):
        join_story(prepared, noted)
    if prepared.show:
        prepared.show({_file(name): page.html for name, page in noted.items()})
    with rough.far("data/", "feed.xml", "sitemap.xml"):
        _write_data(prepared, site, noted, used, drawings, grouping, keys)
    with rough.far("data/"):
        describe_site(prepared, site, noted)
    for page in noted.values():
        page.html = with_sizes(page.html, site / "data")
    if prepared.sound and not drawings.shared:  # else every page changes once more
        read_ahead(prepared, site, {_file(name): page.html for name, page in noted.items()})
    contents = {name: page_text(html, prepared.desk.key) for name, html in rendered.items()}
    seen = KeptSeen(prepared.config.work / "pages")
    lost = (*lost_addresses(prepared, undrawn), *rough.lost)
    to_come = group_files(grouping)
    looked_at = _looked_at(prepared, site, drawings, noted, contents, seen, lost, to_come)
    with meanwhile(
        lambda: [*finder_lists(prepared, noted, used, grouping, keys)],
        prepared.executor if prepared.sound and prepared.new_data else None,
    ):
        found = run_rules(SITE_RULES, looked_at, forgiving=not prepared.sound)
    runs = prepared.runs + found
    runs = told_in(runs, prepared.origins)
    if has_errors(all_findings(runs)):
        seen.keep(whole=False)
        return runs, looked_at
    seen.keep()
    to_be_seen = prepared.held.unseen(runs)
    rules = list_checks(to_be_seen)
    for page in noted.values():
        page.html = page.html.replace(block_mark("checks"), rules)
    pages = {name: page.html for name, page in noted.items()}
    let_it_be_found(prepared, site, pages, used, grouping, keys)
    name_previews(site, noted, drawings)
    for address, page in noted.items():
        if prepared.show:  # somebody may look at it already
            write_whole(site / _file(address), page.html.encode())
        else:
            (site / _file(address)).write_text(page.html, "utf-8")
    write_groups(prepared, site, noted, used, places, grouping, keys)
    write_finder(prepared, site, noted, used, grouping, keys)
    write_checks(site / "data", to_be_seen, catalogue)
    attest(prepared, site, pictures=drawings.shared)
    return runs, looked_at


def _with_drawings(html: str, prepared: Prepared, drawings: Drawings) -> str:
    """Return a page with a drawing in the place of each mark, and without the marks of macros."""
    html = without_marks(html, prepared.desk.key)
    return place_drawings(html, drawings.pictures, drawings.both)


def _looked_at(
    prepared: Prepared,
    site: Path,
    drawings: Drawings,
    noted: dict[str, NotedPage],
    contents: dict[str, str],
    seen: Seen,
    lost: tuple[str, ...],
    to_come: Iterable[str],
) -> FinishedSite:
    """Return what the rules on a finished site look at; `contents` are the pages' own parts.

    `to_come` are files that are written when nothing is found.
    """
    config = prepared.config
    return FinishedSite(
        pages=tuple(_finished_pages(prepared, noted, contents)),
        files=frozenset([*_files(site), *drawings.files, *to_come, CHECKS_REPORT, BUILD_REPORT]),
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
        reading=config.reading(),
        held=prepared.held.addresses,
        mistakes=tuple(one for one in prepared.findings if one.level == ERROR),
        lost=lost,
    )


def _write_data(
    prepared: Prepared,
    site: Path,
    noted: dict[str, NotedPage],
    used: dict[str, list[str]],
    drawings: Drawings,
    grouping: Grouping,
    keys: FigureKeys,
) -> None:
    data, catalogue, config = site / "data", prepared.catalogue, prepared.config

    def keep(package: str, figures: Sequence[Figure], make: Callable[[], str]) -> str:
        return prepared.page_keeper(f"entries {keys.of(package, figures)}", make)

    write_figures(data, catalogue, used, keep, grouping)
    if prepared.sound:
        prepared.downloads.write(data)
    for name, svg in drawings.alone():
        write_chart(data, name, svg, *chart_data(drawings.pictures[name]))
    drawings.write(site, "data/")
    write_schemas(data)
    write_checksums(data)
    changes = [Change(*one) for one in prepared.desk.changelog.changes()]
    write_feed(site, config.name, config.url, changes, noted)
    pages, unlisted = {}, _unlisted(prepared)
    for address, page in noted.items():
        if not address.endswith(".html") and address not in unlisted:
            dates = (catalogue.published(catalogue.find(one)) for one in page.references)
            days = [parse_period(text).last.isoformat() for text in dates if text]
            pages[address] = max(days, default="")
    pages |= group_dates(catalogue, grouping)
    write_sitemap(site, config.url, pages)


def _unlisted(prepared: Prepared) -> set[str]:
    """Return the addresses of pages that ask search engines to pass them over."""
    robots = {address_of(one.page): one.page.meta.get("robots") for one in prepared.pages}
    return {address for address, words in robots.items() if "noindex" in str(words)}


def _finished_pages(
    prepared: Prepared, noted: dict[str, NotedPage], contents: dict[str, str]
) -> Iterator[FinishedPage]:
    sources = {address_of(rendered.page): rendered for rendered in prepared.pages}
    frame = _frame(prepared.config)
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
            _digest(prepared, rendered, contents[address], frame),
            rendered.lacking,
            rendered.called,
            rendered.broken,
            prepared.bodies.get(source.path),
        )


def _digest(prepared: Prepared, page: RenderedPage, content: str, frame: str) -> str:
    """Return a digest of all that what is found in a page's typed words hangs on."""
    plain, source = content.replace(prepared.desk.key, ""), page.page
    parts = [plain, *page.made, repr(page.wordings), source.matter, source.text, source.path]
    parts += [address_of(source), repr((source.made, source.given)), frame]
    return digest_of([code_digest(), prepared.config.text, *parts])


def _frame(config: SiteConfig) -> str:
    """Return a digest of the templates of a site's own."""
    folder = config.root / config.overrides if config.overrides else None
    files = sorted(files_below(folder)) if folder and folder.is_dir() else []
    return digest_of([f"{name} {file_digest(file)}" for name, file in files])


def _finished_charts(prepared: Prepared) -> dict[str, FinishedChart]:
    charts = prepared.desk.charts
    found = {name: FinishedChart(declared, ()) for name, declared in charts.declarations.items()}
    for name in charts.made():
        words = charts.words(name)
        found[name] = FinishedChart(charts.declarations[name], words.figures, words.written)
    return found


def _pages_by_figure(noted: dict[str, NotedPage]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address, page in noted.items():
        for reference in page.references:
            found.setdefault(reference, []).append(address)
    return found


def _files(site: Path) -> list[str]:
    return [name for name, _ in files_below(site)]


def _address(file: str) -> str:
    return file.removesuffix("index.html")


def _file(address: str) -> str:
    return f"{address}index.html" if not address or address.endswith("/") else address
