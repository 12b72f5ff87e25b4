"""What data that may not be seen yet mean for a site: where they may lie, and what is told of them."""

import datetime
from pathlib import Path

import pytest

from plainfigures.config import SiteConfig, open_config, read_config
from plainfigures.figures.clock import Clock, show_moment
from plainfigures.figures.embargoes import Embargoed
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.held_data import kept_apart, place_findings, veiled
from plainfigures.state import changed_since, read_inputs
from tests.making import edit, make_site

MOMENT = "2026-12-10T09:30:00+00:00"
BEFORE = Clock(datetime.datetime(2026, 12, 10, 9, 29, 59, tzinfo=datetime.UTC))
HELD = Embargoed(
    {"money/budget/stations": MOMENT},
    places=(
        ("datasets/money/budget.csv", 2, MOMENT),
        ("datasets/money/budget.csv", 3, MOMENT),
        ("private/money/budget.csv", 2, MOMENT),
    ),
)


@pytest.fixture
def config(tmp_path: Path) -> SiteConfig:
    """The settings of the site of the fire service."""
    return read_config(make_site(tmp_path / "fire"))


def test_data_that_wait_in_a_repository_are_advised_against_once_a_file(config: SiteConfig) -> None:
    assert [*place_findings(config, HELD)] == []
    (config.root / ".git").mkdir()
    found = [*place_findings(config, HELD)]
    assert [(one.path, one.line, one.level) for one in found] == [
        ("datasets/money/budget.csv", 2, ADVICE)
    ]
    assert "until 10 December 2026, 9:30am" in found[0].message
    edit(config.file, "  plainfigures:\n", "  plainfigures:\n    repository: private\n")
    assert [*place_findings(read_config(config.root), HELD)] == []


@pytest.mark.parametrize(
    ("name", "event", "refused"),
    [
        ("GITHUB_EVENT_NAME", "pull_request", True),
        ("GITHUB_EVENT_NAME", "pull_request_target", True),
        ("CI_PIPELINE_SOURCE", "merge_request_event", True),
        ("GITHUB_EVENT_NAME", "push", False),
        ("CI_PIPELINE_SOURCE", "schedule", False),
    ],
)
def test_private_data_are_not_read_in_a_job_for_a_pull_request(
    config: SiteConfig, monkeypatch: pytest.MonkeyPatch, name: str, event: str, refused: bool
) -> None:
    for one in ("GITHUB_EVENT_NAME", "CI_PIPELINE_SOURCE"):
        monkeypatch.delenv(one, raising=False)
    monkeypatch.setenv("PLAINFIGURES_PRIVATE", "../beside")
    monkeypatch.setenv(name, event)
    beside = None if refused else config.root.parent / "beside"
    assert config.private().folder == beside
    assert [one.rule for one in place_findings(config, HELD)] == ["embargo"] * refused


def test_no_link_is_followed_out_of_a_private_package(
    config: SiteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = config.root.parent / "beside"
    (beside / "soon").mkdir(parents=True)
    (beside / "soon" / "crews.csv").symlink_to("/etc/hostname")
    edit(config.file, "  plainfigures:\n", "  plainfigures:\n    private_packages: [soon]\n")
    monkeypatch.setenv("PLAINFIGURES_PRIVATE", str(beside))
    assert [one.path for one in open_config(config.root).unfit] == ["beside/soon/crews.csv"]


def test_each_file_of_a_private_package_is_an_input_of_its_own(
    config: SiteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = config.root.parent / "beside"
    files = [beside / "soon" / "one.csv", beside / "soon" / "old" / "one.csv"]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.parent.name, "utf-8")
    edit(config.file, "  plainfigures:\n", "  plainfigures:\n    private_packages: [soon]\n")
    monkeypatch.setenv("PLAINFIGURES_PRIVATE", str(beside))
    private = open_config(config.root)
    before = read_inputs(private)
    for file in files:
        file.write_text("else", "utf-8")
    assert changed_since(private, before) == ["private/soon/old/one.csv", "private/soon/one.csv"]


def test_a_look_ahead_adds_nothing_to_what_is_kept(config: SiteConfig) -> None:
    kept = config.work / "packages" / "one.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}", "utf-8")
    with kept_apart(config) as apart:
        there = apart.work / "packages"
        assert (there / "one.json").read_text("utf-8") == "{}"
        (there / "two.json").write_text("{}", "utf-8")
    assert (apart.work.exists(), [one.name for one in kept.parent.iterdir()]) == (
        False,
        ["one.json"],
    )


def test_a_finding_on_what_waits_keeps_its_place_and_no_word() -> None:
    found = Finding("macros", 'There is no "quinquereme".', "Row it.", "docs/a.md", 3, 7, "galley")
    told = veiled(found, MOMENT)
    assert (told.path, told.line, told.level) == ("docs/a.md", 3, "error")
    assert "quinquereme" not in repr(told)
    assert "galley" not in repr(told)
    assert "until 10 December 2026, 9:30am" in told.message
    assert "plainfigures check --held" in told.remedy


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-10T00:00:00+00:00", "10 December 2026"),
        ("2026-12-10T09:30:00+00:00", "10 December 2026, 9:30am"),
        ("2026-06-10T12:00:00+00:00", "10 June 2026, 1pm"),
        ("2026-12-10T00:05:00+00:00", "10 December 2026, 12:05am"),
        ("2026-12-10T12:00:00+00:00", "10 December 2026, 12pm"),
    ],
)
def test_a_moment_is_said_in_the_time_of_london(moment: str, said: str) -> None:
    assert show_moment(datetime.datetime.fromisoformat(moment)) == said
