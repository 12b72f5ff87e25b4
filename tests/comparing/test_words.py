"""What is told of sentences, cells, charts, promises and checks in which changed figures stand."""

from pathlib import Path
from typing import Any

from plainfigures.comparing.records import Part
from plainfigures.comparing.side import open_side
from plainfigures.config import open_config
from plainfigures.figures.clock import Clock, parse_moment
from tests.comparing.held import after, every_form, passages_of
from tests.making import append, describe, edit, make_site
from tests.stating import SAID

TIMES = "datasets/response/times.csv"
BUDGET = "datasets/money/budget.csv"


def slower(root: Path) -> None:
    """Make the first engine come later than it did before."""
    edit(root / TIMES, "eastmere,2024-07,7.4,7.4", "eastmere,2024-07,8.9,8.9")


def test_sentences_and_cells_are_told_with_their_page_and_line(tmp_path: Path) -> None:
    changes = after(tmp_path, slower)
    assert passages_of(changes, "docs/index.md") == [
        (
            7,
            "",
            "Time to the first engine fell from 8.2 in April 2024 to 7.4 in July 2024.",
            "Time to the first engine rose from 8.2 in April 2024 to 8.9 in July 2024.",
        )
    ]
    assert passages_of(changes, "docs/response/index.md") == [
        (10, "“Times”, July 2024, Value", "7.4", "8.9")
    ]
    assert all((page.gone, page.new) == (0, 0) for page in changes.pages)


def test_a_word_of_direction_that_turns_is_told(tmp_path: Path) -> None:
    changes = after(tmp_path, slower)
    turned = [words for page in changes.pages for one in page.passages for words in one.turned]
    assert turned == [("fell", "rose")]


def test_a_sentence_that_was_reworded_too_is_told_beside_the_old_one(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        edit(root / BUDGET, "843,843", "943,943")
        edit(root / BUDGET, "698,698", "798,798")
        edit(root / "docs/index.md", "The forecast is", "By now the forecast stands at")

    assert passages_of(after(tmp_path, change), "docs/index.md") == [
        (
            7,
            "",
            "The forecast is £698,000 over the budget.",
            "By now the forecast stands at £798,000 over the budget.",
        )
    ]


def test_words_alone_are_counted_and_not_repeated(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        file = root / "docs/index.md"
        edit(file, "The service was judged", "Inspectors judged the service")
        edit(file, "title: Home", "title: Start\ndescription: All of it")
        append(file, "\nHow it went on. Nobody knows yet.")

    (page,) = after(tmp_path, change).pages
    assert (page.path, page.gone, page.new, page.passages) == ("docs/index.md", 1, 3, ())
    assert page.parts == (Part("title", "Home", "Start"), Part("description", "", "All of it"))


def test_pages_that_come_and_go_are_told(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        (root / "docs/promises/index.md").rename(root / "docs/plans.md")

    changes = after(tmp_path, change)
    assert [(one.what, one.path) for one in changes.pages] == [
        ("added", "docs/plans.md"),
        ("removed", "docs/promises/index.md"),
    ]


def test_what_residents_read_comes_before_what_editors_read(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        for place in ("editing", "zebra"):
            (root / f"docs/{place}").mkdir()
            (root / f"docs/{place}/index.md").write_text("# A page\n", "utf-8")
        edit(
            root / "mkdocs.yml",
            "  plainfigures:\n",
            "  plainfigures:\n    reading:\n      leave_out: [editing/]\n",
        )

    pages = [page.path for page in after(tmp_path, change).pages]
    assert pages == ["docs/zebra/index.md", "docs/editing/index.md"]


def test_a_page_that_is_held_back_is_told_by_its_file_alone(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        file = root / "docs/index.md"
        text = file.read_text("utf-8").replace("# What happened", "# The secret")
        news = text.replace("title: Home", "title: The secret\npublish_after: 2030-01-01")
        (root / "docs/news.md").write_text(news, "utf-8")

    changes = after(tmp_path, change)
    assert [(one.what, one.path) for one in changes.pages] == [("held-back", "docs/news.md")]
    assert "The secret" not in every_form(changes)


def test_errors_are_looked_for_anew_once_a_page_may_be_seen(tmp_path: Path) -> None:
    root = make_site(tmp_path / "fire")
    edit(root / "docs/index.md", "# What happened", "# What happened\n\n[Soon](soon.md)\n")
    held = "---\ntitle: Soon\ndescription: What comes.\npublish_after: 2024-12-01T09:30:00+00:00\n---\n"
    (root / "docs/soon.md").write_text(f"{held}\n# Soon\n", "utf-8")
    told = []
    for hour in ("08", "10"):
        clock = Clock(parse_moment(f"2024-12-01T{hour}:00:00+00:00"))
        with open_side(open_config(root), "", clock) as side:
            told.append({one.rule for one in side.errors})
    assert told == [{"link"}, set()]


def test_the_words_and_values_of_a_chart_are_told(tmp_path: Path) -> None:
    (chart,) = after(tmp_path, slower).charts
    words = {part.name: (part.old, part.new) for part in chart.parts}
    assert words["title"] == (
        "The first engine came in 7.4 minutes",
        "The first engine came in 8.9 minutes",
    )
    old, new = words["text alternative"]
    assert "down from 8.2 (April 2024) to 7.4" in old
    assert "up from 8.2 (April 2024) to 8.9" in new
    assert chart.values == (Part("July 2024, Eastmere", "7.4", "8.9"),)
    assert chart.pages == ("docs/response/index.md",)


def test_a_chart_that_was_taken_out_is_told(tmp_path: Path) -> None:
    changes = after(tmp_path, lambda root: (root / "charts/times.yml").unlink())
    assert [(one.what, one.name) for one in changes.charts] == [("removed", "times")]
    assert "docs/response/index.md" in [one.finding.path for one in changes.errors]


def test_a_check_between_figures_that_no_longer_holds_is_told(tmp_path: Path) -> None:
    changes = after(tmp_path, lambda root: edit(root / BUDGET, "843,843", "943,943"))
    (outcome,) = changes.outcomes
    assert outcome.kind == "relation"
    assert outcome.title == "The variance of fire stations is their forecast less their budget"
    assert (outcome.old, outcome.new) == ("Holds exactly", "Does not hold")
    assert [one.finding.rule for one in changes.errors] == ["relation"]


def test_a_claim_that_is_not_borne_out_any_more_is_told(tmp_path: Path) -> None:
    def state(root: Path) -> None:
        test = "money/budget/total/variance < 700000"
        readings = [{"words": "On the forecast.", "test": test}]
        claims = [
            {"key": "mostly-roads", "table": "said", "readings": readings},
            {"key": "best-trained", "table": "said", "whyNot": "Nothing is published."},
        ]

        def declare(content: dict[str, Any]) -> None:
            content["resources"].append(SAID.descriptor)
            content["plainfigures"]["claims"] = claims

        (root / "datasets/money/said.csv").write_text(SAID.content, "utf-8")
        describe(root / "datasets/money", declare)

    after(tmp_path / "old", state)
    changes = after(
        tmp_path / "new",
        lambda root: edit(root / BUDGET, "698,698", "798,798"),
        tmp_path / "old/changed",
    )
    (outcome,) = changes.outcomes
    assert (outcome.kind, outcome.name) == ("claim", "money/mostly-roads")
    assert outcome.title == "Most rescues are from road crashes"
    assert (outcome.old, outcome.new) == ("Borne out", "Not borne out")


def test_words_that_a_test_no_longer_bears_out_are_told_as_such(tmp_path: Path) -> None:
    old = tmp_path / "old"

    def change(root: Path) -> None:
        edit(root / TIMES, "eastmere,2024-07,7.4,7.4", "eastmere,2024-07,9.9,9.9")

    def said(root: Path) -> None:
        names = [f"response/times/first-engine.{one}@2024-07" for one in ("eastmere", "country")]
        append(
            root / "docs/index.md",
            f'\nIt was {{{{ said("quicker than elsewhere", "{names[0]} < {names[1]}") }}}}.',
        )

    after(old, said)
    changes = after(tmp_path, change, old / "changed")
    (error,) = [one for one in changes.errors if one.words]
    assert 'The figures speak against "quicker than elsewhere"' in error.finding.message


def test_a_promise_that_is_overdue_now_is_told(tmp_path: Path) -> None:
    promises = "datasets/plans/promises.csv"

    def change(root: Path) -> None:
        edit(root / promises, "2024-09,2024-11,,,,,done", "2024-09,2024-10,,,,,on-track")

    (promise,) = after(tmp_path, change).promises
    assert promise.title == "Open a new station"
    assert (promise.old, promise.new) == ("reported done", "due, nothing published since")
    assert (promise.path, promise.line) == (promises, 3)


def test_an_error_that_only_moved_is_not_new_and_one_that_is_gone_is_mended(tmp_path: Path) -> None:
    index = "docs/index.md"

    def wrong(root: Path) -> None:
        append(root / index, '\n{{ figure("money/budget/totl/variance") }}')

    after(tmp_path / "old", wrong)
    old = tmp_path / "old/changed"
    moved = after(tmp_path / "moved", lambda root: edit(root / index, "# What", "\n\n# What"), old)
    assert (moved.errors, moved.mended) == ((), 0)
    mended = after(tmp_path / "mended", lambda root: edit(root / index, "totl", "total"), old)
    assert (mended.errors, mended.mended) == ((), 1)
    assert not mended.needs_a_person
