"""What has to be the same wherever a site is made: versions that can change a byte of it."""

import platform
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from plainfigures.figures.keys import digest_of, library_versions, source_digest

__all__ = ["differences", "found_here", "versions_key"]

_NAMES = {
    "plainfigures": "the code of plainfigures",
    "python": "Python",
    "machine": "the kind of processor",
    "zlib": "the library zlib",
    "distributed": "Dask (distributed)",
}
_SHOWN = 12


@cache
def found_here() -> dict[str, str]:
    """Return all that matters, by name: the code, its libraries, and what those stand on."""
    from plainfigures.draw.beneath import beneath_drawing  # loads matplotlib

    return {
        "plainfigures": source_digest()[:_SHOWN],
        "machine": platform.machine(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "distributed": _version("distributed"),
        **library_versions(),
        **beneath_drawing(),
    }


@cache
def versions_key() -> str:
    """Return a digest of all that matters here."""
    return digest_of([repr(sorted(found_here().items())), source_digest()])


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Say what is not the same on a worker and here."""
    told = []
    for name in sorted({*there, *here}):
        one, other = there.get(name, ""), here.get(name, "")
        if one != other:
            what = _NAMES.get(name, name)
            told.append(f"{what}: {one or 'missing'} there, {other or 'missing'} here")
    return told


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
