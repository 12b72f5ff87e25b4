"""`assets/plainfigures.css`: the parts of the look, put together into the one file that pages load."""

import re
from pathlib import Path

__all__ = ["ORDER", "STYLES", "write_styles"]

STYLES = Path(__file__).parent.parent / "styles"
"""The folder of the parts."""

ORDER = (
    "paints",
    "ground",
    "header",
    "page",
    "notes",
    "cards",
    "ladder",
    "timeline",
    "promises",
    "asides",
    "charts",
    "chart-pages",
    "tables",
    "registers",
    "many",
    "weighed",
    "foot",
    "whole",
    "footer",
    "search",
    "finder",
    "asked-for",
    "print",
)
"""The parts in the order in which they hold: what comes later wins."""

_DARK = "paints-dark"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s*\n\s*")


def write_styles(site: Path) -> None:
    """Write the one style sheet of a site, without comments and indents."""
    parts = [(STYLES / f"{name}.css").read_text("utf-8") for name in ORDER]
    parts.insert(1, _dark((STYLES / f"{_DARK}.css").read_text("utf-8")))
    target = site / "assets" / "plainfigures.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    written = _BLANK.sub("\n", _COMMENT.sub("", "\n".join(parts))).strip()
    target.write_text(written + "\n", "utf-8")


def _dark(paints: str) -> str:
    """Return the dark paints twice: as the system asks for them, and as a reader chose them."""
    return (
        "@media screen and (prefers-color-scheme: dark) {\n"
        f':root:not([data-md-color-scheme="default"]) {{\n{paints}}}\n}}\n'
        f'@media screen {{\n[data-md-color-scheme="slate"] {{\n{paints}}}\n}}\n'
    )
