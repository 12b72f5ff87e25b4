"""Rule: opening a page asks nothing of another host."""

import re
from collections.abc import Iterator

from lxml import html as parser

from plainfigures.check.material import FinishedSite
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "outside"

_LOADED = (
    "//script/@src | //img/@src | //img/@srcset | //source/@src | //iframe/@src | //video/@src"
    " | //audio/@src | //object/@data | //embed/@src"
    " | //link[@rel='stylesheet' or @rel='preload' or @rel='preconnect' or @rel='icon'"
    " or @rel='modulepreload' or @rel='dns-prefetch' or @rel='manifest']/@href"
)
_CSS_URL = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:https?:)?//")


def find(site: FinishedSite) -> Iterator[Finding]:
    """A page loads nothing from another host: no font, no script, no picture, no counter. Nobody else
    learns who reads it. Links that a reader may follow are free.

    Keep the file within the site, or link to it instead.
    """
    for page in site.pages:
        tree = parser.fromstring(page.html)
        for link in dict.fromkeys(str(one) for one in tree.xpath(_LOADED)):
            own = bool(site.site_url) and link.startswith(site.site_url)
            if re.match(r"(?:https?:)?//", link) and not own:
                message = f'The page loads "{link}" from another host.'
                yield Finding(RULE, message, "Keep the file within the site.", page.address or "home page")
        styles = " ".join(str(one) for one in tree.xpath("//style/text() | //@style"))
        if _CSS_URL.search(styles):
            message = "A style on the page loads something from another host."
            yield Finding(RULE, message, "Keep the file within the site.", page.address or "home page")
