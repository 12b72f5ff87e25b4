"""Nobody's figures pass for another's: on pages, in charts, and against their sources."""

from pathlib import Path

import pytest

from plainfigures.check import (
    SITE_RULES,
    FinishedChart,
    FinishedPage,
    FinishedSite,
    run_rules,
)
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import About, ChartDeclaration, Page, SeriesDeclaration
from plainfigures.figures.findings import ADVICE, Finding
from tests.making import (
    SOURCE_KEY,
    Table,
    append,
    catalogue_of,
    check_data,
    describe,
    edit,
    line_of,
    make_datasets,
    number,
    write_package,
)

CALLS = "neighbour/calls/calls"
ENGINES = "neighbour/calls/engines"
OWN = "money/budget/stations/forecast"
ABOUT = About(
    body="eastmere-fire-authority",
    area="eastmere",
    publishers=("home-office", "inspectorate"),
    wider_areas=("country",),
    lines={"plainfigures": 40, "publishers": 44},
)
TABLE = """
    key,label,value,as_published,body,area,period,source,locator
    calls,Calls,900,900,westmere-fire-authority,westmere,fy2023-24,westmere-2024,paragraph 1
    engines,Engines,40,40,westmere-fire-authority,westmere,fy2023-24,westmere-2024,paragraph 2
    counted,Calls as counted nationally,910,910,home-office,westmere,fy2023-24,statistics-2024,row 9
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's data with a package of its neighbour's."""
    folder = tmp_path_factory.mktemp("neighbours")
    make_datasets(folder)
    add_neighbour(folder)
    return folder


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    return catalogue_of(root)


def add_neighbour(root: Path) -> None:
    """Add a neighbouring fire authority, its paper and its figures."""
    sources = root / "datasets" / "sources"
    append(sources / "bodies.csv", "westmere-fire-authority,Westmere Fire Authority,fire authority")
    append(sources / "areas.csv", "westmere,Westmere,,fire area")
    append(
        sources / "documents.csv",
        "westmere-2024,Westmere in figures,Westmere Fire Authority,westmere-fire-authority,report,"
        ',2024-06-01,,Printed on the cover,,Licence not stated,"Westmere Fire Authority, 2024",',
    )
    told = {"title": "As told", "description": "As the paper has it."}
    table = Table("calls", TABLE, ["key"], {"value": number()}, {"foreignKeys": [SOURCE_KEY]})
    write_package(
        root, "neighbour", [table], status="actual", basis="as-told", bases={"as-told": told}
    )


def data(reference: str) -> str:
    """Return a figure as a page has it."""
    return f'<data data-figure="{reference}" value="1">1</data>'


def page(text: str, html: str, matter: str = "", **meta: object) -> FinishedPage:
    """Return a page of the site, made from `text` below its settings."""
    offset = len(matter.splitlines()) + 2 if matter else 0
    lines = ("",) * offset + tuple(text.splitlines())
    source = Page("docs/money/index.md", text, offset, meta, matter)
    return FinishedPage("money/", f"<html><body>{html}</body></html>", source.path, lines, source)


def found_on(
    catalogue: Catalogue,
    one: FinishedPage,
    about: About | None = ABOUT,
    charts: dict[str, FinishedChart] | None = None,
) -> list[Finding]:
    """Return what the rule finds on a page."""
    site = FinishedSite((one,), frozenset(), catalogue, "", charts or {}, about)
    (run,) = run_rules([rule for rule in SITE_RULES if rule.name == "body"], site)
    return list(run.findings)


def chart_of(catalogue: Catalogue, *references: str) -> FinishedChart:
    """Return a chart that draws some figures."""
    text = "form: bars\nfigures:\n" + "".join(f"  - {name}\n" for name in references)
    series = (SeriesDeclaration("", references),)
    declared = ChartDeclaration("mine", "charts/mine.yml", text, "bars", "T", "S", series)
    return FinishedChart(declared, tuple(catalogue.find(name) for name in references))


@pytest.mark.parametrize(
    "reference",
    [OWN, "response/times/first-engine.country@2024-04", "response/staff/firefighters@2024-03-31"],
)
def test_own_figures_and_those_of_publishers_about_the_area_stand_anywhere(
    catalogue: Catalogue, reference: str
) -> None:
    assert found_on(catalogue, page("x", data(reference))) == []


def test_a_neighbours_figure_is_refused_in_plain_words_at_its_line(catalogue: Catalogue) -> None:
    text = f'# Money\n\nThere were {{{{ figure("{CALLS}") }}}} calls.\n'
    assert found_on(catalogue, page(text, data(CALLS), "title: Money\n")) == [
        Finding(
            "body",
            f'Westmere Fire Authority\'s figure "{CALLS}" (Calls) stands on a page about Eastmere.',
            "Take it out. If the page is about that body too, declare it at the top of the page: "
            "bodies: [westmere-fire-authority].",
            "docs/money/index.md",
            6,
        )
    ]


def test_words_tested_on_a_neighbours_figure_are_refused(catalogue: Catalogue) -> None:
    html = f'<span class="pf-word" data-test="{CALLS} &gt; 2 * {OWN}">twice</span>'
    (found,) = found_on(catalogue, page(f'{{{{ said("twice", "{CALLS} > 2 * {OWN}") }}}}', html))
    assert f'figure "{CALLS}"' in found.message
    assert found.line == 1


def test_a_table_of_a_neighbours_figures_is_told_once_at_its_line(catalogue: Catalogue) -> None:
    text = '# Money\n\n{{ table("neighbour/calls") }}\n'
    (found,) = found_on(catalogue, page(text, data(CALLS) + data(ENGINES) + data(OWN)))
    assert found.line == 3
    assert found.message == (
        f'Westmere Fire Authority\'s figure "{CALLS}" (Calls) and 1 more of its figures stand on a '
        "page about Eastmere."
    )


def test_a_page_that_declares_the_body_may_show_its_figures(catalogue: Catalogue) -> None:
    declared = page("x", data(CALLS), "bodies: []\n", bodies=["westmere-fire-authority"])
    assert found_on(catalogue, declared) == []
    one_name = page("x", data(CALLS), "bodies: x\n", bodies="westmere-fire-authority")
    assert found_on(catalogue, one_name) == []


def test_a_misspelt_body_is_told_with_the_nearest_and_nothing_else(catalogue: Catalogue) -> None:
    matter = "title: Money\nbodies: [westmere-fire-autority]\n"
    wrong = page("x", data(CALLS), matter, bodies=["westmere-fire-autority"])
    assert found_on(catalogue, wrong) == [
        Finding(
            "body",
            '"westmere-fire-autority" under “bodies” is not in the table of bodies.',
            "Use an id from datasets/sources/bodies.csv.",
            "docs/money/index.md",
            3,
            0,
            "westmere-fire-authority",
        )
    ]


def test_a_body_that_is_declared_and_not_there_is_advice(catalogue: Catalogue) -> None:
    matter = "bodies: [westmere-fire-authority]\n"
    idle = page("x", data(OWN), matter, bodies=["westmere-fire-authority"])
    (found,) = found_on(catalogue, idle)
    assert (found.level, found.line) == (ADVICE, 2)
    assert "no figure of theirs stands on it" in found.message


def test_what_is_worked_out_from_a_neighbours_figures_is_theirs(catalogue: Catalogue) -> None:
    from plainfigures.write.sentences import Sentences

    written = str(Sentences(catalogue).difference(CALLS, ENGINES))
    text = f'{{{{ difference("{CALLS}", "{ENGINES}") }}}}'
    (found,) = found_on(catalogue, page(text, written))
    assert found.line == 1
    assert f'"{CALLS}" (Calls) and 1 more' in found.message


def test_a_publishers_figure_of_another_area_needs_that_area(catalogue: Catalogue) -> None:
    counted = "neighbour/calls/counted"
    (found,) = found_on(catalogue, page("x", data(counted)))
    assert found.message == (
        f'Home Office\'s figure "{counted}" (Calls as counted nationally), which is of Westmere, '
        "stands on a page about Eastmere."
    )
    assert "areas: [westmere]" in found.remedy
    assert found_on(catalogue, page("x", data(counted), "areas: x\n", areas=["westmere"])) == []


def test_figures_behind_a_chart_stand_on_its_page(catalogue: Catalogue) -> None:
    text = '# Money\n\n{{ chart("mine") }}\n'
    charts = {"mine": chart_of(catalogue, CALLS, ENGINES)}
    drawn = page(text, '<figure data-chart="mine"></figure>')
    (found,) = found_on(catalogue, drawn, charts=charts)
    assert (found.path, found.line) == ("docs/money/index.md", 3)
    declared = page(text, drawn.html, "b\n", bodies=["westmere-fire-authority"])
    assert found_on(catalogue, declared, charts=charts) == []


def test_a_neighbours_figures_never_share_a_chart_with_others(catalogue: Catalogue) -> None:
    charts = {"mine": chart_of(catalogue, "money/rescues/road", CALLS)}
    html = '<figure data-chart="mine"></figure>'
    declared = page('{{ chart("mine") }}', html, "b\n", bodies=["westmere-fire-authority"])
    (found,) = [one for one in found_on(catalogue, declared, charts=charts) if one.level != ADVICE]
    assert (found.path, found.line) == ("charts/mine.yml", 4)
    assert found.message == (
        f'Westmere Fire Authority\'s figure "{CALLS}" stands in a chart beside figures of another '
        "body."
    )


def test_the_list_of_every_figure_counts_as_showing_them(catalogue: Catalogue) -> None:
    html = f'<details class="pf-record" id="{CALLS}"></details>'
    (found,) = found_on(catalogue, page("# All\n\n{{ catalogue() }}\n", html))
    assert found.line == 3


@pytest.mark.parametrize(
    ("about", "message", "line"),
    [
        (About(lines={"plainfigures": 40}), "does not say whom the site is about", 40),
        (
            About(body="eastmere-fire-authority", publishers=("home-ofice",), lines=ABOUT.lines),
            '"home-ofice" under “publishers” is not in the table of bodies',
            44,
        ),
        (
            About(body="eastmere-fire-authority", wider_areas=("contry",), lines=ABOUT.lines),
            '"contry" under “wider_areas” is not in the table of areas',
            40,
        ),
    ],
)
def test_settings_that_name_nothing_are_told_in_the_configuration(
    catalogue: Catalogue, about: About, message: str, line: int
) -> None:
    (found,) = found_on(catalogue, page("x", data(OWN)), about)
    assert message in found.message
    assert (found.path, found.line) == ("mkdocs.yml", line)


def test_a_figure_is_that_of_its_sources_body(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    add_neighbour(tmp_path)
    table = tmp_path / "datasets" / "neighbour" / "calls.csv"
    edit(table, "40,40,westmere-fire-authority,westmere", "40,40,eastmere-fire-authority,eastmere")
    found = [one for one in check_data(tmp_path) if one.rule == "source-body"]
    assert found == [
        Finding(
            "source-body",
            f'"{ENGINES}" is given as a figure of Eastmere Fire Authority, and its source '
            '"westmere-2024" is a document of Westmere Fire Authority.',
            "Correct the body or the source of the row.",
            "datasets/neighbour/calls.csv",
            line_of(table, "engines,"),
            0,
            "westmere-fire-authority",
        )
    ]


def test_a_table_may_say_that_it_is_somebody_elses_count(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    own = {"foreignKeys": [SOURCE_KEY], "body": "eastmere-fire-authority"}
    text = """
        key,label,value,as_published,area,period,source,locator
        on-time,Inspections,3,3,eastmere,fy2023-24,inspection-2024,page 4
    """
    told = {"title": "Our count", "description": "Counted by us from the list."}
    for body, expected in (({}, 1), (own, 0)):
        table = Table("counted", text, ["key"], {"value": number()}, dict(body))
        parts = {"status": "actual", "basis": "ours", "bases": {"ours": told}}
        write_package(tmp_path, "ours", [table], body="eastmere-fire-authority", **parts)
        found = [one for one in check_data(tmp_path) if one.rule == "source-body"]
        assert len(found) == expected


def test_a_sum_over_what_is_not_alike_states_its_own_basis(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    mixed = {
        "key": "gap",
        "title": "Forecast less budget",
        "formula": f"{OWN} - money/budget/stations/budget",
        "unit": "GBP",
    }
    stated = {"basis": "before-reserves", "status": "forecast"}
    money = tmp_path / "datasets" / "money"
    describe(money, lambda content: content["plainfigures"]["derived"].append(mixed))
    (found,) = [one for one in check_data(tmp_path) if one.rule == "basis"]
    assert (found.path, found.line) == (
        "datasets/money/datapackage.json",
        line_of(money / "datapackage.json", '"key": "gap"'),
    )
    assert found.message.startswith('"gap" is worked out from figures that are not alike: ')
    describe(money, lambda content: content["plainfigures"]["derived"][-1].update(stated))
    assert [one for one in check_data(tmp_path) if one.rule == "basis"] == []
