"""HTML as the macros write it: everything that comes from data or from a caller is escaped.

Markup goes through Markdown afterwards, so letters that Markdown would read are escaped as well.
Links within the site are written `pf:/path` and made relative to each page when it is finished.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from plainfigures.figures.formats import base_text
from plainfigures.figures.records import Figure

__all__ = [
    "attribute",
    "element",
    "figure_address",
    "figure_element",
    "inline",
    "join",
    "plain_text",
    "value_of",
    "word_element",
]

_SPECIAL = str.maketrans(
    {letter: f"&#{ord(letter)};" for letter in "&<>\"'\\`*_{}[]#+!|~^=:$@-\t\n\r"}
)
# What Markdown reads before it sees that it stands within a tag.
_IN_TAG = str.maketrans({letter: f"&#{ord(letter)};" for letter in "\\`[]{}|"})
_TAG = re.compile(r"<[^>]*>")


def inline(text: str) -> Markup:
    """Escape `text` for a place in running text, for HTML and for Markdown."""
    return Markup(text.translate(_SPECIAL))


def attribute(text: str) -> Markup:
    """Escape `text` for the value of an attribute."""
    return Markup(" ".join(str(escape(text)).splitlines()).translate(_IN_TAG))


def element(name: str, content: str = "", **attributes: str) -> Markup:
    """Return an HTML element; `content` is escaped unless it is markup already.

    Attribute names are written with `_` for `-`, and `class_` for `class`. An attribute whose value
    is empty is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{attribute(value)}"'
        for key, value in attributes.items()
        if value
    )
    inner = content if isinstance(content, Markup) else inline(content)
    return Markup(f"<{name}{written}>{inner}</{name}>")


def figure_element(figure: Figure, shown: str, *, in_sentence: bool = True) -> Markup:
    """Return the `<data>` element of a figure; only one in a sentence gets a note of its own."""
    return element(
        "data",
        shown,
        class_="pf-figure" if in_sentence else "pf-cell",
        data_figure=figure.reference,
        value=value_of(figure),
    )


def figure_address(reference: str) -> str:
    """Return the permanent address of a figure within the site, as `pf:/figures/…#…`."""
    return f"pf:/figures/{reference.partition('/')[0]}/#{reference}"


def value_of(figure: Figure) -> str:
    """Return a figure's value for a machine: base units, a grade's step, or a date's period."""
    if figure.used is not None:
        return base_text(figure.used)
    return figure.used_text or figure.reason


def word_element(words: str, test: str = "") -> Markup:
    """Return words that say a direction, marked as borne out by the figures."""
    return element("span", inline(words), class_="pf-word", data_test=test)


def join(parts: Iterable[str], last: str = "and") -> Markup:
    """Join parts as a sentence does: "a, b and c"."""
    items = [part if isinstance(part, Markup) else inline(part) for part in parts]
    if len(items) < 2:
        return Markup("").join(items)
    return Markup(", ").join(items[:-1]) + Markup(f" {last} ") + items[-1]


def plain_text(markup: str) -> str:
    """Return the text of markup that the macros wrote, without its tags."""
    return str(Markup(_TAG.sub("", markup)).unescape())
