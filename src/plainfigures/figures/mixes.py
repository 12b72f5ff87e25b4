"""What keeps published figures from being compared: another basis, another status, another body."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import joined
from plainfigures.figures.records import Figure

__all__ = ["Mix", "kind_words", "mixes_of", "say_mixes"]

_STATUS_WORDS = {
    "budget": "budget",
    "forecast": "forecast",
    "outturn": "outturn (final)",
    "actual": "actual",
    "provisional": "provisional",
    "target": "target",
}

_RESULTS = {"outturn": "result", "actual": "result", "provisional": "result"}
"""Statuses that all say what came about: beside one another where provisional values are marked."""


class Mix(Struct, frozen=True):
    """A part in which figures differ: "basis", "status" or "body", and the titles that it has."""

    part: str
    titles: tuple[str, ...]


def mixes_of(
    catalogue: Catalogue, figures: Iterable[Figure], *, provisional_is_marked: bool = False
) -> list[Mix]:
    """Return the parts in which figures differ that keep them from being compared.

    A basis counts as the same where its title and description are. A figure that lacks a part has a
    finding of its own and is left out here. With `provisional_is_marked` a provisional value may
    stand beside final ones, as in a chart, where it carries a mark.
    """
    known: dict[str, dict[object, str]] = {"basis": {}, "status": {}, "body": {}}
    for figure in figures:
        basis = catalogue.basis(figure)
        status = _RESULTS.get(figure.status, "") if provisional_is_marked else ""
        if figure.basis:
            known["basis"].setdefault(basis, basis[0])
        if figure.status:
            words = _STATUS_WORDS.get(figure.status, figure.status)
            known["status"].setdefault(status or figure.status, words)
        if figure.body:
            known["body"].setdefault(figure.body, catalogue.bodies.get(figure.body, figure.body))
    return [Mix(part, tuple(one.values())) for part, one in known.items() if len(one) > 1]


def kind_words(catalogue: Catalogue, figure: Figure, mixes: Iterable[Mix]) -> str:
    """Say what kind of figure one is, in the parts in which it differs from others."""
    words = {
        "status": _STATUS_WORDS.get(figure.status, figure.status),
        "basis": catalogue.basis(figure)[0],
        "body": catalogue.bodies.get(figure.body, figure.body),
    }
    parts = {mix.part for mix in mixes}
    return "; ".join(text for part, text in words.items() if part in parts and text)


def say_mixes(mixes: Sequence[Mix]) -> str:
    """Say in what figures differ: "their basis is “a” and “b”, their status “c” and “d”"."""
    said = []
    for mix in mixes:
        titles = [f"“{title}”" for title in mix.titles]
        start = "they are figures of" if mix.part == "body" else f"their {mix.part} is"
        said.append(f"{start} {joined(titles)}")
    return "; ".join(said)
