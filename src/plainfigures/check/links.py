"""Rule: every link, anchor, image and download within the site resolves."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.trees import attributes, ids
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "link"

_LINKS = {"a": ("href",), "link": ("href",), "img": ("src",), "script": ("src",)}


def find(site: FinishedSite) -> Iterator[Finding]:
    """Every link to another page or to a place on a page, every image and every download leads to
    something that is there.

    Correct the address in the page. Link to a page by its file: [Money](finance/index.md).
    """
    anchors: dict[str, set[str]] = {}
    links: list[tuple[FinishedPage, str]] = []
    for page in site.pages:
        anchors[page.address] = ids(page.html)
        found = (value for _, _, value in attributes(page.html, _LINKS))
        links += [(page, link) for link in dict.fromkeys(found)]
    base = urlsplit(site.site_url).path.rstrip("/") + "/"
    told: set[str] = set()
    elsewhere: list[tuple[str, str, str]] = []
    for page, link in links:
        message = _problem(page, link, site, anchors, base)
        if not message:
            continue
        path, line = page.place(link)
        meant = posixpath.normpath(posixpath.join(page.address, link))
        if line:
            told.add(meant)
            yield Finding(RULE, message, "Correct the link in the page.", path, line)
        else:
            elsewhere.append((meant, message, path))
    for meant, message, path in elsewhere:
        # Not in a page's own text, so it comes from a template or from a page that another takes in.
        if meant not in told:
            told.add(meant)
            yield Finding(RULE, message, "Correct it where it comes from.", path)


def _problem(
    page: FinishedPage, link: str, site: FinishedSite, anchors: dict[str, set[str]], base: str
) -> str:
    own = site.site_url.rstrip("/")
    if own and (link == own or link.startswith(f"{own}/")):
        link = base + link[len(own) :].lstrip("/")
    try:
        parts = urlsplit(link)
    except ValueError:
        return f'The link "{link}" is no address.'
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        path = parts.path.removeprefix(base).removeprefix(".")
    else:
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(page.address), parts.path or ".")
        )
        if not parts.path:
            path = page.address
        elif parts.path.endswith(("/", ".")) or path == ".":
            path = "" if path == "." else f"{path}/"
    path = unquote(path)
    target = f"{path}index.html" if path.endswith("/") or not path else path
    if target not in site.files and _addresses(target) & site.held:
        return (
            f'The link "{link}" leads to a page that is held back until its time. Take the link out '
            "until then, or hold this page back too (publish_after)."
        )
    if target not in site.files:
        return f'The link "{link}" leads to nothing.'
    address = target.removesuffix("index.html") if target.endswith("index.html") else target
    fragment = unquote(parts.fragment)
    if fragment and address in anchors and fragment not in anchors[address]:
        return f'The link "{link}" leads to a place that is not on that page.'
    return ""


def _addresses(target: str) -> set[str]:
    """Return the addresses of a page to which `target`, a file of the site or of docs/, may lead."""
    name = target.removesuffix("index.html").removesuffix("index.md")
    return {name, f"{name.removesuffix('.md')}/"}
