"""MkDocs, called as a library: from Markdown to pages in their frames, quietly."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plainfigures.exchanging.machine import machine_problem
from plainfigures.rendering import RenderJob, RenderProblem
from plainfigures.rendering.compiled import compiled
from plainfigures.rendering.steps import build_pages

__all__ = ["GivenPages", "MkDocs", "add_theme", "load_mkdocs"]

_MACROS = "macros"
"""The plugin that writes out macros when MkDocs is called by hand; here, that is done before."""


def load_mkdocs() -> None:
    """Load MkDocs and what it reads pages with, ahead of rendering: it takes a moment."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    import mkdocs.commands.build
    import mkdocs.config.defaults
    import mkdocs.structure.pages  # noqa: F401


class MkDocs:
    """Renders with MkDocs and the templates of its theme, with the settings of the site."""

    name = "mkdocs"

    def render(self, job: RenderJob, target: Path) -> None:
        """Write the pages of a site into `target`; raises RenderProblem where that fails."""
        # Material for MkDocs advertises another renderer at start unless it is told not to.
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        from mkdocs.commands.build import build  # slow to import

        said = _Collector()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(said)
        logger.propagate = False
        level = logger.level
        logger.setLevel(logging.ERROR)
        try:
            config = _load(job, target)
            config.extra.update(job.extra)
            plain = not config.plugins and not config.extra_templates
            config.plugins["plainfigures"] = GivenPages(job)
            add_theme(config.theme, job)
            _be_quick(config.theme)
            config.plugins.on_startup(command="build", dirty=False)
            if plain:
                build_pages(config, job)
            else:
                build(config)
                _drop_unused(target)
            config.plugins.on_shutdown()
        except (Exception, SystemExit) as error:
            # Templates and plugins raise whatever they like, and no editor sees a traceback.
            problem = machine_problem(error, target, surely=True)
            if problem:
                raise problem from error
            from plainfigures.rendering.faults import rendering_findings

            raise RenderProblem(rendering_findings(job.config, error, said.messages)) from error
        finally:
            logger.setLevel(level)
            logger.removeHandler(said)


class GivenPages:
    """What gives MkDocs the pages of a job: it takes its place among the plugins."""

    def __init__(self, job: RenderJob) -> None:
        self._job = job
        self._pages = {page.place: page for page in job.pages}

    def on_files(self, files: Any, config: Any) -> Any:
        """Take out what is held back, of the navigation too, and add the pages that are made."""
        from mkdocs.structure.files import File, InclusionLevel

        made = {place for place, page in self._pages.items() if page.made}
        for file in list(files):
            # A page that is made may stand for one that could not be read.
            if file.src_uri in made or self._job.hides(file.src_uri):
                files.remove(file)
        if config.nav:
            config.nav = [*_left(config.nav, self._job)]
        for place in (page.place for page in self._job.pages if page.made):
            level = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, place, content="", inclusion=level))
        return files

    def on_page_read_source(self, page: Any, **_: Any) -> str | None:
        """Return a page as it was given, in the place of its file."""
        given = self._pages.get(page.file.src_uri)
        return given.written if given else None

    def on_page_content(self, html: str, page: Any, **_: Any) -> str:
        """See that a page has the frame of all: that it asks for another is a finding of its own."""
        page.meta.pop("template", None)
        return html


def _left(nav: Any, job: RenderJob) -> Iterator[Any]:
    """Yield the parts of a navigation that may be seen; a part that is left empty goes too."""
    for item in nav:
        title, part = next(iter(item.items())) if isinstance(item, dict) else (None, item)
        if isinstance(part, list):
            part = [*_left(part, job)]
        elif isinstance(part, str) and job.hides(part):
            continue
        if part:
            yield part if title is None else {title: part}


def add_theme(theme: Any, job: RenderJob) -> None:
    """Add templates to those of a theme: after a site's own overrides, before Material's."""
    for folder in reversed(job.theme):
        if str(folder) not in theme.dirs:
            theme.dirs.insert(1 if theme.custom_dir else 0, str(folder))


def _load(job: RenderJob, target: Path) -> Any:
    """Return the settings of a site as MkDocs reads them, but for the plugin that writes out macros.

    The steps are those of `mkdocs.config.load_config`.
    """
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import Abort

    config = MkDocsConfig(config_file_path=str(job.config.file))
    with job.config.file.open("rb") as file:
        config.load_file(file)
    config.load_dict({"site_dir": str(target), "site_url": job.config.url})
    plugins = config.data.get("plugins")
    if isinstance(plugins, dict):
        config.data["plugins"] = {name: plugins[name] for name in plugins if name != _MACROS}
    elif isinstance(plugins, list):
        config.data["plugins"] = [one for one in plugins if not _is_macros(one)]
    errors, warnings = config.validate()
    logger = logging.getLogger("mkdocs.config")
    for name, error in errors:
        logger.error(f"Config value '{name}': {error}")
    if errors or (config.strict and warnings):
        raise Abort("Aborted with a configuration error!")
    return config


def _is_macros(plugin: Any) -> bool:
    return plugin == _MACROS or (isinstance(plugin, dict) and set(plugin) == {_MACROS})


def _be_quick(theme: Any) -> None:
    """Leave out of a rendering what takes long and is of no use here.

    The theme's thousands of icons are not listed, since MkDocs passes over all that begins with a
    dot.
    """
    plain = theme.get_env

    def get_env() -> Any:
        environment = plain()
        places = [Path(place) for place in environment.loader.searchpath]
        names = sorted({name for place in places for name in _names_below(place)})
        environment.loader.list_templates = lambda: names
        environment.bytecode_cache = environment.bytecode_cache or compiled()
        return environment

    theme.get_env = get_env


def _names_below(folder: Path, above: str = "") -> Iterator[str]:
    """Yield the files in a folder by their paths within it, but for what begins with a dot."""
    for one in folder.iterdir():
        if one.name[0] != ".":
            name = f"{above}{one.name}"
            yield from _names_below(one, f"{name}/") if one.is_dir() else [name]


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
