"""`plainfigures figures`: finds what a page can show, with the macro to paste."""

from pathlib import Path

import click

from plainfigures.config import find_site, read_config
from plainfigures.figures.clock import present_clock
from plainfigures.say import harmless, json_text

__all__ = ["figures"]


@click.command()
@click.argument("words", nargs=-1)
@click.option(
    "--most", type=click.IntRange(1), default=12, show_default=True, help="How many to list."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)
@click.pass_obj
def figures(folder: Path, words: tuple[str, ...], most: int, form: str) -> None:
    """Find figures, charts, tables and sources by WORDS, with the macro to paste.

    WORDS may be words, a number as it is shown or printed ("£12.3 million"), the title of a source,
    a reference, or the address of a page, such as "money/": then what stands on it is listed.
    """
    from plainfigures.finder.asking import Asked, as_lines, as_record

    asked = Asked.of(read_config(find_site(folder.absolute())), present_clock())
    said = " ".join(words)
    found = asked.find(said)
    shown = found[:most]
    if form == "json":
        records = [as_record(asked.catalogue, one) for one in shown]
        click.echo(json_text({"found": records}))
    elif shown:
        lines = ["\n".join(as_lines(asked.catalogue, one)) for one in shown]
        click.echo(harmless("\n\n".join(lines)))
        if len(found) > most:
            click.echo(
                f"\n{most} of {len(found)} are listed, the best first. Give more words, or see more "
                f"with --most {min(len(found), most * 4)}."
            )
    else:
        near = asked.lookup.near_words(said)
        click.echo(harmless(f"Nothing fits “{said}”."), err=True)
        if near:
            click.echo(f"    Words that lead to something: {', '.join(near)}.", err=True)
        click.echo(
            "    Give fewer words, a number as it is printed, or a part of a title. The page\n"
            "    editing/find/ of the site lists all there is.",
            err=True,
        )
    raise SystemExit(int(not found))
