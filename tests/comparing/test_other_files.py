"""What is told of files in which no figure, sentence or chart differs."""

from pathlib import Path

import pytest

from plainfigures.comparing.report import summary_of
from tests.comparing.held import after, every_form
from tests.making import append, edit


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mkdocs.yml", "text: Call 999.", "text: Call 998."),
        ("docs/index.md", "(money/index.md)", "(response/index.md)"),
        ("docs/oars.svg", "<svg/>", "<svg></svg>"),
        ("datasets/money/datapackage.json", "Creative Commons Attribution 4.0", "Other terms 4.0"),
    ],
)
def test_what_no_list_tells_of_is_named_by_its_file(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    def before(root: Path) -> None:
        append(root / "docs/index.md", "\n[The money](money/index.md)")
        (root / "docs/oars.svg").write_text("<svg/>", "utf-8")

    after(tmp_path / "old", before)
    changes = after(
        tmp_path / "new", lambda root: edit(root / file, old, new), tmp_path / "old/changed"
    )
    assert changes.files == (file,)
    assert "Nothing differs" not in every_form(changes)
    assert summary_of(changes).startswith(
        "No figure, sentence or chart differs, but 1 other file does."
    )


def test_other_ends_of_lines_make_no_other_file(tmp_path: Path) -> None:
    def windows(root: Path) -> None:
        for name in ("mkdocs.yml", "docs/money/index.md"):
            file = root / name
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        (root / "docs/.DS_Store").write_bytes(b"\0")

    assert after(tmp_path, windows).nothing
