"""Macros for what a site is made of: sources, glossary, events, promises, downloads, changes."""

import datetime
from collections.abc import Iterable

from markupsafe import Markup

from plainfigures.errors import MacroProblem, PeriodProblem, UnreadableProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.expected import Expected, coming_and_late
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.formats import capitalise
from plainfigures.figures.periods import Period, parse_period, show_day
from plainfigures.figures.records import Row, Source
from plainfigures.write.markup import attribute, element, figure_element, inline
from plainfigures.write.taking import licence_words, list_downloads

__all__ = ["Registers", "anchor_of_term", "source_words"]

GLOSSARY = "glossary/terms"


class Registers:
    """The macros for registers, over one catalogue and as of one moment."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self.catalogue = catalogue
        self.clock = clock

    def source(self, id: str) -> Markup:  # noqa: A002 - the argument's name is a fixed surface
        """A source by name, linked to its entry: its title and date."""
        source = self.catalogue.source(id)
        dated = _when(source.published)
        words = f"{source.title} ({dated})" if dated else source.title
        return element("a", words, class_="pf-source", href=f"pf:/sources/#source-{id}")

    def sources(self) -> Markup:
        """The register of sources: every document and release, with what is known of each."""
        entries = Markup("").join(self._entry(one) for one in self.catalogue.sources.values())
        return Markup('<div class="pf-register">\n{}</div>\n').format(entries)

    def glossary(self, term: str | None = None, shown: str | None = None) -> Markup:
        """A term with its meaning at hand, or, without a term, the whole glossary.

        `shown` is the form that the sentence needs, such as a plural.
        """
        rows = self.catalogue.resource(GLOSSARY).rows
        if term is None:
            entries = [
                Markup("<div><dt id={}>{}</dt><dd>{}</dd></div>\n").format(
                    Markup('"{}"').format(attribute(anchor_of_term(row.cells["term"]))),
                    _term_words(row),
                    inline(row.cells["meaning"]),
                )
                for row in sorted(rows, key=lambda row: row.cells["term"].lower())
            ]
            return Markup('<dl class="pf-glossary">\n{}</dl>\n').format(Markup("").join(entries))
        found = next((row for row in rows if row.cells["term"].lower() == term.lower()), None)
        if found is None:
            raise MacroProblem(
                f'The glossary has no term "{term}".',
                "Add it to datasets/glossary/terms.csv, or use a term that is there.",
                nearest(term, [row.cells["term"] for row in rows]),
            )
        return element(
            "a",
            shown or term,
            class_="pf-term",
            href=f"pf:/glossary/#{anchor_of_term(found.cells['term'])}",
            data_meaning=found.cells["meaning"],
        )

    def timeline(self, resource: str, phase: str | None = None) -> Markup:
        """The events of a table in the order of their dates; `phase` keeps those of one phase."""
        found = self.catalogue.resource(resource)
        field = next((field for field in found.fields if field.kind == "date"), None)
        if field is None:
            tables = self.catalogue.resources.values()
            dated = [one.reference for one in tables if any(f.kind == "date" for f in one.fields)]
            raise MacroProblem(
                f'The table "{resource}" has no dates to put in order.',
                f"Name a table that has them: {listed(dated)}."
                if dated
                else "Say in datapackage.json which column holds dates: give it the kind “date”.",
                dated[0] if len(dated) == 1 else "",
            )
        rows = [row for row in found.rows if field.name in row.figures]
        if phase is not None:
            phases = {row.cells.get("phase", "") for row in found.rows}
            if phase not in phases:
                raise MacroProblem(
                    f'"{resource}" has no phase "{phase}".',
                    f"Its phases are: {', '.join(sorted(phases))}.",
                    nearest(phase, phases),
                )
            rows = [row for row in rows if row.cells.get("phase") == phase]
        items = []
        for row in sorted(rows, key=lambda row: _date_of(row, field.name, resource)):
            figure = self.catalogue.find(row.figures[field.name])
            shown = parse_period(figure.used_text).show()
            when = figure_element(figure, capitalise(shown))
            text = row.cells.get("description", "")
            items.append(
                Markup('<li><p class="pf-when">{}</p><p class="pf-what">{}</p>{}</li>\n').format(
                    when,
                    inline(row.cells.get("label", row.key)),
                    element("p", text) if text else Markup(""),
                )
            )
        return Markup('<ol class="pf-timeline">\n{}</ol>\n').format(Markup("").join(items))

    def downloads(self, package: str | None = None) -> Markup:
        """Links to the data: every package, or one, as a spreadsheet, as CSV files and as a zip."""
        names = list(self.catalogue.packages)
        if package is not None and package not in names:
            self.catalogue.embargoed.refuse(package, "This data package")
            raise MacroProblem(
                f'There is no data package "{package}".',
                f"Its name is that of a folder of datasets/: {listed(names)}.",
                nearest(package, names),
            )
        chosen = [package] if package else names
        parts = [list_downloads(self.catalogue, self.catalogue.packages[name]) for name in chosen]
        return Markup('<div class="pf-downloads">\n{}</div>\n').format(Markup("").join(parts))

    def next_expected(self, packages: Iterable[str]) -> Markup:
        """Say what is to come in some packages, and when; empty where nothing is known."""
        return Markup("; ").join(map(_expected, self._expected(packages)[0]))

    def not_here(self, packages: Iterable[str]) -> Markup:
        """Say what was expected in some packages and is not here; empty where all came in time."""
        late = self._expected(packages)[1]
        if not late:
            return Markup("")
        items = Markup("").join(element("li", _expected(one)) for one in late)
        return Markup(
            '<aside class="pf-expected" aria-label="Newer figures">'
            "<p>This site expected newer figures by now and does not have them yet:</p>"
            "<ul>{}</ul></aside>\n"
        ).format(items)

    def _expected(self, packages: Iterable[str]) -> tuple[list[Expected], list[Expected]]:
        known = self.catalogue.packages
        every = [one for name in packages if name in known for one in known[name].next_expected]
        return coming_and_late(dict.fromkeys(every), self.clock)

    def _entry(self, source: Source) -> Markup:
        body = self.catalogue.bodies.get(source.body, source.body)
        publisher = self.catalogue.bodies.get(source.publisher, source.publisher)
        lines: list[tuple[str, Markup]] = [("Published by", inline(publisher))]
        if body and body != publisher:
            lines.append(("Body that met", inline(body)))
        for name, text in (
            ("Kind", source.kind.replace("-", " ")),
            ("Meeting", _when(source.meeting_date)),
            ("Published", _when(source.published) or source.published_note or "not established"),
            ("How we know the date", source.how_dated),
        ):
            if text:
                lines.append((name, inline(capitalise(text))))
        lines.append(("Licence", licence_words(source)))
        if source.address:
            safe = source.address.lower().startswith(("https://", "http://"))
            link = element("a", source.address, href=source.address)
            lines.append(("Address", link if safe else inline(source.address)))
        rows = Markup("").join(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, words) for name, words in lines
        )
        return Markup(
            '<section class="pf-entry" id="source-{}"><h3>{}</h3><dl>{}</dl></section>\n'
        ).format(source.id, inline(source.title), rows)


def _expected(one: Expected) -> Markup:
    return inline(f"{one.what} ({one.period.show()})")


def anchor_of_term(term: str) -> str:
    """Return the anchor under which the glossary page has a term."""
    return "-".join("".join(c if c.isalnum() else " " for c in term.lower()).split())


def source_words(source: Source, catalogue: Catalogue) -> str:
    """Return how a note names a source: title, publisher and date."""
    publisher = catalogue.bodies.get(source.publisher, source.publisher)
    dated = _when(source.published or source.meeting_date) or "date not established"
    return f"{source.title}. {publisher}, {dated}"


def _term_words(row: Row) -> Markup:
    short_for = row.cells.get("short_for", "")
    words = inline(row.cells["term"])
    return words + inline(f" ({short_for})") if short_for else words


def _when(text: str) -> str:
    if not text:
        return ""
    try:
        return show_day(datetime.date.fromisoformat(text))
    except ValueError:
        return parse_period(text).show()


def _date_of(row: Row, column: str, table: str) -> Period:
    """Return the date of a row, by which a timeline puts it in order."""
    written = row.cells[column]
    if not written:
        raise MacroProblem(
            f'The row "{row.key}" of "{table}" has no date in "{column}", so it has no place in a '
            "timeline.",
            f'Fill the date in, or show the rows with table("{table}").',
        )
    try:
        return parse_period(written)
    except PeriodProblem as error:
        raise UnreadableProblem(error.message) from error  # the row has a finding of its own
