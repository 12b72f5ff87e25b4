"""`python -m plainfigures.telling comment FOLDER`, and `… outcome FOLDER`: for workflows of a host."""

import argparse
import os
from pathlib import Path

from plainfigures.telling.comment import comment_on_pull_request
from plainfigures.telling.host import HostProblem, event, host_from
from plainfigures.telling.issue import tell_outcome

_COMMIT = "GITHUB_SHA"
_PUBLISHED = "PLAINFIGURES_PUBLISHED"


def main() -> int:
    """Tell what there is to tell, say what was done, and return the exit code."""
    asked = argparse.ArgumentParser(prog="python -m plainfigures.telling", description=__doc__)
    asked.add_argument("what", choices=["comment", "outcome"])
    asked.add_argument("folder", type=Path, help="what a run left behind: text, and nothing else")
    given = asked.parse_args()
    try:
        print(_comment(given.folder) if given.what == "comment" else _outcome(given.folder))
    except HostProblem as problem:
        print(f"error: {problem}")
        return 1
    return 0


def _comment(folder: Path) -> str:
    run = event().get("workflow_run")
    if not isinstance(run, dict):
        raise HostProblem("This was not started by the end of another run.")
    return comment_on_pull_request(host_from(os.environ, run.get("id")), run, folder)


def _outcome(folder: Path) -> str:
    return tell_outcome(
        host_from(os.environ),
        published=os.environ.get(_PUBLISHED) == "true",
        commit=os.environ.get(_COMMIT, ""),
        folder=folder,
    )


if __name__ == "__main__":
    raise SystemExit(main())
