"""A site's own macros: Python of the site, loaded from its `macros/` folder."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plainfigures.errors import BuildProblem, PlainFiguresError

__all__ = ["load_own_macros"]


def load_own_macros(folder: Path) -> Callable[[Any], dict[str, Callable[..., Any]]]:
    """Return the function `own_macros` of a site's `macros` package.

    Called with the desk, it gives the site's own macros by name. A site without any has none.
    Raises BuildProblem where the package cannot be loaded.
    """
    file = folder / "__init__.py"
    if not file.is_file():
        return lambda desk: {}
    # Another site's package of the same name may have been loaded in this process before.
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location(
        "macros", file, submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise BuildProblem("macros/__init__.py cannot be loaded.", "Check the file.")
    module = sys.modules["macros"] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise BuildProblem(
            f"macros/__init__.py cannot be loaded: {type(error).__name__}: {error}.",
            "Mend the Python of the site's own macros.",
        ) from error
    declared: Callable[[Any], dict[str, Callable[..., Any]]] = getattr(
        module, "own_macros", lambda desk: {}
    )

    def own_macros(desk: Any) -> dict[str, Callable[..., Any]]:
        try:
            return dict(declared(desk))
        except PlainFiguresError:
            raise
        except Exception as error:
            raise BuildProblem(
                f"macros/__init__.py gives no macros: {type(error).__name__}: {error}.",
                "Mend own_macros, the Python of the site's own macros.",
            ) from error

    return own_macros
