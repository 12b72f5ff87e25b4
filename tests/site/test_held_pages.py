"""Pages held back until a moment: nowhere in the site before it, and checked all the same."""

import datetime
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainfigures.build import build, look
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock
from plainfigures.figures.declarations import Page
from plainfigures.held_pages import hold_back
from plainfigures.read import read_pages
from tests.making import edit, make_site

SECRET = "quinquereme"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
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
    (root / "docs" / "bireme.md").write_text(
        "---\n"
        "title: The bireme\n"
        "description: What the bireme is.\n"
        "publish_after: 2026-12-10T09:30:00+00:00\n"
        "---\n\n"
        "# The bireme\n\n"
        "![A bireme](bireme.svg)\n\n"
        '{{ chart("quinquereme") }}\n',
        "utf-8",
    )
    (root / "docs" / "bireme.svg").write_text(PICTURE, "utf-8")
    chart = root / "charts" / "quinquereme.yml"
    chart.write_bytes((root / "charts" / "times.yml").read_bytes())
    edit(chart, "by month", "by month and quinquereme")
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
    assert b"bireme" not in before.lower()
    advice = [one.message for one in outcome.findings if "bireme.md" in one.message]
    assert len(advice) == 1, "its editor is told that no menu has it"
    checks = json.loads((site / "site" / "data" / "checks.json").read_text("utf-8"))["rules"]
    (told,) = [one["advice"] for one in checks if one["rule"] == "configuration"]
    counted = [one for one in outcome.findings if one.rule == "configuration"]
    assert told == len(counted) - len(advice)
    assert build(config, AFTER, site / "site", pictures=False).done
    page = (site / "site" / SECRET / "index.html").read_text("utf-8")
    assert "<h1" in page
    assert SECRET in (site / "site" / "sitemap.xml").read_text("utf-8")
    assert (site / "site" / "bireme.svg").is_file()
    assert (site / "site" / "charts" / SECRET / "index.html").is_file()
    assert "Soon" in (site / "site" / "index.html").read_text("utf-8")


def test_a_mistake_on_a_page_held_back_is_found_before_its_time(site: Path) -> None:
    edit(
        site / "docs" / SECRET / "index.md",
        "response/staff/firefighters@2024",
        "response/staf@2024",
    )
    for words in (True, False):
        config = replace(read_config(site), tell_held=words)
        found = [one for one in look(config, BEFORE) if one.level == "error"]
        assert [one.path for one in found] == [f"docs/{SECRET}/index.md"]
        assert ("response/staf@2024" in found[0].message) == words
    assert "held back until 10 December 2026, 9:30am" in found[0].message
    assert b"response/staf@2024" not in everything(site / ".plainfigures")


def test_what_is_typed_on_a_page_held_back_and_where_it_leads_is_looked_at_before_its_time(
    site: Path,
) -> None:
    page = site / "docs" / "bireme.md"
    page.write_text(
        page.read_text("utf-8") + "\nIt had 45 oars. [More](trireme.md)\n\n#### Deep\n", "utf-8"
    )
    config = replace(read_config(site), tell_held=True)
    found = [one for one in look(config, BEFORE) if one.level == "error"]
    assert {one.path for one in found} == {"docs/bireme.md"}
    assert sorted(one.rule for one in found) == ["heading", "link", "typed-number"]


def test_a_chart_of_a_page_held_back_is_looked_at_before_its_time(site: Path) -> None:
    edit(site / "charts" / f"{SECRET}.yml", "first-engine.country@*", "first-engin.country@*")
    found = [one for one in look(read_config(site), BEFORE) if one.level == "error"]
    assert [one.path for one in found] == [f"charts/{SECRET}.yml"]


@pytest.mark.parametrize(
    ("written", "line", "near"),
    [
        ("publish-after: 2099-12-10", 4, "publish_after"),
        ("Publish_After: 2099-12-10", 4, "publish_after"),
        ("publish_afer: 2099-12-10", 4, "publish_after"),
        ("published_after: 2099-12-10", 4, "publish_after"),
        ("meta:\n  publish_after: 2099-12-10", 5, ""),
        ("publish_after: 2099-12-10\npublish_after: 2020-12-10", 5, ""),
    ],
)
def test_a_setting_that_would_hold_nothing_back_is_told_and_the_page_held_back(
    tmp_path: Path, written: str, line: int, near: str
) -> None:
    page = tmp_path / "docs" / "soon.md"
    page.parent.mkdir()
    page.write_text(f"---\ntitle: Soon\nkicker: New\n{written}\n---\n\n# Soon\n", "utf-8")
    held = hold_back(read_pages(tmp_path / "docs", tmp_path)[0], AFTER)
    assert held.hides("soon.md")
    assert [(one.line, one.suggestion) for one in held.findings] == [(line, near)]


@pytest.mark.parametrize("written", ["published: 2020", "publisher: The council", "after: tea"])
def test_settings_of_other_names_hold_nothing_back(tmp_path: Path, written: str) -> None:
    page = tmp_path / "docs" / "soon.md"
    page.parent.mkdir()
    page.write_text(f"---\ntitle: Soon\n{written}\n---\n\n# Soon\n", "utf-8")
    held = hold_back(read_pages(tmp_path / "docs", tmp_path)[0], AFTER)
    assert (held.held, held.findings) == ([], [])


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
    edit(site / "docs" / SECRET / "index.md", "2026-12-10T09:30:00+00:00", written)
    pages, _ = read_pages(site / "docs", site)
    held = hold_back(pages, Clock(moment))
    assert (f"docs/{SECRET}/index.md" not in {one.path for one in held.held}) == there
    assert held.hides(f"{SECRET}/note.txt") != there


@pytest.mark.parametrize(
    ("written", "file", "elsewhere"),
    [
        ("![A bireme](the%20bireme.png)", "the bireme.png", ""),
        ('<img src="b&#105;reme.png" alt="">', "bireme.png", ""),
        ("![A bireme](soon/bireme.png)", "soon/bireme.png", "![Another](now/bireme.png)"),
        ("[All](reme.pdf)", "reme.pdf", "[More](bireme.pdf)"),
    ],
)
def test_a_file_of_a_page_held_back_is_known_however_it_is_written(
    written: str, file: str, elsewhere: str
) -> None:
    later = Page("docs/bireme.md", written, 0, {"publish_after": "2026-12-10T09:30:00+00:00"})
    now = Page("docs/other/index.md", elsewhere, 0, {})
    assert hold_back([later, now], BEFORE).hides(file)
    assert not hold_back([later, now], AFTER).hides(file)
    for shown in (f"![]({file})".replace(" ", "%20"), f'<img src="../{file}">', f"[](/{file})"):
        seen = Page("docs/other.md", shown.replace("](", "](./"), 0, {})
        assert not hold_back([later, seen], BEFORE).hides(file), shown
