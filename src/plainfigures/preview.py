"""The same steps for MkDocs, when it is called by hand: a site's macros module calls these."""

import os
from pathlib import Path
from typing import Any

from plainfigures.config import read_config
from plainfigures.errors import PlainFiguresError
from plainfigures.executing import workers
from plainfigures.figures.clock import present_clock
from plainfigures.finishing import finish
from plainfigures.preparing import (
    Prepared,
    all_findings,
    drawings_of,
    has_errors,
    prepare,
)
from plainfigures.rendering.jobs import job_of
from plainfigures.rendering.mkdocs import GivenPages, add_theme
from plainfigures.say import as_text

__all__ = ["connect", "finish_preview"]


_PREPARED = "_plainfigures"
"""The name under which the prepared site waits for the end of the rendering, in `extra`."""


def connect(env: Any) -> None:
    """Give MkDocs the pages, the templates and the styles: a site's `define_env` calls it.

    The site is read and checked first, and errors stop it. The pages come with their macros written
    out, as a build gives them to its renderer.
    """
    from mkdocs.exceptions import Abort  # slow to import, and only there when MkDocs runs

    try:
        config = read_config(Path(env.conf.config_file_path).parent)
        prepared = prepare(config, present_clock())
    except PlainFiguresError as error:
        raise Abort(f"{error.message} {error.remedy}") from error
    if not prepared.sound:
        raise Abort(as_text(prepared.findings))
    job = job_of(prepared)
    env.conf.extra.update(job.extra)
    env.conf.extra[_PREPARED] = prepared
    env.conf.plugins["plainfigures"] = GivenPages(job)
    add_theme(env.conf.theme, job)
    env.variables["site"] = config.settings
    for macro in prepared.desk.macros().values():
        env.macro(macro)

    def render(markdown: str, force_rendering: bool = False) -> str:  # noqa: ARG001
        """Leave a page as it is given: out of reach of what MkDocs would offer."""
        return markdown

    env.render = render


def finish_preview(env: Any) -> None:
    """Finish the pages when MkDocs was called by hand: a site's `on_post_build` calls it."""
    from mkdocs.exceptions import Abort

    prepared: Prepared = env.conf.extra[_PREPARED]
    with workers(os.cpu_count() or 1) as executor:
        drawings = drawings_of(prepared, executor)
        runs, _ = finish(prepared, Path(env.conf.site_dir), drawings)
    findings = all_findings(runs)
    if has_errors(findings):
        raise Abort(as_text(findings))
