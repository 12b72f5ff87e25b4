"""How figures are said: a figure's own words, where it stands in time, and which way it went."""

from decimal import Decimal

from plainfigures.errors import FiguresError
from plainfigures.figures.formats import capitalise, round_half_up, show
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import MISSING_REASONS, Figure

__all__ = ["at_period", "direction", "missing_words", "say_figure", "status_words"]

_STATUS_WORDS = {
    "budget": "a budget",
    "forecast": "a forecast",
    "provisional": "provisional",
    "target": "a target",
}


def say_figure(
    figure: Figure, form: str = "short", *, noun: bool = False, capital: bool = False
) -> str:
    """Return the words of a figure: its number, grade or date, or why it is missing.

    `form` is one of `formats.FORMS`; "printed" gives the as-published text. A qualifier such as
    "over" goes before the number. Raises FiguresError for a form that does not fit.
    """
    text = _say(figure, form, noun)
    return capitalise(text) if capital else text


def _say(figure: Figure, form: str, noun: bool) -> str:
    if form == "printed":
        if not figure.as_published:
            raise FiguresError(
                f'"{figure.reference}" was not printed as one figure.',
                "Use another form; this one is worked out or combined.",
            )
        return figure.as_published
    if figure.reason:
        return figure.reason_words or missing_words(figure.reason)
    if figure.kind == "date":
        return parse_period(figure.used_text).show()
    if figure.kind == "grade":
        scale = figure.scale_of_grades
        title = scale.title_of(figure.used_text) if scale else figure.used_text.replace("-", " ")
        return title if form == "full" else title[:1].lower() + title[1:]
    if figure.used is None:
        return missing_words("x")
    # Published figures keep every printed digit; what we work out has no printed precision.
    value = round_half_up(figure.used, 2) if figure.formula else figure.used
    number = show(value, figure.unit, form, noun=noun)
    return f"{figure.qualifier} {number}" if figure.qualifier else number


def missing_words(reason: str) -> str:
    """Say in words why a value is not there, from its symbol."""
    return MISSING_REASONS.get(reason, MISSING_REASONS["x"])


def status_words(figure: Figure, beside: str = "") -> str:
    """Say that a figure is not, or not finally, what came about: "a forecast".

    Empty where it is, or where the words `beside` it say so already.
    """
    return "" if figure.status in beside.lower() else _STATUS_WORDS.get(figure.status, "")


def at_period(text: str) -> str:
    """Return a period with its preposition: "in July 2024", "at 31 March 2024"."""
    period = parse_period(text)
    preposition = "at" if period.kind in {"day", "fy-month"} else "in"
    return f"{preposition} {period.show()}"


def direction(before: Decimal, after: Decimal, rose: str = "rose", fell: str = "fell") -> str:
    """Return the word for the way from `before` to `after`; "" where nothing changed."""
    if after == before:
        return ""
    return rose if after > before else fell
