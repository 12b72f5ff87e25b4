"""Data packages: what is read, and what is kept in the store."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.figures.records import Package
from plainfigures.read import Store, package_key, read_packages
from tests.making import (
    FIRE_SERVICE,
    edit,
    make_datasets,
    read_data,
)
from tests.read.describing import MONEY


def test_packages_are_read_in_the_order_of_their_names() -> None:
    packages, findings = read_packages(FIRE_SERVICE / "datasets", FIRE_SERVICE)
    assert findings == []
    assert [package.name for package in packages] == [
        "glossary",
        "money",
        "plans",
        "response",
        "sources",
    ]


def test_a_package_keeps_what_its_descriptor_says() -> None:
    packages, _ = read_packages(FIRE_SERVICE / "datasets", FIRE_SERVICE)
    money = next(package for package in packages if package.name == "money")
    assert (money.title, money.version, money.path) == ("Money", "1.0.0", MONEY)
    (expected,) = money.next_expected
    assert (expected.what, expected.when) == ("Budget monitoring at month 8", "2025-01")
    assert money.licences == (("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),)
    assert [derived.key for derived in money.derived] == ["pressure", "road-share"]
    budget = money.resources[0]
    assert (budget.reference, budget.path) == ("money/budget", "datasets/money/budget.csv")
    assert [(row.line, row.key) for row in budget.rows] == [
        (2, "stations"),
        (3, "training"),
        (4, "total"),
    ]
    field = budget.field("variance")
    assert field is not None
    assert (field.kind, field.as_published) == ("number", "variance_as_published")
    assert budget.rows[1].figures == {
        "budget": "money/budget/training/budget",
        "forecast": "money/budget/training/forecast",
        "variance": "money/budget/training/variance",
    }


def test_hidden_folders_and_stray_files_are_passed_over(tmp_path: Path) -> None:
    datasets = make_datasets(tmp_path)
    (datasets / ".drafts").mkdir()
    (datasets / "notes.txt").write_text("not a package", "utf-8")
    (datasets / "money" / "old.csv").mkdir()
    assert read_data(tmp_path)[1] == []


# The store.


def test_a_second_read_takes_sound_packages_from_the_store(tmp_path: Path) -> None:
    datasets, store = make_datasets(tmp_path), Store(tmp_path / "store")
    first, _ = read_packages(datasets, tmp_path, store)
    kept = {file.stem for file in store.folder.iterdir()}
    assert kept == {package_key(folder) for folder in datasets.iterdir()}
    # What the store holds is what is given: another title in it is the title that comes back.
    key = package_key(datasets / "money")
    money = store.load(key, Package)
    assert money is not None
    store.save(key, replace(money, title="From the store"))
    second, findings = read_packages(datasets, tmp_path, store)
    assert findings == []
    assert [package.title for package in second] == [
        "Glossary",
        "From the store",
        "Plans",
        "Response",
        "Sources",
    ]
    store.save(key, money)
    assert read_packages(datasets, tmp_path, store)[0] == first


@pytest.mark.parametrize("name", ["budget.csv", "datapackage.json", "BUDGET.CSV"])
def test_a_changed_byte_is_read_anew(tmp_path: Path, name: str) -> None:
    datasets, store = make_datasets(tmp_path), Store(tmp_path / "store")
    money = datasets / "money"
    if name == "BUDGET.CSV":
        # A file whose name does not end in lower case counts too.
        (money / "budget.csv").rename(money / "BUDGET.CSV")
        edit(money / "datapackage.json", '"budget.csv"', '"BUDGET.CSV"')
    before, findings = read_packages(datasets, tmp_path, store)
    assert findings == []
    old, new = (
        ("Fire stations", "Fire houses") if name.lower() == "budget.csv" else ("1.0.0", "1.0.1")
    )
    edit(money / name, old, new)
    after, _ = read_packages(datasets, tmp_path, store)
    assert before[1] != after[1]
    assert [before[0], *before[2:]] == [after[0], *after[2:]]


def test_a_package_with_findings_is_not_kept_and_told_again(tmp_path: Path) -> None:
    datasets, store = make_datasets(tmp_path), Store(tmp_path / "store")
    edit(datasets / "money" / "budget.csv", '"12,261","12,261"', '12.o87,"12,261"')
    first = read_packages(datasets, tmp_path, store)
    assert len(first[1]) == 1
    assert len(list(store.folder.iterdir())) == 4
    assert read_packages(datasets, tmp_path, store) == first


@pytest.mark.parametrize("content", [b"", b"{}", b'{"name": 3}', b"\xff\xfe"])
def test_a_spoilt_store_is_read_past(tmp_path: Path, content: bytes) -> None:
    datasets, store = make_datasets(tmp_path), Store(tmp_path / "store")
    first, _ = read_packages(datasets, tmp_path, store)
    (store.folder / f"{package_key(datasets / 'money')}.json").write_bytes(content)
    assert read_packages(datasets, tmp_path, store) == (first, [])


def test_the_key_of_a_package_is_of_its_content_not_of_its_place(tmp_path: Path) -> None:
    one = make_datasets(tmp_path / "one")
    other = shutil.copytree(one, tmp_path / "other")
    assert package_key(one / "money") == package_key(other / "money")
    assert package_key(one / "money") != package_key(one / "plans")


def test_the_key_of_a_package_follows_its_files_names_and_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    money = make_datasets(tmp_path) / "money"
    keys = [package_key(money)]
    (money / "rescues.csv").rename(money / "rescued.csv")
    keys.append(package_key(money))
    monkeypatch.setattr("plainfigures.read.packages.code_digest", lambda: "other code")
    keys.append(package_key(money))
    assert len(set(keys)) == 3


# The descriptor.
