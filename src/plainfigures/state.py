"""What the last build was made from, so that a build with nothing new to do can say so at once."""

import datetime
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from plainfigures.config import SiteConfig
from plainfigures.figures.keys import code_digest, digest_of

__all__ = ["State", "inputs_key", "load_state", "save_state"]

_INPUTS = ("docs", "datasets", "charts", "macros")


@dataclass(frozen=True)
class State:
    """The key of a build's inputs, its moment, and from when to when the same would be built."""

    key: str
    as_of: str
    since: str
    until: str

    def covers(self, now: datetime.datetime) -> bool:
        """Return whether a build at `now` would answer every question of time as this one did."""
        after = not self.since or datetime.datetime.fromisoformat(self.since) <= now
        before = not self.until or now < datetime.datetime.fromisoformat(self.until)
        return after and before


def inputs_key(config: SiteConfig, site: Path, *, release: bool, pictures: bool) -> str:
    """Return a digest of all that a build depends on but its moment."""
    parts: list[str | bytes] = [code_digest(), str(site), str(release), str(pictures)]
    parts += [config.file.read_bytes(), repr(sorted(config.environment.items()))]
    for name in (*_INPUTS, *([config.overrides] if config.overrides else [])):
        folder = config.root / name
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file() and "__pycache__" not in file.parts:
                parts += [file.relative_to(config.root).as_posix(), file.read_bytes()]
    return digest_of(parts)


def load_state(config: SiteConfig) -> State | None:
    """Return what the last build noted, or None where there is nothing to go by."""
    try:
        return State(**json.loads((config.work / "state.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def save_state(config: SiteConfig, state: State) -> None:
    """Note what this build was made from."""
    config.work.mkdir(parents=True, exist_ok=True)
    draft: Path = config.work / "state.json.new"
    draft.write_text(json.dumps(asdict(state)), "utf-8")
    draft.replace(config.work / "state.json")
