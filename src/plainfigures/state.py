"""What the last build was made from, so that a build with nothing new to do can say so at once."""

import datetime
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from plainfigures.config import SiteConfig
from plainfigures.figures.folders import files_below
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.figures.whole_files import write_whole
from plainfigures.release_inputs import release_inputs
from plainfigures.rendering.choosing import own_versions

__all__ = [
    "State",
    "build_key",
    "changed_since",
    "confirm_state",
    "data_key",
    "inputs_key",
    "load_state",
    "read_inputs",
    "save_state",
]

_INPUTS = ("docs", "datasets", "charts", "macros")


class State(Struct, frozen=True):
    """The key of a build's inputs, its moment, and from when to when the same would be built.

    `site` is the digest of the build report of the site that was put in place, `data` one of the data
    that it shows; each is empty where it may not be kept.
    """

    key: str
    as_of: str
    since: str
    until: str
    site: str = ""
    data: str = ""

    def covers(self, now: datetime.datetime) -> bool:
        """Return whether a build at `now` would answer every question of time as this one did."""
        after = not self.since or datetime.datetime.fromisoformat(self.since) <= now
        before = not self.until or now < datetime.datetime.fromisoformat(self.until)
        return after and before


def read_inputs(config: SiteConfig) -> dict[str, str]:
    """Return a digest of each file that a build depends on, by its path within the site's folder."""
    found = {} if config.unfit else {config.file.name: digest_of([config.file.read_bytes()])}
    for name in (*_INPUTS, *([config.overrides] if config.overrides else [])):
        folder = config.root / name
        if found and folder.is_dir():
            for path, file in sorted(
                files_below(folder, ["__pycache__"], f"{Path(name).as_posix()}/")
            ):
                found[path] = digest_of([file.read_bytes()])
    private = config.private()
    folders = [private.folder / name for name in private.names] if private.folder else []
    for folder in folders if found else ():
        for path, file in sorted(files_below(folder, (), f"private/{folder.name}/")):
            found[path] = digest_of([file.read_bytes()])
    releases = release_inputs(config) if found else {}
    return found | {name: digest_of([file.read_bytes()]) for name, file in releases.items()}


def data_key(config: SiteConfig, inputs: Mapping[str, str]) -> str:
    """Return a digest of the data packages among `inputs`, and of the code that reads them."""
    begin = (f"{config.datasets.relative_to(config.root).as_posix()}/", "private/", "release/")
    found = [f"{name} {digest}" for name, digest in inputs.items() if name.startswith(begin)]
    return digest_of([code_digest(), *found])


def changed_since(config: SiteConfig, before: Mapping[str, str]) -> list[str]:
    """Return the files that a build depends on and that are not what they were `before`."""
    now = read_inputs(config)
    found = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    if config.file.read_bytes().decode("utf-8-sig", "replace") != config.text:
        found.add(config.file.name)  # it was read before anything else
    return sorted(found)


def inputs_key(
    config: SiteConfig,
    site: Path,
    *,
    release: bool,
    pictures: bool,
    inputs: Mapping[str, str] | None = None,
) -> str:
    """Return a digest of all that a build depends on but its moment and its commit.

    `inputs` are what `read_inputs` returned, where that is known.
    """
    if config.unfit:
        return ""
    parts = [code_digest(), str(site), str(release), str(pictures)]
    parts.append(repr(sorted(config.environment.items())))
    parts.append(repr((config.renderer, own_versions(config.renderer))))
    for name, digest in (read_inputs(config) if inputs is None else inputs).items():
        parts += [name, digest]
    return digest_of(parts)


def build_key(
    config: SiteConfig,
    site: Path,
    *,
    release: bool,
    pictures: bool,
    inputs: Mapping[str, str] | None = None,
) -> str:
    """Return a digest of all that a build depends on but its moment."""
    from plainfigures.attesting.commit import provenance_key

    key = inputs_key(config, site, release=release, pictures=pictures, inputs=inputs)
    return digest_of([key, provenance_key(config)])


def load_state(config: SiteConfig) -> State | None:
    """Return what the last build noted, or None where there is nothing to go by."""
    try:
        state = State(**json.loads((config.work / "state.json").read_text("utf-8")))
        for moment in (state.since, state.until):
            if moment and datetime.datetime.fromisoformat(moment).tzinfo is None:
                return None
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return state if all(isinstance(one, str) for one in asdict(state).values()) else None


def confirm_state(config: SiteConfig) -> None:
    """Note that what the last build noted was found right just now, so that it is newer than the site."""
    with suppress(OSError):
        os.utime(config.work / "state.json")


def save_state(config: SiteConfig, state: State) -> None:
    """Note what this build was made from."""
    write_whole(config.work / "state.json", json.dumps(asdict(state)).encode())
