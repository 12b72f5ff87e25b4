"""Rule: the headings of a page are in order."""

from collections.abc import Iterator

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.prose import SourceText
from plainfigures.check.trees import tree
from plainfigures.figures.findings import Finding
from plainfigures.figures.made import GAP, MADE

__all__ = ["find"]

RULE = "heading"

_LEVELS = {f"h{level}": level for level in range(1, 7)}


def find(site: FinishedSite) -> Iterator[Finding]:
    """A page has one title, the line that begins with one #. Its parts begin with ##, their parts with
    ###, and no level is left out. Those who listen to a page find their way by its headings.

    Write the heading with as many # as the finding says.
    """
    for page in site.anew(RULE):
        found = list(_on_page(page))
        yield from found
        if not found:
            site.clean(RULE, page)


def _on_page(page: FinishedPage) -> Iterator[Finding]:
    if page.source is None or page.source.made:
        return
    file = page.source
    source = SourceText(f"---\n{file.matter}---\n{file.text}" if file.offset else file.text)
    before = 1
    titles = 0
    for node in tree(page.content).iter(*_LEVELS) if page.content.strip() else ():
        level = _LEVELS[str(node.tag)]
        words = " ".join(str(node.text_content()).split())
        by_macro = any(one.get(MADE) for one in (node, *node.iterancestors()))
        titles += level == 1
        if by_macro or GAP in words:
            pass
        elif not words:
            message = "A heading has no words."
            yield Finding(RULE, message, "Give it some, or take its # away.", page.path)
        elif level == 1 and titles > 1:
            message = f'"{words}" is another title, and a page has one.'
            place = source.find(words, 0, len(words))
            yield Finding(RULE, message, "Begin it with ##.", page.path, *place)
        elif level > before + 1:
            message = f'The heading "{words}" leaves a level out: it follows one of level {before}.'
            remedy = f"Begin it with {'#' * (before + 1)}."
            yield Finding(RULE, message, remedy, page.path, *source.find(words, 0, len(words)))
        before = level
