"""Nothing can be seen before its time."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "embargo"


def find(material: Material) -> Iterator[Finding]:
    """A data package, a table or a row may carry an `embargo`: the moment from which it may be seen.
    Before that moment no page, list or download has it, and a sentence, chart or table that uses it
    stops the site. A moment that cannot be read holds back what it stands at.

    Write what to say until then, as in `figure("…", until="to be published later")`. Or put the
    passage between `{% if published("…") %}` and `{% endif %}`, or hold the whole page back with
    `publish_after`. An embargo hides nothing from those who can read the project: data that they may
    not see early belong in a private place.
    """
    return (one for one in material.found if one.rule == RULE)
