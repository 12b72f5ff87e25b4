"""Templates that are kept while a program runs."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from plainfigures.rendering.compiled import compiled


def test_templates_may_lie_in_a_folder_whose_letters_the_locale_does_not_have(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "Gr\udcc3\udcb6\udcc3\udc9fe"
    folder.mkdir()
    (folder / "page.html").write_text("Hello, {{ name }}.", "utf-8")
    for name in ("Bay", "Hill"):
        environment = Environment(
            loader=FileSystemLoader(folder), bytecode_cache=compiled(), autoescape=True
        )
        assert environment.get_template("page.html").render(name=name) == f"Hello, {name}."


def test_a_template_that_was_changed_is_not_taken_as_it_was(tmp_path: Path) -> None:
    for text in ("Before", "After"):
        (tmp_path / "page.html").write_text(text, "utf-8")
        environment = Environment(
            loader=FileSystemLoader(tmp_path), bytecode_cache=compiled(), autoescape=True
        )
        assert environment.get_template("page.html").render() == text
