"""The rule on what tables hold that does something, or passes for something else."""

from pathlib import Path

import pytest

from tests.making import check_data, edit, make_datasets


@pytest.mark.parametrize("host", ["https://gov.example@", "https://gov.example%2F@", "data:"])
def test_an_address_leads_where_it_looks_as_if_it_did(tmp_path: Path, host: str) -> None:
    documents = make_datasets(tmp_path) / "sources" / "documents.csv"
    edit(documents, "https://fire.example/budget-2024", f"{host}fire.example/budget-2024")
    [one] = (one for one in check_data(tmp_path) if one.rule == "harmless")
    assert (one.path, one.line) == ("datasets/sources/documents.csv", 2)
    assert "is no address of the web" in one.message
