"""Figures into words: the macros that every site has, and the notes at the foot of each page."""

from plainfigures.write.captions import caption_tables
from plainfigures.write.chart_blocks import chart_rows, drawn_in
from plainfigures.write.chart_csv import chart_data
from plainfigures.write.chart_pages import (
    PREVIEW_MARK,
    chart_mark,
    chart_sources,
    cite_chart,
    link_picture,
    list_charts,
    list_pages,
)
from plainfigures.write.desk import Desk, Keeper, Macro
from plainfigures.write.listings import block_mark, list_checks
from plainfigures.write.markup import plain_text
from plainfigures.write.notes import NotedPage, figures_on, number_notes, relative_links
from plainfigures.write.pages import RenderedPage, render_page
from plainfigures.write.places import find_places
from plainfigures.write.records import (
    Standing,
    list_figures,
    list_groups,
    list_packages,
    named_packages,
    old_names,
)

__all__ = [
    "PREVIEW_MARK",
    "Desk",
    "Keeper",
    "Macro",
    "NotedPage",
    "RenderedPage",
    "Standing",
    "block_mark",
    "caption_tables",
    "chart_data",
    "chart_mark",
    "chart_rows",
    "chart_sources",
    "cite_chart",
    "drawn_in",
    "figures_on",
    "find_places",
    "link_picture",
    "list_charts",
    "list_checks",
    "list_figures",
    "list_groups",
    "list_packages",
    "list_pages",
    "named_packages",
    "number_notes",
    "old_names",
    "plain_text",
    "relative_links",
    "render_page",
]
