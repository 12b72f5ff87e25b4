"""Whether a number counts people, and whether so few that one of them could be found out."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plainfigures.figures.disclosure import THRESHOLD
from plainfigures.figures.records import Figure
from plainfigures.figures.units import Unit

__all__ = [
    "SETTING",
    "counts_people",
    "few",
    "shows_few",
    "small_remainder",
    "threshold_of",
    "what_it_counts",
]

SETTING = "small_number_threshold"


def threshold_of(settings: Mapping[str, object]) -> int:
    """Return the largest count of people that a site does not show; never less than THRESHOLD."""
    given = str(settings.get(SETTING) or "")
    return max(int(given), THRESHOLD) if given.isdecimal() else THRESHOLD


def what_it_counts(figure: Figure) -> str:
    """Return which of `disclosure.COUNTS` a figure is; empty where it counts no people.

    Shares, rates and money count nobody, whatever is stated for their whole table.
    """
    if figure.kind != "number" or not figure.unit.is_count or figure.counts == "other":
        return ""
    return figure.counts or ("people" if figure.unit.people else "")


def counts_people(figure: Figure) -> bool:
    """Whether a figure is a count of people: those who are there, or who joined or left."""
    return what_it_counts(figure) in {"people", "people-who-joined-or-left"}


def few(number: Decimal | None, threshold: int) -> bool:
    """Whether a number of people is above nought and not above the threshold."""
    return number is not None and 0 < abs(number) <= threshold


def shows_few(figure: Figure, threshold: int) -> bool:
    """Whether a figure, as printed or as the site reads it, counts few people."""
    numbers = (figure.value, figure.read_as)
    return counts_people(figure) and any(few(number, threshold) for number in numbers)


def small_remainder(value: Decimal, unit: Unit, inputs: Sequence[Figure], threshold: int) -> bool:
    """Whether `value`, worked out from `inputs` and in `unit`, counts few people.

    What is left of one count after another is a group of people; how a larger count changed from
    one time, place, body, basis or version to another is not, and is free.
    """
    all_people = bool(inputs) and all(counts_people(one) for one in inputs)
    if not few(value, threshold) or not (unit.people or (all_people and unit.is_count)):
        return False
    groups = {
        (one.period, one.area, one.body, one.basis, one.status, one.vintage) for one in inputs
    }
    larger = all_people and not any(shows_few(one, threshold) for one in inputs)
    return not (larger and len(groups) > 1)
