"""The lists of figures put into the finished pages that ask for them, kept from build to build."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

from plainfigures.figure_keys import FigureKeys
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.grouping import Group, Grouping
from plainfigures.figures.keys import digest_of
from plainfigures.figures.periods import parse_period
from plainfigures.preparing import Prepared
from plainfigures.story import address_of
from plainfigures.write import (
    NotedPage,
    Standing,
    list_figures,
    list_groups,
    list_packages,
    old_names,
    relative_links,
)

__all__ = ["group_dates", "group_files", "put_in_lists", "write_groups"]

_CONTENT = "<!--pf-group-->"
_HIGHER = re.compile(r'(=")(\.\.?(?:/|"))')
"""An address that begins with the way up, in an attribute."""
_DESCRIBED = re.compile(r'<script type="application/ld\+json">.*?</script>\s*', re.DOTALL)
_IN_HEAD = re.compile(r'<title>[^<]*|<meta property="og:title" content="[^"]*')
_DESCRIPTION = re.compile(
    r'(<meta (?:name="description"|property="og:description") content=")[^"]*'
)
_HEADING = re.compile(r"(<h1[^>]*>.*?)(</h1>)", re.DOTALL)
_LISTS = re.compile(r"<!--pf-block catalogue(?: ([a-z0-9-]+))?-->")


def put_in_lists(
    prepared: Prepared,
    noted: Mapping[str, NotedPage],
    used: Mapping[str, list[str]],
    places: Mapping[str, str],
    grouping: Grouping,
    keys: FigureKeys,
) -> None:
    """Put the lists of figures into pages; `used` gives the pages that each figure stands on.

    Of a package that is divided, only its groups are listed, which have pages of their own.
    """
    lists = _Lists(prepared, used, places, grouping, keys)

    def listing(mark: re.Match[str]) -> str:
        package = mark[1]
        if not package:
            return list_packages(prepared.catalogue)
        return lists.groups(package) if grouping.groups(package) else lists.figures(package)

    for page in noted.values():
        page.html = _LISTS.sub(listing, page.html)


def write_groups(
    prepared: Prepared,
    site: Path,
    noted: Mapping[str, NotedPage],
    used: Mapping[str, list[str]],
    places: Mapping[str, str],
    grouping: Grouping,
    keys: FigureKeys,
) -> None:
    """Write a page for each group of a package that is divided, in the frame of the package's own."""
    lists = _Lists(prepared, used, places, grouping, keys)
    for package in grouping.divided:
        address = f"figures/{package}/"
        page = noted.get(address)
        own = relative_links(lists.groups(package), address, grouping.place)
        if page is None or own not in page.html:
            continue  # an editor wrote another page there
        frame = _as_frame(page.html.replace(own, _CONTENT, 1))
        title = _titles(prepared).get(address, package)
        for group in grouping.groups(package):
            place = f"{address}{group.name}/"
            listed = relative_links(lists.figures(package, group), place, grouping.place)
            folder = site / place
            folder.mkdir(parents=True, exist_ok=True)
            html = _in_frame(frame, address, group, title).replace(_CONTENT, listed, 1)
            (folder / "index.html").write_text(html, "utf-8")


def group_files(grouping: Grouping) -> list[str]:
    """Return the files that `write_groups` writes."""
    return [f"{place}index.html" for place in _group_places(grouping)]


def group_dates(catalogue: Catalogue, grouping: Grouping) -> dict[str, str]:
    """Return the addresses of the groups' pages, each with the day of its newest figure."""
    found = {}
    for place, group in _group_places(grouping).items():
        days = {catalogue.published(one) for one in group.figures} - {""}
        found[place] = max((parse_period(one).last.isoformat() for one in days), default="")
    return found


def _group_places(grouping: Grouping) -> dict[str, Group]:
    return {
        f"figures/{package}/{group.name}/": group
        for package in grouping.divided
        for group in grouping.groups(package)
    }


class _Lists:
    """The lists of a site's figures, each kept under all that it hangs on."""

    def __init__(
        self,
        prepared: Prepared,
        used: Mapping[str, list[str]],
        places: Mapping[str, str],
        grouping: Grouping,
        keys: FigureKeys,
    ) -> None:
        config = prepared.config
        self._prepared, self._used, self._grouping = prepared, used, grouping
        self._titles = _titles(prepared)
        self._standing = Standing(
            used, self._titles, places, config.name, config.url, grouping.address
        )
        self._keys = keys
        self._known = digest_of([repr(places), config.name, config.url])

    def groups(self, package: str) -> str:
        """Return the list of a package's groups."""
        return list_groups(self._prepared.catalogue, package, self._grouping)

    def figures(self, package: str, group: Group | None = None) -> str:
        """Return the list of the figures of a package, or of one of its groups."""
        catalogue = self._prepared.catalogue
        figures = group.figures if group else catalogue.of_package(package)
        used = {one.reference: self._used.get(one.reference, ()) for one in figures}
        pages = [(name, on) for name, on in used.items() if on]
        titles = {one: self._titles.get(one, "") for on in used.values() for one in on}
        name = f"{package}/{group.name}" if group else package
        places = [self._grouping.address(one.reference) for one in figures[:1]]
        renamed = old_names(catalogue, package)  # which any package may tell
        return self._prepared.page_keeper(
            f"catalogue {name} {pages} {titles} {places} {renamed} {self._known} "
            f"{self._keys.of(package, figures)}",
            lambda: list_figures(catalogue, package, self._standing, group),
        )


def _as_frame(html: str) -> str:
    """Return a page as one that stands a folder deeper, without the description of its data."""
    return _HIGHER.sub(r"\1../\2", _DESCRIBED.sub("", html))


def _in_frame(frame: str, address: str, group: Group, title: str) -> str:
    """Return the frame of a package's page as that of one of its groups."""
    said = f"{escape(title)}"
    own = f"{said}: {escape(group.title)}"
    description = escape(f"The figures of {group.title}, with their sources and their history.")
    page = _IN_HEAD.sub(lambda found: found[0].replace(said, own, 1), frame)
    page = _HEADING.sub(lambda found: f"{found[1]}: {escape(group.title)}{found[2]}", page, count=1)
    page = _DESCRIPTION.sub(lambda found: f"{found[1]}{description}", page)
    return page.replace(f'{address}"', f'{address}{group.name}/"').replace(
        f"{address}</p>", f"{address}{group.name}/</p>"
    )


def _titles(prepared: Prepared) -> dict[str, str]:
    """Return the title of each page that has one, by its address."""
    found = {}
    for rendered in prepared.pages:
        found[address_of(rendered.page)] = str(rendered.page.meta.get("title") or "")
    return {address: title for address, title in found.items() if title}
