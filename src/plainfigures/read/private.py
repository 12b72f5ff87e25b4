"""Where data packages lie: in `datasets/`, or in a private folder beside the repository."""

from pathlib import Path

from plainfigures.figures.embargoes import PrivateSource
from plainfigures.figures.findings import Finding

__all__ = ["find_folders", "place_of"]

RULE = "embargo"
_SETTINGS = "mkdocs.yml"


def find_folders(
    datasets: Path, private: PrivateSource
) -> tuple[list[Path], frozenset[str], list[Finding]]:
    """Return the folders of all packages that can be read, the names of private ones that are not at
    hand, and what is wrong with where they lie.
    """
    public = {one.name: one for one in _folders(datasets)}
    if not private.names and private.folder is None:
        return [*public.values()], frozenset(), []
    apart = {one.name: one for one in _folders(private.folder)} if private.folder else {}
    findings = []
    if private.folder and not private.folder.is_dir():
        message = "PLAINFIGURES_PRIVATE names a folder that is not there."
        remedy = "Name the folder that holds the private data packages, or leave the variable out."
        findings.append(Finding(RULE, message, remedy, _SETTINGS))
    for name in private.names:
        if name in public:
            message = "This package is declared private, and stands in datasets/ all the same."
            remedy = (
                "Move its folder out of this repository. Whoever could read the repository may have "
                f'it already. Or take "{name}" out of private_packages in mkdocs.yml.'
            )
            findings.append(Finding(RULE, message, remedy, f"datasets/{name}/datapackage.json", 1))
    for name, folder in apart.items():
        if name not in private.names:
            message = "This private package is not declared in mkdocs.yml, so it is left out."
            remedy = f'Add "{name}" to private_packages, under extra: plainfigures:.'
            place = f"{folder.parent.name}/{name}/datapackage.json"
            findings.append(Finding(RULE, message, remedy, place, 1))
    found = {name: one for name, one in public.items() if name not in private.names}
    found |= {name: apart[name] for name in private.names if name in apart and name not in public}
    absent = frozenset(name for name in private.names if name not in found)
    return [found[name] for name in sorted(found)], absent, findings


def place_of(folder: Path, root: Path) -> str:
    """Return how a package's folder is told: its path within the site, or below that beside it."""
    start = root if folder.is_relative_to(root) else folder.parent.parent
    return folder.relative_to(start).as_posix()


def _folders(place: Path) -> list[Path]:
    return sorted(path for path in place.glob("*") if path.is_dir() and path.name[:1] != ".")
