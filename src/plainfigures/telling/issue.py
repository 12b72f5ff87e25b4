"""One issue, opened when publishing fails, kept up to date, and closed when it succeeds again."""

from pathlib import Path
from typing import Any

from plainfigures.telling.host import CodeHost
from plainfigures.telling.neutral import fenced, read_text

__all__ = ["MARK", "TITLE", "issue_text", "tell_outcome"]

MARK = "<!-- plainfigures: the site was not published -->"
TITLE = "The site was not published"
FINDINGS = "findings.txt"
_LARGEST = 2 * 2**20
_OURS = "github-actions[bot]"


def tell_outcome(host: CodeHost, *, published: bool, commit: str, folder: Path) -> str:
    """Open or renew the issue where publishing failed, close it where it did not; say which.

    `folder` holds what the failed build said. A renewed issue sends nobody a message: only one that
    is opened, or closed, does. Raises HostProblem.
    """
    mine = _open_issue(host)
    if published:
        if mine is None:
            return "The site is published, and nothing was wrong before."
        host.post(f"issues/{mine['number']}/comments", body=f"Published again: {host.run}")
        host.patch(f"issues/{mine['number']}", state="closed")
        return f"The site is published again: issue {mine['number']} is closed."
    text = issue_text(_said_in(folder), host.run, commit)
    if mine is None:
        opened = host.post("issues", title=TITLE, body=text)
        return f"The site was not published: issue {opened.get('number')} says why."
    host.patch(f"issues/{mine['number']}", body=text)
    return f"The site was not published: issue {mine['number']} is renewed."


def issue_text(said: str | None, run: str, commit: str) -> str:
    """Return the text of the issue: what happened, what it means, what to do, what was said."""
    mending = (
        "To mend it, change what the list below names, or take the last change back: "
        "`git revert HEAD`. Then push. This issue closes itself when the site is published again."
    )
    parts = [
        MARK,
        "The site was not published. What was public before still is, unchanged and whole.",
        f"It was tried with commit {commit[:40]}. [The run]({run}) has all that was said.",
        mending,
    ]
    if said and said.strip():
        parts.append(fenced(said))
    else:
        parts.append(
            "There is no list: the build ended before the site was looked at, or the host failed. "
            "The run says where."
        )
    return "\n\n".join(parts) + "\n"


def _open_issue(host: CodeHost) -> dict[str, Any] | None:
    for issue in host.listed("issues", state="open", creator=_OURS):
        mine = (issue.get("user") or {}).get("login") == _OURS and "pull_request" not in issue
        if mine and str(issue.get("body") or "").startswith(MARK):
            return issue
    return None


def _said_in(folder: Path) -> str | None:
    file = folder / FINDINGS
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
        return None
    return read_text(file.read_bytes())
