"""Loads what making pages needs, once: each process that makes pages begins as a copy of this one.

Nothing of a site is loaded here, so that each process sees the site's own Python as it is saved.
"""

import contextlib
import importlib

import plainfigures.build
import plainfigures.cli  # noqa: F401
from plainfigures.draw import load_drawing
from plainfigures.figures.keys import code_digest
from plainfigures.rendering.compiled import compile_templates
from plainfigures.rendering.mkdocs import load_mkdocs

__all__: list[str] = []

_WHEN_DATA_CHANGE = (
    "frictionless",
    "lark",
    "lxml.html",
    "plainfigures.check.data_rules",
    "plainfigures.read.package",
    "xlsxwriter",
)
"""What is loaded when it is first needed."""

load_mkdocs()
compile_templates()
load_drawing()
code_digest()
for _name in _WHEN_DATA_CHANGE:
    with contextlib.suppress(ImportError):
        importlib.import_module(_name)
