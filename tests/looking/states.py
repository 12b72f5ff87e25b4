"""The states in which a page is looked at: width, colours, and what is open."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

__all__ = ["DESK", "LOW", "NARROWEST", "PARTS", "PHONE", "STATES", "State", "open_part"]

Scheme = Literal["light", "dark"]

NARROWEST, PHONE, DESK = 320, 390, 1280
# A window of 1280 by 1024 pixels, enlarged to 400%.
LOW = 256
PARTS = ("closed", "card", "search", "open")
WORDS = "children"


@dataclass(frozen=True)
class State:
    """A window: its width in pixels, its colours, and its height."""

    width: int
    scheme: Scheme
    height: int = 900

    @property
    def name(self) -> str:
        """What a report calls it."""
        return f"{self.width} {self.scheme}"


def _each() -> Iterator[State]:
    schemes: tuple[Scheme, Scheme] = ("light", "dark")
    for scheme in schemes:
        for width in (NARROWEST, PHONE, DESK):
            yield State(width, scheme)


STATES = tuple(_each())


def open_part(page: Page, part: str) -> str:
    """Open a part of a page as a reader would, and return what to look at, as a selector.

    It is empty where this page has no such part.
    """
    return _OPENERS[part](page)


def _closed(page: Page) -> str:
    return "html"


def _close(page: Page) -> None:
    """Close what was opened before."""
    close = page.locator(".pf-search__close")
    if close.is_visible():
        close.click()
    else:
        page.keyboard.press("Escape")


def _card(page: Page) -> str:
    """Open the card of the first figure in a sentence."""
    number = page.locator("main .pf-ref a:visible").first
    if not number.count():
        return ""
    number.click()
    return ".pf-explain" if page.locator(".pf-explain:visible").count() else ""


def _search(page: Page) -> str:
    """Open search and let it find something."""
    _close(page)
    button = page.locator(".pf-tool--search")
    if not button.is_visible():
        return ""
    button.click()
    page.locator(".pf-search__query").fill(WORDS)
    page.locator(".pf-search__results > *").first.wait_for()
    return "dialog[open]"


def _open(page: Page) -> str:
    """Open the menu of a phone, and everything that folds."""
    _close(page)
    menu = page.locator(".pf-tool--menu")
    has_menu = menu.is_visible()
    if has_menu:
        menu.click()
    folded = page.evaluate(
        "() => { const all = [...document.querySelectorAll('details:not([open])')];"
        " all.forEach(one => { one.open = true; }); return all.length; }"
    )
    if folded:
        return "html"
    return "header" if has_menu else ""


_OPENERS: dict[str, Callable[[Page], str]] = {
    "closed": _closed,
    "card": _card,
    "search": _search,
    "open": _open,
}
