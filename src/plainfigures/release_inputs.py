"""The releases that a site's tables are drawn from: as inputs of a build, and as places of findings."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from plainfigures.config import SiteConfig
from plainfigures.figures.findings import CheckRun, Finding

__all__ = ["release_inputs", "release_places", "told_in_releases"]

_MENTION = b'"release"'


def release_inputs(config: SiteConfig) -> dict[str, Path]:
    """Return where each release lies that a table is drawn from, as `release/` and its name.

    What is not there, or cannot be read, is left out: the check says so.
    """
    return {name: place for name, place in release_places(config).items() if place.is_file()}


def release_places(config: SiteConfig) -> dict[str, Path]:
    """Return where each release should lie that a table is drawn from, as `release/` and its name."""
    source = config.releases()
    found: dict[str, Path] = {}
    if source.folder is None or config.unfit:
        return found
    for file in sorted(config.datasets.glob("*/datapackage.json")):
        content = file.read_bytes()
        if _MENTION not in content:
            continue
        try:
            resources = json.loads(content.decode("utf-8-sig"))["resources"]
            names = [
                one.get("plainfigures", {}).get("release", {}).get("file") for one in resources
            ]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
        for name in names:
            place = source.file(name) if isinstance(name, str) else None
            if place:
                found[f"release/{name}"] = place
    return dict(sorted(found.items()))


def told_in_releases(
    runs: list[CheckRun], lines_of: Callable[[], Mapping[str, tuple[str, list[int]]]]
) -> list[CheckRun]:
    """Return runs of rules with findings in drawn tables told where the release has the row.

    `lines_of` gives for each drawn table the release and the lines that its rows are from.
    """
    if not any(run.findings for run in runs):
        return runs
    lines = lines_of()
    if not lines:
        return runs
    return [replace(run, findings=tuple(_told(one, lines) for one in run.findings)) for run in runs]


def _told(finding: Finding, lines: Mapping[str, tuple[str, list[int]]]) -> Finding:
    release, of_rows = lines.get(finding.path, ("", []))
    at = finding.line - 2  # the header is line 1
    if not release or not 0 <= at < len(of_rows):
        return finding
    return replace(finding, path=release, line=of_rows[at], column=0)
