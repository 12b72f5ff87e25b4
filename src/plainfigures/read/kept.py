"""Packages that were read, kept from build to build: small ones whole, large ones in a database.

A large one is opened without being read: its figures are found by their references, and its rows by
their tables, when somebody asks for them. The database is SQLite, is written under another name and
then moved, and is only ever read afterwards. A seal beside it holds a digest of it, so that one that
was cut short, damaged or put there by another hand is as if it was not there.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, overload

import msgspec
from msgspec.structs import replace

from plainfigures.figures.by_reference import ByReference, HeldFigures, series_of_name
from plainfigures.figures.records import Figure, Package, Row
from plainfigures.figures.whole_files import draft_prefix
from plainfigures.read.cache import Store

__all__ = ["MANY", "keep_package", "load_package"]

MANY = 1_000
"""So many rows and figures are found sooner in a database than all of them are read."""

_TABLES = (
    "CREATE TABLE package (record BLOB NOT NULL)",
    "CREATE TABLE figures (place INTEGER PRIMARY KEY, name TEXT NOT NULL, record BLOB NOT NULL)",
    "CREATE TABLE rows (place INTEGER PRIMARY KEY, at INTEGER, count INTEGER, record BLOB NOT NULL)",
)
_INDEXES = (
    "CREATE INDEX by_name ON figures (name)",
    "CREATE INDEX by_table ON rows (at)",
)
_TOGETHER = 500
"""Rows of a table that are kept in one record, since they are only ever asked for together."""
_NAMES, _LAST = Figure.__struct_fields__, Figure.__struct_defaults__
_DEFAULTS = (*zip(_NAMES, (*[None] * (len(_NAMES) - len(_LAST)), *_LAST), strict=True),)


def keep_package(store: Store, key: str, package: Package) -> None:
    """Keep a package under a key of all that it depends on."""
    if _size(package) < MANY:
        store.save(key, package)
        return
    store.folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=draft_prefix(), dir=store.folder)
    os.close(handle)
    draft = Path(name)
    try:
        _write(draft, package)
        digest = _digest(key, draft)
        draft.replace(_file(store, key))
    except sqlite3.Error as error:
        raise OSError(f"{name}: {error}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    store.save_bytes(f"{key}.seal", digest)


def load_package(store: Store, key: str) -> Package | None:
    """Return the package kept under a key, or None where there is none that can be read."""
    seal = store.load_bytes(f"{key}.seal")
    if seal is None:
        package = store.load(key, Package)
        return package and _in_tuples(package)
    file = _file(store, key)
    try:
        if _digest(key, file) != seal:
            return None
        return _opened(_Database(file))
    except (OSError, sqlite3.Error, msgspec.DecodeError):
        return None


def _size(package: Package) -> int:
    return len(package.figures) + sum(len(one.rows) for one in package.resources)


def _file(store: Store, key: str) -> Path:
    return store.folder / f"{key}.sqlite"


def _digest(key: str, file: Path) -> bytes:
    with file.open("rb") as stream:
        content = hashlib.file_digest(stream, hashlib.blake2b).hexdigest()
    return hashlib.blake2b(f"{key} {content}".encode()).hexdigest().encode()


def _write(file: Path, package: Package) -> None:
    """Write a package into a new database; nobody else knows the file yet."""
    tables = tuple(replace(one, rows=()) for one in package.resources)
    outline = msgspec.json.encode(replace(package, figures=(), resources=tables))
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        for order in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN", *_TABLES):
            database.execute(order)
        database.execute("INSERT INTO package VALUES (?)", (outline,))
        database.executemany(
            "INSERT INTO figures VALUES (?, ?, ?)",
            (
                (place, one.reference.partition("~")[0], _record(one))
                for place, one in enumerate(package.figures)
            ),
        )
        database.executemany(
            "INSERT INTO rows (at, count, record) VALUES (?, ?, ?)",
            (
                (at, len(together), msgspec.msgpack.encode(together))
                for at, table in enumerate(package.resources)
                for start in range(0, len(table.rows), _TOGETHER)
                if (together := table.rows[start : start + _TOGETHER])
            ),
        )
        for order in (*_INDEXES, "COMMIT"):
            database.execute(order)


def _record(figure: Figure) -> bytes:
    """Return a figure without what it shares with nearly all others."""
    parts: dict[str, Any] = {}
    for name, default in _DEFAULTS:
        value = getattr(figure, name)
        if value is not default and value != default:
            parts[name] = value
    return msgspec.msgpack.encode(parts)


class _Database:
    """A database that is only read, in whichever process it is asked."""

    def __init__(self, file: Path) -> None:
        self._address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
        self._process = 0
        self._open: sqlite3.Connection | None = None

    def ask(self, question: str, *given: Any) -> sqlite3.Cursor:
        """Return the answers to a question."""
        if self._open is None or self._process != os.getpid():
            # One that was opened before this process began is the other's, to close as well.
            self._process = os.getpid()
            self._open = sqlite3.connect(self._address, uri=True, check_same_thread=False)
        return self._open.execute(question, given)

    def one(self, question: str, *given: Any) -> Any:
        """Return the one value that answers a question."""
        return self.ask(question, *given).fetchone()[0]


def _opened(database: _Database) -> Package:
    outline = msgspec.json.decode(database.one("SELECT record FROM package"), type=Package)
    tables = tuple(
        replace(one, rows=_KeptRows(database, at)) for at, one in enumerate(outline.resources)
    )
    return replace(outline, figures=_KeptFigures(database), resources=tables)


class _KeptRows(Sequence[Row]):
    """The rows of a table, read when one is asked for; `at` counts the table in its package."""

    def __init__(self, database: _Database, at: int) -> None:
        self._database, self._at = database, at
        self._held: tuple[Row, ...] | None = None

    def _all(self) -> tuple[Row, ...]:
        if self._held is None:
            answers = self._database.ask(
                "SELECT record FROM rows WHERE at = ? ORDER BY place", self._at
            )
            parts = [msgspec.msgpack.decode(record, type=list[Row]) for (record,) in answers]
            self._held = tuple(row for part in parts for row in part)
        return self._held

    def __len__(self) -> int:
        return int(
            self._database.one("SELECT coalesce(sum(count), 0) FROM rows WHERE at = ?", self._at)
        )

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._all()[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as plain rows: it may be on another machine."""
        return tuple, (self._all(),)


class _KeptFigures(ByReference):
    """The figures of a package: one is read when it is asked for, all when all are."""

    def __init__(self, database: _Database) -> None:
        self._database = database
        self._decode = msgspec.msgpack.Decoder(Figure).decode
        self._held: HeldFigures | None = None

    def _all(self) -> HeldFigures:
        if self._held is None:
            answers = self._database.ask("SELECT record FROM figures ORDER BY place")
            self._held = HeldFigures([self._decode(record) for (record,) in answers])
        return self._held

    def __len__(self) -> int:
        return int(self._database.one("SELECT coalesce(max(place), -1) + 1 FROM figures"))

    @overload
    def __getitem__(self, at: int) -> Figure: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Figure]: ...

    def __getitem__(self, at: int | slice) -> Figure | Sequence[Figure]:
        return self._all()[at]

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._all())

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as figures at hand: it may be on another machine."""
        return HeldFigures, (tuple(self._all()),)

    def newest(self) -> Iterator[Figure]:
        """Yield each figure in its newest vintage: all of them are read at once."""
        return self._all().newest()

    def names(self) -> Sequence[str]:
        """Return the plain reference of each figure, in their order."""
        if self._held is not None:
            return self._held.names()
        answers = self._database.ask("SELECT name FROM figures ORDER BY place")
        return list(dict.fromkeys(name for (name,) in answers))

    def vintages(self, name: str) -> Sequence[Figure]:
        """Return every vintage of the figure with a plain reference, newest first."""
        if self._held is not None:
            return self._held.vintages(name)
        question = "SELECT record FROM figures WHERE name = ? ORDER BY place"
        found = [self._decode(record) for (record,) in self._database.ask(question, name)]
        if len(found) > 1:
            found.sort(key=lambda one: one.vintage, reverse=True)
        return found

    def times(self, series: str) -> Sequence[str]:
        """Return the plain references of a series."""
        if self._held is not None:
            return self._held.times(series)
        row = "/".join(series.split("/", 3)[:3])
        # All that begins with the row and "@": the next letter after that ends it.
        answers = self._database.ask(
            "SELECT name FROM figures WHERE name >= ? AND name < ? ORDER BY place",
            f"{row}@",
            f"{row}{chr(ord('@') + 1)}",
        )
        names = dict.fromkeys(name for (name,) in answers)
        return [name for name in names if series_of_name(name) == series]


def _in_tuples(package: Package) -> Package:
    """Return a package as it is when it is read: what was kept comes back in lists."""
    tables = tuple(replace(one, rows=tuple(one.rows)) for one in package.resources)
    return replace(package, figures=tuple(package.figures), resources=tables)
