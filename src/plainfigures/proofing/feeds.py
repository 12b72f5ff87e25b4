"""The feed and the sitemap: well-formed, as their standards have them, and leading somewhere."""

from functools import cache
from pathlib import Path

from lxml import etree

from plainfigures.proofing.addresses import Ground, take_address
from plainfigures.proofing.sheets import Fault, Sheet
from plainfigures.proofing.texts import xml_of

__all__ = ["look_at_feed", "look_at_sitemap"]

_SCHEMAS = Path(__file__).parent / "schemas"
_ATOM = "{http://www.w3.org/2005/Atom}"
_MOST_PAGES = 50_000
"""So many addresses may stand in one sitemap (sitemaps.org, protocol 0.9)."""
_AGAIN = "Build again. If it stays, pass it on to whoever looks after the program."


@cache
def _schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.XML((_SCHEMAS / f"{name}.rng").read_bytes()))


def _held_against(name: str, content: bytes, sheet: Sheet) -> etree._Element | None:
    """Return the tree of a file that is as its standard has it; else None, with why in `sheet`."""
    root = xml_of(content, sheet)
    if root is None:
        return None
    schema = _schema(name)
    if schema.validate(root):
        return root
    error = schema.error_log[0]
    reason = error.message.replace("{http://www.w3.org/2005/Atom}", "")
    message = f"Line {error.line} is not as programs that read it expect: {reason}."
    sheet.faults.append(Fault(message, _AGAIN))
    return None


def look_at_feed(file: str, content: bytes, site_url: str) -> Sheet:
    """Read the Atom feed (RFC 4287)."""
    sheet, ground = Sheet(), Ground(file, site_url)
    root = _held_against("atom", content, sheet)
    if root is None:
        return sheet
    names = [node.text or "" for node in root.iter(f"{_ATOM}id")]
    for name in dict.fromkeys(one for one in names if names.count(one) > 1):
        message = f'Two entries of the feed have the same id, "{name}".'
        remedy = "Give each record in datasets/sources/revisions.csv an id of its own."
        sheet.faults.append(Fault(message, remedy, name.rpartition("/")[2]))
    for link in root.iter(f"{_ATOM}link"):
        address = link.get("href", "")
        if site_url and not address.startswith(site_url.rstrip("/")):
            message = f'The feed has "{address}", and a reader of feeds needs the whole address.'
            sheet.faults.append(Fault(message, _AGAIN))
        take_address(sheet, ground, address)
    for entry in root.iter(f"{_ATOM}entry"):
        title, summary = (entry.findtext(f"{_ATOM}{name}") or "" for name in ("title", "summary"))
        sheet.entries.append((title, summary))
    return sheet


def look_at_sitemap(file: str, content: bytes, site_url: str) -> Sheet:
    """Read the sitemap (sitemaps.org, protocol 0.9)."""
    sheet, ground = Sheet(), Ground(file, site_url)
    root = _held_against("sitemap", content, sheet)
    addresses = [node.text or "" for node in root.iter("{*}loc")] if root is not None else []
    if len(addresses) > _MOST_PAGES:
        message = f"The sitemap has {len(addresses):,} addresses, and {_MOST_PAGES:,} are allowed."
        sheet.faults.append(
            Fault(message, "Part the site, or ask for the program to part the map.")
        )
    for address in addresses:
        if site_url and not address.startswith(f"{site_url.rstrip('/')}/"):
            message = f'The sitemap has "{address}", which is not below the address of the site.'
            sheet.faults.append(
                Fault(message, "Correct “site_url” in mkdocs.yml, and build again.")
            )
        take_address(sheet, ground, address)
    return sheet
