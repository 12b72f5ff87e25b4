"""What lies in the folders of a site, looked at before it is opened."""

import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainfigures.cli import main
from plainfigures.config import open_config
from plainfigures.entrance import unfit_entries
from plainfigures.figures.limits import MOST_DESCRIPTOR_BYTES, MOST_FILE_BYTES
from tests.making import make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound site; what a test puts into it, it takes out again."""
    return make_site(tmp_path_factory.mktemp("entrance") / "site")


def look(site: Path) -> list[tuple[str, str]]:
    """Return where the site is unfit, and what is said of it."""
    return [(one.path, one.message) for one in open_config(site).unfit]


def test_a_sound_site_is_fit(site: Path) -> None:
    assert look(site) == []


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("docs/secret.md", "/etc/passwd"),
        ("docs/secret.txt", "../mkdocs.yml"),
        ("docs/elsewhere", "/etc"),
        ("docs/loop", "."),
        ("docs/gone.md", "nowhere"),
        ("charts/chart.yml", "/etc/passwd"),
        ("datasets/money/more.csv", "/etc/passwd"),
        ("datasets/package", "/tmp"),
    ],
)
def test_no_link_is_followed(site: Path, name: str, target: str) -> None:
    (site / name).symlink_to(target)
    try:
        [(path, message)] = look(site)
        assert path == name
        assert "is a link to another place" in message
        # Whatever would read the site says so, and has read nothing.
        result = CliRunner().invoke(main, ["--site", str(site), "check"])
        assert result.exit_code == 1
        assert "is a link to another place" in result.output
        assert not (site / ".plainfigures" / "packages").exists()
    finally:
        (site / name).unlink()


@pytest.mark.parametrize("name", ["docs", "datasets", "charts", "mkdocs.yml"])
def test_neither_is_a_folder_that_is_a_link(site: Path, tmp_path: Path, name: str) -> None:
    (site / name).rename(tmp_path / "moved")
    (site / name).symlink_to(tmp_path / "moved")
    try:
        assert [path for path, _ in look(site)] == [name]
    finally:
        (site / name).unlink()
        (tmp_path / "moved").rename(site / name)


def test_pipes_and_sockets_are_never_opened(site: Path) -> None:
    os.mkfifo(site / "docs/pipe.md")
    here = Path.cwd()
    try:
        os.chdir(site / "datasets/money")
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("line.csv")
    finally:
        os.chdir(here)
    try:
        assert [path for path, _ in look(site)] == ["docs/pipe.md", "datasets/money/line.csv"]
    finally:
        (site / "docs/pipe.md").unlink()
        (site / "datasets/money/line.csv").unlink()


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        (
            "datasets/money/huge.csv",
            2_000_000_000,
            "This file has 2,000 MB, and 50 MB are the most",
        ),
        ("datasets/money/datapackage.json", MOST_DESCRIPTOR_BYTES + 1, "and 10 MB are the most"),
        ("docs/film.mp4", MOST_FILE_BYTES + 1, "and 50 MB are the most"),
        ("charts/huge.yml", 200_001, "and 200 KB are the most"),
        ("mkdocs.yml", 200_001, "and 200 KB are the most"),
    ],
)
def test_what_is_too_large_is_told_by_its_size(site: Path, name: str, size: int, said: str) -> None:
    file = site / name
    before = file.read_bytes() if file.exists() else None
    with file.open("ab") as stream:
        stream.truncate(size)  # takes no room: nothing is written
    try:
        [(path, message)] = look(site)
        assert path == name
        assert said in message
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


@pytest.mark.parametrize("name", ["a\nb.md", "pay\u202eslip.md", "x" * 160 + ".md", "a\udcff.md"])
def test_a_name_that_could_not_be_an_address_is_told_so_that_it_can_be_read(
    site: Path, name: str
) -> None:
    file = site / "docs" / name
    file.write_text("# Page\n", "utf-8")
    try:
        [(path, message)] = look(site)
        assert path.isprintable()
        assert message.isprintable()
    finally:
        file.unlink()


def test_folders_without_end_are_not_gone_into(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.joinpath(*["a"] * 40).mkdir(parents=True)
    [finding] = unfit_entries(tmp_path, ["docs"])
    assert "folders lie within one another" in finding.message
