"""The HTML that a page may hold beside its Markdown: elements, attributes and addresses.

What is not listed is refused. So nothing on a page runs, sends, fetches, covers other parts or
passes for what a macro wrote, and browsers read it as this list does.
"""

import re
from html import unescape

__all__ = [
    "ATTRIBUTES",
    "ELEMENTS",
    "EMPTY",
    "EVERYWHERE",
    "INSTEAD",
    "OWN_CLASSES",
    "is_own_place",
    "leads_astray",
    "poses_as_another",
]

_PLAIN = {
    "abbr", "address", "article", "aside", "b", "bdi", "br", "caption", "cite", "code", "dd", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "kbd", "li", "mark", "p", "pre", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "tfoot", "thead", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_WITH_MORE: dict[str, tuple[str, ...]] = {
    "a": ("href", "download", "hreflang"),
    "audio": ("src", "controls", "preload"),
    "blockquote": ("cite",),
    "col": ("span",),
    "colgroup": ("span",),
    "del": ("datetime",),
    "details": ("open",),
    "img": ("src", "alt", "width", "height", "loading"),
    "ins": ("datetime",),
    "meter": ("value", "min", "max", "low", "high", "optimum"),
    "ol": ("start", "type", "reversed"),
    "q": ("cite",),
    "source": ("src", "type"),
    "td": ("colspan", "rowspan", "headers"),
    "th": ("colspan", "rowspan", "headers", "scope", "abbr"),
    "time": ("datetime",),
    "track": ("src", "kind", "srclang", "label", "default"),
    "video": ("src", "controls", "preload", "poster", "width", "height"),
}
ELEMENTS: dict[str, tuple[str, ...]] = dict.fromkeys(sorted(_PLAIN), ()) | _WITH_MORE
"""Each element that a page may hold, with the attributes that only it may have."""

EVERYWHERE = ("id", "class", "title", "lang", "dir", "role", "aria-label", "aria-hidden")
"""Attributes that every element may have."""
ATTRIBUTES = frozenset(EVERYWHERE).union(*ELEMENTS.values())
EMPTY = frozenset({"br", "col", "hr", "img", "source", "track", "wbr"})
"""Elements that have no end."""

INSTEAD = {
    "script": "Pages have no scripts. What readers are to see is written as words, tables or charts.",
    "style": "The look of pages is the same everywhere. Leave it out.",
    "iframe": "Nothing from elsewhere is shown within a page. Link to it instead: [words](https://…).",
    "object": "Nothing is shown within a page by other programs. Link to the file instead.",
    "embed": "Nothing is shown within a page by other programs. Link to the file instead.",
    "form": "Nothing is sent from a page. Link to the page on which people can write.",
    "input": "Nothing is typed into a page. Leave it out.",
    "button": "Nothing on a page is pressed. Write a link: [words](page.md).",
    "svg": "Save the picture as a file below docs/, and show it with ![words](picture.svg).",
    "math": "Write the formula in words, or as `code`.",
    "data": "Figures are written with a macro: {{ figure(\"…\") }}.",
    "center": "The look of pages is the same everywhere. Leave it out.",
    "font": "The look of pages is the same everywhere. Leave it out.",
    "main": "Every page has its own already. Use <section> or <div>.",
    "header": "Every page has its own already. Use <section> or <div>.",
    "footer": "Every page has its own already. Use <section> or <div>.",
    "nav": "Every page has its own already. Write a list of links.",
    "base": "It would lead all links elsewhere. Leave it out.",
    "meta": "What is said of a page stands in its first lines, between --- and ---.",
    "link": "Nothing is fetched for a page. For a link, write [words](page.md).",
    "template": "Browsers do not show what stands in it. Leave it out.",
    "picture": "Write ![words](picture.png).",
}  # fmt: skip
"""What to do in the place of elements that people try."""

OWN_CLASSES = frozenset({"pf-standfirst", "pf-caption"})
"""Classes of the site's own look that editors may use."""

_OWN_PLACES = frozenset({"main", "plainfigures", "MiniSearch", "trustedTypes"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_USER = re.compile(r"(?:https?:[/\\]*|[/\\]{2})[^/\\?#]*@", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_LINKED = frozenset({"http", "https", "mailto", "tel", "pf", "pf-note"})
_LOADED = frozenset({"http", "https"})
"""Of which a rule of its own says that nothing is fetched from elsewhere."""


def is_own_place(place: str) -> bool:
    """Return whether a place on a page (an id) is one of the page's frame, or of its scripts."""
    return place in _OWN_PLACES or place.startswith(("pf-", "__"))


def leads_astray(address: str, *, loaded: bool = False) -> str:
    """Return the kind of an address that no page may lead to, such as "javascript"; "" if it may.

    `loaded` says that it is fetched with the page, and not followed by a reader. The address is as
    it stands in HTML. Browsers pass over spaces and control characters in it.
    """
    plain = _UNSEEN.sub("", unescape(address))
    scheme = _SCHEME.match(plain)
    if scheme is None:
        return ""
    kind = scheme[1].lower()
    return "" if kind in (_LOADED if loaded else _LINKED) else kind


def poses_as_another(address: str) -> bool:
    """Return whether an address begins like that of one host and leads to another.

    In https://gov.example@elsewhere.example/, all before the @ is a name for whoever signs in.
    """
    return _USER.match(_UNSEEN.sub("", unescape(address))) is not None
