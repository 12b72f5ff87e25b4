"""Calls of macros held against what each macro takes, so that a wrong one is told in words."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.findings import nearest

__all__ = ["Macro", "checked_call"]

Macro = Callable[..., Markup]

_NAMES = ((str, list, tuple, type(None)), "a name in quotes, or several between [ and ]")
_WANTED: dict[object, tuple[tuple[type, ...], str]] = {
    str: ((str,), "in quotes"),
    str | None: ((str, type(None)), "in quotes"),
    bool: ((bool,), "True or False"),
    int: ((int,), "a whole number"),
    Sequence[str] | None: _NAMES,
    str | Sequence[str] | None: _NAMES,
}
"""What an argument may be, by its annotation, and how that is told to an editor."""

_Parameters = Mapping[str, inspect.Parameter]


def checked_call(name: str, macro: Macro) -> Macro:
    """Wrap a macro so that wrong arguments are told in an editor's words."""
    signature = inspect.signature(macro)

    def call(*values: Any, **named: Any) -> Markup:
        try:
            bound = signature.bind(*values, **named)
        except TypeError as error:
            raise _misuse(name, signature.parameters, values, named) from error
        for argument, value in bound.arguments.items():
            parameter = signature.parameters[argument]
            given = value if parameter.kind is parameter.VAR_POSITIONAL else (value,)
            kinds, words = _WANTED.get(parameter.annotation, ((object,), ""))
            if not all(isinstance(one, kinds) for one in given):
                message = f'{name}: "{argument}" must be {words}.'
                raise MacroProblem(message, _usage(name, signature.parameters))
        return macro(*values, **named)

    call.__name__ = name
    call.__doc__ = macro.__doc__
    call.__signature__ = signature  # type: ignore[attr-defined]
    return call


def _misuse(
    name: str, parameters: _Parameters, values: tuple[Any, ...], named: dict[str, Any]
) -> MacroProblem:
    usage = _usage(name, parameters)
    unknown = [key for key in named if key not in parameters]
    if unknown:
        near = nearest(unknown[0], parameters)
        return MacroProblem(f'{name} has no argument "{unknown[0]}".', usage, near)
    if not parameters:
        return MacroProblem(f"{name} takes nothing in its brackets.", usage)
    most = sum(one.kind is not one.KEYWORD_ONLY for one in parameters.values())
    if len(values) > most:
        message = f"{name} was given {len(values)} arguments, and takes {most} at most."
        return MacroProblem(message, usage)
    twice = [key for key in list(parameters)[: len(values)] if key in named]
    if twice:
        return MacroProblem(f'{name} was given "{twice[0]}" twice.', usage)
    given = {*list(parameters)[: len(values)], *named}
    lacking = [one.name for one in _needed(parameters) if one.name not in given]
    words = " and ".join(f"“{one}”" for one in lacking)
    return MacroProblem(f"{name} was given too little: {words} is missing.", usage)


def _usage(name: str, parameters: _Parameters) -> str:
    """Say how a macro is written; what stands in capitals is for the editor to fill in."""
    needed = [
        f'"{one.name.upper()}"' + (", …" if one.kind is one.VAR_POSITIONAL else "")
        for one in _needed(parameters)
    ]
    free = [f"{one.name}=" for one in parameters.values() if one.default is not one.empty]
    written = f"Write it as: {{{{ {name}({', '.join(needed)}) }}}}."
    if not free:
        return written
    listed = " or ".join(filter(None, (", ".join(free[:-1]), free[-1])))
    return f"{written} You may add {listed}, as the editors' guide tells."


def _needed(parameters: _Parameters) -> list[inspect.Parameter]:
    return [one for one in parameters.values() if one.default is one.empty]
