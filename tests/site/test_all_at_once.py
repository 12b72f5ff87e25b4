"""All mistakes of a site are told in one run, each once, and nothing that only follows from another."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from plainfigures.build import look
from plainfigures.config import open_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import ERROR, Finding
from tests.making import append, edit, line_of

CLOCK = Clock(parse_moment("2024-12-01"))


def errors(site: Path) -> list[Finding]:
    """Return the errors that a check of a site finds."""
    return [one for one in look(open_config(site), CLOCK) if one.level == ERROR]


def places(site: Path) -> list[str]:
    """Return the rule and the line of each error."""
    return [f"{one.rule} {one.path}:{one.line}" for one in errors(site)]


def write(site: Path, page: str, *paragraphs: str) -> list[int]:
    """Add paragraphs at the end of a page; returns the line of each."""
    return [append(site / "docs" / page, f"\n{text}") + 1 for text in paragraphs]


SPENT = '{{ figure("money/budget/training/variance") }}'


def test_a_page_with_ten_mistakes_shows_ten(site: Path) -> None:
    lines = write(
        site,
        "money/index.md",
        "The grant is {{ figgure('money/claims/grant') }}.",
        "Fuel cost {{ figure('money/budget/trainin/variance') }}.",
        "Crews went out to 47 fires.",
        "It is lower by {{ figure('money/claims/engine-cost') }} than "
        "{{ figure('money/claims/engine-cost') }}.",
        "See [what is gone](../nowhere/index.md).",
        "See [further down](#nowhere).",
        "See [the crews](../response/index.md#nope).",
        "#### Far too deep",
        "![](../crew.png)",
        "{{ figure('money/claims/grant' }}",
    )
    dead = lines[8]
    assert places(site) == [
        f"macros docs/money/index.md:{lines[0]}",
        f"macros docs/money/index.md:{lines[1]}",
        f"typed-number docs/money/index.md:{lines[2]}",
        f"direction-word docs/money/index.md:{lines[3]}",
        f"link docs/money/index.md:{lines[4]}",
        f"link docs/money/index.md:{lines[5]}",
        f"link docs/money/index.md:{lines[6]}",
        f"heading docs/money/index.md:{lines[7]}",
        f"image docs/money/index.md:{dead}",
        f"link docs/money/index.md:{dead}",
        f"macros docs/money/index.md:{lines[9]}",
    ]


def test_mistakes_in_every_kind_of_file_come_at_once(site: Path) -> None:
    (number,) = write(site, "money/index.md", "Crews went out to 47 fires.")
    edit(site / "docs" / "index.md", "title: Home", "title: Home: sweet: home")
    (link,) = write(site, "response/index.md", "[Home](../index.md#gone) and [this](nowhere.md)")
    edit(site / "charts" / "variance.yml", "money/budget/*/variance", "money/budget/*/varience")
    edit(site / "charts" / "times.yml", "form: lines", "form: linez")
    edit(site / "datasets" / "money" / "budget.csv", "-145,-145", "-14s,-145")
    descriptor = site / "datasets" / "plans" / "datapackage.json"
    edit(descriptor, '"title": "Plans",', '"title": "Plans"')
    broken = line_of(descriptor, '"title": "Plans"')
    edit(site / "mkdocs.yml", "  - Money: money/index.md", "  - Money: monney/index.md")
    module = site / "macros" / "__init__.py"
    module.write_text("import nothing_of_this_name\n" + module.read_text("utf-8"), "utf-8")
    assert places(site) == [
        f"configuration mkdocs.yml:{line_of(site / 'mkdocs.yml', 'monney')}",
        "macros macros/__init__.py:1",
        f"descriptor datasets/plans/datapackage.json:{broken}",
        f"table datasets/money/budget.csv:{line_of(site / 'datasets/money/budget.csv', '-14s')}",
        "chart charts/times.yml:1",
        f"chart charts/variance.yml:{line_of(site / 'charts' / 'variance.yml', 'varience')}",
        "page docs/index.md:2",
        f"typed-number docs/money/index.md:{number}",
        f"link docs/response/index.md:{link}",
    ]


CAUSES = [
    [
        ("datasets/glossary/terms.csv", "id,", "ids,"),
        ("datasets/plans/promises.csv", "key,", "keys,"),
        ("datasets/money/datapackage.json", '"formula": "', '"formula": "(('),
        ("charts/times.yml", "form: lines", "form: stacked"),
    ],
    [
        ("datasets/response/datapackage.json", '"name": "response"', '"name": "respons"'),
        ("charts/variance.yml", "title: ", "titel: "),
    ],
    [("datasets/sources/datapackage.json", '"name": "sources",', '"name": "sources"')],
    [("datasets/sources/bodies.csv", "id,", "ids,")],
]


@pytest.mark.parametrize("causes", CAUSES, ids=lambda causes: causes[0][0])
def test_what_follows_from_a_mistake_is_not_told(
    site: Path, causes: list[tuple[str, str, str]]
) -> None:
    for file, old, new in causes:
        text = (site / file).read_text("utf-8")
        assert old in text
        (site / file).write_text(text.replace(old, new, 1), "utf-8")
    found = errors(site)
    assert {one.path for one in found} == {file for file, _, _ in causes}, found


def test_what_hangs_on_a_gap_has_no_finding_of_its_own(site: Path) -> None:
    texts = [
        "Spending fell from {{ figure('money/budget/trainin/variance') }} to " + SPENT + ".",
        "It is {{ nothing }} higher than " + SPENT + ".",
        "[There](../money/index.md#{{ nothing }}) it is.",
        "## The {{ nothing }}\n\nSee [above](#the-grant).",
        "{{ sourcess() }}\n\nSee [it](#source-budget-2024).",
        "{{ chart('variance' }}\n\nSee [it](#chart-variance).",
    ]
    for name, text in zip("abcdef", texts, strict=True):
        (site / "docs" / f"{name}.md").write_text(f"# Lone\n\n{text}\n", "utf-8")
    assert [(one.rule, one.path) for one in errors(site)] == [
        ("macros", f"docs/{name}.md") for name in "abcdef"
    ]


def test_a_page_that_cannot_be_written_out_says_so_once_and_others_are_looked_at(
    site: Path,
) -> None:
    text = "# Lone\n\n{% for name in site %}\n\nThere are 47 crews. [See](#nowhere)\n"
    (site / "docs" / "lone.md").write_text(text, "utf-8")
    (line,) = write(site, "money/index.md", "Crews of 12. [See](../lone.md#nowhere)")
    assert places(site) == ["macros docs/lone.md:3", f"typed-number docs/money/index.md:{line}"]


def test_what_the_sites_own_macros_would_write_is_no_finding_while_they_cannot_be_loaded(
    site: Path,
) -> None:
    own = "def own_macros(desk):\n    return {'hello': hello}\n\ndef hello(:\n"
    line = append(site / "macros" / "__init__.py", own) + 3
    (page,) = write(site, "money/index.md", "{{ hello() }} and {{ helo_you() }}.")
    assert places(site) == [
        f"macros macros/__init__.py:{line}",
        f"macros docs/money/index.md:{page}",
    ]


def test_settings_that_cannot_be_read_hide_nothing_of_the_data_and_the_macros(site: Path) -> None:
    line = append(site / "mkdocs.yml", "\tsafety: none")
    (page,) = write(site, "money/index.md", "{{ site.publisher }} {{ figgure('a') }}.")
    edit(site / "datasets" / "money" / "budget.csv", "-145,-145", "-14s,-145")
    table = line_of(site / "datasets" / "money" / "budget.csv", "-14s")
    assert places(site) == [
        f"configuration mkdocs.yml:{line}",
        f"table datasets/money/budget.csv:{table}",
        f"macros docs/money/index.md:{page}",
    ]


def test_a_template_that_cannot_be_used_is_one_more_finding(site: Path) -> None:
    (site / "overrides").mkdir()
    text = '{% extends "base.html" %}\n{% block content %}{{ nothing( }}{% endblock %}\n'
    (site / "overrides" / "main.html").write_text(text, "utf-8")
    edit(site / "mkdocs.yml", "  font: false", "  font: false\n  custom_dir: overrides")
    (page,) = write(site, "money/index.md", "{{ figgure('a') }}.")
    assert sorted(places(site)) == [
        "configuration overrides/main.html:2",
        f"macros docs/money/index.md:{page}",
    ]


def test_nothing_but_findings_reaches_either_stream(site: Path) -> None:
    write(site, "money/index.md", "{{ figgure('a') }} of 47 [x](nowhere.md) in “\\d”.")
    edit(site / "datasets" / "money" / "budget.csv", "-145,-145", "-14s,-145")
    append(site / "macros" / "__init__.py", "PATTERN = '\\d'\n")
    words = [
        "-W",
        "default",
        "-m",
        "plainfigures",
        "--site",
        str(site),
        "check",
        "--format",
        "json",
    ]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    told = json.loads(done.stdout)
    assert told["errors"] == 4
    assert "\n".join(done.stdout.splitlines()) == done.stdout.rstrip("\n")
