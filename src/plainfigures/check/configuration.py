"""Rule: the site says who publishes it, how to reach them, and where it lies."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import ADVICE, ERROR, Finding

__all__ = ["NEEDED", "count", "find"]

RULE = "configuration"

NEEDED = {
    "publisher": "who publishes the site",
    "contact": "how to reach them, as an e-mail or web address",
    "site_url": "the address at which the site will stand",
}


def count(material: Material) -> int:
    """Return how many settings are looked at."""
    return len(NEEDED) if material.configuration else 0


def find(material: Material) -> Iterator[Finding]:
    """The configuration, mkdocs.yml, says who publishes the site, how to reach them and where the site
    will stand. Until it does, pages say that this is not yet known.

    Fill the settings in. Only a release build (`--release`) refuses a site without them.
    """
    for name, (value, line) in material.configuration.items():
        if name in NEEDED and not value:
            yield Finding(
                RULE,
                f'"{name}" is empty: {NEEDED[name]}.',
                "Fill it in before the site is published.",
                "mkdocs.yml",
                line,
                level=ERROR if material.release else ADVICE,
            )
