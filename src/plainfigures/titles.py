"""Pages that have one title, which nobody can tell apart in a list, in a search or among open tabs."""

import re
from collections.abc import Iterable, Iterator

from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import ADVICE, Finding

__all__ = ["title_findings"]

_HEADING = re.compile(r"^#\s+([^{\n]+?)\s*$", re.MULTILINE)


def title_findings(pages: Iterable[Page]) -> Iterator[Finding]:
    """Yield advice for each page whose title another page has, which comes before it.

    The title is what its settings say or else its heading, unless a macro writes that.
    """
    first: dict[str, Page] = {}
    for page in pages:
        heading = None if page.meta.get("title") else _HEADING.search(page.text)
        title = " ".join(str(page.meta.get("title") or (heading[1] if heading else "")).split())
        other = first.setdefault(title.casefold(), page)
        if not title or other is page:
            continue
        where = other.template or other.path
        if heading:
            line = page.offset + page.text.count("\n", 0, heading.start()) + 1
        else:
            line = page.line_of_setting("title")
        yield Finding(
            "page",
            f'Another page has the same title, "{title}": {where}.',
            "Give one of them another, so that readers can tell them apart in lists and tabs.",
            page.path,
            line,
            level=ADVICE,
        )
