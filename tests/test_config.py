"""A site's configuration: found, read, and told where it cannot be."""

from decimal import Decimal
from pathlib import Path

import pytest

from plainfigures.config import find_site, read_config
from plainfigures.errors import BuildProblem
from plainfigures.figures.readability import ReadingLimits
from tests.making import edit, line_of, make_site


def test_the_configuration_of_a_site_is_read(tmp_path: Path) -> None:
    config = read_config(make_site(tmp_path))
    assert config.name == "Eastmere fire service in plain figures"
    assert config.description == "What the fire service costs and how fast it comes."
    assert config.url == ""
    assert config.settings["body"] == "eastmere-fire-authority"
    assert config.settings["safety"]["links"][0]["text"] == "Fire safety at home"


def test_a_site_says_whom_it_is_about_and_whose_figures_may_stand_anywhere(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    about = read_config(site).about()
    assert (about.body, about.area) == ("eastmere-fire-authority", "eastmere")
    assert (about.publishers, about.wider_areas) == (("home-office", "inspectorate"), ("country",))
    assert about.lines["publishers"] == line_of(site / "mkdocs.yml", "publishers:")
    edit(site / "mkdocs.yml", "publishers: [home-office, inspectorate]", "publishers: home-office")
    edit(site / "mkdocs.yml", "    wider_areas: [country]\n", "")
    about = read_config(site).about()
    assert (about.publishers, about.wider_areas) == (("home-office",), ())


def test_the_parts_of_a_site_have_their_places(tmp_path: Path) -> None:
    config = read_config(make_site(tmp_path))
    places = (config.file, config.docs, config.datasets, config.charts, config.macros)
    assert all(place.exists() for place in places)
    assert (config.work, config.site) == (tmp_path / ".plainfigures", tmp_path / "site")


def test_a_setting_has_its_line(tmp_path: Path) -> None:
    config = read_config(make_site(tmp_path))
    lines = config.file.read_text("utf-8").splitlines()
    for name in ("site_url", "publisher", "contact"):
        assert lines[config.lines[name] - 1].strip().startswith(f"{name}:")


def test_a_site_is_found_from_any_folder_within(tmp_path: Path) -> None:
    site = make_site(tmp_path / "fire")
    assert find_site(site / "docs" / "money") == site
    assert find_site(site) == site


def test_no_site_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildProblem) as caught:
        find_site(tmp_path)
    assert caught.value.message == "There is no mkdocs.yml here or in a folder above."
    assert caught.value.remedy == (
        "Go into the folder of a site, or make one with: plainfigures new site DIR"
    )


@pytest.mark.parametrize(
    ("content", "message", "remedy"),
    [
        (
            b"site_name: Fire: one\n",
            "mkdocs.yml:1: The site's settings cannot be read: a value holds a colon, or this line "
            "stands too far to the right.",
            "Put quotes around a value that holds a colon; begin the line below the one that it "
            "goes with.",
        ),
        (
            b"site_name: Fire\nnav: [\n",
            "mkdocs.yml:2: The site's settings cannot be read: a quote or a bracket is opened here "
            "and never closed.",
            "Close it with \", ', ] or }.",
        ),
        (
            b"site_name: Fire\nextra:\n\tone: 1\n",
            "mkdocs.yml:3: The site's settings cannot be read: the line begins with a tab.",
            "Use spaces in its place.",
        ),
        (
            b"site_name: Fire\nextra:\n    one: 1\n  two: 2\n",
            "mkdocs.yml:4: The site's settings cannot be read: this line does not stand below the "
            "lines that it goes with.",
            "Give it as many spaces as they have.",
        ),
        (
            b"site_name: Fire\npublisher\nextra: 1\n",
            "mkdocs.yml:3: The site's settings cannot be read: a name has no colon after it.",
            "Write “name: value”, with a space after the colon.",
        ),
        (
            b"site_name: Fire\n# caf\xe9\n",
            "mkdocs.yml:2: This line holds letters that are not saved as UTF-8.",
            "Save the file as UTF-8.",
        ),
        (
            b"",
            "mkdocs.yml:1: The site's settings are empty.",
            "Write “name: value” lines, with a site_name at least.",
        ),
        (
            b"- one\n",
            "mkdocs.yml:1: These are no settings.",
            "Write “name: value” lines, with a site_name at least.",
        ),
    ],
)
def test_a_configuration_that_cannot_be_used_is_told(
    tmp_path: Path, content: bytes, message: str, remedy: str
) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(content)
    with pytest.raises(BuildProblem) as caught:
        read_config(tmp_path)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


def test_a_configuration_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildProblem) as caught:
        read_config(tmp_path)
    assert caught.value.message == "mkdocs.yml cannot be opened."
    assert caught.value.remedy == "Check that it is there."


def test_tags_that_only_mkdocs_knows_are_passed_over(tmp_path: Path) -> None:
    text = "site_name: Fire\nsite_url: !ENV SITE_URL\nplugins: !!python/name:os.system\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    config = read_config(tmp_path)
    assert (config.name, config.url, config.settings) == ("Fire", "", {})


def test_a_setting_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "site_name: !ENV [FIRE_NAME, SITE_NAME, Fire]\nsite_url: !ENV FIRE_URL\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    for name in ("FIRE_NAME", "SITE_NAME", "FIRE_URL"):
        monkeypatch.delenv(name, raising=False)
    config = read_config(tmp_path)
    assert (config.name, config.url) == ("Fire", "")
    monkeypatch.setenv("SITE_NAME", "Eastmere")
    monkeypatch.setenv("FIRE_URL", "https://fire.example/")
    config = read_config(tmp_path)
    assert (config.name, config.url) == ("Eastmere", "https://fire.example/")
    assert config.environment["FIRE_URL"] == "https://fire.example/"


def test_how_hard_pages_may_be_is_a_setting(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert read_config(site).reading() == ReadingLimits()
    edit(
        site / "mkdocs.yml",
        "  plainfigures:\n",
        "  plainfigures:\n    reading: {grade: 6.5, sentence: 20, leave_out: guide/}\n",
    )
    limits = read_config(site).reading()
    assert (limits.grade, limits.sentence, limits.leave_out) == (Decimal("6.5"), 20, ("guide/",))
    assert limits.problems == ()
    assert limits.line == line_of(site / "mkdocs.yml", "reading:")
    assert limits.concerns("money/")
    assert not limits.concerns("guide/money/")


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ("seven", 'The setting "reading" is no list of settings.'),
        ("{grade: easy}", 'The setting "grade" under "reading" is no number.'),
        ("{sentence: -3}", 'The setting "sentence" under "reading" is no number.'),
        ("{sentence: }", 'The setting "sentence" under "reading" is no number.'),
        ("{words: 25}", 'The setting "words" under "reading" is not known.'),
    ],
)
def test_a_limit_that_cannot_be_used_is_told_and_the_houses_own_holds(
    tmp_path: Path, setting: str, problem: str
) -> None:
    site = make_site(tmp_path)
    edit(
        site / "mkdocs.yml",
        "  plainfigures:\n",
        f"  plainfigures:\n    reading: {setting}\n",
    )
    limits = read_config(site).reading()
    assert limits.problems == (problem,)
    assert (limits.grade, limits.sentence) == (ReadingLimits().grade, ReadingLimits().sentence)


def test_a_placeholder_is_told_and_never_shown(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    publisher = str(read_config(site).settings["publisher"])
    edit(site / "mkdocs.yml", publisher, "TBC, our name")
    config = read_config(site)
    assert config.settings["publisher"] == ""
    assert config.stated()["publisher"][0] == "TBC, our name"
    assert "TBC" not in " ".join(config.contact_lines())
