"""What is behind one figure, as names and words: for the foot of a page and for the list of figures."""

import re
from collections.abc import Mapping

from markupsafe import Markup

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import capitalise
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import element, figure_address, inline, join
from plainfigures.write.places import (
    disagreement_links,
    ledger_anchors,
    link_place,
    say_locator,
)
from plainfigures.write.revisions import revised_inputs, revised_words

__all__ = ["Fact", "figure_facts", "list_facts", "say_period", "what_it_is"]

Fact = tuple[str, Markup]
"""A name, such as "Status", and the words that belong to it."""

_LOOKS_WRONG = (
    "It looks like a mistake in what was published. Nobody has corrected it, so we show it as it "
    "is and draw nothing from it."
)
_REFERENCE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9.@~-]+){2,}")
_SIGNS = {"*": "×", "/": "÷", "-": "−", "sum(": "the sum of (", "abs(": "the size of ("}
_SIGN = re.compile(r"(?<!\S)[*/-](?!\S)|sum\(|abs\(")


def figure_facts(
    catalogue: Catalogue, figure: Figure, places: Mapping[str, str], *, source: bool = False
) -> list[Fact]:
    """Return what is known of a figure, in the order in which a reader asks for it.

    `places` says where relations and rows of the ledger are shown; with `source` the document is
    named too.
    """
    whose = "From figures of" if figure.formula else "Whose figure"
    facts = [(whose, _whose(catalogue, figure))]
    if figure.period:
        period = parse_period(figure.period)
        name = "As at" if period.kind in {"day", "fy-month"} else "Period"
        facts.append((name, inline(period.show())))
    facts.append(("Status", inline(capitalise(figure.status.replace("-", " ")))))
    facts.append(("Basis", inline(capitalise(catalogue.basis(figure)[0]))))
    if figure.formula:
        facts.append(("Our arithmetic", _formula(catalogue, figure)))
        facts.append(("Revised", _without_lead(revised_inputs(catalogue, figure))))
    else:
        facts += _printed(catalogue, figure, places, source=source)
    facts.append(("Not in agreement", disagreement_links(catalogue, figure.reference, places)))
    facts.append(("Looks wrong", inline(_LOOKS_WRONG if figure.suspect else "")))
    facts.append(("Note", inline(figure.note)))
    return [(name, words) for name, words in facts if words]


def list_facts(facts: list[Fact], kind: str = "") -> Markup:
    """Return facts as a list of names with their words; `kind` is a class of the list's own."""
    rows = "".join(f"<div><dt>{name}</dt><dd>{words}</dd></div>" for name, words in facts)
    return Markup(f'<dl class="{f"pf-facts {kind}".rstrip()}">{rows}</dl>')


def what_it_is(catalogue: Catalogue, figure: Figure) -> str:
    """Return what a figure measures, and of where: "Calls answered, Eastmere"."""
    area = catalogue.areas.get(figure.area, figure.area)
    title = figure.title or figure.measure.replace("-", " ")
    return ", ".join(part for part in (title, "" if area in title else area) if part)


def say_period(text: str) -> str:
    """Return a period as readers see it; a text that is none, such as "", as it stands."""
    return parse_period(text).show() if text else ""


def _whose(catalogue: Catalogue, figure: Figure) -> Markup:
    body = catalogue.bodies.get(figure.body, figure.body)
    area = catalogue.areas.get(figure.area, figure.area)
    return inline(", for ".join(part for part in (body, area) if part))


def _printed(
    catalogue: Catalogue, figure: Figure, places: Mapping[str, str], *, source: bool
) -> list[Fact]:
    """Return what the document prints, where and when, and how it is read."""
    said = "; ".join(figure.combines) or say_locator(figure.locator)
    anchor = ledger_anchors(catalogue).get(figure.reference, "")
    place = link_place(places, anchor, inline(said))
    if source and figure.source:
        title = catalogue.source(figure.source).title
        link = element("a", title, href=f"pf:/sources/#source-{figure.source}")
        place = Markup(", ").join(part for part in (link, place) if part)
    facts = [
        ("Printed", inline(f"“{figure.as_published}”" if figure.as_published else "")),
        ("Where", place),
        ("Published", inline(_published(catalogue, figure))),
    ]
    if figure.read_as is not None or figure.read_as_text:
        words = f"{say_figure(figure, 'full')}, since: {figure.read_as_reason}"
        facts.append(("Shown as", inline(words)))
    elif figure.read_as_reason:
        facts.append(("How we read it", inline(figure.read_as_reason)))
    facts.append(("Revised", _without_lead(revised_words(catalogue, figure))))
    return facts


def _published(catalogue: Catalogue, figure: Figure) -> str:
    """Say when a figure was published; where nobody knows, what is known instead."""
    when = say_period(catalogue.published(figure))
    if when or figure.published_note:
        return when or figure.published_note
    met = catalogue.source(figure.source).meeting_date if figure.source else ""
    return f"date not established{f'; the meeting was {_on(met)}' if met else ''}"


def _on(text: str) -> str:
    """Return when something was on one day, as a sentence goes on: "on 3 May", "in May 2024"."""
    period = parse_period(text)
    if period.kind == "interval":
        first, last = (say_period(part) for part in text.split("/"))
        return f"between {first} and {last}"
    return f"{'on' if period.kind == 'day' else 'in'} {period.show()}"


def _without_lead(words: Markup) -> Markup:
    """Return what is said of a revision without what joins it to words before it."""
    text = str(words).removeprefix("; ").removeprefix("revised&#58; ")
    return Markup(capitalise(text))


def _formula(catalogue: Catalogue, figure: Figure) -> Markup:
    """Write a formula for readers: each figure in it by what it is and its value, linked."""
    words, done = Markup(""), 0
    times = {catalogue.find(name).period for name in figure.inputs}
    for found in _REFERENCE.finditer(figure.formula):
        try:
            one = catalogue.find(found[0])
        except FiguresError:
            continue  # something with strokes in it that is no figure
        words += _between(figure.formula[done : found.start()])
        link = element("a", what_it_is(catalogue, one), href=figure_address(one.reference))
        when = f", {say_period(one.period)}" if len(times) > 1 and one.period else ""
        words += link + inline(f" ({say_figure(one, 'full')}{when})")
        done = found.end()
    return words + _between(figure.formula[done:]) if done else _counted(catalogue, figure)


def _between(text: str) -> Markup:
    """Return what stands between the figures of a formula, with the signs that readers know."""
    return inline(_SIGN.sub(lambda sign: _SIGNS[sign[0]], text))


def _counted(catalogue: Catalogue, figure: Figure) -> Markup:
    """Return a formula in words, such as a count, with links to some of what went into it."""
    shown = [
        element("a", what_it_is(catalogue, one), href=figure_address(one.reference))
        for one in map(catalogue.find, figure.inputs[:3])
    ]
    more = len(figure.inputs) - len(shown)
    parts = [*shown, inline(f"{more} more")] if more > 0 else shown
    words = inline(figure.formula)
    return words + inline("; figures in them: ") + join(parts) if parts else words
