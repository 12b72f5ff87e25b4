"""Keeps what libraries say of themselves away from those who read findings, and from the network."""

import logging
import os
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["hush", "quietly"]

DEBUG = "PLAINFIGURES_DEBUG"
"""The variable of the environment with which nothing is kept away."""


@contextmanager
def quietly() -> Iterator[None]:
    """Let no warning and no log line of a library reach the screen meanwhile."""
    with _without_trials():
        yield from _without_words()


@contextmanager
def _without_trials() -> Iterator[None]:
    """Let no library open a socket when it is loaded, only to see whether that can be done."""
    before, socket.has_ipv6 = socket.has_ipv6, False
    try:
        yield
    finally:
        socket.has_ipv6 = before


def _without_words() -> Iterator[None]:
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
    socket.has_ipv6 = False
    if not os.environ.get(DEBUG):
        logging.getLogger().addHandler(logging.NullHandler())
        warnings.simplefilter("ignore")
