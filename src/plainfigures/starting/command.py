"""The commands `plainfigures new site` and `plainfigures new package`."""

import os
import sys
from pathlib import Path

import click

from plainfigures.errors import StartProblem
from plainfigures.starting.package_command import new_package

__all__ = ["new"]


@click.group()
def new() -> None:
    """Start a site, or a data package, that builds and passes its checks at once."""


new.add_command(new_package)


@new.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--body", help="The public body that the site is about.")
@click.option("--area", help="The area that its figures are of.")
@click.option("--inspectorate", help="Who inspects the body, if anybody does.")
@click.option("--sector", help="What the body does, in a few words.")
@click.option("--story", help="The title of the site.")
@click.option("--licence", help="That of the site's own words: cc-by-4.0, ogl-3.0 or cc0-1.0.")
@click.option(
    "--wheel",
    metavar="FILE|URL#sha256=DIGEST",
    help="The plainfigures that the site is built with; else the one that is running.",
)
@click.option("--defaults", is_flag=True, help="Ask nothing, and take the proposals.")
@click.option(
    "--upgrade", is_flag=True, help="Renew a site: its wheel, and what is the template's."
)
def new_site(
    folder: Path, wheel: str | None, *, defaults: bool, upgrade: bool, **given: str | None
) -> None:
    """Start the repository of a site in DIR, or renew the one that is there (--upgrade)."""
    from plainfigures.starting.site import make_site, upgrade_site
    from plainfigures.starting.wheels import chosen_wheel

    answers = {name: text for name, text in given.items() if text is not None}
    if upgrade:
        if answers or defaults:
            raise StartProblem(
                "An upgrade keeps the answers that the site was started with.",
                "Leave out all options but --wheel.",
            )
        with chosen_wheel(wheel) as found:
            done = upgrade_site(folder, found)
        click.echo("\n".join(done))
        return
    from plainfigures.starting.answers import complete, questions, read_answer
    from plainfigures.starting.places import free_place

    place = free_place(folder)
    answers = {name: read_answer(name, text) for name, text in answers.items()}
    if not defaults:
        for question in questions():
            if question.name not in answers:
                answers[question.name] = _ask(question.help, question.name, question.default)
    with chosen_wheel(wheel) as found:
        make_site(place, complete(answers), found)
    click.echo(f"The site is in {folder}. Its figures are made up, until you put in your own.\n")
    python = "py" if os.name == "nt" else "python3"
    click.echo(
        f"Go there and make it:\n\n    cd {_quoted(folder)}\n    {python} noxfile.py -s site\n"
    )
    click.echo("README.md there has all else.")


def _ask(words: str, name: str, default: str) -> str:
    """Ask until the answer can be used; what is wrong with one is said."""
    from plainfigures.starting.answers import read_answer

    while True:
        text = click.prompt(words, default=default, show_default=bool(default))
        try:
            return read_answer(name, str(text))
        except StartProblem as problem:
            click.echo(f"{problem.message} {problem.remedy}")


def _quoted(folder: Path) -> str:
    text = str(folder)
    return f'"{text}"' if " " in text or sys.platform == "win32" else text
