"""Pages: Markdown with front matter, as editors write it."""

import re
from pathlib import Path

import yaml

from plainfigures.errors import BoundsProblem
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding
from plainfigures.figures.odd_characters import odd_character
from plainfigures.figures.page_bounds import beyond_bounds
from plainfigures.figures.yaml_bounds import hold_within_bounds
from plainfigures.figures.yaml_words import yaml_fault
from plainfigures.read.front_matter import setting_problems

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
        except UnicodeDecodeError as error:
            line = file.read_bytes()[: error.start].count(b"\n") + 1
            message = "This line of the page holds letters that are not saved as UTF-8."
            remedy = "Save the page as UTF-8 in your editor."
            findings.append(Finding(RULE, message, remedy, path, line))
            continue
        odd = odd_character(text)
        if odd:
            line = text.count("\n", 0, odd.start) + 1
            column = odd.start - text.rfind("\n", 0, odd.start)
            message = f"The page holds {odd.words}."
            remedy = "Delete the character, or type the words around it anew."
            findings.append(Finding(RULE, message, remedy, path, line, column))
            continue
        beyond = beyond_bounds(text)
        if beyond:
            findings.append(Finding(RULE, *beyond[1:], path, beyond[0]))
            continue
        matter, body, offset = split_front_matter(text)
        if _is_open(text, offset):
            message = "The lines at the top begin with --- and do not end with one."
            remedy = "Put a line --- below the settings of the page, above its heading."
            findings.append(Finding(RULE, message, remedy, path, 1))
            continue
        if not matter and _LIKE_METADATA.match(text):
            message = "MkDocs takes this first line for a setting of the page, and would drop it."
            remedy = "Begin with a heading, or put --- above and below the page's settings."
            findings.append(Finding(RULE, message, remedy, path, 1))
            continue
        try:
            hold_within_bounds(matter)
            meta = yaml.load(matter, Loader=yaml.CSafeLoader) if matter else {}
        except BoundsProblem as error:
            message = f"The lines between --- and --- at the top cannot be read: {error.message}."
            findings.append(Finding(RULE, message, error.remedy, path, error.line + 1))
            continue
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            line, why, remedy = yaml_fault(error, matter, 1)
            message = f"The lines between --- and --- at the top cannot be read: {why}."
            findings.append(Finding(RULE, message, remedy, path, line or 1))
            continue
        if meta is not None and not isinstance(meta, dict):
            message = "The lines between --- and --- at the top are no settings."
            remedy = "Write “name: value” lines, or take both lines of --- out."
            findings.append(Finding(RULE, message, remedy, path, 1))
            continue
        page = Page(path, body, offset, meta or {}, matter)
        pages.append(page)
        findings += setting_problems(page)
    return pages, findings


def _is_open(text: str, offset: int) -> bool:
    """Return whether a page begins with settings between lines of --- and lacks the second one."""
    first, _, rest = text.partition("\n")
    return not offset and first.rstrip() == "---" and bool(_LIKE_METADATA.match(rest))


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Return the front matter, the rest, and the number of lines above the rest."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return "", text, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in {"---", "..."}:
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 1
    return "", text, 0
