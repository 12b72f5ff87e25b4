"""`data/checks.json` and `data/build.json`: what was checked, and what exactly was built."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import CheckRun
from plainfigures.figures.folders import files_below
from plainfigures.figures.keys import file_digest
from plainfigures.publish.statements import statement_entries

__all__ = [
    "BUILD_REPORT",
    "CHECKS_REPORT",
    "BuildRecord",
    "Generator",
    "RepositoryState",
    "confirm_site",
    "read_build_report",
    "write_build_report",
    "write_checks",
]

BUILD_REPORT = "data/build.json"
CHECKS_REPORT = "data/checks.json"
_FOLDER, _FILE = 0o755, 0o644
_LARGEST = 32 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})?")
_ADDRESS = re.compile(r"(?:https?://[^\s<>\"'\\^`{|}]{1,2000})?")


class Generator(Struct, frozen=True):
    """The program that made a site: its name, its version, and the SHA-256 of its own files."""

    name: str
    version: str
    code: str


class RepositoryState(Struct, frozen=True):
    """The commit a site was made from, and whether files differed from it; empty where unknown."""

    commit: str = ""
    changed: bool = False


class BuildRecord(Struct, frozen=True):
    """What a site was made from, as `data/build.json` says it. Digests are SHA-256 in hexadecimal.

    `as_of` is a timestamp in UTC. `release` and `pictures` are the options of the build. `lock` is
    the digest of the file that pins the libraries, or empty. `inputs` has the digest of each page,
    chart, macro and setting that may be seen, by its path in the repository; the data are in `files`
    as they were published, since a digest of what is held back could be used to guess it. `files`
    has the digest of every other file of the site, by its path in the site.
    """

    as_of: str
    site_url: str
    release: bool
    pictures: bool
    generator: Generator
    repository: RepositoryState
    lock: str
    versions: dict[str, str]
    inputs: dict[str, str]
    files: dict[str, str] = field(default_factory=dict)

    @property
    def renderer(self) -> str:
        """What made pages of Markdown: it stands among the versions, and MkDocs does in any case."""
        return "zensical" if self.versions.get("zensical") else "mkdocs"


def write_checks(data: Path, runs: Sequence[CheckRun], catalogue: Catalogue) -> None:
    """Write every rule that was run, what it asks, how much it looked at, and its outcome.

    Relations and claims follow, each with its own.
    """
    rules = [
        {
            "rule": run.rule,
            "title": run.title,
            "help": run.help,
            "looked_at": run.looked_at,
            "things": run.things,
            "errors": sum(finding.level == "error" for finding in run.findings),
            "advice": sum(finding.level != "error" for finding in run.findings),
            "declared": list(run.declared),
        }
        for run in runs
    ]
    _write(data / "checks.json", {"rules": rules} | statement_entries(catalogue))


def write_build_report(site: Path, record: BuildRecord) -> None:
    """Write what a site was made from, with the SHA-256 of every other file of it.

    Files and folders get the modes that a host needs, whatever the settings of this machine.
    """
    report = site / BUILD_REPORT
    report.unlink(missing_ok=True)
    content = msgspec.to_builtins(record) | {"files": dict(sorted(_digests(site).items()))}
    for part in ("versions", "inputs"):
        content[part] = dict(sorted(content[part].items()))
    _write(report, content)
    for place in (site, *site.rglob("*")):
        place.chmod(_FOLDER if place.is_dir() else _FILE)


def read_build_report(content: bytes) -> BuildRecord:
    """Read a `data/build.json` that anybody may have written; raises ValueError, in words."""
    if len(content) > _LARGEST:
        raise ValueError("it is too large")
    try:
        record = msgspec.json.decode(content, type=BuildRecord)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("it does not have the parts that plainfigures writes") from error
    try:
        whole = json.loads(content, object_pairs_hook=_each_once) == msgspec.to_builtins(record)
    except (ValueError, RecursionError):
        whole = False
    if not whole:
        raise ValueError("it holds more than the parts that plainfigures writes")
    digests = [*record.files.values(), *record.inputs.values(), record.generator.code]
    if not all(map(_DIGEST.fullmatch, [*digests, *([record.lock] if record.lock else [])])):
        raise ValueError("a digest in it is none")
    if not _COMMIT.fullmatch(record.repository.commit):
        raise ValueError("the commit in it is none")
    if not _ADDRESS.fullmatch(record.site_url):
        raise ValueError("the address of the site in it is none")
    if not all(_is_path(name) for name in record.files):
        raise ValueError("it names a file outside of the site")
    return record


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; raises ValueError where a name in it has two values."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError("twice")
    return content


def _is_path(name: str) -> bool:
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and not {"", ".", ".."} & set(parts)


def confirm_site(site: Path) -> bool:
    """Return whether a finished site is whole: every file as its build report has it, no other."""
    try:
        report = json.loads((site / BUILD_REPORT).read_text("utf-8"))
        expected = dict(report["files"])
        found = _digests(site)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    found.pop(BUILD_REPORT, None)
    return found == expected


def _digests(site: Path) -> dict[str, str]:
    return {name: file_digest(file) for name, file in files_below(site)}


def _write(file: Path, content: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
