"""Blocks that are only known when all pages are made: the rules, and the marks that stand for them."""

from collections.abc import Iterable

from markupsafe import Markup

from plainfigures.figures.findings import CheckRun
from plainfigures.write.markup import element, inline

__all__ = ["block_mark", "list_checks"]


def block_mark(name: str) -> str:
    """Return the mark that stands in a page for the block called `name`."""
    return f"<!--pf-block {name}-->"


def list_checks(runs: Iterable[CheckRun]) -> Markup:
    """Return the rules with what each asks, how much it looked at and what it found."""
    items = Markup("").join(
        Markup(
            '<section class="pf-rule" id="rule-{}"><h3>{}</h3>{}'
            '<p class="pf-rule__outcome">{}</p>{}{}</section>\n'
        ).format(
            run.rule,
            inline(run.title),
            element("p", _with_code(run.help.partition("\n\n")[0])),
            inline(_came_of(run)),
            _declared(run.declared),
            _remedy(run.help.partition("\n\n")[2]),
        )
        for run in runs
    )
    return Markup('<div class="pf-rules">\n{}</div>\n').format(items)


def _came_of(run: CheckRun) -> str:
    """Say how much a rule looked at and what it found."""
    if not run.looked_at:
        return f"There were no {run.things} to look at."
    match len(run.findings):
        case 0:
            found = "nothing wrong"
        case 1:
            found = "1 thing to put right"
        case number:
            found = f"{number:,} things to put right"
    return f"Looked at {run.looked_at:,} {run.things}; found {found}."


def _remedy(words: str) -> Markup:
    """Return what editors do where a rule finds something, which other readers may pass over."""
    if not words:
        return Markup("")
    parts = Markup("").join(element("p", _with_code(part)) for part in words.split("\n\n"))
    return Markup(
        '<details class="pf-rule__remedy"><summary>What editors do if it finds something</summary>{}'
        "</details>"
    ).format(parts)


def _with_code(words: str) -> Markup:
    """Return words with what stands in backticks set as code."""
    parts = words.split("`")
    return Markup("").join(
        element("code", part) if at % 2 else inline(part) for at, part in enumerate(parts)
    )


def _declared(declared: tuple[str, ...]) -> Markup:
    """Return what is known and allowed, one by one, behind its count."""
    if not declared:
        return Markup("")
    said = Markup("").join(element("li", one) for one in declared)
    return Markup(
        '<details class="pf-rule__declared"><summary>Known, and said openly: {}</summary>'
        "<ul>{}</ul></details>"
    ).format(f"{len(declared):,}", said)
