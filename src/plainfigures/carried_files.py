"""Files beside the pages, which go into the site as they are: of kinds that do nothing when opened.

A web page, a script or a picture with a script in it would run at the site's own address, past every
rule for pages. What a style or a script of the site's own is, the settings name: both are code.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plainfigures.config import SiteConfig
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.spreadsheet_texts import begins_formula

__all__ = ["carried_findings"]

RULE = "page"

_PAGES = {"md", "markdown", "mdown", "mkdn", "mkd"}
_FINE = {
    "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "pdf", "csv", "tsv", "xlsx", "ods", "docx",
    "odt", "pptx", "odp", "txt", "json", "geojson", "zip", "mp3", "ogg", "mp4", "webm", "vtt",
    "woff", "woff2",
}  # fmt: skip
"""Kinds of files that browsers show or save, and in which they run nothing."""
_SHEETS = {"csv", "tsv"}
_CELL_ENDS = re.compile(r"[,;\t\r\n]")
_PUBLISHED = "data"
"""The folder of the finished site that holds what is made from datasets/."""
_CODE = {"css": "extra_css", "js": "extra_javascript", "mjs": "extra_javascript"}
_WORD = re.compile(r"""[^\s,\[\]{}]+""")
_LARGEST_SVG = 2_000_000
_DECLARED = re.compile(r"<!(?!--)|<\?(?!xml\s)")
_RUNS = {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "set"}
_MOVES = ("animate",)
_LEADS = {"href", "src", "base", "srcset", "ping", "action", "formaction", "poster", "background"}
_FETCHES = re.compile(
    r"url\(\s*+['\"]?+(?!#)|@import|expression\(|javascript:|(?:image|image-set|src)\(",
    re.IGNORECASE,
)
_WEB_PAGE = "http://www.w3.org/1999/xhtml"
_ENCODING = re.compile(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)""")


def carried_findings(config: SiteConfig) -> Iterator[Finding]:
    """Yield which files below docs/ cannot go into the site, and why."""
    asked = _asked_for(config.text)
    for file in sorted(config.docs.rglob("*")):
        place = file.relative_to(config.docs)
        if any(part.startswith(".") for part in place.parts) or not file.is_file():
            continue  # MkDocs leaves out what begins with a dot
        kind = file.suffix[1:].lower()
        path = file.relative_to(config.root).as_posix()
        if kind not in _PAGES and place.parts[0].lower() == _PUBLISHED:
            message = "This file would pass for data that the site has checked and published."
            yield Finding(
                RULE,
                message,
                "Put it in another folder below docs/, or in a table of datasets/.",
                path,
            )
            continue
        if kind in _SHEETS and _holds_formula(file):
            message = (
                "A cell of this file begins like a formula, which a spreadsheet would work out."
            )
            remedy = "Begin it with another sign, or offer the file as PDF."
            yield Finding(RULE, message, remedy, path)
            continue
        if kind in _FINE or file.suffix[1:] in _PAGES:
            continue
        if kind == "svg":
            wrong = _wrong_in_svg(file)
            if wrong:
                remedy = "Save the picture anew as plain SVG, or as PNG."
                yield Finding(RULE, f"This picture {wrong}.", remedy, path)
        elif kind in _CODE:
            if place.as_posix() not in asked:
                message = "This file would go into the site, and nothing asks for it."
                remedy = f"Name it under {_CODE[kind]} in mkdocs.yml, or take it out of docs/."
                yield Finding(RULE, message, remedy, path)
        else:
            yield _other(kind, path)


def _holds_formula(file: Path) -> bool:
    """Return whether any spreadsheet program could find a formula in a file of cells.

    Programs differ in what they take for the end of a cell, so any sign of one counts.
    """
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    return any(begins_formula(cell.strip("\"' \0")) for cell in _CELL_ENDS.split(text))


def _asked_for(text: str) -> set[str]:
    """Return every path that stands in the settings as a whole; comments and parts of names do not."""
    lines = (re.sub(r"(?:^|\s)#.*", "", line) for line in text.splitlines())
    return {word.strip("\"'").removeprefix("./") for line in lines for word in _WORD.findall(line)}


def _other(kind: str, path: str) -> Finding:
    if kind in _PAGES:
        return Finding(
            RULE,
            f'MkDocs does not take a file that ends in ".{path.rpartition(".")[2]}" for a page.',
            "Write its ending in small letters.",
            path,
            suggestion=f"{path.rpartition('.')[0]}.{kind}",
        )
    message = f'A file of the kind ".{kind}" would be opened by browsers as a part of this site.'
    if not kind:
        message = "A file without an ending would be opened by browsers as a part of this site."
    remedy = "Write a page in Markdown, or offer the file in another form, such as PDF or CSV."
    return Finding(RULE, message, remedy, path, suggestion=nearest(kind, _FINE | _PAGES, 0.7))


def _wrong_in_svg(file: Path) -> str:
    """Return what a picture does that a picture should not; "" for one that only shows something."""
    content = file.read_bytes()
    if len(content) > _LARGEST_SVG:
        return f"has more than {_LARGEST_SVG // 1_000_000} MB"
    from lxml import etree  # slow to import, and few sites have such files

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is not saved as UTF-8"
    if _DECLARED.search(text):
        return "begins with declarations, as pictures need not"
    encoding = _ENCODING.search(text)
    if encoding and encoding[1].lower() not in {"utf-8", "us-ascii"}:
        return "says that it is not saved as UTF-8"
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return "cannot be read as SVG"
    wrong = (_wrong_in(node) for node in root.iter() if isinstance(node.tag, str))
    return next(filter(None, wrong), "")


def _wrong_in(node: Any) -> str:
    """Return what an element of a picture does; "" for one that only shows something."""
    from lxml.etree import QName

    name = QName(node).localname.lower()
    if name in _RUNS or name.startswith(_MOVES):
        return f"holds <{name}>, which does something"
    if QName(node).namespace == _WEB_PAGE:
        return f"holds <{name}>, which is part of a web page and not of a picture"
    if name == "style" and _may_fetch("".join(node.itertext())):
        return "has a style that loads something"
    for key, value in node.attrib.items():
        attribute = QName(key).localname.lower()
        if attribute.startswith("on"):
            return f'has "{attribute}", which runs a script'
        if attribute in _LEADS and not _stays(str(value)):
            return "loads something, or leads elsewhere"
        if _may_fetch(str(value)) if attribute == "style" else _FETCHES.search(str(value)):
            return "loads something, or runs a script"
    return ""


def _may_fetch(style: str) -> bool:
    """Return whether a style loads something, or has signs written so that it cannot be told."""
    return "\\" in style or bool(_FETCHES.search(style))


def _stays(address: str) -> bool:
    plain = address.strip().lower()
    return plain.startswith(("#", "data:image/png;", "data:image/jpeg;")) or not plain
