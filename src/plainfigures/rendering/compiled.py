"""Templates as they were compiled, kept in this process and in those that begin as copies of it."""

from contextlib import suppress
from functools import cache
from typing import Any

from plainfigures.rendering import THEME

__all__ = ["compile_templates", "compiled"]

_OF_MATERIAL = ("partials/language.html", "partials/languages/en.html", "sitemap.xml")
"""The templates of Material for MkDocs that pages of every site use."""


@cache
def compiled() -> Any:
    """Return the one place where templates are kept."""
    from jinja2 import BytecodeCache  # there when templates are

    class Compiled(BytecodeCache):
        """Keeps templates by their names and their text."""

        def __init__(self) -> None:
            self._kept: dict[str, bytes] = {}

        def get_cache_key(self, name: str, filename: str | None = None) -> str:
            """Return under what a template is kept, also where its folder has odd letters."""
            return f"{name}|{filename}"

        def load_bytecode(self, bucket: Any) -> None:
            """Give a template what was kept of it."""
            if bucket.key in self._kept:
                bucket.bytecode_from_string(self._kept[bucket.key])

        def dump_bytecode(self, bucket: Any) -> None:
            """Keep a template."""
            self._kept[bucket.key] = bucket.bytecode_to_string()

    return Compiled()


def compile_templates() -> None:
    """Compile the templates of every site, ahead of rendering: it takes a moment."""
    from jinja2 import TemplateError
    from mkdocs.theme import Theme

    theme = Theme(name="material")
    theme.dirs.insert(0, str(THEME))
    environment = theme.get_env()
    environment.bytecode_cache = compiled()
    own = (file.relative_to(THEME).as_posix() for file in sorted(THEME.rglob("*.html")))
    for name in (*own, *_OF_MATERIAL):
        with suppress(TemplateError):
            environment.get_template(name)
