"""The macros for claims: who claimed what, on which readings it holds, and what came out."""

from collections import Counter
from decimal import Decimal

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.embargoes import claim_name
from plainfigures.figures.findings import nearest
from plainfigures.figures.formats import capitalise
from plainfigures.figures.outcomes import (
    CLAIM_OUTCOMES,
    HIDDEN,
    READING_FAILS,
    READING_HOLDS,
    READING_OPEN,
    WeighedClaim,
    WeighedReading,
)
from plainfigures.figures.weighing import weigh_all
from plainfigures.write.markup import attribute, element, inline
from plainfigures.write.weighed import Pieces, contents, counted, facts, place_link, plain_data

__all__ = ["Claims"]

_SAID = {
    READING_HOLDS: "Holds",
    READING_FAILS: "Does not hold",
    READING_OPEN: "Cannot be told from what is printed",
    HIDDEN: "Not told, since a number that it needs is kept confidential",
}


class Claims:
    """The macros for claims, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.pieces = Pieces(catalogue)

    def claims(self) -> Markup:
        """Every claim with its readings, the figures that bear on it and its outcome; counts first."""
        weighed = [one for one in weigh_all(self.catalogue).claims if one.row]
        if not weighed:
            return element("p", "There are none.", class_="pf-none")
        counts = Counter(one.outcome for one in weighed)
        summary = Markup("").join(
            Markup("<li>{} {}</li>").format(
                plain_data(Decimal(counts[one]), f"{counts[one]:,}"), inline(one)
            )
            for one in CLAIM_OUTCOMES
        )
        entries = Markup("").join(self._entry(one) for one in weighed)
        links = contents(
            (one.anchor, one.row.cells.get("label", one.claim.key), one.outcome)
            for one in weighed
            if one.row
        )
        return Markup(
            '<ul class="pf-outcomes" aria-label="Claims by outcome">{}</ul>\n'
            '{}<div class="pf-register pf-claims">\n{}</div>\n'
        ).format(summary, links, entries)

    def claim(self, key: str) -> Markup:
        """The outcome of one claim, linked to where it is shown in full; `key` is `package/key`."""
        known = {one.name: one for one in weigh_all(self.catalogue).claims}
        found = [one for name, one in known.items() if key in {name, one.claim.key}]
        if not found:
            embargoed = self.catalogue.embargoed
            embargoed.refuse(claim_name(key), "This claim")
            if "/" in key:
                embargoed.refuse(key.partition("/")[0], "This claim")
        if len(found) != 1:
            raise MacroProblem(
                f'There {"are several claims" if found else "is no claim"} "{key}".',
                "Name it as it stands in datapackage.json: the folder of datasets/, a slash, and its key.",
                found[0].name if found else nearest(key, [*known]),
            )
        return place_link(found[0].anchor, found[0].outcome)

    def claim_count(self, outcome: str | None = None) -> Markup:
        """How many claims there are, or how many with one outcome."""
        if outcome is not None and outcome not in CLAIM_OUTCOMES:
            raise MacroProblem(
                f'There is no outcome "{outcome}".',
                f"Use one of: {', '.join(CLAIM_OUTCOMES)}.",
                nearest(outcome, CLAIM_OUTCOMES),
            )
        found = weigh_all(self.catalogue).claims
        number = len([one for one in found if outcome in {None, one.outcome}])
        return counted(self.catalogue, "claims", outcome or "", number)

    def _entry(self, weighed: WeighedClaim) -> Markup:
        cells = weighed.row.cells if weighed.row else {}
        body = cells.get("body") or weighed.package.body
        fragment = cells.get("fragment") or cells.get("as_published", "")
        lines: list[tuple[str, Markup | str]] = [
            ("Claimed by", self.catalogue.bodies.get(body, body)),
            ("In print", f"“{fragment}”" if fragment else ""),
            ("Where", self._where(cells)),
            *((f"Reading {at}", self._reading(one)) for at, one in enumerate(weighed.readings, 1)),
            ("Not checked", weighed.claim.why_not),
            ("Figures", self.pieces.printed(weighed.figures)),
            ("Note", cells.get("note", "")),
        ]
        return Markup(
            '<section class="pf-entry" id="{}"><h3>{}</h3><p class="pf-chip">{}</p>{}</section>\n'
        ).format(
            attribute(weighed.anchor),
            inline(cells.get("label", weighed.claim.key)),
            inline(capitalise(weighed.outcome)),
            facts(lines),
        )

    def _where(self, cells: dict[str, str]) -> Markup:
        if not cells.get("source"):
            return Markup("")
        return self.pieces.place(cells["source"], cells.get("locator", ""))

    def _reading(self, weighed: WeighedReading) -> Markup:
        """Return a reading with what came of it, and the figures that told."""
        reading = weighed.reading
        if not weighed.outcome:
            return inline(reading.words)
        if weighed.outcome == HIDDEN:
            return Markup("{} <strong>{}.</strong>").format(
                inline(reading.words), _SAID[weighed.outcome]
            )
        said = self.pieces.tests(reading.steps, weighed.comparisons)
        note = inline(f" {reading.note}") if reading.note else Markup("")
        worked = self.pieces.worked(weighed.comparisons)
        return Markup(
            '{} <strong>{}.</strong> <span class="pf-tested">Tested: {}.{}{}</span>'
        ).format(
            inline(reading.words),
            _SAID[weighed.outcome],
            said,
            Markup(" That is {}.").format(worked) if worked else "",
            note,
        )
