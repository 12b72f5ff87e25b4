"""Zensical in a process of its own: what it is given, and what is said where it fails."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from plainfigures.config import open_config
from plainfigures.errors import BuildProblem
from plainfigures.figures.findings import Finding
from plainfigures.rendering import PageToRender, RenderJob, RenderProblem
from plainfigures.rendering import zensical as module
from plainfigures.rendering.zensical import Zensical
from plainfigures.rendering.zensical_faults import faults_of
from plainfigures.rendering.zensical_markup import as_from_mkdocs, with_links_kept
from plainfigures.rendering.zensical_settings import settings_of, unfit_settings
from tests.making import edit
from tests.rendering.conftest import KEY, job_in

PROJECT = Path("/project")
MARK = "pfkeptK:"
"""What stands before a link that is to stay, in a build with the key K."""


def settings_in(job: RenderJob) -> dict[str, object]:
    content = yaml.safe_load(settings_of(job))
    assert isinstance(content, dict)
    return content


def told(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.message) for one in findings]


def said_of(odd: Path, text: str, code: int = 1) -> list[tuple[str, int, str]]:
    return told(faults_of(job_in(odd), PROJECT, text, code))


def test_settings_are_those_of_the_site_but_for_what_is_done_before_and_after(odd: Path) -> None:
    edit(odd / "mkdocs.yml", "site_description:", "strict: true\nsite_description:")
    settings = settings_in(job_in(odd))
    assert settings["copyright"] == "Copyright &copy; The service"
    assert settings["plugins"] == []
    assert settings["strict"] is False
    assert settings["theme"]["custom_dir"] == "theme"  # type: ignore[index]
    assert settings["extra"]["plainfigures_key"] == KEY  # type: ignore[index]
    assert settings["not_in_nav"] == "/hidden.md\n\n/figures/index.md"
    assert "money/held.md" not in str(settings["nav"])
    assert "'Far': ['people/deep/far.md'" in str(settings["nav"])


def test_markdown_has_what_mkdocs_has_without_being_asked(odd: Path) -> None:
    names = settings_in(job_in(odd))["markdown_extensions"]
    assert isinstance(names, list)
    assert names[:4] == ["pymdownx.superfences", "tables", "fenced_code", "attr_list"]
    edit(odd / "mkdocs.yml", "  - abbr\n", "  - pymdownx.superfences\n")
    names = settings_in(job_in(odd))["markdown_extensions"]
    assert isinstance(names, list)
    assert names.index("fenced_code") < names.index("pymdownx.superfences")


def test_what_stands_for_something_else_is_left_as_it_is_written(odd: Path) -> None:
    own = "copyright: !ENV [OWN_COPYRIGHT, none]"
    edit(odd / "mkdocs.yml", "copyright: Copyright &copy; The service", own)
    assert own in settings_of(job_in(odd))


def test_a_site_without_an_address_has_none(odd: Path) -> None:
    job = job_in(odd)
    assert settings_in(replace(job, config=replace(job.config, url="")))["site_url"] is None


def test_programs_for_mkdocs_are_named_with_their_lines(odd: Path) -> None:
    edit(odd / "mkdocs.yml", "  - search\n", "  - tags\n  - privacy:\n      enabled: true\n")
    edit(odd / "mkdocs.yml", "nav:\n", "hooks: [macros/own.py]\nnav:\n")
    ending = "for MkDocs, and Zensical does not run"
    assert told([*unfit_settings(job_in(odd))]) == [
        ("mkdocs.yml", 16, f'The plugin "tags" is a program {ending} it.'),
        ("mkdocs.yml", 17, f'The plugin "privacy" is a program {ending} it.'),
        ("mkdocs.yml", 44, f"“hooks” are programs {ending} them."),
    ]


def test_a_page_must_end_as_zensical_takes_it(odd: Path) -> None:
    job = job_in(odd)
    page = PageToRender("money/old.markdown", {}, "", "# Old\n")
    (found,) = unfit_settings(replace(job, pages=(*job.pages, page)))
    assert (found.path, found.suggestion) == ("docs/money/old.markdown", "money/old.md")
    assert 'ends in ".markdown"' in found.message


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("[a](saved.md)", "[a](saved.md)"),
        ("[a](saved.md#two 'T')", "[a](saved.md#two 'T')"),
        ("[a](<../Some Page.md>)", "[a](<../Some Page.md>)"),
        ("[a](../Some%20Page.md)", "[a](../Some%20Page.md)"),
        ("[a](../x/)", "[a](pfkeptK:../x/)"),
        ("[a](<../no page.md>)", "[a](<pfkeptK:../no page.md>)"),
        ("[a](b_(c).md)", "[a](b_(c).md)"),
        ("[a]: ../feed.xml 'T'", "[a]: pfkeptK:../feed.xml 'T'"),
        ("[a](#here) [b](/x/) [c](pf:/x/) [d](//x/y)", "[a](#here) [b](/x/) [c](pf:/x/) [d](//x/y)"),
        ("[^1]: words [a](x/)", "[^1]: words [a](pfkeptK:x/)"),
        ("[a](//[x)", "[a](//[x)"),
        ("[a](x[b](saved.md) [c](y/)", "[a](pfkeptK:x[b](saved.md) [c](pfkeptK:y/)"),
        ('<a href="../x/">', '<a href="pfkeptK:../x/">'),
        ('<a class="b" href="https://x.example/" id="c">', '<a class="b" href="https://x.example/" id="c">'),
        ("<video poster='p.png' src=v.mp4>", "<video poster='pfkeptK:p.png' src=pfkeptK:v.mp4>"),
        ('<a href="pf:/x/"><img src="#a">', '<a href="pf:/x/"><img src="#a">'),
    ],
)  # fmt: skip
def test_links_that_mkdocs_would_leave_are_marked_and_come_back(written: str, given: str) -> None:
    there = {"money/saved.md", "Some Page.md", "money/b_(c).md"}
    marked = with_links_kept(written, "money/spend.md", there.__contains__, "K")
    assert marked == given
    text = f"<!--pf-content K-->{marked}<!--/pf-content K-->"
    assert as_from_mkdocs(text, "K", "/") == text.replace(MARK, "")


def test_a_mark_moves_no_tab_and_leaves_no_trace_in_the_name_of_a_heading() -> None:
    marked = with_links_kept("[a](x/)", "index.md", lambda place: False, "key")
    assert marked == "[a](pfkeptkeyxx:x/)"
    heading = f'<h2 id="see-{MARK[:-1]}x">See</h2>'
    assert as_from_mkdocs(heading, "K", "/") == '<h2 id="see-x">See</h2>'


def test_a_frame_is_written_as_jinja_writes_it_and_a_text_is_left_alone() -> None:
    text = '<!--pf-content K--><a href="./x">&quot;it&#x27;s&quot;</a><!--/pf-content K-->'
    frame = '<a href="./..">it&#x27;s &quot;x&#x2f;y&quot;</a><a href="././">'
    wanted = '<a href="..">it&#39;s &#34;x/y&#34;</a><a href="./">'
    assert as_from_mkdocs(f"{frame}{text}{frame}", "K", "/") == f"{wanted}{text}{wanted}"


def test_why_zensical_ended_is_told_with_the_line_to_mend(odd: Path) -> None:
    partials = odd / "overrides/partials"
    partials.mkdir()
    (partials / "footer.html").write_text("<footer>\n{{ x | no }}</footer>\n", "utf-8")
    nested = (
        'RuntimeError: could not render include: error in "partials/footer.html" (in base.html:90): '
        "unknown filter: filter no is unknown (in partials/footer.html:2)"
    )
    (own,) = said_of(odd, nested)
    assert own[:2] == ("overrides/partials/footer.html", 2)
    assert own[2] == (
        "Zensical cannot use the template partials/footer.html: unknown filter: filter no is unknown."
    )
    (ours,) = said_of(odd, "RuntimeError: unknown method: x (in base.html:9)")
    assert ours[:2] == ("overrides", 0)


def test_names_that_are_not_there_are_told_with_the_nearest(odd: Path) -> None:
    edit(odd / "mkdocs.yml", "  - abbr\n", "  - pymdownx.tabbd\n")
    line = (odd / "mkdocs.yml").read_text("utf-8").splitlines().index("  - pymdownx.tabbd") + 1
    said = "Python error: ModuleNotFoundError: No module named 'pymdownx.tabbd'"
    words = 'There is no extension called "pymdownx.tabbd" on this computer.'
    assert said_of(odd, said) == [("mkdocs.yml", line, words)]
    edit(odd / "mkdocs.yml", "name: material", "name: materal")
    said = "zensical.config.ConfigurationError: Theme 'materal' is not installed. Available: …"
    (found,) = faults_of(job_in(odd), PROJECT, said, 1)
    assert (found.line, found.suggestion) == (6, "material")
    edit(odd / "mkdocs.yml", "permalink: false", "permalnk: false")
    ((_, _, words),) = said_of(odd, "Python error: KeyError: 'permalnk'")
    assert words == 'An extension does not take "permalnk" as it is set here.'


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("Build started\nPanic: /project/docs/x\n", 101, "Panic: docs/x"),
        ("", 3, "it ended with 3 and said nothing"),
        ("Build started\n", -9, "it was ended from outside, as when memory runs out"),
    ],
)
def test_what_nobody_foresaw_is_told_in_its_own_words(
    odd: Path, said: str, code: int, words: str
) -> None:
    assert said_of(odd, said, code) == [
        ("mkdocs.yml", 0, f"Zensical could not make the pages: {words}.")
    ]


def test_a_template_that_fails_leaves_nothing_behind(odd: Path, tmp_path: Path) -> None:
    edit(odd / "overrides/main.html", "{{ 'money/' | url }}", "{{ 'money/'.upper().no() }}")
    target = tmp_path / "made" / "site"
    with pytest.raises(RenderProblem) as caught:
        Zensical().render(job_in(odd), target)
    (found,) = caught.value.findings
    assert (found.path, found.line) == ("overrides/main.html", 2)
    assert [*target.parent.iterdir()] == []


def test_what_hangs_is_stopped(odd: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildProblem, match=r"after 0\.01 seconds, and was stopped"):
        Zensical(seconds=0.01).render(job_in(odd), tmp_path / "made" / "site")
    assert [*(tmp_path / "made").iterdir()] == []


def test_a_page_that_is_passed_over_is_told(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(self: Zensical, project: Path, job: RenderJob) -> None:
        for page in [*job.pages][1:]:
            file = project / "site" / page.place.removesuffix(".md").removesuffix("index")
            (file / "index.html").parent.mkdir(parents=True, exist_ok=True)
            (file / "index.html").touch()
        (project / "site/people").mkdir(parents=True, exist_ok=True)
        (project / "site/people/index.html").touch()

    monkeypatch.setattr(Zensical, "_run", run)
    with pytest.raises(RenderProblem) as caught:
        Zensical().render(job_in(odd), tmp_path / "made" / "site")
    assert [one.path for one in caught.value.findings] == ["docs/Some Page.md"]


def test_it_is_told_where_zensical_is_not_installed(
    odd: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "own_versions", lambda name: {name: ""})
    with pytest.raises(BuildProblem, match="Zensical is not installed here"):
        Zensical().render(job_in(odd), tmp_path / "made" / "site")


def test_zensical_ends_with_whoever_started_it() -> None:
    program = Path(module.__file__).with_name("zensical_run.py")
    code = (
        f"import runpy, time; own = runpy.run_path({str(program)!r}); "
        "own['go_with_the_parent'](); time.sleep(60)"
    )
    done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 1


def test_settings_that_are_a_word_or_missing_are_taken(odd: Path) -> None:
    (odd / "mkdocs.yml").write_text(
        "site_name: Fire\ntheme: material\nplugins: [macros]\n", "utf-8"
    )
    job = replace(job_in(odd), config=open_config(odd))
    assert settings_in(job)["theme"] == {"name": "material", "custom_dir": "theme"}
    assert settings_in(job)["markdown_extensions"] == [
        "pymdownx.superfences", "toc", "tables", "fenced_code",
    ]  # fmt: skip
