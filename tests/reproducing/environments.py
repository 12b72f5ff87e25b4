"""Surroundings that may not change a byte of a site."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plainfigures.starting.wheels import build_wheel

__all__ = ["ENVIRONMENTS", "Environment", "NotHere", "Place", "listed_backwards"]

SHIMS = {
    "order": """
        import os

        def _backwards(real):
            class Entries(list):
                def __enter__(self):
                    return self
                def __exit__(self, *_):
                    pass
                def close(self):
                    pass
                def __iter__(self):
                    return list.__iter__(self)
                def __next__(self):
                    if not self:
                        raise StopIteration
                    return self.pop(0)
            def listed(path="."):
                with real(path) as found:
                    entries = sorted(found, key=lambda one: one.name, reverse=True)
                # Neither forwards nor backwards: every other one first.
                return Entries(entries[::2] + entries[1::2])
            return listed

        os.scandir = _backwards(os.scandir)
        os.listdir = lambda path=".", _real=os.listdir: sorted(_real(path), reverse=True)
    """,
    "zlib": """
        import zlib

        # Another zlib packs the same into other bytes: here, as one that works less hard would.
        _real = zlib.compressobj
        zlib.compressobj = lambda level=-1, *rest, **more: _real(1, *rest, **more)
        zlib.compress = lambda data, level=-1, **more: _packed(data)

        def _packed(data):
            work = _real(1)
            return work.compress(data) + work.flush()
    """,
}
"""What a Python reads before all else, to stand in for another machine."""


class NotHere(Exception):
    """Surroundings that this machine cannot give; the message says what is missing."""


@dataclass
class Place:
    """Where a build runs: the folder of the site, those of the generator, and a folder for notes."""

    root: Path
    source: Path
    holder: Path
    python: str = sys.executable
    code: Path | None = None
    cwd: Path | None = None
    before: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Environment:
    """One set of surroundings: variables, options, and what is done to the place beforehand.

    `where` is the folder, below that of all places, in which the site lies. A variable set to None
    is taken away.
    """

    name: str
    variables: dict[str, str | None] = field(default_factory=dict)
    words: Sequence[str] = ("--jobs", "2")
    where: str = ""
    umask: int = 0o022
    arrange: Callable[[Place], None] = lambda place: None
    backwards: bool = False


def _through_link(place: Place) -> None:
    link = place.holder / "a link"
    link.symlink_to(place.root, target_is_directory=True)
    place.cwd = link


def _faketime(moment: str) -> Callable[[Place], None]:
    def arrange(place: Place) -> None:
        program = shutil.which("faketime")
        if program is None:
            raise NotHere("the program faketime is not installed")
        place.before = [program, "-f", moment]

    return arrange


def _shim(name: str) -> Callable[[Place], None]:
    def arrange(place: Place) -> None:
        folder = place.holder / "shim"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(textwrap.dedent(SHIMS[name]), "utf-8")

    return arrange


listed_backwards = _shim("order")
"""Has folders listed in an order that no file system has."""


def _built_before(place: Place) -> None:
    """Build once into another folder, so that all that can be kept is."""
    _plainfigures(place, "build", "--as-of", "2001-02-03", "--jobs", "2", "--site-dir", "other")
    shutil.rmtree(place.root / "other", ignore_errors=True)


def _kept_elsewhere(place: Place) -> None:
    """Take over what a build in another folder has kept."""
    there = place.holder / "there"
    shutil.copytree(place.root, there)
    _plainfigures(place, "build", "--jobs", "1", "--site-dir", "other", root=there)
    shutil.copytree(there / ".plainfigures", place.root / ".plainfigures")


def _served_before(place: Place) -> None:
    """Run the live preview for a while."""
    words = [place.python, "-m", "plainfigures", "serve", "--address", "127.0.0.1:0"]
    process = subprocess.Popen(
        words,
        cwd=place.root,
        env=_plain(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (place.root / ".plainfigures" / "rules").is_dir():
        time.sleep(0.5)
    time.sleep(10)
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _from_wheel(place: Place) -> None:
    """Run the generator from an unpacked wheel."""
    folder = place.holder / "wheel"
    folder.mkdir()
    wheel = build_wheel(place.source, folder)
    assert wheel.file is not None
    shutil.unpack_archive(wheel.file, folder / "unpacked", "zip")
    place.code = folder / "unpacked"


def _as_nobody(place: Place) -> None:
    program = shutil.which("setpriv")
    if program is None or os.geteuid():
        raise NotHere("only root can build as another user, with setpriv")
    for folder in (place.holder, *place.holder.rglob("*")):
        os.chown(folder, 65534, 65534, follow_symlinks=False)
    place.before = [program, "--reuid=65534", "--regid=65534", "--clear-groups"]


def _in_terminal(place: Place) -> None:
    if shutil.which("script") is None:
        raise NotHere("the program script is not installed")
    place.before = ["script", "-qec"]


def _turkish(place: Place) -> None:
    """Have a Turkish locale made, where the machine knows how."""
    folder = place.holder / "locales"
    folder.mkdir()
    program = shutil.which("localedef")
    if program is None or not Path("/usr/share/i18n/locales/tr_TR").is_file():
        raise NotHere(
            "this machine has no program localedef, or no description of the locale tr_TR"
        )
    words = [program, "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    subprocess.run(words, capture_output=True, check=True)


def _own_drawing(place: Place) -> None:
    folder = place.holder / "drawing"
    folder.mkdir()
    settings = "svg.hashsalt: mine\nsvg.fonttype: path\nfont.size: 33\nlines.linewidth: 9\n"
    settings += "savefig.dpi: 33\naxes.facecolor: red\ntext.color: green\n"
    (folder / "matplotlibrc").write_text(settings, "utf-8")


def _plainfigures(place: Place, *words: str, root: Path | None = None) -> None:
    command = [place.python, "-m", "plainfigures", *words]
    subprocess.run(
        command, cwd=root or place.root, env=_plain(place), capture_output=True, check=True
    )


def _plain(place: Place) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(place.code or place.source / "src")}


ENVIRONMENTS = (
    Environment("one job", words=("--jobs", "1")),
    Environment("five jobs, hash seed 1", {"PYTHONHASHSEED": "1"}, words=("--jobs", "5")),
    Environment(
        "a deep folder with spaces and letters from elsewhere, through a link",
        where="a deep/Größe – 数字/" + "x" * 60 + "/site of ours",
        arrange=_through_link,
    ),
    Environment(
        "far east: a day ahead, hash seed 4242",
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242"},
    ),
    Environment("far west, where summer ends on another day", {"TZ": "America/St_Johns"}),
    Environment(
        "a locale without UTF-8",
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ),
    Environment(
        "Turkish: other small letters, and commas in numbers",
        {
            "LC_ALL": "tr_TR.UTF-8",
            "LANGUAGE": "tr:de",
            "PYTHONUTF8": "0",
            "LOCPATH": "{holder}/locales",
        },
        arrange=_turkish,
    ),
    Environment(
        "a folder whose letters the locale does not have",
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        where="Größe – 数字",
    ),
    Environment("files for nobody else (umask 077)", umask=0o077),
    Environment("files for everybody (umask 000)", umask=0),
    Environment("files listed in another order", arrange=listed_backwards, backwards=True),
    Environment("kept from a build before", arrange=_built_before),
    Environment("kept from a build in another folder", arrange=_kept_elsewhere),
    Environment("after the live preview", arrange=_served_before),
    Environment("the clock years ahead", arrange=_faketime("@2031-07-08 09:10:11")),
    Environment(
        "the clock before the moment of the build", arrange=_faketime("@2001-01-01 00:00:00")
    ),
    Environment(
        "no home, a narrow terminal, colours asked for",
        {"HOME": None, "COLUMNS": "20", "LINES": "5", "FORCE_COLOR": "1", "TERM": "xterm-256color"},
    ),
    Environment(
        "somebody's own settings for drawing, and another moment in the environment",
        {
            "MPLBACKEND": "pdf",
            "MPLCONFIGDIR": "{holder}/drawing",
            "HOME": "{holder}/drawing",
            "MATPLOTLIBRC": "{holder}/drawing",
            "SOURCE_DATE_EPOCH": "1",
            "NO_COLOR": "1",
        },
        arrange=_own_drawing,
    ),
    Environment("in a terminal", arrange=_in_terminal),
    Environment("as another user of the machine", {"HOME": "/nonexistent"}, arrange=_as_nobody),
    Environment("from the wheel instead of a checkout", arrange=_from_wheel),
    Environment("with another zlib", arrange=_shim("zlib")),
    Environment("without what only asserts (python -O)", {"PYTHONOPTIMIZE": "1"}),
)
