"""Styles, scripts and drawings: what they load, and what has no business in them."""

import re
from collections.abc import Iterator

from lxml import etree

from plainfigures.proofing.addresses import Ground, take_address
from plainfigures.proofing.sheets import Fault, Sheet

__all__ = [
    "in_style",
    "look_at_drawing",
    "look_at_script",
    "look_at_style",
    "odd_letters",
    "xml_of",
]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Only these, since every byte of a site is looked through; what is typed is held to more, in
`figures/odd_characters`."""
_CSS_URL = re.compile(
    r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s)\"']*))\s*\)|@import\s+[\"']([^\"']*)"
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IN_SCRIPT = re.compile(r"""["'`]\s*((?:https?:|wss?:)?//[a-z0-9][^"'`\s]*)""", re.IGNORECASE)
_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?:^|\s)//[^\n]*", re.DOTALL)
_NAMES = ("http://www.w3.org/", "https://www.w3.org/")
"""How the names of kinds of markup begin, which look like addresses and are never fetched."""

_NO_SCRIPT = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "set"})


def odd_letters(text: str) -> Iterator[Fault]:
    """Yield what is wrong with the letters of a text: those that nobody sees, and that turn others."""
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        after = " ".join(text[found.end() : found.end() + 30].partition("<")[0].split())
        yield Fault(
            f"Line {line} of the file holds a letter that nobody can see (U+{ord(found[0]):04X}), "
            f"before “{after}”.",
            "Type the words around it anew, in the page or the table that they come from.",
            found[0],
        )


def in_style(sheet: Sheet, ground: Ground, text: str) -> None:
    """Note what a style loads."""
    if "url(" not in text and "@import" not in text:
        return
    for found in _CSS_URL.finditer(_CSS_COMMENT.sub(" ", text)):
        address = next((one for one in found.groups() if one is not None), "")
        if not address.startswith("#"):
            take_address(sheet, ground, address, loaded=True)


def look_at_style(file: str, content: bytes, site_url: str) -> Sheet:
    """Read a style sheet."""
    sheet = Sheet()
    in_style(sheet, Ground(file, site_url), content.decode("utf-8", "replace"))
    return sheet


def look_at_script(file: str, content: bytes, site_url: str) -> Sheet:
    """Read a script: it may name no other host, since it could ask something of it."""
    sheet, own = Sheet(), site_url.rstrip("/")
    text = _SCRIPT_COMMENT.sub(" ", content.decode("utf-8", "replace"))
    for address in dict.fromkeys(_IN_SCRIPT.findall(text)):
        if not address.startswith(_NAMES) and not (own and address.startswith(own)):
            message = f'The script names "{address[:80]}", which is on another host.'
            remedy = f"Have {file.rpartition('/')[2]} use files of the site only, or leave it out."
            sheet.faults.append(Fault(message, remedy, address))
    return sheet


def xml_of(content: bytes, sheet: Sheet) -> etree._Element | None:
    """Return the tree of an XML file, or None, with what is wrong noted in `sheet`.

    It may declare nothing of its own: what it declares, a reader would have to follow.
    """
    if re.search(rb"<!(?:ENTITY|DOCTYPE[^>]*\[)", content):
        message = (
            "The file declares names of its own (a DOCTYPE with entities), which no reader needs."
        )
        sheet.faults.append(Fault(message, "Take out what stands before its first tag."))
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        reason = (error.msg or "").partition(", line")[0]
        message = f"The file is not well-formed, at line {line}: {reason}."
        sheet.faults.append(Fault(message))
        return None


def look_at_drawing(file: str, content: bytes, site_url: str) -> Sheet:
    """Read an SVG file: well-formed, with no script, asking nothing of anybody else."""
    sheet, ground = Sheet(), Ground(file, site_url)
    root = xml_of(content, sheet)
    for node in root.iter(etree.Element) if root is not None else ():
        name = etree.QName(node).localname
        if name in _NO_SCRIPT:
            message = f"The drawing holds <{name}>, which a drawing must not."
            sheet.faults.append(Fault(message, "Export it anew as a plain SVG."))
        if name == "style":
            in_style(sheet, ground, "".join(str(one) for one in node.itertext()))
        for key, value in node.attrib.items():
            attribute = etree.QName(str(key)).localname
            if attribute.startswith("on"):
                message = f'The drawing runs a script ("{attribute}"), which a drawing must not.'
                sheet.faults.append(Fault(message, "Export it anew as a plain SVG."))
            elif attribute == "href" and not str(value).startswith("#"):
                take_address(sheet, ground, str(value), loaded=name != "a")
            elif "url(" in str(value):
                in_style(sheet, ground, str(value))
    return sheet
