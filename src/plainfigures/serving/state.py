"""What the preview shows now: the last good pages, and what was found since."""

import threading
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.figures.findings import ERROR, Finding

__all__ = ["Board", "State"]


class State(Struct, frozen=True):
    """What is shown at one moment.

    `site` is the folder of the last good pages and `versions` tells its pages apart from those
    before, by file; `findings` are those of the last attempt, which was the `attempt`th, and
    `compared` is the attempt after which it was worked out what has changed. `number` grows with
    every state.
    """

    number: int = 0
    attempt: int = 0
    making: bool = True
    compared: int = -1
    site: Path | None = None
    versions: dict[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> list[Finding]:
        """What stops the pages from being made anew."""
        return [finding for finding in self.findings if finding.level == ERROR]

    @property
    def advice(self) -> list[Finding]:
        """What could be better."""
        return [finding for finding in self.findings if finding.level != ERROR]


class Board:
    """Holds the present state for whoever wants to see it, or to wait for the next."""

    def __init__(self) -> None:
        self._state = State()
        self._changed = threading.Condition()

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    def put(self, **changes: object) -> State:
        """Put up a new state: the present one with some `changes`."""
        with self._changed:
            number = self._state.number + 1
            self._state = replace(self._state, number=number, **changes)
            self._changed.notify_all()
            return self._state

    def after(self, number: int, seconds: float) -> State:
        """Wait for a state after the one with this `number`; return what there is in the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._state.number != number, seconds)
            return self._state
