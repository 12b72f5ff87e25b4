"""Docs that cannot drift: every command, macro, chart form and rule has its line in them."""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from plainfigures.check import ASKED_RULES, DATA_RULES, SITE_RULES
from plainfigures.cli import main
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.pictures import FORMS
from plainfigures.write import Desk

ROOT = Path(__file__).parent.parent
RULES = {rule.name: rule.help for rule in DATA_RULES} | {
    rule.name: rule.help for rule in (*SITE_RULES, *ASKED_RULES)
}


@pytest.fixture(scope="module")
def guide() -> str:
    """The editors' guide, whole."""
    return "\n".join(file.read_text("utf-8") for file in (ROOT / "docs" / "editing").rglob("*.md"))


@pytest.fixture(scope="module")
def developers() -> str:
    """What developers read."""
    return "\n".join((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))


WITHOUT_EXAMPLE = {"example", "published", "there", "has_number", "pages_of"}
"""Macros that write nothing by themselves, or nothing without the pages of a template."""


def macros() -> list[str]:
    """Return the name of every macro."""
    clock = Clock(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    return sorted(Desk(Catalogue([]), clock).macros())


@pytest.mark.parametrize("name", macros())
def test_every_macro_is_in_the_editors_guide_with_a_call(name: str, guide: str) -> None:
    assert re.search(rf"\b{name}\(", guide)


@pytest.mark.parametrize("name", [one for one in macros() if one not in WITHOUT_EXAMPLE])
def test_every_macro_has_a_live_example(name: str, guide: str) -> None:
    live = re.findall(r"\{\{ example\('(.*?)'(?:, first=\d+)?\) \}\}", guide, re.DOTALL)
    assert [call for call in live if re.search(rf"\b{name}\(", call)]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_every_chart_form_is_in_the_editors_guide(name: str, guide: str) -> None:
    assert f"`{name}`" in guide


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_is_in_the_editors_guide_and_explains_itself(name: str, guide: str) -> None:
    assert f"`{name}`" in guide
    assert len(RULES[name]) > 80


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_command_is_in_the_docs(name: str, developers: str, guide: str) -> None:
    assert f"plainfigures {name}" in developers + guide


def options(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Yield each option of a command and of those below it, and each of its choices with the option."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for called in command.list_commands(context):
            below = command.get_command(context, called)
            assert below is not None
            yield from options(below, f"{name} {called}")
    for one in command.params:
        if isinstance(one, click.Option) and not one.hidden and not one.is_eager:
            yield name, one.opts[0] if one.opts[0] != "--pictures" else one.secondary_opts[0]
            choices = one.type.choices if isinstance(one.type, click.Choice) else ()
            yield from ((name, str(choice)) for choice in choices)


def test_every_option_and_its_choices_are_in_the_docs(developers: str, guide: str) -> None:
    told = developers + guide
    assert [one for one in options(main, "plainfigures") if one[1] not in told] == []


@pytest.mark.parametrize(
    "name",
    [
        *("site", "tests", "check", "serve", "show", "lint", "types", "bench", "weigh", "mutate"),
        *("kill", "distributed", "wheel", "newsite", "growth"),
        *("report", "fetch", "publish", "due", "tell", "workflows", "rehearse"),
    ],
)
def test_every_session_is_in_the_docs_and_in_the_noxfile(name: str, developers: str) -> None:
    assert f"-s {name}" in developers or f"`{name}`" in developers
    assert f"def {name}(session" in (ROOT / "noxfile.py").read_text("utf-8")


def test_every_dependency_is_accounted_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    names = re.findall(r'^    "([A-Za-z0-9_-]+)(?:\[.*\])?[=><]', text, re.MULTILINE)
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8").lower()
    assert len(names) > 20
    assert [name for name in names if name.lower() not in contributing] == []


def test_the_locks_hold_hashes_and_name_no_registry() -> None:
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text("utf-8")
        assert "://" not in text
        packages = re.findall(r"^[a-z0-9][a-z0-9._-]*==", text, re.MULTILINE)
        blocks = re.split(r"\n(?=[a-z0-9])", text)
        assert packages
        assert all("--hash=sha256:" in block for block in blocks if block.strip())
