"""From Markdown to pages: what a renderer is given, and what it has to leave behind.

A renderer gets pages whose macros are written out already, and puts each into the frame of all
pages (`theme/`). Long blocks that macros wrote stay behind, with a mark in the place of each: they
are put in afterwards, into the written files (`texts.py`), so that it does not matter who renders.
`jobs.py` puts together what is to be rendered; `mkdocs.py` is one renderer.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct, field

from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.figures.findings import Finding

__all__ = ["THEME", "PageToRender", "RenderJob", "RenderProblem", "Renderer"]

THEME = Path(__file__).parent.parent / "theme"
"""Templates, styles and scripts that every site has, over those of Material for MkDocs."""


class PageToRender(Struct, frozen=True):
    """A page as a renderer gets it.

    `place` is its file below docs/, such as `finance/index.md`, and `text` its Markdown, without the
    settings at its top, which are in `meta` and, as they are written, in `matter`. Of a page that is
    `made` there is no file, and it stands in no navigation.
    """

    place: str
    meta: Mapping[str, Any]
    matter: str
    text: str
    made: bool = False

    @property
    def written(self) -> str:
        """The whole page, with its settings above its text."""
        return f"---\n{self.matter or '{}' + chr(10)}---\n{self.text}"


class RenderJob(Struct, frozen=True):
    """All that a renderer needs to make the pages of a site.

    `pages` are those to be made, `hides` says of a file below docs/ whether it may not be seen yet.
    What templates ask for stands in `extra`, by its name: `plainfigures` are the settings of the
    site, `plainfigures_policy` is what browsers are told pages may do, `plainfigures_links` are at
    the foot of every page, and `plainfigures_key` is in the marks that templates and macros leave,
    which nothing that is typed can know. `theme` are the
    folders of templates, the first of which goes before the others, and before those of Material.
    An `executor` says who helps.
    """

    config: SiteConfig
    pages: tuple[PageToRender, ...]
    hides: Callable[[str], bool] = lambda place: False
    extra: Mapping[str, Any] = field(default_factory=dict)
    theme: tuple[Path, ...] = (THEME,)
    executor: Executor | None = None

    @property
    def key(self) -> str:
        """The key in the marks."""
        return str(self.extra.get("plainfigures_key", ""))


class Renderer(Protocol):
    """Makes pages of Markdown."""

    name: str

    def render(self, job: RenderJob, target: Path) -> None:
        """Write the pages of a site, and the files beside them, into the folder `target`.

        Raises RenderProblem where that cannot be done.
        """


class RenderProblem(BuildProblem):
    """The pages could not be rendered; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        super().__init__(f"{first.place}: {first.message}", first.remedy, first.suggestion)
        self.findings = findings
