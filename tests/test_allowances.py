"""What a configuration says on typed numbers: patterns, code, and its own words."""

from pathlib import Path

import pytest

from plainfigures.allowances import allowed_numbers, own_words, pages_with_code, typed_words
from plainfigures.config import SiteConfig, read_config
from plainfigures.figures.declarations import AllowedNumber

TEXT = """\
site_name: Eastmere
site_description: What it costs.
nav:
  - Home: index.md
  - The money:
      - Spent: money/index.md
      - money/old.md
extra:
  plainfigures:
"""


def config(folder: Path, settings: str = "", text: str = TEXT) -> SiteConfig:
    (folder / "mkdocs.yml").write_text(text + settings, "utf-8")
    return read_config(folder)


def test_patterns_come_with_their_reasons_and_their_lines(tmp_path: Path) -> None:
    settings = """\
    allowed_numbers:
      - pattern: Form 12
        why: A form.
      - why: Of nothing.
      - Form 9
"""
    assert allowed_numbers(config(tmp_path, settings)) == (
        AllowedNumber("Form 12", "A form.", 11),
        AllowedNumber("", "Of nothing.", 13),
        AllowedNumber("", "", 14),
    )


@pytest.mark.parametrize("written", ["Form 12", "{pattern: Form 12}"])
def test_a_list_that_is_none_is_an_entry_with_something_missing(
    written: str, tmp_path: Path
) -> None:
    (found,) = allowed_numbers(config(tmp_path, f"    allowed_numbers: {written}\n"))
    assert not (found.pattern and found.why)
    assert found.line == 10


@pytest.mark.parametrize("settings", ["", "    allowed_numbers: []\n", "    allowed_numbers:\n"])
def test_nothing_is_allowed_where_nothing_is_said(settings: str, tmp_path: Path) -> None:
    assert allowed_numbers(config(tmp_path, settings)) == ()
    assert pages_with_code(config(tmp_path, settings)) == ()


@pytest.mark.parametrize("written", ["editing/", '["editing/", ""]'])
def test_addresses_with_code_are_one_or_a_list(written: str, tmp_path: Path) -> None:
    found = config(tmp_path, f"    numbers_in_code: {written}\n")
    assert pages_with_code(found) == ("editing/",)


def test_whom_to_turn_to_is_known_unless_it_says_next_to_nothing(tmp_path: Path) -> None:
    found = config(tmp_path, "    publisher: Panel 7\n    contact: 0123\n    body: eastmere\n")
    assert own_words(found) == ("Panel 7",)


def test_the_words_of_a_configuration_are_its_names_and_its_menu(tmp_path: Path) -> None:
    words = [one.text for one in typed_words(config(tmp_path))]
    assert words == ["Eastmere", "What it costs.", "Home", "The money", "Spent"]
    assert {one.path for one in typed_words(config(tmp_path))} == {"mkdocs.yml"}
