"""The report of a change, as one comment on its pull request that is kept up to date.

It runs when the checks of a pull request have ended, on the code of the main branch. Whose pull
request that is comes from the code host; only the text of the report comes from the checks.
"""

from pathlib import Path
from typing import Any

from plainfigures.telling.host import CodeHost, HostProblem
from plainfigures.telling.neutral import neutral, read_text

__all__ = ["MARK", "comment_on_pull_request", "comment_text", "pull_request_of"]

MARK = "<!-- plainfigures: what this change does -->"
"""Stands first in the comment, unseen, so that the next report finds it."""

REPORT = "changes.md"
_LARGEST = 2 * 2**20
_OURS = "github-actions[bot]"


def comment_on_pull_request(host: CodeHost, run: dict[str, Any], folder: Path) -> str:
    """Write the report in `folder` onto the pull request that `run` checked; say what was done.

    Raises HostProblem where the code host cannot be asked.
    """
    number = pull_request_of(host, run)
    if number is None:
        return "No open pull request has this as its newest commit: there is nothing to tell."
    text = comment_text(_report_in(folder), host.run, passed=run.get("conclusion") == "success")
    for comment in host.listed(f"issues/{number}/comments"):
        if _is_ours(comment):
            if comment.get("body") != text:
                host.patch(f"issues/comments/{int(comment['id'])}", body=text)
            return f"The comment on pull request {number} is up to date."
    host.post(f"issues/{number}/comments", body=text)
    return f"Pull request {number} has a comment now."


def pull_request_of(host: CodeHost, run: dict[str, Any]) -> int | None:
    """Return the number of the open pull request whose newest commit a run has checked.

    All that is used to find it was said by the code host, and it is held against the commit: what
    a stranger's run left behind has no say in where the comment goes.
    """
    commit = str(run.get("head_sha") or "")
    branch = str(run.get("head_branch") or "")
    owner = str(((run.get("head_repository") or {}).get("owner") or {}).get("login") or "")
    if run.get("event") != "pull_request" or not (commit and branch and owner):
        return None
    found = host.listed("pulls", state="open", head=f"{owner}:{branch}")
    numbers = [one["number"] for one in found if (one.get("head") or {}).get("sha") == commit]
    if len(numbers) > 1:
        raise HostProblem("Several pull requests have this commit: it is not clear which is meant.")
    return int(numbers[0]) if numbers else None


def comment_text(report: str | None, run: str, *, passed: bool) -> str:
    """Return the whole comment: the mark, how the checks ended, and the report, made harmless."""
    ended = "All checks passed." if passed else "Not all checks passed: see the run for what to do."
    parts = [
        MARK,
        "## What this change does",
        f"{ended} [The run, with the site to look at]({run})",
    ]
    if report is None:
        parts.append("There is no report: the site could not be read, or was stopped before.")
    else:
        parts.append(neutral(report))
    return "\n\n".join(parts).strip() + "\n"


def _report_in(folder: Path) -> str | None:
    """Return the text of the report; None where there is none, or nothing to be trusted as one."""
    file = folder / REPORT
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
        return None
    return read_text(file.read_bytes())


def _is_ours(comment: dict[str, Any]) -> bool:
    mine = (comment.get("user") or {}).get("login") == _OURS
    return mine and str(comment.get("body") or "").startswith(MARK)
