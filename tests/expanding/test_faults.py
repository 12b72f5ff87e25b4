"""What is wrong with a template or a row of its table, told where an editor can mend it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.expanding.conftest import look
from tests.making import describe, edit

Errors = Callable[[], list[str]]


@pytest.fixture
def template(site: Path) -> Path:
    """The page template of the stations."""
    return site / "docs" / "stations" / "[station].md"


@pytest.fixture
def register(site: Path) -> Path:
    """The table with a row for each station."""
    return site / "datasets" / "stations" / "register.csv"


PLACE = "docs/stations/[station].md"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "table: stations/register",
            "table: stations/registr",
            [f'{PLACE}:5: There is no table "stations/registr".'],
        ),
        (
            "column: station,",
            "column: staton,",
            [f'{PLACE}:5: The table "stations/register" has no column "staton".'],
        ),
        (
            "each: {table: stations/register,",
            "each: {tabel: stations/register,",
            [f'{PLACE}:5: "each" has no part called "tabel".'],
        ),
        (
            "the {region} region",
            "the {regoin} region",
            [f"{PLACE}:19:35: {{regoin}} stands for nothing on this page."],
        ),
        (
            "several: neighbours}",
            "where: {region: Iland}}",
            [
                f'{PLACE}:5: No row of the table "stations/register" is as “where:” says.',
            ],
        ),
        (
            "title: Calls at {name}",
            "title: {name}",
            [f'{PLACE}:2: "title" must be words.'],
        ),
        (
            'rank("stations/calls/rate.{station}@2024-03-31", among',
            "rank({station}, among",
            [f"{PLACE}:21: {{station}} stands without quotes in this macro."],
        ),
        (
            "several: neighbours}",
            "several: neighbours, where: {region: yes}}",
            [
                f'{PLACE}:5: Without quotes, “yes” and “no” are no words, so "region" would hold '
                "neither.",
            ],
        ),
        (
            "called?",
            "called?\n\nIts file is `{station}`.\n\n```\n{name}\n```\n",
            [
                f"{PLACE}:11: {{station}} stands in code, where names can be shown wrongly.",
                f"{PLACE}:14: {{name}} stands in code, where names can be shown wrongly.",
            ],
        ),
        (
            '{% if "{neighbours}" %}',
            '{{ pages_of("stations/[station]", only=["{neighbours}"]) }}\n{% if True %}',
            [
                f"{PLACE}:26: “only” names no place, so nothing would stand in this list (for “hill” "
                "and “old-mill”).",
            ],
        ),
        (
            'rows=["rate.{station}", "rate.{neighbours}"]',
            'rows=["rate.{neighbours}"]) }}{% endif %}\n{% if True %}\n'
            '{{ table("stations/calls", rows=["rate.{neighbours}"]',
            [
                f"{PLACE}:31: “rows” names no row, so nothing would stand in this table (for “hill” "
                "and “old-mill”).",
            ],
        ),
    ],
)
def test_a_mistake_on_the_template_is_told_at_its_line(
    template: Path, errors: Errors, old: str, new: str, said: list[str]
) -> None:
    edit(template, old, new)
    assert errors() == said


def test_the_same_mistake_on_many_pages_is_told_once(template: Path, errors: Errors) -> None:
    edit(
        template,
        '{{ figure("stations/calls/rate.{station}@2024-03-31"',
        '{{ figure("stations/calls/rat.{station}@2024-03-31"',
    )
    assert errors() == [
        f'{PLACE}:12: There is no figure "stations/calls/rat.eastmere@2024-03-31" '
        "(for “eastmere”, “harbour”, “hill” and 1 more)."
    ]


def test_a_mistake_on_one_page_names_its_row(template: Path, errors: Errors) -> None:
    edit(template, '{% if there("stations/calls/rate.{station}@2024-03-31") %}', "{% if true %}")
    (said,) = errors()
    assert said.startswith(
        f'{PLACE}:12: There is no figure "stations/calls/rate.old-mill@2024-03-31"'
    )
    assert said.endswith("(for “old-mill”).")


def make_of_calls(template: Path) -> None:
    """Let a template make its pages of the rows of a table of figures."""
    edit(
        template,
        "table: stations/register, column: station, several: neighbours",
        "table: stations/calls, column: area, where: {area: [hill, quarry]}",
    )


def test_a_number_of_the_table_comes_onto_a_page_with_its_source_only(
    site: Path, template: Path, errors: Errors
) -> None:
    make_of_calls(template)
    edit(template, ', "{neighbours}"', "")
    edit(
        template, '{% if "{region}" %}It lies in the {region} region.{% endif %}', "Rate: {value}."
    )
    text = template.read_text("utf-8")
    template.write_text(text[: text.index('{% if "{neighbours}" %}')], "utf-8")
    assert errors() == [
        f"{PLACE}:19:7: {{value}} would put a number onto the page without its source."
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "quarry,Quarry",
            "Quarry Hill,Quarry",
            "5: “Quarry Hill” cannot be the address of a page.",
        ),
        (
            "Quarry,Inland",
            "{{ checks() }},Inland",
            "5: The cell “name” cannot stand on the page that is made of this row: it holds the sign {.",
        ),
        (
            "Quarry,Inland",
            "<b>Quarry</b>,Inland",
            "5: The cell “name” cannot stand on the page that is made of this row: it holds the sign <.",
        ),
        (
            "Inland,hill",
            "Inland,hil",
            "5: “hil” in the column “neighbours” is none of the rows that have a page.",
        ),
    ],
)
def test_a_row_that_can_be_no_page_is_told_at_its_line(
    register: Path, errors: Errors, old: str, new: str, said: str
) -> None:
    edit(register, old, new)
    assert f"datasets/stations/register.csv:{said}" in errors()


def test_a_cell_that_only_a_chart_names_becomes_no_macro_and_no_markup(
    site: Path, template: Path, register: Path, errors: Errors
) -> None:
    edit(template, '{% if "{region}" %}It lies in the {region} region.{% endif %}', "")
    edit(site / "charts" / "rate-[station].yml", "Calls at {name}", "Calls in {region} at {name}")
    for cell, sign in (("{{ checks() }}", "{"), ("<img src=x onerror=alert()>", "<")):
        before = register.read_text("utf-8")
        edit(register, "Quarry,Inland", f"Quarry,{cell}")
        assert errors() == [
            "datasets/stations/register.csv:5: The cell “region” cannot stand in the chart that is made "
            f"of this row: it holds the sign {sign}."
        ]
        register.write_text(before, "utf-8")


def test_a_chart_says_no_number_of_the_table_in_its_words(
    site: Path, template: Path, errors: Errors
) -> None:
    make_of_calls(template)
    text = template.read_text("utf-8").replace(', "{neighbours}"', "")
    template.write_text(text[: text.index('{% if "{region}" %}')], "utf-8")
    edit(site / "charts" / "rate-[station].yml", "Calls at {name}", "Calls: {as_published}")
    assert errors() == [
        "charts/rate-[station].yml:2: {as_published} would put a number onto the page without its "
        "source."
    ]


@pytest.mark.parametrize("page", ["Name: {name}.", "Text."])
def test_a_name_from_the_register_of_areas_is_harmless_too(
    site: Path, template: Path, errors: Errors, page: str
) -> None:
    edit(site / "datasets" / "sources" / "areas.csv", "Quarry", "Quarry {{ checks() }}")
    header = ["each: {table: stations/calls, column: area, where: {area: [quarry]}}"]
    head = ["---", "title: Calls", "description: Calls to it.", *header, "---"]
    (site / "docs" / "stations" / "[area].md").write_text(
        "\n".join([*head, "", "# Calls", "", page])
    )
    assert any(
        one.endswith("“quarry” cannot stand on its page: it holds the sign {.") for one in errors()
    )


def test_an_amount_in_a_cell_is_no_name_and_needs_its_source(site: Path, register: Path) -> None:
    amounts = {"eastmere": "12,345 calls", "quarry": "12.5 each", "old-mill": "£12m a year"}
    for row, (name, cell) in {
        "eastmere": ("Eastmere", "Coast"),
        "quarry": ("Quarry", "Inland"),
        "old-mill": ("Old Mill", ""),
    }.items():
        edit(register, f"{row},{name},{cell}", f'{row},{name},"{amounts[row]}"')
    given = {one.page.row: one.page.given for one in look(site).pages if one.page.template}
    assert given["hill"] == ("Hill_Top *North* 12",)
    for row, amount in amounts.items():
        assert amount not in given[row]


def test_no_row_takes_the_place_of_the_page_that_lists_them(register: Path, errors: Errors) -> None:
    edit(register, "quarry,Quarry", "index,Quarry")
    assert (
        "datasets/stations/register.csv:5: “index” cannot be the address of a page: it stands for that "
        "of its folder."
    ) in errors()


def test_two_rows_with_one_address_are_told(
    site: Path, template: Path, register: Path, errors: Errors
) -> None:
    text = register.read_text("utf-8").replace("source,locator", "source,locator,page", 1)
    lines = text.splitlines()
    rows = [
        f"{line},{page}" for line, page in zip(lines[1:], ["a", "b", "c", "b", "e"], strict=True)
    ]
    register.write_text("\n".join([lines[0], *rows]) + "\n", "utf-8")
    page = {"name": "page", "title": "Page", "description": "Its address.", "type": "string"}
    folder = site / "datasets" / "stations"
    describe(folder, lambda content: content["resources"][0]["schema"]["fields"].append(page))
    edit(template, "column: station,", "column: station, address: page,")
    edit(site / "docs" / "stations" / "[station].md", "rate-{station}", "rate-{page}")
    assert errors() == [
        "datasets/stations/register.csv:5: The page of “quarry” would have the address "
        '"stations/b/", which that of line 3 has already.'
    ]


def test_brackets_and_each_belong_together(site: Path, template: Path, errors: Errors) -> None:
    plain = site / "docs" / "stations" / "station.md"
    template.rename(plain)
    assert [one for one in errors() if "stations/station.md" in one][:1] == [
        "docs/stations/station.md:5: "
        '"each" makes a page for each row, and the name of this file has no brackets.'
    ]
    plain.rename(template)
    edit(template, "each: {table: stations/register, column: station, several: neighbours}\n", "")
    assert [one for one in errors() if one.startswith(PLACE)] == [
        f"{PLACE}:1: The brackets in the name of this file make it a page for each station, and it "
        "does not say in which table those are."
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "each: stations/[station]",
            "each: stations/[staton]",
            '4: "each" names the page template "stations/[staton]", which is not there.',
        ),
        ('label: "{name}"', 'label: "{nam}"', "6: {nam} stands for nothing in this chart."),
        (
            "rate.{station}@*",
            "rat.{station}@*",
            '7: No figure fits "stations/calls/rat.eastmere@*" '
            "(for all 5 rows: “eastmere”, “harbour”, “hill” and 2 more).",
        ),
    ],
)
def test_a_mistake_in_a_chart_template_is_told_at_its_line(
    site: Path, errors: Errors, old: str, new: str, said: str
) -> None:
    edit(site / "charts" / "rate-[station].yml", old, new)
    assert f"charts/rate-[station].yml:{said}" in errors()


def test_a_table_that_is_held_back_makes_no_page_and_says_so(site: Path) -> None:
    def hold(content: dict[str, object]) -> None:
        resources = content["resources"]
        assert isinstance(resources, list)
        resources[0]["plainfigures"]["embargo"] = "2025-01-01T00:00:00+00:00"

    describe(site / "datasets" / "stations", hold)
    edit(site / "docs" / "stations" / "index.md", '{{ pages_of("stations/[station]") }}', "Soon.")
    prepared = look(site)
    told_of = [one for one in prepared.findings if one.path == PLACE]
    assert [(one.level, one.line) for one in told_of] == [("advice", 5)]
    assert "The pages of this template are made when it can be seen." in told_of[0].message
    assert not any(one.page.template for one in prepared.pages)


def test_what_is_wrong_with_a_row_says_which_template_asks_for_it(
    site: Path, template: Path, register: Path
) -> None:
    edit(template, '{% if "{region}" %}It lies in the {region} region.{% endif %}', "In {region}.")
    edit(register, "Quarry,Inland", "Quarry <b>,Inland")
    told_of = {one.line: one.remedy for one in look(site).findings if one.path.endswith(".csv")}
    assert told_of[6].startswith(f"Fill the cell in, or ask first in {PLACE}, line 19: ")
    assert told_of[5] == f"Correct the cell, or take its name out of {PLACE}."


def test_pages_of_a_template_need_titles_of_their_own(site: Path, template: Path) -> None:
    edit(template, "title: Calls at {name}", "title: Calls")
    (found,) = [one for one in look(site).findings if "same title" in one.message]
    assert found.place == f"{PLACE}:2"
    assert found.message == (
        f'Another page has the same title, "Calls": {PLACE} (for “harbour”, '
        "“hill”, “quarry” and 1 more)."
    )


def test_a_row_without_its_key_says_so(register: Path, errors: Errors) -> None:
    edit(register, "quarry,Quarry", ",Quarry")
    assert (
        'datasets/stations/register.csv:5: This row has no "station", so nothing can name it'
    ) in errors()


def test_a_template_is_no_page_of_the_menu(site: Path, errors: Errors) -> None:
    edit(site / "mkdocs.yml", "  - Response:", "  - Each: stations/[station].md\n  - Response:")
    (said,) = errors()
    assert said.startswith("mkdocs.yml:")
    assert said.endswith('The navigation names "stations/[station].md", which is no page.')
