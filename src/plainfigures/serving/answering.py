"""Answers to browsers: the last good pages with what the preview adds, and news of the next."""

import contextlib
import http.server
import ipaddress
import json
import mimetypes
import posixpath
import socket
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from plainfigures.publish.policy import TRUSTED_TYPES
from plainfigures.serving import panel
from plainfigures.serving.state import Board, State

__all__ = ["Found", "Server", "find_file", "is_local", "version_of"]

_ASSETS = Path(__file__).parent / "assets"
_KINDS = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}
"""What the machine's own list of kinds may have otherwise."""

_STILL = 15.0
"""Seconds after which a browser that hears nothing new is told so, which shows whether it is there."""
_RETRY = 1000
"""Milliseconds after which a browser that lost the preview looks for it again."""


class Found(Struct, frozen=True):
    """What answers an address: a file of the site by its name, or an address to go to instead."""

    name: str = ""
    moved: str = ""
    there: bool = True


def find_file(site: Path, path: str, below: str = "") -> Found:
    """Return what answers the address `path` in a finished site: never a file outside of it.

    `below` is the path at which the site is published, "" for the root: the page for addresses that
    lead nowhere names its styles and links from there, so what stands below it answers too.
    """
    plain = unquote(urlsplit(path).path)
    parts = [part for part in plain.split("/") if part not in {"", "."}]
    if ".." in parts or any("\0" in part or "\\" in part or ":" in part for part in parts):
        return _missing(site)
    found = _file(site, parts, plain)
    prefix = [part for part in below.split("/") if part]
    if found is None and prefix and parts[: len(prefix)] == prefix:
        found = _file(site, parts[len(prefix) :], plain)
    return found or _missing(site)


def version_of(state: State, path: str, below: str = "") -> str:
    """Return the version in which the page at an address is shown now."""
    if path == panel.CHANGES:
        return f"changes-{state.compared}"
    if state.site is None:
        return panel.unmade(state)
    found = find_file(state.site, path, below)
    version = state.versions.get(found.name, "")
    return version if found.there else f"missing-{version}"


def is_local(host: str) -> bool:
    """Return whether a host, as an address or a browser names it, is this machine alone."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _file(site: Path, parts: list[str], plain: str) -> Found | None:
    file = site.joinpath(*parts)
    with contextlib.suppress(OSError, ValueError):
        if not file.resolve().is_relative_to(site.resolve()):
            return None
        if file.is_dir() and (file / "index.html").is_file():
            if not plain.endswith("/"):
                return Found(moved=f"{posixpath.basename(plain)}/")
            return Found("/".join([*parts, "index.html"]))
        if file.is_file() and not plain.endswith("/"):
            return Found("/".join(parts))
    return None


def _missing(site: Path) -> Found:
    return Found("404.html" if (site / "404.html").is_file() else "", there=False)


class Server(http.server.ThreadingHTTPServer):
    """Listens at an address and shows what is on the board.

    `changes` gives the page of what has changed since the last commit, and `below` the path at which
    the site is published. The folder `bare` has the look of every site under its plain names, which
    the preview's own pages use. Raises OSError where nobody can listen there.
    """

    daemon_threads = True
    block_on_close = False
    # On Windows this would let two programs listen at one address.
    allow_reuse_address = hasattr(socket, "AF_UNIX")

    def __init__(
        self,
        host: str,
        port: int,
        board: Board,
        changes: Callable[[], str],
        below: Callable[[], str] = lambda: "",
        bare: Path | None = None,
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.board = board
        self.changes = changes
        self.below = below
        self.bare = bare
        self.local = is_local(host)
        super().__init__((host, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: most often a browser went away before the end of an answer."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server
    server_version = "plainfigures"
    sys_version = ""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""

    def do_HEAD(self) -> None:
        """Answer without the content."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with a page, a file, or the news."""
        if self.server.local and not is_local(_without_port(self.headers.get("Host", "localhost"))):
            # Else a page from elsewhere could read what is not public yet, by a name of its own.
            self._send(b"This preview is shown on this machine only.", "text/plain", 403)
            return
        path = urlsplit(self.path).path
        if path == panel.EVENTS:
            self._tell()
        elif path == panel.CHANGES:
            version = version_of(self.server.board.state, path)
            self._page(self.server.changes(), version)
        elif path.startswith(panel.OWN):
            self._asset(path.removeprefix(panel.OWN))
        else:
            self._site()

    def _site(self) -> None:
        state = self.server.board.state
        found = Found(there=False)
        if state.site is not None:
            found = find_file(state.site, self.path, self.server.below())
        if not found.there and self.server.bare:
            bare = find_file(self.server.bare, self.path)
            if bare.there and bare.name:
                self._send((self.server.bare / bare.name).read_bytes(), _kind(bare.name))
                return
        if state.site is None:
            text = panel.nothing_yet(state)
            self._send(text.encode(), "text/html", HTTPStatus.SERVICE_UNAVAILABLE)
            return
        if found.moved:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", found.moved)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status = HTTPStatus.OK if found.there else HTTPStatus.NOT_FOUND
        try:
            content = (state.site / found.name).read_bytes() if found.name else b"Not found."
        except OSError:
            content, status = b"This page is being made anew.", HTTPStatus.SERVICE_UNAVAILABLE
        if found.name.endswith(".html"):
            version = version_of(state, urlsplit(self.path).path, self.server.below())
            self._page(content.decode("utf-8", "replace"), version, status)
        else:
            self._send(content, _kind(found.name), status)

    def _page(self, text: str, version: str, status: int = HTTPStatus.OK) -> None:
        """Answer with a page, and what the preview adds before its end and to its policy."""
        text = text.replace(TRUSTED_TYPES, f"{TRUSTED_TYPES} plainfigures-preview", 1)
        own = urlsplit(self.path).path == panel.CHANGES
        more = str(panel.added(self.server.board.state, version, own=own))
        head, end, tail = text.rpartition("</body>")
        whole = f"{head}{more}{end}{tail}" if end else text + more
        self._send(whole.encode(), "text/html", status)

    def _asset(self, name: str) -> None:
        file = _ASSETS / name
        if file.parent == _ASSETS and file.suffix in {".css", ".js"} and file.is_file():
            self._send(file.read_bytes(), _kind(name))
        else:
            self._send(b"Not found.", "text/plain", HTTPStatus.NOT_FOUND)

    def _tell(self) -> None:
        """Tell a browser of each new state, as far as it is about the page that it shows."""
        asked = parse_qs(urlsplit(self.path).query).get("path", ["/"])[0]
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(f"retry: {_RETRY}\n\n".encode())
        board, number = self.server.board, -1
        with contextlib.suppress(OSError):  # the browser went
            while True:
                state = board.after(number, _STILL)
                if state.number == number:
                    self.wfile.write(b": still\n\n")
                    continue
                number = state.number
                if asked == panel.CHANGES:
                    self.server.changes()
                told = {
                    "version": version_of(state, asked, self.server.below()),
                    "bar": str(panel.bar(state, own=asked == panel.CHANGES)),
                }
                self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())

    def _send(self, content: bytes, kind: str, status: int = HTTPStatus.OK) -> None:
        self.send_response(status)
        readable = kind.startswith("text/") or kind in {"application/json", "application/xml"}
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if readable else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _kind(name: str) -> str:
    ending = posixpath.splitext(name)[1].lower()
    return _KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _without_port(host: str) -> str:
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
