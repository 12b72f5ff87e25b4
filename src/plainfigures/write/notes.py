"""Notes: what a finished page says of the sources of its figures.

Works on the HTML of one page, whoever rendered it: numbers each figure in a sentence by its source,
leads each to an entry of its own at the page's foot, and makes links within the site relative to
the page. A script shows the same entry beside the figure.
"""

import re
from collections.abc import Callable, Collection, Mapping
from html import unescape

from markupsafe import Markup
from msgspec import Struct, field

from plainfigures.errors import FiguresError, ReferenceProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.write.facts import Fact, figure_facts, list_facts, what_it_is
from plainfigures.write.foot import EXPECTED_MARK, FOOT_MARK, packages_of, write_foot
from plainfigures.write.markup import attribute, element, figure_address, inline, plain_text
from plainfigures.write.places import link_places
from plainfigures.write.registers import Registers, source_words

__all__ = ["FOOT_MARK", "NotedPage", "figures_on", "number_notes", "relative_links"]

_FIGURE = re.compile(
    r'<data class="pf-figure" data-figure="([^"]+)" value="[^"]*">(.*?)</data>', re.DOTALL
)
_ANY_FIGURE = re.compile(r'<data\b[^>]*\sdata-figure="([^"]+)"')
_TERM = re.compile(r'<a class="pf-term" href="([^"]+)"')
_NOTE_LINK = re.compile(r'href="pf-note:([^"]+)"')
_LISTED = re.compile(r"<!--pf-block catalogue ([a-z0-9-]+)-->")
_FIGURES = "figures/"
_SITE_LINK = re.compile(r'="pf:/([^"]*)"')


class NotedPage(Struct):
    """A page with its notes: its HTML, and the references of all figures that stand on it."""

    html: str
    references: tuple[str, ...] = ()


class _Entry(Struct):
    """What is behind one figure: its name within the page, its first line, facts and links."""

    name: str
    head: Markup
    facts: list[Fact]
    links: Markup

    def written(self, left_out: Collection[Fact] = ()) -> Markup:
        """Return the entry without the facts that its note gives for all."""
        own = [fact for fact in self.facts if fact not in left_out]
        return Markup('<p class="pf-behind">{}</p>{}<p class="pf-behind__more">{}</p>').format(
            self.head, list_facts(own), self.links
        )


class _Note(Struct):
    """A numbered note: a source with an entry for each of its figures, or our arithmetic."""

    number: int
    words: Markup
    entries: list[_Entry] = field(default_factory=list)

    def written(self) -> Markup:
        """Return the note; what holds for each of several figures is said once, above them."""
        shared = self._shared()
        words = self.words + (list_facts(shared, "pf-facts--shared") if shared else "")
        entries = Markup("").join(
            Markup('<li id="note-{}">{}</li>\n').format(one.name, one.written(shared))
            for one in self.entries
        )
        if entries:
            entries = Markup('\n<ul class="pf-foot__places">\n{}</ul>').format(entries)
        return Markup('<li id="note-{}">{}{}</li>\n').format(self.number, words, entries)

    def _shared(self) -> list[Fact]:
        if len(self.entries) < 2:
            return []
        first, *others = self.entries
        return [fact for fact in first.facts if all(fact in one.facts for one in others)]


class _Notes:
    """The notes of one page, numbered in the order in which they are first needed."""

    def __init__(self, catalogue: Catalogue, places: Mapping[str, str]) -> None:
        self.catalogue = catalogue
        self.places = places
        self.by_name: dict[str, _Note] = {}
        self.names: dict[str, str] = {}

    def for_source(self, name: str) -> _Note:
        if name not in self.by_name:
            source = self.catalogue.source(name)
            link = element("a", "about this source", href=f"pf:/sources/#source-{name}")
            words = Markup('<p class="pf-foot__source">{} ({}).</p>').format(
                inline(source_words(source, self.catalogue)), link
            )
            self.by_name[name] = _Note(len(self.by_name) + 1, words)
        return self.by_name[name]

    def for_figure(self, figure: Figure) -> str:
        """Return the name of a figure's entry: `3-2`, or just `4` for our own arithmetic."""
        reference = figure.reference
        if reference in self.names:
            return self.names[reference]
        if figure.formula:
            sources = [
                self.for_source(name) for name, _ in self.catalogue.sources_of(figure) if name
            ]
            note = _Note(len(self.by_name) + 1, Markup(""))
            self.by_name[reference] = note
            self.names[reference] = str(note.number)
            numbers = dict.fromkeys(one.number for one in sources)
            note.words = self._entry(figure, tuple(numbers)).written()
        else:
            note = self.for_source(figure.source)
            name = f"{note.number}-{len(note.entries) + 1}"
            self.names[reference] = name
            note.entries.append(self._entry(figure))
        return self.names[reference]

    def _entry(self, figure: Figure, numbers: tuple[int, ...] = ()) -> _Entry:
        """Return what is behind a figure; `numbers` are those of the sources of our arithmetic."""
        facts = figure_facts(self.catalogue, figure, self.places)
        if numbers:
            links = (element("a", f"note {one}", href=f"#note-{one}") for one in numbers)
            facts.append(("Sources", Markup(", ").join(links)))
        name = self.names[figure.reference]
        value = inline(say_figure(figure, "full", noun=True))
        history = figure_address(figure.reference)
        onward = [
            element("a", "Its history, and how to cite it", href=history),
            element("a", "Back to the text", class_="pf-behind__back", href=f"#at-{name}"),
        ]
        head = Markup("<b>{}</b> {}").format(value, inline(what_it_is(self.catalogue, figure)))
        return _Entry(name, head, facts, Markup(" ").join(onward))


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
    references = [name for name in figures_on(html) if _is_known(name, catalogue)]
    known, seen = set(references), set[str]()

    def is_first(name: str) -> bool:
        if name in seen:
            return False
        seen.add(name)
        return True

    def with_number(found: re.Match[str]) -> str:
        if unescape(found[1]) not in known:
            return found[0]
        name = notes.for_figure(catalogue.find(unescape(found[1])))
        number = name.partition("-")[0]
        said = attribute(f"Source {number}: what is behind {plain_text(found[2])}")
        place = f' id="at-{name}"' if is_first(name) else ""
        link = f'<a{place} href="#note-{name}" aria-label="{said}">{number}</a>'
        data = found[0]
        return f'<span class="pf-fig">{data}<sup class="pf-ref">{link}</sup></span>'

    def with_note(found: re.Match[str]) -> str:
        try:
            return f'href="#note-{notes.for_source(unescape(found[1])).number}"'
        except FiguresError:
            return found[0]  # typed by hand: as a link, it leads to nothing, and is told as that

    def with_meaning(found: re.Match[str]) -> str:
        # On paper, a term is explained where a page first uses it.
        first = " pf-term--first" if is_first(found[1]) else ""
        return f'<a class="pf-term{first}" href="{found[1]}"'

    html = _TERM.sub(with_meaning, _FIGURE.sub(with_number, html))
    html = link_places(_NOTE_LINK.sub(with_note, html), notes.places)
    if FOOT_MARK in html:
        items = [note.written() for note in notes.by_name.values()]
        html = html.replace(FOOT_MARK, write_foot(items, references, catalogue, registers))
    if EXPECTED_MARK in html:
        packages = {*packages_of(references, catalogue), *_LISTED.findall(html)}
        late = registers.not_here(sorted(packages))
        html = html.replace(EXPECTED_MARK, late, 1)
    return NotedPage(html, tuple(references))


def figures_on(html: str) -> list[str]:
    """Return the references that stand on a page as those of figures, each once."""
    return list(dict.fromkeys(map(unescape, _ANY_FIGURE.findall(html))))


def _is_known(reference: str, catalogue: Catalogue) -> bool:
    try:
        catalogue.find(reference)
    except ReferenceProblem:
        return False
    return True


def relative_links(html: str, address: str, place: Callable[[str], str] | None = None) -> str:
    """Return a page with its links within the site made relative to it.

    `address` is the page's address within the site, such as `finance/` or "" for the home page.
    `place` is given what a link below `figures/` leads to, and returns where that stands.
    """
    prefix = "../" * address.count("/") or "./"
    if place is None:
        return _SITE_LINK.sub(rf'="{prefix}\1"', html)

    def relative(found: re.Match[str]) -> str:
        target = found[1]
        return f'="{prefix}{place(target) if target.startswith(_FIGURES) else target}"'

    return _SITE_LINK.sub(relative, html)
