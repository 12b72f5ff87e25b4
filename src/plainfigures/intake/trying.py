"""The checks on a site's data as it would be, without touching it."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.config import SiteConfig
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import present_clock
from plainfigures.figures.findings import Finding, sort_findings
from plainfigures.held_data import anything_held
from plainfigures.read import Reading, Store, read_packages

__all__ = ["data_of", "held_until", "would_find"]


def data_of(config: SiteConfig) -> tuple[Catalogue, list[Finding]]:
    """Read a site's data packages; returns the catalogue, and what reading found.

    What may not be seen yet is read too, since rows are taken into it, and then nothing is kept.
    """
    held = anything_held(config, present_clock())
    store = None if held else Store(config.work / "packages")
    packages, found = read_packages(config.datasets, config.root, store, releases=config.releases())
    return Catalogue(packages, _folders(config.datasets) - {one.name for one in packages}), found


def held_until(config: SiteConfig, table: str) -> str:
    """Return until when a whole table is held back; "" where it is not."""
    catalogue, _ = _read(config, config.datasets, config.root)
    return catalogue.embargoed.until(table)


def would_find(config: SiteConfig, texts: Mapping[Path, str], whole: str = "") -> list[Finding]:
    """Return what the rules on data would find, and do not find now, if `texts` were written.

    Paths are those of the site's own files. Of the file `whole`, all is returned.
    """
    now = {
        _same(one) for one in _findings(config, config.datasets, config.root) if one.path != whole
    }
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as name:
        root = Path(name)
        datasets = root / "datasets"
        shutil.copytree(config.datasets, datasets, symlinks=True)
        for file, text in texts.items():
            (root / file.relative_to(config.root)).write_bytes(text.encode())
        then = _findings(config, datasets, root)
    return [one for one in then if _same(one) not in now]


def _findings(config: SiteConfig, datasets: Path, root: Path) -> list[Finding]:
    catalogue, found = _read(config, datasets, root)
    material = Material(catalogue, tuple(found), configuration=config.stated())
    return sort_findings(one for run in run_rules(DATA_RULES, material) for one in run.findings)


def _read(config: SiteConfig, datasets: Path, root: Path) -> tuple[Catalogue, list[Finding]]:
    """Read data packages without what may not be seen yet, of which nothing is to be said."""
    store = Store(config.work / "packages")
    reading = Reading(
        datasets,
        root,
        store,
        clock=present_clock(),
        private=config.private(),
        releases=config.releases(),
    )
    packages, found = reading.finish()
    unread = reading.folders.keys() - {one.name for one in packages}
    return Catalogue(packages, unread, reading.embargoed), found


def _folders(datasets: Path) -> set[str]:
    return {one.name for one in datasets.iterdir() if one.is_dir()}


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.path, finding.message
