"""What a renderer is to make of a site that is read and checked."""

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from plainfigures.figures.declarations import Page
from plainfigures.figures.made import set_aside
from plainfigures.publish import meta_policy
from plainfigures.rendering import PageToRender, Renderer, RenderJob
from plainfigures.rendering.choosing import renderer_called
from plainfigures.rendering.links import foot_links
from plainfigures.rendering.navigation import has_many
from plainfigures.write import RenderedPage, render_page

if TYPE_CHECKING:
    from plainfigures.preparing import Prepared

__all__ = ["extra_of", "job_of", "render_site", "text_of"]


def render_site(prepared: "Prepared", target: Path, renderer: Renderer | None = None) -> None:
    """Render a site into `target`, with the renderer that its build is told.

    Raises RenderProblem where it cannot be done.
    """
    (renderer or renderer_called(prepared.config.renderer)).render(job_of(prepared), target)


def job_of(prepared: "Prepared") -> RenderJob:
    """Return what is to be rendered; the blocks that are put in afterwards go to `prepared.blocks`."""
    pages = tuple(_page(prepared, one) for one in prepared.pages)
    helping = prepared.executor
    return RenderJob(
        prepared.config, pages, prepared.held.hides, extra_of(prepared), executor=helping
    )


def extra_of(prepared: "Prepared") -> dict[str, object]:
    """Return what templates ask for, by its name under `extra`."""
    return {
        "plainfigures": prepared.config.settings,
        "plainfigures_policy": meta_policy(own_scripts=prepared.config.own_scripts),
        "plainfigures_key": prepared.desk.key,
        "plainfigures_links": foot_links(one.page for one in prepared.pages),
        "plainfigures_many": has_many(prepared.config, (one.page for one in prepared.pages)),
    }


def text_of(prepared: "Prepared", rendered: RenderedPage) -> str:
    """Return the Markdown of a page for the renderer, without the blocks that macros wrote."""
    text, prepared.blocks[rendered.page.path] = set_aside(rendered.marked, prepared.desk.key)
    return text


def _page(prepared: "Prepared", rendered: RenderedPage) -> PageToRender:
    page = rendered.page
    meta, matter = page.meta, page.matter
    title = meta.get("title")
    if isinstance(title, str) and "{" in title and not page.made:
        # Macros in a title are written out as those in the text.
        alone = render_page(Page(page.path, title, 0, {}), prepared.desk)
        meta = {**meta, "title": alone.markdown}
        matter = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
    elif page.template:
        # What stands at the top of its template holds names in braces.
        matter = yaml.dump(meta, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    place = page.path.removeprefix("docs/")
    is_made = page.made or bool(page.template)
    return PageToRender(place, meta, matter, text_of(prepared, rendered), is_made)
