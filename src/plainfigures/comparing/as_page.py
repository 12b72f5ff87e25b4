"""A change as a page of the preview: the site as it stands beside its last commit."""

import re
from difflib import SequenceMatcher
from importlib.resources import files

from markupsafe import Markup, escape

from plainfigures.comparing.compare import compare
from plainfigures.comparing.git import find_repository
from plainfigures.comparing.records import Changes
from plainfigures.comparing.report import sections_of, summary_of
from plainfigures.comparing.section import Section
from plainfigures.config import SiteConfig
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.clock import present_clock

__all__ = ["as_page", "preview_page"]

_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n'
    "<title>What has changed - {name}</title>\n"
    '<link rel="icon" href="/assets/plainfigures.svg">\n'
    '<link rel="stylesheet" href="/assets/plainfigures.css">\n<style>\n{style}</style>\n</head>\n'
    '<body class="pf-page">\n<a class="pf-skip" href="#main">Skip to content</a>\n'
    '<header class="pf-header"><div class="pf-wrap pf-header__inner">'
    '<p class="pf-brand"><a href="/">{name}</a></p></div></header>\n'
    '<main class="pf-main" id="main" tabindex="-1"><div class="pf-wrap">'
    '<article class="pf-article pf-changes">\n'
    '<p class="pf-kicker">Preview</p>\n<h1>What has changed</h1>\n{body}'
    "</article></div></main>\n</body>\n</html>\n"
)
_WORDS = re.compile(r"\s+|£?\d[\d,.]*\d%?|[^\s\w]|\w+")
_MOST = 200
"""How many rows of a list the page shows."""


def preview_page(config: SiteConfig) -> str:
    """Return a whole page that shows what differs between the site and its last commit.

    It is there whatever happens: where nothing can be compared, it says why.
    """
    try:
        if find_repository(config.root) is None:
            words = (
                "This site is in no git repository, so there is no earlier version to hold it beside. "
                "To compare two folders, use the command “plainfigures changes”."
            )
            return _page(config.name, _told(words))
        return as_page(compare(config, "HEAD", "", present_clock()), config.name)
    except PlainFiguresError as error:
        words = f"The site cannot be held beside its last commit. {error.message} {error.remedy}"
        return _page(config.name, _told(words))


def as_page(changes: Changes, name: str) -> str:
    """Return all that differs as a whole page of the site called `name`."""
    if changes.nothing:
        body = _told(f"Nothing differs from {changes.old.said}.")
    else:
        body = _told(summary_of(changes))
        body += Markup("<p>From {} to {}.</p>\n").format(changes.old.said, changes.new.said)
        body += Markup("").join(_section(one) for one in sections_of(changes))
    return _page(name, body)


def _page(name: str, body: Markup) -> str:
    style = files("plainfigures.comparing").joinpath("assets/changes.css").read_text("utf-8")
    # The style sheet is a file of this program.
    return str(_PAGE.format(name=name, style=Markup(style), body=body))  # noqa: S704


def _told(words: str) -> Markup:
    return Markup('<p class="pf-standfirst">{}</p>\n').format(words)


def _section(section: Section) -> Markup:
    note = Markup("<p>{}</p>\n").format(section.note) if section.note else Markup("")
    lines = Markup("")
    if section.lines:
        lines = Markup('<pre tabindex="0"><code>{}</code></pre>\n').format("\n".join(section.lines))
    items = Markup("").join(_item(section, row) for row in section.rows[:_MOST])
    if len(section.rows) > _MOST:
        items += Markup("<li>… and {} more</li>\n").format(f"{len(section.rows) - _MOST:,}")
    return Markup(
        '<section class="{kind}"><h2>{title} <span>({count})</span></h2>\n{note}{lines}'
        "{items}</section>\n"
    ).format(
        kind="pf-changes__urgent" if section.urgent else "pf-changes__part",
        title=section.title,
        count=f"{section.size:,}",
        note=note,
        lines=lines,
        items=Markup("<ol>\n{}</ol>").format(items) if items else Markup(""),
    )


def _item(section: Section, row: tuple[str, ...]) -> Markup:
    cells: list[str] = list(row)
    if section.before >= 0:
        at = section.before
        cells[at : at + 2] = _beside(row[at], row[at + 1])
    facts = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, cell)
        for name, cell in zip(section.columns[1:], cells[1:], strict=True)
    )
    listed = Markup("<dl>{}</dl>").format(facts) if facts else Markup("")
    return Markup("<li><h3>{}</h3>{}</li>\n").format(cells[0], listed)


def _beside(old: str, new: str) -> tuple[Markup, Markup]:
    """Return two texts with what is only in one of them marked."""
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    before, after = [], []
    for what, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        gone, come = escape("".join(was[a:b])), escape("".join(now[c:d]))
        marked = what != "equal"
        before.append(Markup("<del>{}</del>").format(gone) if marked and gone.strip() else gone)
        after.append(Markup("<ins>{}</ins>").format(come) if marked and come.strip() else come)
    return Markup("").join(before), Markup("").join(after)
