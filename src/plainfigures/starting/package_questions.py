"""The questions that `plainfigures new package` asks, each with what is proposed."""

from collections.abc import Mapping, Sequence

import click
from msgspec.structs import replace

from plainfigures.figures.findings import nearest
from plainfigures.figures.records import STATUSES
from plainfigures.starting.columns import FIGURE, KNOWN, PERIOD, ROLES, Column
from plainfigures.starting.package import Facts

__all__ = ["ask_column", "ask_facts"]


def ask_column(column: Column) -> Column:
    """Ask what a column is."""
    shown = next((cell.text.strip() for cell in column.cells if cell.text.strip()), "")
    if column.role in KNOWN:
        click.echo(f'"{column.heading}" is taken as the column “{column.name}”.')
        return column
    role = click.prompt(
        f'What does "{column.heading}" hold ({shown})?',
        type=click.Choice(list(ROLES)),
        default=column.role,
    )
    if role != FIGURE:
        return replace(column, role=role, unit="", people=False)
    unit = click.prompt(
        "  In which unit: GBP, percent, number, or nouns such as call/calls?",
        default=column.unit or "number",
    )
    counts = unit not in {"GBP", "percent", "percentage-points", "per-10000"}
    people = counts and click.confirm("  Does it count people?", default=True)
    return replace(column, role=FIGURE, unit=unit, people=people)


def ask_facts(facts: Facts, documents: Mapping[str, str], columns: Sequence[Column]) -> Facts:
    """Ask what a spreadsheet cannot say, but for what is said already."""
    there = {one.role for one in columns}
    if not facts.title:
        facts = replace(facts, title=_ask("What is the package called, for readers?"))
    if not facts.source and "source" not in there:
        facts = replace(facts, source=_source(documents))
    if not facts.locator and "locator" not in there:
        words = "Where does each row stand in it?"
        facts = replace(facts, locator=_ask(words, "table 1, row {label}"))
    if not facts.period and PERIOD not in there:
        facts = replace(facts, period=_ask("When are all figures of, such as 2024-07?"))
    if not facts.basis and "basis" not in there:
        words = "A name for how they were counted?"
        facts = replace(facts, basis=_ask(words, "as-published"))
    if "status" not in there:
        choice = click.Choice(list(STATUSES))
        facts = replace(
            facts, status=click.prompt("Status of the figures", type=choice, default=facts.status)
        )
    return facts


def _ask(words: str, default: str = "") -> str:
    return str(click.prompt(words, default=default, show_default=bool(default))).strip()


def _source(documents: Mapping[str, str]) -> str:
    while True:
        words = "Which document are they from, by its id in datasets/sources/documents.csv?"
        text = _ask(words)
        if not text or text in documents:
            return text
        near = nearest(text, documents)
        hint = f"Did you mean “{near}”?" if near else "Leave it empty to say it later."
        click.echo(f'"{text}" is in no row of the register. {hint}')
