"""Units of measurement: how a number of each is written, and whether it counts people."""

from collections.abc import Mapping

from msgspec import Struct

__all__ = ["BUILT_IN", "Unit", "unit_from_declaration"]


class Unit(Struct, frozen=True):
    """A unit that figures are in.

    `prefix` and `suffix` are written against the number ("£", "%"); `one` and `other` are the nouns
    that may follow it ("call", "calls"). `people` is true where the number counts people.
    """

    name: str
    one: str = ""
    other: str = ""
    prefix: str = ""
    suffix: str = ""
    people: bool = False

    @property
    def money(self) -> bool:
        """Whether amounts in this unit are sums of money."""
        return self.prefix == "£"

    @property
    def is_count(self) -> bool:
        """Whether amounts in this unit are counts of things, such as people or calls."""
        signs = self.prefix or self.suffix
        return not signs and self.name not in {"percentage-points", "per-10000"}

    @property
    def is_whole(self) -> bool:
        """Whether an amount is of whole things: a count, and no average such as cases per worker."""
        return self.is_count and bool(self.other) and " per " not in f" {self.other}"

    @property
    def said(self) -> str:
        """The unit as an editor says it: “pounds”, “per cent”, “calls”."""
        signs = {"£": "pounds", "%": "per cent"}
        return signs.get(self.prefix or self.suffix) or self.other or self.name

    def noun(self, singular: bool = False) -> str:
        """Return the noun that follows a number of this unit; empty where a sign says it."""
        return self.one if singular else self.other


BUILT_IN: dict[str, Unit] = {
    unit.name: unit
    for unit in (
        Unit("GBP", prefix="£"),
        Unit("percent", suffix="%"),
        Unit("percentage-points", one="percentage point", other="percentage points"),
        Unit("per-10000", one="per 10,000", other="per 10,000"),
        Unit("number"),
    )
}


def unit_from_declaration(name: str, declared: Mapping[str, object]) -> Unit:
    """Build a unit from its entry under `plainfigures.units` in a package's descriptor."""
    return Unit(
        name=name,
        one=str(declared.get("one", "")),
        other=str(declared.get("other", declared.get("one", ""))),
        prefix=str(declared.get("prefix", "")),
        suffix=str(declared.get("suffix", "")),
        people=bool(declared.get("people", False)),
    )
