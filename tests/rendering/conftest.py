"""The odd site rendered by both renderers, once for each test process."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from plainfigures.config import open_config
from plainfigures.read import read_pages
from plainfigures.rendering import PageToRender, Renderer, RenderJob
from plainfigures.rendering.mkdocs import MkDocs
from plainfigures.rendering.texts import put_text
from plainfigures.rendering.zensical import Zensical

ODD = Path(__file__).parent / "odd"
"""A site that asks its renderer for all sorts of things; it has no figures."""

HELD = ("money/held.md", "people/list.csv")
"""What of it may not be seen yet."""

KEY = "keyofthisbuild"


@dataclass(frozen=True)
class Sides:
    """The folders of one site, rendered by each."""

    mkdocs: Path
    zensical: Path


def job_in(root: Path, **extra: object) -> RenderJob:
    """Return what is to be rendered of the site in a folder, as it lies there, with one made page."""
    config = open_config(root)
    pages, _ = read_pages(config.docs, root)
    given = [
        PageToRender(page.path.removeprefix("docs/"), page.meta, page.matter, page.text)
        for page in pages
        if page.path.removeprefix("docs/") not in HELD
    ]
    meta = {"title": "Every figure", "menu": True, "up": "money/", "up_title": "Money"}
    matter = "".join(f"{name}: {json.dumps(value)}\n" for name, value in meta.items())
    made = PageToRender("figures/index.md", meta, matter, "# Every figure\n", made=True)
    own = {
        "plainfigures": config.settings,
        "plainfigures_policy": "default-src 'none'",
        "plainfigures_key": KEY,
        "plainfigures_many": True,
        "plainfigures_links": [{"address": "money/#here", "words": "Money"}],
    }
    return RenderJob(config, (*given, made), HELD.__contains__, own | extra)


def rendered(renderer: Renderer, root: Path, target: Path) -> Path:
    """Render a site, put the texts of its pages in place, and return where it is."""
    renderer.render(job_in(root), target)
    for file in target.rglob("*.html"):
        file.write_text(put_text(file.read_text("utf-8"), KEY, ())[0], "utf-8")
    return target


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A copy of the odd site, to change."""
    return shutil.copytree(ODD, tmp_path / "odd")


@pytest.fixture(scope="session")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """The odd site, rendered by each."""
    folder = tmp_path_factory.mktemp("sides")
    first = rendered(MkDocs(), ODD, folder / "mkdocs")
    return Sides(first, rendered(Zensical(), ODD, folder / "zensical"))
