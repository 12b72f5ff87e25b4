"""The programming interface of the code host in small: pull requests, comments, issues, runs.

It asks for a token, and refuses what the token may not do, as the real one does.
"""

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

__all__ = ["OURS", "REPOSITORY", "Records", "serve_records"]

REPOSITORY = "panel/figures"
OURS = {"login": "github-actions[bot]"}


@dataclass
class Records:
    """What the host keeps: `tokens` has what each may do, `asked` every request that changed it.

    `api` is the address at which it answers.
    """

    tokens: dict[str, dict[str, str]] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    started: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    api: str = ""

    def answer(self, method: str, place: str, wanted: dict[str, str], said: Any) -> Any:
        """Return what a request yields, or the number of an error."""
        page = int(wanted.get("page", 1)) - 1
        if method == "GET" and place == "pulls":
            heads = [one for one in self.pulls if one["label"] == wanted.get("head")]
            return heads if not page else []
        if found := re.fullmatch(r"issues/(\d+)/comments", place):
            kept = self.comments.setdefault(int(found[1]), [])
            if method == "GET":
                return kept[page * 100 : page * 100 + 100]
            kept.append({"id": 1000 + len(kept), "user": OURS, "body": said["body"]})
            return kept[-1]
        if found := re.fullmatch(r"issues/comments/(\d+)", place):
            every = [one for kept in self.comments.values() for one in kept]
            (comment,) = [one for one in every if one["id"] == int(found[1])]
            return comment | (comment.update(said) or said)
        if place == "issues" and method == "POST":
            number = 100 + len(self.issues)
            self.issues.append({"number": number, "user": OURS, "state": "open", **said})
            return self.issues[-1]
        if place == "issues":
            return [one for one in self.issues if one["state"] == "open"] if not page else []
        if found := re.fullmatch(r"issues/(\d+)", place):
            (issue,) = [one for one in self.issues if one["number"] == int(found[1])]
            issue.update(said)
            return issue
        if found := re.fullmatch(r"actions/workflows/([\w.]+)/dispatches", place):
            self.started.append(found[1])
            return {}
        return {} if place.endswith("/trigger/pipeline") else 404

    def may(self, token: str, method: str, place: str) -> bool:
        """Return whether a token may do this: comments on pull requests need one of two."""
        rights = self.tokens.get(token, {})
        if method == "GET":
            return token in self.tokens
        if place.endswith("/trigger/pipeline"):
            return True
        if place.startswith("actions/"):
            return rights.get("actions") == "write"
        number = re.match(r"issues/(\d+)", place)
        pulls = {one["number"] for one in self.pulls}
        known = number is not None and int(number[1]) in pulls
        of_pull = known or place.startswith("issues/comments/")
        return rights.get("issues") == "write" or (
            of_pull and rights.get("pull-requests") == "write"
        )


def serve_records(records: Records) -> tuple[ThreadingHTTPServer, str]:
    """Serve the records on this machine; return the server, to be shut down, and its address."""

    class Answering(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            asked = urlsplit(self.path)
            place = asked.path.removeprefix(f"/repos/{REPOSITORY}/")
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            said = json.loads(raw or b"null") if raw[:1] in {b"{", b""} else None
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            wanted = {name: values[0] for name, values in parse_qs(asked.query).items()}
            if records.may(token, self.command, place):
                found = records.answer(self.command, place, wanted, said)
            else:
                found = 403
            if self.command != "GET":
                records.asked.append(f"{self.command} {place}")
            self.send_response(found if isinstance(found, int) else 200)
            self.end_headers()
            self.wfile.write(json.dumps({} if isinstance(found, int) else found).encode())

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"
