"""This site's own macros, and the door through which MkDocs comes in.

MkDocs loads this module by its path, so it imports absolutely.
"""

from collections.abc import Callable
from typing import Any

from plainfigures.build import connect, finish_preview

__all__ = ["define_env", "on_post_build", "own_macros"]


def own_macros(_desk: Any) -> dict[str, Callable[..., Any]]:
    """Return the macros that only this site has, by name: none yet."""
    return {}


def define_env(env: Any) -> None:
    """Give MkDocs every macro, template and style."""
    connect(env)


def on_post_build(env: Any) -> None:
    """Put charts, notes and data into the pages when MkDocs was called by hand."""
    finish_preview(env)
