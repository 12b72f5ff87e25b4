"""Rule: every picture is told in words."""

from collections.abc import Iterator

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.trees import tree
from plainfigures.figures.findings import Finding
from plainfigures.figures.made import MADE

__all__ = ["find"]

RULE = "image"


def find(site: FinishedSite) -> Iterator[Finding]:
    """A picture on a page has words for those who cannot see it. They say what it shows, in a sentence.

    Write them between the square brackets: ![What it shows](picture.png). A picture that says
    nothing, such as a pattern, is marked with { role="presentation" } after it.
    """
    for page in site.anew(RULE):
        found = list(_on_page(page))
        yield from found
        if not found:
            site.clean(RULE, page)


def _on_page(page: FinishedPage) -> Iterator[Finding]:
    if page.source is None or page.source.made or "<img" not in page.content:
        return
    for node in tree(page.content).iter("img"):
        by_macro = any(one.get(MADE) for one in (node, *node.iterancestors()))
        says_nothing = node.get("role") in {"presentation", "none"} or node.get("aria-hidden")
        if by_macro or says_nothing or (node.get("alt") or "").strip():
            continue
        file = node.get("src") or ""
        path, line = page.place(file.removeprefix("../")) if file else page.place()
        message = f'The picture "{file}" has no words for those who cannot see it.'
        remedy = f"Say what it shows between the square brackets: ![What it shows]({file})."
        yield Finding(RULE, message, remedy, path, line)
