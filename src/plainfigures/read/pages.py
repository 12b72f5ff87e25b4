"""Pages: Markdown with front matter, as editors write it."""

import re
from pathlib import Path

import yaml

from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding

__all__ = ["read_pages", "split_front_matter"]

RULE = "page"

_LIKE_METADATA = re.compile(r" {0,3}[A-Za-z0-9_-]+:(?:\s|$)")

_SUFFIXES = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}
"""The endings under which MkDocs takes a file for a page."""


def read_pages(docs: Path, root: Path) -> tuple[list[Page], list[Finding]]:
    """Read every Markdown page under `docs`, in the order of their paths."""
    pages, findings = [], []
    pages_there = (file for file in docs.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    for file in sorted(pages_there):
        path = file.relative_to(root).as_posix()
        try:
            text = file.read_text("utf-8-sig")
        except UnicodeDecodeError:
            findings.append(
                Finding(RULE, "This page is not UTF-8 text.", "Save it as UTF-8.", path)
            )
            continue
        matter, body, offset = split_front_matter(text)
        if not matter and _LIKE_METADATA.match(text):
            message = "MkDocs takes this first line for a setting of the page, and would drop it."
            remedy = "Begin with a heading, or put --- above and below the page's settings."
            findings.append(Finding(RULE, message, remedy, path, 1))
            continue
        try:
            meta = yaml.load(matter, Loader=yaml.CSafeLoader) if matter else {}
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 1
            message = "The lines between --- and --- at the top cannot be read."
            remedy = "Write one “name: value” a line; put quotes around a value that holds a colon."
            findings.append(Finding(RULE, message, remedy, path, line))
            continue
        settings = meta if isinstance(meta, dict) else {}
        pages.append(Page(path, body, offset, settings, matter))
    return pages, findings


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Return the front matter, the rest, and the number of lines above the rest."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return "", text, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in {"---", "..."}:
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 1
    return "", text, 0
