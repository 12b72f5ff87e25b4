"""A new site from the template, and a site renewed by a newer one."""

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import yaml

from plainfigures import __version__
from plainfigures.errors import StartProblem
from plainfigures.starting.answers import TEMPLATE, complete, filling, read_answer
from plainfigures.starting.wheels import Wheel, locks_of

__all__ = ["RECORD", "make_site", "taken_over", "upgrade_site"]

RECORD = ".copier-answers.yml"
"""Where a site keeps what it was started with, and the digests of what it took over."""

_SAID = """\
# What this site was started with, and the digests of what it took over from the template.
# An upgrade of plainfigures reads and renews this file: leave it as it is.
"""
_FOLDERS = ("tests/", ".github/", ".devcontainer/", "docs/editing/")
_FILES = {
    ".gitattributes",
    ".gitignore",
    ".gitlab-ci.yml",
    "CONTRIBUTING.md",
    "noxfile.py",
}


def make_site(place: Path, answers: Mapping[str, str], wheel: Wheel | None) -> None:
    """Write a whole site into a folder that is not there, or is empty.

    Nothing is left half-done: it is made beside the folder and then moved. Without a wheel, what
    depends on one is left out. Raises StartProblem where the folder cannot be written.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-site-", dir=place.parent) as folder:
            made = Path(folder) / "site"
            _render(made, answers, wheel)
            place.mkdir(exist_ok=True)
            for one in sorted(made.iterdir()):
                one.rename(place / one.name)
    except OSError as error:
        raise StartProblem(
            f"{place} cannot be written: {error.strerror}.", "Choose another place."
        ) from error


def upgrade_site(place: Path, wheel: Wheel | None) -> list[str]:
    """Renew what a site took over from the template, and its wheel; return what was done.

    A file that the site's own people changed stays, and the new text is put beside it, with `.new`
    at the end of its name. Raises StartProblem where there is no site to renew.
    """
    record = _read_record(place)
    answers = {name: read_answer(name, str(text)) for name, text in record["answers"].items()}
    digests = dict(record["taken_over"])
    done: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "site"
        _render(made, complete(answers), wheel)
        for name in taken_over(made):
            new, old = made / name, place / name
            if not old.exists():
                if name in digests:
                    done.append(f"{name} was deleted here, and is not put back.")
                    continue
                done.append(f"{name} is new.")
            elif old.read_bytes() == new.read_bytes():
                continue
            elif _digest(old) == digests.get(name):
                done.append(f"{name} is renewed.")
            else:
                beside = f"{name}.new"
                shutil.copyfile(new, place / beside)
                done.append(f"{name} was changed here, and stays. The new text is in {beside}.")
                continue
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)
        done += _take_away(place, digests, taken_over(made))
        if wheel:
            for earlier in (place / "wheels").glob("plainfigures-*.whl"):
                earlier.unlink()
            done += _put_wheel(place, wheel)
        shutil.copyfile(made / RECORD, place / RECORD)
    return done or ["Nothing is new."]


def taken_over(folder: Path) -> list[str]:
    """Return the files of a site that are the template's, and that an upgrade renews."""
    names = (one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    return sorted(name for name in names if name in _FILES or name.startswith(_FOLDERS))


def _take_away(place: Path, digests: Mapping[str, str], now: Collection[str]) -> list[str]:
    """Take away what the template has no longer, unless it was changed here; return what was done."""
    done = []
    for name in sorted(digests.keys() - set(now)):
        old = place / name
        if ".." in old.parts or not name.startswith(_FOLDERS) or not old.is_file():
            continue
        if _digest(old) == digests[name]:
            old.unlink()
            done.append(f"{name} is of no use any more, and is gone.")
        else:
            done.append(f"{name} was changed here, and stays. A new site has it no longer.")
    return done


def _render(made: Path, answers: Mapping[str, str], wheel: Wheel | None) -> None:
    """Fill the template into a folder that is not there yet."""
    from copier import run_copy

    run_copy(str(TEMPLATE), made, data=filling(answers), defaults=True, quiet=True)
    record = {
        "made_with": __version__,
        "answers": dict(answers),
        "taken_over": {name: _digest(made / name) for name in taken_over(made)},
    }
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=100)
    (made / RECORD).write_text(_SAID + text, "utf-8", newline="")
    if wheel:
        _put_wheel(made, wheel)


def _put_wheel(place: Path, wheel: Wheel) -> list[str]:
    """Write the lock files of a site, and put the wheel beside them; return what was done."""
    done = []
    if wheel.file:
        (place / "wheels").mkdir(exist_ok=True)
        shutil.copyfile(wheel.file, place / "wheels" / wheel.name)
        done.append(f"wheels/{wheel.name} is in place.")
    for name, text in locks_of(wheel).items():
        (place / name).write_text(text, "utf-8", newline="")
    return [*done, f"The lock files name {wheel.name} with its digest, {wheel.digest}."]


def _read_record(place: Path) -> dict[str, Any]:
    try:
        record = yaml.safe_load((place / RECORD).read_text("utf-8"))
    except FileNotFoundError as error:
        raise StartProblem(
            f"{place} is no site that was started by plainfigures: it has no {RECORD}.",
            "Name the folder of a site.",
        ) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise StartProblem(f"{place / RECORD} cannot be read.", _PUT_BACK) from error
    if not isinstance(record, dict) or not all(
        isinstance(record.get(name), dict) for name in ("answers", "taken_over")
    ):
        raise StartProblem(f"{place / RECORD} is not as plainfigures wrote it.", _PUT_BACK)
    return record


_PUT_BACK = "Put the file back as it was, with the help of git."


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
