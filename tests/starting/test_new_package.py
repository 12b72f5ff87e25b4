"""`plainfigures new package`: a data package begun from a spreadsheet, held to account at once."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.cli import main
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding
from plainfigures.read.packages import read_package
from tests.making import make_site
from tests.sending import write_xlsx

SENT = """\
Response times 2024,,,
,,,
Station,Month,Calls,Average (minutes)
Eastmere North,Apr-24,"1,234",8.2
Eastmere South,Apr-24,45,7.10
Eastmere North,May-24,"1,240",9.1
Eastmere South,May-24,c,(0.5)
Total,,2519,
,,,
Source: the control room,,,
"""
IN_FULL = (
    "--defaults", "--title", "Response times", "--source", "budget-2024",
    "--locator", "table 4, row {label}, {Month}", "--basis", "all-calls",
    "--unit", "Calls=call/calls", "--unit", "Average (minutes)=minute/minutes", "--things", "Calls",
    "--describe", "response-times=How fast crews come.", "--describe", "sent=A station in a month.",
    "--describe", "calls=Emergency calls answered.", "--describe", "average_minutes=Minutes taken.",
    "--describe", "all-calls=Every emergency call.",
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    make_site(folder)
    (tmp_path / "sent.csv").write_text(SENT, "utf-8")
    return folder


def start(site: Path, *words: str, file: str | None = "sent.csv", asked: str = "") -> Result:
    """Run the command in a site; `asked` are the answers to its questions."""
    given = ["--from", str(site.parent / file)] if file else []
    arguments = ["--site", str(site), "new", "package", *words, *given]
    return CliRunner().invoke(main, arguments, input=asked)


def written(site: Path, name: str, table: str = "sent") -> list[str]:
    return (site / "datasets" / name / f"{table}.csv").read_text("utf-8").splitlines()


def described(site: Path, name: str) -> dict[str, dict[str, object]]:
    """Return the fields of the one table of a package, by name."""
    content = json.loads((site / "datasets" / name / "datapackage.json").read_text("utf-8"))
    return {field["name"]: field for field in content["resources"][0]["schema"]["fields"]}


def found(site: Path, name: str, *, release: bool = False) -> list[Finding]:
    """Return what the rules on data say of one package."""
    both = [read_package(site / "datasets" / one, site) for one in (name, "sources")]
    packages = [package for package, _ in both if package]
    findings = tuple(finding for _, those in both for finding in those)
    material = Material(Catalogue(packages), findings, release=release)
    runs = run_rules(DATA_RULES, material)
    return [one for run in runs for one in run.findings if f"/{name}/" in one.path]


def test_with_all_that_is_to_be_said_the_package_passes_at_once(site: Path) -> None:
    result = start(site, "response-times", *IN_FULL)
    assert result.exit_code == 0, result.output
    assert found(site, "response-times", release=True) == []
    assert written(site, "response-times") == [
        "station,period,label,calls,calls_as_published,calls_reason,average_minutes,"
        "average_minutes_as_published,source,locator,note",
        'eastmere-north,2024-04,Eastmere North,"1,234","1,234",,8.2,8.2,budget-2024,'
        '"table 4, row Eastmere North, Apr-24",',
        "eastmere-south,2024-04,Eastmere South,45,45,,7.10,7.10,budget-2024,"
        '"table 4, row Eastmere South, Apr-24",',
        'eastmere-north,2024-05,Eastmere North,"1,240","1,240",,9.1,9.1,budget-2024,'
        '"table 4, row Eastmere North, May-24",',
        "eastmere-south,2024-05,Eastmere South,,,c,-0.5,(0.5),budget-2024,"
        '"table 4, row Eastmere South, May-24",',
    ]


def test_it_says_what_it_took_for_what(site: Path) -> None:
    assert start(site, "response-times", "--defaults").output.splitlines() == [
        "Row 1 (“Response times 2024”) stands above the headings.",
        "Row 10 (“Source: the control room”) is a note: left out.",
        "Row 8 (“Total”) is a row of totals: left out.",
        "Station: what a row is, such as a place or a group.",
        "Month: when its figures are of.",
        "Calls: numbers that were published, counting people (else say --things).",
        "Average (minutes): numbers that were published.",
        "A row is told by: station, period. Status: actual.",
        "",
        "Written: datasets/response-times/datapackage.json",
        "Written: datasets/response-times/sent.csv",
        "See what is still to be said with: plainfigures check",
    ]


def test_what_is_still_to_be_said_is_found(site: Path) -> None:
    start(site, "response-times", "--defaults")
    findings = found(site, "response-times")
    errors = [one.message for one in findings if one.level == "error"]
    assert errors == [
        "8 figures do not say which document they are from.",
        "8 figures do not say where in the document they stand.",
    ]
    lines = (site / "datasets/response-times/datapackage.json").read_text("utf-8").splitlines()
    advice = [one for one in findings if one.level == "advice"]
    assert len(advice) == 6
    assert all('": "Say ' in lines[one.line - 1] for one in advice)
    at_release = found(site, "response-times", release=True)
    assert {one.level for one in at_release} == {"error"}


def test_a_whole_number_counts_people_until_somebody_says_it_does_not(site: Path) -> None:
    start(site, "one", "--defaults")
    start(site, "two", "--defaults", "--things", "Calls")
    assert described(site, "one")["calls"]["plainfigures"] == {
        "kind": "number", "unit": "number", "counts": "people", "status": "actual",
        "basis": "as-published",
    }  # fmt: skip
    assert "counts" not in str(described(site, "two")["calls"])


def test_without_a_spreadsheet_it_is_empty_and_passes_at_once(site: Path) -> None:
    result = start(site, "waiting", "--defaults", file=None)
    assert result.exit_code == 0, result.output
    assert "plainfigures import FILE --into waiting/figures" in result.output
    assert written(site, "waiting", "figures") == [
        "measure,period,label,value,as_published,reason,source,locator,note"
    ]
    assert {one.level for one in found(site, "waiting")} == {"advice"}


def test_the_columns_of_a_workbook_have_units_and_a_single_figure_needs_no_name(site: Path) -> None:
    rows = [
        ("Department", "Share of calls (%)"),
        ("Stations & crews", "36%"),
        ("Training", "0.5%"),
    ]
    write_xlsx(site.parent / "sent.xlsx", rows)
    period = ("--period", "fy2024-25")
    result = start(site, "shares", "--defaults", *period, file="sent.xlsx")
    assert result.exit_code == 0, result.output
    assert written(site, "shares")[1:] == [
        "stations-crews,Stations & crews,36,36%,,,",
        "training,Training,0.5,0.5%,,,",
    ]
    fields = described(site, "shares")
    assert fields["value"]["title"] == "Share of calls (%)"
    assert "'unit': 'percent'" in str(fields["value"]["plainfigures"])


def test_a_table_of_one_series_has_a_key_of_its_own(site: Path) -> None:
    (site.parent / "sent.csv").write_text("Month,Spent (£000)\nJul-24,12\nAug-24,13\n", "utf-8")
    assert start(site, "spending", "--defaults").exit_code == 0
    assert [line.split(",")[:4] for line in written(site, "spending")[1:]] == [
        ["spent-000", "2024-07", "Spent (£000)", "12"],
        ["spent-000", "2024-08", "Spent (£000)", "13"],
    ]
    assert "'scale': 1000" in str(described(site, "spending")["value"]["plainfigures"])
    assert described(site, "spending")["period"]["title"] == "Month"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Name,Calls\nA,"12,261*"\nB,5\nC,6\n', 'B2: "12,261*" has a mark after it'),
        ("Name,Due,Calls\nA,03/04/2024,5\n", 'B2: "03/04/2024" may be 3 April 2024'),
        ("Name,Calls\nA,5\nA,6\n", "A1: Rows 2 and 3 are alike"),
        ("Name,Calls\nA b,5\nA-b,6\n", 'A3: Rows 2 and 3 would have the same key, "a-b"'),
        ("Name,Note\nA,b\nC,d\n", "A1: No column holds numbers"),
        ("Name,Share (%)\nA,0.36\n", 'B2: "0.36" may be a share or a percentage'),
        ("Name,Calls\nA,-\nB,-\nC,5\n", 'B2: "-" may stand for nought or for nothing'),
        ("Name,Calls,Calls\nA,5,6\n", 'C1: "Calls" is the heading of column B too'),
    ],
)
def test_what_is_not_certain_stops_it(site: Path, text: str, words: str) -> None:
    (site.parent / "sent.csv").write_text(text, "utf-8")
    result = start(site, "fires", "--defaults")
    assert result.exit_code == 1
    assert words in result.output
    assert "so nothing was written." in result.output
    assert not (site / "datasets/fires").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Response Times"], "Use lower case letters, digits and single hyphens, such as response-times."),
        (["money"], "There is a package money already. Nothing in it was touched."),
        (["con"], 'The name "con" is kept for something else.'),
        (["computed"], 'The name "computed" is kept for something else.'),
        (["fires", "--source", "budget-2025"], 'correct the name. Did you mean "budget-2024"?'),
        (["fires", "--status", "actuall"], '"actuall" is no status.'),
        (["fires", "--locator", "row {lable}"], '"{lable}" in the locator is no column of the table.'),
        (["fires", "--leave-out", "Avrage"], 'There is no column "Avrage".'),
        (["fires", "--unit", "Calls"], '"Calls" has no name and text with = between.'),
        (["fires", "--sheet", "Two"], '"sent.csv" has no sheet "Two". It has: sent.'),
        (["fires", "--period", "2024"], '"2024" is not a period that a figure can have.'),
    ],
)  # fmt: skip
def test_a_wrong_word_is_told_with_the_right_one(site: Path, words: list[str], said: str) -> None:
    before = sorted(one.name for one in (site / "datasets").iterdir())
    result = start(site, *words, "--defaults")
    assert result.exit_code == 2
    assert said in result.output
    assert sorted(one.name for one in (site / "datasets").iterdir()) == before


def test_a_column_of_codes_is_a_name_where_it_is_in_the_key(site: Path) -> None:
    (site.parent / "sent.csv").write_text("Station,Calls\n12,55\n14,55\n", "utf-8")
    assert start(site, "calls", "--defaults", "--key", "Station").exit_code == 0
    assert [line.split(",")[:3] for line in written(site, "calls")[1:]] == [
        ["12", "12", "55"],
        ["14", "14", "55"],
    ]


def test_it_asks_what_it_cannot_know(site: Path) -> None:
    answers = [
        "", "", "", "", "n",  # Station, Month, Calls: a figure, in numbers, of no people
        "leave out",
        "Response times", "budget-24", "budget-2024", "table 4, row {label}", "all-calls", "actual",
    ]  # fmt: skip
    result = start(site, "response-times", asked="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "Did you mean “budget-2024”?" in result.output
    assert written(site, "response-times")[1] == (
        'eastmere-north,2024-04,Eastmere North,"1,234","1,234",,budget-2024,'
        '"table 4, row Eastmere North",'
    )
    assert not [one for one in found(site, "response-times") if one.level == "error"]


def test_the_same_spreadsheet_makes_the_same_bytes(site: Path) -> None:
    for name in ("one", "two"):
        start(site, name, *IN_FULL[:7])
    first, second = (
        (site / "datasets" / name / "datapackage.json").read_bytes().replace(name.encode(), b"")
        for name in ("one", "two")
    )
    assert first == second
    assert written(site, "one") == written(site, "two")
