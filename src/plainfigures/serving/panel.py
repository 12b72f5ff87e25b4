"""What the preview adds to pages: a bar at their foot, and over it what is wrong.

It stands in a part of the page of its own, so that neither the page's styles reach it nor its styles
the page, and can be read without scripts.
"""

from collections.abc import Sequence

from markupsafe import Markup

from plainfigures.figures.findings import Finding
from plainfigures.say import count, sentence
from plainfigures.serving.state import State

__all__ = [
    "CHANGES",
    "EVENTS",
    "OWN",
    "added",
    "bar",
    "changes_failed",
    "comparing",
    "nothing_yet",
    "unmade",
]

OWN = "/_preview/"
"""The address below which the preview answers for itself; no page of a site has it."""

EVENTS = f"{OWN}events"
"""Where browsers hear of new pages."""

CHANGES = f"{OWN}changes/"
"""The page of what has changed since the last commit."""

_FIND = "editing/find/"
_MOST = 20
"""How many findings the panel lists."""

_LAST_GOOD = "This page shows the last good version"
_LAST_GOOD_SITE = "The site is shown in its last good version"
_STYLE = Markup('<link rel="stylesheet" href="{}preview.css">').format(OWN)
_SCRIPT = Markup('<script src="{}follow.js" defer></script>').format(OWN)
_WHOLE = Markup(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    "<title>{} - preview</title>{}{}</head>"
    '<body class="alone">\n<main>\n<h1>{}</h1>\n{}</main>\n{}{}</body></html>\n'
)


def added(state: State, version: str, *, own: bool = False) -> Markup:
    """Return what is put at the end of a page in this `version`; `own` is a page of the preview."""
    return Markup(
        '<plainfigures-preview data-version="{}" data-events="{}"><template shadowrootmode="open">'
        "{}<div>{}</div></template></plainfigures-preview>\n{}\n"
    ).format(version, EVENTS, _STYLE, bar(state, own=own), _SCRIPT)


def bar(state: State, *, own: bool = False) -> Markup:
    """Return the bar, with what is wrong above it: two parts, each of which browsers take by itself."""
    links = [(CHANGES, "What has changed")]
    if f"{_FIND}index.html" in state.versions:
        links.append((f"/{_FIND}", "Find a figure"))
    items = Markup("").join(
        Markup('<li><a href="{}">{}</a></li>').format(address, words) for address, words in links
    )
    working = "Making the pages anew…" if state.making else "Preview"
    return Markup(
        '<div>{}</div><div><section class="bar" aria-label="Preview"><p class="state">{}</p>'
        "<ul>{}</ul>{}</section></div>"
    ).format(_panel(state, own=own), working, items, _advice(state.advice))


def nothing_yet(state: State) -> str:
    """Return a page to show before any page could be made; it goes by itself."""
    if state.errors:
        title = "The pages cannot be made yet"
        text = Markup(
            "<p>Mend what is listed here and save. This page then gives way to the site.</p>\n"
        ) + _listed(state.errors)
    else:
        title = "The pages are being made"
        text = Markup("<p>They come up here by themselves.</p>\n")
    again = Markup('<noscript><meta http-equiv="refresh" content="3"></noscript>')
    follower = Markup(
        '<plainfigures-preview data-version="{}" data-events="{}"></plainfigures-preview>'
    ).format(unmade(state), EVENTS)
    return _WHOLE.format(title, _STYLE, again, title, text, follower, _SCRIPT)


def unmade(state: State) -> str:
    """Return the version of the page of `nothing_yet`: another one after each attempt."""
    return f"none-{state.attempt}"


def comparing() -> str:
    """Return a page to show while what has changed is worked out for the first time."""
    again = Markup('<noscript><meta http-equiv="refresh" content="5"></noscript>')
    words = Markup("<p>This takes some seconds. The page then comes up by itself.</p>\n")
    title = "What has changed is being worked out"
    return _WHOLE.format(title, _STYLE, again, title, words, "", "")


def changes_failed(finding: Finding) -> str:
    """Return a page to show where it could not be worked out what has changed."""
    title = "What has changed could not be worked out"
    words = _listed([finding])
    return _WHOLE.format(title, _STYLE, "", title, words, "", "")


def _panel(state: State, *, own: bool) -> Markup:
    if not state.errors:
        return Markup("")
    return Markup(
        '<section class="panel" aria-label="What is wrong">'
        '<p class="title" role="alert">{}: {}</p>'
        '<details open><summary>What is wrong</summary><div class="list" tabindex="0" role="region" '
        'aria-label="Mistakes">{}</div></details></section>'
    ).format(_LAST_GOOD_SITE if own else _LAST_GOOD, count(state.errors), _listed(state.errors))


def _advice(advice: Sequence[Finding]) -> Markup:
    if not advice:
        return Markup("")
    told = count(advice).removesuffix(".")
    return Markup(
        '<details class="advice"><summary>{}</summary><div class="list" tabindex="0" role="region" '
        'aria-label="Advice">{}</div></details>'
    ).format(told, _listed(advice))


def _listed(findings: Sequence[Finding]) -> Markup:
    items = Markup("").join(_item(finding) for finding in findings[:_MOST])
    more = len(findings) - _MOST
    rest = (
        Markup('<p class="more">And {} more. “plainfigures check” lists them all.</p>').format(more)
        if more > 0
        else Markup("")
    )
    return Markup('<ol class="findings">{}</ol>{}').format(items, rest)


def _item(finding: Finding) -> Markup:
    lines = [Markup('<p class="place">{}</p>').format(finding.place)]
    lines.append(Markup('<p class="what">{}</p>').format(sentence(finding.message)))
    if finding.suggestion:
        lines.append(Markup("<p>Did you mean “{}”?</p>").format(finding.suggestion))
    if finding.remedy:
        told = finding.remedy.splitlines()
        lines += [Markup("<p>{}</p>").format(sentence(line)) for line in told]
    return Markup("<li>{}</li>").format(Markup("").join(lines))
