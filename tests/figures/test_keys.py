"""Content keys: the same for the same content, another for any other."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures import keys
from plainfigures.figures.keys import (
    BENEATH,
    LIBRARIES,
    code_digest,
    digest_of,
    file_digest,
    library_versions,
    source_digest,
)

parts = st.lists(st.text() | st.binary(), max_size=5)


def plain(one: list[str | bytes]) -> list[bytes]:
    return [part.encode() if isinstance(part, str) else part for part in one]


@given(parts, parts)
def test_two_lists_of_parts_have_one_key_only_if_they_are_the_same(
    one: list[str | bytes], other: list[str | bytes]
) -> None:
    assert (digest_of(one) == digest_of(other)) == (plain(one) == plain(other))


def test_parts_are_kept_apart() -> None:
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
    assert digest_of(["ab"]) != digest_of(["a", "b"])


def test_a_file_has_its_sha256(tmp_path: Path) -> None:
    file = tmp_path / "empty"
    file.write_bytes(b"")
    assert file_digest(file) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_library_that_matters_has_a_version() -> None:
    assert tuple(library_versions()) == (*BENEATH, *LIBRARIES)
    assert all(library_versions().values())
    assert len(code_digest()) == 32


def test_the_versions_are_those_that_libraries_describe_themselves_with() -> None:
    found = library_versions()
    assert {name: found[name] for name in LIBRARIES} == {name: version(name) for name in LIBRARIES}


def test_a_library_without_a_folder_of_its_version_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "MarkupSafe-9.9.dist-info").mkdir()
    egg = tmp_path / "lxml.egg-info"
    egg.mkdir()
    (egg / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: lxml\nVersion: 8.8\n", "utf-8")
    monkeypatch.setattr("sys.path", [str(tmp_path / "nowhere"), str(tmp_path)])
    found = library_versions.__wrapped__()
    assert (found["markupsafe"], found["lxml"], found["mkdocs"]) == ("9.9", "8.8", "")


def fresh_key() -> str:
    source_digest.cache_clear()
    return code_digest.__wrapped__()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of two files in the place of plainfigures."""
    code, template = tmp_path / "figures" / "keys.py", tmp_path / "theme" / "base.html"
    for file in (code, template):
        file.parent.mkdir()
        file.write_text("one", "utf-8")
    monkeypatch.setattr(keys, "__file__", str(code))
    yield tmp_path
    source_digest.cache_clear()


def test_the_key_of_the_code_follows_its_files_and_its_libraries(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = package / "theme" / "base.html"
    found = [fresh_key()]
    template.write_text("two", "utf-8")
    found.append(fresh_key())
    template.rename(template.with_name("main.html"))
    found.append(fresh_key())
    monkeypatch.setattr(keys, "library_versions", lambda: {"mkdocs": "9"})
    found.append(fresh_key())
    assert len(set(found)) == 4


def test_a_wheel_has_the_key_of_the_checkout_it_was_built_from(package: Path) -> None:
    before = fresh_key()
    for name in ("locks/requirements.lock", "figures/__pycache__/keys.pyc"):
        file = package / name
        file.parent.mkdir()
        file.write_text("beside the code", "utf-8")
    assert fresh_key() == before


def test_the_key_of_the_code_follows_python(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_digest.__wrapped__()
    monkeypatch.setattr(keys, "library_versions", library_versions.__wrapped__)
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert code_digest.__wrapped__() != before
