"""A figure among all of its kind, and whether it is there at all."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.errors import PlainFiguresError
from plainfigures.preparing import Prepared
from plainfigures.write import Desk
from plainfigures.write.comparisons import Comparisons
from plainfigures.write.markup import plain_text
from plainfigures.write.presence import Presence
from tests.expanding.conftest import look
from tests.making import edit

RATE = "stations/calls/rate.{}@{}-03-31"
PAGES = "stations/[station]"


@pytest.fixture(scope="session")
def desk(prepared: Prepared) -> Desk:
    """The macros over the stations."""
    return prepared.desk


@pytest.mark.parametrize(
    ("station", "year", "given", "said"),
    [
        ("quarry", 2024, {"among": PAGES}, "1st of 3"),
        ("harbour", 2024, {"among": PAGES}, "joint 2nd of 3"),
        ("harbour", 2024, {"among": PAGES, "order": "lowest"}, "joint 1st of 3"),
        ("old-mill", 2023, {"among": PAGES, "order": "lowest"}, "1st of 4"),
        ("hill", 2023, {}, "1st of 4"),  # the country is none of the stations
        ("country", 2023, {"among": "stations/calls/rate.*@latest"}, "3rd of 5"),
        ("hill", 2023, {"among": "stations/calls/rate.*@latest"}, "1st of 5"),
        ("quarry", 2024, {"among": PAGES, "words": True}, "1st of 3, the highest first"),
        ("hill", 2024, {"among": PAGES, "missing": "not known"}, "not known"),
        ("old-mill", 2024, {"among": PAGES, "missing": "closed"}, "closed"),
    ],
)
def test_rank_says_the_place(
    desk: Desk, station: str, year: int, given: dict[str, str], said: str
) -> None:
    assert plain_text(desk.macros()["rank"](RATE.format(station, year), **given)) == said


def test_a_place_is_our_arithmetic_and_says_who_is_left_out(desk: Desk) -> None:
    written = desk.macros()["rank"](RATE.format("quarry", 2024), among=PAGES)
    found = re.search(r'data-figure="(.*?)" value="(.*?)"', written)
    assert found
    figure = desk.catalogue.find(found[1])
    assert (found[2], figure.value) == ("1", Decimal(1))
    assert figure.inputs == (RATE.format("quarry", 2024),)
    assert figure.area == "quarry"
    assert figure.formula == (
        "place of stations/calls/rate.quarry@2024-03-31 among the 3 that have a number, the highest "
        "first; 2 more are left out: 1 kept confidential and 1 no row at that time; the same number "
        "shares a place"
    )


@pytest.mark.parametrize(
    ("year", "given", "said"),
    [
        (2024, {"among": PAGES}, "44.1"),  # of 44.1, 44.1 and 60.2
        (2023, {"among": PAGES}, "40.3"),  # between 39 and 41.5: 40.25
        (2023, {"among": PAGES, "form": "full", "unit": True}, "40.25 calls"),
        (2023, {}, "40.3"),
        (2023, {"among": "stations/calls/rate.*@2023-03-31"}, "40"),  # the country's own as well
    ],
)
def test_middle_has_as_many_above_as_below(
    desk: Desk, year: int, given: dict[str, str], said: str
) -> None:
    assert plain_text(desk.macros()["middle"](RATE.format("eastmere", year), **given)) == said


@pytest.mark.parametrize(
    ("macro", "given", "said"),
    [
        (
            "rank",
            {"ref": RATE.format("hill", 2024), "among": PAGES},
            "has no number (kept confidential)",
        ),
        ("rank", {"ref": RATE.format("hill", 2023), "order": "best"}, 'knows no order "best"'),
        (
            "rank",
            {"ref": RATE.format("hill", 2023), "among": "stations/[staton]"},
            "no page template",
        ),
        ("rank", {"ref": RATE.format("country", 2023), "among": PAGES}, "names no place"),
        (
            "rank",
            {"ref": RATE.format("hill", 2023), "among": "stations/calls/rate.*@2024-03-31"},
            "is not among the figures",
        ),
        (
            "rank",
            {"ref": RATE.format("hill", 2023), "among": "stations/calls/rate.*@*"},
            "several times",
        ),
        ("pages_of", {"template": "stations/[staton]"}, "no page template"),
        ("pages_of", {"template": PAGES, "by": "regoin"}, 'no column "regoin"'),
        ("pages_of", {"template": PAGES, "only": "hil"}, '"hil" is none of the places'),
        ("figure", {"ref": "stations/calls/rat.hill@2024-03-31", "missing": "none"}, "no figure"),
        ("figure", {"ref": "stations/calls/rate.hil@2024-03-31", "missing": "none"}, "no figure"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    desk: Desk, macro: str, given: dict[str, str], said: str
) -> None:
    with pytest.raises(PlainFiguresError) as caught:
        desk.macros()[macro](**given)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("reference", "there", "number"),
    [
        (RATE.format("quarry", 2024), True, True),
        (RATE.format("hill", 2024), True, False),
        (RATE.format("old-mill", 2024), False, False),
        ("stations/calls/rate.old-mill@latest", True, True),
    ],
)
def test_a_page_can_ask_whether_there_is_a_figure(
    desk: Desk, reference: str, there: bool, number: bool
) -> None:
    assert desk.presence.there(reference) is there
    assert desk.presence.has_number(reference) is number


def test_words_stand_where_there_is_no_row(desk: Desk) -> None:
    figure = desk.macros()["figure"]
    assert figure(RATE.format("old-mill", 2024), missing="not open") == "not open"
    assert plain_text(figure(RATE.format("old-mill", 2023), missing="not open")) == "12"
    assert plain_text(figure(RATE.format("hill", 2024), missing="none")) == "kept confidential"


def test_the_newest_of_nothing_but_reasons_says_why(site: Path) -> None:
    calls = site / "datasets" / "stations" / "calls.csv"
    edit(calls, "quarry,2024-03-31,60.2,60.2,", "quarry,2024-03-31,,c,c")
    figure = look(site).desk.macros()["figure"]
    assert plain_text(figure("stations/calls/rate.quarry@latest")) == "kept confidential"


def test_the_middle_is_named_after_what_is_counted_once(kept: Path) -> None:
    catalogue = look(kept).catalogue
    for name in ("eastmere", "harbour", "quarry"):
        figure = catalogue.find(RATE.format(name, 2024))
        titled = replace(figure, field_title="Calls for each engine")
        catalogue.add_computed(titled)
    comparisons = Comparisons(Presence(catalogue))
    comparisons.middle(RATE.format("quarry", 2024))
    assert catalogue.computed[-1].label == "Middle of the 3 figures “Calls for each engine”"


def test_places_side_by_side_go_by_time_whichever_begins_first(site: Path) -> None:
    rows = site / "datasets" / "stations" / "calls.csv"
    early = 'rate,country,2022-03-31,42,42,,statistics-2024,"rate, country, 2022"'
    edit(rows, "rate,country,2023-03-31", f"{early}\nrate,country,2023-03-31")
    chosen = ["rate.eastmere", "rate.country"]
    written = look(site).desk.macros()["table"]("stations/calls", rows=chosen, across="area")
    assert re.findall(r'scope="row">31 March (\d+)<', written) == ["2022", "2023", "2024"]
