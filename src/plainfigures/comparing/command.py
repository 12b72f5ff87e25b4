"""`plainfigures changes`: what a change does to figures, sentences and charts, before it is public."""

import os
from pathlib import Path

import click

from plainfigures.config import find_site, open_config
from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, parse_moment, present_clock
from plainfigures.say import harmless

__all__ = ["changes"]

_FORMS = ("text", "markdown", "json", "html")


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", default="")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True)
@click.option(
    "--as-of", metavar="DATE", help="Look at both as of this date or timestamp; else the present."
)
@click.option("--jobs", type=click.IntRange(1), default=lambda: os.cpu_count() or 1, hidden=True)
@click.pass_obj
def changes(folder: Path, old: str, new: str, form: str, as_of: str | None, jobs: int) -> None:
    """Tell what changes for readers from OLD to NEW, and what needs a reason.

    OLD and NEW are git revisions, such as HEAD~1 or a branch, or folders that hold a site. Without
    NEW, it is the site as it stands. Exits with 1 where a change needs its reason or an error is new.
    """
    from plainfigures.comparing.as_json import as_json
    from plainfigures.comparing.as_markdown import as_markdown
    from plainfigures.comparing.as_page import as_page
    from plainfigures.comparing.as_text import as_text
    from plainfigures.comparing.compare import compare

    if not old.strip():
        raise BuildProblem(
            "There is no name of a revision or of a folder to compare with: it is empty.",
            "Name a branch, a tag or a commit: HEAD is the last commit.",
        )
    config = open_config(find_site(folder.absolute()))
    clock = Clock(parse_moment(as_of)) if as_of else present_clock()
    found = compare(config, old, new, clock, jobs)
    match form:
        case "markdown":
            click.echo(as_markdown(found), nl=False)
        case "json":
            click.echo(as_json(found))
        case "html":
            click.echo(as_page(found, config.name), nl=False)
        case _:
            click.echo(harmless(as_text(found)))
    raise SystemExit(int(found.needs_a_person))
