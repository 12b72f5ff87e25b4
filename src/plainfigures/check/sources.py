"""Rule: every figure names a document in the register and the place in it."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import PeriodProblem, ReferenceProblem, UnreadableProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import REGISTER

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
    for figure in material.published:
        if figure.source not in known:
            message = f'"{figure.source}" is in no row of the register of sources.'
            remedy = "Correct it, or add the document to datasets/sources/documents.csv."
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
            remedy = "Add a date to `published`, or a reason to `published_note`."
            yield Finding(RULE, message, remedy, *_place(material, name))
        for text in filter(None, (source.published, source.meeting_date)):
            try:
                parse_period(text)
            except PeriodProblem as error:
                message = f'The source "{name}" has a date that cannot be read: {error.message}'
                yield Finding(RULE, message, error.remedy, *_place(material, name))


def _place(material: Material, name: str) -> tuple[str, int]:
    resource = material.catalogue.resource(REGISTER_OF_DOCUMENTS)
    line = next((row.line for row in resource.rows if row.key == name), 0)
    return resource.path, line
