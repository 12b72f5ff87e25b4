"""Plants what may not be seen yet into the site of the fire service, and looks for it in every byte."""

import struct
import zlib
from pathlib import Path
from typing import Any

from tests.making import (
    SOURCE_KEY,
    Table,
    append,
    describe,
    edit,
    make_site,
    number,
    write_package,
)

__all__ = ["MOMENT", "RARE", "all_bytes", "plant"]

MOMENT = "2026-12-10T09:30:00+00:00"
RARE = {
    "a row": ("quinquereme", "73918264", "73,918,264", "leaf 9317", "£73.918264m"),
    "its document": ("trireme ledger", "trireme-2026"),
    "its measure and its basis": ("bireme basis",),
    "what hangs on it": ("galleass", "xebec", "felucca", "sambuk", "caravel"),
    "a table": ("penteconter", "81726354", "81,726,354"),
    "a package": ("liburnian", "64738291", "64,738,291"),
    "a page and its picture": ("dromond", "brigantine"),
}
"""What is planted, in small letters, by where it stands."""

_EMBARGO = {
    "name": "embargo",
    "title": "May be seen from",
    "description": "The moment from which the row may be seen.",
    "type": "string",
}
_COLUMNS = "key,label,value,as_published,period,source,locator"


def plant(folder: Path) -> Path:
    """Write the site of the fire service into `folder`, with what may not be seen before MOMENT.

    There is a row with all that hangs on it, a table, a package, and a page.
    """
    root = make_site(folder)
    data = root / "datasets"
    _plant_row(root)
    _plant_hanging(root)
    # A table, and a package.
    tables = [_table("penteconter", "Penteconter crews", "81,726,354")]
    tables[0].own["embargo"] = MOMENT
    own: dict[str, Any] = {"body": "eastmere-fire-authority", "area": "eastmere"}
    own |= {"bases": {"told": {"title": "As told", "description": "As it was told."}}}
    write_package(root, "boats", [*tables, _table("known", "Known boats", "7")], **own)
    write_package(
        root, "liburnian", [_table("crews", "Liburnian crews", "64,738,291")], **own, embargo=MOMENT
    )
    for name in ("boats", "liburnian"):
        line = f"first-{name},2024-11-01,{name},,,,first-published,{name.capitalize()}: first."
        append(data / "sources" / "revisions.csv", line)
    _plant_pages(root)
    return root


def _table(name: str, label: str, value: str) -> Table:
    row = f'one,{label},"{value}","{value}",2024-03-31,budget-2024,"table 8, {label}"\n'
    own = {"status": "actual", "basis": "told", "foreignKeys": [SOURCE_KEY]}
    return Table(name, f"{_COLUMNS}\n{row}", ["key"], {"value": number(unit="GBP")}, own)


def _plant_row(root: Path) -> None:
    folder = root / "datasets" / "money"
    table = folder / "claims.csv"
    lines = table.read_text("utf-8").splitlines()
    table.write_text(
        "\n".join([f"{lines[0]},basis,embargo", *(f"{one},," for one in lines[1:])]) + "\n"
    )
    row = (
        "quinquereme,Hire of a quinquereme,73.918264,GBP,1000000,£73.918264m,,,fy2024-25,"
        "forecast,trireme-2026,leaf 9317,,bireme-basis"
    )
    append(table, f"{row},{MOMENT}")

    def declare(content: dict[str, Any]) -> None:
        (claims,) = (one for one in content["resources"] if one["name"] == "claims")
        basis = {"name": "basis", "title": "Basis", "description": "How counted.", "type": "string"}
        claims["schema"]["fields"] += [basis, _EMBARGO]
        own = content["plainfigures"]
        own["bases"]["bireme-basis"] = {"title": "Bireme basis", "description": "As in a bireme."}
        ours = "money/claims/quinquereme"
        own["derived"] += [
            {"key": "galleass", "title": "Galleass share", "formula": f"{ours} / 4", "unit": "GBP"},
            {
                "key": "sambuk",
                "title": "Sambuk share",
                "formula": "money/derived/galleass / 2",
                "unit": "GBP",
            },
        ]
        own["aliases"]["money/claims/xebec"] = ours
        own["relations"].append(
            {
                "key": "felucca",
                "title": "The felucca is less",
                "test": f"money/claims/engine-cost < {ours}",
                "across": ["basis"],
            }
        )

    describe(folder, declare)


def _plant_hanging(root: Path) -> None:
    sources = root / "datasets" / "sources"
    document = (root / "datasets" / "sources" / "documents.csv").read_text("utf-8").splitlines()[1]
    cells = document.replace("budget-2024", "trireme-2026", 1).replace(
        "Budget monitoring at month 4", "Trireme ledger", 1
    )
    append(sources / "documents.csv", cells)
    append(
        sources / "revisions.csv",
        "caravel,2024-11-20,money,money/claims/quinquereme,,,first-published,The caravel: new.",
    )


def _plant_pages(root: Path) -> None:
    page = root / "docs" / "money" / "index.md"
    said = (
        '\nHire: {{ figure("money/claims/quinquereme", until="to be told in December") }}.\n\n'
        '{{ chart("brigantine", until="The chart comes later.") }}\n\n'
        '{% if published("boats/penteconter", "liburnian") %}\n'
        'There are {{ figure("liburnian/crews/one") }} of them.\n'
        "{% else %}\nThere is nothing to tell yet.\n{% endif %}\n"
    )
    page.write_text(page.read_text("utf-8") + said, "utf-8")
    chart = root / "charts" / "brigantine.yml"
    chart.write_bytes((root / "charts" / "variance.yml").read_bytes())
    edit(chart, "figures: money/budget/*/variance", "figures: money/claims/quinquereme")
    edit(chart, "without: total\n", "")
    edit(chart, "over their budget", "over their brigantine")
    edit(chart, "form: diverging-bars", "form: bars")
    held = root / "docs" / "soon.md"
    held.write_text(
        f"---\ntitle: The dromond\ndescription: What it is.\npublish_after: {MOMENT}\n---\n\n"
        '# The dromond\n\nIt cost {{ figure("liburnian/crews/one") }}.\n',
        "utf-8",
    )


def all_bytes(*folders: Path) -> bytes:
    """Return the names and bytes of all files in folders, what is packed in them too, in small letters.

    Kept files hold others, some of them compressed.
    """
    found = []
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                found.append(str(file.relative_to(folder)).encode())
                found += _unpacked(file.read_bytes())
    return b"\n".join(found).lower()


def _unpacked(content: bytes) -> list[bytes]:
    """Return a file, and all that is compressed in it: the members of archives, the text of a PNG."""
    found = [content]
    at = content.find(b"PK\x03\x04")
    while at >= 0:
        name, extra = struct.unpack("<HH", content[at + 26 : at + 30])
        start = at + 30 + name + extra
        found += _unpacked(_inflated(content[start:], -zlib.MAX_WBITS))
        at = content.find(b"PK\x03\x04", at + 4)
    picture = content.find(b"\x89PNG")
    if picture >= 0:
        found.append(_inflated(content[content.find(b"IDAT", picture) + 4 :], zlib.MAX_WBITS))
    return found


def _inflated(content: bytes, how: int) -> bytes:
    try:
        return zlib.decompressobj(how).decompress(content)
    except zlib.error:
        return b""  # it is stored as it is
