"""Page templates into pages, and the charts that stand on each of them."""

import re
from collections.abc import Iterable

from msgspec import Struct, field

from plainfigures.expanding.filling import BRACED
from plainfigures.expanding.rows import find_places, find_table, fit_columns, unfit_cell
from plainfigures.expanding.telling import Origin
from plainfigures.expanding.templates import (
    RULE,
    SETTING,
    Each,
    is_template,
    line_of,
    named_slot,
    read_each,
    template_name,
)
from plainfigures.expanding.texts import ChartTexts, PageTexts
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import ChartDeclaration, Page
from plainfigures.figures.expansions import PageTemplate
from plainfigures.figures.findings import Finding, listed, nearest
from plainfigures.figures.records import Resource
from plainfigures.story import address_of

__all__ = ["Expansion", "expand"]

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_HEADING = re.compile(r"^#\s+([^#{\n]+?)\s*$", re.MULTILINE)


class Expansion(Struct):
    """What page templates make: their pages, and the charts on these.

    `pages` are all pages of the site, with those of a template in its place, `charts` all charts.
    `lost` are the names of templates that make no page because of a mistake, `origins` says by the
    path of a page or a chart of which template and row it is. `lost_charts` are the ids of charts that
    are not made because of a mistake.
    """

    pages: list[Page] = field(default_factory=list)
    charts: list[ChartDeclaration] = field(default_factory=list)
    templates: list[PageTemplate] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    origins: dict[str, Origin] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    lost_charts: set[str] = field(default_factory=set)

    @property
    def lost_addresses(self) -> tuple[str, ...]:
        """The beginnings of the addresses of pages that are not made because of a mistake."""
        return tuple(filter(None, (name.partition("[")[0] for name in self.lost)))

    def ids_of(self, name: str) -> list[str]:
        """Return the ids that the charts of a chart template would have, were it readable."""
        slot = named_slot(f"{name}.yml")
        if not slot:
            return [name]
        return [
            name.replace(f"[{slot}]", place.slug)
            for template in self.templates
            if template.slot == slot
            for place in template.places
        ]


def expand(
    pages: Iterable[Page], charts: Iterable[ChartDeclaration], catalogue: Catalogue
) -> Expansion:
    """Return the pages and charts of a site with those that its templates make.

    A page that an editor wrote goes before one made here with the same address.
    """
    pages = list(pages)
    written = [page for page in pages if not is_template(page.path)]
    there = {address_of(page): page.path for page in written}
    done = Expansion()
    for page in pages:
        if is_template(page.path):
            _expand_page(page, written, there, catalogue, done)
        else:
            done.pages.append(page)
    for chart in charts:
        if is_template(chart.path):
            _expand_chart(chart, catalogue, done)
        else:
            done.charts.append(chart)
    return done


def _expand_page(
    page: Page,
    written: list[Page],
    there: dict[str, str],
    catalogue: Catalogue,
    done: Expansion,
) -> None:
    name, slot = template_name(page.path), named_slot(page.path)
    each, findings = read_each(page)
    table = None
    if each:
        table, findings = find_table(page, each, catalogue)
        if table:
            findings = fit_columns(page, each, table)
    done.findings += findings
    if each is None or table is None or findings:
        done.lost.append(name)
        return
    texts = PageTexts(page, slot, each.several, SETTING)
    findings = [
        Finding(RULE, one.message, one.remedy, page.path, one.line + page.offset)
        for one in texts.problems
    ]
    findings += _unknown_names(page, slot, each, table)
    if findings:
        done.findings += findings
        done.lost.append(name)
        return
    places, found = find_places(page, each, table, catalogue, texts.names, texts.untested)
    up, up_title, more = _list_page(page, each, written)
    done.findings += [*found, *more]
    shown = []
    for place in places:
        if place.address not in there:
            there[place.address] = page.path
            shown.append(place)
        elif is_template(there[place.address]):
            message = (
                f'The page of “{place.value}” would have the address "{place.address}", which a page '
                f"of {there[place.address]} has already."
            )
            remedy = "Give one of the two templates another name, or choose rows with “where:”."
            done.findings.append(Finding(RULE, message, remedy, page.path, line_of(page, "table")))
    template = PageTemplate(
        name, page.path, slot, each.table, each.column, tuple(places), up, up_title
    )
    done.templates.append(template)
    total = len(shown)
    for place in shown:
        made = texts.page(place, template)
        done.pages.append(made)
        names = texts.words(place)
        done.origins[made.path] = Origin(page.path, place.value, names, total)


def _unknown_names(page: Page, slot: str, each: Each, table: Resource) -> list[Finding]:
    """Return what is wrong with the names in braces on a template: each once, at its first line."""
    columns = {one.name for one in table.fields}
    numbers = _number_columns(table)
    known = {slot, "name", each.column, *columns}
    found: dict[str, Finding] = {}
    matter = enumerate(page.matter.splitlines(), 2)
    said = _COMMENT.sub(lambda comment: re.sub(r"\S", " ", comment[0]), page.text)
    text = enumerate(said.splitlines(), page.offset + 1)
    within = page.line_of_setting(SETTING)
    for line, words in (*matter, *text):
        if line == within:
            continue
        for one in BRACED.finditer(words):
            name = one[1]
            if name in found or (name in known and name not in numbers):
                continue
            if name in numbers:
                message, remedy = _bare_number(name, each.table, slot)
                found[name] = Finding(RULE, message, remedy, page.path, line, one.start() + 1)
                continue
            message = f"{{{name}}} stands for nothing on this page."
            remedy = f"Use one of: {listed(f'{{{each}}}' for each in sorted(known - numbers))}."
            near = nearest(name, known - numbers)
            near = f"{{{near}}}" if near else ""
            found[name] = Finding(RULE, message, remedy, page.path, line, one.start() + 1, near)
    return list(found.values())


def _number_columns(table: Resource) -> set[str]:
    """Return the columns that hold figures, or what was printed for them."""
    return {one.name for one in table.fields if one.kind} | {
        one.as_published for one in table.fields if one.as_published
    }


def _bare_number(name: str, table: str, slot: str) -> tuple[str, str]:
    """Say that a name in braces stands for a number, and what to write instead."""
    message = f"{{{name}}} would put a number onto the page without its source."
    return message, f'Numbers come from macros: figure("{table}/…{{{slot}}}…").'


def _list_page(page: Page, each: Each, written: list[Page]) -> tuple[str, str, list[Finding]]:
    """Return the address and the title of the page that lists those of a template."""
    folder = page.path.rpartition("/")[0]
    wanted = f"docs/{each.list}" if each.list else f"{folder}/index.md"
    found = next((one for one in written if one.path == wanted), None)
    if found is None:
        if not each.list:
            return "", "", []
        message = f'"list" under “{SETTING}” names "{each.list}", which is no page.'
        remedy = "Name a file of docs/, as the navigation does."
        near = nearest(each.list, [one.path.removeprefix("docs/") for one in written])
        line = line_of(page, "list")
        return "", "", [Finding(RULE, message, remedy, page.path, line, 0, near)]
    heading = _HEADING.search(found.text)
    title = found.meta.get("title") or (heading[1] if heading else "")
    return address_of(found), str(title or "All of these pages"), []


def _expand_chart(chart: ChartDeclaration, catalogue: Catalogue, done: Expansion) -> None:
    """Put in the charts that one declaration makes, one for each page of its template."""
    line = chart.line_of(f"{SETTING}:")
    by_name = {template.name: template for template in done.templates}
    template = by_name.get(chart.each)
    if template is None:
        if chart.each not in done.lost:
            message = f'"{SETTING}" names the page template "{chart.each}", which is not there.'
            remedy = "Name a file of docs/ without its ending, as in towns/[town]."
            near = nearest(chart.each, by_name)
            done.findings.append(Finding("chart", message, remedy, chart.path, line, 0, near))
        return
    slot = template.slot
    if f"[{slot}]" not in chart.id:
        message = f"The brackets in the name of this chart are not those of {chart.each}."
        remedy = f"Put [{slot}] into the name of the file."
        done.findings.append(Finding("chart", message, remedy, chart.path, 1))
        done.lost_charts.update(done.ids_of(chart.id))
        return
    several = {name for place in template.places[:1] for name in place.several}
    texts = ChartTexts(chart, slot, several)
    table = catalogue.resource(template.table)
    numbers = _number_columns(table) - {slot, "name", template.column}
    known = {slot, "name", template.column, *(one.name for one in table.fields)} - numbers
    findings = []
    for name in sorted(texts.names & numbers):
        message, remedy = _bare_number(name, template.table, slot)
        at = chart.line_of(f"{{{name}}}")
        findings.append(Finding("chart", message, remedy, chart.path, at))
    for name in sorted(texts.names - known - numbers):
        message = f"{{{name}}} stands for nothing in this chart."
        remedy = f"Use one of: {listed(f'{{{one}}}' for one in sorted(known))}."
        near = nearest(name, known)
        at = chart.line_of(f"{{{name}}}")
        near = f"{{{near}}}" if near else ""
        findings.append(Finding("chart", message, remedy, chart.path, at, 0, near))
    for one in texts.problems:
        at = chart.line_of(f"{{{one.name}}}")
        findings.append(Finding("chart", one.message, one.remedy, chart.path, at))
    unfit = unfit_cell(template.places, sorted(texts.names - {slot, *several}), table)
    if unfit:
        findings.append(unfit)
    done.findings += findings
    if findings:
        done.lost_charts.update(done.ids_of(chart.id))
        return
    for place in template.places:
        made = texts.chart(place, template)
        done.charts.append(made)
        names = texts.words(place)
        done.origins[made.path] = Origin(chart.path, place.value, names, len(template.places))
