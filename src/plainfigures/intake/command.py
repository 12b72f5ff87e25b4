"""The command `plainfigures import`, beside the others in `cli.py`."""

import datetime
from pathlib import Path

import click

from plainfigures.config import find_site, read_config
from plainfigures.errors import ImportProblem
from plainfigures.say import harmless

__all__ = ["import_file"]

_KINDS = ("routine-revision", "correction-by-publisher", "correction-by-us")
"""The kinds of `intake.records.KINDS_OF_CHANGE`, written out since that loads slowly."""


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", metavar="PACKAGE/TABLE", required=True, help="The table it goes into.")
@click.option("--write", is_flag=True, help="Write it; without this, it is only shown.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet, where there are several.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="THEIRS=OURS",
    help="Which column is which of ours.",
)
@click.option(
    "--leave-out",
    "left_out",
    multiple=True,
    metavar="THEIRS",
    help="A column to leave out; * for all others.",
)
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="OURS=TEXT",
    help="What to write where they have no column.",
)
@click.option(
    "--name", "names", multiple=True, metavar="THEIRS=OURS", help="What they call one of our names."
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    metavar="THEIRS=UNIT",
    help="What a column's numbers are in, such as £000.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="THEIRS=TEXT",
    help="Take only rows in which a column shows this.",
)
@click.option("--remove-missing", is_flag=True, help="Take out rows that the file does not have.")
@click.option(
    "--dates",
    type=click.Choice(["day-first", "month-first"]),
    default=None,
    help="How dates such as 03/04/2024 are meant.",
)
@click.option(
    "--years",
    type=click.Choice(["financial", "months"]),
    default=None,
    help="How years such as 2024-25 or 2011-12 are meant.",
)
@click.option(
    "--decimal",
    type=click.Choice(["point"]),
    default=None,
    help="That 1,234 has its comma between thousands.",
)
@click.option(
    "--percentages",
    type=click.Choice(["per-cent"]),
    default=None,
    help="That 0.5 is half a per cent, and not a half.",
)
@click.option("--encoding", default="", metavar="NAME", help="How a CSV file's letters are saved.")
@click.option(
    "--delimiter", default="", metavar="SIGN", help="What stands between a CSV file's cells."
)
@click.option(
    "--reason", type=click.Choice(_KINDS), default=None, help="Why published values change."
)
@click.option("--why", default="", metavar="TEXT", help="The same in a sentence for readers.")
@click.option("--on", "day", default="", metavar="DATE", help="The day of the change; else today.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def import_file(
    folder: Path,
    file: Path,
    into: str,
    write: bool,
    sheet: str,
    columns: tuple[str, ...],
    left_out: tuple[str, ...],
    given: tuple[str, ...],
    names: tuple[str, ...],
    units: tuple[str, ...],
    only: tuple[str, ...],
    remove_missing: bool,
    dates: str | None,
    years: str | None,
    decimal: str | None,
    percentages: str | None,
    encoding: str,
    delimiter: str,
    reason: str | None,
    why: str,
    day: str,
    form: str,
) -> None:
    """Take a spreadsheet (XLSX, ODS or CSV) into a table: shown first, written with --write."""
    from plainfigures.intake.records import Reason
    from plainfigures.intake.showing import plan_as_json, plan_as_text
    from plainfigures.intake.taking import plan_import, write_import
    from plainfigures.intake.wishes import Wishes, pairs

    if remove_missing and only:
        raise click.UsageError(
            "--remove-missing is for a file with all rows of the table, and --only leaves some out. "
            "Leave one of them out."
        )
    wishes = Wishes(
        sheet=sheet,
        columns=pairs("--column", columns, '"Their heading=our_column"'),
        left_out=left_out,
        given=pairs("--set", given, 'locator="table 1, row {row}"'),
        names=pairs("--name", names, '"Their words=our-name"'),
        units=pairs("--unit", units, '"Their heading=£000"'),
        only=pairs("--only", only, '"Their heading=What it shows"'),
        remove_missing=remove_missing,
        dates=dates or "",
        years=years or "",
        decimal=decimal or "",
        percentages=percentages or "",
        encoding=encoding,
        delimiter=delimiter,
    )
    told = Reason(reason or "", why, _day(day))
    config = read_config(find_site(folder.absolute()))
    plan = plan_import(config, file, into, wishes, told)
    may_write = plan.sound and not plan.ask_why and plan.rows.alter
    if write and may_write:
        write_import(config, plan)
    shown = plan_as_json if form == "json" else plan_as_text
    click.echo(harmless(shown(plan, asked=write, written=write and may_write)))
    raise SystemExit(int(not plan.sound or (write and plan.ask_why is not None)))


def _day(text: str) -> datetime.date:
    """Return the day of a change: what was asked, else that of the clock."""
    if not text:
        from plainfigures.figures.clock import present_clock

        return present_clock().today
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ImportProblem(f'--on "{text}" is no day.', "Write it as 2024-03-31.") from error
