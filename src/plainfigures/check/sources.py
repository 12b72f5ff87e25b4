"""Rule: every figure names a document in the register and the place in it."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import PeriodProblem, ReferenceProblem, UnreadableProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import REGISTER, Figure

__all__ = ["find"]

RULE = "source"
REGISTER_OF_DOCUMENTS = f"{REGISTER}/documents"


def find(material: Material) -> Iterator[Finding]:
    """Every figure names the document in which it was published, and the place in it. That is a
    paragraph, a row of a table, or a row of a data release.

    Correct the id, or add the document to datasets/sources/documents.csv.
    """
    known = material.catalogue.sources
    try:
        material.catalogue.resource(REGISTER_OF_DOCUMENTS)
    except UnreadableProblem:
        return  # the register itself could not be read, and says so
    except ReferenceProblem:
        pass  # there is none, so no figure has a source
    lacking = _lacking(material)
    yield from _whole_tables(lacking)
    for figure in material.published:
        if figure.path in lacking and not (figure.source and figure.locator):
            continue
        if figure.source not in known:
            message = f'"{figure.source}" is in no row of the register of sources.'
            remedy = "Correct it, or add the document to datasets/sources/documents.csv."
            if not figure.source:
                message = f'"{figure.reference}" does not say which document it is from.'
                remedy = "Write the id of the document, as datasets/sources/documents.csv has it."
            near = nearest(figure.source, known)
            yield Finding(RULE, message, remedy, figure.path, figure.line, 0, near)
        if not figure.locator and not figure.combines:
            message = f'"{figure.reference}" does not say where in the document it stands.'
            remedy = "Add a locator, such as “paragraph 1.2”."
            yield Finding(RULE, message, remedy, figure.path, figure.line)
    for name, source in known.items():
        if not source.published and not source.published_note:
            message = (
                f'The source "{name}" says neither when it was published nor why that is not known.'
            )
            remedy = "Write a date under “published”, or the reason under “published_note”."
            yield Finding(RULE, message, remedy, *_place(material, name))
        for text in filter(None, (source.published, source.meeting_date)):
            try:
                parse_period(text)
            except PeriodProblem as error:
                message = f'The source "{name}" has a date that cannot be read: {error.message}'
                yield Finding(RULE, message, error.remedy, *_place(material, name))


def _lacking(material: Material) -> dict[str, dict[str, list[Figure]]]:
    """Return the figures of tables in which most lack a source or a place, by table and part."""
    tables: dict[str, list[Figure]] = {}
    for figure in material.published:
        tables.setdefault(figure.path, []).append(figure)
    found = {}
    for path, figures in tables.items():
        parts = {
            "source": [one for one in figures if not one.source],
            "locator": [one for one in figures if not one.locator and not one.combines],
        }
        if any(len(those) > max(2, len(figures) / 2) for those in parts.values()):
            found[path] = parts
    return found


def _whole_tables(lacking: dict[str, dict[str, list[Figure]]]) -> Iterator[Finding]:
    """Tell a table without sources or places once, and not for each of its figures."""
    for path, parts in lacking.items():
        for part, what, remedy in (
            ("source", "which document they are from", "Write the id of the document"),
            (
                "locator",
                "where in the document they stand",
                "Write the place, such as “table 1, row 2”,",
            ),
        ):
            those = parts[part]
            if those:
                many = f"{len(those)} figures do" if len(those) > 1 else "One figure does"
                message = f"{many} not say {what}."
                place = f"into the column “{part}” of each row."
                yield Finding(
                    RULE, message, f"{remedy} {place}", path, min(one.line for one in those)
                )


def _place(material: Material, name: str) -> tuple[str, int]:
    resource = material.catalogue.resource(REGISTER_OF_DOCUMENTS)
    line = next((row.line for row in resource.rows if row.key == name), 0)
    return resource.path, line
