"""The store: what is kept comes back whole, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plainfigures.read import Store

RECORD = {"name": "finance", "figures": ["1", "2"]}
FILES = {"README.txt": b"words", "table.xlsx": bytes(range(256))}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "kept")
    store.save("one", RECORD)
    store.save_files("one", FILES)
    store.save_bytes("one.png", bytes(range(256)))
    return store


def loaded(store: Store) -> tuple[object, ...]:
    record = store.load("one", dict[str, str | list[str]])
    return record, store.load_files("one"), store.load_bytes("one.png")


def test_what_is_kept_comes_back_and_nothing_else_is_there(store: Store) -> None:
    assert loaded(store) == (RECORD, FILES, bytes(range(256)))
    kept = sorted(one.name for one in store.folder.iterdir())
    assert kept == ["one.files", "one.json", "one.png"]
    assert store.load("other", dict[str, str]) is None


def spoil(content: bytes) -> bytes:
    """Turn a bit, as a failing disk does; what is left can still be read as a record."""
    return content.replace(b"finance", b"finanse") if b"finance" in content else content[:-1] + b"?"


@pytest.mark.parametrize(
    "damage",
    [
        spoil,
        lambda content: content[:-1],
        lambda _: b"",
        lambda content: b"{}",
        lambda content: content[32:],
    ],
)
def test_what_is_damaged_is_as_if_it_was_not_there(
    store: Store, damage: Callable[[bytes], bytes]
) -> None:
    for file in store.folder.iterdir():
        file.write_bytes(damage(file.read_bytes()))
    assert loaded(store) == (None, None, None)
    store.save("one", RECORD)
    assert loaded(store)[0] == RECORD


def test_what_was_put_under_another_name_is_as_if_it_was_not_there(store: Store) -> None:
    (store.folder / "one.json").rename(store.folder / "other.json")
    assert store.load("other", dict[str, str | list[str]]) is None


def test_what_cannot_be_written_leaves_what_was_there(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        store.save("one", {"name": "demand"})
    assert loaded(store)[0] == RECORD
    assert len([*store.folder.iterdir()]) == 3
