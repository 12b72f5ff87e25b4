"""Pages through their macros, in a sandbox, so that every mistake on a page is found at once."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined
from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.errors import (
    HeldBackProblem,
    MixProblem,
    PeriodProblem,
    PlainFiguresError,
    UnreadableProblem,
)
from plainfigures.figures.declarations import Page, Wording
from plainfigures.figures.embargoes import EMBARGO, UNREADABLE
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.made import GAP, set_aside, without_marks
from plainfigures.figures.page_bounds import beyond_bounds
from plainfigures.write.alone import without_misplaced
from plainfigures.write.desk import Desk, Macro
from plainfigures.write.gaps import (
    Stop,
    stop_of,
    unclosed,
    with_gap,
    without_quotes,
)
from plainfigures.write.recording import Recording
from plainfigures.write.sandbox import MOST_MACROS, NoEnd, NotAllowed, PageEnvironment, written_out

__all__ = ["RenderedPage", "render_page"]

RULE = "macros"
BASIS = "basis"
"""The rule that a comparison of figures which are not alike breaks."""

_ASKED_OF_CALLS = ("unsafe_callable", "alters_data", "jinja_pass_arg")
"""What Jinja asks of everything that a page calls."""
_TRIES = 40
"""At most so many macros of one page that cannot even be read are told at once."""
_LOOP = re.compile(r"\{%[-+]?\s*for\b")
_WORTH = 4_000
"""So many macros are read anew for that at most, so that a page full of them takes no longer."""


class RenderedPage(Struct):
    """A page with its macros written out, and what was wrong in it.

    `marked` is the same with marks on what the macros made, `made` the texts of that by the number
    in the marks, and `wordings` the words that the macros were given to write. A macro that failed
    left a gap; `lacking` are the names of those, `called` of all that were called. `broken` says
    that the page could not be written out, even with gaps.
    """

    page: Page
    markdown: str = ""
    findings: list[Finding] = field(default_factory=list)
    marked: str = ""
    made: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    lacking: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    broken: bool = False


def render_page(page: Page, desk: Desk) -> RenderedPage:
    """Write out the macros of a page; mistakes become findings at the line the editor sees.

    A page reaches the macros and the site's own settings, and nothing else. A macro that cannot be
    read at all is told, and the rest of the page is written without it.
    """
    many = sum(map(page.text.count, ("{{", "{%", "{#")))
    if many > MOST_MACROS:
        message = f"This page has {many:,} macros, and {MOST_MACROS:,} are the most."
        remedy = "Part it into several pages, or show a whole table with table(…)."
        found = _finding(page, 1, message, remedy)
        return RenderedPage(page, page.text, [found], page.text, broken=True)
    text, misplaced = without_misplaced(page.text)
    told = [_finding(page, one.line, one.message, one.remedy) for one, _ in misplaced]
    lacking = {name for _, name in misplaced}
    for _ in range(min(_TRIES, 1 + _WORTH // (many + 1))):
        rendered, stop = _attempt(page, text, desk)
        if stop is None:
            break
        told.append(_finding(page, stop.line, stop.message, stop.remedy, stop.suggestion))
        gapped = None if stop.whole else with_gap(text, stop)
        if gapped is None:
            rendered.broken = True
            break
        text, name = gapped
        lacking.add(nearest(name, desk.macros()) or name)
    else:
        rendered.broken = True
    loop = _LOOP.search(text)
    if loop:
        # What a loop repeats is more than what was typed.
        beyond = beyond_bounds(set_aside(rendered.marked, desk.key)[0])
        if beyond:
            line = text.count("\n", 0, loop.start()) + 1
            told.append(_finding(page, line, *beyond[1:]))
            rendered.broken = True
    rendered.findings = [*_in_title(page, desk), *told, *rendered.findings]
    rendered.lacking |= lacking
    return rendered


def _in_title(page: Page, desk: Desk) -> list[Finding]:
    """Return what is wrong with the macros in a page's title, which stands above its text."""
    title = page.meta.get("title")
    if page.made or not isinstance(title, str) or "{" not in title:
        return []
    alone = Page(page.path, title, 0, {})
    rendered, stop = _attempt(alone, title, desk)
    found = rendered.findings
    if stop:
        found = [_finding(alone, stop.line, stop.message, stop.remedy, stop.suggestion)]
    line = page.line_of_setting("title")
    return [replace(one, line=line, column=0) for one in found]


def _attempt(page: Page, text: str, desk: Desk) -> tuple[RenderedPage, Stop | None]:
    """Write out `text` of a page; returns what stopped that as well, if anything did."""
    rendered = RenderedPage(page)
    macros = desk.macros()

    def report(message: str, remedy: str, suggestion: str = "", rule: str = RULE) -> None:
        line = _calling_line()
        rendered.findings.append(_finding(page, line, message, remedy, suggestion, rule))

    lacking: set[str] = set()
    recording = Recording(page.path, desk.key)
    undefined = _undefined(report, lacking, desk)
    environment = PageEnvironment(undefined, recording.emit)
    names: dict[str, Any] = {
        name: _Forgiving(name, macro, report, recording, lacking) for name, macro in macros.items()
    }
    if "site" not in desk.unknown:
        names["site"] = desk.settings
    stop = None
    try:
        rendered.marked = written_out(environment, text, names)
    except NotAllowed as error:
        refused = Stop(str(error.message), error.remedy, error.lineno)
        stop = without_quotes(text, error.lineno) or refused
    except NoEnd as error:
        message = f"This page cannot be written out: {error}."
        remedy = "Use fewer loops, or part it into several pages."
        stop = Stop(message, remedy, _line_of_error(error), whole=True)
    except RecursionError as error:
        line = _line_of_error(error)
        stop = Stop("Too much stands within one another here.", "Write it as several macros.", line)
    except TemplateSyntaxError as error:
        stop = unclosed(text) or stop_of(error, text, environment.filters)
    except Exception as error:  # noqa: BLE001 - whatever a macro raises, no editor sees a traceback
        message = f"This macro cannot be used like that: {error}."
        remedy = "Use the macros as the editors' guide shows them."
        line = _line_of_error(error)
        stop = without_quotes(text, line) or Stop(message, remedy, line)
    rendered.markdown = without_marks(rendered.marked, desk.key)
    rendered.made, rendered.wordings = tuple(recording.made), tuple(recording.wordings)
    rendered.lacking, rendered.called = frozenset(lacking), frozenset(recording.called)
    return rendered, stop


class _Forgiving:
    """A macro that reports its mistake and leaves a gap, so that the page goes on."""

    def __init__(
        self,
        name: str,
        macro: Macro,
        report: Callable[..., None],
        recording: Recording,
        lacking: set[str],
    ) -> None:
        self._name, self._macro, self._report = name, macro, report
        self._recording, self._lacking = recording, lacking

    def __call__(self, *values: Any, **named: Any) -> Markup | bool:
        missing = [one for one in (*values, *named.values()) if isinstance(one, Undefined)]
        if missing:
            # Written out, each reports that nobody has defined it.
            self._lacking.add(self._name)
            return Markup("").join(str(one) for one in missing)
        if any(GAP in one for one in (*values, *named.values()) if isinstance(one, str)):
            return self._gap()  # what it was to be given has a finding of its own
        try:
            made: Any = self._macro(*values, **named)
            if isinstance(made, bool):
                self._recording.called.add(self._name)  # what the page says hangs on it too
                return made  # asked by an `if` of the page
            return self._recording.keep(self._name, made, (*values, *named.values()))
        except HeldBackProblem as error:
            if error.until != UNREADABLE:  # which has a finding of its own
                self._report(error.message, error.remedy, rule=EMBARGO)
        except UnreadableProblem:
            pass  # what could not be read has a finding of its own
        except MixProblem as error:
            self._report(error.message, error.remedy, error.suggestion, BASIS)
        except PeriodProblem as error:
            words = error.message.split('"')[1:2]
            if any(word in str(one) for one in (*values, *named.values()) for word in words):
                self._report(error.message, error.remedy, error.suggestion)
            # Else it stands in the data, where it has a finding of its own.
        except PlainFiguresError as error:
            self._report(error.message, error.remedy, error.suggestion)
        return self._gap()

    def _gap(self) -> Markup:
        self._lacking.add(self._name)
        return Markup(GAP)

    def __str__(self) -> str:
        message = f'The macro "{self._name}" is named here and not called.'
        self._report(message, f"Write ( and ) after it: {self._name}(…).", "")
        return self._gap()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))

    def __len__(self) -> int:
        str(self)
        return 0

    def __bool__(self) -> bool:
        str(self)
        return False

    def __lt__(self, _: object) -> bool:
        str(self)
        return False

    __gt__ = __le__ = __ge__ = __eq__ = __lt__
    __hash__ = object.__hash__

    def __neg__(self) -> str:
        return str(self)


def _undefined(report: Callable[..., None], lacking: set[str], desk: Desk) -> type[Undefined]:
    class Missing(Undefined):
        """A name that a page uses and nobody has defined."""

        def _report(self) -> str:
            name = str(self._undefined_name)
            of_site = self._undefined_obj is desk.settings
            known = list(desk.settings) if of_site else [*desk.macros(), "site"]
            near = nearest(name, known)
            lacking.add(near or name)
            if name not in desk.unknown:
                remedy = "The macros are listed in the editors' guide."
                if of_site:
                    remedy = "Settings stand in mkdocs.yml, under extra: plainfigures:."
                elif not near:
                    remedy += " If it is the name of a thing, put it in quotes."
                report(f'There is no macro or setting called "{name}".', remedy, near)
            return GAP

        def __str__(self) -> str:
            return self._report()

        def __call__(self, *_: Any, **__: Any) -> str:  # type: ignore[override]
            return self._report()

        def __getattr__(self, name: str) -> "Missing":
            if name.startswith("__") or name in _ASKED_OF_CALLS:
                raise AttributeError(name)
            return self

        def __bool__(self) -> bool:
            self._report()
            return False

        def __iter__(self) -> Iterator[Any]:
            self._report()
            return iter(())

        def __len__(self) -> int:
            self._report()
            return 0

    return Missing


def _calling_line() -> int:
    """Return the line of the template that is being rendered; 0 where none is."""
    frame = inspect.currentframe()
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return int(template.get_corresponding_lineno(frame.f_lineno))
        frame = frame.f_back
    return 0


def _line_of_error(error: BaseException) -> int:
    trace, line = error.__traceback__, 0
    while trace is not None:
        # Jinja rewrites the traceback so that frames named like this carry the template's lines.
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _finding(
    page: Page, line: int, message: str, remedy: str, suggestion: str = "", rule: str = RULE
) -> Finding:
    column = 0
    quoted = re.search(r'"([^"]+)"', message)
    lines = page.text.splitlines()
    if quoted and not line:
        # Jinja works out what is constant before any line is reached.
        line = next((n for n, text in enumerate(lines, 1) if quoted[1] in text), 0)
    shown = line + page.offset if line else 0
    if quoted and line:
        text = lines[line - 1] if line <= len(lines) else ""
        column = text.find(quoted[1]) + 1
    return Finding(rule, message, remedy, page.path, shown, column, suggestion)
