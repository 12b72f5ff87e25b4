"""`plainfigures verify`: a published copy of a site, held against this repository."""

import os
from pathlib import Path

import click

from plainfigures.config import find_site, read_config
from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import parse_moment, present_clock, show_moment

__all__ = ["verify"]


@click.command()
@click.argument("copy", metavar="SITE", type=click.Path(path_type=Path))
@click.option("--quick", is_flag=True, help="Hold the copy against its own record alone.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@click.option("--jobs", type=click.IntRange(1), default=lambda: os.cpu_count() or 1, hidden=True)
@click.pass_obj
def verify(folder: Path, copy: Path, quick: bool, form: str, jobs: int) -> None:
    """Tell whether a published copy of the site is what the data in this repository say.

    SITE is a folder with a downloaded copy, or an archive of it: .zip, .tar.gz or .tar. The site is
    made anew as of the copy's own moment, in a folder that is gone afterwards, and each file is
    compared. Exits with 0 where nothing differs, 1 where something does, 2 where it cannot be told.
    """
    from plainfigures.attesting.copies import open_copy
    from plainfigures.attesting.holding import (
        Held,
        hold_against_record,
        hold_against_repository,
        record_of,
    )
    from plainfigures.attesting.verdict import as_json, as_text

    opened = open_copy(copy)
    record = record_of(opened)
    made = parse_moment(record.as_of)
    files = hold_against_record(opened, record)
    rebuilt = None
    if not quick:
        if made > present_clock().now:
            raise BuildProblem(
                f"The copy says that it was made as of {show_moment(made)}, which has not come.",
                "Check it after that, or with --quick against its own record alone.",
            )
        config = read_config(find_site(folder.absolute()))
        if form == "text":
            click.echo(f"Making the site as of {show_moment(made)}, as the copy was …", err=True)
        rebuilt = hold_against_repository(opened, record, config, jobs)
    held = Held(opened, record, files, rebuilt)
    click.echo(as_json(held) if form == "json" else as_text(held))
    raise SystemExit(int(not held.same))
