"""What a build begins with, while this process is still loading what it needs itself."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager

from plainfigures.config import SiteConfig
from plainfigures.executing import workers
from plainfigures.state import data_key, load_state

__all__ = ["begun_early"]


@contextmanager
def begun_early(
    config: SiteConfig, jobs: int, inputs: Mapping[str, str]
) -> Iterator[Executor | None]:
    """Give `jobs` other processes to work in, or None; see `workers`.

    Where the data among the `inputs` are not those of the last build, one of them is loading already
    what reads tables. Nothing else hangs on whether that was guessed right.
    """
    with workers(jobs) as near:
        state = load_state(config)
        if near and (state is None or state.data != data_key(config, inputs)):
            near.submit(load_reading)
        yield near


def load_reading() -> None:
    """Load what reading a data package takes, ahead of the first one."""
    import plainfigures.read.package  # noqa: F401
    from plainfigures.read.tables import load_tables

    load_tables()
