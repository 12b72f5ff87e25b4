"""MkDocs, called as a library: from pages with macros to HTML, quietly."""

import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem

__all__ = ["PREPARED", "THEME", "load_renderer", "render_site", "serve_site"]

PREPARED = "_plainfigures"
"""The name under which a build hands its prepared site to the macros module, in `extra`."""

THEME = Path(__file__).parent / "theme"
"""Templates, styles and scripts that every site has, over those of Material for MkDocs."""

_WATCHING_AFTER = 1.0
"""Seconds after which the preview certainly watches the files of a site."""


def load_renderer() -> None:
    """Load MkDocs and the plugins that sites use, ahead of rendering: it takes a moment."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    import mkdocs_macros.plugin  # noqa: F401


def render_site(configuration: Path, target: Path, prepared: Any) -> None:
    """Render a site with MkDocs into `target`; raises BuildProblem where it cannot.

    `prepared` reaches the macros module as `env.conf.extra[PREPARED]`.
    """
    # Material for MkDocs advertises another renderer at start unless it is told not to.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_pages  # slow to import
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    said = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    logger.propagate = False
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        config = load_config(str(configuration), site_dir=str(target))
        _need_macros(config)
        config.extra[PREPARED] = prepared
        config.plugins.on_startup(command="build", dirty=False)
        build_pages(config)
        config.plugins.on_shutdown()
    except (Exception, SystemExit) as error:
        # Templates and plugins raise whatever they like, and no editor sees a traceback.
        name = (
            "" if isinstance(error, MkDocsException | SystemExit) else f"{type(error).__name__}: "
        )
        words = "; ".join([*said.messages, name + str(error)]) or "no reason given"
        raise BuildProblem(
            f"The pages could not be rendered: {words}.", "See mkdocs.yml."
        ) from error
    finally:
        logger.setLevel(level)
        logger.removeHandler(said)
    _drop_unused(target)


def _need_macros(config: Any) -> None:
    if "macros" not in config.plugins:
        raise BuildProblem(
            "mkdocs.yml does not use the macros plugin, so no figure would be written.",
            "Add “macros” with “module_name: macros” under plugins.",
        )


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


def serve_site(config: SiteConfig, address: str, say: Callable[[str], object]) -> None:
    """Serve a live preview at `address` until interrupted; `say` is called with what to tell.

    A mistake is told in words, and the last good pages stay until it is mended.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_pages
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException
    from mkdocs.livereload import LiveReloadServer

    host, _, port = address.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise BuildProblem(f'"{address}" is no address.', "Write it as 127.0.0.1:8000.")
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    shown: list[str] = []
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as folder:

        def render() -> None:
            making = tempfile.mkdtemp(dir=folder)
            try:
                loaded = load_config(str(config.file), site_dir=making)
                loaded.site_url = f"http://{address}/"
                loaded.plugins.on_startup(command="serve", dirty=False)
                build_pages(loaded)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - as above
                known = isinstance(error, MkDocsException | SystemExit)
                words = str(error) if known else f"{type(error).__name__}: {error}"
                say(f"{words}\nThe last good pages stay until this is mended.")
                shutil.rmtree(making, ignore_errors=True)
                return
            server.root = making
            shown.append(making)
            # A page of the last pages may be on its way to a reader yet: those before them go.
            while len(shown) > 2:
                shutil.rmtree(shown.pop(0), ignore_errors=True)
            say(f"The site is at http://{address}/ and follows your changes. Stop with Ctrl+C.")

        server = LiveReloadServer(
            builder=render, host=host or "127.0.0.1", port=int(port), root=folder, mount_path="/"
        )
        inputs = (config.docs, config.datasets, config.charts, config.macros, config.file)
        before = _moments(inputs)
        render()
        nudge = Path(folder) / "nudge"
        nudge.touch()
        for watched in (*inputs, nudge):
            if watched.exists():
                server.watch(str(watched))

        def catch_up() -> None:
            """See what was changed after the first pages were read and before watching began."""
            if _moments(inputs) != before:
                nudge.write_text("changed", "utf-8")

        late = threading.Timer(_WATCHING_AFTER, catch_up)
        late.daemon = True
        late.start()
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            say("Stopped.")
        except OSError as error:
            raise BuildProblem(
                f"The preview cannot be shown at {address}: {error.strerror}.",
                "Name another address with --address.",
            ) from error
        finally:
            late.cancel()
            server.shutdown()


def _moments(paths: Iterable[Path]) -> dict[Path, int]:
    """Return when each file in or at `paths` was last changed, in nanoseconds."""
    files = (file for path in paths for file in (path, *path.rglob("*")))
    return {
        file: file.stat().st_mtime_ns
        for file in files
        if file.is_file() and "__pycache__" not in file.parts
    }
