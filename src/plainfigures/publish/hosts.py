"""The settings of a web server for a site, from the same headers as `_headers`: Caddy and nginx.

They hold an address, a folder and the policy, and nothing that changes from build to build. A site
may stand below a path of its address.
"""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from plainfigures.publish.policy import HEADERS_FILE, HeaderGroup, header_groups

__all__ = ["SERVERS", "Served", "settings_for"]

EXAMPLE = "example.org"
"""The host of a site that says of itself no address."""
FOLDER = "/srv/www/site"
"""Where the examples have the finished site."""

_KEPT = "Cache-Control"
_FRESH = "no-cache"
"""Kept by browsers, and asked for again each time: the answer is most often that it is the same."""


_CADDY_TOLD = "# A Caddyfile. Caddy gets a certificate for the name by itself."
_NGINX_TOLD = "# Within http { ... }, for example as a file of conf.d/."
_NO_NAME = '# "site_url" in mkdocs.yml is empty: write the name of your site for example.org below.'


class Served(Struct, frozen=True):
    """Where a site is served: its host, the path below which it stands, and its folder."""

    host: str = EXAMPLE
    below: str = "/"
    folder: str = FOLDER

    @classmethod
    def at(cls, url: str, folder: str = FOLDER) -> "Served":
        """Return where a site with this address is served; without one, at the root of an example."""
        parts = urlsplit(url)
        path = parts.path.strip("/")
        return cls(
            parts.hostname or EXAMPLE, f"/{path}/" if path else "/", folder.rstrip("/") or "/"
        )


def settings_for(server: str, served: Served, *, own_scripts: bool = False) -> str:
    """Return the settings of a server, one of `SERVERS`."""
    settings = SERVERS[server](served, header_groups(own_scripts=own_scripts))
    return settings if served.host != EXAMPLE else f"{_NO_NAME}\n{settings}"


def _caddy(served: Served, groups: tuple[HeaderGroup, ...]) -> str:
    everywhere, *some = groups
    start = served.below.rstrip("/")
    lines = [f"root * {_quoted(served.folder)}", "encode zstd gzip", "header {"]
    lines += [f"\t{name} {_quoted(value)}" for name, value in everywhere.headers]
    lines.append("}")
    lasting = [path for name, _, paths in _by_header(some) for path in paths if name == _KEPT]
    lines.append(f"@fresh not path {' '.join(start + path for path in lasting)}")
    lines.append(f"header @fresh {_KEPT} {_quoted(_FRESH)}")
    for number, (name, value, paths) in enumerate(_by_header(some), 1):
        lines.append(f"@some{number} path {' '.join(start + path for path in paths)}")
        lines.append(f"header @some{number} {name} {_quoted(value)}")
    files = ["file_server {", f"\thide {HEADERS_FILE}", "}"]
    if start:
        within = [f"\t{line}" for line in files]
        files = [f"redir {start} {served.below}", f"handle_path {served.below}* {{", *within, "}"]
    # What is missing may come, so it is not kept.
    missing = ["handle_errors {", f"\theader {_KEPT} {_quoted(_FRESH)}"]
    missing += ["\trewrite * /404.html", "\tfile_server", "}"]
    inner = [f"\t{line}" for line in [*lines, *files, *missing]]
    return "\n".join([_CADDY_TOLD, f"{served.host} {{", *inner, "}"]) + "\n"


def _nginx(served: Served, groups: tuple[HeaderGroup, ...]) -> str:
    everywhere, *some = groups
    start = served.below.rstrip("/")
    lines = [_NGINX_TOLD, ""]
    sent = [*everywhere.headers]
    for name, value, paths in _by_header(some):
        variable = f"$site_{name.lower().replace('-', '_')}"
        usual = _FRESH if name == _KEPT else ""
        lines += [f"map $uri {variable} {{", f"    default {_quoted(usual)};"]
        lines += [f"    ~^{_pattern(start + path)} {_quoted(value)};" for path in paths]
        lines += ["}", ""]
        sent.append((name, variable))
    place = [f"root {_quoted(served.folder)};"]
    if start:
        place = [
            f"location = {start} {{ return 301 {served.below}; }}",
            f"location {served.below} {{ alias {_quoted(served.folder + '/')}; }}",
        ]
    inner = [
        "# To readers: listen 443 ssl, with ssl_certificate and ssl_certificate_key.",
        "listen 80;",
        f"server_name {served.host};",
        "index index.html;",
        "charset utf-8;",
        "charset_types text/plain text/css text/javascript application/javascript",
        "              application/json text/csv;",
        "server_tokens off;",
        "absolute_redirect off;",
        "gzip on;",
        "gzip_types text/css text/javascript application/javascript application/json",
        "           text/csv text/xml image/svg+xml;",
        *(f"add_header {name} {_quoted(value)} always;" for name, value in sent),
        f"error_page 404 {start}/404.html;",
        "# A folder without a page of its own.",
        f"error_page 403 =404 {start}/404.html;",
        f"location = {start}/{HEADERS_FILE} {{ return 404; }}",
        *place,
    ]
    return "\n".join([*lines, "server {", *(f"    {line}" for line in inner), "}"]) + "\n"


SERVERS: Mapping[str, Callable[[Served, tuple[HeaderGroup, ...]], str]] = {
    "caddy": _caddy,
    "nginx": _nginx,
}
"""The servers that there are settings for."""


def _by_header(groups: list[HeaderGroup]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return each header by itself: its name, its value, and the paths it is for."""
    return [(name, value, group.paths) for group in groups for name, value in group.headers]


def _pattern(path: str) -> str:
    """Return a path of a group as the end of a regular expression of nginx."""
    plain = path.removesuffix("*").replace(".", "\\.")
    return plain if path.endswith("*") else f"{plain}$"


def _quoted(value: str) -> str:
    return f'"{value}"'
