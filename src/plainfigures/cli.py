"""The command line: `plainfigures`. Each command opens, calls and prints; the work is elsewhere.

Exit codes: 0 clean, 1 findings, 2 wrong use.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import click
from msgspec.structs import replace

from plainfigures import __version__
from plainfigures.config import SiteConfig, find_site, open_config, read_config
from plainfigures.errors import PlainFiguresError
from plainfigures.exchanging.command import alone, site_option, wait_option
from plainfigures.exchanging.machine import machine_problem
from plainfigures.executing.options import scheduler_of, work_options
from plainfigures.figures.clock import Clock, moment_is_set, parse_moment, present_clock
from plainfigures.quiet import quietly
from plainfigures.rendering.choosing import RENDERERS
from plainfigures.say import (
    FORMATS,
    as_github,
    as_text,
    harmless,
    place_in_repository,
    reading_table,
)

__all__ = ["main"]

_ELSEWHERE = {
    "changes": "plainfigures.comparing.command:changes",
    "due": "plainfigures.waking.command:due",
    "figures": "plainfigures.finder.command:figures",
    "headers": "plainfigures.hosting.command:headers",
    "import": "plainfigures.intake.command:import_file",
    "new": "plainfigures.starting.command:new",
    "rollback": "plainfigures.exchanging.command:rollback",
    "serve": "plainfigures.serving.command:serve",
    "sources": "plainfigures.sources_commands:sources",
    "verify": "plainfigures.attesting.command:verify",
}
"""The commands that have a module of their own, which is loaded when one is called for."""


class _Plain(click.Group):
    """A group of commands that tells its own errors in words, without a traceback."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*super().list_commands(context), *_ELSEWHERE})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.commands:
            # Where there is none of that name, the nearest of all is proposed.
            for one in [name] if name in _ELSEWHERE else _ELSEWHERE:
                module, _, command = _ELSEWHERE[one].partition(":")
                self.add_command(getattr(import_module(module), command), one)
        return super().get_command(context, name)

    def invoke(self, context: click.Context) -> object:
        try:
            with quietly():
                return super().invoke(context)
        except PlainFiguresError as error:
            raise click.UsageError(_in_words(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            problem = machine_problem(error)
            if problem:
                raise click.UsageError(_in_words(problem)) from error
            if os.environ.get("PLAINFIGURES_DEBUG"):
                raise
            what = harmless(f"{type(error).__name__}: {error}")
            raise click.UsageError(
                f"This is a fault of plainfigures and not of yours: {what}. Please report it; with "
                "PLAINFIGURES_DEBUG=1 set, it says where it happened."
            ) from error


def _in_words(error: PlainFiguresError) -> str:
    words = f"{error.message} {error.remedy}".strip()
    meant = error.suggestion
    return harmless(
        words if not meant or meant in error.remedy else f'{words} Did you mean "{meant}"?'
    )


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
    if sys.flags.optimize > 1:
        # What rules ask is told to readers in the words of their docstrings.
        raise click.UsageError(
            "This Python leaves out words that the pages show. Take the setting PYTHONOPTIMIZE=2, or "
            "the option -OO, away, and run this again."
        )
    context.obj = folder


@main.command()
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option(
    "--as-of", metavar="DATE", help="Check as of this date or timestamp; else the present."
)
@click.option(
    "--held",
    is_flag=True,
    help="Say in words what is wrong with what is held back. Not for a log that others read.",
)
@work_options
@click.pass_obj
def check(
    folder: Path,
    form: str,
    as_of: str | None,
    held: bool,
    jobs: int,
    scheduler: str | None,
    task_limit: float,
) -> None:
    """Hold datasets, charts and pages against every rule; change nothing."""
    from plainfigures.build import look

    config = replace(open_config(find_site(folder.absolute())), tell_held=held)
    helping = scheduler_of(scheduler, task_limit)
    findings = look(config, _clock(as_of), jobs, scheduler=helping)
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
@site_option
@work_options
@click.option("--release", is_flag=True, help="Refuse what is only advice before publishing.")
@click.option(
    "--pictures/--no-pictures",
    default=True,
    help="Whether charts and previews of pages are drawn as PNG for sharing.",
)
@click.option(
    "--published",
    type=click.Path(exists=True, path_type=Path),
    metavar="COPY",
    help="The site that is published, if it is not the one in place: a folder or an archive; for "
    "builds in a freeze.",
)
@click.option(
    "--renderer",
    type=click.Choice(RENDERERS),
    default=RENDERERS[0],
    show_default=True,
    help="What makes pages of Markdown. Zensical is for trying out, and has to be installed.",
)
@wait_option
@click.pass_obj
def build(
    folder: Path,
    as_of: str | None,
    site_dir: Path | None,
    jobs: int,
    release: bool,
    pictures: bool,
    published: Path | None,
    wait: float,
    renderer: str,
    scheduler: str | None,
    task_limit: float,
) -> None:
    """Check, build and verify the site, then put it in place in one step."""
    clock, helping = _clock(as_of), scheduler_of(scheduler, task_limit)
    root = find_site(folder.absolute())
    with alone(root, wait):
        config = replace(open_config(root), renderer=renderer)
        site = (site_dir or config.site).resolve()
        from plainfigures.beginning import begun_early
        from plainfigures.state import build_key, confirm_state, read_inputs

        inputs = read_inputs(config)
        key = build_key(config, site, release=release, pictures=pictures, inputs=inputs)
        fixed = as_of is not None or moment_is_set()
        # In a freeze, the site may be up to date and yet not that which is published.
        if published is None and _unchanged(config, clock, site, key, fixed=fixed):
            click.echo(f"Nothing has changed: the site in {site} is whole and up to date.")
            confirm_state(config)
            return
        with begun_early(config, jobs, inputs) as near:
            from plainfigures.build import build as build_site

            outcome = build_site(
                config,
                clock,
                site,
                jobs,
                release=release,
                pictures=pictures,
                published=published,
                inputs=inputs,
                scheduler=helping,
                near=near,
            )
    for remark in outcome.remarks:
        click.echo(remark, err=True)
    if outcome.findings:
        click.echo(as_text(outcome.findings), err=not outcome.done)
    if not outcome.done:
        click.echo("The site was not built; what was published before is untouched.", err=True)
        raise SystemExit(1)
    click.echo(f"Built {outcome.pages} pages with {outcome.figures:,} figures in {site}.")


def _config(folder: Path) -> SiteConfig:
    return read_config(find_site(folder.absolute()))


def _clock(as_of: str | None) -> Clock:
    return Clock(parse_moment(as_of)) if as_of else present_clock()


def _unchanged(config: SiteConfig, clock: Clock, site: Path, key: str, *, fixed: bool) -> bool:
    """Whether a build now, of inputs with the digest `key`, would make the site that is there,
    byte for byte but for the moment; a `fixed` moment counts too.
    """
    from plainfigures.figures.keys import file_digest
    from plainfigures.publish.reports import BUILD_REPORT, confirm_site
    from plainfigures.state import load_state

    state = load_state(config)
    if state is None or not state.covers(clock.now):
        return False
    if fixed and state.as_of != clock.now.isoformat():
        return False
    if state.key != key or not confirm_site(site):
        return False
    # Another build, or the way back, may have put a site there that is whole and not this one.
    return state.site == file_digest(site / BUILD_REPORT)
