"""What is said where the newest figure of a series has no value, and `@latest` gives an older one."""

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import element, inline

__all__ = ["said_newer", "when"]


def when(figure: Figure, words: str = "") -> Markup:
    """Return the time of a figure as a sentence shows it; `words` in place of the usual ones."""
    shown = words or parse_period(figure.period).show()
    return element("span", shown, class_="pf-period", data_period=figure.period)


def said_newer(catalogue: Catalogue, *refs: str, timed: bool = False) -> Markup:
    """Say of which time a figure is, and why there is no newer one: nothing where it is the newest.

    As in " (31 March 2023; for 31 March 2024: kept confidential)". With `timed`, the time of the
    figure stands beside it already.
    """
    told = []
    for ref in refs:
        newer = catalogue.passed_over(ref)
        if newer is None:
            continue
        why = Markup("for {}: {}").format(when(newer), inline(say_figure(newer)))
        told.append(why if timed else Markup("{}; {}").format(when(catalogue.find(ref)), why))
    if not told:
        return Markup("")
    return Markup(" ({})").format(Markup("; ").join(dict.fromkeys(told)))
