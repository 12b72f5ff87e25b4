"""Whether a folder can take a new site."""

import os
import unicodedata
from pathlib import Path

from plainfigures.errors import StartProblem

__all__ = ["RESERVED", "free_place"]

RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{one}{n}" for one in ("com", "lpt") for n in range(1, 10)
}
"""Names that Windows keeps for devices, whatever stands behind a full stop."""

_FORBIDDEN = '<>:"|?*\\'


def free_place(folder: Path) -> Path:
    """Return the absolute path of a folder that is not there yet, or is empty.

    A folder that holds nothing but `.git` counts as empty. Raises StartProblem for any other, and
    for a name that a colleague on Windows could not have.
    """
    place = Path(os.path.abspath(folder))  # noqa: PTH100 - links are left as they are
    name = place.name
    if place.exists() and not place.is_dir():
        raise StartProblem(f"{folder} is a file.", "Name a folder that is not there yet.")
    if not place.exists():
        _look_at_name(name)
    else:
        there = sorted(one.name for one in place.iterdir() if one.name != ".git")
        if there:
            raise StartProblem(
                f"{folder} is not empty: it holds {_few(there)}. Nothing in it was touched.",
                "Name a folder that is not there yet. To renew a site, add --upgrade.",
            )
    above = next((one for one in place.parents if one.exists()), place)
    if not os.access(place if place.exists() else above, os.W_OK):
        raise StartProblem(f"{above} cannot be written to.", "Choose another place.")
    if not above.is_dir():
        raise StartProblem(f"{above} is a file.", "Choose another place.")
    return place


def _look_at_name(name: str) -> None:
    """Refuse a name for a new folder that does not work everywhere."""
    remedy = "Use letters, digits and hyphens."
    if name.partition(".")[0].strip().lower() in RESERVED:
        raise StartProblem(f"Windows keeps the name “{name}” for itself.", "Choose another name.")
    wrong = next(
        (one for one in name if one in _FORBIDDEN or unicodedata.category(one).startswith("C")), ""
    )
    if wrong:
        told = f"“{wrong}”" if wrong.isprintable() else "a sign that cannot be seen"
        raise StartProblem(f"The name of the folder holds {told}.", remedy)
    if name.endswith((".", " ")) or name.startswith(("-", " ")):
        raise StartProblem(f"The name “{name}” begins or ends in a way that goes wrong.", remedy)
    if len(name.encode()) > 100:
        raise StartProblem("The name of the folder is too long.", "Keep it under 100 letters.")


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and more" if len(names) > 3 else shown
