"""All words of a site that editors typed, from pages, charts and the configuration."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.prose import MADE_TEXT, Passage, SourceText, passages
from plainfigures.figures.declarations import ChartDeclaration, Page

__all__ = ["CONFIGURATION", "TypedText", "typed_elsewhere", "typed_on_page"]

CONFIGURATION = "mkdocs.yml"

_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class TypedText(Struct, frozen=True):
    """A passage with the file it stands in; `beside` are its sentences with their figures.

    `page` is the page that it stands on, if it is on one only; `tested` says that a test on the
    figures holds it. `given` are names with numbers in them that come from the data.
    """

    passage: Passage
    path: str
    source: SourceText
    page: FinishedPage | None = None
    tested: bool = False
    beside: tuple[Passage, ...] = ()
    given: tuple[str, ...] = ()


def typed_elsewhere(site: FinishedSite) -> Iterator[TypedText]:
    """Yield what was typed for charts, then in the configuration."""
    for chart in site.charts.values():
        declared = chart.declared
        source = SourceText(declared.text)
        for text in _words_of(declared):
            passage = Passage(_MACRO.sub(MADE_TEXT, text))
            yield TypedText(passage, declared.path, source, given=declared.given)
        source = SourceText(declared.text)
        for written in chart.words:
            for passage in passages(written, ""):
                yield TypedText(Passage(""), declared.path, source, beside=(passage,))
    source = SourceText(site.configuration)
    for wording in site.stated:
        yield TypedText(Passage(wording.text), wording.path, source)


def typed_on_page(site: FinishedSite, page: FinishedPage) -> Iterator[TypedText]:
    """Yield what was typed on a page; nothing for a page that no editor wrote.

    What a made page says stands in declarations, which are looked at, and in the data.
    """
    if page.source is not None and not page.source.made:
        yield from _of_page(site, page, page.source)


def _of_page(site: FinishedSite, page: FinishedPage, file: Page) -> Iterator[TypedText]:
    whole = f"---\n{file.matter}---\n{file.text}" if file.offset else file.text
    source = SourceText(whole)
    code = any(page.address.startswith(one) for one in site.code_free)
    for passage in passages(page.content, site.key, page.made, code_free=code):
        yield TypedText(passage, file.path, source, page, beside=(passage,), given=file.given)
    source = SourceText(whole, macros=True)
    for wording in page.wordings:
        beside = tuple(passages(wording.written, ""))
        passage = Passage(" ".join(wording.text.split()))
        yield TypedText(passage, file.path, source, page, wording.tested, beside, file.given)
    source = SourceText(f"---\n{file.matter}", macros=True)
    for text in _texts(file.meta):
        passage = Passage(" ".join(text.split()))
        yield TypedText(passage, file.path, source, page, given=file.given)


def _words_of(chart: ChartDeclaration) -> list[str]:
    texts = [chart.title, chart.subtitle, *chart.notes, chart.says, chart.mixed]
    texts += [*chart.labels.values(), *(one.label for one in chart.series)]
    return [text for text in texts if text]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
