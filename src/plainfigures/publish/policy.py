"""What browsers are told of a site: what its pages may load and run, and what may be kept.

One place says it, `header_groups`. From it come `_headers`, which several hosts read, the examples
for Caddy and nginx, and the `<meta>` that stands in each page for hosts that send no headers.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from msgspec import Struct

from plainfigures.publish.names import HASHED

__all__ = [
    "HEADERS_FILE",
    "TRUSTED_TYPES",
    "HeaderGroup",
    "header_groups",
    "headers_text",
    "meta_policy",
    "write_headers",
]

HEADERS_FILE = "_headers"
"""Read by Netlify, Cloudflare Pages and others; elsewhere it is a file that does nothing."""

_EARLY = Path(__file__).parent.parent / "theme" / "partials" / "early.html"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

TRUSTED_TYPES = "trusted-types plainfigures"
"""Names the one maker of addresses of scripts that a page allows: `assets/plainfigures.js`."""

_NOT_IN_META = {"frame-ancestors"}
"""What a policy in `<meta>` may not hold (Content Security Policy Level 3, 3.3)."""

_FROM_FILES = {"script-src", "style-src", "img-src", "font-src", "media-src"}
"""What a page that is opened as a file loads: some browsers take no file for `'self'`."""

_UNUSED_POWERS = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
"""What no page asks for, so that nothing on it can either. Short, since it goes with every file."""

_YEAR = 31_536_000
"""Seconds."""


class HeaderGroup(Struct, frozen=True):
    """Headers for the files of a site at some paths.

    A path ends in `*` for all below it. No header is set for the same file by two groups: hosts
    differ in what they make of that.
    """

    paths: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]


def header_groups(*, own_scripts: bool = False) -> tuple[HeaderGroup, ...]:
    """Return the headers of a site; `own_scripts` says that it brings scripts of its own.

    Everything in a site is public, so others may read its data from their pages and show its
    pictures; none may put a page of it into a frame.
    """
    return (
        HeaderGroup(
            ("/*",),
            (
                ("Content-Security-Policy", _joined(_directives(own_scripts=own_scripts))),
                ("X-Content-Type-Options", "nosniff"),
                ("Referrer-Policy", "same-origin"),
                ("Permissions-Policy", ", ".join(f"{one}=()" for one in _UNUSED_POWERS)),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Resource-Policy", "cross-origin"),
            ),
        ),
        HeaderGroup((f"/{HASHED}*",), (("Cache-Control", f"public, max-age={_YEAR}, immutable"),)),
        HeaderGroup(("/data/*", "/feed.xml"), (("Access-Control-Allow-Origin", "*"),)),
    )


def meta_policy(*, own_scripts: bool = False) -> str:
    """Return the policy as a page says it of itself: all that may stand there."""
    directives = {
        name: f"{value} file:" if name in _FROM_FILES else value
        for name, value in _directives(own_scripts=own_scripts).items()
        if name not in _NOT_IN_META
    }
    return _joined(directives)


def write_headers(site: Path, *, own_scripts: bool = False) -> None:
    """Write `_headers` into a site."""
    (site / HEADERS_FILE).write_text(headers_text(own_scripts=own_scripts), "utf-8")


def headers_text(*, own_scripts: bool = False) -> str:
    """Return the text of `_headers`."""
    lines = []
    for group in header_groups(own_scripts=own_scripts):
        for path in group.paths:
            lines += [path, *(f"  {name}: {value}" for name, value in group.headers)]
    return "\n".join(lines) + "\n"


def _directives(*, own_scripts: bool) -> dict[str, str]:
    """Return what a page may load and run: files of its own site, and one script within it."""
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' '{_early_digest()}'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "media-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    if not own_scripts:
        # Few libraries know of trusted types, so a site with scripts of its own goes without.
        directives["require-trusted-types-for"] = "'script'"
        name, _, maker = TRUSTED_TYPES.partition(" ")
        directives[name] = maker
    return directives


@cache
def _early_digest() -> str:
    script = _SCRIPT.search(_EARLY.read_text("utf-8"))
    assert script, _EARLY
    digest = hashlib.sha256(script[1].encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _joined(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
