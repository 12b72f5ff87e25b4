"""The checks on a site's data as it would be, without touching it."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from plainfigures.check import DATA_RULES, Material, run_rules
from plainfigures.config import SiteConfig
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding, sort_findings
from plainfigures.read import Store, read_packages

__all__ = ["data_of", "would_find"]


def data_of(config: SiteConfig) -> tuple[Catalogue, list[Finding]]:
    """Read a site's data packages; returns the catalogue, and what reading found."""
    return _read(config, config.datasets, config.root)


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
    packages, found = read_packages(datasets, root, Store(config.work / "packages"))
    folders = {one.name for one in datasets.iterdir() if one.is_dir()}
    return Catalogue(packages, folders - {one.name for one in packages}), found


def _same(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.path, finding.message
