"""Whole sites: this project's own, built once for each test process, and served as a host would."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, sync_playwright

from plainfigures.cli import main
from tests.conftest import copy_site
from tests.making import make_site

AS_OF = "2026-11-22"


def run(site: Path, *words: str) -> Result:
    """Run a `plainfigures` command in the folder of a site."""
    return CliRunner().invoke(main, ["--site", str(site), *words], catch_exceptions=False)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's site, built."""
    folder = copy_site(tmp_path_factory.mktemp("project"))
    result = run(folder, "build", "--as-of", AS_OF, "--jobs", "1")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def built(project: Path) -> Path:
    """The finished site of this project."""
    return project / "site"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's site, built."""
    folder = make_site(tmp_path_factory.mktemp("fire"))
    result = run(folder, "build", "--as-of", "2024-12-01", "--jobs", "1")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Path:
    """A copy of the built site, to change."""
    return shutil.copytree(template, tmp_path / "fire")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing of each request."""


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address at which the finished site is served, as a plain static host would."""
    handler = functools.partial(_Quiet, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; `nox -s tests` finds or gets one and names it in PLAINFIGURES_BROWSER."""
    path = os.environ.get("PLAINFIGURES_BROWSER")
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    # Chromium refuses to run as root in its own sandbox, which is how containers run it.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path or None, args=[*quiet, *root])
        yield opened
        opened.close()
