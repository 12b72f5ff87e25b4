"""Finding a figure by words: for `plainfigures figures`."""

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure

__all__ = ["look_up", "result_lines"]


def look_up(catalogue: Catalogue, words: str, most: int = 12) -> list[Figure]:
    """Return the figures that fit `words` best, best first; all of them, in order, for no words."""
    from rapidfuzz import fuzz, process, utils  # slow to import, and only needed here

    if not words.strip():
        return catalogue.figures[:most]
    texts = {figure.reference: _text(catalogue, figure) for figure in catalogue.figures}
    found = process.extract(
        words, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process,
        limit=None, score_cutoff=55,
    )  # fmt: skip
    # Among equals the newest period first, so that the figure of now is on top.
    ranked = sorted(
        found,
        key=lambda one: (
            -round(one[1]),
            bool(catalogue.find(one[2]).formula),
            _age(catalogue.find(one[2])),
            one[2],
        ),
    )
    return [catalogue.find(reference) for _, _, reference in ranked[:most]]


def result_lines(catalogue: Catalogue, figure: Figure) -> list[str]:
    """Return what `plainfigures figures` prints of a figure."""
    when = f", {parse_period(figure.period).show()}" if figure.period else ""
    area = catalogue.areas.get(figure.area, figure.area)
    printed = f' (printed "{figure.as_published}")' if figure.as_published else ""
    return [
        f"{figure.title}, {area}{when}",
        f"    {say_figure(figure, noun=figure.kind == 'number')}{printed}",
        f'    {{{{ figure("{figure.reference}") }}}}',
    ]


def _text(catalogue: Catalogue, figure: Figure) -> str:
    package = catalogue.packages.get(figure.reference.partition("/")[0])
    area = catalogue.areas.get(figure.area, "")
    when = parse_period(figure.period).show() if figure.period else ""
    name = figure.reference.replace("/", " ").replace("-", " ").replace(".", " ")
    return f"{figure.title} {area} {when} {package.title if package else ''} {name} {figure.status}"


def _age(figure: Figure) -> int:
    return -parse_period(figure.period).last.toordinal() if figure.period else 0
