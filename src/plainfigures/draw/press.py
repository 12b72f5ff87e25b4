"""What matplotlib drew, made ready for a page: small, themeable, and with nothing to hide.

Its frame is dropped: metadata with version and address, the style sheet, groups and their ids. What
is left is paths, markers and real text, with each stand-in colour written as a CSS variable. How
each looks is said in attributes of SVG's own, since the policy of a site allows no `style`.
"""

import re
from typing import Any

from lxml import etree

from plainfigures.draw.measure import clean
from plainfigures.draw.style import SMALL, css_paint, paint_of_dye

__all__ = ["press"]

SVG = "http://www.w3.org/2000/svg"
NAMES: Any = {None: SVG}
"""SVG without a prefix, so that the drawing can stand within HTML."""

HREF = "{http://www.w3.org/1999/xlink}href"
TYPE = {
    "font-family": "var(--pf-font, system-ui, sans-serif)",
    "font-size": f"{SMALL:g}px",
}

HEAVY = "600"

KEPT = {
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "text-anchor",
}
# What the root already says, or what SVG takes for granted.
INHERITED = {
    "font-size": f"{SMALL:g}px",
    "fill": css_paint("ink"),
    "text-anchor": "start",
    "stroke-width": "1",
}


def press(raw: str, width: str, alternative: str) -> str:
    """Return matplotlib's SVG `raw` as a page's, named by its text `alternative`."""
    drawn = etree.fromstring(raw.encode())
    _, _, across, down = str(drawn.get("viewBox")).split()
    size = {"width": _round(across), "height": _round(down)}
    root = etree.Element(
        f"{{{SVG}}}svg",
        {
            "class": f"pf-svg pf-svg--{width}",
            "viewBox": f"0 0 {size['width']} {size['height']}",
            **size,
            "role": "img",
            "aria-label": clean(alternative),
            "focusable": "false",
            **TYPE,
            "fill": css_paint("ink"),
            "stroke-linejoin": "round",
        },
        nsmap=NAMES,
    )
    for element in drawn.iter(f"{{{SVG}}}path", f"{{{SVG}}}use", f"{{{SVG}}}text"):
        root.append(_element(element))
    return etree.tostring(root, encoding="unicode")


def _element(drawn: "etree._Element") -> "etree._Element":
    name = etree.QName(drawn).localname
    made = etree.Element(drawn.tag, nsmap=NAMES)
    # The shape of a marker; each `use` of it carries its own paint.
    template = name == "path" and drawn.get("id")
    if template:
        made.set("id", str(template))
    if HREF in drawn.attrib:
        made.set("href", str(drawn.get(HREF)))
    for place in ("x", "y"):
        if place in drawn.attrib:
            made.set(place, _round(str(drawn.get(place))))
    if name == "path":
        made.set("d", _tighten(str(drawn.get("d"))))
    if not template:
        for key, value in _look(str(drawn.get("style", "")), name).items():
            made.set(key, value)
    made.text = drawn.text if name == "text" else None
    if not template:
        return made
    defs = etree.Element(f"{{{SVG}}}defs", nsmap=NAMES)
    defs.append(made)
    return defs


def _look(drawn: str, name: str) -> dict[str, str]:
    """Keep what shows, with paints as variables and the house's weight for bold."""
    said = dict(pair.split(": ", 1) for pair in drawn.split("; ") if ": " in pair)
    if name != "text" and "stroke" not in said:
        said = {"fill": said["fill"]}
    kept = {}
    for key, value in said.items():
        if key in {"fill", "stroke"} and value != "none":
            kept[key] = css_paint(paint_of_dye(value))
        elif key in KEPT:
            kept[key] = HEAVY if key == "font-weight" else value
    return {key: value for key, value in kept.items() if INHERITED.get(key) != value}


def _tighten(path: str) -> str:
    rounded = re.sub(r"-?\d+(?:\.\d+)?", lambda number: _round(number[0]), path)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", rounded.replace("\n", ""))


def _round(number: str) -> str:
    """Round to a tenth of a pixel, without zeros at the end or a negative nought."""
    return f"{round(float(number), 1) + 0:g}"
