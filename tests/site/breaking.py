"""Ways to break a site: each changes one thing and returns what is then said of it."""

import shutil
from pathlib import Path

from tests.making import append, edit, line_of


def break_cell(site: Path) -> str:
    file = site / "datasets" / "money" / "budget.csv"
    line = line_of(file, "training,")
    edit(file, "-145,-145", "-14s,-145")
    return f'datasets/money/budget.csv:{line}: error: "-14s"'


def break_reference(site: Path) -> str:
    file = site / "docs" / "money" / "index.md"
    edit(file, "money/derived/pressure", "money/derived/presure")
    line = line_of(file, "presure")
    return f"docs/money/index.md:{line}:"


def break_chart(site: Path) -> str:
    file = site / "charts" / "variance.yml"
    edit(file, "figures: money/budget/*/variance", "figures: money/budget/*/varience")
    return f"charts/variance.yml:{line_of(file, 'varience')}: error: No figure fits"


def break_drawing(site: Path) -> str:
    file = site / "charts" / "variance.yml"
    edit(file, "form: diverging-bars", "form: stacked")
    return "charts/variance.yml:1: error: "


def break_link(site: Path) -> str:
    number = append(site / "docs" / "money" / "index.md", "\nSee [there](../nowhere.html).") + 1
    return f'docs/money/index.md:{number}: error: The link "../nowhere.html" leads to nothing.'


def break_note(site: Path) -> str:
    number = append(site / "docs" / "money" / "index.md", "\nSee [there](pf-note:nobody).") + 1
    return f'docs/money/index.md:{number}: error: The link "pf-note:nobody"'


def break_figure_markup(site: Path) -> str:
    typed = '<data class="pf-figure" data-figure="money/claims/grant" value="1">one</data>'
    append(site / "docs" / "money" / "index.md", f"\nA grant of {typed}.")
    return '"money/claims/grant" stands as 1 on the page and as 2100000 in the data.'


def break_front_matter(site: Path) -> str:
    edit(site / "docs" / "index.md", "title: Home", "title: Home: sweet: home")
    return "docs/index.md:2: error: The lines between --- and --- at the top cannot be read: "


def break_title(site: Path) -> str:
    text = '---\ntitle: "{{ config.site_dir }}"\n---\n\n# Loose\n'
    (site / "docs" / "loose.md").write_text(text, "utf-8")
    return 'There is no macro or setting called "config".'


def break_macros(site: Path) -> str:
    (site / "macros" / "__init__.py").write_text("import nothing_of_this_name\n", "utf-8")
    return "macros/__init__.py:1: error: The site's own macros cannot be used: nothing called "


def break_macros_syntax(site: Path) -> str:
    line = append(site / "macros" / "__init__.py", "def broken(:")
    return (
        f"macros/__init__.py:{line}: error: The site's own macros cannot be used: this line is not"
    )


def break_own_macros(site: Path) -> str:
    text = "def own_macros(desk):\n    return {'one': desk.nothing}\n"
    line = append(site / "macros" / "__init__.py", text) + 1
    return f"macros/__init__.py:{line}: error: The site's own macros cannot be used: what this line"


def lose_macros(site: Path) -> str:
    shutil.rmtree(site / "macros")
    return "macros/__init__.py: error: There is no macros/__init__.py"


def break_configuration(site: Path) -> str:
    line = append(site / "mkdocs.yml", "  oops: [")
    return f"mkdocs.yml:{line}: error: The site's settings cannot be read: "


def break_theme(site: Path) -> str:
    edit(site / "mkdocs.yml", "name: material", "name: no-such-theme")
    return "no-such-theme"


def break_template(site: Path) -> str:
    (site / "overrides").mkdir()
    text = '{% extends "base.html" %}\n{% block content %}{{ nothing( }}{% endblock %}\n'
    (site / "overrides" / "main.html").write_text(text, "utf-8")
    edit(site / "mkdocs.yml", "  font: false", "  font: false\n  custom_dir: overrides")
    return "overrides/main.html:2: error: A template of the site's own cannot be used: "


def break_plugin(site: Path) -> str:
    edit(site / "mkdocs.yml", "plugins:\n", "plugins:\n  - no-such-plugin\n")
    return "no-such-plugin"


def lose_pages(site: Path) -> str:
    shutil.rmtree(site / "docs")
    return "There is no folder docs/."


def lose_data(site: Path) -> str:
    shutil.rmtree(site / "datasets")
    return "There is no folder datasets/."
