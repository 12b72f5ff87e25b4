"""Pages: Markdown with front matter, as editors write it."""

from pathlib import Path

import yaml

from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding

__all__ = ["read_pages", "split_front_matter"]

RULE = "page"


def read_pages(docs: Path, root: Path) -> tuple[list[Page], list[Finding]]:
    """Read every Markdown page under `docs`, in the order of their paths."""
    pages, findings = [], []
    for file in sorted(file for file in docs.rglob("*.md") if file.is_file()):
        path = file.relative_to(root).as_posix()
        try:
            text = file.read_text("utf-8-sig")
        except UnicodeDecodeError:
            findings.append(
                Finding(RULE, "This page is not UTF-8 text.", "Save it as UTF-8.", path)
            )
            continue
        matter, body, offset = split_front_matter(text)
        try:
            meta = yaml.load(matter, Loader=yaml.CSafeLoader) if matter else {}
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 1
            message = "The lines between --- and --- at the top cannot be read."
            remedy = "Write one “name: value” a line; put quotes around a value that holds a colon."
            findings.append(Finding(RULE, message, remedy, path, line))
            continue
        pages.append(Page(path, body, offset, meta if isinstance(meta, dict) else {}))
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
