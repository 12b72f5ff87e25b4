"""Finding a figure by words: for `plainfigures figures`."""

from collections.abc import Callable

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure

__all__ = ["look_up", "result_lines"]


def look_up(catalogue: Catalogue, words: str, most: int = 12) -> list[Figure]:
    """Return the figures that fit `words` best, best first; all of them, in order, for no words."""
    from rapidfuzz import fuzz, utils  # slow to import, and only needed here

    wanted = utils.default_process(words).split()
    if not wanted:
        return catalogue.figures[:most]
    ranked = []
    for figure in catalogue.figures:
        title = utils.default_process(figure.title)
        whole = f"{title} {utils.default_process(_text(catalogue, figure))}"
        hits = sum(_hit(word, whole.split(), fuzz.ratio) for word in wanted)
        if hits / len(wanted) >= 0.6:
            # Among equals: what is published before what is worked out, the plainer title, the newest.
            close = fuzz.token_sort_ratio(" ".join(wanted), title)
            rank = (-round(hits), bool(figure.formula), -round(close), _age(figure))
            ranked.append((rank, figure.reference))
    return [catalogue.find(reference) for _, reference in sorted(ranked)[:most]]


def _hit(word: str, texts: list[str], ratio: Callable[[str, str], float]) -> float:
    """Return how well a word is found among others: 1 as it stands, 0 not at all."""
    if word in texts:
        return 1
    best = max(ratio(word, text) for text in texts) / 100
    return best if best >= 0.8 else 0


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
