"""The wheel that sites pin: the same bytes each time, whole, and refused where it is not."""

import hashlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from plainfigures.errors import StartProblem
from plainfigures.starting import wheels
from plainfigures.starting.wheels import Wheel, build_wheel, chosen_wheel, locks_of
from tests.conftest import ROOT
from tests.starting.conftest import new_site

SOURCE = ROOT / "src"
DIGEST = "0" * 64


def chosen(given: str | None) -> Wheel:
    """Return the wheel that `--wheel` names."""
    with chosen_wheel(given) as wheel:
        return wheel


def test_it_is_the_same_bytes_in_any_folder_at_any_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "deeper" / "second"
    first.mkdir()
    for name in ("pyproject.toml", "README.md", *(lock.name for lock in ROOT.glob("*.lock"))):
        shutil.copy(ROOT / name, first)
    shutil.copytree(SOURCE, first / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(first, second, copy_function=shutil.copyfile)
    for file in second.rglob("*.py"):
        file.chmod(0o600)
    built = build_wheel(first, first)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert build_wheel(second, second).digest == built.digest


def test_all_that_makes_a_site_is_in_it(wheel: Wheel) -> None:
    assert wheel.file
    with zipfile.ZipFile(wheel.file) as content:
        there = {name for name in content.namelist() if not name.startswith("plainfigures-")}
    files = (one for one in (SOURCE / "plainfigures").rglob("*") if one.is_file())
    wanted = {one.relative_to(SOURCE).as_posix() for one in files if one.suffix != ".pyc"}
    locks = {f"plainfigures/locks/{name}" for name in wheels.LOCKS}
    assert there == wanted | locks
    for name in ("styles/page.css", "theme/base.html", "theme/assets/search.js"):
        assert f"plainfigures/{name}" in there
    assert "plainfigures/template/files/.github/workflows/publish.yml" in there


def test_a_site_pins_it_and_all_that_it_needs_by_digest(made: Path, wheel: Wheel) -> None:
    file = made / "wheels" / wheel.name
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    lock = (made / "requirements.lock").read_text("utf-8")
    assert f"\n./wheels/{wheel.name} --hash=sha256:{digest}\n" in lock
    assert lock.endswith((ROOT / "requirements.lock").read_text("utf-8"))
    versions = [
        set(re.findall(r"^([\w.-]+)==(\S+)", text, re.M)) for text in locks_of(wheel).values()
    ]
    names = [{name for name, _ in pairs} for pairs in versions]
    shared = names[0] & names[2]
    assert {one for one in versions[0] if one[0] in shared} == {
        one for one in versions[2] if one[0] in shared
    }
    assert "pytest" in names[2]
    assert {"nox", "uv"} <= names[1]


def test_an_address_with_its_digest_is_pinned_and_nothing_is_fetched(tmp_path: Path) -> None:
    address = "https://wheels.example/plainfigures-0.1.0-py3-none-any.whl"
    result = new_site(tmp_path / "s", "--defaults", "--wheel", f"{address}#sha256={DIGEST}")
    assert result.exit_code == 0, result.output
    lock = (tmp_path / "s" / "requirements.lock").read_text("utf-8")
    assert f"\nplainfigures @ {address} --hash=sha256:{DIGEST}\n" in lock
    assert not (tmp_path / "s" / "wheels").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (f"http://a.example/plainfigures-1-py3-none-any.whl#sha256={DIGEST}", "begins with https"),
        ("https://a.example/plainfigures-1-py3-none-any.whl", "has no digest behind it"),
        ("https://a.example/plainfigures-1-py3-none-any.whl#sha256=ab", "has no digest behind it"),
        (f"https://a.example/other-1-py3-none-any.whl#sha256={DIGEST}", "is not the name of"),
        ("missing.whl", "There is no file missing.whl"),
    ],
)
def test_a_wheel_that_is_not_rightly_named_is_refused(given: str, said: str) -> None:
    with pytest.raises(StartProblem, match=said) as told:
        chosen(given)
    assert told.value.remedy


def test_a_damaged_wheel_and_one_of_something_else_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "plainfigures-9.9-py3-none-any.whl"
    file.write_bytes(b"PK cut short")
    with pytest.raises(StartProblem, match="is damaged"):
        chosen(str(file))
    with zipfile.ZipFile(file, "w") as content:
        content.writestr("plainfigures/cli.py", "")
    with pytest.raises(StartProblem, match="is no wheel that sites can be made with"):
        chosen(str(file))
    other = file.rename(tmp_path / "other.whl")
    with pytest.raises(StartProblem, match="is not the name of a wheel"):
        chosen(str(other))


def test_without_a_checkout_the_file_it_was_installed_from_is_found_or_asked_for(
    wheel: Wheel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "checkout", lambda: None)
    with pytest.raises(StartProblem, match="is not known") as told:
        chosen(None)
    assert "--wheel" in told.value.remedy
    assert wheel.file
    note = f'{{"url": "{wheel.file.as_uri()}"}}'

    class Installed:
        def read_text(self, name: str) -> str:
            return note if name == "direct_url.json" else ""

    monkeypatch.setattr(wheels, "distribution", lambda name: Installed())
    assert chosen(None) == wheel
