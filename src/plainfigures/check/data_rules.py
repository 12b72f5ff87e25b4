"""The list of rules for the data: where nothing in the data changed, none of them is loaded."""

from collections.abc import Callable

from plainfigures.check import (
    after_its_source,
    aliases,
    as_published,
    as_written,
    bases,
    claims,
    configuration,
    descriptions,
    drawn_from,
    embargo,
    examples,
    expected,
    figure_parts,
    foreign_keys,
    formulas,
    harmless,
    home_area,
    ledger,
    read_as,
    recoverable,
    relations,
    revisions,
    series,
    small_numbers,
    source_bodies,
    sources,
    withheld,
)
from plainfigures.check.material import Material
from plainfigures.check.rules import Rule

__all__ = ["DATA_RULES"]


def _figures(material: Material) -> int:
    return len(material.published)


def _sources(material: Material) -> int:
    return len(material.catalogue.sources)


def _counted(name: str) -> Callable[[Material], int]:
    return lambda material: material.counts.get(name, 0)


DATA_RULES: tuple[Rule[Material], ...] = (
    Rule(
        "descriptor",
        "Each package says what it holds",
        "packages",
        _counted("packages"),
        as_written.find_descriptors,
    ),
    Rule(
        "table",
        "Each table is as its package describes it",
        "tables",
        _counted("tables"),
        as_written.find_tables,
    ),
    Rule(
        "harmless",
        "Nothing in the data does harm where it is opened",
        "tables",
        harmless.count,
        harmless.find,
    ),
    Rule("figure-parts", "Each figure has all its parts", "figures", _figures, figure_parts.find),
    Rule("as-published", "Each figure is what was printed", "figures", _figures, as_published.find),
    Rule("source", "Each figure says where it stands", "figures", _figures, sources.find),
    Rule(
        "drawn-from",
        "Each figure is the one in its source that it claims to be",
        "figures of sources with a key",
        drawn_from.count,
        drawn_from.find,
    ),
    Rule(
        "home-area", "Each body speaks of its own area", "bodies", home_area.count, home_area.find
    ),
    Rule(
        "expected",
        "What was expected is here, or its pages say that it is not",
        "things expected",
        expected.count,
        expected.find,
    ),
    Rule("series", "The figures of a series are of one kind", "series", series.count, series.find),
    Rule(
        "after-its-source",
        "No source tells of what came after it",
        "figures",
        _figures,
        after_its_source.find,
    ),
    Rule(
        "source-body",
        "Each figure is that of its source's body",
        "figures",
        _figures,
        source_bodies.find,
    ),
    Rule(
        "read-as",
        "Nothing is corrected in silence",
        "figures",
        _figures,
        read_as.find,
        read_as.declared,
    ),
    Rule("foreign-key", "Names lead somewhere", "keys", foreign_keys.count, foreign_keys.find),
    Rule("formula", "Our arithmetic can be followed", "formulas", formulas.count, formulas.find),
    Rule(
        "relation",
        "It adds up, or we say that it does not",
        "relations",
        relations.count,
        relations.find,
        relations.declared,
    ),
    Rule("claim", "What is claimed is held against figures", "claims", claims.count, claims.find),
    Rule(
        "revision",
        "Nothing published is overwritten",
        "records and revised figures",
        revisions.count,
        revisions.find,
    ),
    Rule("alias", "Old references keep working", "references", aliases.count, aliases.find),
    Rule(
        "ledger",
        "Every number of a document is accounted for",
        "numbers in documents",
        ledger.count,
        ledger.find,
    ),
    Rule(
        "withheld",
        "What is held back stays back",
        "places held back",
        withheld.count,
        withheld.find,
        withheld.declared,
    ),
    Rule(
        "embargo",
        "Nothing can be seen before its time",
        "packages",
        _counted("packages"),
        embargo.find,
    ),
    Rule(
        "small-number",
        "Nobody is found out by a small number",
        "counts of people",
        small_numbers.count,
        small_numbers.find,
        small_numbers.declared,
    ),
    Rule(
        "recoverable",
        "What is confidential cannot be worked out",
        "values that are not shown",
        recoverable.count,
        recoverable.find,
    ),
    Rule(
        "configuration",
        "The site says whose it is",
        "settings",
        configuration.count,
        configuration.find,
    ),
    Rule(
        "description",
        "What the data hold is said in words",
        "columns",
        descriptions.count,
        descriptions.find,
    ),
    Rule("example", "No made-up example is left", "sources", _sources, examples.find),
    Rule("page", "Each page can be read", "pages", _counted("pages"), as_written.find_pages),
    Rule(
        "macros",
        "Each number in a sentence comes from the data",
        "pages",
        _counted("pages"),
        as_written.find_macros,
    ),
    Rule(
        "chart",
        "Each chart is made from the data",
        "charts",
        _counted("charts"),
        as_written.find_charts,
    ),
    Rule(
        "basis",
        "Nothing is compared that is not alike",
        "pages and charts",
        bases.count,
        bases.find,
    ),
)
