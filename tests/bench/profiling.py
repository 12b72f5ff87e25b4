"""Where the processor time of a build goes, stage by stage: `python -m tests.bench profile`."""

import argparse
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench import sampling
from tests.bench.edits import AS_OF, edits_of
from tests.bench.sites import make_site
from tests.conftest import ROOT, copy_site

__all__ = ["BEFORE", "before_and_after", "main", "stage_table"]

BEFORE = "f783a3842efc97fe853fdef0fa1544f9fcf8f9f7"
"""The commit from which on builds were made faster: what it took is measured beside what it takes."""

TOTAL, MEMORY = "all stages", "peak memory, MB"
BUILD = ("build", "--as-of", AS_OF, "--no-pictures", "--jobs", "1")


def profile(code: Path, site: Path, rounds: int) -> dict[str, list[dict[str, Any]]]:
    """Return what was sampled of each kind of build of a site, with the code in `code`."""
    edits = edits_of(site)
    found: dict[str, list[dict[str, Any]]] = {}
    for number in range(1, rounds + 1):
        for kept in (".plainfigures", "site"):
            shutil.rmtree(site / kept, ignore_errors=True)
        for kind in ("cold", "one page", "one cell", "nothing"):
            if kind == "one page":
                edits.change_page(number)
            if kind == "one cell":
                edits.change_cell(number)
            found.setdefault(kind, []).append(_sample(code, site))
    return found


def before_and_after(pages: Sequence[int] = (0, 240)) -> list[dict[str, Any]]:
    """Return where the time of builds goes, with the code of `BEFORE` and with this, for each site.

    A site of no pages is this project's own, as it was at each of the two commits. Where git does not
    have that commit, there is nothing to compare, and nothing is returned.
    """
    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="plainfigures-profile-") as name:
        old = Path(name) / "before"
        packed = subprocess.run(
            ("git", "archive", BEFORE), cwd=ROOT, capture_output=True, check=False
        )
        if packed.returncode:
            return found
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            # Early versions of Python 3.11 have no filters; what is packed here is this repository.
            if hasattr(tarfile, "data_filter"):
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(old)
        for count in pages:
            builds = {}
            for when, code in (("before", old), ("after", ROOT)):
                site = Path(name) / f"{when}-{count}"
                if count:
                    make_site(site, count)
                else:
                    copy_site(site, code)
                builds[when] = _summary(profile(code, site, 1 if count else 3))
            title = f"{count} made-up pages" if count else "This site"
            found.append({"title": title, "commit": BEFORE, **builds})
    return found


def _summary(found: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, float]]:
    """Return the seconds by stage of each kind of build, those of all stages, and the memory."""
    return {
        kind: {
            **{name: round(one, 3) for name, one in _medians(samples, "stages").items()},
            TOTAL: round(statistics.median(one["cpu"] for one in samples), 3),
            MEMORY: round(statistics.median(one["peak_mb"] for one in samples)),
        }
        for kind, samples in found.items()
    }


def stage_table(profile: dict[str, Any]) -> str:
    """Return where the time went before and goes now, as a table under a heading of its own."""
    kinds = list(profile["after"])
    heads = [f"{kind}, {when}" for kind in kinds for when in ("before", "after")]
    lines = [f"### {profile['title']}", "", f"| Stage | {' | '.join(heads)} |"]
    lines.append("| --- |" + " ---: |" * len(heads))
    stages = dict.fromkeys(name for when in ("before", "after") for name in profile[when]["cold"])
    for name in [*(one for one in stages if one not in {TOTAL, MEMORY}), TOTAL, MEMORY]:
        values = [
            profile[when][kind].get(name, 0) for kind in kinds for when in ("before", "after")
        ]
        if any(value >= 0.005 for value in values):
            cells = [f"{value:.0f}" if name == MEMORY else f"{value:.2f}" for value in values]
            lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _sample(code: Path, site: Path) -> dict[str, Any]:
    out = site.parent / "sample.json"
    told = {**os.environ, "PYTHONPATH": str(code / "src"), "NO_MKDOCS_2_WARNING": "1"}
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    command = (sys.executable, str(Path(sampling.__file__)), str(out), *BUILD)
    done = subprocess.run(command, cwd=site, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"The build failed in {site}:\n{done.stdout}{done.stderr}")
    said: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return said


def _medians(samples: list[dict[str, Any]], part: str) -> dict[str, float]:
    names = {name for one in samples for name in one[part]}
    found = {name: statistics.median(one[part].get(name, 0.0) for one in samples) for name in names}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def report(title: str, found: dict[str, list[dict[str, Any]]], functions: int) -> str:
    """Return the tables as Markdown: stages by kind of build, then functions for each kind."""
    lines = [
        f"## {title}",
        "",
        f"| Stage | {' | '.join(found)} |",
        "| --- |" + " ---: |" * len(found),
    ]
    stages = {kind: _medians(samples, "stages") for kind, samples in found.items()}
    names = dict.fromkeys(name for one in stages.values() for name in one)
    for name in names:
        cells = [f"{one.get(name, 0):.2f}" for one in stages.values()]
        if any(float(one) for one in cells):
            lines.append(f"| {name} | {' | '.join(cells)} |")
    totals = [statistics.median(one["cpu"] for one in samples) for samples in found.values()]
    lines.append(f"| **processor seconds** | {' | '.join(f'{one:.2f}' for one in totals)} |")
    peaks = [statistics.median(one["peak_mb"] for one in samples) for samples in found.values()]
    lines.append(f"| peak memory, MB | {' | '.join(f'{one:.0f}' for one in peaks)} |")
    for kind, samples in found.items() if functions else ():
        for part, words in (
            ("own", "own time, libraries included"),
            ("whole", "with all it calls"),
        ):
            lines += ["", f"### {title}, {kind}: functions by {words}", ""]
            ranked = [item for item in _medians(samples, part).items() if item[1] >= 0.005]
            lines += [f"- {seconds:.2f} `{name}`" for name, seconds in ranked[:functions]]
    return "\n".join([*lines, ""])


def main(words: list[str]) -> None:
    """Profile builds of this project's site, or of a made-up one, and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench profile")
    parser.add_argument("--pages", type=int, default=0, help="of a made-up site; 0 is this one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--functions", type=int, default=0, help="how many functions to list")
    parser.add_argument("--code", type=Path, default=ROOT, help="a checkout to take the code from")
    parser.add_argument("--site", type=Path, help="a site to copy, in place of this one")
    given = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="plainfigures-profile-") as name:
        site = Path(name) / "site"
        if given.pages:
            make_site(site, given.pages)
        elif given.site:
            shutil.copytree(given.site, site)
        else:
            copy_site(site)
        title = f"{given.pages} made-up pages" if given.pages else "This site"
        print(report(title, profile(given.code, site, given.rounds), given.functions))
