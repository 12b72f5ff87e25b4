"""Files are written whole, and all of them or none."""

from pathlib import Path

import pytest

from plainfigures.intake.writing import register_text, write_files


def test_where_one_file_cannot_be_written_the_others_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, register = tmp_path / "table.csv", tmp_path / "register.csv"
    table.write_text("old\n", "utf-8")
    register.write_text("old\n", "utf-8")
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == register:
            raise PermissionError("open elsewhere")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        write_files({table: "new\n", register: "new\n"})
    assert {one.name: one.read_text("utf-8") for one in tmp_path.iterdir()} == {
        "table.csv": "old\n",
        "register.csv": "old\n",
    }


def test_records_go_to_the_end_in_the_order_of_the_columns() -> None:
    record = {"reason": 'It said "two", not three.', "id": "one"}
    assert register_text("id,date,reason\nzero,,Old", [record]) == (
        'id,date,reason\nzero,,Old\none,,"It said ""two"", not three."\n'
    )
