"""What a person asks of an import beside the file and the table: the options of the command."""

from collections.abc import Iterable

from msgspec import Struct, field

from plainfigures.errors import ImportProblem

__all__ = ["EVERY", "Wishes", "pairs"]

EVERY = "*"
"""What `--leave-out` is given to leave out every column that is none of the table's."""


class Wishes(Struct, frozen=True):
    """The options of an import.

    `columns` gives their names of columns with ours, `left_out` those that are not taken, `given`
    what is written into columns that they have not, `names` their names of things with ours, `units`
    the unit of a column ("£000"), `only` what a column must show for its row to be taken. `dates` is
    "day-first" or "month-first" for 03/04/2024, `years` "financial" or "months" for 2011-12,
    `decimal` "point" where 1,234 has its comma between thousands, `percentages` "per-cent" for 0.5.
    """

    sheet: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    only: dict[str, str] = field(default_factory=dict)
    remove_missing: bool = False
    dates: str = ""
    years: str = ""
    decimal: str = ""
    percentages: str = ""
    encoding: str = ""
    delimiter: str = ""


def pairs(option: str, texts: Iterable[str], example: str) -> dict[str, str]:
    """Return options such as "Their name=our_name" as names with values.

    Raises ImportProblem where a text holds no equals sign, or a name is given twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = (part.strip() for part in text.rpartition("="))
        if option == "--set":
            name, sign, value = (part.strip() for part in text.partition("="))
        if not sign or not name:
            message = f'"{option} {text}" has no equals sign with a name before it.'
            raise ImportProblem(message, f"Write it as {option} {example}")
        if name in found:
            message = f'{option} is given twice for "{name}".'
            raise ImportProblem(message, "Keep the one that is right.")
        found[name] = value
    return found
