"""Rule: residents' pages are in plain words and short sentences."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.prose import SourceText
from plainfigures.check.running_text import Terms, TextSentence, sentences_of, text_sentences
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.figures.readability import AGE_ABOVE_GRADE, PageReading, Weight

__all__ = ["count", "find", "page_readings", "syllables"]

RULE = "reading"

_GLOSSARY = "glossary/terms"
_CONFIGURATION = "mkdocs.yml"
_ENOUGH = 100
"""Words that a page must have before its mean says anything."""
_A_SENTENCE = 8
"""Words that a sentence must have before its own grade says anything."""
_LONG_WORD = 4
"""Syllables of a word that is worth a second thought."""
_ENDS = (".", "!", "?")
"""How a cell of a table ends that holds sentences."""
_NAMED = 5
"""How many hard words, or first words of a sentence, a finding names."""


class _Read(Struct, frozen=True):
    """A sentence with what it weighs, and its words in which syllables count."""

    sentence: TextSentence
    weight: Weight
    plain: tuple[str, ...]


def find(site: FinishedSite) -> Iterator[Finding]:
    """Residents' pages are in short sentences and plain words. A sentence has up to 25 words, on a page
    and in a table. A page has a Flesch-Kincaid grade of up to 7, about what can be read at the age
    of twelve. A figure counts as one easy word, and so does each word of a term in the glossary and
    of a name. This is advice: it never stops a build, and `plainfigures check` alone gives it.

    Make two sentences of a long one. Put a shorter word in the place of a long one, or explain it in
    the glossary. The limits are under `reading` in mkdocs.yml.
    """
    limits = site.reading
    for problem in limits.problems:
        remedy = 'Write it as "grade: 7", "sentence: 25" or "leave_out: [editing/]".'
        yield Finding(RULE, problem, remedy, _CONFIGURATION, limits.line, level=ADVICE)
    terms = _terms(site)
    yield from _in_tables(site, limits.sentence)
    for page in _pages(site):
        read = _read(site, page, terms)
        yield from _long_sentences(page, read, limits.sentence)
        weight = _sum(read)
        if weight.words >= _ENOUGH and weight.grade > limits.grade:
            yield _hard_page(page, read, f"{limits.grade:f}")


def count(site: FinishedSite) -> int:
    """Return how many pages are for residents."""
    return sum(1 for _ in _pages(site))


def page_readings(site: FinishedSite) -> list[PageReading]:
    """Return how hard each residents' page with running text is, in the order of the pages."""
    terms = _terms(site)
    found = []
    for page in _pages(site):
        read = _read(site, page, terms)
        longest = max((one.weight.words for one in read), default=0)
        if longest:
            found.append(PageReading(page.path, _sum(read), longest))
    return found


def _pages(site: FinishedSite) -> Iterator[FinishedPage]:
    """Yield the pages that an editor wrote for residents."""
    for page in site.pages:
        written = page.source is not None and not page.source.made
        if written and site.reading.concerns(page.address):
            yield page


def _terms(site: FinishedSite) -> Terms:
    catalogue = site.catalogue
    names = [*catalogue.bodies.values(), *catalogue.areas.values()]
    names += [source.title for source in catalogue.sources.values()]
    glossary = catalogue.resources.get(_GLOSSARY)
    for row in glossary.rows if glossary else ():
        names += [row.cells.get("term", ""), row.cells.get("short_for", "")]
    return Terms(names)


@cache
def syllables(word: str) -> int:
    """Return how many syllables an English word has: as a dictionary has it, else by its hyphens."""
    from textstat import syllable_count  # its dictionary takes most of a second to load

    return max(int(syllable_count(word)), 1)


def _read(site: FinishedSite, page: FinishedPage, terms: Terms) -> list[_Read]:
    found = []
    for sentence in text_sentences(page.content, site.key):
        words = terms.plain(sentence)
        if words:
            spoken = sum(sum(map(syllables, word)) or 1 for word in words)
            weight = Weight(len(words), spoken, 1)
            found.append(_Read(sentence, weight, tuple(part for word in words for part in word)))
    return found


def _sum(read: list[_Read]) -> Weight:
    return sum((one.weight for one in read), Weight())


def _long_sentences(page: FinishedPage, read: list[_Read], limit: int) -> Iterator[Finding]:
    file = _file(page)
    for one in read:
        if one.weight.words <= limit:
            continue
        line, column = file.find(one.sentence.paragraph, *one.sentence.first_typed)
        yield _too_long(one.sentence, limit, page.path, line, column)


def _in_tables(site: FinishedSite, limit: int) -> Iterator[Finding]:
    """Find long sentences in the tables, which macros put on pages and which are published as data."""
    for resource in site.catalogue.resources.values():
        for row in resource.rows:
            texts = (text for text in row.cells.values() if text.endswith(_ENDS))
            for sentence in (one for text in texts for one in sentences_of(text)):
                if len(sentence.words) > limit:
                    yield _too_long(sentence, limit, resource.path, row.line)


def _too_long(sentence: TextSentence, limit: int, path: str, line: int, column: int = 0) -> Finding:
    message = (
        f'The sentence "{_beginning(sentence)} …" has {len(sentence.words)} words; '
        f"the house limit is {limit}."
    )
    remedy = "Make two sentences of it, or leave out what it can do without."
    return Finding(RULE, message, remedy, path, line, column, level=ADVICE)


def _hard_page(page: FinishedPage, read: list[_Read], limit: str) -> Finding:
    weight = _sum(read)
    hardest = max(
        (one for one in read if one.weight.words >= _A_SENTENCE),
        key=lambda one: one.weight.grade,
        default=read[0],
    )
    line, column = _file(page).find(hardest.sentence.paragraph, *hardest.sentence.first_typed)
    message = (
        f"The page reads at grade {weight.grade}, about the age of "
        f"{round(weight.grade) + AGE_ABOVE_GRADE}; the house limit is grade {limit}. Its hardest "
        f'sentence begins "{_beginning(hardest.sentence)} …".'
    )
    words = _hard_words(read)
    remedy = "Shorten its sentences, or say it in shorter words."
    if words:
        named = ", ".join(f'"{word}"' for word in words)
        remedy = f"{remedy} The longest words that come most often are {named}."
    return Finding(RULE, message, remedy, page.path, line, column, level=ADVICE)


def _hard_words(read: list[_Read]) -> list[str]:
    """Return the words of many syllables that a page uses most often, which no term excuses."""
    often: dict[str, int] = {}
    for word in (word.lower() for one in read for word in one.plain):
        if syllables(word) >= _LONG_WORD:
            often[word] = often.get(word, 0) + 1
    return sorted(often, key=lambda word: (-often[word], word))[:_NAMED]


def _beginning(sentence: TextSentence) -> str:
    return " ".join(sentence.shown.split()[:_NAMED]).replace('"', "'")


def _file(page: FinishedPage) -> SourceText:
    """Return the text of a page's file, to find words in."""
    file = page.source
    if file is None:
        return SourceText("")
    return SourceText(f"---\n{file.matter}---\n{file.text}" if file.offset else file.text)
