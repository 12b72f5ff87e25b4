"""A finished site is put in place, and the one before is kept to go back to."""

from pathlib import Path

from plainfigures.exchanging.places import note_whose, previous_of
from plainfigures.figures.keys import file_digest
from plainfigures.publish import BUILD_REPORT, confirm_site, exchange

__all__ = ["put_in_place"]

_NOT_KEPT = (
    "The site that was in {site} had been changed by hand, or was not whole, so it is not kept: only "
    "a whole site is, for “plainfigures rollback”."
)


def put_in_place(finished: Path, site: Path, work: Path, usual: Path) -> tuple[str, ...]:
    """Exchange a finished site with the one in `site`; returns what is to be told of that one.

    It is kept in `work` if it is whole. `usual` is where this project's site is unless a build is
    told another place. Raises BuildProblem, with the old site untouched, where it cannot be done.
    """
    whole = confirm_site(site)
    if whole and file_digest(site / BUILD_REPORT) == file_digest(finished / BUILD_REPORT):
        return ()  # it is the same to the last byte, and what is kept is the one before it
    previous = previous_of(work, site, usual)
    something = site.is_dir() and any(site.iterdir())
    if whole:
        note_whose(previous, site)
    exchange(finished, site, previous, keep=whole)
    return (_NOT_KEPT.format(site=site),) if something and not whole else ()
