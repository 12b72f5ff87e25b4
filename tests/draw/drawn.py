"""Reads a finished drawing back: its texts with the boxes that they take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Written:
    """One line of text and its box: from above its capitals to below its descenders."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


@cache
def _widths(bold: bool) -> tuple[dict[int, float], dict[int, str]]:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    font = TTFont(Path(mpl.get_data_path(), "fonts", "ttf", name))
    metrics, glyphs, em = font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
    return {code: metrics[glyph][0] / em for code, glyph in glyphs.items()}, glyphs


def width_of(text: str, size: float, bold: bool) -> float:
    """Measure with fontTools, so as not to believe the code under test."""
    advances, _ = _widths(bold)
    return size * sum(advances.get(ord(char), 1.4) for char in text)


LOOKS = re.compile(r"fill|stroke(?:-[a-z]+)?|font-[a-z]+|text-anchor")


def style_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes that say how an element looks: no `style`, which no policy allows."""
    assert element.get("style") is None
    given = {str(name): str(value) for name, value in element.items()}
    return {name: value for name, value in given.items() if LOOKS.fullmatch(name)}


def is_template(element: etree._Element) -> bool:
    """Whether an element is the shape of a marker, and not drawn itself."""
    parent = element.getparent()
    return parent is not None and parent.tag == f"{SVG}defs"


def read_texts(svg: str) -> list[Written]:
    root = etree.fromstring(svg)
    usual = float(style_of(root)["font-size"].removesuffix("px"))
    texts = []
    for element in root.iter(f"{SVG}text"):
        style = style_of(element)
        size = float(style.get("font-size", f"{usual}px").removesuffix("px"))
        text = element.text or ""
        wide = width_of(text, size, "font-weight" in style)
        x, y = float(str(element.get("x"))), float(str(element.get("y")))
        anchor = style.get("text-anchor", "start")
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        texts.append(Written(text, size, left, y - 0.76 * size, left + wide, y + 0.24 * size))
    return texts


def bars(svg: str) -> list[tuple[float, float, float, float]]:
    """Find filled rectangles as left, top, right, bottom."""
    found = []
    for path in etree.fromstring(svg).iter(f"{SVG}path"):
        if "series" in style_of(path).get("fill", "") and not is_template(path):
            numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", str(path.get("d")))]
            xs, ys = numbers[::2], numbers[1::2]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def uprights(svg: str) -> list[tuple[float, float, float]]:
    """Find upright hairlines as x, top, bottom."""
    found = []
    for path in etree.fromstring(svg).iter(f"{SVG}path"):
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", str(path.get("d")))]
        if len(numbers) == 4 and numbers[0] == numbers[2] and "stroke" in style_of(path):
            found.append((numbers[0], min(numbers[1::2]), max(numbers[1::2])))
    return found


def find_faults(svg: str) -> Iterator[str]:
    """Yield every text that is too small, cut off, or laid over another or over a bar."""
    root = etree.fromstring(svg)
    width, height = float(str(root.get("width"))), float(str(root.get("height")))
    texts, filled, strokes = read_texts(svg), bars(svg), uprights(svg)
    for one in texts:
        if one.size < 15:
            yield f"too small: {one}"
        if (
            one.left < -0.6
            or one.right > width + 0.6
            or one.top < -0.6
            or one.bottom > height + 0.6
        ):
            yield f"cut off in {width} by {height}: {one}"
    for one, other in combinations(texts, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        if across > 0.6 and down > 0.6:
            yield f"overlap: {one} and {other}"
    for one in texts:
        for x, top, bottom in strokes:
            if one.left + 1 < x < one.right - 1 and one.top + 2 < bottom and top < one.bottom - 2:
                yield f"struck through: {one}"
        for left, top, right, bottom in filled:
            across = min(one.right, right) - max(one.left, left)
            down = min(one.bottom, bottom) - max(one.top, top)
            if across > 0.6 and down > 1:
                yield f"on a bar: {one}"
