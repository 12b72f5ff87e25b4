"""A finished site, served as a plain static host would, and a browser to open it in."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

__all__ = ["Quiet", "open_browser", "pages_of", "serve"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder, and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""


@contextmanager
def serve(built: Path, kind: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a finished site, with answers of one kind, and give its address."""
    handler = functools.partial(kind, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open a real Chromium; nox finds or gets one and names it in PLAINFIGURES_BROWSER."""
    path = os.environ.get("PLAINFIGURES_BROWSER")
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    # Chromium refuses to run as root in its own sandbox, which is how containers run it.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path or None, args=[*quiet, *root])
        yield opened
        opened.close()


def pages_of(built: Path) -> list[str]:
    """Return the addresses of all pages of a site."""
    files = sorted(built.rglob("index.html"))
    return [file.parent.relative_to(built).as_posix().removeprefix(".") for file in files]
