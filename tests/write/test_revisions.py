"""What readers are told of figures that were published again with another value."""

from pathlib import Path

from plainfigures.write import Desk, number_notes
from plainfigures.write.notes import FOOT_MARK
from tests.making import append, edit
from tests.write.desks import facts, make_desk, text_of, to_html, write

REVISED = "response/staff/firefighters@2023-03-31"
SINGLE = "response/staff/firefighters@2024-03-31"
HISTORY = f"pf:/figures/response/#{REVISED}"


def notes_of(desk: Desk, call: str) -> tuple[dict[str, str], list[str | None]]:
    """Return what is behind the first figure on a page with one macro, and the links in it."""
    page = number_notes(
        f"{write(desk, f'{{{{ {call} }}}}')}{FOOT_MARK}", desk.catalogue, desk.registers
    )
    tree = to_html(page.html)
    links = [link.get("href") for link in tree.get_element_by_id("note-1-1").iter("a")]
    return facts(tree, "note-1-1"), links


def test_the_note_of_a_revised_figure_says_what_was_first_published(desk: Desk) -> None:
    said, links = notes_of(desk, f'figure("{REVISED}")')
    assert said["Printed"] == "“603”"
    assert said["Revised"] == (
        "First published as 611 in “Fire statistics, edition of 2023”, "
        "August 2023; routine revision by the publisher (all its values)"
    )
    assert HISTORY in links


def test_the_note_of_an_earlier_vintage_says_what_it_became(desk: Desk) -> None:
    said, links = notes_of(desk, f'figure("{REVISED}~2023")')
    assert said["Printed"] == "“611”"
    assert said["Revised"].startswith("An earlier value, revised since to 603, August 2024")
    assert HISTORY in links


def test_a_figure_published_once_or_again_unchanged_is_not_called_revised(root: Path) -> None:
    row = '2025,620,people,620,statistics-2024,"firefighters, 2024, again"'
    append(root / "datasets" / "response" / "staff.csv", f"firefighters,2024-03-31,{row}")
    desk = make_desk(root)
    assert "Revised" not in notes_of(desk, f'figure("{SINGLE}")')[0]
    table = write(desk, '{{ table("response/staff", rows="firefighters") }}')
    assert text_of(table).count("revised") == 1


def test_our_arithmetic_tells_that_a_figure_in_it_was_revised(desk: Desk) -> None:
    # The documents' own notes come first; the arithmetic is the last.
    call = f'difference("{REVISED}", "{SINGLE}")'
    page = number_notes(
        f"{write(desk, f'{{{{ {call} }}}}')}{FOOT_MARK}", desk.catalogue, desk.registers
    )
    said = text_of(page.html)
    assert "Firefighters: revised: first published as 611 in" in said


def test_a_chart_of_a_revised_figure_marks_it_in_its_table_and_its_alternative(root: Path) -> None:
    text = f"form: bars\ntitle: T\nsubtitle: S\nfigures: [{REVISED}, {SINGLE}]\n"
    (root / "charts").mkdir()
    (root / "charts" / "mine.yml").write_text(text, "utf-8")
    said = text_of(write(make_desk(root), '{{ chart("mine") }}'))
    assert "603 (revised)" in said
    assert "Marked as revised since they were first published: Firefighters." in said


def test_the_table_of_revisions_has_every_value_with_its_release_and_the_reason(desk: Desk) -> None:
    tree = to_html(write(desk, "{{ revisions() }}"))
    (row,) = list(tree.iter("tr"))[1:]
    assert row.get("id") == "revision-staff-2023"
    assert [" ".join(str(cell.text_content()).split()) for cell in row] == [
        "Firefighters, Eastmere",
        "31 March 2023",
        "611 (2023), then 603 (2024)",
        "Routine revision by the publisher",
        "The Home Office counted again.",
        "15 November 2024",
    ]
    assert [(one.get("data-figure"), one.get("value")) for one in row.iter("data")] == [
        (f"{REVISED}~2023", "611"),
        (f"{REVISED}~2024", "603"),
    ]
    assert [time.get("datetime") for time in row.iter("time")] == ["2024-11-15"]


def test_our_own_correction_shows_what_stood_here_before(root: Path) -> None:
    record = f"ours,2024-11-20,response,{SINGLE},602,620,correction-by-us,A *slip* of ours."
    append(root / "datasets" / "sources" / "revisions.csv", record)
    said = text_of(to_html_text(write(make_desk(root), "{{ revisions() }}")))
    assert "602, then 620 Our correction A *slip* of ours. 20 November 2024" in said


def test_without_revisions_the_macro_says_so(root: Path) -> None:
    file = root / "datasets" / "sources" / "revisions.csv"
    record = f"staff-2023,2024-11-15,response,{REVISED},611,603,routine-revision,"
    edit(file, f"{record}The Home Office counted again.\n", "")
    assert text_of(write(make_desk(root), "{{ revisions() }}")) == (
        "No figure here has been published again with another value."
    )


def to_html_text(written: str) -> str:
    """Return the words of a page, each cell and each line apart."""
    return " ".join(str(text) for text in to_html(written).itertext())
