"""`@latest` goes past a newer time that has only a reason: never in silence."""

import re
from pathlib import Path

import pytest

from plainfigures.preparing import Prepared
from plainfigures.write.markup import plain_text
from tests.expanding.conftest import look
from tests.expanding.test_comparisons import PAGES
from tests.expanding.test_pages import text_of
from tests.making import edit

HILL = "stations/calls/rate.hill@latest"
OF_2023 = "stations/calls/rate.{}@2023-03-31"
SINCE = "31 March 2023; for 31 March 2024: kept confidential"


@pytest.mark.parametrize(
    ("macro", "given", "said"),
    [
        ("figure", [HILL], f"50 ({SINCE})"),
        ("difference", [HILL, OF_2023.format("harbour")], f"11 ({SINCE})"),
        ("share", [OF_2023.format("harbour"), HILL], f"78% ({SINCE})"),
        ("rank", [HILL, PAGES], f"1st of 4 ({SINCE})"),
        ("middle", [HILL, PAGES], f"40.3 ({SINCE})"),
        ("figure", [OF_2023.format("hill")], "50"),
        ("figure", ["stations/calls/rate.eastmere@latest"], "44.1"),
        ("figure", ["stations/calls/rate.old-mill@latest"], "12"),
        ("figure", [HILL.replace("latest", "2024-03-31")], "kept confidential"),
    ],
)
def test_what_is_newer_is_told(prepared: Prepared, macro: str, given: list[str], said: str) -> None:
    written = prepared.desk.macros()[macro](*given)
    assert plain_text(written) == said
    assert written.count("pf-period") == (2 if "(" in said else 0)


def test_a_card_tells_it_below_its_number(prepared: Prepared) -> None:
    words = plain_text(prepared.desk.macros()["card"](HILL, "calls for each engine"))
    assert "(for 31 March 2024: kept confidential)" in words


def test_a_page_follows_a_reason_that_comes_later(site: Path) -> None:
    page = site / "docs" / "stations" / "newest.md"
    page.write_text(f"# The newest\n\nIt was {{{{ figure('{HILL}') }}}}.\n", "utf-8")
    assert f"It was 50 ({SINCE})." in words_of(site)
    calls = site / "datasets" / "stations" / "calls.csv"
    edit(calls, "hill,2024-03-31,,c,c", "hill,2024-03-31,,x,x")
    assert "for 31 March 2024: not available" in words_of(site)
    row = re.search(r"rate,hill,2024-03-31.*\n", calls.read_text("utf-8"))
    assert row
    edit(calls, row[0], "")
    assert words_of(site).endswith("It was 50.")


def words_of(site: Path) -> str:
    """Return what the page of the newest figure says now."""
    words = text_of(look(site), "stations/newest/")
    return re.sub(r"(?<=\() | (?=[;:.)])", "", words)
