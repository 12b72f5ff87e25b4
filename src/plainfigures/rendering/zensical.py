"""Zensical, in a process of its own: from Markdown to pages in their frames.

It gets a project of its own, beside the site that is being made: the pages with their macros written
out, the files beside them, the templates, and the settings of the site. What it keeps there goes with
the project, so that every site is made whole.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import yaml
from msgspec.structs import replace

from plainfigures.errors import BuildProblem
from plainfigures.rendering import PageToRender, RenderJob, RenderProblem
from plainfigures.rendering.choosing import own_versions
from plainfigures.rendering.zensical_faults import faults_of, left_out
from plainfigures.rendering.zensical_markup import as_from_mkdocs, with_links_kept
from plainfigures.rendering.zensical_settings import BESIDE, settings_of, unfit_settings

__all__ = ["Zensical"]

_RUN = Path(__file__).with_name("zensical_run.py")
_SETTINGS, _SAID = "mkdocs.yml", "said.txt"
_PAGES = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
_SECONDS, _SECONDS_A_PAGE = 120, 2
"""How long Zensical may take: many times what it needs, so that only what hangs is stopped."""

_UNUSED = ("search.json", "objects.inv")
"""What it writes beside the pages and nobody reads, since the search is ours."""

_OF_ITS_LOOK = ("assets/stylesheets", "assets/javascripts")
"""Styles and scripts of its own look, which go unless a page asks for one."""


class Zensical:
    """Renders with Zensical, with the settings of the site and the templates that MkDocs uses."""

    name = "zensical"

    def __init__(self, seconds: float | None = None) -> None:
        """Take how long it may take, where that is not for the number of pages to say."""
        self._seconds = seconds

    def render(self, job: RenderJob, target: Path) -> None:
        """Write the pages of a site into `target`.

        Raises RenderProblem where the pages, templates or settings do not let it, and BuildProblem
        where Zensical is missing or does not come to an end.
        """
        if not own_versions(self.name)[self.name]:
            raise BuildProblem(
                "Zensical is not installed here.",
                'Install it with: python3 -m pip install "zensical<0.1", or build without “--renderer '
                "zensical”.",
            )
        unfit = [*unfit_settings(job)]
        if unfit:
            raise RenderProblem(unfit)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="zensical-", dir=target.parent) as folder:
            project = Path(folder).resolve()
            _write_project(project, job)
            self._run(project, job)
            site = project / BESIDE[2]
            missing = [page for page in job.pages if not (site / _file_of(page.place)).is_file()]
            if missing:
                raise RenderProblem([left_out(page) for page in missing])
            _finish(site, job)
            shutil.rmtree(target, ignore_errors=True)
            site.replace(target)

    def _run(self, project: Path, job: RenderJob) -> None:
        """Have Zensical make the pages of a project; kill it where it takes far too long."""
        seconds = self._seconds or _SECONDS + _SECONDS_A_PAGE * len(job.pages)
        with (
            (project / _SAID).open("wb") as said,
            subprocess.Popen(  # noqa: S603 our own program, with a path of ours
                [sys.executable, "-P", str(_RUN), str(project / _SETTINGS)],
                cwd=project,
                env=os.environ | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
                stdin=subprocess.PIPE,  # closed by whatever ends this process, and it ends too
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as process,
        ):
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise BuildProblem(
                    f"Zensical had not made the pages after {seconds:g} seconds, and was stopped. "
                    "What was published before is untouched.",
                    "Build again. If it hangs again, build without “--renderer zensical”.",
                ) from error
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            text = (project / _SAID).read_text("utf-8", "replace")
            raise RenderProblem(faults_of(job, project, text, process.returncode))


def _write_project(project: Path, job: RenderJob) -> None:
    """Write what Zensical is to read: settings, pages, files beside them, and templates."""
    docs, theme, _ = (project / name for name in BESIDE)
    beside = [*_files_beside(job)]
    for name in beside:
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(job.config.docs / name, docs / name)
    there = {*beside, *(page.place for page in job.pages)}
    for page in job.pages:
        place = PurePosixPath(page.place)
        if place.name == "README.md" and str(place.with_name("index.md")) in there:
            continue  # the other has its address, as with MkDocs
        text = with_links_kept(page.text, page.place, there.__contains__, job.key)
        (docs / page.place).parent.mkdir(parents=True, exist_ok=True)
        (docs / page.place).write_text(_written(replace(page, text=text)), "utf-8")
    overrides = [job.config.root / job.config.overrides] if job.config.overrides else []
    for folder in (*reversed(job.theme), *overrides):
        shutil.copytree(folder, theme, dirs_exist_ok=True)
    (project / _SETTINGS).write_text(settings_of(job), "utf-8")


def _files_beside(job: RenderJob) -> Iterator[str]:
    """Yield the files below docs/ that are no pages and may be seen, as MkDocs takes them."""
    for file in sorted(job.config.docs.rglob("*")):
        name = file.relative_to(job.config.docs)
        hidden = name.parts[0] == "templates" or any(part.startswith(".") for part in name.parts)
        if hidden or file.suffix in _PAGES or not file.is_file():
            continue
        if not job.hides(name.as_posix()):
            yield name.as_posix()


def _written(page: PageToRender) -> str:
    """Return a page as it goes into the project.

    It has the frame of all pages: that it asks for another is a finding of its own.
    """
    if "template" not in page.meta:
        return page.written
    meta = {name: value for name, value in page.meta.items() if name != "template"}
    return f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---\n{page.text}"


def _file_of(place: str) -> str:
    """Return the file of the site that a page becomes."""
    path = PurePosixPath(place)
    if path.stem in {"index", "README"}:
        return str(path.with_name("index.html"))
    return str(path.with_suffix("") / "index.html")


def _finish(site: Path, job: RenderJob) -> None:
    """Write the pages as MkDocs does, and remove what belongs to another look and another search."""
    base = urlsplit(job.config.url).path or "/"
    for name in _UNUSED:
        (site / name).unlink(missing_ok=True)
    used: set[str] = set()
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        file.write_text(as_from_mkdocs(html, job.key, base), "utf-8")
        used.update(name for name in _OF_ITS_LOOK if f"{name}/" in html)
    for name in set(_OF_ITS_LOOK) - used:
        shutil.rmtree(site / name, ignore_errors=True)
