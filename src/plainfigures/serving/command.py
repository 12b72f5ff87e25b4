"""`plainfigures serve`."""

import contextlib
import errno
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import click

from plainfigures.serving import LIMIT

__all__ = ["serve"]


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--open/--no-open", "show", default=False, help="Open the site in a browser.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look at the files again and again: for drives on which changes are not seen.",
)
@click.option(
    "--as-of", metavar="DATE", help="Show the site as of this date or timestamp; else the present."
)
@click.option(
    "--limit",
    type=click.FloatRange(1),
    default=LIMIT,
    show_default=True,
    metavar="SECONDS",
    help="How long the pages may take before making them is stopped.",
)
@click.pass_obj
def serve(
    folder: Path, address: str, show: bool, poll: bool, as_of: str | None, limit: float
) -> None:
    """Show the site in a browser and follow changes to pages, datasets, charts and macros."""
    from plainfigures.config import find_site
    from plainfigures.figures.clock import parse_moment

    if as_of:
        # All that makes pages takes its clock from here, in whichever process it is.
        os.environ["SOURCE_DATE_EPOCH"] = str(int(parse_moment(as_of).timestamp()))
    host, port = _parted(address)
    serve_site(
        find_site(folder.absolute()), host, port, click.echo, show=show, poll=poll, limit=limit
    )


def serve_site(
    root: Path,
    host: str,
    port: int,
    say: Callable[[str], object],
    *,
    show: bool = False,
    poll: bool = False,
    limit: float = LIMIT,
) -> None:
    """Show the site in `root` until somebody stops it. Raises BuildProblem where nobody can listen."""
    import logging
    import warnings

    from plainfigures.serving.answering import is_local
    from plainfigures.serving.preview import Preview

    preview = Preview(root, host, port, say, poll=poll, limit=limit)
    ended = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: ended.set())
    # What watches files may fail in a thread of its own; the preview then looks by itself.
    threading.excepthook = lambda _: None
    warnings.filterwarnings("ignore", module="watchdog")
    logging.getLogger("watchdog").setLevel(logging.CRITICAL)
    try:
        preview.start()
    except (OSError, OverflowError) as error:
        raise _refusal(host, port, error) from error
    try:
        say(f"The site is at {preview.address} and follows your changes.\nStop with Ctrl+C.")
        if not is_local(host):
            say("Others on your network can see it there, with what is not public yet.")
        if show:
            import webbrowser

            webbrowser.open(preview.address)
        while not ended.wait(0.2):
            pass
    finally:
        preview.stop()
    say("Stopped.")


def _parted(address: str) -> tuple[str, int]:
    """Return host and port of an address such as `127.0.0.1:8000`, `localhost:8000` or `8000`."""
    from plainfigures.errors import BuildProblem

    host, colon, port = address.rpartition(":")
    if not (port.isascii() and port.isdecimal()) or int(port) > 65535 or (host == "" and colon):
        raise BuildProblem(f'"{address}" is no address.', "Write it as 127.0.0.1:8000.")
    return host.strip("[]") or "127.0.0.1", int(port)


def _refusal(host: str, port: int, error: Exception) -> Exception:
    """Say why nobody can listen at an address, and where somebody could."""
    from plainfigures.errors import BuildProblem

    number = getattr(error, "errno", None)
    shown = f"{host}:{port}"
    if number == errno.EADDRINUSE:
        free = _free(host, port)
        instead = f"plainfigures serve --address {host}:{free}" if free else "another --address"
        return BuildProblem(
            f"The preview cannot be shown at {shown}: a program is there already, perhaps another "
            "preview.",
            f"Stop that one, or write: {instead}",
        )
    if number == errno.EACCES:
        return BuildProblem(
            f"The preview cannot be shown at {shown}: ports below 1024 belong to the system.",
            f"Write: plainfigures serve --address {host}:{_free(host, 7999) or 8000}",
        )
    return BuildProblem(
        f"The preview cannot be shown at {shown}: this machine does not have the address {host}.",
        "Write: plainfigures serve --address 127.0.0.1:8000",
    )


def _free(host: str, port: int) -> int:
    """Return the next port after `port` at which nobody listens; 0 where none is near."""
    import socket

    for one in range(port + 1, min(port + 50, 65536)):
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trial,
        ):
            trial.bind((host, one))
            return one
    return 0
