"""Packages kept in a database answer as those that were just read, and come back whole or not at all."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import Figure, Package, Scale
from plainfigures.figures.units import Unit
from plainfigures.read import Store, kept, read_packages
from plainfigures.read.kept import keep_package, load_package
from tests.making import FIRE_SERVICE

PARTS = st.sampled_from(["calls", "crews", "east", "west"])
TIMES = st.sampled_from(["", "@2023-03-31", "@2024-03-31", "@fy2023-24", "@2024-07"])
FIELDS = st.sampled_from(["", "/paid", "/paid-before"])
VINTAGES = st.sampled_from(["", "~first", "~second"])
NAMES = st.builds("fire/{}/{}.{}{}{}{}".format, PARTS, PARTS, PARTS, TIMES,
                  FIELDS, VINTAGES)  # fmt: skip
FIGURES = st.builds(
    lambda name, value, text, reason: Figure(
        reference=name,
        kind="number",
        value=value,
        text=text,
        reason=reason,
        period=name.partition("@")[2].partition("/")[0].partition("~")[0],
        vintage=name.partition("~")[2],
        unit=Unit("calls", "call", "calls"),
        scale_of_grades=Scale("steps", "Steps", ("low", "high")) if text else None,
        combines=("row 1", "row 2") if reason else (),
        unreadable=reason == "u",
    ),
    NAMES,
    st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from(["", "high"]),
    st.sampled_from(["", "c", "u"]),
)


@pytest.fixture(autouse=True)
def _every_package_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MANY", 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "packages")


def opened(store: Store, package: Package) -> Package:
    keep_package(store, "key", package)
    assert (store.folder / "key.sqlite").is_file()
    found = load_package(store, "key")
    assert found is not None
    return found


def answer(ask: Callable[[str], object], name: str) -> object:
    try:
        return ask(name)
    except FiguresError as error:
        return type(error), error.message, error.suggestion


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FIGURES, max_size=12))
def test_both_ways_of_opening_answer_alike(store: Store, figures: list[Figure]) -> None:
    package = Package("fire", "Fire", "", "", "datasets/fire", (), tuple(figures))
    one, other = Catalogue([package]), Catalogue([opened(store, package)])
    names = {figure.reference for figure in figures}
    series = {
        f"{name.partition('@')[0]}@latest{field}" for name in names for field in ("", "/paid")
    }
    for name in sorted({*names, *series, *(name.partition("~")[0] for name in names)}):
        assert answer(other.find, name) == answer(one.find, name)
    for pattern in ("fire/*/calls.east@2024-07", "fire/calls/*", "fire/*/*.west@*/paid"):
        assert answer(other.match, pattern) == answer(one.match, pattern)
    assert other.names == one.names
    assert other.figures == one.figures
    assert [*map(other.vintages, other.figures)] == [*map(one.vintages, one.figures)]
    # All have been read by now, which changes no answer.
    for name in sorted({*names, *series}):
        assert answer(other.find, name) == answer(one.find, name)


def test_whole_packages_come_back_and_go_to_other_processes(store: Store) -> None:
    packages, findings = read_packages(FIRE_SERVICE / "datasets", FIRE_SERVICE)
    assert findings == []
    for package in packages:
        found = opened(store, package)
        for one in (found, pickle.loads(pickle.dumps(found))):
            tables = tuple(replace(table, rows=tuple(table.rows)) for table in one.resources)
            assert replace(one, figures=tuple(one.figures), resources=tables) == package
        assert len(found.figures) == len(package.figures)
        assert [len(one.rows) for one in found.resources] == [
            len(one.rows) for one in package.resources
        ]


def test_builds_take_from_the_database_what_has_not_changed(store: Store) -> None:
    datasets = FIRE_SERVICE / "datasets"
    anew, _ = read_packages(datasets, FIRE_SERVICE, store)
    again, _ = read_packages(datasets, FIRE_SERVICE, store)
    assert {one.suffix for one in store.folder.iterdir()} == {".sqlite", ".seal"}
    assert Catalogue(again).figures == Catalogue(anew).figures


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.replace(b"calls", b"balls"),
        lambda content: content[:-1],
        lambda _: b"",
        lambda _: b"no database",
    ],
)
@pytest.mark.parametrize("ending", ["sqlite", "seal"])
def test_what_is_damaged_is_as_if_it_was_not_there(
    store: Store, damage: Callable[[bytes], bytes], ending: str
) -> None:
    figure = Figure(reference="fire/calls/calls", kind="number", value=Decimal(1))
    package = Package("fire", "Fire", "", "", "", (), (figure,))
    keep_package(store, "key", package)
    file = store.folder / f"key.{ending}"
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged if damaged != file.read_bytes() else b"calls")
    assert load_package(store, "key") is None
    assert list(opened(store, package).figures) == [figure]


def test_what_was_put_under_another_name_is_as_if_it_was_not_there(store: Store) -> None:
    keep_package(store, "one", Package("fire", "Fire", "", "", "", (), ()))
    for ending in ("sqlite", "seal"):
        (store.folder / f"one.{ending}").rename(store.folder / f"other.{ending}")
    assert load_package(store, "other") is None


def test_nothing_half_written_is_left_where_there_is_no_room(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        keep_package(store, "key", Package("fire", "Fire", "", "", "", (), ()))
    assert [*store.folder.iterdir()] == []
