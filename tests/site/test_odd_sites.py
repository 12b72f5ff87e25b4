"""Odd but possible sites: each is told in words, or simply works."""

import shutil
from pathlib import Path

import pytest

from tests.making import edit, make_site
from tests.site.conftest import AS_OF, run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small sound site to change."""
    return make_site(tmp_path / "site")


def build(site: Path, *words: str) -> tuple[int, str]:
    """Build a site and return the exit code and what was said."""
    result = run(site, "build", "--as-of", AS_OF, "--jobs", "1", "--no-pictures", *words)
    return result.exit_code, result.output


def test_a_changed_template_of_the_site_is_seen(site: Path) -> None:
    (site / "looks").mkdir()
    template = site / "looks" / "main.html"
    page = (
        '{{% extends "base.html" %}}{{% block content %}}<p>{}</p>{{{{ super() }}}}{{% endblock %}}'
    )
    template.write_text(page.format("before"), "utf-8")
    edit(site / "mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: looks\n")
    assert build(site)[0] == 0
    template.write_text(page.format("after"), "utf-8")
    code, said = build(site)
    assert code == 0, said
    assert "<p>after</p>" in (site / "site" / "index.html").read_text("utf-8")
    home = site / "docs" / "index.md"
    home.write_text(home.read_text("utf-8") + "\n<p onclick='run()'>Words</p>\n", "utf-8")
    code, said = build(site)
    assert code == 1
    assert 'A page cannot hold the attribute "onclick"' in said


def test_a_site_without_the_macros_plugin_is_refused(site: Path) -> None:
    settings = site / "mkdocs.yml"
    text = settings.read_text("utf-8")
    start = text.index("  - macros:")
    end = text.index("markdown_extensions", start)
    settings.write_text(text[:start] + text[end:], "utf-8")
    code, said = build(site)
    assert code == 1
    assert "The plugin “macros” is not asked for" in said
    assert not (site / "site").exists()


@pytest.mark.parametrize("setting", ["docs_dir: pages", "use_directory_urls: false"])
def test_a_setting_that_moves_pages_is_refused(site: Path, setting: str) -> None:
    settings = site / "mkdocs.yml"
    kept = [
        line
        for line in settings.read_text("utf-8").splitlines()
        if not line.startswith(("docs_dir", "use_directory_urls"))
    ]
    settings.write_text("\n".join([*kept, setting]) + "\n", "utf-8")
    code, said = build(site)
    assert code == 1
    assert f'"{setting.partition(":")[0]}' in said


def test_a_page_of_another_ending_is_checked_too(site: Path) -> None:
    (site / "docs" / "other.markdown").write_text('# O\n\n{{ figure("a/b/c") }}\n', "utf-8")
    result = run(site, "check")
    assert result.exit_code == 1
    assert 'docs/other.markdown:3:12: error: There is no figure "a/b/c".' in result.output


def test_a_mark_that_is_typed_by_hand_is_told(site: Path) -> None:
    page = site / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n<!--pf-draw nowhere-->\n", "utf-8")
    code, said = build(site)
    assert code == 1
    assert "A comment begins with “pf-”" in said


def test_figures_of_a_site_without_data_are_none(site: Path) -> None:
    shutil.rmtree(site / "datasets")
    result = run(site, "figures", "anything")
    assert result.exit_code == 1
    assert "Nothing fits “anything”." in result.output


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-05:00", "0001-01-01"])
def test_a_moment_too_far_away_is_wrong_use(site: Path, moment: str) -> None:
    result = run(site, "build", "--as-of", moment)
    assert result.exit_code == 2
    assert "is too far away" in result.output


def test_an_address_that_cannot_be_is_wrong_use(site: Path) -> None:
    result = run(site, "serve", "--address", "127.0.0.1:99999")
    assert result.exit_code == 2
    assert "is no address" in result.output
