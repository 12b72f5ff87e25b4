"""What a descriptor still has to say is found at its line; what it says is let be."""

from pathlib import Path

import pytest

from plainfigures.figures.placeholders import still_to_write
from plainfigures.read.packages import read_package
from tests.making import Table, describe, write_package

TABLE = Table("calls", "key,value\na,1\n", ["key"])


@pytest.mark.parametrize(
    "text", ["Say what this column holds.", "say who counted, and what is in", "TBC", "To do.", "…"]
)
def test_a_text_in_place_of_another(text: str) -> None:
    assert still_to_write(text)


@pytest.mark.parametrize(
    "text", ["Still to do", "What they say when they call.", "[c] or a number", ""]
)
def test_a_text_of_its_own(text: str) -> None:
    assert not still_to_write(text)


def test_each_text_that_is_still_to_be_written_is_told_at_its_line(tmp_path: Path) -> None:
    folder = write_package(tmp_path, "fires", [TABLE])
    describe(folder, lambda one: one["resources"][0].update(description="Say what a row is."))
    _, findings = read_package(folder, tmp_path)
    found = [one for one in findings if one.rule == "description"]
    lines = (folder / "datapackage.json").read_text("utf-8").splitlines()
    assert [one.message for one in found] == [
        'The description of the table "calls" is still to be written: "Say what a row is"'
    ]
    assert '"Say what a row is."' in lines[found[0].line - 1]
