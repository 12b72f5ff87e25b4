"""The finder: pages for editors that list what a page can show, written once all others are known."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from plainfigures.finder.frame import FIND, MARK, Sheet, in_frame
from plainfigures.finder.lists import sheets_of
from plainfigures.finder.uses import uses_of
from plainfigures.preparing import Prepared
from plainfigures.write import NotedPage, relative_links

__all__ = ["write_finder"]


def write_finder(
    prepared: Prepared, site: Path, noted: Mapping[str, NotedPage], used: Mapping[str, list[str]]
) -> None:
    """Write the pages into `site`; `used` gives the pages of each figure.

    The lists are kept from build to build. A page that an editor wrote goes before one made here.
    """
    frame = noted.get(FIND)
    if frame is None or MARK not in frame.html:
        return
    uses = uses_of(prepared, noted, used)

    def make() -> str:
        sheets = sheets_of(prepared.catalogue, prepared.desk, uses)
        related = [
            replace(one, content=relative_links(str(one.content), one.address)) for one in sheets
        ]
        return msgspec.json.encode(related).decode()

    kept = prepared.keeper(f"finder {uses!r}", make)
    for sheet in msgspec.json.decode(kept, type=list[Sheet]):
        if sheet.address == FIND or sheet.address not in noted:
            file = site / sheet.address / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(in_frame(frame.html, sheet), "utf-8")
