"""Names that hold a digest of what is in the file: `assets/hashed/plainfigures.3f2a9c01d4e5.css`.

A file under such a name never changes, so browsers keep it for good and ask no more. What changes
has another name, and only the pages that show it name it. What others link to or fetch by itself
keeps its name: pages, downloads, feeds, and `search/index.json`, which names the rest of the search.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath

__all__ = ["HASHED", "STATIC", "hashed_name", "name_files", "with_names"]

HASHED = "assets/hashed/"
"""The folder, within the site, of all files whose names hold a digest, and of no others."""

STATIC = (
    "assets/plainfigures.css",
    "assets/plainfigures.svg",
    "assets/plainfigures.js",
    "assets/explain.js",
    "assets/filter.js",
    "assets/finder.js",
    "assets/search.js",
    "assets/minisearch.js",
)
"""The files of the look, which pages name in their heads and at their ends."""

_DIGITS = 12
"""Digits of a digest in a name: with 48 bits, two of a thousand files meet once in half a billion."""


def hashed_name(place: str, content: bytes) -> str:
    """Return where a file with this `content`, which would stand at `place` in the site, stands."""
    path = PurePosixPath(place.removeprefix("assets/"))
    digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
    return f"{HASHED}{path.with_suffix(f'.{digest}{path.suffix}')}"


def name_files(site: Path) -> dict[str, str]:
    """Move the files of `STATIC` in a site to names with a digest; returns old and new names.

    One that is not there is passed over.
    """
    names = {}
    for place in STATIC:
        file = site / place
        if file.is_file():
            names[place] = hashed_name(place, file.read_bytes())
            target = site / names[place]
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
    return names


def with_names(html: str, names: Mapping[str, str], address: str, url: str = "") -> str:
    """Return the page at `address` with the new names of files in its head and after its text.

    What the page says is left alone, and so is what names a file of another place: `url` is the
    address of the site, where it is known.
    """
    start, end = html.find("</head>"), html.rfind("</main>")
    end = max(start, end)
    pattern = _named(address, url, frozenset(names))

    def named(found: re.Match[str]) -> str:
        return f"{found[1]}{found[2]}{names[found[3]]}{found[1]}"

    return pattern.sub(named, html[:start]) + html[start:end] + pattern.sub(named, html[end:])


def _named(address: str, url: str, names: frozenset[str]) -> re.Pattern[str]:
    up = "../" * address.count("/") if not address.endswith(".html") else ""
    return _pattern(up, url.rstrip("/"), names)


@cache
def _pattern(up: str, url: str, names: frozenset[str]) -> re.Pattern[str]:
    """Match a quoted name as a page says it: from where the page is, or from the site's root."""
    root = re.sub(r"^[a-z]+://[^/]*", "", url)
    before = {up or "./", up, f"{url}/", f"{root}/"}
    places, files = ("|".join(map(re.escape, sorted(one))) for one in (before, names))
    return re.compile(rf"""(["'])({places})({files})\1""")
