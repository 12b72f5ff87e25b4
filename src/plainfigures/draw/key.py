"""The key of a drawing: what it hangs on, as one digest."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from plainfigures.figures import findings, formats, periods, pictures, units
from plainfigures.figures.pictures import Picture

__all__ = ["drawing_key", "key_of", "raster_key"]


def drawing_key(picture: Picture, width: str) -> str:
    """Digest all that the drawing of `picture` depends on, as 40 hex digits.

    That is the picture itself, the width, the code that draws it and writes its numbers, and the
    version of matplotlib, which is asked for but not loaded.
    """
    return key_of(repr(picture), width)


def raster_key(*parts: str) -> str:
    """Digest `parts` as `key_of` does, and with the version of what packs pixels into a PNG."""
    return key_of(*parts, _version("pillow"))


def key_of(*parts: str) -> str:
    """Digest `parts` with the code that draws and the version of matplotlib, as 40 hex digits."""
    whole = "\0".join((*parts, _digest_of_code(), _version("matplotlib")))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@cache
def _version(library: str) -> str:
    """Ask for the version of a library; its metadata is slow to read."""
    return version(library)


@cache
def _digest_of_code() -> str:
    """Digest the sources; a process never sees its own code change."""
    digest = blake2b(digest_size=20)
    own = sorted(Path(__file__).parent.glob("*.py"))
    for path in (
        *own,
        *(Path(str(one.__file__)) for one in (findings, formats, periods, pictures, units)),
    ):
        source = path.read_bytes()
        digest.update(f"{path.name} {len(source)}\n".encode())
        digest.update(source)
    return digest.hexdigest()
