"""Words for figures that are not alike: refused, unless the editor says in words what is mixed."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from plainfigures.errors import MixProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import ChartDeclaration
from plainfigures.figures.mixes import kind_words, mixes_of, say_mixes
from plainfigures.figures.records import Figure
from plainfigures.write.markup import inline

__all__ = ["kinds_in", "refuse_joined", "said_mix"]

FEWEST_WORDS, FEWEST_LETTERS = 2, 8
"""With fewer nobody can say what is put beside what."""
_WORD = re.compile(r"[^\W\d_]+")


def said_mix(
    catalogue: Catalogue, first: Figure, second: Figure, mixed: str | None = None
) -> Markup:
    """Return what stands behind a comparison of two figures: the words of `mixed` in brackets.

    Raises MixProblem where the two differ in basis, status or body and nothing says so, and where
    it is said although they do not.
    """
    mixes = mixes_of(catalogue, (first, second))
    words = (mixed or "").strip()
    if mixes and not words:
        raise MixProblem(
            f'"{first.reference}" and "{second.reference}" cannot be compared without a word: '
            f"{say_mixes(mixes)}.",
            "Give two figures that are alike, or say what is mixed, such as "
            "mixed='a forecast against a final figure'; the words then stand in brackets.",
        )
    if mixes:
        _refuse_empty(words)
    if words and not mixes:
        raise MixProblem(
            f'"{first.reference}" and "{second.reference}" are alike, so nothing is mixed.',
            "Take mixed=… out.",
        )
    return inline(f" ({words})") if words else Markup("")


def kinds_in(
    catalogue: Catalogue, declared: ChartDeclaration, figures: Sequence[Figure]
) -> dict[str, str]:
    """Return what kind of figure each is, by its reference; empty where all of a chart are alike.

    Raises MixProblem where they are not and the chart does not say so, or says so untruly.
    """
    mixes = mixes_of(catalogue, figures, provisional_is_marked=True)
    if mixes and not declared.mixed:
        drawn = declared.events or declared.series[0].figures[0]
        raise MixProblem(
            f'The chart puts figures together that are not alike ("{drawn}"): {say_mixes(mixes)}.',
            "Draw those that are alike, or add a line that says what is mixed, such as "
            'mixed: "forecasts beside final figures".',
        )
    if mixes:
        _refuse_empty(declared.mixed)
    if declared.mixed and not mixes:
        raise MixProblem(
            'The chart says what is mixed ("mixed:"), and all its figures are alike.',
            "Take the line “mixed:” out.",
        )
    return {one.reference: kind_words(catalogue, one, mixes) for one in figures} if mixes else {}


def _refuse_empty(words: str) -> None:
    """Raise MixProblem where what is said of a mix tells a reader nothing."""
    said = _WORD.findall(words)
    if len(said) < FEWEST_WORDS or len("".join(said)) < FEWEST_LETTERS:
        raise MixProblem(
            f'"{words}" does not tell a reader what is mixed.',
            "Say it in words, such as “a forecast against a final figure”.",
        )


def refuse_joined(catalogue: Catalogue, patterns: Sequence[str], figures: Sequence[Figure]) -> None:
    """Raise MixProblem where a line would join figures that are not alike, such as a forecast and an
    outturn: saying so does not help, since the line would still show a way that nobody published.
    """
    mixes = mixes_of(catalogue, figures, provisional_is_marked=True)
    if mixes:
        raise MixProblem(
            f'The line through "{patterns[0]}" joins figures that are not alike: '
            f"{say_mixes(mixes)}.",
            "Give each kind a series of its own, so that no line joins them, and say what is mixed "
            "(mixed:); or use bars.",
        )
