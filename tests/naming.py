"""Names of files as they are called before their digests are put in."""

import re

__all__ = ["plainly"]

_HASHED = re.compile(r"assets/hashed/(.+)\.[0-9a-f]{12}(\.[a-z]+)")


def plainly(name: str) -> str:
    """Return `name`, an address in a site, without the digest in it and the folder of such names."""
    return _HASHED.sub(r"\1\2", name)
