"""A code host's programming interface, as far as comments and issues go (GitHub's, version 3)."""

import http.client
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

__all__ = ["ANSWERS", "CodeHost", "HostProblem", "event", "host_from"]

ANSWERS = 20 * 2**20
"""No answer is longer than this, in bytes."""

_SECONDS = 30
_PAGES = 20
_A_PAGE = 100


class HostProblem(Exception):
    """The code host cannot be asked, or says no; the message says which and why."""


class CodeHost:
    """One repository on a code host. `run` is the address of the run that is told about."""

    def __init__(self, api: str, repository: str, token: str, run: str) -> None:
        self._api = urlsplit(api)
        self._token = token
        self.repository = repository
        self.run = run

    def get(self, place: str, **wanted: str | int) -> Any:
        """Return what stands at a place of the repository; raises HostProblem."""
        return self._ask("GET", f"{place}?{urlencode(wanted)}" if wanted else place)

    def listed(self, place: str, **wanted: str | int) -> Iterator[dict[str, Any]]:
        """Yield what a list holds, page by page; raises HostProblem."""
        for page in range(1, _PAGES + 1):
            found = self.get(place, **wanted, per_page=_A_PAGE, page=page)
            if not isinstance(found, list):
                raise HostProblem(f"The code host gave no list for {place}.")
            yield from (one for one in found if isinstance(one, dict))
            if len(found) < _A_PAGE:
                return

    def post(self, place: str, **content: str) -> Any:
        """Add something at a place, and return it; raises HostProblem."""
        return self._ask("POST", place, content)

    def patch(self, place: str, **content: str) -> Any:
        """Change what stands at a place, and return it; raises HostProblem."""
        return self._ask("PATCH", place, content)

    def _ask(self, method: str, place: str, content: Mapping[str, str] | None = None) -> Any:
        address = f"{self._api.path.rstrip('/')}/repos/{quote(self.repository)}/{place}"
        secure = self._api.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        line = kind(self._api.netloc, timeout=_SECONDS)
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "User-Agent": "plainfigures",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        try:
            body = None if content is None else json.dumps(content).encode()
            line.request(method, address, body, headers)
            answer = line.getresponse()
            text = answer.read(ANSWERS + 1)
        except (OSError, http.client.HTTPException) as error:
            raise HostProblem(f"The code host cannot be reached: {error}.") from error
        finally:
            line.close()
        what = f"{method} {place.partition('?')[0]}"
        if not 200 <= answer.status < 300:
            raise HostProblem(f"The code host refused {what}: {answer.status} {answer.reason}.")
        try:
            return json.loads(text)
        except ValueError as error:
            raise HostProblem(f"The answer to {what} cannot be read.") from error


def host_from(environment: Mapping[str, str], run: object = "") -> CodeHost:
    """Return the code host that a run's environment names, with its token.

    `run` is the number of the run to tell about, if it is not this one. Raises HostProblem.
    """
    needed = {
        name: environment.get(name, "")
        for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GITHUB_TOKEN")
    }
    missing = sorted(name for name, value in needed.items() if not value)
    if missing:
        raise HostProblem(f"This runs on a code host only: {', '.join(missing)} is not set.")
    api, repository, server, token = needed.values()
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        raise HostProblem("GITHUB_REPOSITORY names no repository.")
    local = urlsplit(api).hostname in {"127.0.0.1", "localhost"}
    if urlsplit(api).scheme != "https" and not local:
        raise HostProblem("GITHUB_API_URL is no secure address.")
    number = str(run or environment.get("GITHUB_RUN_ID", ""))
    if not number.isdecimal():
        raise HostProblem("The run to tell about has no number.")
    return CodeHost(api, repository, token, f"{server}/{repository}/actions/runs/{number}")


def event() -> dict[str, Any]:
    """Return what started this run, as the code host tells it; raises HostProblem."""
    try:
        content = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    except (KeyError, OSError, ValueError) as error:
        raise HostProblem("GITHUB_EVENT_PATH names no description of what started this.") from error
    if not isinstance(content, dict):
        raise HostProblem("The description of what started this cannot be read.")
    return content
