"""Published releases: large files of a statistics office that are read where they lie."""

from pathlib import Path

from msgspec import Struct

__all__ = ["NO_RELEASES", "ReleaseSource"]


class ReleaseSource(Struct, frozen=True):
    """Where the files of releases lie here, and where tables that are drawn from them are kept.

    `folder` is None where `variable`, the variable of the environment that names it, is not set;
    `variable` is empty where the site names none. `below` is the folder within it, and `line` where
    the settings say so. Counts from 1 to `largest` are not taken over where a table asks for that.
    """

    folder: Path | None = None
    variable: str = ""
    below: str = ""
    kept: Path | None = None
    largest: int = 5
    line: int = 0

    def file(self, name: str) -> Path | None:
        """Return where the file of a release lies; None where nothing says so, or it lies elsewhere.

        A name that leads out of the folder, by `..` or by a link, leads nowhere, and so does one that
        no file can have.
        """
        if self.folder is None or not name:
            return None
        file = self.folder / name
        try:
            file.is_file()
            within = file.resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError, ValueError):  # too long, a link to itself, or no name at all
            return None
        return file if within else None

    def told(self, name: str) -> str:
        """Return how the place of a file is told: by the variable, and never by the machine's path."""
        return "/".join(part for part in (f"${self.variable}", self.below, name) if part)


NO_RELEASES = ReleaseSource()
