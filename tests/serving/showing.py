"""Previews in this very process, small finished sites, and work that goes wrong."""

import contextlib
import http.client
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plainfigures.serving.preview import Preview
from plainfigures.serving.state import State

__all__ = [
    "PATIENCE",
    "Shown",
    "ask",
    "end_the_program",
    "fail",
    "go_round",
    "leave",
    "make_finished",
    "say_back",
    "show",
    "take_all_memory",
    "tell_twice",
]

PATIENCE = 120
"""Seconds after which what never comes is taken never to come; no test measures them."""


@dataclass
class Shown:
    """A preview that runs, and what it has said."""

    preview: Preview
    said: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        """What it shows now."""
        return self.preview.board.state

    def page(self, path: str = "") -> str:
        """Return a page as browsers get it."""
        return self.answer(path)[1]

    def answer(self, path: str = "") -> tuple[int, str]:
        """Return the status and the text that answer an address."""
        status, _, text = ask(self.preview.port, f"/{path}")
        return status, text

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never: {what}. It said: {self.said}"
            time.sleep(0.02)

    def wait_for_attempt(self, after: int) -> State:
        """Wait until the pages were made, or could not be, once more."""
        self.wait(lambda: self.state.attempt > after, f"an attempt after {after}")
        return self.state


@contextlib.contextmanager
def show(site: Path, limit: float = PATIENCE) -> Iterator[Shown]:
    """Show a site until the test is done with it."""
    said: list[str] = []
    preview = Preview(site, "127.0.0.1", 0, said.append, limit=limit)
    preview.start()
    try:
        yield Shown(preview, said)
    finally:
        preview.stop()


def ask(
    port: int, path: str, host: str = "127.0.0.1", method: str = "GET"
) -> tuple[int, http.client.HTTPMessage, str]:
    """Ask for an address exactly as it is written; returns status, headers and text."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        line.request(method, path, headers={"Host": f"{host}:{port}"})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8")
    finally:
        line.close()


def make_finished(folder: Path) -> Path:
    """Write a small finished site."""
    files = {
        "index.html": "<html><body><h1>Home</h1></body></html>",
        "money/index.html": "<html><body><h1>Money</h1></body></html>",
        "404.html": "<html><body><h1>Not found</h1></body></html>",
        "assets/own.css": "p { color: black }",
        "data/figures.csv": "reference,value\n",
        "data/finance.zip": "PK",
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def say_back(words: str) -> str:
    """Return what was given."""
    return words


def tell_twice(words: str, tell: Callable[[str], object]) -> str:
    """Tell something twice before the end."""
    tell(words)
    tell(f"{words} again")
    return "last"


def fail(root: Path) -> None:
    """Call Python of the site in `root` that raises."""
    file = root / "macros" / "own.py"
    code = compile(file.read_text("utf-8"), str(file), "exec")
    exec(code, {})


def end_the_program() -> None:
    """Ask for the end, as `exit()` does."""
    raise SystemExit(3)


def leave() -> None:
    """End at once, without a word."""
    os._exit(7)


def go_round(pid: Path) -> None:
    """Start another process, note the ids of both, and never end."""
    other = os.fork()
    if other:
        pid.write_text(f"{os.getpid()} {other}", "utf-8")
    while True:
        time.sleep(0.01)


def take_all_memory() -> None:
    """Ask for more memory than any machine has."""
    bytearray(2**60)
