"""References: the permanent names of figures.

`package/resource/key[@period][/field][~vintage]`, in lower case, digits and hyphens; a key of
several columns joins them with dots.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.errors import ReferenceProblem

__all__ = ["LATEST", "Reference", "is_slug", "parse_reference", "slug_of_field"]

LATEST = "latest"

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PATTERN = re.compile(
    rf"""(?P<package>{_SLUG})/(?P<resource>{_SLUG})/(?P<key>{_SLUG}(?:\.{_SLUG})*)
        (?:@(?P<period>latest|\d{{4}}-\d{{2}}(?:-\d{{2}})?|fy\d{{4}}-\d{{2}}(?:\.m\d{{1,2}})?))?
        (?:/(?P<field>{_SLUG}))?
        (?:~(?P<vintage>{_SLUG}))?""",
    re.VERBOSE | re.ASCII,
)


class Reference(Struct, frozen=True):
    """A parsed reference; parts that are not there are empty texts."""

    package: str
    resource: str
    key: str
    period: str = ""
    field: str = ""
    vintage: str = ""

    def __str__(self) -> str:
        text = f"{self.package}/{self.resource}/{self.key}"
        if self.period:
            text += f"@{self.period}"
        if self.field:
            text += f"/{self.field}"
        return f"{text}~{self.vintage}" if self.vintage else text

    def at(self, period: str) -> "Reference":
        """Return the same reference at another period."""
        return replace(self, period=period)

    def of_vintage(self, vintage: str) -> "Reference":
        """Return the same reference with another vintage, or with none."""
        return replace(self, vintage=vintage)


def is_slug(text: str) -> bool:
    """Return whether a text can be one part of a reference."""
    return re.fullmatch(_SLUG, text) is not None


def parse_reference(text: str) -> Reference:
    """Read a reference; raises ReferenceProblem with its form where it is none."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise ReferenceProblem(
            f'"{text}" is not a reference.',
            "Find it with: plainfigures figures WORDS. A reference is folder/table/row, then @time, "
            "/column and ~version where they are needed, all in lower case.",
        )
    return Reference(**{name: part or "" for name, part in found.groupdict().items()})


def slug_of_field(name: str) -> str:
    """Return how a field's name stands in a reference: `use_of_reserves` as `use-of-reserves`."""
    return name.replace("_", "-").lower()
