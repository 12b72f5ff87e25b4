"""What axe leaves for a person to review, and why each kind of it is fine on these pages."""

import re
from dataclasses import dataclass

__all__ = ["EXPLAINED", "Explained", "explain"]


@dataclass(frozen=True)
class Explained:
    """One kind of review, looked at by eye: `where` is a pattern of the elements it stands for.

    With `measured`, the contrast of each element was worked out against every ground that can lie
    under it, and the explanation holds only where that is enough.
    """

    name: str
    rule: str
    why: str
    key: str = ""
    where: str = ""
    measured: bool = False

    def fits(self, rule: str, key: str, where: str, *, enough: bool) -> bool:
        """Return whether a review is of this kind."""
        return (
            rule == self.rule
            and (not self.key or key == self.key)
            and re.search(self.where, where) is not None
            and (enough or not self.measured)
        )


EXPLAINED = (
    Explained(
        "measured",
        "color-contrast",
        "axe does not say what lies under the words: a shade at the edge of a table, or something "
        "that stands over them in part. Worked out against every ground there is, it is enough.",
        measured=True,
    ),
)


def explain(rule: str, key: str, where: str, *, enough: bool) -> Explained | None:
    """Return why a review is fine, or nothing where nobody has looked at its kind."""
    return next((one for one in EXPLAINED if one.fits(rule, key, where, enough=enough)), None)
