"""Settings that would run programs, read files from elsewhere, or show what is secret."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from plainfigures.cli import main
from plainfigures.config import open_config
from tests.making import edit, make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound site, of which tests change the settings alone."""
    return make_site(tmp_path_factory.mktemp("settings") / "site")


def said(site: Path, old: str, new: str) -> list[tuple[int, str]]:
    """Return what is wrong with the settings once `old` is `new`, each with its line."""
    file = site / "mkdocs.yml"
    before = file.read_bytes()
    try:
        edit(file, old, new)
        return [(one.line, one.message) for one in open_config(site).problems]
    finally:
        file.write_bytes(before)


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ("INHERIT: ../other.yml", "takes settings from another file"),
        ("hooks: [evil.py]", 'runs the program "evil.py"'),
        ("hooks: [macros/../evil.py]", 'runs the program "macros/../evil.py"'),
        ("copyright: !!python/object/apply:os.system [id]", "would run a program"),
        ("copyright: !!python/name:os.system", "would run a program"),
        ("copyright: !!python/name:material.__import__('os')", "would run a program"),
        ("copyright: !ENV DEPLOY_TOKEN", 'ask for "DEPLOY_TOKEN"'),
        ("copyright: !ENV [NOTHING, AWS_SECRET_ACCESS_KEY, none]", "AWS_SECRET_ACCESS_KEY"),
        ("copyright: !ENV [APIKEY, none]", "APIKEY"),
        ("copyright: !ENV DATABASE_URL", "DATABASE_URL"),
        ("extra_templates: [x.txt]", "runs files of docs/ as programs"),
        ("site_dir: ../elsewhere", "leads to ../elsewhere, outside"),
    ],
)
def test_no_setting_runs_or_reads_what_is_not_the_sites(site: Path, added: str, words: str) -> None:
    old = "use_directory_urls: true"
    if added.startswith("site_dir"):
        old = "site_dir: .plainfigures/preview"
    found = said(site, old, added if old.startswith("site_dir") else f"{old}\n{added}")
    assert any(words in message for _, message in found), found
    assert all(line > 1 for line, _ in found)


def test_templates_lie_apart_from_pages_and_data(site: Path) -> None:
    for folder, wrong in (("docs/looks", True), ("charts", True), ("looks", False)):
        found = said(site, "  font: false", f"  font: false\n  custom_dir: {folder}")
        assert ["makes programs of the files" in message for _, message in found] == [True] * wrong


def test_private_packages_lie_in_their_folder(
    site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "other").symlink_to("/etc")  # of which nothing is told, since nobody looks there
    monkeypatch.setenv("PLAINFIGURES_PRIVATE", str(tmp_path / "private"))
    names = '\n    private_packages: ["../other", "..", "next-year"]'
    found = said(site, "  plainfigures:", f"  plainfigures:{names}")
    assert [message.partition(" under")[0] for _, message in found] == ['"../other"', '".."']


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("modules: [evil]", "fetches programs"),
        ("include_dir: docs/../..", "reads docs/../.., which"),
        ("include_dir: ..", "reads .., which is no part"),
        ("include_yaml: [/etc/passwd]", "reads /etc/passwd, which"),
        ("include_yaml: {one: ../x.yml}", "reads ../x.yml, which"),
    ],
)
def test_the_plugin_for_macros_reads_only_pages(site: Path, options: str, words: str) -> None:
    found = said(site, "module_name: macros", f"module_name: macros\n      {options}")
    assert [words in message for _, message in found] == [True]


@pytest.mark.parametrize(
    ("extension", "count"),
    [
        ("pymdownx.snippets", 1),
        ("pymdownx.snippets:\n      base_path: [docs, ..]", 1),
        ("pymdownx.snippets:\n      base_path: docs/..", 1),
        ("pymdownx.snippets:\n      base_path: [docs]\n      url_download: true", 1),
        ("pymdownx.snippets:\n      base_path: docs\n      restrict_base_path: false", 1),
        ("pymdownx.snippets:\n      base_path: [docs/parts]", 0),
        ("pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji", 0),
    ],
)
def test_pages_show_no_file_of_the_machine(site: Path, extension: str, count: int) -> None:
    old = "markdown_extensions:"
    assert len(said(site, old, f"{old}\n  - {extension}")) == count


def test_a_program_in_the_settings_is_not_run_to_find_it(site: Path, tmp_path: Path) -> None:
    file = site / "mkdocs.yml"
    before = file.read_bytes()
    ran = tmp_path / "ran"
    try:
        program = f'\ncopyright: !!python/object/apply:os.mkdir ["{ran}"]\n'
        file.write_bytes(before + program.encode())
        result = CliRunner().invoke(main, ["--site", str(site), "build", "--jobs", "1"])
    finally:
        file.write_bytes(before)
    assert result.exit_code == 1
    assert "would run a program" in result.output
    assert not ran.exists()
