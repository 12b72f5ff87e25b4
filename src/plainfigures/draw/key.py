"""The key of a drawing: what it hangs on, as one digest."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from plainfigures.figures import findings, formats, keys, periods, pictures, units
from plainfigures.figures.keys import library_versions

__all__ = ["key_of"]


def key_of(*parts: str) -> str:
    """Digest all that a drawing of `parts` depends on, as 40 hex digits.

    That is the parts, the code that draws and writes numbers, and the versions of matplotlib, whose
    type is measured, and of Pillow, which measures it and packs pixels. Neither is loaded.
    """
    known = library_versions()
    whole = "\0".join((*parts, _digest_of_code(), known["matplotlib"], known["pillow"]))
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@cache
def _digest_of_code() -> str:
    """Digest the sources; a process never sees its own code change."""
    digest = blake2b(digest_size=20)
    own = sorted(Path(__file__).parent.glob("*.py"))
    for path in (
        *own,
        *(Path(str(one.__file__)) for one in (findings, formats, keys, periods, pictures, units)),
    ):
        source = path.read_bytes()
        digest.update(f"{path.name} {len(source)}\n".encode())
        digest.update(source)
    return digest.hexdigest()
