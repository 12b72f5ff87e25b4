"""The command line: `plainfigures`. Each command opens, calls and prints; the work is elsewhere.

Exit codes: 0 clean, 1 findings, 2 wrong use.
"""

import os
from pathlib import Path

import click

from plainfigures import __version__
from plainfigures.comparing.command import changes
from plainfigures.config import SiteConfig, find_site, open_config, read_config
from plainfigures.errors import PlainFiguresError
from plainfigures.figures.clock import Clock, parse_moment, present_clock
from plainfigures.finder.command import figures
from plainfigures.intake.command import import_file
from plainfigures.quiet import quietly
from plainfigures.say import FORMATS, as_github, as_text, place_in_repository, reading_table
from plainfigures.serving.command import serve
from plainfigures.sources_commands import sources
from plainfigures.starting.command import new

__all__ = ["main"]


class _Plain(click.Group):
    """A group of commands that tells its own errors in words, without a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            with quietly():
                return super().invoke(context)
        except PlainFiguresError as error:
            raise click.UsageError(_in_words(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("PLAINFIGURES_DEBUG"):
                raise
            raise click.UsageError(
                f"This is a fault of plainfigures and not of yours: {type(error).__name__}: {error}. "
                "Please report it; with PLAINFIGURES_DEBUG=1 set, it says where it happened."
            ) from error


def _in_words(error: PlainFiguresError) -> str:
    words = f"{error.message} {error.remedy}".strip()
    meant = error.suggestion
    return words if not meant or meant in error.remedy else f'{words} Did you mean "{meant}"?'


@click.group(cls=_Plain, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plainfigures")
@click.option(
    "--site",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the site; else this one or one above it.",
)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Published figures, bound to the paragraph they came from, as a site people can check."""
    context.obj = folder


@main.command()
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option(
    "--as-of", metavar="DATE", help="Check as of this date or timestamp; else the present."
)
@click.pass_obj
def check(folder: Path, form: str, as_of: str | None) -> None:
    """Hold datasets, charts and pages against every rule; change nothing."""
    from plainfigures.build import look

    config = open_config(find_site(folder.absolute()))
    findings = look(config, _clock(as_of), os.cpu_count() or 1)
    place = place_in_repository(config.root, os.environ.get("GITHUB_WORKSPACE", ""))
    click.echo(as_github(findings, place) if form == "github" else FORMATS[form](findings))
    raise SystemExit(int(any(finding.level == "error" for finding in findings)))


@main.command()
@click.pass_obj
def reading(folder: Path) -> None:
    """List how hard each of residents' pages is to read: its grade, its longest sentence."""
    from plainfigures.build import read_through

    readings = read_through(_config(folder), present_clock(), os.cpu_count() or 1)
    click.echo(reading_table(readings))


@main.command()
@click.option(
    "--as-of", metavar="DATE", help="Build as of this date or timestamp; else the present."
)
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the finished site goes; else site/.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    help="How many charts are drawn at once.",
)
@click.option("--release", is_flag=True, help="Refuse what is only advice before publishing.")
@click.option(
    "--pictures/--no-pictures",
    default=True,
    help="Whether charts and previews of pages are drawn as PNG for sharing.",
)
@click.pass_obj
def build(
    folder: Path,
    as_of: str | None,
    site_dir: Path | None,
    jobs: int,
    release: bool,
    pictures: bool,
) -> None:
    """Check, build and verify the site, then put it in place in one step."""
    config = open_config(find_site(folder.absolute()))
    clock = _clock(as_of)
    site = (site_dir or config.site).resolve()
    fixed = as_of is not None
    from plainfigures.state import inputs_key

    key = inputs_key(config, site, release=release, pictures=pictures)
    if _unchanged(config, clock, site, key, fixed=fixed):
        click.echo(f"Nothing has changed: the site in {site} is whole and up to date.")
        return
    from plainfigures.build import build as build_site

    outcome = build_site(config, clock, site, jobs, release=release, pictures=pictures)
    if outcome.findings:
        click.echo(as_text(outcome.findings), err=not outcome.done)
    if not outcome.done:
        click.echo("The site was not built; what was published before is untouched.", err=True)
        raise SystemExit(1)
    click.echo(f"Built {outcome.pages} pages with {outcome.figures:,} figures in {site}.")


main.add_command(changes)
main.add_command(figures)
main.add_command(new)
main.add_command(serve)
main.add_command(import_file)
main.add_command(sources)


def _config(folder: Path) -> SiteConfig:
    return read_config(find_site(folder.absolute()))


def _clock(as_of: str | None) -> Clock:
    return Clock(parse_moment(as_of)) if as_of else present_clock()


def _unchanged(config: SiteConfig, clock: Clock, site: Path, key: str, *, fixed: bool) -> bool:
    """Whether a build now, of inputs with the digest `key`, would make the site that is there,
    byte for byte but for the moment.
    """
    from plainfigures.publish.reports import confirm_site
    from plainfigures.state import load_state

    state = load_state(config)
    if state is None or not state.covers(clock.now):
        return False
    if fixed and state.as_of != clock.now.isoformat():
        return False
    return state.key == key and confirm_site(site)
