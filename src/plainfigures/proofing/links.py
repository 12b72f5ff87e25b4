"""Where addresses lead: every one that stays within the site finds its file, and its place there."""

from collections.abc import Iterable, Iterator, Mapping

from plainfigures.figures.findings import nearest
from plainfigures.proofing.sheets import Fault, Lead, Sheet

__all__ = ["link_faults", "outside_faults"]

_FIGURES = "figures"
_TOP = {"", "top"}
"""What after a # leads to the beginning of any page."""


def link_faults(sheets: Mapping[str, Sheet]) -> Iterator[tuple[str, Fault]]:
    """Yield each address that leads nowhere, with the file that holds it."""
    folded = {name.casefold(): name for name in sheets}
    places = {name: frozenset(sheet.ids) for name, sheet in sheets.items()}
    divided = _divided(places)
    for name, sheet in sheets.items():
        for lead in sheet.leads:
            target = f"{lead.path}index.html" if lead.path[-1:] in {"", "/"} else lead.path
            if target not in sheets:
                yield name, _nowhere(lead, target, sheets, folded)
            elif (
                lead.fragment not in _TOP
                and target.endswith(".html")
                and lead.fragment not in places[target]
                and lead.fragment not in divided.get(target, ())
            ):
                yield name, _no_place(lead, sheets[target].ids)


def _divided(places: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """Return the places of pages that hand them on, as a script does, to those that stand below."""
    found: dict[str, set[str]] = {}
    for name, ids in places.items():
        parts = name.split("/")
        if parts[0] == _FIGURES and len(parts) == 4 and parts[-1] == "index.html":
            found.setdefault(f"{_FIGURES}/{parts[1]}/index.html", set()).update(ids)
    return found


def _nowhere(
    lead: Lead, target: str, sheets: Mapping[str, Sheet], folded: Mapping[str, str]
) -> Fault:
    message = f'The address "{lead.written}" leads to nothing that will be served.'
    words = lead.written
    if f"{lead.path}/index.html" in sheets:
        message = f'The address "{lead.written}" lacks the slash at its end, which some hosts need.'
        return Fault(message, f"Write {lead.written}/ or the file of the page.", words)
    right = folded.get(target.casefold())
    if right:
        message = f'The address "{lead.written}" has a capital letter that its file has not, or lacks one.'
        return Fault(message, f"The file is {right}: write it so.", words)
    near = nearest(target, sheets)
    hint = f" The nearest is {near.removesuffix('index.html')}." if near else ""
    return Fault(message, f"Correct the address, or bring back what it led to.{hint}", words)


def _no_place(lead: Lead, ids: Iterable[str]) -> Fault:
    message = f'The address "{lead.written}" leads to a place that is not on that page.'
    near = nearest(lead.fragment, ids)
    hint = f" The nearest is #{near}." if near else ""
    return Fault(message, f"Correct what stands after the #.{hint}", lead.written)


def outside_faults(sheets: Mapping[str, Sheet], known: str) -> Iterator[tuple[str, Fault]]:
    """Yield each address of another host that stands in nothing that the site is made of.

    `known` is the text of all that: pages, tables, settings, templates and macros.
    """
    seen: dict[str, bool] = {}
    for name, sheet in sheets.items():
        for address in sheet.outside:
            if address not in seen:
                bare = address.partition("#")[0].rstrip("/")
                seen[address] = bare in known
            if not seen[address]:
                yield (
                    name,
                    Fault(
                        f'The link "{address[:120]}" leads to another host, and nothing that the site is '
                        "made of has it.",
                        "Find out where it comes from: a template, a plugin or a hook. Take it out there.",
                        address,
                    ),
                )
