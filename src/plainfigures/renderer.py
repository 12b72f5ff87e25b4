"""MkDocs, called as a library: from pages with macros to HTML, quietly."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.exchanging.machine import machine_problem
from plainfigures.figures.findings import Finding

__all__ = ["PREPARED", "THEME", "RenderProblem", "load_renderer", "render_site"]

PREPARED = "_plainfigures"
"""The name under which a build hands its prepared site to the macros module, in `extra`."""

THEME = Path(__file__).parent / "theme"
"""Templates, styles and scripts that every site has, over those of Material for MkDocs."""


def load_renderer() -> None:
    """Load MkDocs and the plugins that sites use, ahead of rendering: it takes a moment."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    import mkdocs_macros.plugin  # noqa: F401


def render_site(site: SiteConfig, target: Path, prepared: Any, *, stand_in: bool = False) -> None:
    """Render a site with MkDocs into `target`; raises RenderProblem where it cannot.

    `prepared` reaches the macros module as `env.conf.extra[PREPARED]`. With `stand_in`, the macros
    module of the site is left alone, since it cannot be loaded.
    """
    # Material for MkDocs advertises another renderer at start unless it is told not to.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_pages  # slow to import
    from mkdocs.config import load_config

    said = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    logger.propagate = False
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        config = load_config(str(site.file), site_dir=str(target), site_url=site.url)
        if stand_in:
            options = config.plugins["macros"].config
            options["module_name"], options["modules"] = "main", ["plainfigures.stand_in"]
        config.extra[PREPARED] = prepared
        _be_quick(config.theme)
        config.plugins.on_startup(command="build", dirty=False)
        build_pages(config)
        config.plugins.on_shutdown()
    except (Exception, SystemExit) as error:
        # Templates and plugins raise whatever they like, and no editor sees a traceback.
        problem = machine_problem(error, target, surely=True)
        if problem:
            raise problem from error
        from plainfigures.rendering_faults import rendering_findings

        raise RenderProblem(rendering_findings(site, error, said.messages)) from error
    finally:
        logger.setLevel(level)
        logger.removeHandler(said)
    _drop_unused(target)


def _be_quick(theme: Any) -> None:
    """Leave out of a rendering what takes long and is of no use here.

    The theme's thousands of icons are not listed, since MkDocs passes over all that begins with a
    dot. Of git, which the macros plugin asks in a dozen processes, no page can reach anything.
    """
    import mkdocs_macros.context

    mkdocs_macros.context.get_git_info = dict
    plain = theme.get_env

    def get_env() -> Any:
        environment = plain()
        places = [Path(place) for place in environment.loader.searchpath]
        names = sorted({name for place in places for name in _names_below(place)})
        environment.loader.list_templates = lambda: names
        return environment

    theme.get_env = get_env


def _names_below(folder: Path, above: str = "") -> Iterator[str]:
    """Yield the files in a folder by their paths within it, but for what begins with a dot."""
    for one in folder.iterdir():
        if one.name[0] != ".":
            name = f"{above}{one.name}"
            yield from _names_below(one, f"{name}/") if one.is_dir() else [name]


class RenderProblem(BuildProblem):
    """The pages could not be rendered; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        super().__init__(f"{first.place}: {first.message}", first.remedy, first.suggestion)
        self.findings = findings


def _drop_unused(site: Path) -> None:
    """Remove the theme's own styles and scripts where no page loads them: this look has its own."""
    pages = "".join(file.read_text("utf-8") for file in site.rglob("*.html"))
    for name in ("assets/stylesheets", "assets/javascripts"):
        if f"{name}/" not in pages:
            shutil.rmtree(site / name, ignore_errors=True)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
