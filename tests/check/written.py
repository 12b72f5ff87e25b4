"""A page of the fire service as a build finishes it, for the rules on typed words."""

from collections.abc import Sequence
from functools import cache

import markdown
import yaml

from plainfigures.check import FinishedPage, FinishedSite
from plainfigures.check.material import FinishedChart
from plainfigures.figures.declarations import AllowedNumber, Page, Wording
from plainfigures.figures.made import BEGIN, END, page_text, without_marks
from plainfigures.read import split_front_matter
from plainfigures.write import Desk, render_page
from tests.write.desks import EXTENSIONS, make_desk

__all__ = ["PATH", "finished"]

PATH = "docs/page.md"


@cache
def _shared_desk() -> Desk:
    return make_desk()


def finished(
    text: str,
    allowed: Sequence[AllowedNumber] = (),
    stated: Sequence[Wording] = (),
    code_free: Sequence[str] = (),
    own_words: Sequence[str] = (),
    desk: Desk | None = None,
    configuration: str = "",
) -> FinishedSite:
    """Return a finished site of one page with this text, front matter and all."""
    desk = desk or _shared_desk()
    matter, body, offset = split_front_matter(text)
    page = Page(PATH, body, offset, yaml.safe_load(matter) or {}, matter)
    rendered = render_page(page, desk)
    assert rendered.findings == []
    inner = markdown.markdown(rendered.marked, extensions=EXTENSIONS)
    html = f"<html><body>{BEGIN.format(desk.key)}{inner}{END.format(desk.key)}</body></html>"
    made = FinishedPage(
        "page/",
        without_marks(html, desk.key),
        PATH,
        tuple(text.splitlines()),
        page,
        page_text(html, desk.key),
        rendered.made,
        rendered.wordings,
    )
    charts = {}
    for name, declared in desk.charts.declarations.items():
        words = desk.charts.words(name)
        charts[name] = FinishedChart(declared, words.figures, words.written)
    return FinishedSite(
        (made,),
        frozenset(),
        desk.catalogue,
        charts=charts,
        key=desk.key,
        stated=tuple(stated),
        configuration=configuration,
        allowed=tuple(allowed),
        code_free=tuple(code_free),
        own_words=tuple(own_words),
    )
