"""Notes: what a finished page says of the sources of its figures.

Works on the HTML of one page, whoever rendered it: numbers each figure in a sentence, writes the
list of notes at the page's foot, and makes links within the site relative to the page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from markupsafe import Markup

from plainfigures.errors import ReferenceProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import element, inline
from plainfigures.write.places import disagreement_words, ledger_anchors, link_place, link_places
from plainfigures.write.registers import Registers, source_words
from plainfigures.write.revisions import revised_inputs, revised_words

__all__ = ["FOOT_MARK", "NotedPage", "number_notes", "relative_links"]

FOOT_MARK = "<!--pf-foot-->"

_FIGURE = re.compile(
    r'<data class="pf-figure" data-figure="([^"]+)" value="[^"]*">.*?</data>', re.DOTALL
)
_ANY_FIGURE = re.compile(r'<data\b[^>]*\sdata-figure="([^"]+)"')
_NOTE_LINK = re.compile(r'href="pf-note:([^"]+)"')
_SITE_LINK = re.compile(r'(href|src)="pf:/([^"]*)"')


@dataclass
class NotedPage:
    """A page with its notes: its HTML, and the references of all figures that stand on it."""

    html: str
    references: tuple[str, ...] = ()


@dataclass
class _Note:
    number: int
    words: Markup
    places: list[Markup] = field(default_factory=list)


class _Notes:
    """The notes of one page, numbered in the order in which they are first needed."""

    def __init__(self, catalogue: Catalogue, places: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.places = places
        self.anchors = ledger_anchors(catalogue)
        self.by_name: dict[str, _Note] = {}

    def for_source(self, name: str) -> _Note:
        if name not in self.by_name:
            source = self.catalogue.source(name)
            link = element("a", "about this source", href=f"pf:/sources/#source-{name}")
            words = (
                inline(source_words(source, self.catalogue)) + Markup(" (") + link + Markup(").")
            )
            self.by_name[name] = _Note(len(self.by_name) + 1, words)
        return self.by_name[name]

    def for_figure(self, figure: Figure) -> _Note:
        if not figure.formula:
            note = self.for_source(figure.source)
            said = figure.locator if not figure.combines else "; ".join(figure.combines)
            printed = f": printed “{figure.as_published}”" if figure.as_published else ""
            anchor = self.anchors.get(figure.reference, "")
            place = link_place(self.places, anchor, inline(said)) + inline(printed)
            if figure.read_as is not None or figure.read_as_text:
                place += inline(f"; shown as {say_figure(figure, 'full')}, since: ")
                place += inline(figure.read_as_reason)
            place += revised_words(self.catalogue, figure)
            place += disagreement_words(self.catalogue, figure.reference, self.places)
            if place not in note.places:
                note.places.append(place)
            return note
        if figure.reference not in self.by_name:
            sources = {
                name: self.for_source(name) for name, _ in self.catalogue.sources_of(figure) if name
            }
            numbers = ", ".join(str(note.number) for note in sources.values())
            words = Markup("Our arithmetic: {}{}{}{}.").format(
                inline(self._formula(figure)),
                inline(f", from {numbers}" if numbers else ""),
                revised_inputs(self.catalogue, figure),
                disagreement_words(self.catalogue, figure.reference, self.places),
            )
            self.by_name[figure.reference] = _Note(len(self.by_name) + 1, words)
        return self.by_name[figure.reference]

    def _formula(self, figure: Figure) -> str:
        """Write a formula for readers: each reference by what it is and its value."""
        words = figure.formula
        for name in sorted(set(figure.inputs), key=len, reverse=True):
            if name in words:
                one = self.catalogue.find(name)
                words = words.replace(name, f"{one.title} ({say_figure(one, 'full')})")
        return words.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", " − ")


def number_notes(
    html: str,
    catalogue: Catalogue,
    registers: Registers,
    places: Mapping[str, str] | None = None,
) -> NotedPage:
    """Return a page with its figures numbered and its notes written at its foot.

    `places` says where relations, claims and rows of the ledger are shown, as `find_places` finds
    it.
    """
    notes = _Notes(catalogue, places or {})
    # What stands on a page and is no figure is found by a rule of its own.
    references = [
        name
        for name in dict.fromkeys(unescape(name) for name in _ANY_FIGURE.findall(html))
        if _is_known(name, catalogue)
    ]

    def with_number(found: re.Match[str]) -> str:
        if unescape(found[1]) not in references:
            return found[0]
        note = notes.for_figure(catalogue.find(unescape(found[1])))
        number = note.number
        link = f'<a href="#note-{number}" aria-label="Source {number}">{number}</a>'
        return f'<span class="pf-fig">{found[0]}<sup class="pf-ref">{link}</sup></span>'

    def with_note(found: re.Match[str]) -> str:
        return f'href="#note-{notes.for_source(unescape(found[1])).number}"'

    html = _FIGURE.sub(with_number, html)
    html = link_places(_NOTE_LINK.sub(with_note, html), notes.places)
    if FOOT_MARK in html:
        html = html.replace(FOOT_MARK, _foot(notes, references, catalogue, registers))
    return NotedPage(html, tuple(references))


def _is_known(reference: str, catalogue: Catalogue) -> bool:
    try:
        catalogue.find(reference)
    except ReferenceProblem:
        return False
    return True


def relative_links(html: str, address: str) -> str:
    """Return a page with its links within the site made relative to it.

    `address` is the page's address within the site, such as `finance/` or "" for the home page.
    """
    prefix = "../" * address.count("/") or "./"
    return _SITE_LINK.sub(rf'\1="{prefix}\2"', html)


def _foot(
    notes: _Notes, references: list[str], catalogue: Catalogue, registers: Registers
) -> Markup:
    if not notes.by_name:
        return Markup("")
    items = Markup("").join(
        Markup('<li id="note-{}">{}{}</li>\n').format(note.number, note.words, _places(note.places))
        for note in notes.by_name.values()
    )
    lines = []
    dated = _newest_source(references, catalogue)
    if dated:
        lines.append(Markup('<p class="pf-foot__dated">{}</p>').format(dated))
    packages = {reference.partition("/")[0] for reference in references}
    expected = registers.next_expected(packages)
    if expected:
        lines.append(Markup('<p class="pf-foot__next">Next expected: {}.</p>').format(expected))
    return Markup(
        '<section class="pf-foot" aria-labelledby="pf-foot-title">'
        '<h2 id="pf-foot-title">Sources used on this page</h2>\n<ol class="pf-foot__notes">\n{}</ol>\n{}'
        '<p class="pf-foot__all"><a href="pf:/figures/">Every figure of this site, with its history</a></p>'
        "</section>\n"
    ).format(items, Markup("").join(lines))


def _newest_source(references: list[str], catalogue: Catalogue) -> str:
    """Say when the newest source of a page's figures was published, or met."""
    names = {
        name for one in references for name, _ in catalogue.sources_of(catalogue.find(one)) if name
    }
    sources = [catalogue.source(name) for name in names]
    dates = [one.published or one.meeting_date for one in sources]
    known = [day for day in dates if day]
    if not known:
        return ""
    newest = parse_period(max(known, key=parse_period)).show()
    undated = " Some of its sources carry no date." if len(known) < len(dates) else ""
    return f"The newest dated source of a figure on this page is of {newest}.{undated}"


def _places(places: list[Markup]) -> Markup:
    if not places:
        return Markup("")
    return Markup('<ul class="pf-foot__places">{}</ul>').format(
        Markup("").join(Markup("<li>{}</li>").format(place) for place in places)
    )
