"""Tables of a package of which not everything may be seen, as if the rest did not stand in them."""

import shutil
import tempfile
from pathlib import Path

from msgspec.structs import replace

from plainfigures.figures.findings import Finding
from plainfigures.read.allowed import allowed_table, line_before
from plainfigures.read.descriptors import Descriptor
from plainfigures.read.holding import LeftOut
from plainfigures.read.tables import RawRow, read_tables

__all__ = ["read_allowed_tables"]


def read_allowed_tables(
    descriptor: Descriptor, folder: Path, left_out: LeftOut
) -> tuple[dict[str, list[RawRow]], list[Finding]]:
    """Read the tables of a package without what is `left_out`; see `read_tables`.

    Lines are those of the files as their editors see them.
    """
    place = descriptor.path.rpartition("/")[0]
    lines: dict[str, dict[int, int]] = {}
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as name:
        apart = Path(name) / folder.name
        apart.mkdir()
        for file in folder.iterdir():
            if file.name in left_out.rows:
                content, lines[file.name] = allowed_table(file.read_bytes(), left_out, file.name)
                (apart / file.name).write_bytes(content)
            elif file.is_symlink():
                (apart / file.name).symlink_to(file.readlink())  # refused where the file is read
            elif file.suffix == ".csv":
                shutil.copyfile(file, apart / file.name)
        tables, findings = read_tables(descriptor, apart)
    moved = {f"{place}/{name}": known for name, known in lines.items()}
    by_table = {one["name"]: lines.get(one["path"], {}) for one in descriptor.content["resources"]}
    rows = {
        name: [replace(one, line=line_before(by_table[name], one.line)) for one in found]
        for name, found in tables.items()
    }
    return rows, [_put_back(one, moved.get(one.path)) for one in findings]


def _put_back(finding: Finding, lines: dict[int, int] | None) -> Finding:
    return replace(finding, line=line_before(lines, finding.line)) if lines else finding
