"""What may not be seen: refused before anything is written, and never shown on the way."""

import pytest

from tests.intake.importing import Site
from tests.making import Table, append, number, write_package


def crews(site: Site, rows: str) -> None:
    table = Table("hurt", rows, ["kind"], {"value": number(unit="people")})
    write_package(
        site.root,
        "crews",
        [table],
        units={"people": {"one": "person", "other": "people", "people": True}},
        body="eastmere-fire-authority",
        area="eastmere",
        status="actual",
        basis="counted",
        period="2024-03-31",
        bases={"counted": {"title": "Counted", "description": "By hand."}},
    )


ROWS = (
    "kind,label,value,as_published,reason,source,locator\n"
    "road,On roads,120,120,,statistics-2024,row 1\n"
    "water,In water,7391,7391,c,statistics-2024,row 2\n"
)


def test_a_small_count_of_people_is_refused(site: Site) -> None:
    crews(site, ROWS)
    before = site.files()
    sent = "kind,label,value,source,locator\nair,In the air,3,statistics-2024,row 9\n"
    said = site.take(sent, "--write", into="crews/hurt")
    assert said.code == 1
    assert said.refused == [
        'sent.csv, row 2: error: "crews/hurt/air" counts so few people that they could be found out.'
    ]
    assert site.files() == before


def test_a_number_does_not_go_where_it_is_kept_confidential(site: Site) -> None:
    crews(site, ROWS)
    said = site.take("kind,value\nwater,7391\n", "--write", into="crews/hurt")
    assert said.code == 1
    assert '"value" of this row is kept confidential here' in said.text
    assert "7391" not in said.text


@pytest.mark.parametrize(
    "sent",
    [
        "kind,label,value,reason,source,locator\nsnow,Snow,7392,c,statistics-2024,row 9\n",
        "kind,value,reason\nroad,7392,c\n",
        "kind,value,as_published,reason\nroad,,7392,c\n",
    ],
)
def test_a_number_that_its_row_calls_confidential_is_refused_without_it(
    site: Site, sent: str
) -> None:
    crews(site, ROWS)
    before = site.files()
    why = ("--reason", "correction-by-us", "--why", "Kept back now.")
    said = site.take(sent, "--write", *why, into="crews/hurt")
    assert said.code == 1
    assert "This cell holds a number, and its row says that it is kept confidential" in said.text
    assert "7392" not in said.text
    assert site.files() == before


def test_a_symbol_for_confidential_empties_the_cell_and_the_old_value_is_not_told(
    site: Site,
) -> None:
    crews(site, ROWS)
    why = ("--reason", "correction-by-us", "--why", "Kept back now.")
    said = site.take("kind,value\nroad,c\n", "--write", *why, into="crews/hurt")
    assert said.code == 0, said.text
    assert site.table("crews/hurt")[1] == "road,On roads,,,c,statistics-2024,row 1"
    assert "crews/hurt/road,,,correction-by-us" in site.table("sources/revisions")[-1]


def test_a_confidential_value_that_stays_is_shown_nowhere(site: Site) -> None:
    crews(site, ROWS)
    for form in ("text", "json"):
        said = site.take("kind,label\nwater,Water\n", "--format", form, into="crews/hurt")
        assert said.code == 0
        assert "7391" not in said.text


def test_a_place_that_is_held_back_is_refused_without_its_number(site: Site) -> None:
    file = site.root / "datasets/money/withheld.csv"
    header = file.read_text("utf-8").splitlines()[0].split(",")
    held = {
        "id": "one",
        "source": "budget-2024",
        "locator": "table 9, row 1",
        "reason": "Few people.",
    }
    append(file, ",".join(f'"{held.get(name, "")}"' for name in header))
    sent = "department,label,forecast,source,locator\nair,Air,98765,budget-2024,{}\n"
    said = site.take(sent.format('"table 9, row 1"'), "--write")
    assert said.code == 1
    assert "This row is of a place that is held back" in said.text
    assert "98765" not in said.text


WAITING = (
    "kind,label,value,as_published,embargo,source,locator\n"
    "road,On roads,120,120,,statistics-2024,row 1\n"
    "water,In water,7391,7391,2099-12-10T09:30:00+00:00,statistics-2024,row 2\n"
)


@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_no_row_is_shown_that_is_held_back(site: Site, form: tuple[str, ...]) -> None:
    crews(site, WAITING)
    sent = (
        "kind,label,value,embargo,source,locator\n"
        "road,On roads,130,,statistics-2024,row 1\n"
        "water,In water,7392,2099-12-10T09:30:00+00:00,statistics-2024,row 2\n"
        "air,In the air,7394,2099-12-10,statistics-2024,row 3\n"
    )
    said = site.take(sent, *form, into="crews/hurt")
    assert "130" in said.text
    assert [one for one in ("739", "water", "In the air") if one in said.text] == []
    assert "2 rows are held back" in said.text or '"held_back": 2' in said.text
    kept = b"".join(one.read_bytes() for one in (site.root / ".plainfigures").rglob("*.json"))
    assert b"7391" not in kept
