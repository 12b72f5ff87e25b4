"""The parts that the finder's pages share: the filter, the way up, and lists."""

from collections.abc import Mapping

from markupsafe import Markup

from plainfigures.finder.frame import FIND
from plainfigures.write.markup import element

__all__ = ["KINDS", "UP", "contents", "form", "in_list", "link_to_list", "whole_list"]

KINDS = (("figure", "Figures"), ("chart", "Charts"), ("table", "Tables"), ("source", "Sources"))

UP = Markup('<p class="pf-find__up">{}</p>\n').format(
    element("a", "All lists, and a search in all of them", href=f"pf:/{FIND}")
)


def link_to_list(title: str, address: str, *, is_list: bool = True) -> Markup:
    """Return the link to a list; the filter of the first page looks through those that are marked."""
    return element("a", title, href=f"pf:/{address}", data_list="yes" if is_list else "")


def form(kinds: list[str], *, is_index: bool = False) -> Markup:
    """Return the filter, which a script shows, and the way up."""
    fields = [
        Markup(
            '<p class="pf-filter__field pf-filter__field--words"><label for="pf-filter-words">Words, '
            'a number or a name</label><input id="pf-filter-words" name="words" type="search" '
            'autocomplete="off" spellcheck="false"></p>'
        )
    ]
    if len(kinds) > 1:
        fields.append(_choice("kind", "Kind", [one for one in KINDS if one[0] in kinds]))
    fields.append(_choice("used", "Use", [("yes", "Used"), ("no", "Not used yet")]))
    return Markup(
        '{}<form class="pf-filter" role="search" aria-label="What can be found">{}'
        '<p class="pf-filter__status" role="status"></p></form>\n'
    ).format(Markup("") if is_index else UP, Markup("").join(fields))


def _choice(name: str, label: str, options: list[tuple[str, str]]) -> Markup:
    items = Markup("").join(
        Markup('<option value="{}">{}</option>').format(value, words)
        for value, words in [("", "All"), *options]
    )
    return Markup(
        '<p class="pf-filter__field"><label for="pf-filter-{0}">{1}</label>'
        '<select id="pf-filter-{0}" name="{0}">{2}</select></p>'
    ).format(name, label, items)


def contents(titles: Mapping[str, str], by_table: Mapping[str, list[Markup]]) -> Markup:
    """Return the names of the tables of which there are entries, each as a link to them."""
    items = Markup("").join(
        Markup("<li>{}</li>\n").format(element("a", titles.get(name, name), href=f"#table-{name}"))
        for name, entries in by_table.items()
        if entries
    )
    return Markup('<ul class="pf-list pf-find__tables">\n{}</ul>\n').format(items)


def in_list(entries: list[Markup]) -> Markup:
    """Return entries as a list."""
    return Markup('<ol class="pf-find">\n{}</ol>\n').format(Markup("").join(entries))


def whole_list(title: str, entries: list[Markup]) -> Markup:
    """Return entries as a list below a heading, which says how many they are."""
    return Markup("<h2>{}</h2>\n").format(f"{title} ({len(entries):,})") + in_list(entries)
