"""What the numbers of BENCHMARKS.md stand on: sites made by rule, runs measured whole, sums done right."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from plainfigures.build import build
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from tests.bench import report, suite
from tests.bench.edits import AS_OF, edits_of
from tests.bench.fitting import fit_power
from tests.bench.growth import make_bodies
from tests.bench.kinds import BUDGETS, KINDS
from tests.bench.measuring import RunFailed, run
from tests.bench.others import make_floor, make_naive, make_plugins
from tests.bench.sampling import stage_of
from tests.bench.sites import FIXED_PAGES, make_site, sections_of

STATIONS = 3
PAGES = len(FIXED_PAGES) + 1 + STATIONS
MACRO = re.compile(r"\{\{ (\w+)\(")


def build_here(site: Path) -> list[Any]:
    clock = Clock(parse_moment(AS_OF))
    return build(read_config(site), clock, site / "site", pictures=False).findings


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up site that has been built, with nothing found in it."""
    folder = make_site(tmp_path_factory.mktemp("bench") / "site", PAGES)
    assert build_here(folder) == []
    return folder


@pytest.fixture(scope="module")
def floor(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_floor(site, tmp_path_factory.mktemp("floor") / "floor", AS_OF)


def test_a_made_up_site_has_as_many_pages_as_asked_and_is_the_same_each_time(
    site: Path, tmp_path: Path
) -> None:
    again = make_site(tmp_path / "again", PAGES)
    assert len(list((again / "docs").rglob("*.md"))) == PAGES
    made = contents(again)
    assert made == {name: held for name, held in contents(site).items() if name in made}


def test_stations_and_sections_have_names_of_their_own_at_a_thousand_pages() -> None:
    sections = sections_of(1_500)
    stations = [one for section in sections for one in section.stations]
    assert len({one.id for one in stations}) == 1_500
    assert len({one.id for one in sections}) == len(sections) == 125


def test_bodies_get_their_pages_from_one_template_and_the_same_ones_when_written_out(
    tmp_path: Path,
) -> None:
    site = make_bodies(tmp_path / "bodies", STATIONS)
    assert build_here(site) == []
    made = sorted(one.parent.name for one in (site / "site" / "stations").glob("*/index.html"))
    written = make_bodies(tmp_path / "written", STATIONS, template=False)
    assert made == sorted(
        one.stem for one in (written / "docs" / "stations").glob("*.md") if one.stem != "index"
    )


def test_the_floor_is_the_same_pages_with_their_macros_written_out(site: Path, floor: Path) -> None:
    for page in (site / "docs").rglob("*.md"):
        text = (floor / page.relative_to(site)).read_text("utf-8")
        assert not MACRO.search(text)
        figures = page.read_text("utf-8").count("{{ figure(")
        assert text.count('class="pf-figure"') >= figures
    drawn = [one.read_text("utf-8") for one in (floor / "docs" / "assets").glob("*.svg")]
    assert len(drawn) == 2
    assert all("<text" in one for one in drawn)
    assert "macros" not in (floor / "mkdocs.yml").read_text("utf-8")


def test_the_others_are_asked_for_the_same_figures(site: Path, floor: Path, tmp_path: Path) -> None:
    naive = make_naive(floor, site, tmp_path / "naive")
    plugins = make_plugins(site, tmp_path / "plugins")
    for page in (site / "docs").rglob("*.md"):
        own = page.read_text("utf-8")
        name = page.relative_to(site)
        assert (naive / name).read_text("utf-8").count("{{ figure(") >= own.count("{{ figure(")
        theirs = (plugins / name).read_text("utf-8")
        assert theirs.count("{{ figure(") == own.count("{{ figure(")
        assert set(MACRO.findall(theirs)) <= {"figure", "change", "read_csv"}
        assert theirs.count("```vegalite") == own.count("{{ chart(")


def test_a_change_is_another_one_in_each_round_and_leaves_the_rest(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", PAGES)
    edits = edits_of(site)
    page, table = edits.page.read_text("utf-8"), edits.table.read_text("utf-8").splitlines()
    for number in (1, 2):
        edits.change_page(number)
        assert edits.page.read_text("utf-8").startswith(page)
        assert edits.page.read_text("utf-8").count("\nIt was read") == 1
        edits.change_cell(number)
        changed = edits.table.read_text("utf-8").splitlines()
        assert changed[1].split(",")[3] == changed[1].split(",")[5] == str(500 + number)
        assert changed[2:] == table[2:]


def test_memory_and_processor_time_of_what_a_command_starts_count_too(tmp_path: Path) -> None:
    if not Path("/proc/self/smaps_rollup").is_file():
        if os.environ.get("CI"):
            pytest.fail("memory cannot be measured here, and CI may not go without that")
        pytest.skip("this system does not say how much memory a process shares")
    hungry = "import time; held = bytearray(90_000_000); sum(range(3_000_000)); time.sleep(2.5)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}])"
    usage = run(tmp_path, (sys.executable, "-c", outer))
    assert 85 < usage.memory < 400
    assert usage.cpu > 0


def test_a_command_that_fails_or_takes_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match=r"failed in .*\n.*no such page"):
        run(tmp_path, (sys.executable, "-c", "raise SystemExit('no such page')"))
    with pytest.raises(RunFailed, match=r"took over 0 s"):
        run(tmp_path, (sys.executable, "-c", "import time; time.sleep(600)"), limit=0.2)


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_a_power_law_is_found_again(exponent: float) -> None:
    sizes = [10, 40, 153, 1500]
    fit = fit_power(sizes, [3 * size**exponent for size in sizes])
    assert fit.exponent == pytest.approx(exponent)
    assert fit.at(100) == pytest.approx(3 * 100**exponent)
    assert fit.r_squared == pytest.approx(1)


def test_what_no_power_law_goes_through_is_refused_or_fits_badly() -> None:
    # Logarithms to the base of ten: 0, 1, 2 and 0, 1, 0, whose best line is level.
    bad = fit_power([1, 10, 100], [1, 10, 1])
    assert (bad.exponent, bad.r_squared) == pytest.approx((0, 0))
    for sizes, values in (([10], [1]), ([10, 10], [1, 2]), ([10, 20], [0, 1])):
        with pytest.raises(ValueError, match="fit"):
            fit_power(sizes, values)


def frame_of(*files: str) -> FrameType:
    """Return the innermost of frames that stand in these files, the first file called the next."""
    ask: Callable[[], FrameType] = sys._getframe
    for file in reversed(files):
        names: dict[str, Any] = {"inner": ask}
        code: CodeType = compile("def step():\n    found = inner()\n    return found", file, "exec")
        exec(code, names)
        ask = names["step"]
    return ask()


@pytest.mark.parametrize(
    ("files", "stage"),
    [
        (
            ("/x/plainfigures/build.py", "/x/plainfigures/draw/press.py", "/lib/lxml/x.py"),
            "drawing",
        ),
        (("/x/plainfigures/read/tables.py", "/lib/frictionless/x.py"), "reading"),
        (
            ("/x/plainfigures/read/tables.py", "<frozen importlib._bootstrap>", "/lib/a.py"),
            "imports",
        ),
        (("/lib/mkdocs/commands/build.py", "/lib/jinja2/environment.py"), "templates"),
        (("/x/plainfigures/write/sandbox.py", "/lib/jinja2/environment.py"), "macros"),
        (("/lib/mkdocs/structure/pages.py", "/lib/markdown/core.py"), "Markdown"),
        (("/lib/runpy.py",), "the rest"),
    ],
)
def test_time_counts_for_what_asked_for_it(files: tuple[str, ...], stage: str) -> None:
    assert stage_of(frame_of(*files)) == stage


def results() -> dict[str, Any]:
    """Return made-up results whose medians and ratios can be worked out in the head."""

    def runs(*walls: float) -> list[dict[str, float]]:
        return [{"wall": one, "cpu": one * 2, "memory": 100 + one} for one in walls]

    sizes = [
        {
            "name": name,
            "pages": 24,
            "files": {"html": 46, "charts": 9, "figures": 1_425, "kilobytes": 9_000},
            "runs": {"floor": runs(2, 1.5, 4), "cold": runs(5, 7), "nothing changed": runs(0.5)},
            "left_out": {"naive assembly": "it failed"},
        }
        for name in ("24 made-up pages", "240 made-up pages")
    ]
    growth = [
        {
            "bodies": bodies,
            "html": bodies + 20,
            "cold": runs(bodies / 10),
            "again": runs(1),
            "charts": bodies * 2,
            "figures": bodies * 6,
            "largest_is": "figures",
            **dict.fromkeys(("body_page", "largest_page", "list_page", "first_search"), 4.0),
        }
        for bodies in (10, 100, 1_000)
    ]
    stages = {"cold": {"drawing": 2.0, "all stages": 3.5, "peak memory, MB": 100}}
    faster = {"cold": {"drawing": 0.25, "all stages": 1.5, "peak memory, MB": 90}}
    machine = dict.fromkeys(("processor", "cores", "memory_gb", "system", "python"), "some")
    return {
        "commit": "c0ffee",
        "source": "5eed",
        "machine": machine,
        "versions": {"mkdocs": "1.6.1", "zensical": ""},
        "rivals": {},
        "profile": [{"title": "A site", "commit": "f00", "before": stages, "after": faster}],
        "sizes": sizes,
        "growth": growth,
        "serve": {
            "a page, from saving to seeing": [0.5, 1.5, 1.0],
            "plain mkdocs serve: to rebuild": [2.0],
        },
        "parts": {"reading": 2.5, "a chart": 0.0043, "an answer": 0.00000016},
    }


def test_the_page_gives_medians_spread_ratios_budgets_and_what_is_missing() -> None:
    page = report.benchmarks(results())
    assert "| cold | 6.00 | 5.00 to 7.00 | 12.00 | 106 | 3.58 | 3 | 2 |" in page
    assert "| nothing changed | 0.50 | one run | 1.00 | 100 | 0.25 | 0.5 | 1 |" in page
    assert "naive assembly: not measured, since it failed" in page
    assert "1,425 figures" in page
    assert "| a page, from saving to seeing | 3 | 1.00 | 1.50 | 0.50 | 1 |" in page
    assert "c0ffee" in page
    assert "5eed" in page
    assert "| reading | 2.5 s |\n| a chart | 4.3 ms |\n| an answer | 0.16 µs |" in page
    assert "| drawing | 2.00 | 0.25 |\n| all stages | 3.50 | 1.50 |" in page
    assert "| seconds by the clock | 1.00 | 1.000 | 1.00 |" in page


def test_the_chart_says_its_numbers_in_words_and_in_a_table() -> None:
    page, drawing = report.benchmarks(results()), report.draw_chart(results())
    assert "ours: cold: 3.58 at 24 made-up pages, 3.58 at 240 made-up pages" in page
    assert "| ours: cold | 3.58 | 3.58 |" in page
    assert drawing.startswith(("<svg", "<?xml"))
    assert "in times of the floor" in drawing


def test_each_budget_is_of_a_kind_that_is_measured() -> None:
    assert set(BUDGETS) <= {kind.name for kind in KINDS}


def test_benchmarks_md_says_what_was_measured_and_nothing_else() -> None:
    there = suite.FILE.is_file()
    assert there == suite.RESULTS.is_file() == suite.CHART.is_file()
    if there:
        kept = json.loads(suite.RESULTS.read_text("utf-8"))
        assert suite.FILE.read_text("utf-8") == report.benchmarks(kept)


def test_numbers_of_files_that_are_not_committed_are_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suite, "dirty", lambda: " M src/plainfigures/build.py\n")
    with pytest.raises(SystemExit, match=r"not committed:\n M src/plainfigures/build.py"):
        suite.main([])
