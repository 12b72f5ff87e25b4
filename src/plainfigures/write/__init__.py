"""Figures into words: the macros that every site has, and the notes at the foot of each page."""

from plainfigures.write.chart_blocks import chart_rows
from plainfigures.write.desk import Desk, Keeper, Macro
from plainfigures.write.listings import block_mark, list_catalogue, list_checks
from plainfigures.write.notes import NotedPage, number_notes, relative_links
from plainfigures.write.pages import RenderedPage, render_page
from plainfigures.write.places import find_places

__all__ = [
    "Desk",
    "Keeper",
    "Macro",
    "NotedPage",
    "RenderedPage",
    "block_mark",
    "chart_rows",
    "find_places",
    "list_catalogue",
    "list_checks",
    "number_notes",
    "relative_links",
    "render_page",
]
