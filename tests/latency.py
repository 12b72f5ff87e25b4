"""From saving to seeing: `nox -s latency`.

A page and a cell are edited again and again while `plainfigures serve` runs, and how long it takes
until a browser that shows the page would have it is measured: from the moment at which the file is
written to the last byte of the new page. Beside it runs plain `mkdocs serve`, on the same pages with
every macro written out and every chart a ready file: of that, the time is told that it takes to make
the site anew, as it says itself, and the time from saving to the new page.
"""

import argparse
import html
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.bench.edits import edits_of
from tests.bench.kinds import Yard
from tests.bench.sites import make_site
from tests.conftest import copy_site

_PAGE, _CELL = "a page, from saving to seeing", "a cell, from saving to seeing"
_ABOUT = (
    "`plainfigures serve` with this site: from the moment at which a page or a cell is saved to the "
    "last byte of the new page in a browser that shows it. Beside it runs plain `mkdocs serve` with "
    "the pages of the floor: how long it takes to make the site anew, as it says itself, and until "
    "the new page is there."
)

AS_OF = "1795305600"
"""The moment as of which the site is shown, as SOURCE_DATE_EPOCH has it."""
LIMITS = {_PAGE: 1, _CELL: 2}
"""What each is to be less than, in times of what plain MkDocs takes to make the same site anew."""

PATIENCE = 90.0
"""Seconds after which what never comes is taken never to come."""

_AT = re.compile(rb"http://127\.0\.0\.1:(\d+)/")
_BUILT = re.compile(rb"Documentation built in ([\d.]+) seconds")


@dataclass
class Running:
    """A program that shows a site, and what it has said so far."""

    process: "subprocess.Popen[bytes]"
    said: bytearray = field(default_factory=bytearray)

    @property
    def port(self) -> int:
        """Where it listens."""
        wait_until(lambda: _AT.search(self.said) is not None, "an address")
        found = _AT.search(self.said)
        assert found is not None
        return int(found[1])

    @property
    def built(self) -> list[float]:
        """How long each making of the site took, as MkDocs says; it says the same only once."""
        return [float(one) for one in _BUILT.findall(self.said)]


@contextmanager
def running(folder: Path, *command: str) -> Iterator[Running]:
    """Run a program in a folder until the measurement is done."""
    environment = dict(os.environ, SOURCE_DATE_EPOCH=AS_OF, NO_MKDOCS_2_WARNING="1")
    environment["PYTHONUNBUFFERED"] = "1"
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    found = Running(process)

    def listen() -> None:
        assert process.stdout is not None
        while chunk := os.read(process.stdout.fileno(), 65536):
            found.said += chunk

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield found
    finally:
        process.terminate()
        process.wait(20)


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"{what} never came")
        time.sleep(0.02)


def free_port() -> int:
    """Return a port at which nobody listens now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def fetch(port: int, path: str) -> str:
    """Return what answers an address now; "" where nothing does."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request("GET", path, headers={"Host": f"127.0.0.1:{port}"})
        return line.getresponse().read().decode("utf-8", "replace")
    except OSError:
        return ""
    finally:
        line.close()


class Watcher:
    """Follows a page of `plainfigures serve` as its script does: told of each new version."""

    def __init__(self, port: int, path: str) -> None:
        self._port, self._path = port, path
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._line.request("GET", f"/_preview/events?path={path}", headers={"Host": "127.0.0.1"})
        self._answer = self._line.getresponse()
        self._version = ""

    def see(self, words: str) -> float:
        """Return the moment at which the page had `words` on it."""
        end = time.monotonic() + PATIENCE
        while True:
            if time.monotonic() > end:
                sys.exit(f"“{words}” never came to {self._path}")
            text = self._answer.readline().decode()
            if not text.startswith("data: "):
                continue
            version = json.loads(text.removeprefix("data: "))["version"]
            if version != self._version:
                self._version = version
                if words in html.unescape(fetch(self._port, self._path)):
                    return time.monotonic()

    def close(self) -> None:
        """Let go of the line."""
        self._line.close()


def see_in_mkdocs(port: int, path: str, words: str) -> float:
    """Return the moment at which a page of `mkdocs serve` had `words` on it.

    Its own script is told as soon as the site is made, so it is asked often.
    """
    wait_until(lambda: words in fetch(port, path), words)
    return time.monotonic()


def measure(edits: int, pages: int) -> dict[str, list[float]]:
    """Return the seconds that each edit took, by what was edited and who showed it."""
    took: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="plainfigures-latency-") as name:
        site = Path(name) / "site"
        if pages:
            make_site(site, pages)
        else:
            copy_site(site)
        yard = Yard(Path(name), site)
        ours, floor = yard.ours("ours"), yard.floor
        program = (sys.executable, "-m", "plainfigures", "serve", "--address", "127.0.0.1:0")
        plain = (sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}")
        with running(ours, *program) as preview, running(floor, *plain) as mkdocs:
            wait_until(lambda: b"The pages are ready" in preview.said, "the first pages")
            wait_until(lambda: bool(mkdocs.built), "the first pages of MkDocs")
            _edit(edits, pages, ours, floor, preview, mkdocs, took)
    return took


def _edit(
    edits: int,
    pages: int,
    ours: Path,
    floor: Path,
    preview: Running,
    mkdocs: Running,
    took: dict[str, list[float]],
) -> None:
    change = edits_of(ours)
    plain = replace(change, page=floor / change.page.relative_to(ours))
    path = f"/{change.page.parent.relative_to(ours / 'docs').as_posix()}/"
    shows = path if pages else f"/figures/{change.table.parent.name}/"
    page, cell = Watcher(preview.port, path), Watcher(preview.port, shows)
    for number in range(1, edits + 1):
        words = " ".join(["again"] * number) + "."
        with _until_rest(preview):
            begun = time.monotonic()
            change.change_page(number)
            took.setdefault(_PAGE, []).append(page.see(words) - begun)
        before = len(mkdocs.built)
        begun = time.monotonic()
        plain.change_page(number)
        seen = see_in_mkdocs(mkdocs.port, path, words)
        took.setdefault("plain mkdocs serve: from saving to seeing", []).append(seen - begun)
        # MkDocs says nothing where it took as long as once before, to a hundredth of a second.
        took.setdefault("plain mkdocs serve: to rebuild", []).extend(mkdocs.built[before:])
        with _until_rest(preview):
            begun = time.monotonic()
            change.change_cell(number)
            seen = cell.see(_shown(change.renew(number)))
            took.setdefault(_CELL, []).append(seen - begun)
    page.close()
    cell.close()


def _shown(cell: str) -> str:
    """Return a cell as a page shows it."""
    return f"{int(cell):,}" if cell.isdecimal() else cell


@contextmanager
def _until_rest(preview: Running) -> Iterator[None]:
    """Wait in the end until the preview has looked at all pages that were edited, and says so."""
    before = bytes(preview.said).count(b", after ")
    yield
    wait_until(lambda: bytes(preview.said).count(b", after ") > before, "the end of a making")


def table(took: dict[str, list[float]]) -> Iterator[str]:
    """Yield the lines of a table: median and worst of each, and the ratio to MkDocs' rebuilding."""
    floor = statistics.median(took["plain mkdocs serve: to rebuild"])
    yield "| Edited | Times | Median s | Worst s | × MkDocs' rebuilding | Less than |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name, seconds in took.items():
        middle = statistics.median(seconds)
        cells = (name, f"{len(seconds)}", f"{middle:.2f}", f"{max(seconds):.2f}")
        yield f"| {' | '.join(cells)} | {middle / floor:.2f} | {LIMITS.get(name, '')} |"


def serve_part(took: dict[str, list[float]]) -> str:
    """Return what stands in BENCHMARKS.md of this."""
    return "\n".join(["## From saving to seeing", "", _ABOUT, "", *table(took), ""])


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50, help="how many of a page and of a cell")
    parser.add_argument("--pages", type=int, default=0, help="of a made-up site, not of this one")
    given = parser.parse_args()
    took = measure(given.edits, given.pages)
    print("\n".join(table(took)))


if __name__ == "__main__":
    main()
