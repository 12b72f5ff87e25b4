"""Pages through their macros, in a sandbox, so that every mistake on a page is found at once."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from plainfigures.errors import MixProblem, PlainFiguresError, UnreadableProblem
from plainfigures.figures.declarations import Page, Wording
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.made import without_marks
from plainfigures.write.desk import Desk, Macro
from plainfigures.write.recording import Recording

__all__ = ["RenderedPage", "render_page"]

RULE = "macros"
BASIS = "basis"
"""The rule that a comparison of figures which are not alike breaks."""


@dataclass
class RenderedPage:
    """A page with its macros written out, and what was wrong in it.

    `marked` is the same with marks on what the macros made, `made` the texts of that by the number
    in the marks, and `wordings` the words that the macros were given to write.
    """

    page: Page
    markdown: str = ""
    findings: list[Finding] = field(default_factory=list)
    marked: str = ""
    made: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()


def render_page(page: Page, desk: Desk) -> RenderedPage:
    """Write out the macros of a page; mistakes become findings at the line the editor sees.

    A page reaches the macros and the site's own settings, and nothing else.
    """
    rendered = RenderedPage(page)
    macros = desk.macros()

    def report(message: str, remedy: str, suggestion: str = "", rule: str = RULE) -> None:
        line = _calling_line()
        rendered.findings.append(_finding(page, line, message, remedy, suggestion, rule))

    recording = Recording(page.path, desk.key)
    environment = ImmutableSandboxedEnvironment(
        undefined=_undefined(report, list(macros)), finalize=recording.emit
    )
    # Jinja's own globals (range, lipsum, cycler …) are no part of what a page may use.
    environment.globals.clear()
    names: dict[str, Any] = {
        name: _Forgiving(name, macro, report, recording) for name, macro in macros.items()
    }
    names["site"] = desk.settings
    try:
        rendered.marked = environment.from_string(page.text).render(names)
    except TemplateSyntaxError as error:
        message = f"This macro cannot be read: {error.message}."
        remedy = "Check that every {{ has its }}, every ( its ), and every quote its pair."
        rendered.findings.append(_finding(page, error.lineno, message, remedy))
    except Exception as error:  # noqa: BLE001 - whatever a macro raises, no editor sees a traceback
        message = f"This macro cannot be used like that: {error}."
        remedy = "Use the macros as the editors' guide shows them."
        rendered.findings.append(_finding(page, _line_of_error(error), message, remedy))
    rendered.markdown = without_marks(rendered.marked, desk.key)
    rendered.made, rendered.wordings = tuple(recording.made), tuple(recording.wordings)
    return rendered


class _Forgiving:
    """A macro that reports its mistake and writes nothing, so that the page goes on."""

    def __init__(
        self, name: str, macro: Macro, report: Callable[..., None], recording: Recording
    ) -> None:
        self._name, self._macro, self._report = name, macro, report
        self._recording = recording

    def __call__(self, *values: Any, **named: Any) -> Markup:
        missing = [one for one in (*values, *named.values()) if isinstance(one, Undefined)]
        if missing:
            # Written out, each reports that nobody has defined it.
            return Markup("").join(str(one) for one in missing)
        try:
            made = self._macro(*values, **named)
            return self._recording.keep(self._name, made, (*values, *named.values()))
        except UnreadableProblem:
            return Markup("")  # what could not be read has a finding of its own
        except MixProblem as error:
            self._report(error.message, error.remedy, error.suggestion, BASIS)
            return Markup("")
        except PlainFiguresError as error:
            self._report(error.message, error.remedy, error.suggestion)
            return Markup("")

    def __str__(self) -> str:
        message = f'The macro "{self._name}" is named here and not called.'
        self._report(message, f"Write ( and ) after it: {self._name}(…).", "")
        return ""


def _undefined(report: Callable[..., None], known: list[str]) -> type[Undefined]:
    class Missing(Undefined):
        """A name that a page uses and nobody has defined."""

        def _report(self) -> None:
            name = str(self._undefined_name)
            report(
                f'There is no macro or setting called "{name}".',
                "The macros are listed in the editors' guide.",
                nearest(name, [*known, "site"]),
            )

        def __str__(self) -> str:
            self._report()
            return ""

        def __call__(self, *_: Any, **__: Any) -> str:  # type: ignore[override]
            self._report()
            return ""

        def __getattr__(self, name: str) -> "Missing":
            if name.startswith("__"):
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
