"""A chart's data as a file, breaks in its series, and a chart that stands on a page twice."""

from decimal import Decimal
from pathlib import Path

from plainfigures.draw import draw
from plainfigures.placing import place_drawings
from plainfigures.write import chart_data, chart_rows
from tests.draw.drawn import find_faults, read_texts
from tests.write.charting import chart, picture
from tests.write.desks import make_desk

BROKEN = """
    form: lines
    title: How long it took
    subtitle: In minutes
    series:
      - {label: Eastmere, figures: "response/times/first-engine.eastmere@*"}
      - {label: the country, figures: "response/times/first-engine.country@*"}
    breaks:
      2024-07: the clock starts at the call, not at the alarm.
    """


def test_the_file_of_a_chart_holds_plain_numbers_with_their_unit_and_reference() -> None:
    made = make_desk().charts.words("variance").picture
    head, rows = chart_data(made)
    assert head[2] == "value (GBP)"
    first = dict(zip(head, rows[0], strict=True))
    assert first["value (GBP)"] == Decimal(843000)
    assert (first["as shown"], first["status"]) == ("£843,000", "forecast")
    assert first["reference"] == "money/budget/stations/variance"
    assert rows[1][2] == Decimal(-145000)


def test_what_is_missing_is_empty_in_the_file_and_says_why() -> None:
    head, rows = chart_data(make_desk().charts.words("times").picture)
    missing = [dict(zip(head, row, strict=True)) for row in rows if row[2] == ""]
    assert [(row["when"], row["note"]) for row in missing] == [("October 2024", "not available")]


def test_a_break_is_told_in_drawing_alternative_table_notes_and_file(root: Path) -> None:
    made = picture(root, BROKEN)
    why = "the clock starts at the call, not at the alarm"
    assert f"Break in the series at July 2024: {why}." in made.alternative
    assert ["July 2024 (break in the series)", "7.4", "9.3"] in chart_rows(made)[1]
    assert any(why in str(cell) for row in chart_data(made)[1] for cell in row)
    notes = chart(make_desk(root), "mine").find_class("pf-chart__note")
    assert any(why in note.text_content() for note in notes)
    for width in ("narrow", "wide"):
        drawn = draw(made, width)
        words = " ".join(one.text for one in read_texts(drawn))
        assert "Break in July 2024: the clock" in words
        assert list(find_faults(drawn)) == []


def test_no_line_crosses_a_break(root: Path) -> None:
    with_break = draw(picture(root, BROKEN), "wide")
    whole = draw(picture(root, BROKEN.partition("    breaks:")[0]), "wide")
    line = 'stroke-width="2.5"'
    assert with_break.count(line) < whole.count(line)
    assert "stroke-dasharray" in with_break


def test_a_chart_that_stands_on_a_page_twice_repeats_no_id() -> None:
    block = '<figure data-chart="one" id="chart-one"><!--pf-draw one--></figure>'
    page = place_drawings(block * 2, {"one"}, lambda _: '<path id="m1"/><use href="#m1"/>')
    for name in ("chart-one", "m1", "chart-one-2", "m1-2"):
        assert page.count(f'id="{name}"') == 1
    assert page.count('href="#m1-2"') == 1
    assert place_drawings("<!--pf-draw two-->", {"one"}, str) == "<!--pf-draw two-->"
