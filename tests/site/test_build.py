"""Building a whole site: what it holds, and what changes when something changes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from tests.making import append, describe, edit, make_site
from tests.naming import plainly
from tests.site.breaking import break_cell, break_drawing, break_link, break_reference
from tests.site.building import build, build_at, bytes_of, leftovers, page_of


def test_a_build_makes_the_whole_site_and_leaves_nothing_lying_about(template: Path) -> None:
    made = bytes_of(template / "site")
    assert {"index.html", "money/index.html", "feed.xml", "sitemap.xml"} <= set(made)
    assert {f"data/{name}" for name in ("figures.json", "figures.csv", "checks.json")} <= set(made)
    assert "data/money/money.zip" in made
    assert "data/charts/variance.svg" in made
    assert leftovers(template) == set()
    report = json.loads(made["data/build.json"])
    assert report["as_of"] == "2024-12-01T00:00:00+00:00"
    assert set(report["files"]) == set(made) - {"data/build.json"}


def test_no_mark_of_the_making_is_left_in_a_page(template: Path) -> None:
    for name, content in bytes_of(template / "site").items():
        if name.endswith(".html"):
            text = content.decode("utf-8")
            for mark in ("<!--pf-", "pf-note:", 'href="pf:', "{{", "{%"):
                assert mark not in text, (name, mark)


def test_the_data_tells_on_which_pages_a_figure_stands(template: Path) -> None:
    figures = json.loads((template / "site" / "data" / "figures.json").read_text("utf-8"))
    pages = {one["reference"]: one["pages"] for one in figures["figures"]}
    assert pages["money/budget/total/variance"] == ["", "money/"]
    assert pages["response/gradings/2024.overall/grade"] == [""]
    shares = [one for one in pages if one.startswith("computed/share/")]
    assert [pages[one] for one in shares] == [["money/"]]


def test_the_pages_that_list_everything_are_full(template: Path) -> None:
    figures = json.loads((template / "site" / "data" / "figures.json").read_text("utf-8"))
    names = {one["reference"] for one in figures["figures"]}
    packages = {name.partition("/")[0] for name in names}
    listed = {
        place for one in packages for place in page_of(template, f"figures/{one}").xpath("//@id")
    }
    assert names <= listed
    assert len(names) > 40
    linked = set(page_of(template, "figures").xpath("//main//a/@href"))
    assert {f"../figures/{one}/" for one in packages} <= linked
    rules = page_of(template, "checks").find_class("pf-rule")
    told = json.loads((template / "site" / "data" / "checks.json").read_text("utf-8"))["rules"]
    assert [rule.get("id") for rule in rules] == [f"rule-{one['rule']}" for one in told]


def test_a_build_with_nothing_new_says_so_and_touches_nothing(tmp_path: Path) -> None:
    folder = make_site(tmp_path / "fire")
    assert build(folder).output.strip().splitlines()[-1].startswith("Built 20 pages with ")
    for file in folder.glob("d*/**/*"):
        os.utime(file)
    times = {file: file.stat().st_mtime_ns for file in (folder / "site").rglob("*")}
    inode = (folder / "site").stat().st_ino
    result = build(folder)
    assert result.exit_code == 0
    assert result.output.startswith("Nothing has changed: the site in ")
    assert {file: file.stat().st_mtime_ns for file in (folder / "site").rglob("*")} == times
    assert (folder / "site").stat().st_ino == inode

    (folder / "site" / "index.html").write_text("someone was here", "utf-8")
    assert build(folder).output.splitlines()[-1].startswith("Built ")
    assert "What happened" in page_of(folder).text_content()

    (folder / "site" / "extra.html").write_text("someone was here", "utf-8")
    assert build(folder).output.splitlines()[-1].startswith("Built ")
    assert not (folder / "site" / "extra.html").exists()

    shutil.rmtree(folder / "site")
    assert build(folder).output.splitlines()[-1].startswith("Built ")
    assert build(folder).output.startswith("Nothing has changed")

    (folder / ".plainfigures" / "state.json").write_text("{", "utf-8")
    assert build(folder).output.splitlines()[-1].startswith("Built ")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("docs/money/index.md", "The pressure is", "The strain is"),
        ("datasets/glossary/terms.csv", "What was spent", "All that was spent"),
        ("datasets/money/datapackage.json", '"title": "Money"', '"title": "Pounds"'),
        ("charts/times.yml", "Time to the", "The time to the"),
        ("macros/__init__.py", "own macros", "very own macros"),
        ("mkdocs.yml", "how fast it comes", "how soon it comes"),
    ],
)
def test_a_change_to_any_part_of_the_site_is_seen(
    site: Path, part: str, old: str, new: str
) -> None:
    # The copy lies elsewhere, so its first build notes where it is.
    assert build(site).exit_code == 0
    assert build(site).output.startswith("Nothing has changed")
    edit(site / part, old, new)
    assert build(site).output.splitlines()[-1].startswith("Built ")
    assert build(site).output.startswith("Nothing has changed")


def test_another_moment_builds_anew_only_where_something_falls_due(site: Path) -> None:
    assert build_at(site, 0).output.splitlines()[-1].startswith("Built ")
    before = bytes_of(site / "site")
    # 15 December 2024, and the last moment of January: nothing falls due between.
    for day in (14, 61):
        assert build_at(site, day).output.startswith("Nothing has changed"), day
        assert bytes_of(site / "site") == before
    assert not page_of(site, "money").find_class("pf-expected")
    # 1 February 2025: a report was expected in January.
    assert build_at(site, 62).output.splitlines()[-1].startswith("Built ")
    (told,) = page_of(site, "money").find_class("pf-expected")
    assert "January 2025" in told.text_content()
    assert "Not yet due" in page_of(site, "promises").text_content()
    # 2 April 2025: a promise was due by March.
    assert build_at(site, 122).output.splitlines()[-1].startswith("Built ")
    assert "Due, nothing published since" in page_of(site, "promises").text_content()
    # And back again.
    assert build_at(site, 30).output.splitlines()[-1].startswith("Built ")
    assert not page_of(site, "money").find_class("pf-expected")


def test_a_moment_that_is_asked_for_is_the_moment_of_the_build(site: Path) -> None:
    assert build(site, as_of="2024-12-02").exit_code == 0
    for as_of, moment in (
        ("2024-12-03", "2024-12-03T00:00:00+00:00"),
        ("2025-06-01T12:00:00+01:00", "2025-06-01T11:00:00+00:00"),
    ):
        assert build(site, as_of=as_of).output.splitlines()[-1].startswith("Built ")
        report = json.loads((site / "site" / "data" / "build.json").read_text("utf-8"))
        assert report["as_of"] == moment


def drawings(site: Path) -> dict[str, int]:
    """Return the drawings that are kept, each with the time when it was drawn."""
    folder = site / ".plainfigures" / "drawings"
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def test_a_changed_cell_draws_only_the_charts_and_changes_only_the_files_that_show_it(
    site: Path,
) -> None:
    before = drawings(site)
    edit(site / "datasets" / "money" / "budget.csv", "-145,-145", "-155,-155")
    old = bytes_of(site / "site")
    assert build(site).exit_code == 0
    after = drawings(site)
    assert {name: after.get(name) for name in before} == before
    assert len(set(after) - set(before)) == 1, "all drawings of a chart are kept together"
    new = bytes_of(site / "site")
    assert new["data/charts/variance.svg"] != old["data/charts/variance.svg"]
    assert new["data/charts/times.svg"] == old["data/charts/times.svg"]
    assert "−£155,000" in new["money/index.html"].decode()
    assert "−£145,000" not in new["money/index.html"].decode()
    changed = {plainly(name) for name in {*old, *new} if old.get(name) != new.get(name)}
    assert changed == {
        "charts/variance/index.html",
        "editing/find-in-money/index.html",
        "figures/money/index.html",
        "money/index.html",
        "print/index.html",
        "search/index.json",
        "search/figures-1.json",
        "search/pages-1.json",
        "data/all-data.zip",
        "data/build.json",
        "data/charts/variance.csv",
        "data/charts/variance.svg",
        "data/checksums.txt",
        "data/figures.csv",
        "data/figures.json",
        "data/figures/money.json",
        "data/money/budget.csv",
        "data/money/money.xlsx",
        "data/money/money.zip",
    }


def test_a_changed_sentence_and_a_cell_in_no_chart_draw_nothing(site: Path) -> None:
    before = drawings(site)
    append(site / "docs" / "money" / "index.md", "\nOne more sentence.")
    edit(site / "datasets" / "money" / "claims.csv", ",6,engines,1,six,", ",7,engines,1,seven,")
    assert build(site).exit_code == 0
    assert drawings(site) == before


def test_the_finished_site_may_go_elsewhere(site: Path, tmp_path: Path) -> None:
    before = bytes_of(site / "site")
    result = build(site, "--site-dir", str(tmp_path / "public" / "www"))
    assert result.exit_code == 0, result.output
    assert bytes_of(tmp_path / "public" / "www") == before
    assert bytes_of(site / "site") == before


@pytest.mark.parametrize(
    "place", ["docs", "datasets", "charts", ".", "docs/site", "..", "macros/x"]
)
def test_a_folder_that_the_site_is_made_from_is_never_given_away(site: Path, place: str) -> None:
    before = bytes_of(site / "docs") | bytes_of(site / "datasets") | bytes_of(site / "charts")
    result = build(site, "--site-dir", str(site / place))
    if place in {"docs/site", "macros/x"}:
        # A folder within would be taken for a part of the site at the next build.
        assert not (site / place).exists()
    assert result.exit_code == 2, result.output
    assert "which the site is made from" in result.output
    assert (
        bytes_of(site / "docs") | bytes_of(site / "datasets") | bytes_of(site / "charts") == before
    )


def test_a_folder_that_holds_something_else_is_left_as_it_is(site: Path, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "index.html").write_text("a letter", "utf-8")
    result = build(site, "--site-dir", str(letters))
    assert result.exit_code == 2, result.output
    assert "holds something that is no finished site" in result.output
    assert bytes_of(letters) == {"index.html": b"a letter"}
    (letters / "index.html").unlink()
    assert build(site, "--site-dir", str(letters)).exit_code == 0
    assert bytes_of(letters) == bytes_of(site / "site")


def test_another_disk_is_refused_in_words_and_nothing_is_left(site: Path, elsewhere: Path) -> None:
    result = build(site, "--site-dir", f"{elsewhere}/site")
    assert result.exit_code == 2
    assert "could not be put in place of site/ in one step" in result.output
    assert list(elsewhere.iterdir()) == []
    assert leftovers(site) == set()


def test_a_page_gets_nothing_of_the_renderers_own(site: Path) -> None:
    text = (
        "\n\n{% if config is defined %}LEAK {{ config.site_dir }}{% endif %}"
        "{{ environment | default('') }}{{ config | default('') }}\n"
    )
    append(site / "docs" / "money" / "index.md", text)
    result = build(site)
    assert result.exit_code == 0, result.output
    words = (site / "site" / "money" / "index.html").read_text("utf-8")
    for secret in ("LEAK", "site_dir", str(site), "making-", "MkDocsConfig"):
        assert secret not in words


def test_front_matter_cannot_take_the_place_of_a_macro_or_switch_macros_off(site: Path) -> None:
    page = site / "docs" / "index.md"
    edit(page, "title: Home", "title: Home\nfigure: 3\nrender_macros: false")
    result = build(site)
    assert result.exit_code == 1
    assert 'docs/index.md:4: error: The setting "render_macros" turns macros off' in result.output
    edit(page, "\nrender_macros: false", "")
    result = build(site)
    assert result.exit_code == 0, result.output
    assert "The forecast is £698,000" in page_of(site).text_content()


def test_a_site_may_have_macros_of_its_own(site: Path) -> None:
    text = (
        "def own_macros(desk):\n"
        "    def loudest(ref: str) -> str:\n"
        "        '''The loudest figure.'''\n"
        "        return desk.macros()['figure'](ref, form='full')\n"
        "    return {'loudest': loudest}\n"
    )
    append(site / "macros" / "__init__.py", text)
    append(site / "docs" / "index.md", '\nA budget of {{ loudest("money/budget/total/budget") }}.')
    result = build(site)
    assert result.exit_code == 0, result.output
    assert "A budget of £13,711,000" in page_of(site).text_content()
    edit(site / "docs" / "index.md", 'loudest("money/budget/total/budget")', "loudest(3)")
    result = build(site)
    assert result.exit_code == 1
    assert 'loudest: "ref" must be in quotes.' in result.output


def test_hostile_titles_do_nothing_in_a_finished_page(site: Path) -> None:
    hostile = "<script>alert(1)</script> {{ config }} *x* [y](javascript:alert(2))"
    describe(site / "datasets" / "money", lambda content: content.update(title=hostile))
    edit(site / "datasets" / "money" / "budget.csv", "Fire stations", hostile)
    result = build(site)
    assert result.exit_code == 0, result.output
    for address in ("money", "data", "figures"):
        tree = page_of(site, address)
        assert hostile in " ".join(str(tree.text_content()).split()), address
        assert not [one for one in tree.iter("script") if "alert(1)" in (one.text or "")]
        assert not [one for one in tree.iter("a") if "javascript:" in (one.get("href") or "")]


def mkdocs(site: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Call MkDocs by hand, as a host or an editor does."""
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1733011200")
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *words],
        cwd=site,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_mkdocs_by_hand_makes_the_same_pages_in_a_folder_of_its_own(
    template: Path, tmp_path: Path
) -> None:
    folder = make_site(tmp_path / "fire")
    done = mkdocs(folder, "build", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (folder / "site").exists()
    preview = folder / ".plainfigures" / "preview"
    for address in ("", "money/", "response/", "promises/", "figures/", "checks/"):
        made = html.parse(str(preview / address / "index.html")).getroot()
        built = html.parse(str(template / "site" / address / "index.html")).getroot()
        (one,), (other,) = made.iter("article"), built.iter("article")
        assert html.tostring(one) == html.tostring(other), address


@pytest.mark.parametrize("damage", [break_cell, break_reference, break_drawing, break_link])
def test_mkdocs_by_hand_tells_a_mistake_in_words(
    template: Path, tmp_path: Path, damage: Callable[[Path], str]
) -> None:
    folder = make_site(tmp_path / "fire")
    shutil.copytree(template / ".plainfigures" / "packages", folder / ".plainfigures" / "packages")
    expected = damage(folder)
    done = mkdocs(folder, "build", "--quiet")
    assert done.returncode == 1
    assert expected in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
