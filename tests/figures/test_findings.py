"""Findings: where they point, how they sort, and the nearest right name."""

from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures.findings import ADVICE, ERROR, Finding, nearest, sort_findings


def test_a_place_has_what_is_known_of_it() -> None:
    assert Finding("table", "Wrong.").place == "the site"
    assert Finding("table", "Wrong.", path="a.csv").place == "a.csv"
    assert Finding("table", "Wrong.", path="a.csv", line=3).place == "a.csv:3"
    assert Finding("table", "Wrong.", path="a.csv", line=3, column=5).place == "a.csv:3:5"
    assert Finding("table", "Wrong.", path="a.csv", column=5).place == "a.csv"


findings = st.builds(
    Finding,
    st.sampled_from(["table", "source"]),
    st.sampled_from(["One.", "Two."]),
    st.just(""),
    st.sampled_from(["a.csv", "b.csv"]),
    st.integers(0, 3),
    st.integers(0, 2),
    st.just(""),
    st.sampled_from([ERROR, ADVICE]),
)


def _said(finding: Finding) -> tuple[str, str, int, int, str]:
    return finding.level, finding.path, finding.line, finding.column, finding.message


def test_what_most_hangs_on_comes_first() -> None:
    paths = [
        "mkdocs.yml",
        "macros/own.py",
        "datasets/money/datapackage.json",
        "datasets/money/budget.csv",
        "charts/times.yml",
        "docs/index.md",
    ]
    found = [Finding("x", "Wrong.", path=path) for path in reversed(paths)]
    advice = Finding("x", "Better.", path="mkdocs.yml", level=ADVICE)
    assert [one.path for one in sort_findings([advice, *found])] == [*paths, "mkdocs.yml"]


def test_what_two_rules_say_in_the_same_words_of_one_place_is_said_once() -> None:
    one, other = (Finding(rule, "No period.", path="a.csv", line=2) for rule in ("a", "b"))
    apart = Finding("a", "No period.", path="a.csv", line=2, column=4)
    assert sort_findings([other, apart, one]) == [one, apart]


def test_a_figure_that_many_places_miss_asks_after_its_row_once() -> None:
    message = 'There is no figure "response/times/first@2024".'
    many = [Finding("macros", message, "Look.", f"docs/{name}.md", 3) for name in "abc"]
    said = sort_findings(many)
    asking = "Several places name it: put its row back, if it was taken out by mistake. Look."
    assert [one.remedy for one in said] == [asking, "Look.", "Look."]
    assert sort_findings(said) == said
    assert sort_findings(many[:2]) == many[:2]


@given(
    st.lists(findings, max_size=12).flatmap(
        lambda one: st.tuples(st.just(one), st.permutations(one))
    )
)
def test_findings_sort_alike_in_any_order_errors_first_and_each_once(
    both: tuple[list[Finding], list[Finding]],
) -> None:
    one, other = map(sort_findings, both)
    assert one == other
    assert {_said(f) for f in one} == {_said(f) for f in both[0]}
    assert len(one) == len({_said(f) for f in one})
    levels = [finding.level for finding in one]
    assert levels == sorted(levels, key=[ERROR, ADVICE].index)
    errors = [finding for finding in one if finding.level == ERROR]
    assert [(f.path, f.line, f.column) for f in errors] == sorted(
        (f.path, f.line, f.column) for f in errors
    )


def test_the_nearest_name_is_suggested_and_a_far_one_is_not() -> None:
    names = ["revised-budget", "forecast", "variance"]
    assert nearest("varience", names) == "variance"
    assert nearest("qqq", names) == ""
    assert nearest("variance", []) == ""


def test_the_nearest_of_very_many_names_is_suggested() -> None:
    names = [f"station-{number}" for number in range(1000)]
    assert nearest("staton-777", names) == "station-777"
    assert nearest("qqq", names) == ""
