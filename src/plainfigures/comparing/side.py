"""One of the two versions that are held beside each other: found, read, and its findings."""

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.build import look
from plainfigures.comparing.git import Repository, Revision, find_repository
from plainfigures.comparing.records import VersionName
from plainfigures.config import CONFIGURATION, SiteConfig, open_config
from plainfigures.errors import BuildProblem
from plainfigures.executing import workers
from plainfigures.figures.clock import Clock
from plainfigures.figures.findings import ERROR, Finding
from plainfigures.figures.keys import digest_of
from plainfigures.figures.periods import show_day
from plainfigures.preparing import Prepared, prepare
from plainfigures.read import Store
from plainfigures.state import inputs_key
from plainfigures.tidying import lend, tidy

__all__ = ["Side", "open_side"]

_STORE = "compared"
"""The folder, in what builds keep, that holds what was read of other versions."""


class Side(Struct):
    """A version of a site, read and checked; `remarks` say what could not be read of it."""

    name: VersionName
    prepared: Prepared
    findings: list[Finding]
    remarks: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        """What stops it from being published."""
        return [one for one in self.findings if one.level == ERROR]


@contextmanager
def open_side(config: SiteConfig, given: str, clock: Clock, jobs: int = 1) -> Iterator[Side]:
    """Read the version of a site that `given` names: a folder with a site, or a revision.

    Without a name it is the site as it stands. Raises BuildProblem where there is no such version,
    or where nothing of it can be read.
    """
    if not given:
        yield _read(config, VersionName("", "the site as it stands"), clock, jobs)
        return
    store = config.work / _STORE
    folder = Path(given)
    if (folder / CONFIGURATION).is_file():
        other = replace(open_config(folder.absolute()), kept=store)
        same = other.root.resolve() == config.root.resolve()
        yield _read(
            config if same else other, VersionName(given, f"the folder {given}"), clock, jobs
        )
        return
    repository = find_repository(config.root)
    if repository is None:
        raise BuildProblem(
            f'There is no folder with a site "{given}", and this site is in no git repository.',
            "Name a folder that holds a site.",
        )
    revision = repository.resolve(given)
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as holder:
        root = Path(holder) / "site"
        _export(repository, revision, config.root, root, given)
        was = replace(open_config(root), kept=store)
        if not store.exists():  # what it has in common with the site as it stands is known
            lend(config.work, store)
        name, remarks = _name(given, revision), []
        try:
            side = _read(was, name, clock, jobs)
        except BuildProblem as error:
            if "macros" not in error.message:
                raise
            # This is a copy of our own; the site without its own macros can still be read.
            shutil.rmtree(was.macros, ignore_errors=True)
            remarks.append(f"Its own macros could not be used. {error.message}")
            side = _read(was, name, clock, jobs)
        side.remarks += remarks
        yield side


def _export(
    repository: Repository, revision: Revision, folder: Path, root: Path, given: str
) -> None:
    repository.export(revision, folder, root)
    if not (root / CONFIGURATION).is_file():
        inside = folder.resolve().relative_to(repository.top.resolve()).as_posix()
        where = "" if inside == "." else f" in {inside}/"
        raise BuildProblem(
            f"There was no site{where} at the revision {given}.",
            "Name a later one, or a folder with a site.",
        )


def _name(given: str, revision: Revision) -> VersionName:
    made = show_day(datetime.date.fromisoformat(revision.day))
    known = "" if revision.id.startswith(given) else f" ({given})"
    return VersionName(given, f"the commit {revision.short} of {made}{known}")


def _read(config: SiteConfig, name: VersionName, clock: Clock, jobs: int) -> Side:
    with workers(jobs) as executor:
        prepared = prepare(config, clock, executor=executor)
    if prepared.held.held or prepared.embargoed:
        # A digest of all files, under which it would be kept, is one of what may not be seen yet.
        found = look(config, clock, jobs, ahead=False)
    else:
        found = _findings(config, clock, jobs)
    side = Side(name, prepared, found)
    tidy(config.work)
    return side


def _findings(config: SiteConfig, clock: Clock, jobs: int) -> list[Finding]:
    """Return what every rule finds; what it found in the very same before is known.

    The clock was asked all that hangs on it when the site was prepared.
    """
    key = inputs_key(config, Path(), release=False, pictures=False)
    key = digest_of([key, str(clock.same_since())])
    store = Store(config.work / "found")
    found = store.load(key, list[Finding])
    if found is None:
        found = look(config, clock, jobs)
        store.save(key, found)
    return found
