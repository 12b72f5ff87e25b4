"""What needs nothing installed: `python -m plainfigures.waking due …`, and `… fetch ADDRESS FOLDER`.

`due` takes the first look, and ends with 0 where nothing can have come due, and with 1 where
`plainfigures due` has to look. `fetch` gets a copy of the data of the published site.
"""

import argparse
import datetime
import os
from pathlib import Path

from plainfigures.waking.fetching import FetchProblem, fetch_copy
from plainfigures.waking.glance import published_at, read_moment, reason_to_look


def _now() -> datetime.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)


def main() -> int:
    """Do what is asked, say what came of it, and return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m plainfigures.waking", description=__doc__)
    things = asked.add_subparsers(dest="what", required=True)
    due = things.add_parser("due")
    due.add_argument("--published", type=Path, metavar="FILE")
    due.add_argument("--since", metavar="MOMENT", default="")
    due.add_argument("--as-of", metavar="MOMENT", default="")
    fetch = things.add_parser("fetch")
    fetch.add_argument("address")
    fetch.add_argument("folder", type=Path)
    given = asked.parse_args()
    return _fetch(given) if given.what == "fetch" else _look(given)


def _look(given: argparse.Namespace) -> int:
    since = published_at(given.published) if given.published else read_moment(given.since)
    now = read_moment(given.as_of) if given.as_of else _now()
    reason = reason_to_look(Path(), since, now) if now else "The moment has no offset."
    print(reason or "Nothing can have come due: no moment named in the site's files has passed.")
    return int(reason is not None)


def _fetch(given: argparse.Namespace) -> int:
    try:
        count = fetch_copy(given.address, given.folder)
    except (FetchProblem, OSError) as problem:
        print(f"error: {problem}")
        return 1
    print(f"{count} files of the published site are in {given.folder}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
