"""Ends whole builds at random moments, and looks whether what is published is whole: `nox -s kill`.

After each, every byte of `site/` must be that of the old site or of the new one, and the next build
must say what it found, make the new one, keep the old one, and leave nothing behind. Prints, for each
way to end a build, how many were done before it came, and how many left the old site or the new; and
after how many the next build told of one that was cut off. Needs Linux; the disk that gets full is a
small one in memory, which only root can attach.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import copy_site
from tests.killing.bed import Bed, Found
from tests.killing.kinds import FULL, KINDS, end_one, fill_one
from tests.killing.running import load
from tests.making import make_site

ROOM = "24m"


def main() -> int:
    """Run it; returns 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how many builds are ended")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--own", type=int, default=0, help="how many of them are of this site")
    given = parser.parse_args()
    print(f"{given.times} builds, seed {given.seed}", flush=True)
    load()
    # Begun in the background, it was told to pass over SIGINT, and so would be what it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    found: list[Found] = []
    small = given.times - given.own
    full = small // 8
    with tempfile.TemporaryDirectory(prefix="killing-") as name, suppress(KeyboardInterrupt):
        folder = Path(name)
        for ended in (
            _in_little_room(folder / "room", full, given.seed),
            _of_small(folder / "small", small - full, given.seed),
            _of_own(folder / "own", given.own, given.seed),
        ):
            for one in ended:
                found.append(one)
                print(f"{len(found):>4} {one.kind}: {one.site}", *one.wrong, sep="; ", flush=True)
    _tell(found)
    return int(any(one.wrong for one in found))


def _of_small(folder: Path, times: int, seed: int) -> Iterator[Found]:
    yield from _end(_small(make_site(folder)), times, seed)


def _of_own(folder: Path, times: int, seed: int) -> Iterator[Found]:
    if not times:
        return
    copy_site(folder)
    cell = folder / "datasets" / "glossary" / "terms.csv"
    words = cell.read_text("utf-8").splitlines()[1].split(",")[1]
    page = folder / "docs" / "about" / "index.md"
    yield from _end(
        Bed(folder, page, cell, (words, f"{words} "), "2026-11-22", pictures=True), times, seed + 1
    )


def _end(bed: Bed, times: int, seed: int) -> Iterator[Found]:
    dice = random.Random(seed)
    bed.begin()
    print(f"A build takes {bed.took:.1f} seconds.", flush=True)
    for number in range(times):
        yield end_one(bed, number % 2, KINDS[number % len(KINDS)], dice)


def _in_little_room(folder: Path, times: int, seed: int) -> Iterator[Found]:
    dice = random.Random(seed + 2)
    folder.mkdir()
    with _small_disk(folder) as attached:
        if not attached:
            print("Only root can attach a small disk: the limit of file sizes stands for it.")
        bed = _small(make_site(folder / "site"))
        bed.begin()
        for number in range(times):
            kind = FULL[number % 2] if attached else FULL[1]
            yield fill_one(bed, number % 2, kind, dice)


def _small(folder: Path) -> Bed:
    cell = folder / "datasets" / "money" / "budget.csv"
    page = folder / "docs" / "money" / "index.md"
    return Bed(folder, page, cell, ("-145,-145", "-155,-155"), "2024-12-01")


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Attach a small disk in memory at `folder`; gives whether that could be done."""
    mount = shutil.which("mount")
    words = ["-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    done = (
        mount and not subprocess.run([mount, *words], check=False, capture_output=True).returncode
    )
    try:
        yield bool(done)
    finally:
        if done:
            subprocess.run([str(shutil.which("umount")), "-l", str(folder)], check=False)


def _tell(found: list[Found]) -> None:
    """Print how the builds ended, by kind."""
    print(f"\n{'ended by':<14}{'builds':>7}{'done':>6}{'old':>6}{'new':>6}{'told':>6}{'wrong':>7}")
    kinds = list(dict.fromkeys(one.kind for one in found))
    for kind in [*kinds, ""]:
        of_kind = [one for one in found if kind in {one.kind, ""}]
        sites = Counter(one.site for one in of_kind)
        told = sum("cut off" in one.said for one in of_kind)
        done = sum(one.done for one in of_kind)
        wrong = sum(bool(one.wrong) for one in of_kind)
        numbers = (done, sites["old"], sites["new"], told)
        counts = "".join(f"{one:>6}" for one in numbers)
        print(f"{kind or 'all':<14}{len(of_kind):>7}{counts}{wrong:>7}")


if __name__ == "__main__":
    sys.exit(main())
