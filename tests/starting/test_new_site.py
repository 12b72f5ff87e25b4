"""A site started from the wheel: it builds at once, passes its tests, and names no first user."""

import json
import re
import shutil
from pathlib import Path

import click
import pytest

from plainfigures.cli import main
from plainfigures.starting.wheels import Wheel
from tests.site.building import bytes_of, page_of
from tests.site.conftest import run
from tests.starting.conftest import new_site, run_from

FIRST_USER = re.compile(rb"oldham|ofsted|children|safeguarding", re.IGNORECASE)
"""Words of the site that the generator was made for."""

HOSTILE = {
    "body": "O'Brien & “Sons”: Fire, Rescue – Ynys Môn (No. 7)",
    "area": "Øster\nBrønderslev, 東京",
    "inspectorate": "O'Brien & “Sons”: Fire, Rescue – Ynys Môn (No. 7)",
    "sector": "yes: no",
    "story": "What's “rising”? Figures: a story # of null, 2019",
    "licence": "OGL-3.0",
}


def test_it_builds_and_passes_its_own_tests_with_nothing_but_the_wheel(
    made: Path, unpacked: Path
) -> None:
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    done = run_from(unpacked, *words, at=made)
    assert done.returncode == 0, done.stdout + done.stderr
    where = run_from(unpacked, "-c", "import plainfigures; print(plainfigures.__file__)", at=made)
    assert where.stdout.startswith(str(unpacked))


def test_nothing_in_it_and_nothing_that_it_makes_names_the_first_user(
    made: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    result = run(made, "build", "--site-dir", str(site), "--jobs", "1", "--no-pictures")
    assert result.exit_code == 0, result.output
    files = bytes_of(made) | {f"site/{name}": text for name, text in bytes_of(site).items()}
    # Scripts know the children of an element; in the wheel, the templates do.
    scripts = {name for name in files if name.endswith((".js", ".whl"))}
    looked_at = {name: text for name, text in files.items() if name not in scripts}
    assert len(looked_at) > 80
    assert [name for name in files if FIRST_USER.search(name.encode())] == []
    assert [name for name, text in looked_at.items() if FIRST_USER.search(text)] == []


def test_it_is_checked_clean_and_says_what_is_to_be_filled_in(made: Path) -> None:
    result = run(made, "check")
    assert result.exit_code == 0
    assert 'documents.csv:2: advice: The document "example-report" is made up' in result.output
    assert '"publisher" is empty' in result.output
    assert "error" not in result.output


def test_a_release_is_refused_until_the_example_is_gone(made: Path, tmp_path: Path) -> None:
    result = run(made, "build", "--release", "--site-dir", str(tmp_path / "site"), "--jobs", "1")
    assert result.exit_code == 1
    assert 'documents.csv:2: error: The document "example-report" is made up' in result.output
    assert not (tmp_path / "site").exists()


def test_what_is_made_up_is_nobodys_and_says_so_wherever_it_stands(
    wheel: Wheel, tmp_path: Path
) -> None:
    place = tmp_path / "site"
    options = ("--body", "Real Trust", "--area", "Real Place", "--wheel", wheel.file)
    assert new_site(place, "--defaults", *options).exit_code == 0
    assert run(place, "build", "--jobs", "1", "--no-pictures").exit_code == 0
    figures = json.loads((place / "site" / "data" / "figures.json").read_text("utf-8"))["figures"]
    assert len(figures) > 10
    assert {one["body"] for one in figures} | {one["area"] for one in figures} == {
        "made-up-example"
    }
    home = page_of(place).find(".//main").text_content()
    assert home.count("Nobody (made-up example)") >= 3
    assert "Real" not in home
    followed = (place / "docs" / "editing" / "index.md").read_text("utf-8")
    replace_the_example(place, followed.partition("## Replace the example")[2])
    released = run(place, "build", "--release", "--jobs", "1", "--no-pictures")
    assert released.exit_code == 0, released.output
    files = bytes_of(place / "site")
    said = (b"made-up-example", b"(made-up example)", b"made-up figures")
    left = {name for name, text in files.items() if any(one in text for one in said)}
    assert left == {"editing/index.html"}


def replace_the_example(place: Path, steps: str) -> None:
    """Do what the guide says, without figures in the place of the made-up ones."""
    for page in ("index.md", "story/index.md"):
        (place / "docs" / page).write_text("# What happened?\n\nMuch.\n")
    for one in ("datasets/example/", "charts/in-time.yml"):
        assert f"`{one}`" in steps
    shutil.rmtree(place / "datasets" / "example")
    (place / "charts" / "in-time.yml").unlink()
    for row, *tables in (
        ("example-report", "documents"),
        ("example-first", "revisions"),
        ("made-up-example", "bodies", "areas"),
    ):
        assert f"`{row}`" in steps
        for table in tables:
            assert f"`{table}.csv`" in steps
            file = place / "datasets" / "sources" / f"{table}.csv"
            lines = file.read_text("utf-8").splitlines(keepends=True)
            file.write_text("".join(one for one in lines if not one.startswith(row)), "utf-8")
    settings = (place / "mkdocs.yml").read_text("utf-8").replace("[made-up-example]", "[]")
    for name, before, text in (
        ("publisher", '""', "Us"),
        ("contact", '""', "us@body.org"),
        ("site_url", '!ENV [PLAINFIGURES_SITE_URL, ""]', "https://figures.body.org/"),
    ):
        assert f"`{name}`" in steps
        assert settings.count(f"{name}: {before}") == 1
        settings = settings.replace(f"{name}: {before}", f"{name}: {text}")
    (place / "mkdocs.yml").write_text(settings, "utf-8")


def test_the_same_answers_make_the_same_bytes(made: Path, wheel: Wheel, tmp_path: Path) -> None:
    result = new_site(tmp_path / "elsewhere", "--defaults", "--wheel", wheel.file)
    assert result.exit_code == 0
    mine = {name: text for name, text in bytes_of(made).items() if ".plainfigures/" not in name}
    mine = {name: text for name, text in mine.items() if "__pycache__/" not in name}
    assert bytes_of(tmp_path / "elsewhere") == mine
    assert not any(str(tmp_path).encode() in text for text in mine.values())


def test_names_with_signs_of_every_sort_make_a_sound_site(wheel: Wheel, tmp_path: Path) -> None:
    options = [word for name, text in HOSTILE.items() for word in (f"--{name}", text)]
    place = tmp_path / "a folder, with “signs”"
    result = new_site(place, "--defaults", "--wheel", wheel.file, *options)
    assert result.exit_code == 0, result.output
    built = run(place, "build", "--jobs", "1", "--no-pictures")
    assert built.exit_code == 0, built.output
    home = (place / "site" / "index.html").read_text("utf-8")
    assert "<title>What&#39;s “rising”? Figures: a story # of null, 2019</title>" in home
    assert "O&#39;Brien &amp; “Sons”: Fire, Rescue – Ynys Môn (No. 7)" in home
    bodies = (place / "datasets" / "sources" / "bodies.csv").read_text("utf-8")
    assert [line.partition(",")[0] for line in bodies.splitlines()[1:]] == [
        "obrien-sons-fire-rescue-ynys-mon-no-7",
        "made-up-example",
        "obrien-sons-fire-rescue-ynys-mon-no-7-inspectorate",
    ]
    areas = (place / "datasets" / "sources" / "areas.csv").read_text("utf-8")
    assert 'oster-bronderslev,"Øster Brønderslev, 東京"' in areas
    assert "Open Government Licence" in (place / "LICENCE.md").read_text("utf-8")


def test_it_asks_for_what_was_not_given(wheel: Wheel, tmp_path: Path) -> None:
    answers = "{{ 7 * 7 }}\nHarbour Trust\nHarbour\n\na hospital\nOur wards\nnone\ncc0-1.0\n"
    result = new_site(tmp_path / "asked", "--wheel", wheel.file, answers=answers)
    assert result.exit_code == 0, result.output
    assert "The name of the body holds “{”, which pages and tables cannot take." in result.output
    assert "There is no licence “none” to choose." in result.output
    settings = (tmp_path / "asked" / "mkdocs.yml").read_text("utf-8")
    assert 'site_name: "Our wards"' in settings
    assert 'body: "harbour-trust"' in settings
    assert "\n    inspectorate:" not in settings


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--body", "{{ self }}", "holds “{”"),
        ("--body", "a <script>", "holds “<”"),
        ("--body", "a|b", "holds “|”"),
        ("--body", "a\u202eb", "holds a sign that cannot be seen"),
        ("--area", "=SUM(A1)", "holds “=”"),
        ("--area", "-1 to 2", "begins with “-”"),
        ("--area", " \n ", "is empty"),
        ("--story", "long " * 30, "has 149 letters"),
        ("--story", "Our 12 figures", "holds the number “12”"),
        ("--licence", "cc-by", "Did you mean “cc-by-4.0”?"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused(
    option: str, text: str, said: str, tmp_path: Path
) -> None:
    result = new_site(tmp_path / "site", "--defaults", option, text)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    result = new_site(tmp_path, "--defaults")
    assert result.exit_code == 2
    assert "is not empty: it holds notes.txt. Nothing in it was touched." in result.output
    assert bytes_of(tmp_path) == {"notes.txt": b"mine"}
    result = new_site(tmp_path / "notes.txt", "--defaults")
    assert "notes.txt is a file." in result.output
    result = new_site(tmp_path / "notes.txt" / "below", "--defaults")
    assert result.exit_code == 2
    assert "is a file." in result.output


@pytest.mark.parametrize(
    "name", ["con", "NUL.site", "com1", "a:b", "site.", "-x", "a\tb", "x" * 101]
)
def test_a_name_that_some_machines_cannot_have_is_refused(name: str, tmp_path: Path) -> None:
    result = new_site("--defaults", "--", tmp_path / name)
    assert result.exit_code == 2
    assert "Error: " in result.output
    assert "fault of plainfigures" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_empty_repository_takes_a_site(wheel: Wheel, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert new_site(tmp_path, "--defaults", "--wheel", wheel.file).exit_code == 0
    assert (tmp_path / ".github" / "workflows" / "publish.yml").is_file()
    assert (tmp_path / ".git").is_dir()


def test_a_folder_within_a_repository_or_a_site_takes_a_site_and_leaves_the_rest(
    made: Path, wheel: Wheel, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Outer\n")
    inner = tmp_path / "deep" / "inner"
    assert new_site(inner, "--defaults", "--wheel", wheel.file).exit_code == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == [".git", "deep", "mkdocs.yml"]
    assert sorted(one.name for one in (tmp_path / "deep").iterdir()) == ["inner"]
    assert (inner / "mkdocs.yml").read_bytes() == (made / "mkdocs.yml").read_bytes()


def test_both_commands_of_its_readme_are_sessions_that_it_has(made: Path) -> None:
    readme, noxfile = ((made / name).read_text("utf-8") for name in ("README.md", "noxfile.py"))
    named = set(re.findall(r"noxfile\.py -s (\w+)", readme)) | set(
        re.findall(r"^\| `(\w+)(?: -- .*)?` \|", readme, re.M)
    )
    assert named >= {"site", "tests", "upgrade", "figures"}
    assert [name for name in named if f"\ndef {name}(session" not in noxfile] == []
    listed = run_from(made, "-m", "nox", "--list", at=made)
    assert listed.returncode == 0, listed.stderr
    assert "* site -> Check the data and the pages, and build the site into site/." in listed.stdout
    commands = set(re.findall(r'session\.run\("plainfigures", "(\w+)"', noxfile))
    assert commands <= set(main.list_commands(click.Context(main)))
