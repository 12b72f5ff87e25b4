"""The same steps for MkDocs, when it is called by hand: a site's macros module calls these."""

import os
from pathlib import Path
from typing import Any

from plainfigures.config import read_config
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.clock import present_clock
from plainfigures.figures.declarations import Page
from plainfigures.figures.made import put_back, set_aside
from plainfigures.finishing import finish
from plainfigures.held_pages import WithoutHeld
from plainfigures.made_pages import MadePages
from plainfigures.preparing import (
    Prepared,
    all_findings,
    drawings_of,
    has_errors,
    prepare,
)
from plainfigures.publish import meta_policy
from plainfigures.renderer import PREPARED, THEME
from plainfigures.say import as_text
from plainfigures.workers import workers
from plainfigures.write import render_page

__all__ = ["connect", "finish_preview"]


def connect(env: Any) -> None:
    """Give MkDocs the macros, the templates and the styles: a site's `define_env` calls it.

    When MkDocs was called by hand, the site is read and checked first, and errors stop it.
    """
    from mkdocs.exceptions import Abort  # slow to import, and only there when MkDocs runs

    prepared: Prepared | None = env.conf.extra.get(PREPARED)
    if prepared is None:
        try:
            config = read_config(Path(env.conf.config_file_path).parent)
            prepared = prepare(config, present_clock())
        except PlainFiguresError as error:
            raise Abort(f"{error.message} {error.remedy}") from error
        if not prepared.sound:
            raise Abort(as_text(prepared.findings))
        prepared.preview = True
        env.conf.extra[PREPARED] = prepared
    env.variables["site"] = env.conf.extra["plainfigures"] = prepared.config.settings
    env.conf.extra["plainfigures_policy"] = meta_policy(own_scripts=prepared.config.own_scripts)
    env.conf.plugins["plainfigures"] = MadePages(prepared.made)
    env.conf.plugins["plainfigures-held"] = WithoutHeld(prepared.held)
    aside = env.conf.plugins["plainfigures-aside"] = _Aside(prepared.desk.key, prepared.bodies)
    for macro in prepared.desk.macros().values():
        env.macro(macro)

    desk, written = prepared.desk, {one.page.path: one for one in prepared.pages}

    def render(markdown: str, force_rendering: bool = False) -> str:  # noqa: ARG001
        """Write out a page's macros as the check did: out of reach of what MkDocs would offer."""
        path = f"docs/{env.page.file.src_uri}"
        done = written.get(path)
        if done and done.page.text.lstrip("\n") == markdown:
            return aside.take(path, done.marked)
        if done and done.page.made:
            return markdown  # its title, which comes from data and is no template
        rendered = render_page(Page(path, markdown, 0, {}), desk)
        if rendered.findings and prepared.sound:
            raise Abort(as_text(rendered.findings))
        return aside.take(path, rendered.marked)

    env.render = render
    if str(THEME) not in env.conf.theme.dirs:
        # After a site's own overrides, before Material's.
        env.conf.theme.dirs.insert(1 if env.conf.theme.custom_dir else 0, str(THEME))


class _Aside:
    """Keeps what macros wrote out of the way of Markdown: it takes its place among the plugins."""

    def __init__(self, key: str, bodies: dict[str, str]) -> None:
        self._key, self._bodies = key, bodies
        self._blocks: dict[str, list[str]] = {}

    def take(self, path: str, marked: str) -> str:
        """Return the Markdown of the page at `path`, or its title, without what macros wrote apart."""
        text, blocks = set_aside(marked, self._key)
        if blocks:
            self._blocks[path] = blocks
        return text

    def on_page_content(self, html: str, page: Any, **_: Any) -> str:
        """Put the blocks of a page back once its Markdown is rendered.

        A page has the frame of all pages: that it asks for another is a finding of its own.
        """
        page.meta.pop("template", None)
        path = f"docs/{page.file.src_uri}"
        self._bodies[path] = put_back(html, self._key, self._blocks.get(path, ()))
        return self._bodies[path]


def finish_preview(env: Any) -> None:
    """Finish the pages when MkDocs was called by hand: a site's `on_post_build` calls it."""
    from mkdocs.exceptions import Abort

    prepared: Prepared = env.conf.extra[PREPARED]
    if not prepared.preview:
        return
    with workers(os.cpu_count() or 1) as executor:
        drawings = drawings_of(prepared, executor)
        runs, _ = finish(prepared, Path(env.conf.site_dir), drawings)
    findings = all_findings(runs)
    if has_errors(findings):
        raise Abort(as_text(findings))
