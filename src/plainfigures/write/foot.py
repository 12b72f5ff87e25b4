"""The foot of a page: the notes on its figures, how new they are, and what comes next."""

from collections.abc import Iterable

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.write.registers import Registers

__all__ = ["EXPECTED_MARK", "FOOT_MARK", "packages_of", "write_foot"]

FOOT_MARK = "<!--pf-foot-->"
"""What the theme writes where the foot of a page goes."""

EXPECTED_MARK = "<!--pf-expected-->"
"""What the theme writes where a page says what was expected and is not here."""


def write_foot(
    items: Iterable[Markup], references: Iterable[str], catalogue: Catalogue, registers: Registers
) -> Markup:
    """Return the foot of a page with the notes `items`; empty where there are none.

    `references` are those of all figures on the page.
    """
    notes, references = Markup("").join(items), list(references)
    if not notes:
        return Markup("")
    lines = []
    dated = _newest_source(references, catalogue)
    if dated:
        lines.append(Markup('<p class="pf-foot__dated">{}</p>').format(dated))
    expected = registers.next_expected(packages_of(references, catalogue))
    if expected:
        lines.append(Markup('<p class="pf-foot__next">Next expected: {}.</p>').format(expected))
    return Markup(
        '<section class="pf-foot" aria-labelledby="pf-foot-title">'
        '<h2 id="pf-foot-title">Sources used on this page</h2>\n<ol class="pf-foot__notes">\n{}</ol>\n{}'
        '<p class="pf-foot__all"><a href="pf:/figures/">Every figure of this site, with its history</a></p>'
        "</section>\n"
    ).format(notes, Markup("").join(lines))


def packages_of(references: Iterable[str], catalogue: Catalogue) -> list[str]:
    """Return the packages that figures come from, those of our arithmetic through its inputs."""
    found: dict[str, None] = {}
    for one in references:
        inputs = catalogue.find(one).inputs
        found |= dict.fromkeys(
            packages_of(inputs, catalogue) if inputs else [one.partition("/")[0]]
        )
    return sorted(found)


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
