"""`plainfigures due`: whether the time alone has changed the site."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from plainfigures.cli import main
from plainfigures.config import open_config
from plainfigures.figures.clock import Clock
from plainfigures.waking.coming import Due, look_for_due
from tests.making import make_site

MOMENT = datetime.datetime(2025, 9, 25, 8, 30, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def due(site: Path, *words: str) -> tuple[int, str]:
    """Run the command; return its exit code and what it says."""
    result = CliRunner().invoke(main, ["--site", str(site), "due", *words])
    return result.exit_code, result.output


class Noting(Clock):
    """A clock that notes every moment it is asked about."""

    def __init__(self, now: datetime.datetime) -> None:
        super().__init__(now)
        self.noted: set[datetime.datetime] = set()

    def has_come(self, moment: datetime.datetime) -> bool:
        """Note the moment, and answer."""
        self.noted.add(moment)
        return super().has_come(moment)


def test_a_page_whose_moment_has_passed_makes_the_site_due(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    page = f"---\npublish_after: {MOMENT.isoformat()}\n---\n\n# Soon\n\nThis comes later.\n"
    (site / "docs" / "soon.md").write_text(page, "utf-8")
    clock = Noting(MOMENT)
    assert look_for_due(open_config(site), clock).last == MOMENT
    # What the first look may not overlook: whatever is asked stands in a file, or is a midnight.
    for moment in clock.noted:
        local = moment.astimezone(ZoneInfo("Europe/London"))
        assert moment == MOMENT or (local.hour, local.minute) == (0, 0)
    assert len(clock.noted) > 1
    words = ("--as-of", (MOMENT + MINUTE).isoformat(), "--jobs", "1", "--since")
    code, said = due(site, *words, (MOMENT - MINUTE).isoformat())
    assert code == 1, said
    assert "has come due since the site was published. The last moment was 25 September" in said
    assert "python3 noxfile.py -s publish" in said


@pytest.mark.parametrize(("sound", "answer"), [(True, False), (False, True)])
def test_nothing_is_due_twice_but_what_cannot_be_made(sound: bool, answer: bool) -> None:
    assert Due(MOMENT, None, sound).since(MOMENT) is answer
    assert Due(None, MOMENT, sound).since(MOMENT) is answer


def test_a_site_of_which_nothing_is_known_is_published_anew(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    code, said = due(site, "--published", str(tmp_path / "none.json"))
    assert (code, "There is no file" in said) == (1, True)
    (tmp_path / "none.json").write_text("{}", "utf-8")
    code, said = due(site, "--published", str(tmp_path / "none.json"))
    assert (code, "does not say when" in said) == (1, True)
    later = due(site, "--since", "2025-10-01", "--as-of", "2025-09-01")
    assert (later[0], "was made later" in later[1]) == (1, True)


def test_it_asks_when_the_published_site_was_made(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    code, said = due(site)
    assert (code, "Say when the published site was made." in said) == (2, True)
