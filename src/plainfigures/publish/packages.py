"""`data/<package>/`: each data package as it stands, and as one zip."""

import zipfile
from pathlib import Path

__all__ = ["write_packages"]

_STILL = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same files must give the same bytes."""


def write_packages(data: Path, folders: list[Path]) -> None:
    """Copy the descriptor and CSV files of each package folder into `data`, with a zip of them."""
    for folder in folders:
        target = data / folder.name
        target.mkdir(parents=True, exist_ok=True)
        files = sorted(
            file
            for file in folder.iterdir()
            if file.is_file() and (file.suffix == ".csv" or file.name == "datapackage.json")
        )
        with zipfile.ZipFile(target / f"{folder.name}.zip", "w") as archive:
            for file in files:
                content = file.read_bytes()
                (target / file.name).write_bytes(content)
                entry = zipfile.ZipInfo(f"{folder.name}/{file.name}", _STILL)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                archive.writestr(entry, content)
