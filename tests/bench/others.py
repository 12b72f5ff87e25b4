"""The same pages for other programs: plain MkDocs and Zensical, the naive assembly, and plugins."""

import csv
import json
import re
import shutil
from functools import partial
from pathlib import Path

from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.preparing import prepare
from plainfigures.rendering import THEME

__all__ = ["make_floor", "make_naive", "make_plain", "make_plugins"]

_MACROS = re.compile(r"\n  - macros:\n(?:      .*\n)+")
_NO_DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'/>"
_FIGURE = re.compile(r"(<data [^>]*>)([^<&{]*)</data>")

_NAIVE = """
from pathlib import Path
import frictionless
import matplotlib
matplotlib.use("svg")
from matplotlib import pyplot
import pandas

def define_env(env):
    root = Path(env.conf.config_file_path).parent
    tables = {}
    for folder in sorted((root / "datasets").iterdir()):
        assert frictionless.validate(str(folder / "datapackage.json")).valid
        for file in folder.glob("*.csv"):
            tables[file.stem] = pandas.read_csv(file)
    for file in sorted((root / "charts").glob("*.yml")):
        figure, axes = pyplot.subplots(figsize=(6.8, 4), layout="constrained")
        bars = axes.barh([f"a label {n}" for n in range(8)], range(8))
        axes.bar_label(bars)
        axes.set_title(file.stem)
        figure.savefig(root / "docs" / "assets" / f"{file.stem}.svg")
        pyplot.close(figure)
    env.macro(lambda value: value, "figure")
"""
"""Validates every package and draws every chart at each build, and looks up nothing."""

_PLUGINS = """
from pathlib import Path
import pandas

def define_env(env):
    root = Path(env.conf.config_file_path).parent
    values = {}
    for file in sorted((root / "datasets").glob("*/counts.csv")):
        for row in pandas.read_csv(file).itertuples():
            name = f"{file.parent.name}/counts/{row.station}.{row.measure}@{row.period}"
            values[name] = row.value

    @env.macro
    def figure(reference):
        return f"{values[reference]:,}"

    @env.macro
    def change(before, after):
        word = "rose" if values[after] > values[before] else "fell"
        return f"{word} from {figure(before)} to {figure(after)}"
"""
"""Reads every table once and looks every figure up; holds nothing against anything."""

_PLUGIN_SETTINGS = """
site_name: The fire service, station by station
use_directory_urls: true
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.prune]
plugins:
  - search
  - charts
  - macros:
      module_name: main
      on_undefined: strict
      on_error_fail: true
  - table-reader
extra_javascript:
  - https://cdn.jsdelivr.net/npm/vega@5
  - https://cdn.jsdelivr.net/npm/vega-lite@5
  - https://cdn.jsdelivr.net/npm/vega-embed@6
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - pymdownx.superfences:
      custom_fences:
        - name: vegalite
          class: vegalite
          format: !!python/name:mkdocs_charts_plugin.fences.fence_vegalite
"""


def make_floor(site: Path, target: Path, as_of: str) -> Path:
    """Copy a site, with all its macros written out and every chart a ready file.

    The pages that no editor wrote are there too, as files. A chart is the drawing that lies in the
    finished site beside it, if it has been built.
    """
    _copy(site, target)
    prepared = prepare(read_config(target), Clock(parse_moment(as_of)))
    for old in (target / "docs").rglob("*.md"):
        old.unlink()
    for rendered in prepared.pages:
        page = rendered.page
        depth = "../" * (len(Path(page.path).parts) - 2)
        text = re.sub(
            r"<!--pf-draw ([a-z0-9-]+)-->",
            rf'<img alt="" src="{depth}../assets/\1.svg">',
            rendered.markdown,
        )
        text = re.sub(r'(href|src)="pf(?:-note)?:[^"]*"', r'\1="#"', text)
        file = target / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{page.matter}---\n{text}" if page.matter else text, "utf-8")
    assets = target / "docs" / "assets"
    assets.mkdir(exist_ok=True)
    for chart in prepared.desk.charts.made():
        drawn = site / "site" / "data" / "charts" / f"{chart}.svg"
        content = drawn.read_text("utf-8") if drawn.is_file() else _NO_DRAWING
        (assets / f"{chart}.svg").write_text(content, "utf-8")
    settings = target / "mkdocs.yml"
    text = _MACROS.sub("\n", settings.read_text("utf-8"))
    settings.write_text(_with_theme(text), "utf-8")
    for unused in ("macros", "datasets", "charts", ".plainfigures"):
        shutil.rmtree(target / unused, ignore_errors=True)
    return target


def make_plain(floor: Path, target: Path) -> Path:
    """Copy the floor without our theme, for a renderer that brings its own."""
    _copy(floor, target)
    settings = target / "mkdocs.yml"
    text = re.sub(r"\n  custom_dir: .*", "", settings.read_text("utf-8"))
    pruned = (
        "\n  name: material\n  features: [navigation.tabs, navigation.indexes, navigation.prune]\n"
    )
    text = re.sub(r"\n  features:\n(?:    - .*\n)+", "\n", text)
    text = text.replace("\n  name: material\n", pruned)
    settings.write_text(text.replace("site_dir: .plainfigures/preview", "site_dir: site"), "utf-8")
    return target


def make_naive(floor: Path, site: Path, target: Path) -> Path:
    """Copy the floor for the naive assembly: each figure is a macro, all data are read each time."""
    _copy(floor, target)
    for part in ("datasets", "charts"):
        shutil.copytree(site / part, target / part)
    for file in (target / "docs").rglob("*.md"):
        text = file.read_text("utf-8").replace("{{", "&#123;&#123;").replace("{%", "&#123;%")
        file.write_text(_FIGURE.sub(r'\1{{ figure("\2") }}</data>', text), "utf-8")
    (target / "macros").mkdir()
    (target / "macros" / "__init__.py").write_text(_NAIVE, "utf-8")
    settings = (site / "mkdocs.yml").read_text("utf-8")
    (target / "mkdocs.yml").write_text(_with_theme(settings), "utf-8")
    return target


def _with_theme(settings: str) -> str:
    """Return settings with our templates over those of the theme."""
    theme = f"\n  name: material\n  custom_dir: {THEME}\n"
    return settings.replace("\n  name: material\n", theme)


def make_plugins(site: Path, target: Path) -> Path:
    """Write the pages of a made-up site for the macros, table-reader and charts plugins.

    Sentences call macros, tables are read as they stand, charts are drawn in the reader's browser.
    There are the editor's pages only, and nothing is validated.
    """
    shutil.copytree(site / "docs", target / "docs")
    shutil.copytree(site / "datasets", target / "datasets")
    files = target / "docs" / "files"
    files.mkdir()
    _cut_up(site, files)
    for page in sorted((target / "docs").rglob("*.md")):
        up = "../" * (len(page.relative_to(target / "docs").parts) - 1)
        text = page.read_text("utf-8")
        text = re.sub(r'\{\{ chart\("([^"]*)"\) \}\}', partial(_vega, up), text)
        text = re.sub(
            r'\{\{ table\("([^"/]*)/counts", rows="([^".]*)\.\*".*?\) \}\}',
            r"{{ read_csv('docs/files/\1-\2.csv') }}",
            text,
        )
        page.write_text(_with_lists(text), "utf-8")
    (target / "main.py").write_text(_PLUGINS, "utf-8")
    settings = (site / "mkdocs.yml").read_text("utf-8")
    navigation = settings[settings.index("nav:\n") : settings.index("extra:\n")]
    (target / "mkdocs.yml").write_text(_PLUGIN_SETTINGS.lstrip() + navigation, "utf-8")
    return target


def _with_lists(text: str) -> str:
    """Return a page with its lists of everything as the tables that they come from."""
    for macro, package, table in (
        ("sources", "sources", "documents"),
        ("glossary", "glossary", "terms"),
        ("changelog", "sources", "revisions"),
    ):
        read = f"{{{{ read_csv('datasets/{package}/{table}.csv') }}}}"
        text = text.replace(f"{{{{ {macro}() }}}}", read)
    return re.sub(r"\{\{ (?:catalogue|downloads|checks)\(\) \}\}", "See the tables.", text)


def _cut_up(site: Path, files: Path) -> None:
    """Write the rows of each station into a file of its own, for its table and its chart."""
    for table in sorted(site.glob("datasets/*/counts.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        stations: dict[str, list[list[str]]] = {}
        for row in rows:
            stations.setdefault(row[0], []).append(row)
        for name, own in stations.items():
            place = files / f"{table.parent.name}-{name}.csv"
            with place.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([head, *own])


def _vega(up: str, macro: re.Match[str]) -> str:
    chart = {
        "data": {"url": f"{up}files/{macro[1]}.csv"},
        "transform": [{"filter": "datum.measure == 'calls'"}],
        "mark": "line",
        "encoding": {
            "x": {"field": "period", "type": "ordinal"},
            "y": {"field": "value", "type": "quantitative"},
        },
    }
    return f"```vegalite\n{json.dumps(chart, indent=2)}\n```"


def _copy(site: Path, target: Path) -> None:
    """Copy what a site is made from, and nothing that was made of it."""
    made = shutil.ignore_patterns("__pycache__", ".plainfigures", ".cache")
    target.mkdir(parents=True)
    for one in site.iterdir():
        if one.name in {"site", ".plainfigures", ".cache"}:
            continue
        if one.is_dir():
            shutil.copytree(one, target / one.name, ignore=made)
        else:
            shutil.copy(one, target / one.name)
