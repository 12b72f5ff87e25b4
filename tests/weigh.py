"""What the first view of each page weighs, in a real browser: `nox -s weigh`.

The finished site is served as a static host does, compressed with gzip. Each page is opened with an
empty cache, on a phone and on a desk, and the bytes are those of the browser's own network log,
headers included. What a page fetches only when asked (search, downloads) is not in its first view.
"""

import argparse
import functools
import gzip
import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from playwright.sync_api import Browser, ViewportSize

from tests.conftest import ROOT
from tests.looking.browsing import Quiet, open_browser, pages_of, serve

__all__ = ["View", "main", "report", "weigh_page"]

LIMIT = 100 * 1024
"""The most that a first view may weigh, in bytes."""

VIEWS: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 800},
}

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv"}

WATCH = """
window.pfShift = 0;
new PerformanceObserver(list => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.pfShift += one.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class View:
    """The first view of a page: bytes over the wire, requests, and how far its parts moved."""

    page: str
    width: str
    size: int
    requests: int
    shift: float


class _Handler(Quiet):
    """Gives out files as a static host does: compressed where that helps."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | IO[bytes] | None:  # type: ignore[override]
        """Answer with a file, compressed, or as the library does where it is no such file."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        # Over HTTP/2, a header that was sent before takes a byte; this server speaks HTTP/1.1.
        self.plain = file.suffix != ".html"
        if file.suffix not in COMPRESSED or not file.is_file():
            return super().send_head()
        content = _compressed(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file.name))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)


@functools.cache
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


def weigh_page(browser: Browser, address: str, page: str, width: str) -> View:
    """Open a page with an empty cache and return what its first view took."""
    context = browser.new_context(viewport=VIEWS[width])
    opened = context.new_page()
    opened.add_init_script(WATCH)
    log = context.new_cdp_session(opened)
    log.send("Network.enable")
    sizes: list[int] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    log.on("Network.loadingFinished", finished)
    opened.goto(f"{address}{page}/" if page else address, wait_until="networkidle")
    shift = float(opened.evaluate("window.pfShift"))
    context.close()
    return View(page, width, sum(sizes), len(sizes), shift)


def report(views: Sequence[View]) -> list[str]:
    """Return the table, the heaviest page first, and what is wrong after it."""
    by_page: dict[str, dict[str, View]] = {}
    for view in views:
        by_page.setdefault(view.page, {})[view.width] = view
    ranked = sorted(by_page.items(), key=lambda one: -max(view.size for view in one[1].values()))
    heads = "".join(f" {f'{name} KB':>9} {'requests':>9} {'shift':>7}" for name in VIEWS)
    lines = [f"{'page':44}{heads}"]
    for page, both in ranked:
        cells = (
            f" {both[name].size / 1024:9.1f} {both[name].requests:9} {both[name].shift:7.3f}"
            for name in VIEWS
        )
        lines.append(f"{page or 'home':44}{''.join(cells)}")
    heavy = [page or "home" for page, both in ranked if _most(both) > LIMIT]
    moved = [page or "home" for page, both in ranked if any(one.shift for one in both.values())]
    lines.append(f"{len(ranked)} pages; over {LIMIT // 1024} KB: {', '.join(heavy) or 'none'}")
    lines.append(f"Parts moved while loading: {', '.join(moved) or 'on no page'}")
    return lines


def _most(both: dict[str, View]) -> int:
    return max(view.size for view in both.values())


def main(words: Sequence[str] | None = None) -> int:
    """Weigh the pages of a finished site; 1 where a view is over the limit, or its parts moved."""
    parser = argparse.ArgumentParser(prog="weigh", description=__doc__)
    parser.add_argument("--built", type=Path, default=ROOT / "site", help="a finished site")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    asked = parser.parse_args(words)
    pages = [one for one in pages_of(asked.built) if asked.only in one]
    if not pages:
        print(f"There are no such pages in {asked.built}: build the site first.")
        return 2
    with serve(asked.built, _Handler) as address, open_browser() as browser:
        views = [weigh_page(browser, address, page, width) for page in pages for width in VIEWS]
    print("\n".join(report(views)))
    return int(any(view.size > LIMIT or view.shift for view in views))


if __name__ == "__main__":
    sys.exit(main())
