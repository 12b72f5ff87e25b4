"""What has an embargo is left out before anything is read of it, with all that hangs on it."""

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from plainfigures.errors import HeldBackProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.embargoes import PrivateSource
from plainfigures.figures.findings import Finding
from plainfigures.read import Store, allowed_files, package_key, read_packages
from plainfigures.read.packages import Reading
from tests.making import append, describe, edit, line_of, make_datasets

MOMENT = "2026-12-10T09:30:00+00:00"
BEFORE = datetime.datetime(2026, 12, 10, 9, 29, 59, tzinfo=datetime.UTC)
AFTER = BEFORE + datetime.timedelta(seconds=1)
STAFF = "response/staff/firefighters@2023-03-31"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The data packages of the fire service."""
    return make_datasets(tmp_path).parent


def read(
    root: Path, now: datetime.datetime = BEFORE, **private: Any
) -> tuple[Catalogue, list[Finding]]:
    """Read all packages as of a moment; returns the catalogue and what was found."""
    source = PrivateSource(**private)
    reading = Reading(root / "datasets", root, None, clock=Clock(now), private=source)
    packages, findings = reading.finish()
    return Catalogue(packages, (), reading.embargoed), findings


def embargo_rows(root: Path, package: str, table: str, **moments: str) -> Path:
    """Give a table a column `embargo`, with moments for the rows that begin with these words."""
    folder = root / "datasets" / package
    file = folder / f"{table}.csv"
    head, *rows = file.read_text("utf-8").splitlines()
    told = {name.replace("_", "-"): moment for name, moment in moments.items()}
    lines = [f"{row},{told.get(row.split(',')[0], '')}" for row in rows]
    file.write_text("\n".join([f"{head},embargo", *lines]) + "\n", "utf-8")

    def declare(content: dict[str, Any]) -> None:
        (found,) = (one for one in content["resources"] if one["name"] == table)
        told = {"title": "May be seen from", "description": "From when on.", "type": "string"}
        found["schema"]["fields"].append({"name": "embargo", **told})

    describe(folder, declare)
    return file


def is_held(catalogue: Catalogue, reference: str) -> bool:
    """Return whether a page that asks for a figure is told that it is held back."""
    try:
        catalogue.find(reference)
    except HeldBackProblem:
        return True
    return False


def test_a_row_waits_and_its_neighbours_keep_their_lines(root: Path) -> None:
    file = embargo_rows(root, "money", "budget", stations=MOMENT)
    catalogue, findings = read(root)
    assert findings == []
    assert is_held(catalogue, "money/budget/stations/variance")
    assert is_held(catalogue, "money/budget/fire-stations/variance"), "an old name of it"
    assert catalogue.find("money/budget/training/variance").line == line_of(file, "training,")
    columns = {one.name for one in catalogue.resource("money/budget").fields}
    assert "embargo" not in columns
    relations = [one.key for one in catalogue.packages["money"].relations]
    assert relations == ["rescues-total"]
    after, findings = read(root, AFTER)
    assert (is_held(after, "money/budget/stations/variance"), findings) == (False, [])


def test_what_hangs_on_it_waits_however_long_the_chain(root: Path) -> None:
    embargo_rows(root, "money", "budget", stations=MOMENT)

    def declare(content: dict[str, Any]) -> None:
        derived = content["plainfigures"]["derived"]
        before = "money/budget/stations/variance"
        for number in range(60):
            derived.append({**derived[0], "key": f"step-{number}", "formula": f"{before} * 1"})
            before = f"money/derived/step-{number}"

    describe(root / "datasets" / "money", declare)
    catalogue, findings = read(root)
    assert findings == []
    assert is_held(catalogue, "money/derived/step-0")
    assert is_held(catalogue, "money/derived/step-59")


def test_a_new_vintage_that_waits_leaves_the_one_before_it(root: Path) -> None:
    file = embargo_rows(root, "response", "staff")
    lines = file.read_text("utf-8").splitlines()
    at = next(n for n, one in enumerate(lines) if one.startswith("firefighters,2023-03-31,2024"))
    file.write_text("\n".join([*lines[:at], lines[at] + MOMENT, *lines[at + 1 :]]) + "\n", "utf-8")
    catalogue, findings = read(root)
    assert [one.message for one in findings] == []
    assert catalogue.find(STAFF).value == 611
    assert is_held(catalogue, f"{STAFF}~2024")
    after, _ = read(root, AFTER)
    assert after.find(STAFF).value == 603
    told = [
        [row.key for row in one.resource("sources/revisions").rows] for one in (catalogue, after)
    ]
    assert ["staff-2023" in keys for keys in told] == [False, True], "it tells the new value"


def test_the_newest_is_the_newest_that_may_be_seen(root: Path) -> None:
    before, _ = read(root)
    newest = before.find("response/times/first-engine.eastmere@latest")
    file = embargo_rows(root, "response", "times")
    lines = file.read_text("utf-8").splitlines()
    start = f"first-engine,eastmere,{newest.period},"
    changed = [one + MOMENT if one.startswith(start) else one for one in lines]
    assert changed != lines
    file.write_text("\n".join(changed) + "\n", "utf-8")
    catalogue, _ = read(root)
    found = catalogue.find("response/times/first-engine.eastmere@latest")
    assert found.period < newest.period


def test_all_that_is_taken_from_a_document_waits_with_it(root: Path) -> None:
    embargo_rows(root, "sources", "documents", statistics_2024=MOMENT)
    catalogue, findings = read(root)
    assert findings == []
    assert catalogue.find(STAFF).vintage == "2023"
    sources = {one.source for package in catalogue.packages.values() for one in package.figures}
    assert "statistics-2024" not in sources
    with pytest.raises(HeldBackProblem):
        catalogue.source("statistics-2024")


@pytest.mark.parametrize(
    ("own", "said", "near"),
    [
        ({"embargo": "10/12/2026"}, 'The moment of this "embargo" cannot be read.', ""),
        ({"embargo": 2026}, 'The moment of this "embargo" cannot be read.', ""),
        ({"embargoed": MOMENT}, 'There is no property "embargoed", so', "embargo"),
        ({"embrago": MOMENT}, 'There is no property "embrago", so', "embargo"),
    ],
)
def test_what_cannot_be_read_is_told_and_held_back(
    root: Path, own: dict[str, Any], said: str, near: str
) -> None:
    folder = root / "datasets" / "money"
    describe(folder, lambda content: content["plainfigures"].update(own))
    catalogue, findings = read(root, AFTER)
    assert is_held(catalogue, "money/budget/total/budget")
    line = line_of(folder / "datapackage.json", f'"{next(iter(own))}"')
    place = "datasets/money/datapackage.json"
    assert [(one.path, one.line, one.suggestion) for one in findings] == [(place, line, near)]
    assert findings[0].message.startswith(said)


@pytest.mark.parametrize("where", ["", "resources"])
def test_an_embargo_in_the_wrong_place_is_told_and_holds_back(root: Path, where: str) -> None:
    def misplace(content: dict[str, Any]) -> None:
        (content[where][0] if where else content)["embargo"] = "2020-01-01"

    describe(root / "datasets" / "money", misplace)
    catalogue, findings = read(root)
    assert is_held(catalogue, "money/budget/total/budget")
    assert is_held(catalogue, "money/claims/grant") == (not where)
    assert [one.message for one in findings] == ['"embargo" would hold nothing back here.']


def test_an_embargo_that_stands_twice_lets_nothing_out(root: Path) -> None:
    folder = root / "datasets" / "money"
    describe(folder, lambda content: content["plainfigures"].update(embargo=MOMENT))
    written = f'"embargo": "{MOMENT}"'
    edit(folder / "datapackage.json", written, f'{written}, "embargo": "2020-01-01"')
    catalogue, findings = read(root)
    assert "money" not in catalogue.packages
    assert ['"embargo" stands twice' in one.message for one in findings] == [True]


def test_a_column_that_is_misspelt_is_told_and_its_rows_are_held_back(root: Path) -> None:
    file = embargo_rows(root, "money", "budget", stations="2020-01-01")
    edit(file, ",embargo\n", ",embargo_date\n")
    edit(
        root / "datasets" / "money" / "datapackage.json",
        '"name": "embargo"',
        '"name": "embargo_date"',
    )
    catalogue, findings = read(root)
    assert is_held(catalogue, "money/budget/stations/variance")
    assert 'The column "embargo_date" would hold nothing back.' in [one.message for one in findings]


def test_one_figure_of_a_sum_that_waits_is_told(root: Path) -> None:
    embargo_rows(root, "money", "rescues", road=MOMENT)
    _, findings = read(root)
    place = root / "datasets" / "money" / "datapackage.json"
    assert [(one.level, one.line) for one in findings] == [
        ("advice", line_of(place, '"key": "rescues-total"') - 1)
    ]
    assert "could be worked out" in findings[0].message


def test_no_digest_hangs_on_what_is_left_out(root: Path) -> None:
    file = embargo_rows(root, "money", "budget", stations=MOMENT)
    folder = file.parent

    def left() -> tuple[str, dict[str, bytes]]:
        reading = Reading(root / "datasets", root, None, clock=Clock(BEFORE))
        left_out = reading.left_out["money"]
        return package_key(folder, left_out), allowed_files(folder, left_out)

    key, files = left()
    edit(file, '"12,261","12,261"', '"12,262","12,262"')
    assert left() == (key, files)
    assert b"12,262" not in files["budget.csv"]
    assert b"stations" not in files["budget.csv"] + files["datapackage.json"].lower()
    named = [
        one["name"]
        for one in json.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"]
    ]
    assert "embargo" not in named


def test_what_a_formula_may_hold_loses_what_only_waiting_rows_hold(root: Path) -> None:
    folder = root / "datasets" / "money"
    embargo_rows(root, "money", "budget", stations=MOMENT)

    def limit(content: dict[str, Any]) -> None:
        field = content["resources"][0]["schema"]["fields"][0]
        field["constraints"] = {"enum": ["stations", "training", "total"]}

    describe(folder, limit)
    reading = Reading(root / "datasets", root, None, clock=Clock(BEFORE))
    files = allowed_files(folder, reading.left_out["money"])
    field = json.loads(files["datapackage.json"])["resources"][0]["schema"]["fields"][0]
    assert field["constraints"]["enum"] == ["training", "total"]


def test_a_private_package_is_read_where_it_is_at_hand(root: Path) -> None:
    beside = root.parent / "beside"
    beside.mkdir(exist_ok=True)
    shutil.move(root / "datasets" / "money", beside / "money")
    reference = "money/budget/total/budget"
    catalogue, findings = read(root, names=("money",), folder=beside)
    assert (findings, catalogue.find(reference).path) == ([], "beside/money/budget.csv")
    catalogue, findings = read(root, names=("money",))
    assert (findings, is_held(catalogue, reference)) == ([], True)
    _, findings = read(root, names=(), folder=beside)
    assert [one.path for one in findings] == ["beside/money/datapackage.json"]
    shutil.copytree(beside / "money", root / "datasets" / "money")
    catalogue, findings = read(root, names=("money",), folder=beside)
    assert [one.path for one in findings] == ["datasets/money/datapackage.json"]
    assert is_held(catalogue, reference)


def test_a_package_that_is_moved_into_the_site_is_told_where_it_lies_now(root: Path) -> None:
    beside, money = root.parent / "beside", root / "datasets" / "money"
    store = Store(root.parent / "kept")
    beside.mkdir(exist_ok=True)
    shutil.move(money, beside / "money")
    for source, place in (
        (PrivateSource(names=("money",), folder=beside), "beside/money"),
        (PrivateSource(), "datasets/money"),
    ):
        for _ in range(2):  # read, and taken from what is kept
            packages, _ = read_packages(root / "datasets", root, store, private=source)
            found = next(one for one in packages if one.name == "money")
            assert (found.path, found.figures[0].path) == (
                f"{place}/datapackage.json",
                f"{place}/budget.csv",
            )
        if not money.exists():
            shutil.move(beside / "money", money)


def test_an_embargo_of_a_private_package_holds_as_any_does(root: Path) -> None:
    beside = root.parent / "beside"
    beside.mkdir(exist_ok=True)
    shutil.move(root / "datasets" / "money", beside / "money")
    describe(beside / "money", lambda content: content["plainfigures"].update(embargo=MOMENT))
    for now, held in ((BEFORE, True), (AFTER, False)):
        catalogue, findings = read(root, now, names=("money",), folder=beside)
        assert (findings, is_held(catalogue, "money/budget/total/budget")) == ([], held)


def test_a_row_in_the_wrong_number_of_cells_is_told_and_not_read(root: Path) -> None:
    file = embargo_rows(root, "money", "budget", stations=MOMENT)
    line = append(file, 'vans,Vans,"9,999",,2026-12-10')
    catalogue, findings = read(root)
    assert [(one.rule, one.line) for one in findings] == [("embargo", line)]
    assert "whether it has an embargo cannot be told" in findings[0].message
    assert not [one for one in catalogue.figures if "vans" in one.reference]
