"""Rule: a body that publishes about one area has no figures of another."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.check.stated import Fault, tell_once
from plainfigures.figures.findings import Finding
from plainfigures.figures.records import REGISTER

__all__ = ["count", "find"]

RULE = "home-area"


def count(material: Material) -> int:
    """Return how many bodies have an area of their own."""
    return len(_homes(material))


def find(material: Material) -> Iterator[Finding]:
    """A local body counts its own area. Where the table of bodies gives a body its area, every figure
    of that body is of that area.

    Correct the area or the body of the figure. A body that publishes about several areas, such as a
    department, has no `area` in datasets/sources/bodies.csv.
    """
    yield from tell_once(RULE, _faults(material), material)


def _faults(material: Material) -> Iterator[Fault]:
    homes = _homes(material)
    areas = material.catalogue.areas
    for figure in material.published:
        home = homes.get(figure.body)
        source = material.catalogue.sources.get(figure.source)
        if source and source.body not in {"", figure.body} and not figure.body_is_stated:
            continue  # the body itself is wrong, as another rule says
        if areas and figure.area not in areas:
            continue  # the area is none that is known, as another rule says
        if home and figure.area and figure.area != home:
            whose = material.catalogue.bodies.get(figure.body, figure.body)
            where = areas.get(figure.area, figure.area)
            but = f"but {whose} publishes about {areas.get(home, home)}."
            yield Fault(
                figure,
                ("area", "body"),
                f"is given as a figure of {where}, {but}",
                f"are given as those of {where}, {but}",
                "Correct the area or the body.",
                home,
            )


def _homes(material: Material) -> dict[str, str]:
    table = material.catalogue.resources.get(f"{REGISTER}/bodies")
    rows = table.rows if table else ()
    return {row.key: row.cells["area"] for row in rows if row.cells.get("area")}
