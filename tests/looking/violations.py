"""What the policy of a site stopped on pages that were open: heard by an event, and in the console.

Where scripts are off there is no event, and the console alone tells.
"""

from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

__all__ = ["heard", "listen_to"]

_LISTEN = """
addEventListener("securitypolicyviolation", (event) => console.warn("stopped by the policy: " + [
  event.effectiveDirective, event.blockedURI, event.sample, event.sourceFile, event.lineNumber
].join(" | ")));
"""
_WORDS = ("stopped by the policy: ", "Content Security Policy", "Trusted Type")
_HEARD: "WeakKeyDictionary[Browser, list[str]]" = WeakKeyDictionary()


def listen_to(browser: Browser) -> None:
    """Listen to every page that a browser opens from now on."""
    _HEARD[browser] = []
    new_context, new_page = browser.new_context, browser.new_page

    def context(**options: Any) -> BrowserContext:
        return _heard_in(new_context(**options), _HEARD[browser])

    def page(**options: Any) -> Page:
        opened = new_page(**options)
        _heard_in(opened.context, _HEARD[browser])
        return opened

    browser.new_context = context  # type: ignore[method-assign]
    browser.new_page = page  # type: ignore[method-assign]


def heard(browser: Browser) -> list[str]:
    """Return what was stopped since this was last asked, once each."""
    told = list(dict.fromkeys(_HEARD[browser]))
    _HEARD[browser].clear()
    return told


def _heard_in(context: BrowserContext, found: list[str]) -> BrowserContext:
    context.add_init_script(_LISTEN)
    context.on("console", lambda message: _note(found, message))
    return context


def _note(found: list[str], message: ConsoleMessage) -> None:
    if any(words in message.text for words in _WORDS):
        found.append(f"{message.page.url if message.page else ''}: {message.text}")
