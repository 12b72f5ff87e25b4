"""All files of a folder are found, and nothing that lies elsewhere."""

from pathlib import Path

from plainfigures.figures.folders import files_below


def test_each_file_is_found_by_its_path(tmp_path: Path) -> None:
    for name in ("a.txt", "b/c/d.txt", "b/e.txt", "kept/f.txt", "b/kept/g.txt", "b/.hidden"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    (tmp_path / "empty").mkdir()
    found = dict(files_below(tmp_path, ["kept"], "docs/"))
    assert sorted(found) == ["docs/a.txt", "docs/b/.hidden", "docs/b/c/d.txt", "docs/b/e.txt"]
    assert all(f"docs/{file.read_text('utf-8')}" == name for name, file in found.items())


def test_a_folder_that_is_a_link_is_not_gone_into(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
    (outside / "secret.txt").write_text("secret", "utf-8")
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    (inside / "file.txt").symlink_to(outside / "secret.txt")
    (inside / "gone.txt").symlink_to(outside / "gone.txt")
    assert [name for name, _ in files_below(inside)] == ["file.txt"]
