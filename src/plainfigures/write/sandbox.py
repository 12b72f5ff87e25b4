"""The sandbox that macros in pages, charts and examples are written out in.

Jinja is a small language, and a page may come from anybody. So what a page can say is listed here,
and all else is refused before it is run: there is no way to files, modules, the environment, the
clock or the settings of the machine, and nothing that grows without end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from plainfigures.figures.odd_characters import odd_character

__all__ = [
    "FILTERS",
    "LARGEST_PAGE",
    "LONGEST_TEXT",
    "MISTAKES",
    "MOST_MACROS",
    "MOST_TURNS",
    "NoEnd",
    "NotAllowed",
    "PageEnvironment",
    "unknown_name",
    "written_out",
]

MISTAKES = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
)
"""What a text with macros may raise when it is written out, by a mistake of whoever wrote it."""

FILTERS = ("capitalize", "default", "first", "last", "length", "lower", "title", "trim", "upper")
"""The filters that a page may use: none makes a text longer, and none leads anywhere."""
_TESTS = ("defined", "undefined", "none", "string")
_COUNTED = "pf counted"
"""A filter that no page can name: it counts the turns of loops."""

MOST_MACROS = 2_000
"""So many macros, conditions and comments has a page at most: the guide's longest has 60."""
MOST_TURNS = 1_000
"""So many turns do all loops of a page take together."""
LONGEST_TEXT = 4_000
"""So many letters has a text in a macro, or one that is put together with +."""
LARGEST_PAGE = 20_000_000
"""So many letters does a page have at most with its macros written out: the largest have 2 million."""
_DEEPEST = 40
"""So many parts stand within one another in a macro at most, brackets and conditions counted."""

_TAGS: dict[type[nodes.Node], str] = {
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from %}",
    nodes.Extends: "{% extends %}",
    nodes.Block: "{% block %}",
    nodes.Macro: "{% macro %}",
    nodes.CallBlock: "{% call %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.AssignBlock: "{% set %} with a text up to {% endset %}",
    nodes.With: "{% with %}",
    nodes.Scope: "{% autoescape %}",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
    nodes.Pow: "**",
    nodes.Sub: "-",
    nodes.Concat: "~",
    nodes.Slice: ":",
    nodes.Dict: "{ }",
    nodes.NSRef: "a name with a dot before =",
}
"""How what a page may not use is written."""
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Call,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Keyword,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Add,
    nodes.Neg,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
)
_IN_LISTS = (nodes.Const, nodes.Call, nodes.Add, nodes.Getattr, nodes.List, nodes.Tuple)
_OF_JINJA = {"self", "super", "caller", "varargs", "kwargs", "loop"}


class NotAllowed(TemplateSyntaxError):
    """What a page may not use stands in it; `remedy` says what to do instead."""

    def __init__(self, message: str, remedy: str, line: int) -> None:
        super().__init__(message, line)
        self.remedy = remedy


class NoEnd(SecurityError):
    """A page would become too large, or take too long."""


class PageEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with what pages may use, and nothing else."""

    intercepted_binops = frozenset({"+"})

    def __init__(
        self,
        undefined: type[Undefined],
        finalize: Callable[[Any], Any] | None = None,
        *,
        autoescape: bool = False,
    ) -> None:
        super().__init__(
            undefined=undefined, finalize=_shown(finalize), autoescape=autoescape, cache_size=0
        )
        # Jinja's own globals (range, lipsum, cycler …) are no part of what a page may use.
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.filters[_COUNTED] = self._counted
        self._turns = 0

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a setting of the site by its name; of nothing else can a page ask anything."""
        return self._part(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return a setting of the site by its name; of nothing else can a page ask anything."""
        return self._part(obj, argument)

    def _part(self, obj: Any, name: Any) -> Any:
        if isinstance(obj, Undefined):
            return obj if str(name).startswith("_") else getattr(obj, str(name))
        if isinstance(obj, Mapping) and isinstance(name, str) and name in obj:
            return obj[name]
        return self.undefined(obj=obj, name=str(name), exc=SecurityError)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Put two texts together, or add two numbers."""
        for one in (left, right):
            if isinstance(one, Undefined):
                return one + right if one is left else left + one
        if isinstance(left, str) and isinstance(right, str):
            if len(left) + len(right) > LONGEST_TEXT:
                raise SecurityError(f"it makes a text longer than {LONGEST_TEXT:,} letters")
            return left + right
        if isinstance(left, int | float) and isinstance(right, int | float):
            return left + right
        raise SecurityError("only two texts can be put together with +")

    def _counted(self, several: Iterable[Any]) -> Iterator[Any]:
        for one in several:
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise NoEnd(f"the loops of this page take more than {MOST_TURNS:,} turns")
            yield one

    def _generate(self, source: nodes.Template, *more: Any, **named: Any) -> str:
        """Refuse what no page may use, before it becomes a program."""
        _look(source, 0)
        self._turns = 0
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno, environment=self
            )
        return super()._generate(source, *more, **named)


def written_out(environment: PageEnvironment, text: str, names: Mapping[str, Any]) -> str:
    """Return a text with its macros written out; raises NoEnd where it would be too large."""
    parts, size = [], 0
    for part in environment.from_string(text).generate(names):
        size += len(part)
        if size > LARGEST_PAGE:
            raise NoEnd(f"the page would have more than {LARGEST_PAGE:,} letters")
        parts.append(part)
    return "".join(parts)


def unknown_name(error: UndefinedError) -> str:
    """Return the name that a text with macros uses and nothing has; "" where the error has none."""
    return str(error).partition("'")[2].partition("'")[0]


def _shown(finalize: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    def show(value: Any) -> Any:
        if isinstance(value, list | tuple | Mapping | bool):
            raise SecurityError("a list or a setting with parts cannot be shown as words")
        return finalize(value) if finalize else value

    return show


def _look(node: nodes.Node, depth: int) -> None:
    if depth > _DEEPEST:
        raise NotAllowed(
            "Too much stands within one another in this macro.",
            "Write it as several macros.",
            node.lineno or 1,
        )
    wrong = _wrong(node)
    if wrong:
        raise NotAllowed(*wrong, node.lineno or 1)
    for inner in node.iter_child_nodes():
        _look(inner, depth + 1)


def _wrong(node: nodes.Node) -> tuple[str, str] | None:
    """Return what is wrong with a part of a page, and what to do; None where a page may use it."""
    without = "Take it out. Pages have macros, {% if %} and {% for %}."
    if not isinstance(node, _ALLOWED):
        written = _TAGS.get(type(node), type(node).__name__.lower())
        if isinstance(node, nodes.BinExpr):
            remedy = "Take it out. Macros write figures as they should stand; + joins names."
            return f'A macro cannot use "{written}" between two things.', remedy
        return f'A page cannot use "{written}".', without
    if isinstance(node, nodes.Name) and node.name in _OF_JINJA:
        return f'There is no macro or setting called "{node.name}".', without
    if isinstance(node, nodes.For) and node.recursive:
        return 'A page cannot use "recursive" in {% for %}.', without
    if isinstance(node, nodes.List | nodes.Tuple):
        return _wrong_in_list(node)
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        if len(node.value) > LONGEST_TEXT:
            message = f"A text in this macro has more than {LONGEST_TEXT:,} letters."
            return message, "Write it on the page, outside of the macro."
        odd = odd_character(node.value)
        if odd:
            return f"A text in this macro holds {odd.words}.", "Type the text anew."
    return None


def _wrong_in_list(node: nodes.List | nodes.Tuple) -> tuple[str, str] | None:
    if isinstance(node, nodes.Tuple) and node.ctx != "load":
        return None
    if any(not isinstance(one, _IN_LISTS) for one in node.items):
        message = "A list in this macro holds what is neither a text nor a macro."
        return message, 'Write it as ["one", "two"].'
    return None
