"""Two pages with one title are told, at the line that gives the second its title."""

import pytest

from plainfigures.figures.declarations import Page
from plainfigures.titles import title_findings


def page(path: str, text: str, title: str = "") -> Page:
    matter = f"kicker: Part\ntitle: {title}\n" if title else ""
    meta = {"kicker": "Part", "title": title} if title else {}
    return Page(f"docs/{path}", text, 4 if title else 0, meta, matter)


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (page("b.md", "# Other\n", "Put in  a chart"), 3),
        (page("b.md", "\n# put in a chart\n"), 2),
    ],
)
def test_the_second_page_with_a_title_is_told(second: Page, line: int) -> None:
    (found,) = title_findings([page("a.md", "# A\n", "Put in a chart"), second])
    assert (found.path, found.line, found.level) == ("docs/b.md", line, "advice")
    assert "docs/a.md" in found.message


def test_titles_that_differ_and_those_that_macros_write_are_left_alone() -> None:
    macro = '# {{ figure("a/b/c") }} children\n'
    pages = [page("a.md", "# A\n"), page("b.md", "# B\n"), page("c.md", macro), page("d.md", macro)]
    assert [*title_findings([*pages, page("e.md", "No heading.\n")])] == []
