"""The areas of releases: one for each body, by its number where it has one, whatever it was called.

A body keeps its number when it gets another code; another body gets another number, even under the
same name. So two that share a name are told apart, and one with two codes is one.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct, field

from plainfigures.read.release_files import Cells, ReleaseFile, taken_rows
from plainfigures.read.release_parts import Release
from plainfigures.read.release_periods import period_of, year_of

__all__ = [
    "REGISTER_COLUMNS",
    "Area",
    "Table",
    "area_key",
    "areas_of",
    "is_number",
    "register_rows",
    "slug_of",
]

Table = tuple[Release, ReleaseFile]
REGISTER_COLUMNS = (
    "id", "title", "code", "codes", "kind", "region", "first", "last", "last_year", "ended",
    "together", "together_title", "neighbours",
)  # fmt: skip
"""What a register of areas can say of each."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


class _Found(Struct):
    """What the rows of one area say of it, by year."""

    names: dict[int, str] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    regions: dict[int, str] = field(default_factory=dict)
    level: str = ""
    years: set[int] = field(default_factory=set)
    any_years: set[int] = field(default_factory=set)


class Area(Struct, frozen=True):
    """An area: its id, its newest name, all its codes from the oldest on, and its years.

    `first` and `last` are the years of its first and last figure. `size` is what it is compared by;
    `parts` are the keys of the areas that are reported as one under this name.
    """

    id: str
    title: str
    codes: tuple[str, ...]
    level: str
    region: str
    first: int
    last: int
    size: Decimal | None = None
    parts: tuple[str, ...] = ()


def is_number(text: str) -> bool:
    """Return whether a cell of a release holds a number."""
    return _NUMBER.fullmatch(text) is not None


def slug_of(name: str) -> str:
    """Return the id that a name makes: `Kingston upon Hull, City of` is `kingston-upon-hull-city-of`."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower().replace("'", "")).strip("-")


def area_key(row: Cells, release: Release) -> str:
    """Return what stays of an area: its number, else its code, else its name."""
    area = release.area
    return (
        ""
        if area is None
        else row.first(area.number) or row.first(area.code) or row.first(area.name)
    )


def areas_of(tables: Iterable[Table], register: Release | None = None) -> dict[str, Area]:
    """Return the areas of several tables by their keys, each with an id of its own."""
    register = register or Release()
    tables = list(tables)
    found: dict[str, _Found] = {}
    for release, file in tables:
        _look_through(release, file, found)
    sizes = _sizes(tables, register)
    by_slug: dict[str, list[str]] = {}
    for key, one in found.items():
        by_slug.setdefault(slug_of(_newest(one.names)), []).append(key)
    areas = {}
    for slug, keys in by_slug.items():
        # The one that is there now has the plain name; an older one says when it ended.
        keys.sort(key=lambda key: (-max(_years(found[key])), key))
        taken: set[str] = set()
        for key in keys:
            one, name = found[key], _newest(found[key].names)
            first, last = min(_years(one)), max(_years(one))
            ident, title = (f"{slug}-to-{last}", f"{name} (to {last})") if taken else (slug, name)
            if ident in taken:
                ident, title = f"{ident}-{slug_of(key)}", f"{title}, {key}"
            taken.add(ident)
            codes = tuple(
                code for _, code in sorted((year, code) for code, year in one.codes.items())
            )
            parts = _parts(name, register.together, found)
            region = _newest(one.regions)
            areas[key] = Area(
                ident, title, codes, one.level, region, first, last, sizes.get(key), parts
            )
    return areas


def register_rows(areas: Mapping[str, Area], register: Release) -> list[dict[str, str]]:
    """Return the rows of a register of areas, in the order of their names."""
    newest = max((one.last for one in areas.values()), default=0)
    whole = {part: one for one in areas.values() for part in one.parts}
    near = _neighbours(areas, register, newest)
    rows = []
    for key, one in sorted(areas.items(), key=lambda pair: (pair[1].title, pair[1].id)):
        together = whole.get(key, one)
        row = {
            "id": one.id,
            "title": one.title,
            "code": one.codes[-1] if one.codes else "",
            "codes": "; ".join(one.codes),
            "kind": "reported together" if one.parts else register.kinds.get(one.level, one.level),
            "region": one.region,
            "first": str(one.first),
            "last": str(one.last),
            "last_year": period_of(str(one.last), "financial-year"),
            "ended": "yes" if one.last < newest else "",
            "together": together.id,
            "together_title": together.title,
        }
        row["neighbours"] = " ".join(other.id for other in near.get(key, ()))
        rows.append(row)
    return rows


def _look_through(release: Release, file: ReleaseFile, found: dict[str, _Found]) -> None:
    area, when = release.area, release.period
    if area is None or when is None:
        return
    for row in taken_rows(file, release):
        key, year = area_key(row, release), year_of(row[when.column])
        if not key or not year:
            continue
        one = found.setdefault(key, _Found())
        one.any_years.add(year)
        one.names[year] = row.first(area.name)
        code = row.first(area.code)
        if code:
            one.codes[code] = min(year, one.codes.get(code, year))
        if area.level:
            one.level = row[area.level]
        if area.region and row[area.region]:
            one.regions[year] = row[area.region]
        if any(is_number(row[value.column]) for value in release.values.values()):
            one.years.add(year)


def _years(one: _Found) -> set[int]:
    """Return the years of an area's figures; of one that has none, those of its rows."""
    return one.years or one.any_years


def _newest(texts: Mapping[int, str]) -> str:
    return texts[max(texts)] if texts else ""


def _parts(name: str, together: str, found: Mapping[str, _Found]) -> tuple[str, ...]:
    if not together or together not in name:
        return ()
    names = [part.strip() for part in name.split(together)]
    return tuple(key for key, one in found.items() if _newest(one.names) in names)


def _sizes(tables: Sequence[Table], register: Release) -> dict[str, Decimal]:
    """Return the newest size of each area, from the table that the register names."""
    sizes: dict[str, tuple[int, Decimal]] = {}
    for release, file in tables:
        wanted = register.size
        if wanted is None or release.period is None or wanted.column not in file.columns:
            continue
        for row in taken_rows(file, release):
            key, year, text = (
                area_key(row, release),
                year_of(row[release.period.column]),
                row[wanted.column],
            )
            if is_number(text) and year >= sizes.get(key, (0, Decimal()))[0]:
                sizes[key] = (year, Decimal(text))
    return {key: size for key, (_, size) in sizes.items()}


def _neighbours(
    areas: Mapping[str, Area], register: Release, newest: int
) -> dict[str, tuple[Area, ...]]:
    """Return for each area those of its region, still there, that are nearest in size."""
    groups: dict[tuple[str, str], list[str]] = {}
    for key, one in areas.items():
        if one.last == newest and one.region and one.size and not one.parts:
            groups.setdefault((one.level, one.region), []).append(key)
    found = {}
    for keys in groups.values():
        for key in keys:
            others = sorted(
                (_apart(areas[key], areas[other]), other) for other in keys if other != key
            )
            found[key] = tuple(areas[other] for _, other in others[: register.neighbours])
    return found


def _apart(one: Area, other: Area) -> Decimal:
    """Return by how much the larger of two areas is larger."""
    return abs((one.size or Decimal(0)) - (other.size or Decimal(0)))
