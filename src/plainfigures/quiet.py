"""Keeps what libraries say of themselves away from those who read findings."""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["hush", "quietly"]

DEBUG = "PLAINFIGURES_DEBUG"
"""The variable of the environment with which nothing is kept away."""


@contextmanager
def quietly() -> Iterator[None]:
    """Let no warning and no log line of a library reach the screen meanwhile."""
    if os.environ.get(DEBUG):
        yield
        return
    root, silent = logging.getLogger(), logging.NullHandler()
    # Without a handler, Python writes the log lines of libraries to the screen.
    root.addHandler(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeHandler(silent)


def hush() -> None:
    """Do the same for good, in a process of its own that works for this one."""
    if not os.environ.get(DEBUG):
        logging.getLogger().addHandler(logging.NullHandler())
        warnings.simplefilter("ignore")
