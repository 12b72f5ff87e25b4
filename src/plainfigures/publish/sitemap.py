"""`sitemap.xml`: the pages, each dated by the newest figure on it, never by the build."""

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

__all__ = ["write_sitemap"]

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(site: Path, address: str, pages: Mapping[str, str]) -> None:
    """Write the sitemap; `pages` gives each page's newest ISO date, or "" where it has none.

    A sitemap needs full addresses: with no site address configured, it lists paths from the root.
    """
    base = address.rstrip("/") + "/" if address else "/"
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap={None: _SITEMAP})  # type: ignore[dict-item]
    for page, dated in sorted(pages.items()):
        entry = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        etree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = base + page
        if dated:
            etree.SubElement(entry, f"{{{_SITEMAP}}}lastmod").text = dated
    document = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    (site / "sitemap.xml").write_bytes(document)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
