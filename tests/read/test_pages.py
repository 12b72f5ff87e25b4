"""Pages: front matter, lines, and what cannot be read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding
from plainfigures.read import read_pages, split_front_matter

TOP = "The lines between --- and --- at the top cannot be read: "


def read(root: Path, content: bytes) -> tuple[list[Page], list[Finding]]:
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_bytes(content)
    return read_pages(root / "docs", root)


def test_a_page_has_its_text_without_the_front_matter(tmp_path: Path) -> None:
    pages, findings = read(tmp_path, b"---\ntitle: Home\nareas: [one]\n---\n\n# Home\n")
    assert findings == []
    matter = "title: Home\nareas: [one]\n"
    settings = {"title": "Home", "areas": ["one"]}
    assert pages == [Page("docs/index.md", "\n# Home\n", 4, settings, matter)]
    assert [pages[0].line_of_setting(name) for name in ("title", "areas", "bodies")] == [2, 3, 1]


@pytest.mark.parametrize(
    ("content", "text", "offset", "meta"),
    [
        (b"# Home\n", "# Home\n", 0, {}),
        (b"", "", 0, {}),
        (b"\xef\xbb\xbf---\r\ntitle: Home\r\n---\r\nText\r\n", None, 3, {"title": "Home"}),
        (b"---\ntitle: Home\n...\nText", "Text", 3, {"title": "Home"}),
        (b"---\n---\nText", "Text", 2, {}),
        (b"---\nnever closed\n", "---\nnever closed\n", 0, {}),
        (b"\n---\ntitle: Home\n---\n", "\n---\ntitle: Home\n---\n", 0, {}),
    ],
)
def test_front_matter_stands_at_the_very_top_and_is_closed(
    tmp_path: Path, content: bytes, text: str | None, offset: int, meta: dict[str, object]
) -> None:
    [page], findings = read(tmp_path, content)
    assert findings == []
    assert (page.offset, page.meta) == (offset, meta)
    assert page.text.strip() == "Text" if text is None else page.text == text


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"---\ntitle: Home: sweet\n---\n", 2, "a value holds a colon"),
        (b"---\ntitle: Home\ntags: [one\n---\n", 3, "a quote or a bracket is opened here"),
        (b"---\ntitle: Home\ndate: 2024-13-45\n---\n", 3, "a date in it is no day"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told_at_its_line(
    tmp_path: Path, content: bytes, line: int, why: str
) -> None:
    pages, [found] = read(tmp_path, content)
    assert pages == []
    assert (found.rule, found.place) == ("page", f"docs/index.md:{line}")
    assert found.message.startswith(TOP + why)
    assert found.remedy


def test_a_page_that_is_not_utf8_is_told_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "docs" / "money.md").mkdir(parents=True)
    (tmp_path / "docs" / "money.md" / "index.md").write_text("# Money\n", "utf-8")
    pages, findings = read(tmp_path, b"caf\xe9")
    assert [page.path for page in pages] == ["docs/money.md/index.md"]
    assert findings == [
        Finding(
            "page",
            "This line of the page holds letters that are not saved as UTF-8.",
            "Save the page as UTF-8 in your editor.",
            "docs/index.md",
            1,
        )
    ]


@given(st.text(alphabet="-\n\r :ab.", max_size=40))
def test_nothing_of_a_page_is_lost(text: str) -> None:
    matter, body, offset = split_front_matter(text)
    assert text.endswith(body)
    assert len(text.splitlines()) == offset + len(body.splitlines())
    assert not offset or f"\n{matter}" in f"\n{text}"


@given(
    st.binary(max_size=80) | st.text(max_size=60).map(lambda text: f"---\n{text}\n---\n".encode())
)
def test_any_bytes_are_a_page_or_a_finding(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    pages, findings = read(tmp_path_factory.mktemp("any"), content)
    assert len(pages) + len(findings) == 1
