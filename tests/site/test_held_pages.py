"""Pages held back until a moment: nowhere in the site before it, and checked all the same."""

import datetime
from pathlib import Path

import pytest

from plainfigures.build import build, look
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock
from tests.making import edit, make_site

SECRET = "quinquereme"
BEFORE = Clock(datetime.datetime(2026, 12, 10, 9, 29, 59, tzinfo=datetime.UTC))
AFTER = Clock(datetime.datetime(2026, 12, 10, 9, 30, 0, tzinfo=datetime.UTC))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a page held back, with a picture beside it, and a figure worked out on it."""
    root = make_site(tmp_path / "fire")
    folder = root / "docs" / SECRET
    folder.mkdir()
    (folder / "index.md").write_text(
        "---\n"
        "title: The quinquereme\n"
        "description: What the quinquereme is.\n"
        "publish_after: 2026-12-10T09:30:00+00:00\n"
        "---\n\n"
        "# The quinquereme\n\n"
        "Staff changed by "
        '{{ difference("response/staff/firefighters@2023-03-31", '
        '"response/staff/firefighters@2024-03-31") }}.\n',
        "utf-8",
    )
    (folder / "note.txt").write_text(SECRET, "utf-8")
    edit(root / "mkdocs.yml", "nav:\n", f"nav:\n  - Soon:\n      - Soon: {SECRET}/index.md\n")
    return root


def everything(folder: Path) -> bytes:
    """Return the names and the bytes of all files in a folder."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return b"".join(str(file.relative_to(folder)).encode() + file.read_bytes() for file in files)


def test_a_page_is_nowhere_before_its_time_and_there_from_then_on(site: Path) -> None:
    config = read_config(site)
    outcome = build(config, BEFORE, site / "site", pictures=False)
    assert [one for one in outcome.findings if one.level == "error"] == []
    before = everything(site / "site")
    assert SECRET.encode() not in before.lower()
    assert b"Soon" not in before
    assert build(config, AFTER, site / "site", pictures=False).done
    page = (site / "site" / SECRET / "index.html").read_text("utf-8")
    assert "<h1" in page
    assert SECRET in (site / "site" / "sitemap.xml").read_text("utf-8")
    assert "Soon" in (site / "site" / "index.html").read_text("utf-8")


def test_a_mistake_on_a_page_held_back_is_found_before_its_time(site: Path) -> None:
    edit(
        site / "docs" / SECRET / "index.md",
        "response/staff/firefighters@2024",
        "response/staf@2024",
    )
    found = [one for one in look(read_config(site), BEFORE) if one.level == "error"]
    assert [one.path for one in found] == [f"docs/{SECRET}/index.md"]
    assert "response/staf@2024" in found[0].message


def test_a_link_to_a_page_held_back_says_that_it_is_held_back(site: Path) -> None:
    home = site / "docs" / "index.md"
    home.write_text(home.read_text("utf-8") + f"\n[More]({SECRET}/index.md)\n", "utf-8")
    found = [one for one in look(read_config(site), BEFORE) if one.level == "error"]
    assert [one.path for one in found] == ["docs/index.md"]
    assert "is held back until its time" in found[0].message


@pytest.mark.parametrize("written", ["soon", "10/12/2026", "[1, 2]", "''"])
def test_a_moment_that_cannot_be_read_holds_the_page_back_and_is_told(
    site: Path, written: str
) -> None:
    edit(site / "docs" / SECRET / "index.md", "2026-12-10T09:30:00+00:00", written)
    found = [one for one in look(read_config(site), AFTER) if one.level == "error"]
    assert [(one.path, one.line) for one in found] == [(f"docs/{SECRET}/index.md", 4)]
    assert "2026-12-10T09:30:00+00:00" in found[0].remedy


@pytest.mark.parametrize(
    ("written", "moment", "there"),
    [
        ("2026-12-10", datetime.datetime(2026, 12, 9, 23, 59, tzinfo=datetime.UTC), False),
        ("2026-12-10", datetime.datetime(2026, 12, 10, 0, 0, tzinfo=datetime.UTC), True),
        ("2026-06-10", datetime.datetime(2026, 6, 9, 22, 59, tzinfo=datetime.UTC), False),
        ("2026-06-10 09:30", datetime.datetime(2026, 6, 10, 8, 30, tzinfo=datetime.UTC), True),
        (
            "2026-12-10T10:30:00+01:00",
            datetime.datetime(2026, 12, 10, 9, 30, tzinfo=datetime.UTC),
            True,
        ),
    ],
)
def test_a_day_begins_at_midnight_in_london_and_a_time_without_a_zone_is_london_time(
    site: Path, written: str, moment: datetime.datetime, there: bool
) -> None:
    from plainfigures.held_pages import hold_back
    from plainfigures.read import read_pages

    edit(site / "docs" / SECRET / "index.md", "2026-12-10T09:30:00+00:00", written)
    pages, _ = read_pages(site / "docs", site)
    held = hold_back(pages, Clock(moment))
    assert (held.held == []) == there
    assert held.hides(f"{SECRET}/note.txt") != there
