"""`plainfigures headers`: what a host is to send with the files of a site."""

from pathlib import Path

import click

__all__ = ["headers"]

_SERVERS = ("caddy", "nginx", "file")


@click.command()
@click.argument("server", type=click.Choice(_SERVERS))
@click.option(
    "--folder",
    "served_from",
    default="",
    metavar="PATH",
    help="Where the finished site lies there.",
)
@click.pass_obj
def headers(folder: Path, server: str, served_from: str) -> None:
    """Print the settings of a web server for this site: for Caddy or nginx, or the file _headers.

    They say which policy browsers hold each page to, what they may keep, and who may read the data.
    """
    from plainfigures.config import find_site, read_config
    from plainfigures.publish.hosts import Served, settings_for
    from plainfigures.publish.policy import headers_text

    config = read_config(find_site(folder.absolute()))
    if server == "file":
        click.echo(headers_text(own_scripts=config.own_scripts), nl=False)
        return
    served = Served.at(config.url, served_from) if served_from else Served.at(config.url)
    click.echo(settings_for(server, served, own_scripts=config.own_scripts), nl=False)
