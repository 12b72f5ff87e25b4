"""What MkDocs is given for a site's macros module while that cannot be loaded."""

from typing import Any

__all__ = ["define_env"]


def define_env(env: Any) -> None:
    """Give MkDocs the macros that every site has."""
    from plainfigures.preview import connect  # MkDocs loads this module on its own

    connect(env)
