"""How much of anything is read: bounds that no honest site meets, each with its reason.

A site of national size fits: the tables of 153 bodies, with 50,000 figures each, in a package for
each body. What is larger is refused before it is opened, so that nobody's file can fill the memory
of the machine that builds, or keep it busy.
"""

__all__ = [
    "MOST_CELLS",
    "MOST_COLUMNS",
    "MOST_DESCRIPTOR_BYTES",
    "MOST_ENTRIES",
    "MOST_FILE_BYTES",
    "MOST_FINDINGS",
    "MOST_FOLDERS_DEEP",
    "MOST_FORMULA",
    "MOST_IN_CELL",
    "MOST_IN_SPREADSHEET",
    "MOST_JSON_DEPTH",
    "MOST_NAME",
    "MOST_PATTERN",
    "MOST_PATTERN_SECONDS",
    "MOST_PLACES",
    "MOST_ROWS",
    "MOST_SHORT_TEXT",
    "MOST_SITE_BYTES",
    "MOST_TABLES",
    "MOST_YAML_BYTES",
    "MOST_YAML_DEPTH",
    "MOST_YAML_PARTS",
    "megabytes",
]

MOST_FILE_BYTES = 50_000_000
"""One file of a site. Hosts of repositories warn from 50 MB on, and half a million rows fit."""
MOST_DESCRIPTOR_BYTES = 10_000_000
"""One datapackage.json: eighty times the largest of a real site, and still read at once."""
MOST_SITE_BYTES = 8_000_000_000
"""All files below docs/, datasets/ and charts/: three times what a site of national size has."""
MOST_ENTRIES = 200_000
"""Files and folders in all of these: a thousand packages with dozens of tables each."""
MOST_FOLDERS_DEEP = 20
"""Folders within folders: pages of a site lie four deep at most."""
MOST_NAME = 150
"""Letters in the name of a file: with its folders it has to be an address."""
MOST_ROWS = 500_000
"""Rows of one table: half of what a spreadsheet program opens, and ten bodies' worth."""
MOST_COLUMNS = 500
"""Columns of one table. More is a table that wants turning: rows as columns."""
MOST_CELLS = 10_000_000
"""Cells of one table, so that the longest is not the widest as well."""
MOST_IN_SPREADSHEET = 10_000
"""Rows of a package for which a spreadsheet of all its tables is made: it is not squeezed, so that it
has four times the weight of the tables, and nobody reads more rows than that in one."""
MOST_IN_CELL = 32_767
"""Letters in one cell: what a cell of a spreadsheet can hold."""
MOST_SHORT_TEXT = 1_000
"""Letters in a text that is read for the number in it, such as a figure as it was published."""
MOST_JSON_DEPTH = 40
"""Brackets within brackets of a descriptor: a real one has about ten."""
MOST_FINDINGS = 2_000
"""Mistakes that one rule tells of, and that are told of one table."""
MOST_FORMULA = 20_000
"""Letters of a formula, or of a test: several hundred references."""
MOST_PATTERN = 1_000
"""Letters of a pattern: beyond that nobody can tell what it lets through."""
MOST_PATTERN_SECONDS = 5.0
"""How long one pattern may take over all of a table: a fair one takes a hundredth of that."""
MOST_PLACES = 20_000
"""Pages that one template makes: a page for each parish of a country."""
MOST_TABLES = 500
"""Tables of one package: nobody finds one among more."""
MOST_YAML_BYTES = 200_000
"""The settings of a site, a chart, or the top of a page: thousands of lines."""
MOST_YAML_DEPTH = 30
"""Lists within lists there."""
MOST_YAML_PARTS = 50_000
"""Names and values there, those counted again that are repeated with `*`."""


def megabytes(size: int) -> str:
    """Say a number of bytes as editors know it from their own files."""
    return f"{size / 1_000_000:,.0f} MB" if size >= 1_000_000 else f"{size / 1_000:,.0f} KB"
