"""What a descriptor still has to say to readers: texts that nobody has written yet, or left empty."""

from collections.abc import Iterator
from typing import Any

from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.figures.placeholders import still_to_write
from plainfigures.read.descriptors import Descriptor

__all__ = ["unfilled"]

RULE = "description"
_PARTS = ("title", "description")


def unfilled(descriptor: Descriptor) -> Iterator[Finding]:
    """Yield what titles and descriptions of a package, its tables, columns and bases still lack."""
    content = descriptor.content
    package = f'the package "{content["name"]}"'
    yield from _lacking(descriptor, content, "", package)
    sources = content.get("sources")
    for at, source in enumerate(sources if isinstance(sources, list) else []):
        yield from _lacking(descriptor, source, f"sources[{at}].", f"a source of {package}")
    for at, resource in enumerate(content["resources"]):
        path = f"resources[{at}]."
        table = f'the table "{resource["name"]}"'
        yield from _lacking(descriptor, resource, path, table)
        for number, field in enumerate(resource["schema"]["fields"]):
            column = f'the column "{field["name"]}" of {table}'
            yield from _lacking(descriptor, field, f"{path}schema.fields[{number}].", column)
    bases = content.get("plainfigures", {}).get("bases", {})
    for name, basis in bases.items():
        yield from _lacking(descriptor, basis, f"plainfigures.bases.{name}.", f'the basis "{name}"')


def _lacking(descriptor: Descriptor, part: Any, path: str, what: str) -> Iterator[Finding]:
    for name in _PARTS if isinstance(part, dict) else ():
        text = part.get(name)
        if not isinstance(text, str) or not still_to_write(text):
            continue
        yield Finding(
            RULE,
            f'The {name} of {what} is still to be written: "{text.strip().rstrip(".")}"',
            "Write it for readers, in datapackage.json.",
            descriptor.path,
            descriptor.line_at(f"{path}{name}"),
            level=ADVICE,
        )
