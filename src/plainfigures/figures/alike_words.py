"""Words that ask for the same: how near a word that somebody looks for is to one that stands there."""

from collections.abc import Iterable
from functools import cache

__all__ = ["PASSED_OVER", "how_near", "words_of"]

PASSED_OVER = frozenset({
    "a", "an", "and", "are", "at", "be", "by", "did", "do", "does", "for", "from", "had", "has",
    "have", "how", "in", "is", "it", "its", "many", "much", "of", "on", "or", "our", "that",
    "the", "their", "this", "to", "was", "were", "what", "when", "where", "which", "who", "whose",
    "will", "with",
})  # fmt: skip
"""Words that say nothing of what is looked for."""

_ALIKE = (
    "spend spending spent cost expenditure outlay outturn",
    "overspend overspent overspending variance pressure shortfall",
    "underspend underspent variance saving",
    "staff workforce employee worker personnel",
    "vacancy vacant unfilled",
    "share percentage percent proportion rate ratio",
    "grade judgement rating rated mark verdict",
    "promise commitment pledge action",
    "target goal aim",
    "forecast projected projection expected prediction",
    "budget allocation plan",
    "actual outturn final",
    "meeting date day",
    "rise increase growth",
    "fall decrease reduction drop cut",
    "total overall all sum",
    "average mean typical",
    "number count",
    "report paper document source publication release",
)
"""Words that writers of reports and readers use for the same, whatever the report is about."""

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", ""))
_LEAST = 4
"""Letters that a word has at least without its ending."""
_TYPING_ERROR = 0.79


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text, in small letters and without what joins them."""
    plain = text.lower().replace("\u2019", "'").replace("'s", "").replace("'", "")
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()


def how_near(wanted: str, known: Iterable[str]) -> dict[str, float]:
    """Return those of the `known` words that `wanted` may stand for, with how near each is: 0 to 1.

    One is the very word; then come another ending, a word for the same, a beginning, and a slip of
    the finger. A number is only ever itself.
    """
    from rapidfuzz import fuzz, process  # slow to import, and only needed here

    words = list(known)
    if wanted.isdecimal():
        return {wanted: 1.0} if wanted in words else {}
    found = {word: _kinship(wanted, word) for word in words}
    for word, score, _ in process.extract(
        wanted, words, scorer=fuzz.ratio, limit=None, score_cutoff=_TYPING_ERROR * 100
    ):
        if len(wanted) >= _LEAST and not word.isdecimal():
            found[word] = max(found[word], score / 100 * 0.85)
    return {word: near for word, near in found.items() if near}


def _kinship(wanted: str, word: str) -> float:
    if wanted == word:
        return 1.0
    if stem(wanted) == stem(word):
        return 0.97
    if stem(word) in _alike_to(stem(wanted)):
        return 0.85
    if len(wanted) >= _LEAST and word.startswith(wanted):
        return 0.9
    shared = 0
    for one, other in zip(wanted, word, strict=False):
        if one != other:
            break
        shared += 1
    return 0.8 if shared > _LEAST and shared >= 0.65 * max(len(wanted), len(word)) else 0.0


@cache
def stem(word: str) -> str:
    """Return a word without the commonest English endings."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _LEAST:
            return word.removesuffix(ending) + instead
    return word


@cache
def _alike_to(wanted: str) -> frozenset[str]:
    groups = ({stem(word) for word in group.split()} for group in _ALIKE)
    return frozenset(word for group in groups if wanted in group for word in group)
