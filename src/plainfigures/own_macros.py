"""A site's own macros: Python of the site, loaded from its `macros/` folder."""

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plainfigures.errors import PlacedProblem, PlainFiguresError

__all__ = ["OwnMacros", "load_own_macros", "names_in_macros"]

OwnMacros = Callable[[Any], dict[str, Callable[..., Any]]]

_FILE = "macros/__init__.py"
_REMEDY = "Mend it there, or ask whoever wrote the site's own macros."
_DOOR = "Copy the file from a new site: “plainfigures new site DIR --defaults” makes one."


def load_own_macros(folder: Path) -> OwnMacros:
    """Return the function `own_macros` of a site's `macros` package.

    Called with the desk, it gives the site's own macros by name. A site without any has none.
    Raises PlacedProblem, with the file and the line, where the package cannot be used.
    """
    file = folder / "__init__.py"
    if not file.is_file():
        raise PlacedProblem(
            "There is no macros/__init__.py, so no page would have its figures.", _DOOR, path=_FILE
        )
    # Another site's package of the same name may have been loaded in this process before.
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location(
        "macros", file, submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise PlacedProblem("This file cannot be loaded.", _REMEDY, path=_FILE)
    module = sys.modules["macros"] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise _problem(error, folder) from error
    if not hasattr(module, "define_env"):
        message = "macros/__init__.py has no define_env, so no page would have its figures."
        raise PlacedProblem(message, _DOOR, path=_FILE, line=1)
    declared: OwnMacros = getattr(module, "own_macros", lambda desk: {})

    def own_macros(desk: Any) -> dict[str, Callable[..., Any]]:
        try:
            return dict(declared(desk))
        except PlainFiguresError:
            raise
        except (Exception, SystemExit) as error:
            raise _problem(error, folder) from error

    return own_macros


def names_in_macros(folder: Path) -> frozenset[str]:
    """Return every name that stands in the Python of a site's macros, whether or not it can be run."""
    found: set[str] = set()
    for file in folder.rglob("*.py") if folder.is_dir() else ():
        if not file.is_file():
            continue  # a folder, or a link that leads nowhere
        found.update(re.findall(r"[^\W\d]\w*", file.read_text("utf-8", errors="replace")))
    return frozenset(found)


def _problem(error: BaseException, folder: Path) -> PlacedProblem:
    """Say why the site's own macros cannot be used, and at which line of which file."""
    file, line = _place(error, folder)
    path = file.relative_to(folder.parent).as_posix() if file else _FILE
    message = f"The site's own macros cannot be used: {_words(error)}."
    near = str(getattr(error, "suggestion", "") or "")
    return PlacedProblem(message, _REMEDY, near, path=path, line=line)


def _place(error: BaseException, folder: Path) -> tuple[Path | None, int]:
    """Return the last place in the site's macros that an error went through."""
    if isinstance(error, SyntaxError) and error.filename:
        file = Path(error.filename)
        if file.is_relative_to(folder):
            return file, error.lineno or 0
    found: tuple[Path | None, int] = (None, 0)
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(folder):
            found = file, trace.tb_lineno
        trace = trace.tb_next
    return found


def _words(error: BaseException) -> str:
    match error:
        case SyntaxError():
            return f"this line is not written as Python is ({error.msg})"
        case ModuleNotFoundError():
            return f'nothing called "{error.name}" is there to be imported'
        case ImportError():
            wanted = re.search(r"cannot import name '(\w+)'", str(error))
            what = f'"{wanted[1]}"' if wanted else "what it asks for"
            return f'"{error.name}" does not have {what}'
        case NameError():
            return f'nothing here is called "{error.name}"'
        case AttributeError():
            return f'what this line uses has no "{error.name}"'
        case SystemExit():
            return "this line ends the program"
        case KeyError():
            return f"there is no entry {error}"
    return str(error).rstrip(".") or "this line fails"
