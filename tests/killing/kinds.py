"""The ways in which a build is ended before its time."""

import os
import random
import resource
import signal
import time
from pathlib import Path

from tests.killing.bed import Bed, Found, in_session
from tests.killing.running import Running

__all__ = ["FULL", "KINDS", "end_one", "fill_one"]

KINDS = ("SIGKILL", "SIGTERM", "SIGINT", "all at once", "worker")
"""A signal to the build; SIGKILL to it and all that it started; SIGKILL to one that works for it."""

FULL = ("disk full", "file limit")
"""A disk with too little room, and a limit of the size of files."""

_COLD, _COLD_FOR_WORKERS = 0.1, 0.6
_LATE = 0.35
_AT_EXCHANGE = 0.35


def end_one(bed: Bed, version: int, kind: str, dice: random.Random) -> Found:
    """Start a build of a version, end it at a random moment, and look what there is."""
    bed.put(version)
    if dice.random() < (_COLD_FOR_WORKERS if kind == "worker" else _COLD):
        bed.forget()
    process = bed.start()
    _wait(bed, process, dice)
    if kind == "all at once":
        if not process.is_over():
            os.killpg(process.number, signal.SIGKILL)
    elif kind == "worker":
        others = [one for one in in_session(process.number) if one != process.number]
        if others:
            os.kill(dice.choice(others), signal.SIGKILL)
    else:
        process.tell(getattr(signal, kind))
    return bed.look(kind, process, version)


def fill_one(bed: Bed, version: int, kind: str, dice: random.Random) -> Found:
    """Start a build of a version where there is too little room, and look what there is."""
    bed.put(version)
    bed.forget()
    if kind == "file limit":
        most = dice.randrange(1_000, 80_000)

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        return bed.look(kind, bed.start(limit), version)
    filler = bed.folder / "filler"
    room = os.statvfs(bed.folder)
    free = room.f_bavail * room.f_frsize
    leave = int(free * dice.random() ** 2)
    with filler.open("wb") as stream:
        os.posix_fallocate(stream.fileno(), 0, max(1, free - leave - 8192))
    process = bed.start()
    process.wait()
    filler.unlink()
    return bed.look(kind, process, version)


def _wait(bed: Bed, process: Running, dice: random.Random) -> None:
    """Wait for a random moment of a build: of all of it, of its end, or of the exchange itself."""
    chance = dice.random()
    if chance < _AT_EXCHANGE:
        _wait_for_note(bed.work, process)
        time.sleep(dice.random() * 0.004)
        return
    start = 0.85 if chance < _AT_EXCHANGE + _LATE else 0.0
    time.sleep(bed.took * (start + (1.1 - start) * dice.random()))


def _wait_for_note(work: Path, process: Running) -> None:
    """Wait until a build is about to exchange the sites, or has ended."""
    while not process.is_over():
        for folder in work.glob("making-*"):
            if (folder / "exchange").exists():
                return
