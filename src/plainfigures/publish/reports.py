"""`data/checks.json` and `data/build.json`: what was checked, and what exactly was built."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import CheckRun
from plainfigures.figures.keys import file_digest
from plainfigures.publish.statements import statement_entries

__all__ = ["BUILD_REPORT", "CHECKS_REPORT", "confirm_site", "write_build_report", "write_checks"]

BUILD_REPORT = "data/build.json"
CHECKS_REPORT = "data/checks.json"


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


def write_build_report(site: Path, as_of: str, versions: Mapping[str, str]) -> None:
    """Write the moment, the versions, and the SHA-256 of every other file of the site."""
    report = site / BUILD_REPORT
    report.unlink(missing_ok=True)
    digests = {
        file.relative_to(site).as_posix(): file_digest(file)
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }
    _write(report, {"as_of": as_of, "versions": dict(sorted(versions.items())), "files": digests})


def confirm_site(site: Path) -> bool:
    """Return whether a finished site is whole: every file as its build report has it, no other."""
    try:
        report = json.loads((site / BUILD_REPORT).read_text("utf-8"))
        expected = dict(report["files"])
        found = {
            file.relative_to(site).as_posix(): file_digest(file)
            for file in site.rglob("*")
            if file.is_file()
        }
    except (OSError, ValueError, KeyError, TypeError):
        return False
    found.pop(BUILD_REPORT, None)
    return found == expected


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
