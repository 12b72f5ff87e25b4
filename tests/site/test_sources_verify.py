"""`plainfigures sources`: datasets held against the text of their documents, as a person runs it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result

from tests.making import edit, line_of
from tests.making_ledger import LEDGER, PLACES
from tests.site.conftest import run

REPORT = "papers/report.txt"
MONEY = "datasets/fire/money.csv"
DATES = "datasets/fire/dates.csv"
SAID = "datasets/fire/said.csv"
WITHHELD = "datasets/fire/withheld.csv"
DOCUMENTS = "datasets/sources/documents.csv"
HELD = ("21", "13")
"""What stands in the two rows of the report that are held back."""


@pytest.fixture
def site(sound_papers: Path, tmp_path: Path) -> Path:
    """A copy of that site, to change."""
    return shutil.copytree(sound_papers, tmp_path / "site")


def verify(site: Path, *words: str) -> Result:
    """Run `plainfigures sources verify` on a site and its papers."""
    return run(site, "sources", "verify", str(site / "papers"), *words)


def findings(site: Path) -> list[tuple[str, int, str]]:
    """Return what is found, as path, line and message."""
    result = verify(site, "--format", "json")
    told = json.loads(result.output)["findings"]
    assert result.exit_code == int(any(one["level"] == "error" for one in told))
    return [(one["path"], one["line"], one["message"]) for one in told]


def test_a_sound_site_is_told_to_be_so_with_its_coverage(sound_papers: Path) -> None:
    result = verify(sound_papers)
    assert result.exit_code == 0, result.output
    assert result.output == (
        "Nothing wrong.\n"
        "report-2024: 29 numbers in the text; 15 captured, 12 explained, 2 held back, 0 missing.\n"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "message"),
    [
        (
            REPORT,
            "over by £843k, as members",
            "over by £843k, as 40 members",
            (LEDGER, "1.1,3rd"),
            'The text has "40" in paragraph 1.1, and the ledger does not account for it there.',
        ),
        (
            LEDGER,
            "cover,4711,",
            "cover,4712,",
            (LEDGER, "4712"),
            '"4712" does not stand at this position in cover, by the text.',
        ),
        (
            LEDGER,
            "paragraph 2.1,One,",
            "paragraph 2.2,One,",
            (LEDGER, ",One,"),
            '"One" does not stand at this position in paragraph 2.2, by the text.',
        ),
        (
            LEDGER,
            "2.1,good,",
            "2.2,good,",
            (LEDGER, ",good,"),
            '"good" does not stand in paragraph 2.2, by the text.',
        ),
        (
            MONEY,
            "over by £843k,",
            "under by £843k,",
            (MONEY, "Overspend"),
            '"under by £843k" is not printed in paragraph 1.1: see "fire/money/over".',
        ),
        (
            MONEY,
            "Road crashes,210,210,",
            "Road crashes,210,21,",
            (MONEY, "Road crashes"),
            'This is not printed in table 1, row Road crashes: see "fire/money/road".',
        ),
        (
            MONEY,
            "Water and height,34,",
            "Water and height,35,",
            (MONEY, "Water and height"),
            '"fire/money/water-and-height" is not the sum of the places that it combines.',
        ),
        (
            DATES,
            "cover,Cover,2024-10-02,2 October 2024,report-2024,cover",
            "cover,Cover,2024-10-02,2 October 2024,report-2024,covers",
            (DATES, "covers"),
            '"report-2024" has no place called "covers".',
        ),
        (
            DATES,
            "for more.,report-2024,paragraph 1.1",
            "for more.,report-2024,paragraph 2.1",
            (DATES, "for more."),
            '"fire/dates/heard/later-locator" is taken from paragraph 2.1, '
            "but the table of places does not say so.",
        ),
        (
            SAID,
            "Members asked for more,",
            "Members asked for less,",
            (SAID, "want more"),
            '"Members asked for less" is not printed in paragraph 1.1.',
        ),
        (
            WITHHELD,
            '"table 1, row 3"',
            '"table 1, row Height"',
            (WITHHELD, "height"),
            'The ledger of "report-2024" does not list table 1, row Height as held back.',
        ),
        (
            PLACES,
            "report-2024,16,paragraph 2.1,",
            "report-2024,99,paragraph 2.1,",
            (PLACES, "99,paragraph 2.1"),
            '"paragraph 2.1" is place 16 in the order of the document, not 99.',
        ),
        (
            DOCUMENTS,
            "report.txt",
            "repot.txt",
            (DOCUMENTS, "repot.txt"),
            'The text of "report-2024", repot.txt, is not in that folder.',
        ),
    ],
)
def test_what_the_text_does_not_bear_out_is_told_at_its_line(
    site: Path, file: str, old: str, new: str, row: tuple[str, str], message: str
) -> None:
    edit(site / file, old, new)
    told = findings(site)
    place = (row[0], line_of(site / row[0], row[1]))
    assert [said for *where, said in told if tuple(where) == place and message in said], told


def test_a_number_of_the_text_that_the_ledger_lacks_counts_as_missing(site: Path) -> None:
    edit(site / REPORT, "Fire stations are", "Ninety fire stations are")
    output = verify(site).output
    assert "30 numbers in the text" in output
    assert "1 missing" in output


@pytest.mark.parametrize("text", ["", "99"])
def test_nothing_that_is_held_back_is_ever_printed(site: Path, text: str) -> None:
    row = '"table 1, row 2",,numeral,withheld'
    edit(site / LEDGER, row, f'"table 1, row 4",{text},numeral,name')
    edit(site / MONEY, "Water and height,34,", "Water and height,35,")
    for form in ("text", "json", "github"):
        output = verify(site, "--format", form).output
        assert "a number that is held back in table 1, row Water" in output
        assert not [one for one in HELD if f'"{one}"' in output or f" {one}." in output]


def test_a_text_that_no_document_names_is_advice(site: Path) -> None:
    (site / "papers" / "more.txt").write_text("Nine.", "utf-8")
    result = verify(site)
    assert result.exit_code == 0
    assert "advice: No document of the register has the text more.txt." in result.output


def test_a_document_with_a_text_and_no_ledger_is_told_how_to_begin(site: Path) -> None:
    file = site / LEDGER
    file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    told = [said for _, _, said in findings(site)]
    assert 'No number of "report-2024" is accounted for: it is not in the ledger.' in told


def test_a_fault_of_the_datasets_is_told_alone(site: Path) -> None:
    edit(site / MONEY, "Road crashes,210,", "Road crashes,many,")
    result = verify(site)
    assert result.exit_code == 1
    assert "1 error." in result.output
    assert f"{MONEY}:{line_of(site / MONEY, 'many')}" in result.output


def test_a_draft_keeps_what_people_put_into_the_ledger(site: Path) -> None:
    edit(site / LEDGER, "cover,4711,numeral,page-furniture,,,", "cover,4711,numeral,name,,,A line.")
    before = (site / LEDGER).read_text("utf-8")
    result = run(site, "sources", "draft", str(site / "papers"), "report-2024")
    assert result.output == before
    assert run(site, "sources", "draft", str(site / "papers"), "--write").exit_code == 0
    assert (site / LEDGER).read_text("utf-8") == before


def test_a_draft_never_holds_what_is_held_back(site: Path) -> None:
    (site / LEDGER).write_text((site / LEDGER).read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    rows = run(site, "sources", "draft", str(site / "papers")).output.splitlines()
    held = [row for row in rows if "withheld" in row]
    assert [row.split(",")[4:6] for row in held] == [["", "numeral"], ["", "numeral"]]
    assert not [row for row in rows if row.split(",")[-6] in HELD]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["verify", "nowhere"], "does not exist"),
        (["verify"], "Missing argument"),
        (["draft", "papers", "report-2023"], "Did you mean report-2024?"),
        (["draft", "papers", "returns-2024"], 'The text of "returns-2024" is not in'),
        (["draft", "papers", "report-2024", "--write"], "leave the documents out"),
    ],
)
def test_wrong_use_is_told_without_a_traceback(site: Path, words: list[str], said: str) -> None:
    result = run(site, "sources", *(str(site / one) if one == "papers" else one for one in words))
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_may_be_saved_as_other_programs_save_it(site: Path, encoding: str, end: str) -> None:
    file = site / REPORT
    text = file.read_text("utf-8")
    file.write_bytes(text.replace("\n", end).encode(encoding))
    assert findings(site) == []


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"\n \n"])
def test_a_text_without_words_is_told_once(site: Path, content: bytes) -> None:
    (site / REPORT).write_bytes(content)
    ((path, _, message),) = findings(site)
    assert path == DOCUMENTS
    assert message == 'The text of "report-2024", report.txt, holds no words.'
