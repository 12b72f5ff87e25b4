"""The macro that lists the pages of a template, for the page that leads to them."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from plainfigures.errors import MacroProblem, UnreadableProblem
from plainfigures.figures.embargoes import held_back
from plainfigures.figures.expansions import PageTemplate, Place
from plainfigures.figures.findings import listed, nearest
from plainfigures.figures.formats import capitalise, counted
from plainfigures.write.markup import element, inline

__all__ = ["PageLists"]

_MANY = 20
"""A longer list is parted by first letters where nothing else is asked for."""


class PageLists:
    """The macro for lists of pages that templates make."""

    def __init__(self) -> None:
        self.templates: Mapping[str, PageTemplate] = {}
        self.lost: frozenset[str] = frozenset()
        self.held: Mapping[str, str] = {}

    def pages_of(
        self, template: str, by: str | None = None, only: str | Sequence[str] | None = None
    ) -> Markup:
        """All pages that a template makes, by their names, to be found by typing.

        `by` names a column whose values part the list, such as the region; left out, a long list is
        parted by first letters. `only` names some of the places: just those are listed.
        """
        if template in self.lost:
            raise UnreadableProblem(f'The template "{template}" has a finding of its own.')
        if template in self.held:
            raise held_back(self.held[template], "Each page of this template")
        if template not in self.templates:
            raise MacroProblem(
                f'There is no page template "{template}".',
                'Name its file below docs/ without .md, as in pages_of("towns/[town]").',
                nearest(template, self.templates),
            )
        found = self.templates[template]
        places = sorted(_chosen(found, only), key=lambda one: (one.name.casefold(), one.value))
        if not places:
            return element("p", "There are no pages yet.")
        if only is not None:
            return element("ul", _items(places), class_="pf-many__list")
        parts = _parted(found, places, by)
        several = Markup("").join(
            _part(number, title, some) for number, (title, some) in enumerate(parts.items(), 1)
        )
        return Markup('<div class="pf-many" data-of="{}">\n{}</div>\n').format(
            counted(len(places), "page", "pages"), several
        )


def _chosen(template: PageTemplate, only: str | Sequence[str] | None) -> Iterable[Place]:
    if only is None:
        return template.places
    found = []
    names = [only] if isinstance(only, str) else list(only)
    if not names:
        raise MacroProblem(
            "“only” names no place, so nothing would stand in this list.",
            "Name some. Where a list of places may be empty, ask first: "
            '{% if "{neighbours}" %} … {% endif %}.',
        )
    for name in names:
        if name not in template.by_value:
            raise MacroProblem(
                f'"{name}" is none of the places that have a page of {template.name}.',
                f"Name one as it stands in the column “{template.column}”.",
                nearest(name, template.by_value),
            )
        found.append(template.by_value[name])
    return found


def _parted(
    template: PageTemplate, places: Sequence[Place], by: str | None
) -> dict[str, list[Place]]:
    parts: dict[str, list[Place]] = {}
    if by is None:
        for place in places:
            title = place.name[:1].upper() if len(places) > _MANY else ""
            parts.setdefault(title, []).append(place)
        return parts
    known = [name for name in places[0].words if name]
    if by not in known:
        raise MacroProblem(
            f'The table "{template.table}" has no column "{by}".',
            f"Part the list by one of {listed(known)}.",
            nearest(by, known),
        )
    for place in places:
        parts.setdefault(capitalise(place.words.get(by) or "others"), []).append(place)
    return dict(sorted(parts.items()))


def _part(number: int, title: str, places: Iterable[Place]) -> Markup:
    """Return some places under a title, or without one."""
    if not title:
        items = element("ul", _items(places), class_="pf-many__list")
        return element("div", items, class_="pf-many__part") + Markup("\n")
    name = f"many-{number}"
    head = element("p", title, class_="pf-many__title", id=name)
    items = element("ul", _items(places), class_="pf-many__list", aria_labelledby=name)
    return element("div", head + items, class_="pf-many__part") + Markup("\n")


def _items(places: Iterable[Place]) -> Markup:
    return Markup("\n").join(
        element("li", element("a", inline(one.name), href=f"pf:/{one.address}")) for one in places
    )
