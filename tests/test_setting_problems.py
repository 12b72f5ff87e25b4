"""What is wrong with a site's settings: told at its line, with what to write."""

from pathlib import Path

import pytest

from plainfigures.config import open_config
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from plainfigures.rendering.faults import rendering_findings
from plainfigures.setting_problems import setting_findings
from tests.making import edit, line_of, make_site

SETTINGS = "site_name: Fire\nplugins:\n  - macros:\n      module_name: macros\n"
MACROS = "Under “plugins:”, write “- macros:” and, below it and further in, “module_name: macros”."


def problems(folder: Path, text: str) -> list[tuple[int, str, str]]:
    """Return the line, the message and the remedy of each problem of settings."""
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return [(one.line, one.message, one.remedy) for one in open_config(folder).problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SETTINGS, None),
        (SETTINGS + "docs_dir: ./docs/\nuse_directory_urls: true\n", None),
        (
            SETTINGS.replace("site_name: Fire\n", ""),
            (1, "The site has no name.", "Write “site_name:” and the name into mkdocs.yml."),
        ),
        (
            SETTINGS + "docs_dir: pages\n",
            (
                5,
                '"docs_dir" asks for pages in pages, and they lie in docs/.',
                "Take the line out, and keep the pages in docs/.",
            ),
        ),
        (
            SETTINGS + "use_directory_urls: false\n",
            (
                5,
                '"use_directory_urls: false" would give every page another address.',
                "Take the line out.",
            ),
        ),
        (
            "site_name: Fire\nplugins: [search]\n",
            (
                2,
                "The plugin “macros” is not asked for, so no page would have its figures.",
                MACROS,
            ),
        ),
        (
            "site_name: Fire\nplugins:\n  - macros\n",
            (
                3,
                "The plugin “macros” is not told where the macros are, and would not find them.",
                MACROS,
            ),
        ),
        (
            SETTINGS + "extra:\n  plainfigures: none\n",
            (
                6,
                "What stands under extra: plainfigures: is not a list of settings.",
                "Write them below it as “name: value” lines.",
            ),
        ),
    ],
)
def test_settings_that_pages_cannot_be_made_with(
    tmp_path: Path, text: str, found: tuple[int, str, str] | None
) -> None:
    assert problems(tmp_path, text) == ([found] if found else [])


def told(text: str, files: list[str], used: tuple[str, ...] = ()) -> list[Finding]:
    """Return what is said of settings, for a site with some pages."""
    return list(setting_findings(text, {*files, "map.pdf"}, files, used))


PAGES = ["index.md", "money/index.md", "editing/index.md"]


def test_a_navigation_may_name_pages_files_folders_and_addresses() -> None:
    nav = "nav:\n  - index.md\n  - Money: [money/index.md, map.pdf, money/]\n"
    more = "  - Elsewhere: https://fire.example/\n  - Top: /\nnot_in_nav: |\n  /editing/\n"
    assert told(nav + more, PAGES) == []
    assert told("site_name: Fire\n", PAGES) == []


def test_a_page_that_the_navigation_misspells_is_told_once() -> None:
    assert told("nav:\n  - index.md\n  - Money:\n      - mony/index.md\n", PAGES[:2]) == [
        Finding(
            "configuration",
            'The navigation names "mony/index.md", which is no page.',
            "Correct the name, as it stands below docs/, or take the line out.",
            "mkdocs.yml",
            4,
            9,
            "money/index.md",
        )
    ]


def test_a_page_that_the_navigation_leaves_out_is_advice_unless_that_is_meant() -> None:
    [found] = told("nav:\n  - index.md\n  - money/index.md\n", PAGES)
    assert (found.level, found.line) == (ADVICE, 1)
    assert found.message.startswith('The navigation does not have the page "editing/index.md"')
    assert "/editing/index.md under “not_in_nav: |”" in found.remedy
    for meant in ("not_in_nav: |\n  /editing/\n", "exclude_docs: editing/*\n"):
        assert told(f"nav: [index.md, money/index.md]\n{meant}", PAGES) == []


def test_a_name_that_is_almost_that_of_a_setting_is_advice() -> None:
    text = "site_nam: Fire\nextra:\n  plainfigures:\n    publshers: [a]\n    motto: x\n"
    assert [(one.line, one.column, one.suggestion, one.level) for one in told(text, [])] == [
        (1, 1, "site_name", ADVICE),
        (4, 5, "publishers", ADVICE),
    ]
    own = "extra:\n  plainfigures:\n    contacts: x\n"
    assert told(own, [], ("contacts",)) == []
    assert [one.suggestion for one in told(own, [])] == ["contact"]


def test_a_setting_that_keeps_something_in_is_neither_misspelt_nor_written_twice() -> None:
    begin = "extra:\n  plainfigures:\n"
    freeze = "    freezes: [{from: 2027-03-23, to: 2027-05-06}]\n"
    private = "    private_package: [budget]\n"
    found = told(f"{begin}{freeze}    freezes: []\n{private}", [])
    assert [(one.line, one.level) for one in found] == [(4, ERROR), (5, ERROR)]
    assert '"freezes" stands twice, on line 3 too' in found[0].message
    assert found[1].suggestion == "private_packages"


@pytest.mark.parametrize(
    ("old", "new", "said", "message", "near"),
    [
        (
            "  name: material",
            "  name: materiel",
            "Config value 'theme': Unrecognised theme name: 'materiel'. The available installed …",
            'There is no theme called "materiel" on this computer.',
            "material",
        ),
        (
            "  - attr_list",
            "  - attr_lists",
            "Config value 'markdown_extensions': Failed to load extension 'attr_lists'.\nModule…",
            'There is no extension called "attr_lists" on this computer.',
            "attr_list",
        ),
        (
            "  - macros:",
            "  - macro:",
            "Config value 'plugins': The \"macro\" plugin is not installed",
            'There is no plugin called "macro" on this computer.',
            "macros",
        ),
        (
            "      on_error_fail: true",
            "      on_error: true",
            "Config value 'plugins': Plugin 'macros' option 'on_error': Unrecognised configuration",
            'The plugin "macros" does not take "on_error" as it is set here.',
            "",
        ),
        (
            "extra:",
            "hooks: [nowhere.py]\nextra:",
            "Config value 'hooks': The path 'nowhere.py' isn't an existing file.",
            'The setting "hooks" names "nowhere.py", which is not there.',
            "",
        ),
        (
            "extra:",
            "edit_uri: !!odd x\nextra:",
            "could not determine a constructor for the tag '!!odd'",
            'The value that begins with "!!odd" cannot be read.',
            "",
        ),
    ],
)
def test_what_the_renderer_says_of_settings_is_told_in_words_at_its_line(
    tmp_path: Path, old: str, new: str, said: str, message: str, near: str
) -> None:
    file = make_site(tmp_path) / "mkdocs.yml"
    edit(file, f"{old}\n", f"{new}\n")
    aborted = SystemExit("Aborted with a configuration error!")
    [found] = rendering_findings(open_config(tmp_path), aborted, [said])
    assert (found.message, found.suggestion) == (message, near)
    assert found.path == "mkdocs.yml"
    assert found.line == line_of(file, new.partition("\n")[0].strip())
    assert found.remedy


def test_a_fault_of_another_kind_is_passed_on_with_what_to_do(tmp_path: Path) -> None:
    config = open_config(make_site(tmp_path))
    [found] = rendering_findings(config, ValueError("too deep"), ["It stopped."])
    assert found.message == (
        "The pages could not be made from what was found: It stopped; too deep."
    )
    assert found.remedy.startswith("Undo the last change, or pass this on to ")
