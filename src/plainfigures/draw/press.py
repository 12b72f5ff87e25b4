"""A laid-out sheet as an SVG for a page: small, themeable, and with nothing to hide.

It has paths, markers and real text, and no more. How each looks is said in attributes of SVG's own,
since the policy of a site allows no `style`, and each colour is a CSS variable. It is written
straight from the sheet: where everything stands is known by then, and to have matplotlib draw it
first took ten times as long.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from lxml import etree

from plainfigures.draw.measure import clean
from plainfigures.draw.sheet import Marker, Shape, Sheet, Words
from plainfigures.draw.style import DASH, SMALL, css_paint
from plainfigures.figures.pictures import Picture

__all__ = ["as_text", "new_drawing", "press", "put", "put_ink"]

SVG = "http://www.w3.org/2000/svg"
_NAMES: Any = {None: SVG}
"""SVG without a prefix, so that the drawing can stand within HTML."""

_HEAVY = "600"

_OUTLINES = {
    "o": "M-{half} 0a{half} {half} 0 1 0 {whole} 0a{half} {half} 0 1 0 -{whole} 0z",
    "s": "M-{half} -{half}h{whole}v{whole}h-{whole}z",
    "D": "M0 -{corner}L{corner} 0L0 {corner}L-{corner} 0z",
    "^": "M0 -{half}L{half} {half}L-{half} {half}z",
}
"""The shape of each marker about its middle; a diamond is a square on its corner."""

_CORNER = 2**0.5


def press(sheet: Sheet, picture: Picture, width: str) -> str:
    """Return the `sheet` on which `picture` is laid out at `width` as an SVG document."""
    root = new_drawing(sheet, picture.alternative, {"class": f"pf-svg pf-svg--{width}"})
    put_ink(root, sheet, f"{picture.id} {width}")
    return as_text(root)


def as_text(drawing: "etree._Element") -> str:
    """Return a drawing as it is written in a page: without prolog, on one line."""
    return etree.tostring(drawing, encoding="unicode")


def new_drawing(
    sheet: Sheet, alternative: str, given: Mapping[str, str] | None = None
) -> "etree._Element":
    """Return an SVG document of the size of `sheet`, named by its text `alternative`, still empty.

    What is `given` stands first among what it says of itself.
    """
    across, down = _number(sheet.width), _number(sheet.height)
    said = {
        **(given or {}),
        "viewBox": f"0 0 {across} {down}",
        "width": across,
        "height": down,
        "role": "img",
        "aria-label": clean(alternative),
        "focusable": "false",
        "font-family": "var(--pf-font, system-ui, sans-serif)",
        "font-size": f"{SMALL:g}px",
        "fill": css_paint("ink"),
        "stroke-linejoin": "round",
    }
    return etree.Element(f"{{{SVG}}}svg", said, nsmap=_NAMES)


def put(
    into: "etree._Element", name: str, given: Mapping[str, str] | None = None
) -> "etree._Element":
    """Put an element into another, with what it says of itself, and return it."""
    return etree.SubElement(into, f"{{{SVG}}}{name}", dict(given or {}))


def put_ink(into: "etree._Element", sheet: Sheet, salt: str) -> None:
    """Draw all ink of `sheet` within an element: lines and areas, then markers, then text.

    `salt` makes the ids of what is drawn its own among those of a page.
    """
    for item in sheet.ink:
        if isinstance(item, Shape):
            put(into, "path", {"d": _outline(item), **_paints(item.fill, item.edge, item)})
    outlines: dict[str, str] = {}
    for item in sheet.ink:
        if isinstance(item, Marker):
            _draw_markers(into, item, salt, outlines)
    for item in sheet.ink:
        if isinstance(item, Words):
            put(into, "text", _type(item)).text = item.text


def _draw_markers(
    into: "etree._Element", marker: Marker, salt: str, outlines: dict[str, str]
) -> None:
    """Draw a marker at each of its places; its outline is drawn once, and then used."""
    half = marker.size / 2
    sizes = {"half": half, "whole": marker.size, "corner": half * _CORNER}
    outline = _OUTLINES[marker.shape].format(**{name: _number(one) for name, one in sizes.items()})
    if outline not in outlines:
        digest = blake2b(f"{salt} {outline}".encode(), digest_size=5)
        outlines[outline] = f"m{digest.hexdigest()}"
        put(put(into, "defs"), "path", {"id": outlines[outline], "d": outline})
    paints = _paints(marker.fill, marker.edge, marker)
    for x, y in marker.places:
        place = {"href": f"#{outlines[outline]}", "x": _number(x), "y": _number(y)}
        put(into, "use", {**place, **paints})


def _type(words: Words) -> dict[str, str]:
    given = {"x": _number(words.x), "y": _number(words.y)}
    if words.paint != "ink":
        given["fill"] = css_paint(words.paint)
    if words.bold:
        given["font-weight"] = _HEAVY
    if words.size != SMALL:
        given["font-size"] = f"{_number(words.size)}px"
    if words.anchor != "start":
        given["text-anchor"] = words.anchor
    return given


def _paints(fill: str, edge: str, inked: Shape | Marker) -> dict[str, str]:
    """Say how something looks, but for what the document says of all that is in it."""
    given = {}
    if fill != "ink":
        given["fill"] = css_paint(fill) if fill else "none"
    if not edge:
        return given
    if isinstance(inked, Shape) and inked.dashed:
        given["stroke-dasharray"] = ",".join(f"{length:g}" for length in DASH)
    given["stroke"] = css_paint(edge)
    if inked.width != 1:
        given["stroke-width"] = f"{inked.width:g}"
    return given


def _outline(shape: Shape) -> str:
    starts = {0, *shape.breaks}
    steps = (
        f"{'M' if index in starts else 'L'}{_number(x)} {_number(y)}"
        for index, (x, y) in enumerate(shape.places)
    )
    return "".join(steps) + ("z" if shape.closed else "")


def _number(value: float) -> str:
    """Write to a tenth of a pixel, without zeros at the end or a negative nought."""
    return f"{round(value, 1) + 0:g}"
