"""The freeze calendar: what a configuration lists, and when it holds."""

from pathlib import Path

import pytest

from plainfigures.config import SiteConfig, open_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.freezing.calendar import freeze_findings, read_calendar

ELECTION = """
    freezes:
      - from: 2027-03-23
        to: 2027-05-06
        why: the local elections
"""


def config_with(folder: Path, freezes: str) -> SiteConfig:
    """Return the configuration of a site that lists some freezes."""
    (folder / "mkdocs.yml").write_text(
        f"site_name: A site\nplugins:\n  - macros:\n      module_name: macros\n"
        f"extra:\n  plainfigures:{freezes}",
        "utf-8",
    )
    return open_config(folder)


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2027-03-22T23:59:59+00:00", False),
        ("2027-03-23T00:00:00+00:00", True),
        # British Summer Time has begun: the last day ends an hour earlier in UTC.
        ("2027-05-06T22:59:59+00:00", True),
        ("2027-05-06T23:00:00+00:00", False),
    ],
)
def test_a_freeze_holds_from_its_first_day_to_the_end_of_its_last(
    tmp_path: Path, moment: str, holds: bool
) -> None:
    calendar = read_calendar(config_with(tmp_path, ELECTION))
    assert bool(calendar.at(Clock(parse_moment(moment)))) is holds


def test_a_freeze_can_end_at_an_hour(tmp_path: Path) -> None:
    until = ELECTION.replace("to: 2027-05-06", "to: 2027-05-06T22:00:00+01:00")
    calendar = read_calendar(config_with(tmp_path, until))
    assert calendar.at(Clock(parse_moment("2027-05-06T20:59:00+00:00")))
    assert not calendar.at(Clock(parse_moment("2027-05-06T21:00:00+00:00")))


def test_of_freezes_that_overlap_the_one_that_ends_last_holds(tmp_path: Path) -> None:
    two = f"{ELECTION}      - from: 2027-04-01\n        to: 2027-06-10\n        why: a second one\n"
    freeze = read_calendar(config_with(tmp_path, two)).at(Clock(parse_moment("2027-04-10")))
    assert freeze is not None
    assert freeze.words == "the freeze until 10 June 2027 (a second one)"
    assert freeze.line == 11


def test_while_a_freeze_holds_editors_are_told(tmp_path: Path) -> None:
    config = config_with(tmp_path, ELECTION)
    assert list(freeze_findings(config, Clock(parse_moment("2027-03-22")))) == []
    (found,) = freeze_findings(config, Clock(parse_moment("2027-05-06")))
    assert found.message == (
        "Only corrections go out in the freeze until 6 May 2027 (the local elections): a release "
        "build refuses other changes."
    )
    assert (found.place, found.level) == ("mkdocs.yml:8", "advice")


@pytest.mark.parametrize(
    ("freezes", "message", "line"),
    [
        (" \n    freezes: 2027-03-23\n", 'The setting "freezes" is no list of freezes.', 7),
        (
            "\n    freezes:\n      - 2027-03-23\n",
            "This is no freeze: it has no first and no last day.",
            8,
        ),
        (ELECTION.replace("        to: 2027-05-06\n", ""), "This freeze does not say “to”.", 8),
        (ELECTION.replace("why:", "wy:"), 'A freeze has no part "wy".', 8),
        (ELECTION.replace("2027-05-06", "2026-05-06"), "This freeze ends before it begins.", 8),
        (
            ELECTION.replace("2027-05-06", "6 May"),
            'This freeze cannot be read: "6 May" is not a date.',
            8,
        ),
    ],
)
def test_a_freeze_that_cannot_be_read_is_an_error(
    tmp_path: Path, freezes: str, message: str, line: int
) -> None:
    config = config_with(tmp_path, freezes)
    (found,) = freeze_findings(config, Clock(parse_moment("2027-04-01")))
    assert (found.message, found.line, found.level) == (message, line, "error")
    assert "- from: 2027-03-23" in found.remedy
