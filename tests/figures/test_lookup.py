"""Finding by words what a page can show."""

import pytest

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import About
from plainfigures.figures.findable import Findable, findables
from plainfigures.figures.lookup import Lookup
from tests.making import FIRE_SERVICE, Table, catalogue_of, number, read_data, write_package

CHART = Findable("chart", "times", "The first engine was slower", "Minutes to the first engine")


@pytest.fixture(scope="module")
def lookup(catalogue: Catalogue) -> Lookup:
    """The fire service's data, ready to be asked, and a chart."""
    return Lookup(findables(catalogue, [CHART], About(area="eastmere")))


def first(lookup: Lookup, words: str) -> str:
    """Return the macro of what fits best."""
    return lookup.find(words)[0].macro


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("first engine eastmere", "response/times/first-engine.eastmere@2024-10"),
        ("first engine country", "response/times/first-engine.country@2024-07"),
        ("first engine", "response/times/first-engine.eastmere@2024-10"),
        (
            "how fast was the first engine in april 2024",
            "response/times/first-engine.eastmere@2024-04",
        ),
        ("stations variance", "money/budget/stations/variance"),
        ("stations overspend", "money/budget/stations/variance"),
        ("staions varience", "money/budget/stations/variance"),
        ("cost of a new engine", "money/claims/engine-cost"),
        ("spend on a new engine", "money/claims/engine-cost"),
        ("firefighters", "response/staff/firefighters@2024-03-31"),
        ("INSPECTORS report", "plans/events/inspection/date"),
        ("money/claims/grant", "money/claims/grant"),
        ("https://fire.example/figures/money/#money/claims/grant", "money/claims/grant"),
    ],
)
def test_words_find_the_newest_figure_that_fits_them_best(
    lookup: Lookup, words: str, reference: str
) -> None:
    assert first(lookup, words) == f'{{{{ figure("{reference}") }}}}'


@pytest.mark.parametrize("form", ["short", "full", "as published"])
def test_a_number_finds_its_figure_however_it_is_written(
    lookup: Lookup, catalogue: Catalogue, form: str
) -> None:
    grant = catalogue.find("money/claims/grant")
    written = {"short": "£2.1 million", "full": "2,100,000", "as published": grant.as_published}
    found = [one.name for one in lookup.find(written[form])]
    assert found[0] == "money/claims/grant"


def test_a_number_finds_nothing_that_is_another_number(lookup: Lookup) -> None:
    assert lookup.find("£2.2 million") == []
    assert [one.name for one in lookup.find("2.1%")] == []


def test_a_number_among_words_must_fit(lookup: Lookup) -> None:
    assert first(lookup, "the grant was £2.1 million") == '{{ figure("money/claims/grant") }}'
    assert lookup.find("the grant was £2.2 million") == []


def test_a_series_is_found_once_with_all_its_times(lookup: Lookup) -> None:
    found = [one for one in lookup.find("first engine eastmere") if one.kind == "figure"]
    series = [one for one in found if one.name.startswith("response/times/first-engine.eastmere")]
    assert len(series) == 1
    assert len(series[0].figures) > 2
    assert series[0].figures[0].reference == series[0].name


def test_charts_tables_and_sources_are_found_too(lookup: Lookup, catalogue: Catalogue) -> None:
    assert first(lookup, "chart first engine") == '{{ chart("times") }}'
    table = catalogue.resources["money/budget"]
    assert first(lookup, f"table {table.title}") == '{{ table("money/budget") }}'
    name, source = next(iter(catalogue.sources.items()))
    assert first(lookup, source.title) == f'{{{{ source("{name}") }}}}'
    assert first(lookup, name) == f'{{{{ source("{name}") }}}}'


def test_words_that_nothing_fits_find_nothing_and_near_words_are_told(lookup: Lookup) -> None:
    assert lookup.find("xylophone qqq") == []
    assert lookup.near_words("xylophone qqq") == []
    assert "stations" in lookup.near_words("stattonss")


def test_no_words_list_everything_in_its_order(lookup: Lookup, catalogue: Catalogue) -> None:
    found = lookup.find("  ")
    assert found[0].figure == catalogue.figures[0]
    assert {one.kind for one in found} == {"figure", "chart", "table", "source"}


def test_what_is_confidential_or_held_back_is_never_found(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("secret")
    text = "id,label,value,reason\nshown,Calls in the north,120,\nhidden,Calls in the south,,c\n"
    table = Table("counts", text, ("id",), {"value": number()}, own={"status": "actual"})
    write_package(root, "calls", [table])
    catalogue, _ = read_data(root)
    assert [one.name for one in Lookup(findables(catalogue)).find("calls")] == [
        "calls/counts/shown",
        "calls/counts",
    ]
    withheld = [one for one in findables(catalogue_of(FIRE_SERVICE)) if "withheld" in one.name]
    assert withheld == []
