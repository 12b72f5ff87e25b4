"""The commands of `plainfigures sources`, beside the others in `cli.py`."""

import json
from pathlib import Path

import click

from plainfigures.config import find_site, read_config
from plainfigures.figures.findings import ERROR
from plainfigures.say import FORMATS, harmless, json_text

__all__ = ["sources"]

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def sources() -> None:
    """Hold the datasets against the text of the source documents."""


@sources.command()
@click.argument("documents", metavar="DIR", type=_FOLDER)
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.pass_obj
def verify(folder: Path, documents: Path, form: str) -> None:
    """Look up every number, place and text as published in the documents' text in DIR."""
    from plainfigures.verifying import coverage_lines, verify_sources

    verified = verify_sources(read_config(find_site(folder.absolute())), documents)
    said = FORMATS[form](verified.findings)
    if form == "json":
        said = json_text(json.loads(said) | {"coverage": verified.as_rows()})
    click.echo(said)
    if form == "text":
        click.echo(harmless("\n".join(coverage_lines(verified))))
    raise SystemExit(int(any(finding.level == ERROR for finding in verified.findings)))


@sources.command()
@click.argument("documents", metavar="DIR", type=_FOLDER)
@click.argument("names", metavar="[DOCUMENT]...", nargs=-1)
@click.option("--places", is_flag=True, help="Print the places of the documents instead.")
@click.option("--write", is_flag=True, help="Write both tables into the ledger instead.")
@click.pass_obj
def draft(folder: Path, documents: Path, names: tuple[str, ...], places: bool, write: bool) -> None:
    """Propose a ledger from the documents' text in DIR: of each DOCUMENT, by its id, or of all."""
    from plainfigures.verifying import draft_ledger, write_ledger

    config = read_config(find_site(folder.absolute()))
    if write and names:
        raise click.UsageError("--write is for the whole ledger: leave the documents out.")
    drafted = draft_ledger(config, documents, names)
    if not write:
        click.echo(drafted["places" if places else "numbers"], nl=False)
        return
    for file in write_ledger(config, drafted):
        click.echo(f"Wrote {file.relative_to(config.root)}. Go through what changed by eye.")
