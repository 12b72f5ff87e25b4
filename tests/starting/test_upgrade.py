"""A site taken to another version of plainfigures: its own work stays."""

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from plainfigures.starting.site import RECORD, taken_over
from plainfigures.starting.wheels import Wheel
from tests.making import edit
from tests.site.building import bytes_of
from tests.starting.conftest import new_site


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    """A copy of a new site, to change."""
    ignore = shutil.ignore_patterns(".plainfigures", "__pycache__")
    return shutil.copytree(made, tmp_path / "site", ignore=ignore)


def older(site: Path, name: str, text: str) -> None:
    """Make a file look as if an earlier template had written it."""
    before = hashlib.sha256((site / name).read_bytes()).hexdigest()
    (site / name).write_text(text, "utf-8")
    edit(site / RECORD, before, hashlib.sha256(text.encode()).hexdigest())


def test_with_the_same_version_nothing_changes(site: Path, wheel: Wheel) -> None:
    before = bytes_of(site)
    result = new_site(site, "--upgrade", "--wheel", wheel.file)
    assert result.exit_code == 0, result.output
    assert bytes_of(site) == before


def test_what_is_the_templates_is_renewed_and_what_people_changed_stays(
    site: Path, made: Path, wheel: Wheel
) -> None:
    older(site, "noxfile.py", "# of an earlier version\n")
    (site / "tests" / "test_site.py").write_text("# our own\n")
    (site / ".gitlab-ci.yml").unlink()
    (site / "docs" / "index.md").write_text("# Our page\n")
    edit(site / "mkdocs.yml", 'contact: ""', "contact: us@body.example")
    (site / "charts" / "in-time.yml").unlink()
    before = bytes_of(site)
    said = new_site(site, "--upgrade", "--wheel", wheel.file).output
    assert "noxfile.py is renewed." in said
    assert "tests/test_site.py was changed here, and stays." in said
    assert ".gitlab-ci.yml was deleted here, and is not put back." in said
    after = bytes_of(site)
    assert after["noxfile.py"] == (made / "noxfile.py").read_bytes()
    assert after["tests/test_site.py.new"] == (made / "tests" / "test_site.py").read_bytes()
    renewed = {"noxfile.py", "tests/test_site.py.new", RECORD}
    assert {name for name in after if after[name] != before.get(name)} == renewed
    assert set(before) <= set(after)


def test_the_wheel_and_its_digest_change_places(site: Path, wheel: Wheel, tmp_path: Path) -> None:
    assert wheel.file
    newer = tmp_path / "plainfigures-0.2.0-py3-none-any.whl"
    shutil.copy(wheel.file, newer)
    with zipfile.ZipFile(newer, "a") as content:
        content.writestr("plainfigures/more.txt", "more")
    result = new_site(site, "--upgrade", "--wheel", newer)
    assert [one.name for one in (site / "wheels").iterdir()] == [newer.name]
    digest = hashlib.sha256(newer.read_bytes()).hexdigest()
    assert f"{newer.name} --hash=sha256:{digest}" in (site / "requirements.lock").read_text()
    assert digest in result.output


def test_the_pages_data_and_settings_are_the_sites_own(made: Path) -> None:
    kept = taken_over(made)
    assert {"noxfile.py", "tests/test_site.py", "docs/editing/index.md"} <= set(kept)
    own = ("datasets/", "charts/", "macros/", "docs/index.md", "mkdocs.yml", "README.md", "LICENCE")
    assert [name for name in kept if name.startswith(own)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "is no site that was started by plainfigures"),
        ("answers: [", "cannot be read"),
        ("answers: here", "is not as plainfigures wrote it"),
        ("answers: {body: '{{ x }}'}\ntaken_over: {}", "holds “{”"),
    ],
)
def test_where_there_is_no_record_nothing_is_touched(
    text: str | None, said: str, tmp_path: Path, wheel: Wheel
) -> None:
    if text is not None:
        (tmp_path / RECORD).write_text(text)
    before = bytes_of(tmp_path)
    result = new_site(tmp_path, "--upgrade", "--wheel", wheel.file)
    assert result.exit_code == 2
    assert said in result.output
    assert bytes_of(tmp_path) == before


def test_answers_are_not_given_anew(site: Path) -> None:
    result = new_site(site, "--upgrade", "--body", "Another")
    assert result.exit_code == 2
    assert "An upgrade keeps the answers" in result.output


def test_what_the_template_has_no_longer_goes_unless_it_was_changed(
    site: Path, wheel: Wheel, tmp_path: Path
) -> None:
    (tmp_path / "outside.yml").write_text("on: push\n", "utf-8")
    names = (".github/workflows/site.yml", ".github/workflows/own.yml", ".github/../../outside.yml")
    digest = hashlib.sha256(b"on: push\n").hexdigest()
    edit(
        site / RECORD,
        "taken_over:\n",
        "taken_over:\n" + "".join(f"  {one}: {digest}\n" for one in names),
    )
    for name in names[:2]:
        (site / name).write_text("on: push\n", "utf-8")
    (site / names[1]).write_text("on: push # ours\n", "utf-8")
    said = new_site(site, "--upgrade", "--wheel", wheel.file).output
    assert ".github/workflows/site.yml is of no use any more, and is gone." in said
    assert ".github/workflows/own.yml was changed here, and stays." in said
    assert [(site / name).is_file() for name in names] == [False, True, True]
