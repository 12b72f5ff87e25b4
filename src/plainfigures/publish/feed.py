"""`feed.xml`: what changed in the figures, as an Atom feed made from the datasets' own records."""

from collections.abc import Collection, Sequence
from pathlib import Path
from urllib.parse import quote

from lxml import etree
from msgspec import Struct

__all__ = ["Change", "write_feed"]

_SAFE = "/#@.~-_"
_ATOM = "http://www.w3.org/2005/Atom"


class Change(Struct, frozen=True):
    """One record of a change: an id, an ISO day, a title and a sentence or two.

    `address` is where in the site what changed is shown, such as `figures/money/`.
    """

    id: str
    date: str
    title: str
    text: str
    address: str = "changes/"


def write_feed(
    site: Path,
    name: str,
    address: str,
    changes: Sequence[Change],
    pages: Collection[str] | None = None,
) -> None:
    """Write the feed, newest change first; `address` is the site's, empty where not configured.

    `pages` are the addresses that the site has: what is shown on none of them leads to the first page.
    """

    def there(place: str) -> str:
        return place if pages is None or place.partition("#")[0] in pages else ""

    base = address.rstrip("/") + "/" if address else "./"
    identity = address or f"urn:plainfigures:{'-'.join(name.lower().split())}"
    newest = sorted(changes, key=lambda change: (change.date, change.id), reverse=True)
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    _add(feed, "id", identity)
    _add(feed, "title", f"{name}: changes in the figures")
    _add(feed, "updated", _stamp(newest[0].date if newest else "1970-01-01"))
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", name)
    _link(feed, "self", f"{base}feed.xml")
    _link(feed, "alternate", base + there("changes/"))
    for change in newest:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"{identity.rstrip('/')}/changes/{change.id}")
        _add(entry, "title", change.title)
        _add(entry, "updated", _stamp(change.date))
        _link(entry, "alternate", base + quote(there(change.address), safe=_SAFE))
        _add(entry, "summary", change.text)
    document = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    (site / "feed.xml").write_bytes(document)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: etree._Element, relation: str, address: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=address)


def _stamp(day: str) -> str:
    """Return a moment for an ISO day, or for the first day of a month."""
    return f"{day if len(day) > 7 else f'{day}-01'}T00:00:00Z"
