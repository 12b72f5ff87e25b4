"""Plain-text documents become blocks with names that a reader can follow."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.documents import Document
from plainfigures.read.documents import parse_document, read_documents
from tests.figures.test_mentions import digits
from tests.making_ledger import MINUTES, REPORT


def named(text: str) -> dict[str, str]:
    """Return the text of each block of a document, by its locator."""
    return {block.locator: block.text for block in parse_document("x.txt", text).blocks}


def test_a_report_has_its_cover_sections_paragraphs_headings_lists_and_tables() -> None:
    assert list(named(REPORT)) == [
        "cover",
        "purpose of the report, heading",
        "purpose of the report",
        "executive summary, heading",
        "executive summary, Money, heading",
        "executive summary, Money",
        "cover, foot",
        "section 1, heading",
        "paragraph 1.1",
        "table 1, headings",
        "table 1, row Road crashes",
        "table 1, row Water",
        "table 1, row Height",
        "table 1, row All rescues",
        "section 2, heading",
        "paragraph 2.1",
        "paragraph 2.2",
        "paragraph 2.2, Stage 1, heading",
        "paragraph 2.2, Stage 1, bullet 1",
        "paragraph 2.2, Stage 1, Key steps",
        "paragraph 2.2, Stage 1, Key steps, bullet 1",
        "paragraph 2.2, Stage 1, Key steps, bullet 2",
        "paragraph 2.2, Stage 2, heading",
        "paragraph 2.2, Stage 2, On shift, heading",
        "paragraph 2.2, Stage 2, On shift, bullet 1",
    ]


def test_what_goes_on_after_a_table_or_a_page_break_belongs_to_what_it_goes_on_from() -> None:
    blocks = named(REPORT)
    assert blocks["paragraph 1.1"].startswith("1.1 The forecast for fire stations is £13.104m")
    assert blocks["paragraph 1.1"].endswith("under Section 9. Members asked for more.")
    assert blocks["paragraph 2.2, Stage 2, On shift, bullet 1"].endswith("and for floods.")


def test_a_row_of_a_table_goes_by_its_first_cell_and_by_its_number() -> None:
    document = parse_document("x.txt", REPORT)
    assert document.by_name["table 1, row 2"] is document.by_name["table 1, row Water"]
    assert document.by_name["table 1, row Water"].text == "Water | 21"


def test_minutes_count_their_paragraphs_and_the_lists_below_each() -> None:
    assert list(named(MINUTES)) == [
        "heading",
        "minutes",
        "minutes, paragraph 1",
        "minutes, paragraph 1, item 1",
        "minutes, paragraph 1, item 2",
        "minutes, paragraph 2",
        "minutes, paragraph 2, bullet 1",
        "decision",
    ]


def test_two_places_of_one_name_are_told_apart() -> None:
    lists = "1 A\n\n1.1 One.\n\nHelp\n\n- a.\n\nHelp\n\n- b.\n\n"
    text = lists + "| x | y |\n|--|--|\n| t | 1 |\n| t | 2 |\n| | 3 |"
    assert list(named(text))[2:] == [
        "paragraph 1.1, Help, heading",
        "paragraph 1.1, Help, bullet 1",
        "paragraph 1.1, Help (2), heading",
        "paragraph 1.1, Help (2), bullet 1",
        "table 1, headings",
        "table 1, row t",
        "table 1, row t (2)",
        "table 1, row 3",
    ]


def test_a_date_or_a_count_at_the_head_of_a_line_is_no_section() -> None:
    front = "Report\n\n3 October 2024\n\nPurpose\n\nIt tells.\n\n"
    text = front + "1 Money\n\n1.1 We spent\n2 pounds.\n\n- 17 beds"
    assert list(named(text)) == [
        "cover",
        "purpose, heading",
        "purpose",
        "section 1, heading",
        "paragraph 1.1",
        "paragraph 1.1, bullet 1",
    ]


def test_sections_without_numbered_paragraphs_are_sections_all_the_same() -> None:
    text = "1 Stations\n\nWe have nine. They are old.\n\n(a) One is new.\n\n2 Crews\n\nThey train."
    assert list(named(text)) == [
        "section 1, heading",
        "section 1",
        "section 1, item a",
        "section 2, heading",
        "section 2",
    ]


def test_the_numerals_stand_in_the_order_of_the_text_with_their_places() -> None:
    numerals = parse_document("x.txt", REPORT).numerals
    assert [(one.text, one.locator) for one in numerals][7:15] == [
        ("1.1", "paragraph 1.1"),
        ("£13.104m", "paragraph 1.1"),
        ("£843k", "paragraph 1.1"),
        ("3rd", "paragraph 1.1"),
        ("2024", "paragraph 1.1"),
        ("9", "paragraph 1.1"),
        ("2023/24", "table 1, headings"),
        ("210", "table 1, row Road crashes"),
    ]


def test_only_text_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\N{BOM}Nine.", "utf-8")
    (tmp_path / "README.md").write_text("Ten.", "utf-8")
    documents = read_documents(tmp_path)
    assert [one.text for one in documents["a.txt"].numerals] == ["Nine"]
    assert list(documents) == ["a.txt"]


LINES = st.sampled_from(
    [
        "", " ", "-", "- 1.1 Para 5", "1.2 More 6.", "2..3 Odd", "1 Title", "2. Title", "9 July 2024",
        "Heading", "Stage 2: Next", "Executive Summary", "A sentence with 3 in it.", "goes on 4",
        " - nested 7", "- Steps:", "1. item 8", "(a) item", "| a | 9 |", "|---|:-:|", "| -1 | |",
        "Minutes:", "Resolved:", "**2 Bold** 3", "Run on**3 Title**", "· dot 12", "\t- tab ½", "1.",
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(LINES, max_size=25))
def test_every_numeral_of_a_paper_lands_in_one_place_in_order(lines: list[str]) -> None:
    check_whole("\n".join(lines))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    check_whole(text)


def check_whole(text: str) -> None:
    """Assert that a document has all digits of its text, in order, each in a place of its own name."""
    document: Document = parse_document("x.txt", text)
    found = "".join(numeral.text for numeral in document.numerals)
    assert digits(found) == digits(text)
    names = [block.locator for block in document.blocks]
    assert len(set(names)) == len(names)
    for numeral in document.numerals:
        block = document.by_name[numeral.locator]
        assert block.text[numeral.start :].startswith(numeral.text)
