"""Browsers get the last good pages and what the preview adds, and nothing that is not the site's."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from plainfigures.figures.findings import Finding
from plainfigures.publish import meta_policy
from plainfigures.serving.answering import Server, find_file, is_local, version_of
from plainfigures.serving.state import Board
from tests.serving.showing import ask, make_finished

VERSIONS = {"index.html": "h1", "money/index.html": "m1", "404.html": "n1"}


@pytest.fixture
def board() -> Board:
    """What is shown: nothing yet."""
    return Board()


@pytest.fixture
def port(board: Board) -> Iterator[int]:
    """The port at which the board is shown, for a site that is published below `/figures/`."""
    server = Server(
        "127.0.0.1", 0, board, lambda: "<html><body>Changes</body></html>", lambda: "/figures/"
    )
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()


@pytest.fixture
def finished(tmp_path: Path, board: Board) -> Path:
    """A finished site, shown, with a secret beside it."""
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    site = make_finished(tmp_path / "site")
    (site / "out").symlink_to(tmp_path)
    board.put(site=site, versions=VERSIONS, making=False, attempt=1)
    return site


def test_pages_and_files_are_given_with_their_kinds(port: int, finished: Path) -> None:
    for path, kind, words in [
        ("/", "text/html; charset=utf-8", "<h1>Home</h1>"),
        ("/money/?print#top", "text/html; charset=utf-8", "<h1>Money</h1>"),
        ("/assets/own.css", "text/css; charset=utf-8", "color: black"),
        ("/data/figures.csv", "text/csv; charset=utf-8", "reference,value"),
        ("/data/finance.zip", "application/zip", "PK"),
        ("/figures/money/", "text/html; charset=utf-8", "<h1>Money</h1>"),
    ]:
        status, headers, text = ask(port, path)
        assert (status, headers["Content-Type"]) == (200, kind), path
        assert headers["Cache-Control"] == "no-store"
        assert words in text


def test_a_folder_without_its_last_stroke_leads_to_its_page(port: int, finished: Path) -> None:
    status, headers, _ = ask(port, "/money")
    assert (status, headers["Location"]) == (302, "money/")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/data/",
        "/../secret.txt",
        "/money/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/out/secret.txt",
        "//etc/passwd",
        "/money/index.html/",
        "/assets/own.css/",
        "/%00",
        "/C:/secret.txt",
    ],
)
def test_what_is_no_page_is_the_sites_own_page_for_that(
    path: str, port: int, finished: Path
) -> None:
    status, _, text = ask(port, path)
    assert status == 404
    assert "<h1>Not found</h1>" in text
    assert "secret" not in text.replace("secret.txt", "")


def test_the_preview_is_added_to_pages_only_and_before_their_end(port: int, finished: Path) -> None:
    text = ask(port, "/")[2]
    page, _, rest = text.partition('<plainfigures-preview data-version="h1"')
    assert page == "<html><body><h1>Home</h1>"
    assert rest.endswith('<script src="/_preview/follow.js" defer></script>\n</body></html>')
    assert "_preview" not in ask(port, "/assets/own.css")[2]
    assert "_preview" not in (finished / "index.html").read_text("utf-8")
    assert "EventSource" in ask(port, "/_preview/follow.js")[2]
    assert ":host" in ask(port, "/_preview/preview.css")[2]
    assert ask(port, "/_preview/../index.html")[0] == 404
    assert ask(port, "/_preview/other.js")[0] == 404


def test_before_the_first_good_pages_it_is_told_what_is_wrong(port: int, board: Board) -> None:
    status, _, text = ask(port, "/money/")
    assert status == 503
    assert "The pages are being made" in text
    board.put(making=False, attempt=1, findings=(Finding("x", "There is no <page>", "Add it"),))
    text = ask(port, "/money/")[2]
    assert "The pages cannot be made yet" in text
    assert "There is no &lt;page&gt;." in text
    assert "Add it." in text


def test_a_browser_hears_of_its_own_page_and_of_mistakes(
    port: int, finished: Path, board: Board
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as stream:
        path = quote("/money/", safe="")
        line.sendall(
            f"GET /_preview/events?path={path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        )

        def news() -> dict[str, str]:
            while not (words := stream.readline()).startswith(b"data: "):
                assert words
            told: dict[str, str] = json.loads(words.removeprefix(b"data: "))
            return told

        first = news()
        assert first["version"] == "m1"
        assert "last good version" not in first["bar"]
        board.put(findings=(Finding("x", "Wrong"),))
        assert "last good version" in news()["bar"]
        board.put(findings=(), versions=VERSIONS | {"index.html": "h2"})
        third = news()
        assert third == first
        board.put(versions=VERSIONS | {"money/index.html": "m2"})
        assert news()["version"] == "m2"


def test_versions_follow_what_is_shown(finished: Path, board: Board) -> None:
    state = board.state
    assert version_of(state, "/") == "h1"
    assert version_of(state, "/nowhere/") == "missing-n1"
    assert version_of(state, "/_preview/changes/") == "changes--1"
    assert version_of(Board().state, "/") == "none-0"
    assert find_file(finished, "/figures/", "/figures/").name == "index.html"


def test_what_has_changed_has_an_address_of_its_own(port: int, finished: Path) -> None:
    status, _, text = ask(port, "/_preview/changes/")
    assert status == 200
    assert "Changes" in text
    assert 'data-version="changes--1"' in text


def test_a_name_from_elsewhere_is_refused_on_this_machine(port: int, finished: Path) -> None:
    assert ask(port, "/", host="elsewhere.example")[0] == 403
    assert ask(port, "/", host="localhost")[0] == 200
    assert [is_local(name) for name in ("[::1]", "127.0.0.2", "site.localhost")] == [True] * 3
    assert not is_local("192.0.2.1")


def test_the_head_of_a_page_is_given_alone(port: int, finished: Path) -> None:
    status, headers, text = ask(port, "/", method="HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 100


def test_the_previews_own_pages_find_their_look_beside_a_site_whose_files_have_lasting_names(
    board: Board, finished: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    (bare / "assets").mkdir(parents=True)
    (bare / "assets" / "plainfigures.css").write_text("p { color: black }", "utf-8")
    (bare / "index.html").write_text("never shown", "utf-8")
    server = Server("127.0.0.1", 0, board, str, bare=bare)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    port = int(server.server_address[1])
    assert ask(port, "/assets/plainfigures.css")[2] == "p { color: black }"
    assert "<h1>Home</h1>" in ask(port, "/")[2]
    server.shutdown()
    server.server_close()


def test_a_page_lets_the_preview_show_what_it_tells(
    port: int, board: Board, finished: Path
) -> None:
    page = finished / "money" / "index.html"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{meta_policy()}">'
    page.write_text(f"<html><head>{policy}</head><body>x</body></html>", "utf-8")
    shown = ask(port, "/money/")[2]
    assert 'trusted-types plainfigures plainfigures-preview"' in shown
    assert shown.count('plainfigures-preview"') == 1
