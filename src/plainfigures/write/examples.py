"""Live examples for the editors' guide: a call of a macro, to copy, with what it makes of the data."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from lxml import html
from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.made import plain
from plainfigures.write.gaps import Stop, stop_of, without_quotes
from plainfigures.write.markup import attribute, inline
from plainfigures.write.sandbox import MISTAKES, NotAllowed, PageEnvironment, unknown_name

__all__ = ["Examples", "macro_box"]

_CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*\(.*\)\s*", re.DOTALL)
_BLOCK = re.compile(r"\s*<(?:!--|article|aside|details|div|dl|figure|nav|ol|p|section|table|ul)\b")
_ID = re.compile(r' (?:id|aria-labelledby)="[^"]*"')
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_LINK_WITHIN = re.compile(r'<a\b[^>]*\bhref="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_END_OF_PART = re.compile(r"</(?:p|li|td|th|dt|dd|caption|figcaption|h[1-6]|summary|div)>|<br>")
_ENTIRE = frozenset({"tr", "p", "svg", "figcaption", "summary", "h2", "h3", "h4"})
"""Elements from which nothing is cut."""
_LONG = 8
"""An entry of a list is shown whole, unless it holds a list longer than this."""
_LONGEST = 700
"""The letters of an example's text that are given."""


def macro_box(call: str) -> Markup:
    """Return a call of a macro to copy; without scripts a click takes it as a whole."""
    words = inline(f"{{{{ {call} }}}}")
    said = attribute(f"Copy {call}")
    return Markup(
        f'<p class="pf-macro"><code>{words}</code> <button class="pf-copy" type="button" '
        f'aria-label="{said}">Copy</button></p>'
    )


class Examples:
    """The macro for examples; `macros` gives all macros, and `settings` is what pages reach as `site`."""

    def __init__(
        self, macros: Callable[[], Mapping[str, Callable[..., Markup]]], settings: Mapping[str, Any]
    ) -> None:
        self._macros, self._settings = macros, settings
        self._environment = PageEnvironment(StrictUndefined, autoescape=True)
        self._keep: Callable[[str, Callable[[], str]], str] = lambda _, make: make()
        self._long: tuple[str, ...] = ()

    def keep_long(
        self, keep: Callable[[str, Callable[[], str]], str], names: tuple[str, ...]
    ) -> None:
        """Keep what examples of the macros `names` come to, as `keep` keeps what those write."""
        self._keep, self._long = keep, names

    def example(self, call: str, first: int = 0) -> Markup:
        """A macro as it is written, and below it what readers see of it.

        `call` is one macro with its brackets, between single quotes. `first` shows only so many of
        the entries of a long list.
        """
        name = self._name_in(call)

        def make() -> str:
            made = self._run(call)
            return str(_shortened(made, first) if first else made)

        shown = self._keep(f"example {first} {call}", make) if name in self._long else make()
        # An example is no place to be led to: what it shows has its own elsewhere.
        shown = _LINK_WITHIN.sub(r"\1", _ID.sub("", shown))
        # Nor are its headings any of the guide's.
        shown = _HEADING.sub(r'<p class="pf-example__heading">\1</p>', shown)
        cut = (
            Markup('<p class="pf-example__said">Only the beginning is shown here.</p>')
            if first
            else Markup("")
        )
        if _BLOCK.match(shown):
            text = _as_text(shown)
            inner = Markup("{}\n{}").format(Markup(shown), cut)
            if text:
                inner += Markup(
                    "<details><summary>The same as plain text</summary><p>{}</p></details>"
                ).format(inline(text))
        else:
            inner = Markup("<p>{}</p>").format(Markup(shown))
        return Markup(
            '<div class="pf-example">\n{}\n<p class="pf-example__said">What readers see:</p>\n'
            '<div class="pf-example__shown">{}</div>\n</div>\n'
        ).format(macro_box(call.strip()), inner)

    def _name_in(self, call: str) -> str:
        found = _CALL.fullmatch(call)
        if not found:
            raise MacroProblem(
                "An example is one macro with its brackets.",
                "Write it as: example('figure(\"the/reference\")').",
            )
        macros = self._macros()
        if found[1] not in macros or found[1] == "example":
            raise MacroProblem(
                f'The example calls "{found[1]}", which is no macro.',
                "The macros are listed in the editors' guide.",
                nearest(found[1], [one for one in macros if one != "example"]),
            )
        return found[1]

    def _run(self, call: str) -> Markup:
        names = {name: macro for name, macro in self._macros().items() if name != "example"}
        text = f"{{{{ {call} }}}}"
        try:
            made = self._environment.compile_expression(call, undefined_to_none=False)(
                **names, site=self._settings
            )
        except NotAllowed as error:
            refused = Stop(str(error.message), error.remedy, 1)
            raise _unreadable(without_quotes(text, 1) or refused) from error
        except TemplateSyntaxError as error:
            raise _unreadable(stop_of(error, text, self._environment.filters)) from error
        except UndefinedError as error:
            stop = without_quotes(text, 1)
            if stop:
                raise _unreadable(stop) from error
            unknown = unknown_name(error)
            raise MacroProblem(
                f'The example uses "{unknown}", which is no macro.',
                "If it is the name of a thing, put it in double quotes.",
                nearest(unknown, names),
            ) from error
        except MISTAKES as error:
            raise MacroProblem(
                f"The example cannot be run: {error}.", "Write the macro as a page would."
            ) from error
        if not isinstance(made, Markup):
            raise MacroProblem("The example makes nothing.", "Call one macro.")
        return made


def _unreadable(stop: Stop) -> MacroProblem:
    message = stop.message.replace("This macro", "This example")
    return MacroProblem(message, stop.remedy, stop.suggestion)


def _as_text(markup: str) -> str:
    """Return the words of markup, part by part."""
    parts = (plain(part) for part in _END_OF_PART.split(markup))
    text = " | ".join(part for part in parts if part)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]} …"


def _shortened(made: str, first: int) -> str:
    """Return markup with at most `first` of all elements of one kind that stand side by side."""
    whole = html.fragment_fromstring(f"<div>{made}</div>")
    _cut(whole, first)
    return "".join(html.tostring(part, encoding="unicode") for part in whole)


def _cut(element: html.HtmlElement, most: int) -> None:
    """Keep `most` of the parts of each kind; within those that are kept, only cut what is long."""
    counts = Counter(_kind(part) for part in element)
    seen: Counter[tuple[object, str]] = Counter()
    for part in list(element):
        if not isinstance(part.tag, str) or element.tag in _ENTIRE:
            continue
        seen[_kind(part)] += 1
        if seen[_kind(part)] > most:
            element.remove(part)
        else:
            _cut(part, max(most, _LONG) if counts[_kind(part)] > most else most)


def _kind(element: html.HtmlElement) -> tuple[object, str]:
    return element.tag, element.get("class", "")
