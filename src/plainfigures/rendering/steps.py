"""The steps of a MkDocs build, for sites whose pages hang on nothing but what they are given.

They are those of `mkdocs.commands.build.build`. What Markdown becomes, and what a template makes of
it, is kept under a digest of all that it hangs on, and looked up there. A site with plugins or hooks
of its own goes through MkDocs' own steps instead: nobody knows what those hang on.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import msgspec

from plainfigures.executing.beside import do_each
from plainfigures.figures.keys import code_digest, digest_of, file_digest
from plainfigures.rendering import RenderJob
from plainfigures.rendering.keeping import Kept, hide_key

__all__ = ["KEPT", "build_pages"]

KEPT = "rendered"
"""The folder below a site's `.plainfigures/` that has what pages were rendered to."""

_ASSETS = ("assets/stylesheets/", "assets/javascripts/")
"""What the theme brings for a look that is not used here."""


class _Heading(msgspec.Struct, array_like=True):
    """A heading of a page, for its list of parts."""

    title: str
    id: str
    level: int
    below: list["_Heading"]


class _Read(msgspec.Struct, array_like=True):
    """What a page's Markdown became: its HTML, its headings, and the title that it gives itself."""

    content: str
    headings: list[_Heading]
    title: str | None


class _Kept(Kept):
    """What was rendered before: see `Kept`."""

    def __init__(self, job: RenderJob) -> None:
        super().__init__(job.config.work, KEPT, job.key)
        self._hidden = job.key
        self._common = digest_of(
            [code_digest(), job.config.text, repr(sorted(job.config.environment.items()))]
        )

    def key(self, *parts: str) -> str:
        """Return the digest of the parts that something hangs on; "" where it is not kept."""
        hidden = [hide_key(one.encode(), self._hidden) for one in parts]
        known = [one for one in hidden if one is not None]
        return digest_of([self._common, *known]) if len(known) == len(parts) else ""


def build_pages(config: Any, job: RenderJob) -> None:
    """Make the pages of a job with the settings `config` of MkDocs."""
    from mkdocs.commands.build import _build_theme_template
    from mkdocs.structure.files import get_files, set_exclusions
    from mkdocs.structure.nav import get_navigation

    config = config.plugins.on_config(config)
    kept = _Kept(job)
    environment = config.theme.get_env()
    files = get_files(config)
    files.add_files_from_theme(environment, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = get_navigation(files, config)
    pages = [*_pages(files, config)]
    _read_pages(pages, job, config, files, kept)
    frames = _Frames(job, config, environment, files, nav, pages, kept)
    written = frames.write(pages, job.executor)
    kept.let_go()
    _drop_unused(files, written)
    files.copy_static_files()
    for name in config.theme.static_templates:
        _build_theme_template(name, environment, files, config, nav)


def _pages(files: Any, config: Any) -> Iterator[Any]:
    from mkdocs.structure.pages import Page

    for file in files.documentation_pages():
        yield file.page or Page(None, file, config)


def _read_pages(pages: Iterable[Any], job: RenderJob, config: Any, files: Any, kept: _Kept) -> None:
    """Make HTML of the Markdown of pages, or take what was made of it before."""
    given = {page.place: page for page in job.pages}
    places = repr([(file.src_uri, file.url) for file in files])
    around = digest_of([places])
    anew = []
    for page in pages:
        config._current_page = page
        own = given.get(page.file.src_uri)
        if own is None:
            page.read_source(config)
        else:
            page.markdown, page.meta = own.text.lstrip("\n"), dict(own.meta)
        page.meta.pop("template", None)  # that it asks for another is a finding of its own
        key = kept.key("markdown", around, page.file.src_uri, page.markdown)
        if not _take(page, kept.load(key)):
            anew.append((page, key))

    def render(one: tuple[Any, str]) -> None:
        page, key = one
        config._current_page = page
        if not _take(page, kept.load(key)):
            page.render(config, files)
            read = _Read(page.content, [*map(_heading, page.toc)], page._title_from_render)
            kept.save(key, msgspec.json.encode(read))

    do_each(render, anew, job.executor)
    config._current_page = None


def _take(page: Any, content: bytes | None) -> bool:
    """Give a page what was made of its Markdown before; returns whether that is known."""
    if content is None:
        return False
    read = msgspec.json.decode(content, type=_Read)
    page.content, page._title_from_render = read.content, read.title
    page.toc = _contents(read.headings)
    return True


class _Frames:
    """Puts pages into their frames, or takes what was made of the very same before."""

    def __init__(
        self,
        job: RenderJob,
        config: Any,
        environment: Any,
        files: Any,
        nav: Any,
        pages: Sequence[Any],
        kept: _Kept,
    ) -> None:
        self._config, self._environment, self._nav, self._kept = config, environment, nav, kept
        self._files = files.documentation_pages()
        parts = [repr([*_items(nav.items)]), repr(config.extra)]
        parts += [f"{page.file.src_uri} {page.url}" for page in pages]
        if job.config.overrides:
            # Templates of the site's own may ask for anything of any page.
            parts += [f"{page.title} {page.meta} {page.toc} {page.content}" for page in pages]
            parts += _digests(job.config.root / job.config.overrides)
        self._around = kept.key("\n".join(parts))

    def write(self, pages: Sequence[Any], executor: Executor | None) -> list[str]:
        """Write the pages, and return them."""
        keys = [self._key(page) for page in pages]
        found = [self._kept.load(key) for key in keys]
        anew = [at for at, content in enumerate(found) if content is None]

        def make(at: int) -> bytes:
            content = self._kept.load(keys[at])
            if content is None:
                content = self._made(pages[at]).encode("utf-8", errors="xmlcharrefreplace")
                self._kept.save(keys[at], content)
            return content

        kept_after = executor if all(keys) else None
        made = dict(zip(anew, do_each(make, anew, kept_after), strict=True))
        contents = [content or made[at] for at, content in enumerate(found)]
        for page, content in zip(pages, contents, strict=True):
            file = Path(page.file.abs_dest_path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return [content.decode() for content in contents]

    def _key(self, page: Any) -> str:
        """Return the key of a page in its frame; "" where it is not kept."""
        parts = (page.url, page.title, repr(page.meta), page.content, page.toc)
        return self._kept.key("frame", self._around, *map(str, parts)) if self._around else ""

    def _made(self, page: Any) -> str:
        from mkdocs.commands.build import get_context

        self._config._current_page = page
        page.active = True
        try:
            context = get_context(self._nav, self._files, self._config, page)
            made: str = self._environment.get_template("main.html").render(context)
            return made
        finally:
            page.active = False
            self._config._current_page = None


def _items(items: Iterable[Any]) -> Iterator[object]:
    """Yield what frames say of the parts of a navigation."""
    for one in items:
        yield one.title, getattr(one, "url", None), [*_items(one.children or ())]


def _heading(link: Any) -> _Heading:
    return _Heading(link.title, link.id, link.level, [*map(_heading, link.children)])


def _contents(headings: Sequence[_Heading]) -> Any:
    from mkdocs.structure.toc import AnchorLink, TableOfContents

    def link(one: _Heading) -> Any:
        made = AnchorLink(one.title, one.id, one.level)
        made.children = [link(inner) for inner in one.below]
        return made

    links = [link(one) for one in headings]
    if links:
        links[0].active = True
    return TableOfContents(links)


def _digests(folder: Path) -> list[str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return [f"{file.relative_to(folder).as_posix()} {file_digest(file)}" for file in files]


def _drop_unused(files: Any, pages: Iterable[str]) -> None:
    """Leave the theme's own styles and scripts where no page loads them: this look has its own."""
    for folder in _ASSETS:
        if not any(folder in page for page in pages):
            for file in [file for file in files if file.src_uri.startswith(folder)]:
                files.remove(file)
