"""Which renderer makes the pages: MkDocs, unless a build is told another."""

from plainfigures.figures.keys import installed_version
from plainfigures.rendering import Renderer

__all__ = ["RENDERERS", "own_versions", "renderer_called"]

RENDERERS = ("mkdocs", "zensical")
"""The renderers by their names, the usual one first."""


def renderer_called(name: str) -> Renderer:
    """Return the renderer of a name."""
    if name == "zensical":
        from plainfigures.rendering.zensical import Zensical

        return Zensical()
    from plainfigures.rendering.mkdocs import MkDocs

    return MkDocs()


def own_versions(name: str) -> dict[str, str]:
    """Return the versions of what a renderer brings beside what every build works with.

    They count in the keys of what is kept, and stand in `data/build.json`.
    """
    if name == RENDERERS[0]:
        return {}
    return {name: installed_version(name)}
