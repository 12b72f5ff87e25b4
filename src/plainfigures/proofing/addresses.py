"""Addresses as a browser follows them: within the site, to another host, or nowhere at all."""

import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from plainfigures.proofing.sheets import Fault, Lead, Sheet

__all__ = ["Ground", "take_address"]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FOLLOWED = ("http:", "https:", "mailto:", "tel:")
_NOT_FOUND = "404.html"
"""The page that a host shows at any address, and so the one that may name places from the root."""

_FROM_PAGE = "Write it as seen from the page, such as ../money/index.md."


class Ground(Struct):
    """Where a file stands: its path within the site, and the address of the site, "" if unknown."""

    file: str
    site_url: str = ""
    taken: set[str] = field(default_factory=set)

    @property
    def base(self) -> str:
        """The path below which the site is served."""
        return urlsplit(self.site_url).path.rstrip("/") + "/"


def take_address(
    sheet: Sheet, ground: Ground, address: str, *, loaded: bool = False, place: bool = True
) -> None:
    """Note in `sheet` where an address leads, or what is wrong with it.

    `loaded` says that a browser fetches it by itself; `place` that what stands after the # is a
    place on a page and no mere name.
    """
    written = address.strip()
    key = f"{loaded} {written}"
    if key in ground.taken:
        return
    ground.taken.add(key)
    own = ground.site_url.rstrip("/")
    if own and (written == own or written.startswith((f"{own}/", f"{own}#", f"{own}?"))):
        rest = written[len(own) :]
        _within(sheet, ground, rest.removeprefix("/"), written, "", place=place)
    elif _HOST.match(written) or _SCHEME.match(written):
        _elsewhere(sheet, written, loaded=loaded)
    elif written.startswith("/"):
        _from_root(sheet, ground, written, place=place)
    else:
        folder = ground.file.rpartition("/")[0]
        _within(sheet, ground, written, written, folder, place=place)


def _elsewhere(sheet: Sheet, written: str, *, loaded: bool) -> None:
    scheme = written.partition(":")[0].lower() + ":"
    if loaded and scheme == "data:":
        return
    if loaded:
        shown = f'"{written}" from another host' if _HOST.match(written) else f'"{written[:40]}"'
        sheet.faults.append(
            Fault(
                f"It loads {shown}. The site asks nothing of anybody else.",
                "Put the file below docs/ and name it there, or write a link to it instead.",
                written,
            )
        )
    elif written.startswith("//") or scheme not in _FOLLOWED:
        sheet.faults.append(
            Fault(
                f'The link "{written[:80]}" is of a kind that a public page must not have.',
                "Links may begin with https:, http:, mailto: or tel:, or lead to a page of the site.",
                written,
            )
        )
    elif scheme in {"http:", "https:"}:
        sheet.outside.append(written)


def _from_root(sheet: Sheet, ground: Ground, written: str, *, place: bool) -> None:
    if not written.startswith(ground.base):
        message = (
            f'The address "{written}" leads out of the site, which is served at {ground.base}.'
        )
        sheet.faults.append(Fault(message, _FROM_PAGE, written))
        return
    if not ground.site_url and ground.file.endswith(".html") and ground.file != _NOT_FOUND:
        message = f'The address "{written}" only works where the site has a host of its own.'
        sheet.faults.append(Fault(message, _FROM_PAGE, written, advice=True))
    _within(sheet, ground, written[len(ground.base) :], written, "", place=place)


def _within(
    sheet: Sheet, ground: Ground, rest: str, written: str, folder: str, *, place: bool
) -> None:
    """Note where an address within the site leads; `rest` is as seen from `folder`."""
    before, _, fragment = rest.partition("#")
    path = before.partition("?")[0]
    fragment = unquote(fragment) if place else ""
    fragment = fragment.partition(":~:")[0]
    if not path:
        own = ground.file if folder or rest == written else "index.html"
        sheet.leads.append(Lead(_page(own), fragment, written))
        return
    if "//" in path or "\\" in path:
        message = f'The address "{written}" has two slashes in a row, or one that leans backwards.'
        sheet.faults.append(Fault(message, "Write one slash between two names.", written))
        return
    parts = [*folder.split("/")] if folder else []
    *names, last = unquote(path).split("/")
    for name in [*names, *([last] if last in {".", ".."} else [])]:
        if name == ".." and not parts:
            message = f'The address "{written}" leads out of the site.'
            sheet.faults.append(Fault(message, _FROM_PAGE, written))
            return
        if name == "..":
            parts.pop()
        elif name != ".":
            parts.append(name)
    last = "" if last in {".", ".."} else last
    sheet.leads.append(Lead(_page("/".join([*parts, last])), fragment, written))


def _page(path: str) -> str:
    """Return the path of a page as that of its folder: `money/index.html` is `money/`."""
    if path == "index.html" or path.endswith("/index.html"):
        return path.removesuffix("index.html")
    return path
