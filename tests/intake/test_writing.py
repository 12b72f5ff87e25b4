"""Files are written whole, and all of them or none."""

import datetime
from pathlib import Path

import pytest

from plainfigures.config import read_config
from plainfigures.errors import ImportProblem
from plainfigures.intake.records import Reason
from plainfigures.intake.taking import plan_import, write_import
from plainfigures.intake.wishes import Wishes
from plainfigures.intake.writing import register_text, write_files
from tests.intake.importing import BUDGET, Site

DAY = datetime.date(2024, 12, 1)


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
        write_files({table: "new\n", register: "new\n"}, {})
    assert {one.name: one.read_text("utf-8") for one in tmp_path.iterdir()} == {
        "table.csv": "old\n",
        "register.csv": "old\n",
    }


def test_what_somebody_else_wrote_in_the_meantime_is_not_lost(site: Site) -> None:
    config = read_config(site.root)
    sent = site.root / "sent.csv"
    plans = []
    for place in ("boats", "drones"):
        sent.write_text(
            "department,label,budget £000,forecast £000,variance £000,period,source,locator\n"
            f"{place},{place.title()},12,13,1,fy2024-25.m4,budget-2024,{place}\n",
            "utf-8",
        )
        plans.append(plan_import(config, sent, BUDGET, Wishes(), Reason("", "", DAY)))
    write_import(config, plans[0])
    before = site.files()
    with pytest.raises(ImportProblem, match="changed by somebody else") as told:
        write_import(config, plans[1])
    assert "Run this again" in told.value.remedy
    assert site.files() == before
    assert any(line.startswith("boats,") for line in site.table())


def test_records_go_to_the_end_in_the_order_of_the_columns() -> None:
    record = {"reason": 'It said "two", not three.', "id": "one"}
    assert register_text("id,date,reason\nzero,,Old", [record]) == (
        'id,date,reason\nzero,,Old\none,,"It said ""two"", not three."\n'
    )
