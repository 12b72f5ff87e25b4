"""`README.txt` of a data package: what each column of each table means, in plain words."""

import textwrap
from collections.abc import Sequence

from plainfigures.figures.licences import licence_lines
from plainfigures.figures.records import MISSING_REASONS, Package, Source
from plainfigures.publish.columns import columns_of

__all__ = ["write_readme"]

_WIDTH = 78  # letters a line


def write_readme(package: Package, sources: Sequence[Source], contact: Sequence[str]) -> str:
    """Return the text that goes with a package's files; `contact` says whom to ask."""
    parts = [_headed(package.title, "="), _wrap(package.description)]
    parts += [_wrap(line) for line in contact]
    parts.append(_headed("The tables", "-"))
    for resource in package.resources:
        file = resource.path.rpartition("/")[2]
        parts.append(f"{file}\n{_wrap(resource.title + '. ' + resource.description)}")
        lines = []
        for column in columns_of(package, resource):
            unit = f" Unit: {column.unit}." if column.unit else ""
            words = f"{column.name}: {column.title}. {column.meaning}{unit}"
            lines.append(_wrap(words, "  - "))
        parts.append("\n".join(lines))
    if not package.has_spreadsheet:
        words = (
            "There are too many rows for one spreadsheet of all tables. Each CSV file opens in one."
        )
        parts.append(_wrap(words))
    if package.figures:
        parts.append(_headed("How values are written", "-"))
        parts.append(
            _wrap(
                "Values are as the source prints them. A column “as published” holds the text as "
                "it was printed. Where a column “read as” is filled in, the site uses that value, "
                "and the row says why."
            )
        )
        parts.append(
            _wrap("An empty cell has nothing to say. A symbol in a column “reason” says why:")
            + "\n"
            + "\n".join(f"  - {one}: {words}" for one, words in MISSING_REASONS.items())
        )
    if package.bases:
        parts.append(_headed("What is counted, and by whom", "-"))
        parts.append(
            "\n".join(
                _wrap(f"{name}: {title}. {words}".strip(), "  - ")
                for name, (title, words) in package.bases.items()
            )
        )
    parts.append(_headed("Licences", "-"))
    parts += [_wrap(line) for line in licence_lines(package, sources)]
    if sources:
        parts.append(_headed("Sources", "-"))
        parts.append("\n".join(_wrap(_source(one), "  - ") for one in sources))
    return "\n\n".join(part for part in parts if part) + "\n"


def _headed(title: str, line: str) -> str:
    return f"{title}\n{line * len(title)}"


def _wrap(words: str, start: str = "") -> str:
    return textwrap.fill(
        words,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _source(source: Source) -> str:
    met = f"Meeting of {source.meeting_date}" if source.meeting_date else ""
    dated = source.published or met
    parts = [source.publisher, dated, source.address, f"Named {source.id} in the tables"]
    return f"{source.title}. {'. '.join(part for part in parts if part)}."
