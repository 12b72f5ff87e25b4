"""The generator as one file that a site pins by its digest: a wheel, with the lock files in it."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from msgspec import Struct

from plainfigures.errors import StartProblem

__all__ = ["LOCKS", "Wheel", "build_wheel", "checkout", "chosen_wheel", "locks_of"]

LOCKS = ("requirements.lock", "requirements-tools.lock", "requirements-tests.lock")
"""The lock files of a site: what it is built with, nox itself, and what its tests need."""

_SOURCES = {"requirements-tests.lock": "requirements-site-tests.lock"}
"""The names that lock files of a site have in this project, where they are others."""

_FILE = re.compile(r"plainfigures-\d[A-Za-z0-9.+!_]*-py3-none-any\.whl")
_NAME_IT = "Name the wheel of a release: --wheel plainfigures-VERSION-py3-none-any.whl"


class Wheel(Struct, frozen=True):
    """A wheel of plainfigures: its name, its SHA-256 digest, and where it is.

    `file` is a file at hand, `address` one on the web; one of them is empty.
    """

    name: str
    digest: str
    file: Path | None = None
    address: str = ""

    @property
    def requirement(self) -> str:
        """The line of a lock file that pins it."""
        place = f"plainfigures @ {self.address}" if self.address else f"./wheels/{self.name}"
        return f"{place} --hash=sha256:{self.digest}"


@contextmanager
def chosen_wheel(given: str | None) -> Iterator[Wheel]:
    """Give the wheel that a site shall be made with: the one named, or the one that is running.

    Raises StartProblem where there is none.
    """
    if given and "://" in given:
        yield _addressed(given)
    elif given:
        yield _at_hand(Path(given))
    elif source := checkout():
        with tempfile.TemporaryDirectory() as folder:
            yield build_wheel(source, Path(folder))
    else:
        yield _installed_from()


def checkout() -> Path | None:
    """Return the folder of the project, where plainfigures runs from a checkout of it."""
    root = Path(__file__).parents[3]
    return root if (root / "pyproject.toml").is_file() and (root / "src").is_dir() else None


def build_wheel(source: Path, into: Path) -> Wheel:
    """Build the wheel of a checkout into a folder: the same bytes each time.

    Raises StartProblem where it cannot be built.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into.resolve())]
    # The day of each file in a wheel is a fixed one, unless the environment says another.
    environment = {name: text for name, text in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(  # noqa: S603 - the Python that runs this, on a checkout of this project
        command, cwd=source, env=environment, capture_output=True, text=True, check=False
    )
    found = sorted(into.glob("*.whl"))
    if done.returncode or not found:
        raise StartProblem("The wheel of plainfigures cannot be built here.", _NAME_IT)
    return _at_hand(found[-1])


def locks_of(wheel: Wheel) -> dict[str, str]:
    """Return the lock files of a site that is made with `wheel`, by name.

    They are those in the wheel, or, for one on the web, those of the plainfigures that is running.
    """
    texts = {}
    for name in LOCKS:
        if wheel.file:
            with zipfile.ZipFile(wheel.file) as content:
                texts[name] = content.read(f"plainfigures/locks/{name}").decode("utf-8")
        else:
            texts[name] = _own_lock(name).read_text("utf-8")
    texts[LOCKS[0]] = (
        f"# plainfigures itself; see README.md, “The generator”.\n{wheel.requirement}\n"
        f"# What it needs.\n{texts[LOCKS[0]]}"
    )
    return texts


def _own_lock(name: str) -> Path:
    source = checkout()
    if source:
        return source / _SOURCES.get(name, name)
    return Path(__file__).parents[1] / "locks" / name


def _addressed(given: str) -> Wheel:
    """Read an address with a digest; nothing is fetched."""
    address, _, digest = given.partition("#sha256=")
    name = unquote(urlsplit(address).path).rpartition("/")[2]
    if urlsplit(address).scheme != "https":
        raise StartProblem(f"{address} is no address that begins with https://.", _NAME_IT)
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise StartProblem(
            "The address of the wheel has no digest behind it.",
            "Write URL#sha256=DIGEST, with the digest that SHA256SUMS of the release lists.",
        )
    if not _FILE.fullmatch(name):
        raise StartProblem(f"{name} is not the name of a wheel of plainfigures.", _NAME_IT)
    return Wheel(name, digest, address=address)


def _at_hand(file: Path) -> Wheel:
    if not file.is_file():
        raise StartProblem(f"There is no file {file}.", _NAME_IT)
    if not _FILE.fullmatch(file.name):
        raise StartProblem(f"{file.name} is not the name of a wheel of plainfigures.", _NAME_IT)
    wanted = {f"plainfigures/locks/{name}" for name in LOCKS} | {"plainfigures/cli.py"}
    try:
        with zipfile.ZipFile(file) as content:
            missing = wanted - set(content.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise StartProblem(f"{file.name} is damaged.", "Download it again.") from error
    if missing:
        raise StartProblem(f"{file.name} is no wheel that sites can be made with.", _NAME_IT)
    return Wheel(file.name, hashlib.sha256(file.read_bytes()).hexdigest(), file.resolve())


def _installed_from() -> Wheel:
    """Return the file that the running plainfigures was installed from, if it is still there."""
    try:
        note = distribution("plainfigures").read_text("direct_url.json")
    except PackageNotFoundError:
        note = None
    address = urlsplit(str(json.loads(note or "{}").get("url", "")))
    file = Path(url2pathname(address.path))  # Windows has a drive in it
    if address.scheme != "file" or not _FILE.fullmatch(file.name) or not file.is_file():
        raise StartProblem("The file that plainfigures was installed from is not known.", _NAME_IT)
    return _at_hand(file)
