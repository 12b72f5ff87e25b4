"""Cells in another form than ours: what to write instead is told, where it is certain."""

from pathlib import Path

import pytest

from tests.making import Table, read_data, write_package


@pytest.mark.parametrize(
    ("kind", "cell", "remedy"),
    [
        ("number", "£12,261", "Write 12,261 instead."),
        ("integer", "(145)", "Write -145 instead."),
        ("date", "31/07/2024", "Write 2024-07-31 instead."),
        ("date", "03/04/2024", "Correct the cell."),
        ("boolean", "Yes", "Write true instead."),
        ("number", "-", "Write 0 if it is nought; else write why there is no number: "),
    ],
)
def test_what_to_write_instead_is_told_where_it_is_certain(
    tmp_path: Path, kind: str, cell: str, remedy: str
) -> None:
    own = {"kind": "number", "unit": "GBP"} if kind in {"number", "integer"} else {}
    fields = {"beds": {"type": kind, "groupChar": ",", "plainfigures": own}}
    text = f'year,beds\n2024,"{cell}"\n'
    write_package(tmp_path, "stations", [Table("calls", text, ["year"], fields)])
    [finding] = [one for one in read_data(tmp_path)[1] if one.rule == "table"]
    assert finding.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("field", "pattern", "cell", "remedy", "near"),
    [
        ("period", r"^\d{4}-\d{2}$", "Jul-24", "Write 2024-07 instead.", ""),
        (
            "station",
            "^[a-z0-9]+(-[a-z0-9]+)*$",
            "St John's Road",
            "Use lower case letters, digits and single hyphens.",
            "st-johns-road",
        ),
    ],
)
def test_names_and_times_in_another_form_are_told_with_ours(
    tmp_path: Path, field: str, pattern: str, cell: str, remedy: str, near: str
) -> None:
    fields = {field: {"constraints": {"pattern": pattern}}}
    text = f"year,{field}\n2024,{cell}\n"
    write_package(tmp_path, "stations", [Table("calls", text, ["year"], fields)])
    [finding] = read_data(tmp_path)[1]
    assert (finding.remedy, finding.suggestion) == (remedy, near)


def test_a_name_is_not_proposed_where_its_pattern_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plainfigures.read.cell_words._SECONDS", 0.001)
    fields = {"station": {"constraints": {"pattern": "(a|aa)+(?<=b)|a+"}}}
    write_package(
        tmp_path, "stations", [Table("calls", f"year,station\n2024,{'A' * 28}\n", ["year"], fields)]
    )
    [finding] = read_data(tmp_path)[1]
    assert (finding.remedy.partition(",")[0], finding.suggestion) == ("Correct the cell", "")
