"""A finished site, served as a static host would, and a browser to open it in.

The host sends what `_headers` asks for, and each page that the browser opens is listened to for what
the policy stops (see `violations`).
"""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.looking.violations import listen_to

__all__ = ["Heard", "Quiet", "headers_of", "listen", "open_browser", "pages_of", "serve"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder and the headers of its `_headers`, and says nothing.

    The site stands `below` a path, such as `/some/path/`; nothing stands elsewhere.
    """

    def __init__(self, *args: Any, below: str = "/", plain: bool = False, **kwargs: Any) -> None:
        self.below = below
        self.plain = plain
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""

    def translate_path(self, path: str) -> str:
        """Return the file that answers a path."""
        if not path.startswith(self.below):
            return str(Path(self.directory) / "nothing-is-here")
        return super().translate_path(f"/{path.removeprefix(self.below)}")

    def end_headers(self) -> None:
        """Add what the site asks for."""
        path = urlsplit(self.path).path
        if not self.plain and path.startswith(self.below):
            here = f"/{path.removeprefix(self.below)}"
            for name, value in headers_of(Path(self.directory), here):
                self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *args: Any, **kwargs: Any) -> None:
        """Show the site's own page where nothing answers a path."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, *args, **kwargs)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def headers_of(built: Path, path: str) -> list[tuple[str, str]]:
    """Return the headers that the `_headers` of a site asks for at a path, as hosts read it."""
    file = built / "_headers"
    found: list[tuple[str, str]] = []
    holds = False
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        if line.startswith("/"):
            holds = path.startswith(line[:-1]) if line.endswith("*") else path == line
        elif holds:
            name, _, value = line.strip().partition(": ")
            found.append((name, value))
    return found


@contextmanager
def serve(
    built: Path, kind: type[Quiet] = Quiet, *, below: str = "/", plain: bool = False
) -> Iterator[str]:
    """Serve a finished site, with answers of one kind, and give its address.

    A `plain` host sends no headers of the site's.
    """
    handler = functools.partial(kind, directory=str(built), below=below, plain=plain)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
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
        listen_to(opened)
        yield opened
        opened.close()


def pages_of(built: Path) -> list[str]:
    """Return the addresses of all pages of a site."""
    files = sorted(built.rglob("index.html"))
    return [file.parent.relative_to(built).as_posix().removeprefix(".") for file in files]


@dataclass
class Heard:
    """What went wrong while a page was open."""

    said: list[str] = field(default_factory=list)


def listen(page: Page, address: str) -> Heard:
    """Note console errors, failed requests, and requests to anywhere else."""
    heard = Heard()
    host = urlsplit(address).netloc

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != host:
            heard.said.append(f"asked {request.url}")

    page.on("console", lambda one: heard.said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: heard.said.append(str(error)))
    page.on("requestfailed", lambda request: heard.said.append(f"failed {request.url}"))
    page.on("response", lambda one: heard.said.append(one.url) if one.status >= 400 else None)
    page.on("request", on_request)
    return heard
