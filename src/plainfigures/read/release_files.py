"""The file of a release, as it lies: its rows by column, and which of them a table takes."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.limits import MOST_FILE_BYTES, megabytes
from plainfigures.figures.releases import ReleaseSource
from plainfigures.read.records import RecordsProblem, records_of
from plainfigures.read.release_parts import Names, Release

__all__ = ["RULE", "Cells", "ReleaseFile", "ReleaseFiles", "taken_rows"]

RULE = "table"


class ReleaseFile(Struct, frozen=True):
    """The rows of a release's file: `columns` gives the place of each column, `rows` have their lines."""

    name: str
    columns: Mapping[str, int]
    rows: Sequence[tuple[int, list[str]]]


class Cells(Struct, frozen=True):
    """One row of a release: its line, and its cells by column."""

    line: int
    columns: Mapping[str, int]
    cells: Sequence[str]

    def __getitem__(self, column: str) -> str:
        return self.cells[self.columns[column]].strip()

    def first(self, columns: Names) -> str:
        """Return the first of several cells that is filled; "" where none is."""
        return next((text for one in listed_names(columns) if (text := self[one])), "")


class ReleaseFiles:
    """The files of releases, each read once."""

    def __init__(self, source: ReleaseSource) -> None:
        self._source = source
        self._read: dict[str, tuple[ReleaseFile | None, list[Finding]]] = {}

    def read(self, name: str, place: str, line: int) -> tuple[ReleaseFile | None, list[Finding]]:
        """Return a file with what is wrong with it; `place` and `line` are those that ask for it."""
        if self._source.folder is None:
            return None, [self._nowhere(name)]
        problem = self._absent(name)
        if problem:
            return None, [Finding(RULE, *problem, place, line)]
        if name not in self._read:
            file = self._source.file(name)
            self._read[name] = _read(name, file) if file else (None, [])
        return self._read[name]

    def _nowhere(self, name: str) -> Finding:
        """Return that it is not known where releases lie: once for all tables."""
        source = self._source
        if not source.variable:
            message = "Tables are drawn from releases, and nothing says where those lie."
            remedy = (
                "Name the variable of the environment, and the folder below it, under extra: "
                "plainfigures:, such as “releases: PLAINFIGURES_SHARED/data”."
            )
        else:
            message = f"The releases cannot be read: the variable {source.variable} is not set."
            below = f" with {source.below}/ in it" if source.below else ""
            remedy = (
                f"Set it to the folder{below} in which the releases lie: "
                f"export {source.variable}=FOLDER. One of them is “{name}”."
            )
        return Finding(RULE, message, remedy, "mkdocs.yml", source.line)

    def _absent(self, name: str) -> tuple[str, str] | None:
        """Return why a file cannot be had, and what to do."""
        source = self._source
        if not source.variable:
            message = (
                f'This table is drawn from the release "{name}", and nothing says where it lies.'
            )
            return message, (
                "Name the variable of the environment, and the folder below it, in mkdocs.yml under "
                "extra: plainfigures:, such as “releases: PLAINFIGURES_SHARED/data”."
            )
        if source.folder is None:
            message = (
                f'The release "{name}" cannot be read: the variable {source.variable} is not set.'
            )
            folder = f"a folder with {source.below}/ in it" if source.below else "their folder"
            return message, f"Set it to where the releases lie: {source.variable}={folder}."
        file = source.file(name)
        if file is None:
            message = f'The release "{name}" lies outside the folder of releases.'
            return message, f"Name a file below {source.told('')}, without “..”."
        if not file.is_file():
            near = _near(source.folder, name)
            message = f'There is no file "{source.told(name)}".'
            return message, near or "Put the release there, or mend its name."
        if file.stat().st_size > MOST_FILE_BYTES:
            message = f'The release "{name}" is larger than {megabytes(MOST_FILE_BYTES)}.'
            return message, "Take the file of fewer years, or the one of fewer measures."
        return None


def listed_names(names: Names) -> list[str]:
    """Return one name or several as a list, without empty ones."""
    return [one for one in ([names] if isinstance(names, str) else names) if one]


def taken_rows(file: ReleaseFile, release: Release) -> Iterator[Cells]:
    """Yield the rows of a file that a table takes."""
    wanted = [(file.columns[name], _texts(given)) for name, given in release.where.items()]
    for line, cells in file.rows:
        if all(cells[at].strip() in texts for at, texts in wanted):
            yield Cells(line, file.columns, cells)


def _texts(given: Names) -> frozenset[str]:
    return frozenset([given] if isinstance(given, str) else given)


def _near(folder: Path, name: str) -> str:
    beside = (folder / name).parent
    names = [one.name for one in beside.glob("*.csv")] if beside.is_dir() else []
    near = nearest(name.rpartition("/")[2], names)
    return f'Mend its name: the nearest there is "{near}".' if near else ""


def _read(name: str, file: Path) -> tuple[ReleaseFile | None, list[Finding]]:
    content = file.read_bytes()
    try:
        records = records_of(content)
    except RecordsProblem as error:
        return None, [Finding(RULE, error.message, error.remedy, name, error.line)]
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "This line of the release holds letters that are not saved as UTF-8."
        return None, [Finding(RULE, message, "Download the file again.", name, line)]
    if not records or not any(records[0][1]):
        return None, [Finding(RULE, "This release is empty.", "Download it again.", name, 1)]
    header = [one.strip() for one in records[0][1]]
    twice = next((one for one in header if header.count(one) > 1), None)
    if twice is not None:
        message = f'Two columns of this release are called "{twice}".'
        return None, [Finding(RULE, message, "Download the file again.", name, 1)]
    found = []
    for line, cells in records[1:]:
        if any(cells) and len(cells) != len(header):
            message = f"This row of the release has {len(cells)} cells, and {len(header)} columns."
            found.append(Finding(RULE, message, "Download the file again.", name, line))
    if found:
        return None, found[:10]
    columns = {one: at for at, one in enumerate(header)}
    return ReleaseFile(name, columns, [one for one in records[1:] if any(one[1])]), []
