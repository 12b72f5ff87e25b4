"""Two versions of a site held beside each other: what a change does to figures, words and charts."""

from plainfigures.config import SiteConfig

__all__ = ["preview_page"]


def preview_page(config: SiteConfig) -> str:
    """Return a whole page, as HTML, of what differs between a site and its last commit."""
    from plainfigures.comparing.as_page import preview_page as make  # loads what a build loads

    return make(config)
