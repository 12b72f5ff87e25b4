"""The shape of each file for programs: what has to be in it, and of which kind.

A file is held against these types as it is read, and the JSON Schemas that other people get are
made of the same (draft 2020-12), so that one cannot say what the other does not.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

__all__ = [
    "BuildReport",
    "Catalog",
    "ChecksReport",
    "FigureEntry",
    "FigureVintage",
    "FiguresFile",
    "GroupsFile",
    "PackageDescriptor",
    "SearchIndex",
    "SearchedPages",
    "SearchedTables",
    "SearchedWords",
    "schema_of",
]

Text = Annotated[str, Meta(min_length=1)]
Reference = Annotated[
    str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]*(?:/[^/\s]+)+$", description="package/resource/key")
]
Address = Annotated[str, Meta(pattern=r"^(?:[^/].*/|[^/].*\.html)?$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="A SHA-256, in hexadecimal.")]
Moment = Annotated[
    str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)$")
]
Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Count = Annotated[int, Meta(ge=0)]
Status = Literal["budget", "forecast", "outturn", "actual", "provisional", "target", ""]


class FigureVintage(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A figure: what it is, whose, of when, and where it was printed. Values are exact decimals."""

    reference: Reference
    title: str
    kind: Literal["number", "grade", "date"]
    value: Text | None
    unit: str
    shown: Text
    body: str
    area: str
    period: str
    status: Status
    basis: str
    source: str
    locator: str
    as_published: str
    published: str
    qualifier: str = ""
    reason: str = ""
    reason_words: str = ""
    note: str = ""
    period_as_printed: str = ""
    vintage: str = ""
    formula: str = ""
    inputs: list[Reference] = []
    combines: list[str] = []
    value_as_printed: str = ""
    read_as_reason: str = ""


class FigureEntry(FigureVintage, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A figure in its newest vintage, with the earlier ones and the pages on which it stands."""

    vintages: list[FigureVintage]
    relations: list[str]
    pages: list[Address]


class FiguresFile(Struct, forbid_unknown_fields=True):
    """`data/figures.json`: every figure of the site."""

    figures: list[FigureEntry]


class GroupsFile(Struct, forbid_unknown_fields=True):
    """`data/figures/<package>/groups.json`: into which files the figures of a package are divided.

    `groups` gives the title of each, `figures` the group of each row of the package's tables.
    """

    groups: dict[Name, Text]
    figures: dict[Reference, Name]


class RuleOutcome(Struct, forbid_unknown_fields=True):
    """A rule that was run, what it asks, how much it looked at, and what it found."""

    rule: Name
    title: Text
    help: str
    looked_at: Count
    things: Text
    errors: Count
    advice: Count
    declared: list[str]


class KnownDiscrepancy(Struct, forbid_unknown_fields=True):
    """Why figures that do not agree are left as they were printed."""

    explanation: str
    shown: str
    why: str


class RelationOutcome(Struct, forbid_unknown_fields=True):
    """A relation between figures, and whether they keep it."""

    package: Name
    key: Text
    title: Text
    test: Text
    outcome: Text
    left: str
    right: str
    gap: str
    figures: list[Reference]
    discrepancy: KnownDiscrepancy | None = None


class ClaimReading(Struct, forbid_unknown_fields=True):
    """One way to read a claim, as a test on figures."""

    words: str
    test: Text
    outcome: Text


class ClaimOutcome(Struct, forbid_unknown_fields=True):
    """A claim, and what the figures say of it."""

    package: Name
    key: Text
    outcome: Text
    readings: list[ClaimReading]
    figures: list[Reference]
    why_not: str = ""


class ChecksReport(Struct, forbid_unknown_fields=True):
    """`data/checks.json`: what was checked, and its outcome."""

    rules: list[RuleOutcome]
    relations: list[RelationOutcome]
    claims: list[ClaimOutcome]


class GeneratorUsed(Struct, forbid_unknown_fields=True):
    """The program that made a site: its name, its version, and a digest of its code."""

    name: Text
    version: Text
    code: Digest


class RepositoryUsed(Struct, forbid_unknown_fields=True):
    """The commit that a site was made from, empty where none is known; whether files differed from it."""

    commit: Annotated[str, Meta(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})?$")]
    changed: bool


class BuildReport(Struct, forbid_unknown_fields=True):
    """`data/build.json`: of when and from what the site was made, and the digest of every other file."""

    as_of: Moment
    site_url: str
    release: bool
    pictures: bool
    generator: GeneratorUsed
    repository: RepositoryUsed
    lock: Annotated[str, Meta(pattern=r"^(?:[0-9a-f]{64})?$")]
    versions: dict[str, str]
    inputs: dict[str, Digest]
    files: dict[str, Digest]


class SearchIndex(Struct, forbid_unknown_fields=True):
    """`search/index.json`: parts, the first of them that has figures, and where words are listed."""

    parts: list[Text]
    figures: Annotated[int, Meta(ge=0)]
    words: list[tuple[str, Text]]


SearchedPart = Annotated[list[int | str], Meta(min_length=3, max_length=4)]
SearchedPages = list[tuple[str, str, str, list[SearchedPart]]]
"""`search/pages-1.json`: the address of each page, its name, more words for it, and its parts."""

SearchedRow = Annotated[list[str | int], Meta(min_length=6)]
SearchedTables = list[tuple[Text, str, list[SearchedRow]]]
"""`search/figures-1.json`: what addresses begin with, the title of the table, and its figures."""

SearchedWords = list[Annotated[list[str | int], Meta(min_length=2)]]
"""`search/words-1.json`: each word with the numbers of parts that hold it."""


class FieldShape(Struct):
    """A column of a table."""

    name: Text
    title: str = ""
    description: str = ""
    type: str = "string"


class TableShape(Struct):
    """The columns of a table, and which of them tell its rows apart."""

    fields: Annotated[list[FieldShape], Meta(min_length=1)]
    primaryKey: list[str] | str = []  # noqa: N815 - as Frictionless writes it
    missingValues: list[Any] = []  # noqa: N815 - as Frictionless writes it


class ResourceShape(Struct):
    """A table of a data package; its file lies beside the descriptor."""

    name: Name
    path: Annotated[str, Meta(pattern=r"^[^/\\]+$")]
    schema: TableShape
    title: str = ""
    description: str = ""
    encoding: str = "utf-8"


class LicenceShape(Struct):
    """A licence: by its name, or by its address."""

    name: str = ""
    path: str = ""
    title: str = ""


class PackageDescriptor(Struct):
    """`datapackage.json`, as Frictionless has it (Data Package 1.0), for tables beside it."""

    name: Name
    resources: Annotated[list[ResourceShape], Meta(min_length=1)]
    title: str = ""
    description: str = ""
    version: str = ""
    licenses: list[LicenceShape] = []


class Words(Struct, rename={"value": "@value", "language": "@language"}):
    """A text with its language."""

    value: str
    language: Text


class Distribution(
    Struct,
    rename={"id": "@id", "type": "@type", "title": "dct:title", "download": "dcat:downloadURL",
            "access": "dcat:accessURL", "media": "dcat:mediaType", "licence": "dct:license"},
):  # fmt: skip
    """A file of a data set, as DCAT has it."""

    id: Text
    type: Literal["dcat:Distribution"]
    title: Words
    download: Text
    access: Text
    media: Text
    licence: str = ""


class Dataset(
    Struct,
    rename={"id": "@id", "type": "@type", "name": "dct:identifier", "title": "dct:title",
            "page": "dcat:landingPage", "files": "dcat:distribution"},
):  # fmt: skip
    """A data set, as DCAT has it."""

    id: Text
    type: Literal["dcat:Dataset"]
    name: Name
    title: Words
    page: Text
    files: Annotated[list[Distribution], Meta(min_length=1)]


class Catalog(
    Struct,
    rename={"context": "@context", "id": "@id", "type": "@type", "title": "dct:title",
            "datasets": "dcat:dataset"},
):  # fmt: skip
    """`data/catalog.jsonld`: the data of the site for catalogues of data, as DCAT has it."""

    context: dict[str, Any]
    id: Text
    type: Literal["dcat:Catalog"]
    title: Words
    datasets: list[Dataset]


def schema_of(shape: type, title: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a shape."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | msgspec.json.schema(shape)
