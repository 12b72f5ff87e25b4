"""`data/schemas/`: the JSON Schemas that files for programs are held against, for everybody."""

from pathlib import Path

import msgspec

__all__ = ["write_schemas"]


def write_schemas(data: Path) -> None:
    """Write the schema of each public file for programs into `data`/schemas, under the file's name."""
    from plainfigures.proofing.shapes import BuildReport, ChecksReport, FiguresFile, schema_of

    folder = data / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    shapes = {"figures": FiguresFile, "checks": ChecksReport, "build": BuildReport}
    for name, shape in shapes.items():
        content = msgspec.json.encode(schema_of(shape, f"data/{name}.json"))
        text = msgspec.json.format(content, indent=1).decode()
        (folder / f"{name}.json").write_text(f"{text}\n", "utf-8", newline="")
