"""Pages as Zensical takes and gives them, so that they come out as from MkDocs, byte for byte.

MkDocs leads links in Markdown to the pages and files that they name, and leaves all others as they
are written. Zensical moves all of them. So those that MkDocs would leave get a mark in front, which
makes Zensical pass over them, and lose it afterwards. MiniJinja, which writes the frames, escapes
other signs than Jinja, and begins addresses with a dot.
"""

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from plainfigures.rendering.texts import parted

__all__ = ["as_from_mkdocs", "with_links_kept"]

_TAB = 4
"""The columns of a tab, which spaces take the place of: no mark may move what stands behind it."""

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_RAW = re.compile(
    r"""(\b(?:href|src|srcset|poster|data)\s*=\s*["']?)(?![a-zA-Z][\w+.-]*:)(?=[^\s"'>/#])"""
)
"""Where an address within the site begins that is written as HTML, in a tag."""

_WRITTEN = re.compile(
    r"""(\]\(\s*)(?:<([^<>\n]+)>|([^\s<>()\[\]"']+(?:\([^\s<>()]*\)[^\s<>()\[\]"']*)*))"""
)
"""An address that is written in Markdown, behind the words that it is for."""

_BELOW = re.compile(r"(^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?:<([^<>\n]+)>|(\S+))", re.MULTILINE)
"""An address that is written below the text, behind a name."""

_SIGNS = {"&#x27;": "&#39;", "&quot;": "&#34;", "&#x2f;": "/"}
_SIGN = re.compile("|".join(_SIGNS))
_HERE = re.compile(r'(?<==")(?:\./)+(?=[^"])')


def with_links_kept(text: str, place: str, is_there: Callable[[str], bool], key: str) -> str:
    """Return the Markdown of the page at `place` with a mark before each link that is to stay.

    `is_there` says whether there is a page or a file at a place below docs/.
    """
    mark = _mark(key)

    def kept(match: re.Match[str]) -> str:
        address = match[2] or match[3]
        try:
            parts = urlsplit(address)
        except ValueError:
            return match[0]  # no address at all
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(parts.path)))
        if is_there(target):
            return match[0]
        return f"{match[1]}<{mark}{address}>" if match[2] else f"{match[1]}{mark}{address}"

    text = _TAG.sub(lambda tag: _RAW.sub(rf"\g<1>{mark}", tag[0]), text)
    return _WRITTEN.sub(kept, _BELOW.sub(kept, text))


def as_from_mkdocs(html: str, key: str, base: str) -> str:
    """Return a rendered page as MkDocs and Jinja would have written it.

    `base` is the path of the site's address. A page without a text of its own, which may be shown at
    any address, names the first page by it.
    """
    mark = _mark(key)
    html = html.replace(mark, "").replace(mark.rstrip(":"), "")  # names of headings have no colons
    before, text, after = parted(html, key)
    if not text:
        bare = base.rstrip("/")
        before = before.replace(f'href="{bare}/"', f'href="{bare}/."')
        before = before.replace(f'data-base="{bare}"', f'data-base="{bare}/"')
    return f"{_plain(before)}{text}{_plain(after)}"


def _mark(key: str) -> str:
    """Return what no page can hold, since nothing that is typed knows the key of the build."""
    name = f"pfkept{key}"
    return name.ljust(-(-(len(name) + 1) // _TAB) * _TAB - 1, "x") + ":"


def _plain(frame: str) -> str:
    return _HERE.sub("", _SIGN.sub(lambda sign: _SIGNS[sign[0]], frame))
