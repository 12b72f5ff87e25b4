"""Corrupts the data, one cell at a time, and counts what the rules catch: `nox -s mutate`.

A mutant is caught where a rule reports an error that the sound site does not have. The documents'
own text is used where it is at hand, and reported apart.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from operator import attrgetter
from pathlib import Path

from tests.conftest import ROOT
from tests.mutation.bench import Bench, Trial
from tests.mutation.ground import Mutant
from tests.mutation.known import why_missed
from tests.mutation.operators import BESIDE, CORRUPTIONS, TAKEN_DOWN, make_mutants

__all__ = ["main", "report"]

COUNT = 32
SEED = 3


def main(words: Sequence[str] | None = None) -> int:
    """Run the mutants and print the report; 1 where one is not caught that should be."""
    parser = argparse.ArgumentParser(prog="mutate", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="mutants of each operator")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args(words)
    shared = Path(os.environ.get("PLAINFIGURES_SHARED", ROOT.parent / "shared"))
    documents = shared / "sources"
    with tempfile.TemporaryDirectory(prefix="mutate-") as name:
        place = (ROOT, Path(name), documents if documents.is_dir() else None)
        ground = _bench(*place).ground
        groups = {
            "Corruptions of figures": (CORRUPTIONS, asked.count),
            "Corruptions of what stands beside the value": (BESIDE, asked.count // 2),
            "Value and text alike, as when a figure is taken down wrongly": (
                TAKEN_DOWN,
                asked.count,
            ),
        }
        with ProcessPoolExecutor(asked.jobs) as pool:
            coming = {
                title: pool.map(
                    partial(_attempt, place),
                    [
                        mutant
                        for operator in operators
                        for mutant in make_mutants(ground, operator, count, asked.seed)
                    ],
                    chunksize=4,
                )
                for title, (operators, count) in groups.items()
            }
            done = {title: list(trials) for title, trials in coming.items()}
    for title, trials in done.items():
        print("\n".join(report(title, trials)), end="\n\n")
    if not place[2]:
        print(f"The documents are not at {documents}: nothing was held against their text.")
    return int(any(_missed(one) and not _why(one) for trials in done.values() for one in trials))


def report(title: str, trials: Sequence[Trial]) -> list[str]:
    """Return the lines that say what was caught: in total, by operator, package and rule.

    Each that was not is listed, with why no rule could.
    """
    lines = [f"{title}: {_share(trials)} caught without the documents' text"]
    texts = [one for one in trials if one.in_document]
    if texts:
        lines.append(
            f"  of those in the documents, with their text: {_share(texts, with_text=True)}"
        )
    for name in ("operator", "package"):
        lines.append(f"  by {name}")
        of = attrgetter(f"mutant.{name}")
        lines += [
            f"    {group:22} {_share(one for one in trials if of(one) == group)}"
            for group in dict.fromkeys(map(of, trials))
        ]
    lines.append("  by rule (in brackets: by that rule alone)")
    rules = Counter(rule for one in trials for rule in one.rules)
    alone = Counter(next(iter(one.rules)) for one in trials if len(one.rules) == 1)
    lines += [f"    {rule:22} {count} ({alone[rule]})" for rule, count in rules.most_common()]
    lines.append("  not caught without the documents' text")
    missed = [one for one in trials if not one.caught]
    whys = dict.fromkeys(_reason(one) for one in missed)
    for why in whys:
        lines.append(f"    {why}")
        lines += [f"      {one.mutant.words}" for one in missed if _reason(one) == why]
    return lines if missed else [*lines, "    none"]


def _reason(trial: Trial) -> str:
    if trial.by_text:
        return "Caught by the documents' text:"
    return _why(trial) or "A RULE SHOULD SEE THIS:"


def _why(trial: Trial) -> str:
    return why_missed(trial.mutant, in_document=trial.in_document)


def _missed(trial: Trial) -> bool:
    return not trial.caught and not trial.by_text


def _share(trials: Iterable[Trial], *, with_text: bool = False) -> str:
    caught = [one.caught or (with_text and one.by_text) for one in trials]
    return f"{sum(caught)} of {len(caught)} ({100 * sum(caught) / len(caught):.1f}%)"


@cache
def _bench(root: Path, folder: Path, documents: Path | None) -> Bench:
    """Return the bench of this process."""
    return Bench(root, folder, documents)


def _attempt(place: tuple[Path, Path, Path | None], mutant: Mutant) -> Trial:
    return _bench(*place).attempt(mutant)


if __name__ == "__main__":
    sys.exit(main())
