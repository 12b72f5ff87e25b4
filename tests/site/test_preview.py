"""The live preview: it follows what is edited, and a mistake never takes the page away."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainfigures.cli import main
from tests.making import edit, make_site

PATIENCE = 120
"""Seconds after which a preview that has not followed is taken to be stuck; no test measures them."""


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Preview:
    """A running preview: its site, its address, its process, and the file of what it has said."""

    site: Path
    address: str
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def said(self) -> str:
        """All that it has said so far."""
        return self.output.read_text("utf-8")

    def page(self, path: str = "") -> str:
        """Return a page as it is served; an empty text where it is not."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=10) as answer:
                # The line by which a browser follows the preview names the moment of the answer.
                return re.sub(r"livereload\([0-9, ]+\)", "", answer.read().decode("utf-8"))
        except (urllib.error.URLError, OSError):
            return ""

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something is so; fails with what was said where it never comes."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, f"the preview ended: {self.said}"
            assert time.monotonic() < end, f"never: {what}. It said: {self.said}"
            time.sleep(0.1)

    def stop(self) -> int:
        """Press Ctrl+C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextlib.contextmanager
def serve(site: Path) -> Iterator[Preview]:
    """Run a preview of a site until the test is done with it."""
    address = f"127.0.0.1:{free_port()}"
    output = site.parent / "said.txt"
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1733011200", PYTHONUNBUFFERED="1")
    command = ["--site", str(site), "serve", "--address", address]
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "plainfigures", *command],
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment,
        )
        try:
            yield Preview(site, address, process, output)
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The fire service's site."""
    return make_site(tmp_path / "fire")


def test_the_preview_follows_pages_and_data_and_survives_mistakes(site: Path) -> None:
    page, table = site / "docs" / "money" / "index.md", site / "datasets" / "money" / "budget.csv"
    with serve(site) as preview:
        preview.wait(lambda: "£698,000" in preview.page("money/"), "the first page")
        first = preview.page("money/")
        assert "pf-foot" in first
        assert "<svg" in first
        assert "Source: " in first
        assert f"http://{preview.address}/" in preview.said
        assert preview.page("assets/plainfigures.css")

        edit(page, "The pressure is", "The strain is")
        preview.wait(lambda: "The strain is" in preview.page("money/"), "an edited sentence")

        edit(table, "-145,-145", "-155,-155")
        preview.wait(lambda: "−£155,000" in preview.page("money/"), "an edited cell")
        assert "−£145,000" not in preview.page("money/")

        good = preview.page("money/")
        edit(page, "money/derived/pressure", "money/derived/presure")
        preview.wait(lambda: "presure" in preview.said, "the finding")
        preview.wait(lambda: "until this is mended" in preview.said, "the end of the finding")
        assert 'There is no figure "money/derived/presure".' in preview.said
        assert "docs/money/index.md:" in preview.said
        assert 'Did you mean "money/derived/pressure"?' in preview.said
        assert preview.page("money/") == good

        edit(page, "money/derived/presure", "money/derived/pressure")
        edit(page, "The strain is", "The burden is")
        preview.wait(lambda: "The burden is" in preview.page("money/"), "the mended page")

        good = preview.page("money/")
        edit(page, "The burden is", "[There](../nowhere.html) the weight is")
        preview.wait(lambda: "nowhere.html" in preview.said, "a finding on the finished page")
        preview.wait(lambda: preview.said.count("until this is mended") == 2, "its end")
        assert preview.page("money/") == good

        edit(page, "[There](../nowhere.html) the weight is", "The weight is")
        preview.wait(lambda: "The weight is" in preview.page("money/"), "the page mended again")

        assert "Traceback" not in preview.said
        assert preview.stop() == 0
        assert preview.said.rstrip().endswith("Stopped.")
    assert not (site / "site").exists()


def test_a_preview_that_starts_with_a_mistake_comes_up_once_it_is_mended(site: Path) -> None:
    module = site / "macros" / "__init__.py"
    sound = module.read_text("utf-8")
    module.write_text(f"{sound}\ndef own_macros(desk):\n    return desk.nothing\n", "utf-8")
    with serve(site) as preview:
        preview.wait(lambda: "until this is mended" in preview.said, "the finding")
        assert "macros/__init__.py gives no macros: AttributeError: " in preview.said
        module.write_text(sound, "utf-8")
        preview.wait(lambda: "£698,000" in preview.page(), "the first page")
        assert "Traceback" not in preview.said


def test_a_broken_template_is_told_in_words_and_the_last_page_stays(site: Path) -> None:
    (site / "overrides").mkdir()
    template = site / "overrides" / "main.html"
    template.write_text('{% extends "base.html" %}\n', "utf-8")
    edit(site / "mkdocs.yml", "  font: false", "  font: false\n  custom_dir: overrides")
    with serve(site) as preview:
        preview.wait(lambda: "£698,000" in preview.page("money/"), "the first page")
        good = preview.page("money/")
        template.write_text('{% extends "base.html" %}\n{% block content %}{{ x( }}\n', "utf-8")
        edit(site / "docs" / "money" / "index.md", "The pressure is", "The strain is")
        preview.wait(lambda: "until this is mended" in preview.said, "the finding")
        assert "TemplateSyntaxError" in preview.said
        assert "Traceback" not in preview.said
        assert preview.page("money/") == good


@pytest.mark.parametrize("address", ["here", "127.0.0.1:", "127.0.0.1:http"])
def test_an_address_that_is_none_is_wrong_use(site: Path, address: str) -> None:
    words = ["--site", str(site), "serve", "--address", address]
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 2
    assert f'"{address}" is no address.' in result.output


def test_an_address_that_is_taken_is_told_in_words(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "plainfigures",
                "--site",
                str(site),
                "serve",
                "--address",
                address,
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
    assert done.returncode == 2
    assert f"The preview cannot be shown at {address}" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
