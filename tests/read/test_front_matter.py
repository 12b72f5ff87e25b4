"""The settings at the top of a page: what each may be, and what no page may ask for."""

from pathlib import Path

import pytest

from plainfigures.figures.findings import ADVICE, ERROR, Finding
from plainfigures.figures.page_bounds import LONGEST
from plainfigures.read import read_pages


def read(root: Path, text: str) -> list[Finding]:
    """Return what is wrong with a page of this text."""
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_pages(root / "docs", root)[1]


def top(*lines: str) -> str:
    """Return a page with these settings."""
    return "\n".join(["---", *lines, "---", "", "# Home", ""])


def test_settings_that_are_known_and_of_their_kind_are_fine(tmp_path: Path) -> None:
    lines = ("title: Home & <3", "description: >-", "  All about", "  it", "kicker:", "bodies: one")
    more = ("areas: [one, two]", "search_words: [a b]", "robots: noindex", "publish_after: x")
    assert read(tmp_path, top(*lines, *more)) == []


@pytest.mark.parametrize(
    ("line", "part", "level"),
    [
        ("template: ../../../etc/passwd", "asks for a frame of its own", ERROR),
        ("render_macros: false", "turns macros off", ERROR),
        ("ignore_macros: true", "turns macros off", ERROR),
        ("titel: Home", 'no setting "titel"', ADVICE),
        ("title: 2024", '"title" must be words', ERROR),
        ("title: [Home]", '"title" must be words', ERROR),
        ("kicker: 2024-01-01", '"kicker" must be words', ERROR),
        ("title: Home <img src=x onerror=alert(1)>", '"title" holds HTML', ERROR),
        ("description: </title><script>alert(1)</script>", '"description" holds HTML', ERROR),
        ("bodies: {one: two}", "a list of names", ERROR),
        ("areas: [one, [two]]", "a list of names", ERROR),
        ('title: "Home \\u202e"', "U+202E", ERROR),
        ('title: "Home \\uf8fd"', "U+F8FD", ERROR),
        ("title: !!python/object/apply:os.system [id]", "begins with !", ERROR),
        ("title: !ENV HOME", "begins with !", ERROR),
        (f"title: {'[' * 200}", "within one another", ERROR),
        (f"title: {'9' * 10_000}", "number of a hundred digits", ERROR),
        ("title: 9999-99-99", "no day", ERROR),
        ("- one", "are no settings", ERROR),
        ("just words", "are no settings", ERROR),
    ],
)
def test_a_setting_that_no_page_can_have_is_told_at_its_line(
    tmp_path: Path, line: str, part: str, level: str
) -> None:
    [found] = read(tmp_path, top(line))
    assert part in found.message
    assert (found.level, found.path, found.line in {1, 2}) == (level, "docs/index.md", True)
    assert found.remedy


def test_a_setting_that_stands_twice_is_told(tmp_path: Path) -> None:
    [found] = read(tmp_path, top("title: Home", "kicker: x", '"title" : Away'))
    assert (found.line, found.message[:21]) == (4, '"title" stands twice ')


def test_settings_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    [found] = read(tmp_path, top(*bomb))
    assert "repeated with *" in found.message


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("One.\n\nTwo \u202e.", 3, "U+202E"),
        ("One.\n\n\x1b[31mTwo", 3, "U+001B"),
        ("One.\u2028Two", 1, "U+2028"),
        ("One \uf8fd", 1, "U+F8FD"),
        ("One \ufffc", 1, "U+FFFC"),
        ("One.\n\n" + "[" * 20_000, 1, "3,000 are the most"),
        ("One.\n\n" + "[a](" * 400, 3, "This passage has 400 times “[”"),
        ("One.\n\n" + "`a" * 600, 3, "500 are the most"),
        ("One.\n\n" + "*a" * 1_100, 3, "1,000 are the most"),
        ("One.\n\n" + "<p\n" * 2_100, 3, "2,000 are the most"),
        ("a\n---\n" * 600, 1, "1,200 lines"),
        ("One.\n\n" + "> " * 30, 3, "within one another"),
        ("One.\n\n" + "1. " * 2_000, 3, "within one another"),
        ("One.\n\n" + " " * 400 + "- a", 3, "within one another"),
        ("a " * LONGEST, 1, f"{LONGEST:,} are the most"),
    ],
)
def test_a_page_that_nobody_could_read_is_refused_before_it_is_tried(
    tmp_path: Path, text: str, line: int, part: str
) -> None:
    [found] = read(tmp_path, text)
    assert part in found.message
    assert (found.line, found.rule) == (line, "page")


def test_pages_of_every_language_are_read(tmp_path: Path) -> None:
    text = "Łódź, Caernarfon, Zoë, שלום, سلام, می‌خواهم, 中文, 👩‍👧, non\u00a0breaking, co\u00adop\n"
    assert read(tmp_path, text) == []
