"""Rule: the site says who publishes it, how to reach them, and where it lies."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from plainfigures.figures.placeholders import placeholder_in

__all__ = ["NEEDED", "count", "find"]

RULE = "configuration"

NEEDED = {
    "publisher": "who publishes the site",
    "contact": "how to reach them, as an e-mail or web address",
    "site_url": "the address at which the site will stand",
    "answer_within": "how soon you answer those who write, such as “ten working days”",
}
"""What each setting says. A setting that the configuration does not have is not asked for."""


def count(material: Material) -> int:
    """Return how many settings are looked at."""
    return sum(name in NEEDED for name in material.configuration)


def find(material: Material) -> Iterator[Finding]:
    """The configuration, mkdocs.yml, says who publishes the site, how to reach them, how soon they
    answer, and where the site will stand. Until it does, pages say that this is not yet known.

    Fill the settings in, with no “TBC” or “example.com” left. Only a release build (`--release`)
    refuses a site without them.
    """
    yield from (one for one in material.found if one.rule == RULE)
    meant = {one.suggestion for one in material.found if one.rule == RULE}
    for name, (value, line) in material.configuration.items():
        if name not in NEEDED or (not value and name in meant):
            continue  # a name that is almost this one has a finding of its own
        placeholder = placeholder_in(value)
        if not value.strip() or placeholder:
            words = f'still holds a placeholder, "{placeholder}"' if placeholder else "is empty"
            yield Finding(
                RULE,
                f'"{name}" {words}: {NEEDED[name]}.',
                "Fill it in before the site is published.",
                "mkdocs.yml",
                line,
                level=ERROR if material.release else ADVICE,
            )
