"""What a build remembers: its inputs, and for how long the same would be built."""

import datetime
from pathlib import Path

import pytest

from plainfigures.config import SiteConfig, read_config
from plainfigures.state import State, inputs_key, load_state, save_state
from tests.making import edit, make_site

STATE = State("key", "2024-12-01", "2024-11-01T00:00:00+00:00", "2025-01-01T00:00:00+00:00")


@pytest.fixture
def config(tmp_path: Path) -> SiteConfig:
    return SiteConfig(make_site(tmp_path / "fire"), "Fire")


def key(config: SiteConfig, *, site: str = "site", release: bool = False) -> str:
    return inputs_key(config, config.root / site, release=release, pictures=True)


@pytest.mark.parametrize(
    ("since", "until", "now", "covered"),
    [
        (STATE.since, STATE.until, "2024-12-01T00:00:00+00:00", True),
        (STATE.since, STATE.until, "2024-11-01T00:00:00+00:00", True),
        (STATE.since, STATE.until, "2024-10-31T23:59:59+00:00", False),
        (STATE.since, STATE.until, "2024-12-31T23:59:59+00:00", True),
        (STATE.since, STATE.until, "2025-01-01T00:00:00+00:00", False),
        ("", STATE.until, "1999-01-01T00:00:00+00:00", True),
        (STATE.since, "", "2999-01-01T00:00:00+00:00", True),
        ("", "", "2024-12-01T00:00:00+00:00", True),
    ],
)
def test_a_state_covers_the_moments_at_which_the_same_would_be_built(
    since: str, until: str, now: str, covered: bool
) -> None:
    state = State("key", "", since, until)
    assert state.covers(datetime.datetime.fromisoformat(now)) is covered


def test_what_was_saved_is_loaded(config: SiteConfig) -> None:
    assert load_state(config) is None
    save_state(config, STATE)
    assert load_state(config) == STATE
    assert [file.name for file in config.work.iterdir()] == ["state.json"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"key": "a", "other": "b"}', "nonsense"])
def test_a_spoilt_state_is_none(config: SiteConfig, content: str) -> None:
    save_state(config, STATE)
    (config.work / "state.json").write_text(content, "utf-8")
    assert load_state(config) is None


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("mkdocs.yml", "Call 999", "Dial 999"),
        ("docs/index.md", "What happened", "What has happened"),
        ("datasets/money/budget.csv", "Fire stations", "Fire houses"),
        ("charts/times.yml", "by month", "per month"),
        ("macros/__init__.py", "own macros", "very own macros"),
    ],
)
def test_the_key_follows_every_input(config: SiteConfig, path: str, old: str, new: str) -> None:
    before = key(config)
    edit(config.root / path, old, new)
    assert key(config) != before
    edit(config.root / path, new, old)
    assert key(config) == before


def test_the_key_follows_files_that_come_go_and_move(config: SiteConfig) -> None:
    keys = {key(config)}
    page = config.docs / "more.md"
    page.write_text("# More\n", "utf-8")
    keys.add(key(config))
    page.rename(config.docs / "other.md")
    keys.add(key(config))
    (config.docs / "other.md").unlink()
    assert key(config) in keys
    assert len(keys) == 3


def test_the_key_follows_what_the_settings_take_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    edit(site / "mkdocs.yml", 'site_url: ""', "site_url: !ENV FIRE_URL")
    keys = set()
    for address in ("https://one.example/", "https://other.example/"):
        monkeypatch.setenv("FIRE_URL", address)
        keys.add(key(read_config(site)))
    assert len(keys) == 2


def test_the_key_follows_where_to_and_what_for(config: SiteConfig) -> None:
    assert len({key(config), key(config, site="other"), key(config, release=True)}) == 3


def test_the_key_leaves_out_what_python_and_builds_leave_behind(config: SiteConfig) -> None:
    before = key(config)
    for folder in (config.macros / "__pycache__", config.work, config.site):
        folder.mkdir()
        (folder / "left.pyc").write_bytes(b"left")
    assert key(config) == before
