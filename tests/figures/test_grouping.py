"""Large packages divided into groups: by area, by key, by both, or by what their names come to."""

from collections.abc import Iterable
from decimal import Decimal

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.grouping import Grouping
from plainfigures.figures.records import COMPUTED, Figure, Package, Resource, Row

PLACES = ("north", "south", "west")


def figure(reference: str, area: str = "") -> Figure:
    return Figure(reference=reference, kind="number", value=Decimal(1), area=area)


def catalogue(figures: Iterable[Figure]) -> Catalogue:
    areas = tuple(Row(at, one, {"title": one.upper()}) for at, one in enumerate(PLACES))
    register = Resource("sources", "areas", "Areas", "", "areas.csv", (), areas)
    sources = Package("sources", "", "", "", "", (register,), ())
    return Catalogue([Package("fire", "Fire", "", "", "", (), tuple(figures)), sources])


def calls(*times: str) -> list[Figure]:
    return [
        figure(f"fire/calls/{measure}.{place}@{time}", place)
        for measure in ("all", "false")
        for place in PLACES
        for time in times
    ]


def test_a_small_package_stays_whole() -> None:
    grouping = Grouping(catalogue(calls("2024")), most=6)
    assert grouping.groups("fire") == ()
    assert grouping.divided == []
    assert grouping.address("fire/calls/all.west@2024") == "figures/fire/"
    assert grouping.place("figures/fire/#fire/calls/all.west@2024").startswith("figures/fire/#")


def test_a_large_one_is_divided_by_area_and_each_link_leads_to_its_part() -> None:
    figures = [*calls("2023", "2024"), figure("fire/calls/crews@2024")]
    grouping = Grouping(catalogue(figures), most=4)
    told = [(one.name, one.title, len(one.figures)) for one in grouping.groups("fire")]
    assert told == [
        ("north", "NORTH", 4), ("others", "Others", 1), ("south", "SOUTH", 4), ("west", "WEST", 4),
    ]  # fmt: skip
    assert sum(len(one.figures) for one in grouping.groups("fire")) == len(figures)
    west = "fire/calls/all.west@2024"
    assert grouping.address(west) == grouping.address(f"{west}~second") == "figures/fire/west/"
    assert grouping.place(f"figures/fire/#{west}") == f"figures/fire/west/#{west}"
    for other in ("figures/fire/", "figures/other/#fire/calls", "figures/fire/#fire/gone/x"):
        assert grouping.place(other) == other


def test_without_areas_the_first_part_of_the_key_divides() -> None:
    figures = [
        figure(f"fire/calls/{kind}.{n}@2024") for kind in ("all", "false", "real") for n in range(4)
    ]
    groups = Grouping(catalogue(figures), most=5).groups("fire")
    assert [one.title for one in groups] == ["All", "False", "Real"]


def test_where_nothing_else_divides_names_do_and_rows_stay_where_they_are() -> None:
    rows = [f"fire/calls/row-{number}" for number in range(40)]
    figures = [figure(f"{row}@{time}") for row in rows for time in ("2023", "2024")]
    before = Grouping(catalogue(figures), most=30)
    assert max(len(one.figures) for one in before.groups("fire")) <= 30
    after = Grouping(catalogue([*figures, figure("fire/calls/row-1@2025")]), most=30)
    for row in rows:
        assert len({before.group_of(f"{row}@{time}") for time in ("2023", "2024")}) == 1
        assert before.group_of(f"{row}@2024") == after.group_of(f"{row}@2024")


def test_what_sentences_work_out_is_divided_too() -> None:
    known = catalogue(calls("2024"))
    for place in PLACES:
        for number in range(4):
            known.add_computed(figure(f"{COMPUTED}/rank/{number}-{place}", place))
    assert [one.name for one in Grouping(known, most=5).groups(COMPUTED)] == [*PLACES]


@pytest.mark.parametrize("most", [4, 5, 11])
def test_each_row_is_told_once_with_its_group(most: int) -> None:
    known = catalogue(calls("2023", "2024"))
    grouping = Grouping(known, most=most)
    rows = grouping.rows("fire")
    assert list(rows) == [f"fire/calls/{m}.{p}" for p in PLACES for m in ("all", "false")]
    assert all(rows[one.reference.partition("@")[0]] == one.area for one in known.figures)
