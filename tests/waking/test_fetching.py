"""A copy of the data of a published site, fetched and held against the site's own record."""

import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plainfigures.waking.fetching import FetchProblem, fetch_copy


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published site: a page, a table and the record of both."""
    site = tmp_path / "site"
    texts = {"index.html": "<p>A page", "data/calls/all.csv": "a,b\n"}
    for name, text in texts.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    (site / "data" / "build.json").write_text(json.dumps({"files": digests}), "utf-8")
    return site


@pytest.fixture
def address(published: Path) -> Iterator[str]:
    """Where it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(published)))
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def rewrite(published: Path, files: object) -> None:
    """Let the record name other files."""
    (published / "data" / "build.json").write_text(json.dumps({"files": files}), "utf-8")


def test_the_data_are_there_and_nothing_else(published: Path, address: str, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    assert fetch_copy(address, target) == 2
    found = {one.relative_to(target).as_posix() for one in target.rglob("*") if one.is_file()}
    assert found == {"data/build.json", "data/calls/all.csv"}


def test_a_file_that_is_not_as_recorded_leaves_no_copy(
    published: Path, address: str, tmp_path: Path
) -> None:
    (published / "data" / "calls" / "all.csv").write_text("a,c\n", "utf-8")
    with pytest.raises(FetchProblem, match=r"data/calls/all\.csv is not as"):
        fetch_copy(address, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    "files", [["data/a"], {"data/../../out": "0"}, {"data//etc": "0"}, {"data/.hidden": "0"}, None]
)
def test_a_record_that_leads_elsewhere_is_refused(
    files: object, published: Path, address: str, tmp_path: Path
) -> None:
    rewrite(published, files)
    with pytest.raises(FetchProblem, match="record of the published site"):
        fetch_copy(address, tmp_path / "copy")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize("place", ["", "file:///etc/passwd", "http://127.0.0.1:1/"])
def test_what_is_no_published_site_is_said_in_words(place: str, tmp_path: Path) -> None:
    with pytest.raises(FetchProblem) as raised:
        fetch_copy(place, tmp_path / "copy")
    assert "Errno" not in str(raised.value)
    assert ("Check the address" in str(raised.value)) == place.startswith("http")


def test_a_copy_that_was_there_before_does_not_pass_for_the_published_site(tmp_path: Path) -> None:
    """Else a change could bring a folder of that name, and a freeze would compare with it."""
    brought, linked = tmp_path / "published", tmp_path / "linked"
    (brought / "data").mkdir(parents=True)
    linked.symlink_to(tmp_path)
    for target in (brought, linked):
        with pytest.raises(FetchProblem):
            fetch_copy("http://127.0.0.1:1/", target)
        assert not target.exists()
    assert tmp_path.exists()


def test_an_answer_in_no_known_form_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _ = server.accept()
            with line:
                line.recv(4096)
                line.sendall(b"nothing known\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(FetchProblem):
            fetch_copy(f"http://127.0.0.1:{server.getsockname()[1]}/", tmp_path / "copy")
        thread.join()
