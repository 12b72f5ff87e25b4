"""The parts of a page or a chart as a template has them, and as they are for each row."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.expanding.filling import (
    BRACED,
    HTML,
    MARKDOWN,
    PLAIN,
    Filling,
    Problem,
    read_filling,
    value_of,
)
from plainfigures.figures.declarations import ChartDeclaration, Page, SeriesDeclaration
from plainfigures.figures.expansions import PageTemplate, Place
from plainfigures.figures.typed import typed_numbers

__all__ = ["ChartTexts", "PageTexts"]

_WRITTEN = ("title", "subtitle", "says", "mixed")
_NAMED = ("events", "order", "shown")
_MAPPED = ("labels", "marks", "breaks")
_AMOUNT = re.compile(r"[£$€%]|[0-9][.,][0-9]")


class _Parts(Struct):
    """Takes texts apart, and remembers the names in them and what is wrong with any."""

    several: Collection[str]
    names: set[str] = field(default_factory=set)
    tested: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def read(self, text: str, kind: str = PLAIN) -> Filling:
        filling, problems = read_filling(text, self.several, kind)
        self.names |= filling.names
        self.tested |= filling.tested
        self.problems += problems
        return filling


class PageTexts:
    """The text of a page template and its settings, taken apart once.

    `names` are those in braces anywhere, `untested` those that stand in running text and that no
    macro is given.
    """

    def __init__(self, page: Page, slot: str, several: Collection[str], setting: str) -> None:
        self._page, self._slot, self._several = page, slot, several
        parts = _Parts(several)
        self._text = parts.read(page.text, MARKDOWN)
        self.problems = list(parts.problems)
        self._matter = {
            name: _taken_apart(value, parts) for name, value in page.meta.items() if name != setting
        }
        self.names = parts.names
        self.untested = parts.names - parts.tested

    def words(self, place: Place) -> tuple[str, ...]:
        """Return all that a row is called on its page, or that the page has from it."""
        return _words(self.names, place, self._slot)

    def page(self, place: Place, template: PageTemplate) -> Page:
        """Return the page of one row."""
        meta = {
            name: _put_together(part, place, self._slot, template, self._several)
            for name, part in self._matter.items()
        }
        if template.up_title:
            meta |= {"up": template.up, "up_title": template.up_title}
        return Page(
            path=f"docs/{place.address.rstrip('/')}.md",
            text=self._text.fill(place, self._slot, template.by_value),
            offset=self._page.offset,
            meta=meta,
            matter=_plainly(self._page.matter, place, self._slot),
            template=self._page.path,
            row=place.value,
            given=_given(self.names, place, self._slot, template),
        )


class ChartTexts:
    """A chart that is drawn for each page of a template, taken apart once."""

    def __init__(self, declared: ChartDeclaration, slot: str, several: Collection[str]) -> None:
        self._declared, self._slot, self._several = declared, slot, several
        parts = _Parts(several)
        self._texts = {
            name: parts.read(getattr(declared, name), HTML if name in _WRITTEN else PLAIN)
            for name in (*_WRITTEN, *_NAMED)
        }
        self._notes = [parts.read(one, HTML) for one in declared.notes]
        self._without = _taken_apart(list(declared.without), parts)
        self._maps = {
            name: [
                (parts.read(key), parts.read(value))
                for key, value in getattr(declared, name).items()
            ]
            for name in _MAPPED
        }
        self._series = [
            (parts.read(one.label), _taken_apart(list(one.figures), parts))
            for one in declared.series
        ]
        self.names, self.problems = parts.names, parts.problems

    def words(self, place: Place) -> tuple[str, ...]:
        """Return all that a row is called in its chart, or that the chart has from it."""
        return _words(self.names, place, self._slot)

    def chart(self, place: Place, template: PageTemplate) -> ChartDeclaration:
        """Return the chart of one row."""
        declared, slot = self._declared, self._slot

        def fill(filling: Filling) -> str:
            return filling.fill(place, slot, template.by_value)

        def fill_all(part: Any) -> tuple[str, ...]:
            return tuple(_put_together(part, place, slot, template, self._several))

        name = declared.id.replace(f"[{slot}]", place.slug)
        changed: dict[str, Any] = {key: fill(filling) for key, filling in self._texts.items()}
        for key, pairs in self._maps.items():
            changed[key] = {fill(one): fill(other) for one, other in pairs}
        return replace(
            declared,
            id=name,
            path=f"charts/{name}.yml",
            text=_plainly(declared.text, place, slot),
            series=tuple(
                SeriesDeclaration(fill(label), fill_all(figures)) for label, figures in self._series
            ),
            notes=tuple(map(fill, self._notes)),
            without=fill_all(self._without),
            page=place.address,
            template=declared.path,
            row=place.value,
            given=_given(self.names, place, slot, template),
            **changed,
        )


def _words(names: Iterable[str], place: Place, slot: str) -> tuple[str, ...]:
    texts = {place.value, place.name, place.slug, *(value_of(name, place, slot) for name in names)}
    return tuple(sorted(filter(None, texts), key=lambda text: (-len(text), text)))


def _given(
    names: Iterable[str], place: Place, slot: str, template: PageTemplate
) -> tuple[str, ...]:
    """Return the names of things that a row gives, as far as they hold a number among their letters.

    What is written as an amount, such as `12,345 calls`, is no name.
    """
    texts = {value_of(name, place, slot) for name in names}
    for near in place.several.values():
        texts |= {*near, *(template.by_value[one].name for one in near if one in template.by_value)}
    named = (one for one in texts if not _AMOUNT.search(one))
    lettered = (one for one in named if any(letter.isalpha() for letter in one))
    return tuple(sorted(one for one in lettered if any(typed_numbers(one))))


def _taken_apart(value: Any, parts: _Parts) -> Any:
    """Return a setting with its texts taken apart, at whatever depth."""
    if isinstance(value, str):
        return parts.read(value)
    if isinstance(value, list):
        return [_taken_apart(one, parts) for one in value]
    return value


def _put_together(
    part: Any, place: Place, slot: str, template: PageTemplate, several: Collection[str]
) -> Any:
    """Return a setting for a row; a list in a list becomes as many of its items."""
    if isinstance(part, Filling):
        return part.fill(place, slot, template.by_value)
    if not isinstance(part, list):
        return part
    found: list[Any] = []
    for one in part:
        lists = sorted(one.names & {*several}) if isinstance(one, Filling) else []
        if lists and isinstance(one, Filling):
            for value in place.several.get(lists[0], ()):
                other = replace(place, several={}, words={**place.words, lists[0]: value})
                found.append(one.fill(other, slot, template.by_value))
        else:
            found.append(_put_together(one, place, slot, template, several))
    return found


def _plainly(text: str, place: Place, slot: str) -> str:
    """Return a text as it would stand in a file, with the same lines: to find those of a mistake."""
    return BRACED.sub(lambda found: value_of(found[1], place, slot), text)
