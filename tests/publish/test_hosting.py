"""What a host is told of a site, and the names of files that never change."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from plainfigures.cli import main
from plainfigures.publish.hosts import SERVERS, Served, settings_for
from plainfigures.publish.names import hashed_name, name_files, with_names
from plainfigures.publish.policy import header_groups, headers_text, meta_policy
from tests.looking.browsing import headers_of

SHEET = "assets/plainfigures.css"
NAMED = "assets/hashed/plainfigures.51e1ea5e4d1a.css"
FRAME = (
    '<head><link href="{up}assets/plainfigures.css"></head><main>"{up}assets/plainfigures.css"'
    "</main><script src='{up}assets/own.js'></script><a href='{up}assets/plainfigures.css'>x</a>"
)


@pytest.mark.parametrize(
    ("address", "url", "up"),
    [
        ("", "", ""),
        ("", "", "./"),
        ("money/", "", "../"),
        ("money/deep/", "https://fire.example/", "../../"),
        ("404.html", "", "/"),
        ("404.html", "https://fire.example/some/path/", "/some/path/"),
        ("money/", "https://fire.example/some/path", "https://fire.example/some/path/"),
    ],
)
def test_a_page_names_files_anew_around_its_text_and_not_within(
    address: str, url: str, up: str
) -> None:
    made = with_names(FRAME.format(up=up), {SHEET: NAMED}, address, url)
    assert made.count(f"{up}{NAMED}") == 2
    assert f'<main>"{up}{SHEET}"</main>' in made
    assert f"'{up}assets/own.js'" in made


@pytest.mark.parametrize("up", ["../../", "https://elsewhere.example/", "/other/", "x"])
def test_a_file_of_another_place_keeps_its_name(up: str) -> None:
    page = FRAME.format(up=up)
    assert with_names(page, {SHEET: NAMED}, "money/", "https://fire.example/") == page


def test_a_file_moves_to_a_name_with_the_digest_of_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / SHEET).write_bytes(b"p { color: black }")
    names = name_files(tmp_path)
    assert names == {SHEET: hashed_name(SHEET, b"p { color: black }")}
    assert (tmp_path / names[SHEET]).read_bytes() == b"p { color: black }"
    assert not (tmp_path / SHEET).exists()
    assert hashed_name(SHEET, b"p { color: white }") != names[SHEET]
    assert re.fullmatch(r"assets/hashed/plainfigures\.[0-9a-f]{12}\.css", names[SHEET])


def test_each_file_of_a_site_gets_its_headers_once(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text(headers_text(), "utf-8")
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    open_to_all = {"Access-Control-Allow-Origin": "*"}
    more = {
        "/": {},
        "/money/": {},
        "/assets/own.css": {},
        f"/{NAMED}": kept,
        "/data/figures.json": open_to_all,
        "/data/money/money.zip": open_to_all,
        "/feed.xml": open_to_all,
    }
    everywhere = dict(header_groups()[0].headers)
    assert everywhere["X-Content-Type-Options"] == "nosniff"
    for path, own in more.items():
        sent = headers_of(tmp_path, path)
        assert dict(sent) == everywhere | own, path
        assert len(sent) == len(dict(sent)), path


def test_the_policy_lets_in_nothing_but_files_of_the_site_and_one_script() -> None:
    policy = dict(header_groups()[0].headers)["Content-Security-Policy"]
    directives = dict(one.split(" ", 1) for one in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert re.fullmatch(r"'self' 'sha256-[\w+/]{43}='", directives["script-src"])
    assert {directives[one] for one in ("frame-ancestors", "base-uri", "form-action")} == {"'none'"}
    assert directives["style-src"] == "'self'"
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*|data:|blob:", policy)


def test_a_page_says_all_of_it_that_may_stand_there() -> None:
    header = dict(header_groups()[0].headers)["Content-Security-Policy"]
    assert meta_policy().replace(" file:", "") == header.replace("frame-ancestors 'none'; ", "")


def test_a_site_with_scripts_of_its_own_is_not_asked_for_trusted_types() -> None:
    assert "trusted-types" in meta_policy()
    assert "trusted-types" not in meta_policy(own_scripts=True)
    assert "trusted-types" not in headers_text(own_scripts=True)


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("url", ["", "https://fire.example", "https://fire.example/some/path/"])
def test_the_settings_of_a_server_send_the_same(server: str, url: str) -> None:
    served = Served.at(url)
    settings = settings_for(server, served)
    for group in header_groups():
        for name, value in group.headers:
            assert f'"{value}"' in settings, name
            assert name in settings
    assert served.host == ("fire.example" if url else "example.org")
    start = "/some/path" if url.endswith("path/") else ""
    assert f"{start}/assets/hashed/" in settings
    assert f"{start}/data/" in settings
    assert settings.count("{") == settings.count("}")
    assert ("is empty: write the name" in settings) is not bool(url)


def test_a_folder_without_a_page_is_a_page_not_found_and_a_folder_may_have_a_space() -> None:
    settings = settings_for("nginx", Served.at("https://fire.example/a/", "/srv/our site/"))
    assert "error_page 403 =404 /a/404.html;" in settings
    assert 'alias "/srv/our site/";' in settings
    assert 'root * "/srv/our site"\n' in settings_for("caddy", Served.at("", "/srv/our site"))


def test_the_command_prints_them_for_this_site(tmp_path: Path) -> None:
    own = "site_name: Fire\nsite_url: https://fire.example/a/\nextra_javascript: [own.js]\n"
    (tmp_path / "mkdocs.yml").write_text(own, "utf-8")

    def said(*words: str) -> str:
        result = CliRunner().invoke(main, ["--site", str(tmp_path), "headers", *words])
        assert result.exit_code == 0, result.output
        return result.output

    assert said("file") == headers_text(own_scripts=True)
    served = Served("fire.example", "/a/", "/home/fire/site")
    told = said("nginx", "--folder", "/home/fire/site")
    assert told == settings_for("nginx", served, own_scripts=True)
