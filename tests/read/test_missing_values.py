"""Values that are missing: each says so, and none slips away."""

from pathlib import Path

from tests.making import check_data, edit, make_datasets

TIMES = "datasets/response/times.csv"


def test_a_value_beside_a_reason_is_told(tmp_path: Path) -> None:
    root = tmp_path
    make_datasets(root)
    edit(root / TIMES, "2024-07,7.4,7.4,,", "2024-07,7.4,7.4,u,")
    assert [finding.message for finding in check_data(root)] == [
        '"response/times/first-engine.eastmere@2024-07" has a value and a reason why there is none.'
    ]


def test_an_empty_cell_beside_its_printed_text_is_told(tmp_path: Path) -> None:
    root = tmp_path
    make_datasets(root)
    edit(root / TIMES, "2024-07,7.4,7.4,,", "2024-07,,7.4,,")
    messages = [finding.message for finding in check_data(root)]
    assert messages[0] == '"value" is empty, but a text as published stands beside it.'
