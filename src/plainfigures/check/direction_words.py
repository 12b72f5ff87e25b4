"""Rule: a word that says a direction agrees with the figures beside it."""

from collections.abc import Iterable, Iterator

from plainfigures.check.directions import (
    TIMES,
    DirectionWord,
    Sentence,
    direction_words,
    says_times,
    sentences,
)
from plainfigures.check.held_words import HeldWords, Verdict
from plainfigures.check.material import FinishedPage, FinishedSite
from plainfigures.check.typed_text import TypedText, typed_elsewhere, typed_on_page
from plainfigures.figures.findings import Finding
from plainfigures.figures.made import GAP

__all__ = ["find"]

RULE = "direction-word"
_ON_VALUES = ("as-published", "read-as", "table", "figure-parts", "series", "formula")


def find(site: FinishedSite) -> Iterator[Finding]:
    """Words count too. Beside a figure, “rose”, “fell”, “doubled”, “more than”, “higher”, “almost all”,
    “largest” and their like must be borne out by the figures in the same sentence. With one figure,
    a word of change is held against the period before in its series. What stands in quotation marks
    is somebody else's word and is free.

    Let `change(…)` write the word, or write it with `said(…)` and a test on the figures. Or say it in
    other words.
    """
    held = HeldWords(site.catalogue, lambda figure: site.is_doubted(figure, _ON_VALUES))
    for page in site.pages:
        yield from _against_tests(page, site.outline(page).tested, held)
    for page in site.anew(RULE, held.behind):
        held.asked.clear()
        found = list(_found(typed_on_page(site, page), held))
        yield from found
        if not found and site.whole:  # what hangs on a mistake may not hold without it
            site.clean(RULE, page, held.asked, held.behind)
    yield from _found(typed_elsewhere(site), held)


def _found(texts: Iterable[TypedText], held: HeldWords) -> Iterator[Finding]:
    for typed in texts:
        if typed.tested:
            continue
        for passage in typed.beside:
            for sentence in sentences(passage):
                if not sentence.figures and not says_times(sentence.text):
                    continue
                if GAP in sentence.text:
                    continue  # the figure that it speaks of has a finding of its own
                for word in direction_words(sentence.text):
                    if not sentence.figures and word.kind != TIMES:
                        continue
                    verdict = held.weigh(word, sentence)
                    if not verdict.agrees:
                        yield _finding(typed, sentence, word, verdict)


def _against_tests(
    page: FinishedPage, tested: Iterable[tuple[str, str]], held: HeldWords
) -> Iterator[Finding]:
    """Find words written with a test that says the opposite."""
    for text, test in tested:
        for word in direction_words(text):
            verdict = held.against_its_test(word, test)
            if verdict.agrees is False:
                path, line = page.place(text)
                message = f'The word "{word.text}" does not go with its test: {verdict.why}.'
                yield Finding(RULE, message, "Correct the word or the test.", path, line)


def _finding(
    typed: TypedText, sentence: Sentence, word: DirectionWord, verdict: Verdict
) -> Finding:
    start = sentence.start + word.start
    line, column = typed.source.find(sentence.passage.text, start, start + len(word.text))
    if verdict.agrees is None:
        message = f'The word "{word.text}" is held against no figure.'
        remedy = (
            f'Write {{{{ said("{word.text}", "TEST") }}}} with a test on the figures, such as '
            '"a/b/c > a/b/d". Or use change(…), or other words.'
        )
    else:
        message = f'The word "{word.text}" does not agree with the figures: {verdict.why}.'
        remedy = "Correct the word, or let change(…) write it."
    return Finding(RULE, message, remedy, typed.path, line, column)
