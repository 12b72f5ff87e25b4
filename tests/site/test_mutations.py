"""A sample of the mutation run: one cell of the data corrupted, and a rule that sees it.

The whole run, with the share that each rule catches, is `nox -s mutate`.
"""

from pathlib import Path

import pytest

from tests.mutate import SEED, report
from tests.mutation.bench import Bench, Trial
from tests.mutation.ground import Mutant
from tests.mutation.known import why_missed
from tests.mutation.operators import BESIDE, CORRUPTIONS, TAKEN_DOWN, make_mutants


@pytest.fixture(scope="module")
def bench(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """This project's data, without the documents' text."""
    return Bench(root, tmp_path_factory.mktemp("bench"))


def attempt(bench: Bench, operators: tuple[str, ...], count: int) -> list[Trial]:
    """Try some mutants of each operator, up to the first rule that catches each."""
    return [
        bench.attempt(mutant, every=False)
        for operator in operators
        for mutant in make_mutants(bench.ground, operator, count, SEED)
    ]


def test_a_sample_of_corrupted_figures_is_caught(bench: Bench) -> None:
    trials = attempt(bench, CORRUPTIONS, 2)
    assert len(trials) >= 20
    missed = [one.mutant for one in trials if not one.caught]
    assert [one.words for one in missed if not why_missed(one, in_document=False)] == []
    assert len(missed) <= 0.05 * len(trials)


def test_what_is_taken_down_wrongly_from_a_document_is_caught_by_its_text(
    root: Path, shared: Path, tmp_path: Path
) -> None:
    bench = Bench(root, tmp_path, shared / "sources")
    mutants = [
        mutant
        for mutant in make_mutants(bench.ground, TAKEN_DOWN[0], 60, SEED)
        if mutant.package in {"elsewhere", "placements", "improvement"}
    ]
    trials = [bench.attempt(mutant) for mutant in mutants]
    assert len(trials) > 9
    assert all(one.in_document for one in trials)
    assert [one.mutant.words for one in trials if not one.by_text] == []


@pytest.mark.parametrize("table", ["inspections/judgements", "demand/counts", "finance/ro3"])
def test_what_changes_nothing_is_not_caught(bench: Bench, table: str) -> None:
    # So what is caught is caught for what was changed, not for the way in which it was tried.
    spot = next(one for one in bench.ground.spots() if one.resource.reference == table)
    names = (spot.package.name, spot.resource.name, spot.figure.reference)
    cell = (spot.column, spot.row.cells[spot.column])
    same = Mutant("none", *names, spot.row.line, (cell,))
    if spot.package.name == "finance":
        same = Mutant("none", *names, stated=("package", "area", spot.package.area))
    assert bench.attempt(same, every=False).rules == frozenset()


def test_the_same_seed_makes_the_same_mutants_and_another_makes_others(bench: Bench) -> None:
    made = make_mutants(bench.ground, "digit swap", 20, SEED)
    assert made == make_mutants(bench.ground, "digit swap", 20, SEED)
    assert made != make_mutants(bench.ground, "digit swap", 20, SEED + 1)
    assert len({one.package for one in made}) > 5


@pytest.mark.parametrize("operator", [*CORRUPTIONS, *BESIDE, *TAKEN_DOWN])
def test_every_mutant_changes_something(bench: Bench, operator: str) -> None:
    made = make_mutants(bench.ground, operator, 30, SEED)
    assert len(made) > 10
    assert [one.words for one in made if one.before == one.after] == []
    assert len({one.change for one in made}) == len(made)


def test_the_report_says_what_was_caught_by_what_and_why_the_rest_was_not() -> None:
    seen = Mutant("sign", "money", "budget", "money/budget/a", 2, (("value", "-1"),), before="1")
    unseen = Mutant(
        "status", "plans", "events", "plans/events/b", 3, (("status", "budget"),), before="actual"
    )
    trials = [
        Trial(seen, frozenset({"as-published", "relation"})),
        Trial(seen, frozenset({"as-published"}), in_document=True, by_text=True),
        Trial(unseen, frozenset()),
    ]
    assert report("Corruptions", trials) == [
        "Corruptions: 2 of 3 (66.7%) caught without the documents' text",
        "  of those in the documents, with their text: 1 of 1 (100.0%)",
        "  by operator",
        "    sign                   2 of 2 (100.0%)",
        "    status                 0 of 1 (0.0%)",
        "  by package",
        "    money                  2 of 2 (100.0%)",
        "    plans                  0 of 1 (0.0%)",
        "  by rule (in brackets: by that rule alone)",
        "    as-published           2 (1)",
        "    relation               1 (0)",
        "  not caught without the documents' text",
        "    Whether a figure is a forecast or an outturn is said once, for its table or its row.",
        '      status: plans/events/b, status: "actual" → "budget"',
    ]
