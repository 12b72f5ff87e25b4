"""The command `plainfigures new package`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plainfigures.config import SiteConfig, find_site, read_config
from plainfigures.errors import StartProblem
from plainfigures.say import harmless

if TYPE_CHECKING:
    from plainfigures.figures.taken import Refused
    from plainfigures.starting.columns import Column
    from plainfigures.starting.package import Facts

__all__ = ["new_package"]


@click.command("package")
@click.argument("name")
@click.option(
    "--from",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The spreadsheet to begin with: CSV, XLSX or ODS.",
)
@click.option("--sheet", default="", help="Which sheet of it, where it has several.")
@click.option("--title", default="", help="What the package is called, for readers.")
@click.option(
    "--source", default="", help="The document of the figures, by its id in the register."
)
@click.option(
    "--locator",
    default="",
    help="Where each row stands in it, such as “table 1, row {label}”.",
)
@click.option("--as-published", metavar="COLUMN", default="", help="The column of printed texts.")
@click.option(
    "--status", default="", help="budget, forecast, outturn, actual, provisional or target."
)
@click.option("--basis", default="", help="A name for how it was counted, such as own-count.")
@click.option("--body", default="", help="Whose figures they are, by its id.")
@click.option("--area", default="", help="Of where they are, by its id.")
@click.option("--period", default="", help="When all of them are of, where no column says it.")
@click.option("--key", multiple=True, metavar="COLUMN", help="A column that tells rows apart.")
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="COLUMN=UNIT",
    help="GBP, percent, number, or nouns such as call/calls.",
)
@click.option(
    "--things", multiple=True, metavar="COLUMN", help="A column that counts things and not people."
)
@click.option("--leave-out", multiple=True, metavar="COLUMN", help="A column that is not wanted.")
@click.option(
    "--describe",
    multiple=True,
    metavar="NAME=TEXT",
    help="What a column, the table, the package or the basis is.",
)
@click.option(
    "--dates", type=click.Choice(["day-first", "month-first"]), help="How 03/04/2024 is read."
)
@click.option(
    "--years", type=click.Choice(["financial", "months"]), help="What 2024/25 or 2011-12 is."
)
@click.option(
    "--percentages", type=click.Choice(["per-cent"]), help="What 0.5 is among percentages."
)
@click.option(
    "--decimal", type=click.Choice(["point"]), help="That 1,234 has its comma between thousands."
)
@click.option("--encoding", default="", help="The letters of a CSV file, such as windows-1252.")
@click.option(
    "--delimiter", default="", help="What stands between its cells: comma, semicolon, tab."
)
@click.option("--defaults", is_flag=True, help="Ask nothing, and take the proposals.")
@click.pass_context
def new_package(context: click.Context, /, name: str, **given: Any) -> None:
    """Start the data package NAME, from a spreadsheet or empty; `check` says what is still to say."""
    config = read_config(find_site(_folder(context).absolute()))
    told, problems = _make(config, name, given)
    for one in told:
        click.echo(harmless(one))
    for problem in problems:
        click.echo(harmless(problem.words), err=True)
    if problems:
        many = f"{len(problems)} things are" if len(problems) > 1 else "One thing is"
        click.echo(f"\n{many} not certain, so nothing was written.", err=True)
        raise SystemExit(1)


def _folder(context: click.Context) -> Path:
    folder = context.find_root().obj
    return folder if isinstance(folder, Path) else Path()


def _make(
    config: SiteConfig, name: str, given: Mapping[str, Any]
) -> "tuple[list[str], list[Refused]]":
    """Make the package; returns what to tell, and why it could not be made."""
    from plainfigures.figures.catalogue import Catalogue
    from plainfigures.figures.records import REGISTER
    from plainfigures.read.packages import read_package
    from plainfigures.starting.given import (
        column_called,
        columns_of,
        said_of,
        sent_table,
        with_units,
    )
    from plainfigures.starting.package import begin, free_name, table_name
    from plainfigures.starting.package_files import empty_table, write_package
    from plainfigures.starting.package_questions import ask_column, ask_facts

    folder = free_name(name, config.datasets)
    register = config.datasets / REGISTER
    package, _ = read_package(register, config.root) if register.is_dir() else (None, [])
    sources = Catalogue([package] if package else []).sources
    documents = {one.id: one.attribution or one.title for one in sources.values()}
    bodies = {one.id: one.body for one in sources.values()}
    facts = _facts(config, given, documents, bodies)
    if given["file"] is None:
        files = write_package(folder, "figures", empty_table(), facts, documents)
        return [*_written(config, files), *_next(name, "figures", empty=True)], []
    table, delimiter, notes = sent_table(given)
    if table.problems:
        return [*notes, *table.told], list(table.problems)
    columns = columns_of(table, delimiter, given)
    if not given["defaults"]:
        columns = [ask_column(one) for one in columns]
        facts = ask_facts(facts, documents, columns)
    facts, columns = with_units(facts, columns, given["units"])
    key = tuple(column_called(columns, one).name for one in given["key"])
    begun, problems = begin(table, columns, key, facts, delimiter=delimiter, said=said_of(given))
    if begun is None:
        return [*notes, *table.told], problems
    resource = table_name(given["file"])
    told = [*notes, *begun.told, *_proposals(columns, begun.key, facts)]
    files = write_package(folder, resource, begun, facts, documents)
    return [*told, *_written(config, files), *_next(name, resource)], []


def _facts(
    config: SiteConfig,
    given: Mapping[str, Any],
    documents: Mapping[str, str],
    bodies: Mapping[str, str],
) -> "Facts":
    from plainfigures.figures.findings import nearest
    from plainfigures.figures.periods import parse_period
    from plainfigures.figures.records import STATUSES
    from plainfigures.starting.given import pair_of
    from plainfigures.starting.package import Facts

    source, status, about = given["source"], given["status"], config.about()
    if source and source not in documents:
        message = f'"{source}" is in no row of the register of sources.'
        remedy = "Add the document to datasets/sources/documents.csv, or correct the name."
        raise StartProblem(message, remedy, nearest(source, documents))
    if status and status not in STATUSES:
        remedy = f"Use one of: {', '.join(STATUSES)}."
        raise StartProblem(f'"{status}" is no status.', remedy, nearest(status, STATUSES))
    if given["period"] and not parse_period(given["period"]).in_reference:
        message = f'"{given["period"]}" is not a period that a figure can have.'
        raise StartProblem(message, "Write 2024-03-31, 2024-07, fy2024-25 or fy2024-25.m4.")
    descriptions = dict(pair_of(one, "--describe") for one in given["describe"])
    return Facts(
        title=given["title"],
        source=source,
        locator=given["locator"],
        status=status or "actual",
        basis=given["basis"],
        body=given["body"] or bodies.get(source, "") or about.body,
        area=given["area"] or about.area,
        period=given["period"],
        descriptions=descriptions,
    )


def _proposals(columns: "Sequence[Column]", key: Sequence[str], facts: "Facts") -> list[str]:
    """Say what was taken for what, so that a person can look at it."""
    from plainfigures.starting.columns import FIGURE, ROLES

    told = []
    for one in columns:
        words = ROLES.get(one.role, f"the column “{one.name}”")
        if one.role == FIGURE:
            size = {1: "", 1000: ", in thousands", 1_000_000: ", in millions"}.get(one.scale, "")
            words += f", in {one.unit}{size}" if one.unit not in {"", "number"} else size
            words += ", counting people (else say --things)" if one.people else ""
        told.append(f"{one.heading}: {words}.")
    told.append(f"A row is told by: {', '.join(key)}. Status: {facts.status}.")
    return told


def _written(config: SiteConfig, files: Sequence[Path]) -> list[str]:
    return ["", *(f"Written: {one.relative_to(config.root).as_posix()}" for one in files)]


def _next(name: str, table: str, *, empty: bool = False) -> list[str]:
    take_in = f"Take rows in with: plainfigures import FILE --into {name}/{table}"
    return [*([take_in] if empty else []), "See what is still to be said with: plainfigures check"]
