"""`plainfigures due`: whether the published site has to be made anew because of the time."""

import os
from pathlib import Path

import click

from plainfigures.config import find_site, open_config
from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, parse_moment, present_clock, show_moment

__all__ = ["due"]

_PUBLISH = "Publish it anew with: python3 noxfile.py -s publish"


@click.command()
@click.option(
    "--published",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file data/build.json of the published site, which says when that was made.",
)
@click.option("--since", metavar="MOMENT", help="In its place: when the published site was made.")
@click.option("--as-of", metavar="DATE", help="Ask as of this date or timestamp; else the present.")
@click.option("--jobs", type=click.IntRange(1), default=lambda: os.cpu_count() or 1, hidden=True)
@click.pass_obj
def due(
    folder: Path, published: Path | None, since: str | None, as_of: str | None, jobs: int
) -> None:
    """Say whether anything has come due since the site was published, with no change to its files.

    Something comes due when a moment passes: an embargo ends, a page may be seen, a promise is
    overdue. Ends with 1 where the site has to be published anew, with 0 where it has not.
    """
    from plainfigures.waking.coming import look_for_due
    from plainfigures.waking.glance import published_at

    if bool(published) == bool(since):
        raise BuildProblem(
            "Say when the published site was made.",
            "Give the file data/build.json of the published site with --published FILE, or the "
            "moment with --since 2026-12-01T09:30:00+00:00.",
        )
    config = open_config(find_site(folder.absolute()))
    clock = Clock(parse_moment(as_of)) if as_of else present_clock()
    made = published_at(published) if published else parse_moment(since or "")
    if made is None:
        missing = published and not published.is_file()
        told = (
            f"There is no file {published}, so nobody can say"
            if missing
            else f"{published} does not say"
        )
        click.echo(f"{told} when the published site was made. {_PUBLISH}")
        raise SystemExit(1)
    if made > clock.now:
        click.echo(f"The published site was made later, on {show_moment(made)}. {_PUBLISH}")
        raise SystemExit(1)
    found = look_for_due(config, clock, jobs)
    if not found.sound:
        click.echo("The site cannot be made as it stands. See why with: plainfigures check")
    elif found.since(made):
        last = f" The last moment was {show_moment(found.last)}." if found.last else ""
        click.echo(f"Something has come due since the site was published.{last} {_PUBLISH}")
    else:
        coming = f" The next moment is {show_moment(found.next)}." if found.next else ""
        click.echo(f"Nothing has come due since {show_moment(made)}.{coming}")
    raise SystemExit(int(found.since(made)))
