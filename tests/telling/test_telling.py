"""Comments and issues, with a code host in small that asks for a token and what it may do."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plainfigures.telling.comment import MARK, comment_on_pull_request
from plainfigures.telling.host import CodeHost, HostProblem, host_from
from plainfigures.telling.issue import tell_outcome
from tests.rehearsing.api import REPOSITORY, Records, serve_records

RUN = {
    "event": "pull_request",
    "conclusion": "success",
    "head_sha": "a" * 40,
    "head_branch": "better",
    "head_repository": {"owner": {"login": "stranger"}},
}


@pytest.fixture
def records() -> Iterator[Records]:
    """What the host keeps, with one pull request of a stranger."""
    kept = Records(tokens={"t": {"issues": "write", "pull-requests": "write"}})
    pull = {"number": 7, "label": "stranger:better", "head": {"sha": "a" * 40}}
    kept.pulls.append(pull)
    server, kept.api = serve_records(kept)
    yield kept
    server.shutdown()
    server.server_close()


def host(records: Records, token: str = "t") -> CodeHost:
    """Return the host as a run of its own sees it."""
    return CodeHost(records.api, REPOSITORY, token, "https://host.example/runs/5")


def report(folder: Path, text: str) -> Path:
    """Write what the checks left behind."""
    (folder / "changes.md").write_text(text, "utf-8")
    return folder


def test_a_report_is_one_comment_that_is_kept_up_to_date(records: Records, tmp_path: Path) -> None:
    comment_on_pull_request(host(records), RUN, report(tmp_path, "First."))
    comment_on_pull_request(host(records), RUN, report(tmp_path, "Second."))
    said = comment_on_pull_request(host(records), RUN, report(tmp_path, "Second."))
    (comment,) = records.comments[7]
    assert comment["body"].startswith(MARK)
    assert ("First." in comment["body"], "Second." in comment["body"]) == (False, True)
    assert said == "The comment on pull request 7 is up to date."
    assert records.asked == ["POST issues/7/comments", "PATCH issues/comments/1000"]


def test_a_comment_of_somebody_else_with_the_mark_stays(records: Records, tmp_path: Path) -> None:
    theirs = {"id": 1, "user": {"login": "stranger"}, "body": f"{MARK}\nmine"}
    records.comments[7] = [dict(theirs) for _ in range(120)]
    comment_on_pull_request(host(records), RUN, report(tmp_path, "Words."))
    assert records.comments[7][:120] == [theirs] * 120
    assert len(records.comments[7]) == 121


@pytest.mark.parametrize(
    "change",
    [
        {"head_sha": "b" * 40},
        {"head_branch": "other"},
        {"head_repository": {"owner": {"login": "another"}}},
        {"head_repository": None},
        {"event": "push"},
    ],
)
def test_the_host_says_whose_pull_request_it_is(
    change: dict[str, Any], records: Records, tmp_path: Path
) -> None:
    (tmp_path / "number.txt").write_text("7", "utf-8")
    said = comment_on_pull_request(host(records), RUN | change, report(tmp_path, "Words."))
    assert said.startswith("No open pull request")
    assert records.asked == []


def test_what_is_no_report_is_not_read(records: Records, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret of the machine", "utf-8")
    folder = tmp_path / "said"
    folder.mkdir()
    (folder / "changes.md").symlink_to(secret)
    comment_on_pull_request(host(records), RUN | {"conclusion": "failure"}, folder)
    (comment,) = records.comments[7]
    assert "a secret" not in comment["body"]
    assert "There is no report" in comment["body"]
    assert "Not all checks passed" in comment["body"]


def test_publishing_that_fails_opens_one_issue_and_closes_it(
    records: Records, tmp_path: Path
) -> None:
    (tmp_path / "findings.txt").write_text("datasets/calls/all.csv:6: error: ```\n@x", "utf-8")
    outcomes = [False, False, True, True]
    said = [
        tell_outcome(host(records), published=one, commit="c" * 40, folder=tmp_path)
        for one in outcomes
    ]
    (issue,) = records.issues
    assert [one.rpartition(" ")[2] for one in said] == ["why.", "renewed.", "closed.", "before."]
    assert issue["state"] == "closed"
    assert "\n````text\ndatasets/calls/all.csv:6: error: ```\n" in issue["body"]
    assert len(records.comments[issue["number"]]) == 1


def test_a_failure_of_which_nothing_is_known_is_told_too(records: Records, tmp_path: Path) -> None:
    tell_outcome(host(records), published=False, commit="c" * 40, folder=tmp_path)
    assert "There is no list" in records.issues[0]["body"]


@pytest.mark.parametrize("token", ["", "of another run"])
def test_a_token_that_may_not_is_said_in_words(
    token: str, records: Records, tmp_path: Path
) -> None:
    with pytest.raises(HostProblem, match="The code host refused GET issues: 403"):
        tell_outcome(host(records, token), published=False, commit="", folder=tmp_path)


SETTINGS = {
    "GITHUB_API_URL": "https://api.example",
    "GITHUB_REPOSITORY": "panel/figures",
    "GITHUB_SERVER_URL": "https://host.example",
    "GITHUB_TOKEN": "t",
    "GITHUB_RUN_ID": "5",
}


def test_a_host_is_what_the_environment_names() -> None:
    assert host_from(SETTINGS, 9).run == "https://host.example/panel/figures/actions/runs/9"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *itertools.product(SETTINGS, [""]),
        ("GITHUB_API_URL", "http://api.example"),
        ("GITHUB_REPOSITORY", "panel/figures/../other"),
        ("GITHUB_RUN_ID", "5/../6"),
    ],
)
def test_a_token_goes_nowhere_else(name: str, value: str) -> None:
    with pytest.raises(HostProblem):
        host_from(SETTINGS | {name: value})
