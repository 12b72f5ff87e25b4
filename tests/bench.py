"""Whole builds, side by side: `nox -s bench`.

Measured in one run, interleaved, as medians and as ratios to the floor: plain `mkdocs build` of the
same pages with every macro already written out and every chart a ready file. The naive assembly
validates every package and draws every chart at each build. Pictures for sharing are measured apart:
a build that draws all of them for a site of which all else is there, and one after a page changed.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.preparing import prepare
from plainfigures.read import read_pages
from plainfigures.renderer import THEME
from plainfigures.write import render_page
from tests.conftest import ROOT, copy_site

AS_OF = "2026-11-22"
PYTHON = sys.executable
MACROS_OF_FLOOR = re.compile(r"\n  - macros:\n(?:      .*\n)+")

NAIVE = """
import io
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


def run(folder: Path, *command: str) -> float:
    """Run a command in a folder and return the seconds it took; a failure ends the bench."""
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {folder.name}:\n{done.stdout}{done.stderr}")
    return took


def make_floor(target: Path, *, macros: str = "") -> Path:
    """Make the site with its macros written out; with `macros`, a module and calls of it."""
    copy_site(target)
    config = read_config(target)
    prepared = prepare(config, Clock(parse_moment(AS_OF)))
    for page in [*read_pages(config.docs, target)[0], *prepared.made]:
        text = render_page(page, prepared.desk).markdown
        depth = "../" * (len(Path(page.path).parts) - 2)
        text = re.sub(
            r"<!--pf-draw ([a-z0-9-]+)-->", rf'<img alt="" src="{depth}../assets/\1.svg">', text
        )
        text = re.sub(r'(href|src)="pf(?:-note)?:[^"]*"', r'\1="#"', text)
        body = f"---\n{page.matter}---\n{text}" if page.offset else text
        if macros:
            body = body.replace("{{", "&#123;&#123;").replace("{%", "&#123;%")
            body = re.sub(r"(<data [^>]*>)([^<&{]*)</data>", r'\1{{ figure("\2") }}</data>', body)
        (target / page.path).parent.mkdir(parents=True, exist_ok=True)
        (target / page.path).write_text(body, "utf-8")
    assets = target / "docs" / "assets"
    assets.mkdir(exist_ok=True)
    for file in (ROOT / "charts").glob("*.yml"):
        (assets / f"{file.stem}.svg").write_text(
            "<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8"
        )
    settings = target / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if not macros:
        text = MACROS_OF_FLOOR.sub("\n", text)
    theme = f"\n  name: material\n  custom_dir: {THEME}\n"
    settings.write_text(text.replace("\n  name: material\n", theme), "utf-8")
    shutil.rmtree(target / "macros")
    if macros:
        (target / "macros").mkdir()
        (target / "macros" / "__init__.py").write_text(macros, "utf-8")
    shutil.rmtree(target / ".plainfigures", ignore_errors=True)
    return target


def measure(rounds: int) -> dict[str, list[float]]:
    """Return the seconds that each kind of build took, round by round."""
    with tempfile.TemporaryDirectory(prefix="plainfigures-bench-") as name:
        folder = Path(name)
        floor = make_floor(folder / "floor")
        naive = make_floor(folder / "naive", macros=NAIVE)
        ours = copy_site(folder / "ours")
        shared = copy_site(folder / "shared")
        with_pictures = (PYTHON, "-m", "plainfigures", "build", "--as-of", AS_OF)
        build = (*with_pictures, "--no-pictures")
        mkdocs = (PYTHON, "-m", "mkdocs", "build", "-q")
        page = ours / "docs" / "about" / "index.md"
        table = ours / "datasets" / "finance" / "position-2024-m4.csv"
        page_text, table_text = page.read_text("utf-8"), table.read_text("utf-8")

        def cold() -> float:
            for made in (".plainfigures", "site"):
                shutil.rmtree(ours / made, ignore_errors=True)
            return run(ours, *build)

        def one_page(number: int) -> float:
            page.write_text(f"{page_text}\nA sentence of round {'x' * number}.\n", "utf-8")
            return run(ours, *build)

        def one_cell(number: int) -> float:
            note = f"Children in Care{'!' * number}"
            page.write_text(page_text, "utf-8")
            table.write_text(table_text.replace(",Children in Care,", f",{note},", 1), "utf-8")
            return run(ours, *build)

        def all_pictures() -> float:
            shutil.rmtree(shared / ".plainfigures" / "pictures", ignore_errors=True)
            run(shared, *build)
            return run(shared, *with_pictures)

        def one_page_of_pictures(number: int) -> float:
            other = shared / "docs" / "about" / "index.md"
            other.write_text(f"{page_text}\nA sentence of round {'x' * number}.\n", "utf-8")
            return run(shared, *with_pictures)

        kinds: dict[str, Callable[[int], float]] = {
            "floor": lambda number: run(floor, *mkdocs),
            "naive": lambda number: run(naive, *mkdocs),
            "cold": lambda number: cold(),
            "nothing changed": lambda number: run(ours, *build),
            "one page changed": one_page,
            "one cell changed": one_cell,
            "pictures for sharing": lambda number: all_pictures(),
            "pictures, one page": one_page_of_pictures,
        }
        took: dict[str, list[float]] = {kind: [] for kind in kinds}
        for number in range(1, rounds + 1):
            for kind, once in kinds.items():
                took[kind].append(once(number))
    return took


BUDGETS = {"cold": 4.0, "nothing changed": 0.5, "one page changed": 2.0, "one cell changed": 3.0}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Measure whole builds side by side.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    took = measure(rounds)
    floor = statistics.median(took["floor"])
    pages = len(list((ROOT / "docs").rglob("*.md")))
    charts = len(list((ROOT / "charts").glob("*.yml")))
    print(f"{pages} pages, {charts} charts, {rounds} rounds, {os.cpu_count()} cores")
    print(f"{'build':20} {'median s':>9} {'least':>7} {'most':>7} {'x floor':>8} {'budget':>7}")
    for kind, seconds in took.items():
        median = statistics.median(seconds)
        budget = f"{BUDGETS[kind]:.1f}" if kind in BUDGETS else ""
        print(
            f"{kind:20} {median:9.2f} {min(seconds):7.2f} {max(seconds):7.2f} "
            f"{median / floor:8.2f} {budget:>7}"
        )


if __name__ == "__main__":
    main()
