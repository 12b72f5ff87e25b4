"""What may not be seen yet: the names of figures, tables, packages and sources, and until when."""

import datetime
import fnmatch
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from plainfigures.errors import HeldBackProblem, ReferenceProblem
from plainfigures.figures.clock import show_moment
from plainfigures.figures.findings import Finding
from plainfigures.figures.references import LATEST, parse_reference

__all__ = [
    "EMBARGO",
    "NOTHING_HELD",
    "NO_PRIVATE",
    "PRIVATE",
    "UNREADABLE",
    "Embargoed",
    "PrivateSource",
    "claim_name",
    "held_back",
    "said_until",
    "source_name",
]

EMBARGO = "embargo"
"""What the moment is called from which something may be seen: a column, or a property."""

UNREADABLE = "~unreadable"
"""Stands in the place of a moment that cannot be read."""
PRIVATE = "~private"
"""Stands in the place of a moment where the data are elsewhere, in a private place."""

_REFERENCE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/[a-z0-9*][a-z0-9.@/~*-]*")


@dataclass(frozen=True)
class Embargoed:
    """What a site may not show as of its moment.

    `names` are packages, tables (`package/table`), rows and derived figures by their references
    without a column, and sources as `source_name` writes them, each with the moment from which it may
    be seen (ISO, UTC), or `UNREADABLE` or `PRIVATE`. `moments` are all those that are still to come,
    in their order; `places` those at which something is held back as (path, line, moment).
    `findings` say what is wrong with what was written of it. `texts` are those that what is held back
    is made of, by place; they are for the search of finished files, and stay in memory.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    moments: tuple[datetime.datetime, ...] = ()
    places: tuple[tuple[str, int, str], ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.names or self.places)

    def until(self, name: str) -> str:
        """Return until when a package, a table, a figure or a source is held back; "" if it is not."""
        if not self.names:
            return ""
        if name in self.names:
            return self.names[name]
        if name.count("/") == 1:
            return self.names.get(name.partition("/")[0], "")
        try:
            reference = parse_reference(name)
        except ReferenceProblem:
            return ""
        package, table = reference.package, f"{reference.package}/{reference.resource}"
        row = f"{table}/{reference.key}" + (f"@{reference.period}" if reference.period else "")
        of_vintage = f"{row}~{reference.vintage}" if reference.vintage else row
        known = (self.names.get(one, "") for one in (package, table, of_vintage))
        return next((one for one in known if one), "")

    def until_any(self, text: str) -> str:
        """Return until when the last of the figures is held back that a formula or a cell names."""
        if not self.names:
            return ""
        found = (self._of_token(one.rstrip("/.-")) for one in _REFERENCE.findall(text))
        return max(found, default="")

    def named_in(self, text: str) -> list[str]:
        """Return the figures and patterns that a formula names, each once."""
        return list(dict.fromkeys(one.rstrip("/.-") for one in _REFERENCE.findall(text)))

    def _of_token(self, token: str) -> str:
        if "*" not in token:
            return self.until(token)
        package, table = token.split("/", maxsplit=1)[0], "/".join(token.split("/")[:2])
        patterns = {token, token.rpartition("/")[0]}
        fitting = (
            until
            for name, until in self.names.items()
            if name in {package, table}
            or (
                name.startswith(f"{table}/")
                and f"@{LATEST}" not in name
                and any(fnmatch.fnmatchcase(name, one) for one in patterns)
            )
        )
        return max(fitting, default="")

    def refuse(self, name: str, what: str = "This figure") -> None:
        """Raise HeldBackProblem where a package, a table, a figure or a source is held back."""
        until = self.until(name)
        if until:
            raise held_back(until, what)

    def refuse_pattern(self, pattern: str, what: str = "Each of these figures") -> None:
        """Raise HeldBackProblem where rows that fit a pattern are held back."""
        until = self._of_token(pattern)
        if until:
            raise held_back(until, what)


NOTHING_HELD = Embargoed()


class PrivateSource(Struct, frozen=True):
    """Packages that lie in no public place: their names, and the folder that they lie in, if any."""

    names: tuple[str, ...] = ()
    folder: Path | None = None


NO_PRIVATE = PrivateSource()


def source_name(source: str) -> str:
    """Return how a document of the register of sources stands among the names."""
    return f"source:{source}"


def claim_name(claim: str) -> str:
    """Return how a claim, `package/key`, stands among the names."""
    return f"claim:{claim}"


def said_until(until: str) -> str:
    """Say in words until when something is held back."""
    if until == PRIVATE:
        return "where its private data are not at hand"
    if until == UNREADABLE:
        return "until its moment can be read"
    return f"until {show_moment(datetime.datetime.fromisoformat(until))}"


def held_back(until: str, what: str) -> HeldBackProblem:
    """Return the problem of a page that uses what is held back; it does not say what that is."""
    return HeldBackProblem(
        f"{what} is held back {said_until(until)}.",
        'Add what to say until then, as in (…, until="to be published later"). Or put the passage '
        'between {% if published("NAME") %} and {% endif %}, with the name that stands here.',
        until=until,
    )
