"""What is told of pages and charts: the words and values in them, old and new."""

from collections.abc import Iterator

from plainfigures.comparing.records import ADDED, CHANGED, HELD, REMOVED, Changes
from plainfigures.comparing.section import NOTHING, Section, count, place, where
from plainfigures.figures.formats import joined

__all__ = ["about_editing", "about_words"]


def about_words(changes: Changes) -> Iterator[Section]:
    """Yield the sentences, cells and charts that read differently."""
    yield _passages(changes)
    yield _turned(changes)
    yield from _charts(changes)


def about_editing(changes: Changes) -> Iterator[Section]:
    """Yield what editors changed in pages."""
    yield _titles(changes)
    yield _pages(changes)


def _passages(changes: Changes) -> Section:
    return Section(
        "Sentences and cells that read differently",
        "",
        ("Where", "Before", "After"),
        tuple(
            (where(page.path, one.line, one.where), one.old, one.new)
            for page in changes.pages
            for one in page.passages
        ),
        before=1,
    )


def _turned(changes: Changes) -> Section:
    return Section(
        "Words that turned",
        "The macros write these from the figures. Read the sentences around them again.",
        ("Where", "Before", "After"),
        tuple(
            (place(page.path, one.line), *words)
            for page in changes.pages
            for one in page.passages
            for words in one.turned
        ),
        before=1,
    )


def _charts(changes: Changes) -> Iterator[Section]:
    moved = [one for one in changes.charts if one.what == CHANGED]
    yield Section(
        "Words of charts",
        "",
        ("Chart", "What", "Before", "After"),
        tuple(
            (one.name, part.name, part.old or NOTHING, part.new or NOTHING)
            for one in moved
            for part in one.parts
        ),
        before=2,
    )
    yield Section(
        "Values in charts",
        "",
        ("Chart", "Value", "Before", "After"),
        tuple(
            (one.name, part.name, part.old or NOTHING, part.new or NOTHING)
            for one in moved
            for part in one.values
        ),
        before=2,
    )
    yield Section(
        "Charts that came or went",
        "",
        ("Chart", "Title", "What became of it"),
        tuple(
            (one.name, one.title, "new" if one.what == ADDED else "gone")
            for one in changes.charts
            if one.what != CHANGED
        ),
    )


def _titles(changes: Changes) -> Section:
    return Section(
        "Titles and descriptions of pages",
        "",
        ("Page", "What", "Before", "After"),
        tuple(
            (page.path, part.name, part.old or NOTHING, part.new or NOTHING)
            for page in changes.pages
            for part in page.parts
        ),
        before=2,
    )


def _pages(changes: Changes) -> Section:
    words = {
        ADDED: "new page",
        REMOVED: "page is gone",
        CHANGED: "edited",
        HELD: "held back until its time comes",
    }
    return Section(
        "Pages that came, went or have other words",
        "How many sentences editors took out and put in, and how many rows and entries the macros "
        "write less and more. The words themselves are in the comparison that git makes.",
        ("Page", "What", "Taken out", "Put in"),
        tuple(
            (
                page.path,
                words[page.what],
                _sizes(page.gone, page.rows_gone),
                _sizes(page.new, page.rows_new),
            )
            for page in changes.pages
            if page.what != CHANGED or page.gone or page.new or page.rows_gone or page.rows_new
        ),
    )


def _sizes(sentences: int, rows: int) -> str:
    said = [
        count(sentences, "sentence", "sentences"),
        count(rows, "cell or entry", "cells and entries"),
    ]
    return joined(one for one in said if one) or NOTHING
