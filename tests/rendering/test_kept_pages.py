"""Whatever is edited, a site made with what earlier ones kept is, to the byte, one made from bare."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.build import make_preview
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from tests.expanding.stations import make_stations
from tests.making import append, describe, edit, make_site
from tests.site.building import AS_OF, bytes_of

RANDOM_EDITS = int(os.environ.get("PLAINFIGURES_EDITS", "0"))
"""How many edits at random are tried: few in the suite, many with `nox -s latency`."""

OWN = """

def own_macros(desk: Any) -> dict[str, Any]:
    from pathlib import Path

    said = Path(__file__).parents[1] / "said.txt"
    return {
        "motto": lambda: said.read_text("utf-8").strip(),
        "staff": lambda: desk.macros()["figure"]("response/staff/firefighters@2024-03-31/value"),
    }
"""
"""Macros of the site's own: one hangs on a file that is no part of the site, one on the data alone."""


class Site:
    """The fire service's site with macros and templates of its own, and two ways to make it."""

    def __init__(self, root: Path) -> None:
        self.root = make_site(root / "site")
        self.kept = root / "kept"
        self.made = root / "made"
        self.turn = 0
        module = self.root / "macros" / "__init__.py"
        module.write_text(module.read_text("utf-8") + OWN, "utf-8")
        (self.root / "said.txt").write_text("Ever ready\n", "utf-8")
        append(self.docs / "response" / "index.md", "\n{{ motto() }}\n\n## Who comes {: #who }\n")
        append(self.docs / "money" / "index.md", "\n[Who comes](../response/index.md#who)\n")

    @property
    def docs(self) -> Path:
        """The folder of pages."""
        return self.root / "docs"

    def make(self, kept: Path, as_of: str) -> dict[str, bytes]:
        """Return the files of the site, made with what builds that keep in `kept` know."""
        self.turn += 1
        target = self.made / str(self.turn) / "site"
        config = replace(read_config(self.root), kept=kept)
        outcome = make_preview(config, Clock(parse_moment(as_of)), target)
        assert outcome.done, outcome.findings
        return bytes_of(target)

    def differs(self, as_of: str = AS_OF) -> list[str]:
        """Return the files that are not what they are in a site made from bare."""
        again = self.make(self.kept, as_of)
        anew = self.make(self.made / f"{self.turn}-bare", as_of)
        names = {*again, *anew}
        return sorted(one for one in names if again.get(one) != anew.get(one))

    def text(self, page: str, as_of: str = AS_OF) -> str:
        """Return a page as it is made with what is kept."""
        return self.make(self.kept, as_of)[page].decode()


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was made once; tests only copy it."""
    site = Site(tmp_path_factory.mktemp("warm"))
    assert "Ever ready" in site.text("response/index.html")
    return site


@pytest.fixture
def site(warm: Site, tmp_path: Path) -> Site:
    """A copy of it, to edit."""
    own = Site.__new__(Site)
    own.root = shutil.copytree(warm.root, tmp_path / "site")
    own.kept = shutil.copytree(warm.kept, tmp_path / "kept")
    own.made, own.turn = tmp_path / "made", 0
    return own


def test_what_a_macro_reads_elsewhere_and_a_heading_far_away_count(site: Site) -> None:
    (site.root / "said.txt").write_text("Ever there\n", "utf-8")
    edit(site.docs / "sources" / "index.md", "# Sources", "# Where it stands")
    assert "Ever there" in site.text("response/index.html")
    assert site.differs() == []


def test_a_cell_that_a_sentence_and_a_chart_show_counts(site: Site) -> None:
    edit(site.root / "datasets" / "money" / "budget.csv", "-145,-145", "-155,-155")
    assert site.differs() == []


def test_all_that_notes_and_lists_tell_of_a_figure_counts(site: Site) -> None:
    datasets = site.root / "datasets"
    # Each stands beside figures that stay as they are: on their pages, or in the editors' lists.
    edit(
        datasets / "response/datapackage.json",
        '"Home Office count"',
        '"A count of the Home Office"',
    )
    edit(datasets / "money/datapackage.json", "monitoring at month 8", "monitoring at month 9")
    assert site.differs() == []
    edit(datasets / "sources/areas.csv", ",Eastmere,", ",East Mere,")
    assert site.differs() == []
    edit(datasets / "sources/revisions.csv", "routine-revision", "correction-by-publisher")
    assert site.differs() == []


def test_a_moment_that_has_come_since_counts(site: Site) -> None:
    # Six new fire engines were due by March 2025.
    later = "2025-06-01"
    assert site.text("promises/index.html") != site.text("promises/index.html", later)
    assert site.differs(later) == []


def test_what_anybody_can_type_never_passes_for_the_key_of_a_build(site: Site) -> None:
    append(site.docs / "response" / "index.md", "\nA word: pfxkeyinitsplacexpf.\n")
    assert "pfxkeyinitsplacexpf" in site.text("response/index.html")
    assert "pfxkeyinitsplacexpf" in site.text("response/index.html")


def test_what_an_if_asks_counts_and_so_does_an_old_name_told_elsewhere(site: Site) -> None:
    asks = '{% if has_number("response/times/second-engine.eastmere@2024-07") %}Yes.{% else %}No.{% endif %}'
    (site.docs / "asked.md").write_text(f"# Asked\n\n{asks}\n", "utf-8")
    assert "Yes." in site.text("asked/index.html")
    edit(
        site.root / "datasets/response/times.csv",
        "eastmere,2024-07,11,11,,",
        "eastmere,2024-07,,x,x,",
    )
    old, new = "money/staff/all@2024-03-31", "response/staff/firefighters@2024-03-31"
    describe(
        site.root / "datasets" / "response",
        lambda one: one["plainfigures"].setdefault("aliases", {}).update({old: new}),
    )
    assert "No." in site.text("asked/index.html")
    assert site.differs() == []


def test_what_an_if_asks_of_a_chart_counts(site: Site) -> None:
    asks = '{% if "country" in chart("times") %}Both.{% else %}One.{% endif %}'
    (site.docs / "asked.md").write_text(f"# Asked\n\n{asks}\n", "utf-8")
    assert "Both." in site.text("asked/index.html")
    chart = site.root / "charts" / "times.yml"
    edit(chart, "  - label: the country\n    figures: response/times/first-engine.country@*\n", "")
    assert "One." in site.text("asked/index.html")


def test_a_page_that_was_clean_at_another_address_is_looked_at_again(site: Site) -> None:
    settings = site.root / "mkdocs.yml"
    edit(settings, "  plainfigures:\n", "  plainfigures:\n    numbers_in_code: [guide/]\n")
    words = "---\ntitle: A guide\n---\n\n# A guide\n\nWrite `603 calls` like so.\n"
    for folder in ("guide", "other"):
        (site.docs / folder).mkdir(exist_ok=True)
    (site.docs / "guide" / "a.md").write_text(words, "utf-8")
    assert "603 calls" in site.text("guide/a/index.html")
    (site.docs / "guide" / "a.md").rename(site.docs / "other" / "a.md")
    config = replace(read_config(site.root), kept=site.kept)
    outcome = make_preview(config, Clock(parse_moment(AS_OF)), site.made / "again" / "site")
    told = [one for one in outcome.findings if one.rule == "typed-number"]
    assert [one.path for one in told] == ["docs/other/a.md"]


def test_a_term_and_a_promise_that_a_page_shows_count(site: Site) -> None:
    datasets = site.root / "datasets"
    edit(datasets / "glossary" / "terms.csv", "comes when called", "comes when asked")
    assert "comes when asked" in site.text("response/index.html")
    edit(datasets / "plans" / "promises.csv", "Buy new fire engines", "Buy new engines")
    assert "Buy new engines" in site.text("promises/index.html")
    assert site.differs() == []


def test_a_word_is_held_against_a_figure_that_is_not_on_its_page(site: Site) -> None:
    said = 'The crews rose to {{ figure("response/staff/firefighters@2024-03-31") }}.'
    (site.docs / "crews.md").write_text(f"# Crews\n\n{said}\n", "utf-8")
    assert "rose to" in site.text("crews/index.html")
    before = ("2023-03-31,2024,603,people,603", "2023-03-31,2024,633,people,633")
    edit(site.root / "datasets" / "response" / "staff.csv", *before)
    config = replace(read_config(site.root), kept=site.kept)
    outcome = make_preview(config, Clock(parse_moment(AS_OF)), site.made / "again" / "site")
    told = [one for one in outcome.findings if one.rule == "direction-word"]
    assert [one.path for one in told] == ["docs/crews.md"]


def test_which_places_have_a_page_counts(tmp_path: Path) -> None:
    site = Site.__new__(Site)
    site.root, site.kept = make_stations(tmp_path / "site"), tmp_path / "kept"
    site.made, site.turn = tmp_path / "made", 0
    template = '---\ntitle: "{name}"\ndescription: "Of {name}."\neach: {table: stations/register}\n'
    template += 'areas: ["{station}"]\n---\n\n# {name}\n\n{{ chart("rate-{station}") }}\n'
    (site.docs / "stations" / "[station].md").write_text(template, "utf-8")
    among = 'rank("stations/calls/rate.eastmere@2023-03-31", among="stations/[station]")'
    (site.docs / "place.md").write_text(f"# Its place\n\nIt is {{{{ {among} }}}}.\n", "utf-8")
    (site.docs / "shown.md").write_text('# Shown\n\n{{ chart("rate-old-mill") }}\n', "utf-8")
    edit(site.root / "mkdocs.yml", "[country]", "[country, harbour, hill, quarry, old-mill]")
    assert "2nd of 4" in site.text("place/index.html")
    # One place less, which has its chart from a file of its own now; the first is second still.
    file = site.docs / "stations" / "[station].md"
    edit(file, "stations/register}", "stations/register, where: {region: [Coast, Inland]}}")
    chart = (site.root / "charts" / "rate-[station].yml").read_text("utf-8")
    own = chart.replace("each: stations/[station]\n", "").replace("{name}", "Old Mill")
    own = own.replace("{station}", "old-mill")
    (site.root / "charts" / "rate-old-mill.yml").write_text(own, "utf-8")
    assert site.differs() == []


def add_a_page(site: Site, chance: random.Random) -> None:
    name = f"extra{chance.choice('abc')}"
    (site.docs / f"{name}.md").write_text(f"# {name.capitalize()}\n\nMore words.\n", "utf-8")
    edit_nav(site)


def take_a_page_away(site: Site, _: random.Random) -> None:
    for file in site.docs.glob("extra*.md"):
        file.unlink()
    edit_nav(site)


def edit_nav(site: Site) -> None:
    settings = site.root / "mkdocs.yml"
    lines = [
        line for line in settings.read_text("utf-8").splitlines() if "- More: extra" not in line
    ]
    extra = [f"  - More: {file.name}" for file in sorted(site.docs.glob("extra*.md"))]
    at = lines.index("nav:") + 1
    settings.write_text("\n".join([*lines[:at], *extra, *lines[at:]]) + "\n", "utf-8")


def edit_a_sentence(site: Site, chance: random.Random) -> None:
    page = chance.choice(sorted(site.docs.rglob("*.md")))
    append(page, f"\nA word more, {'x' * chance.randrange(4)}.\n")


def add_a_heading(site: Site, chance: random.Random) -> None:
    page = chance.choice(sorted(site.docs.rglob("*.md")))
    append(page, f"\n## A part {'y' * chance.randrange(1, 4)}\n")


def work_something_out(site: Site, chance: random.Random) -> None:
    page = chance.choice(sorted(site.docs.rglob("*.md")))
    part = chance.choice(("stations", "training"))
    call = f'share("money/budget/{part}/forecast", "money/budget/total/forecast")'
    append(page, f"\nThat is {{{{ {call} }}}} of all.\n")


def change_a_cell(site: Site, chance: random.Random) -> None:
    table = site.root / "datasets" / "money" / "budget.csv"
    old = next(one for one in (145, 155, 165) if f"-{one},-{one}" in table.read_text("utf-8"))
    new = chance.choice((145, 155, 165))
    table.write_text(table.read_text("utf-8").replace(f"-{old},-{old}", f"-{new},-{new}"), "utf-8")


def retitle(site: Site, chance: random.Random) -> None:
    """Give a table, a basis or a source another title: it stands beside figures that stay."""
    folder = site.root / "datasets"
    file = chance.choice(
        [*sorted(folder.glob("*/datapackage.json")), folder / "sources/documents.csv"]
    )
    text = file.read_text("utf-8")
    for old, new in (("Budget", "Budgets"), ("budget ", "budgets "), ("plan", "plans")):
        if chance.randrange(2) and f"{new}" not in text:
            text = text.replace(f'"title": "{old}', f'"title": "{new}').replace(
                f",The {old}", f",The {new}"
            )
    file.write_text(text, "utf-8")


def change_a_chart(site: Site, chance: random.Random) -> None:
    chart = chance.choice(sorted((site.root / "charts").glob("*.yml")))
    lines = chart.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("subtitle:"))
    ending = '"' if lines[at].endswith('"') else ""
    lines[at] = f"{lines[at].removesuffix(ending) if ending else lines[at]}, once more{ending}"
    chart.write_text("\n".join(lines) + "\n", "utf-8")


def say_something_else(site: Site, chance: random.Random) -> None:
    (site.root / "said.txt").write_text(f"Ever {'z' * chance.randrange(1, 4)}\n", "utf-8")


def change_a_template(site: Site, chance: random.Random) -> None:
    settings = site.root / "mkdocs.yml"
    if "custom_dir" not in settings.read_text("utf-8"):
        edit(settings, "  name: material\n", "  name: material\n  custom_dir: overrides\n")
    (site.root / "overrides").mkdir(exist_ok=True)
    text = f'{{% extends "base.html" %}}{{% block announce %}}{chance.randrange(2)}{{% endblock %}}'
    (site.root / "overrides" / "main.html").write_text(text.replace("0", "Ay").replace("1", "Bee"))


EDITS: tuple[Callable[[Site, random.Random], None], ...] = (
    edit_a_sentence,
    edit_a_sentence,
    add_a_heading,
    work_something_out,
    change_a_cell,
    change_a_cell,
    retitle,
    change_a_chart,
    say_something_else,
    add_a_page,
    take_a_page_away,
    change_a_template,
)


def test_any_edits_in_any_order(site: Site) -> None:
    chance = random.Random(7)
    for one in (work_something_out, change_a_template, add_a_page):
        one(site, chance)
    assert site.differs() == []
    for number in range(RANDOM_EDITS):
        for change in chance.choices(EDITS, k=chance.randrange(1, 4)):
            change(site, chance)
        assert site.differs() == [], number
