"""Where a Dask cluster is, and how long it is waited for."""

import re

from msgspec import Struct

from plainfigures.errors import MachineProblem

__all__ = ["LIMIT", "Scheduler"]

LIMIT = 600.0
"""After so many seconds in which no worker hands anything in, what is at work is begun again."""

_ADDRESS = re.compile(r"(?:(?P<way>[a-z+]+)://)?(?P<host>\[[0-9a-fA-F:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_WAYS = ("tcp", "tls")


class Scheduler(Struct, frozen=True):
    """The address of a scheduler, and how long its workers are waited for, in seconds.

    `patience` is for the scheduler to answer and for a first worker to be there. Raises MachineProblem
    where the address is none.
    """

    address: str
    limit: float = LIMIT
    patience: float = 30.0

    def __post_init__(self) -> None:
        """Refuse an address that is none, before anything is loaded or asked."""
        found = _ADDRESS.fullmatch(self.address)
        if not found or found["way"] not in {None, *_WAYS}:
            raise MachineProblem(
                f"“{self.address}” is no address of a scheduler.",
                "Write it as the scheduler tells it when it starts, such as "
                "tcp://10.0.0.5:8786, or tls://10.0.0.5:8786 for one with certificates.",
            )
