"""What preparing a site works out once and keeps: what rules find in the data, tests, and texts."""

from collections.abc import Callable

from plainfigures.check import Material, run_rules
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.findings import CheckRun
from plainfigures.figures.keys import code_digest, digest_of
from plainfigures.read import Store
from plainfigures.write import Keeper

__all__ = ["keeper_of", "keeping_tests", "run_data_rules"]


def run_data_rules(material: Material, store: Store, data: str) -> list[CheckRun]:
    """Run the rules on the data, unless they ran on the very same before and are known."""
    worked_out = material.catalogue.computed
    hung_on = (material.found, material.counts, material.configuration, material.release)
    key = digest_of([data, code_digest(), repr(worked_out), repr(hung_on)])
    runs = store.load(key, list[CheckRun])
    if runs is None:
        from plainfigures.check import DATA_RULES  # loads all of them

        runs = run_rules(DATA_RULES, material)
        store.save(key, runs)
    return runs


def keeping_tests(store: Store) -> Callable[[str], tuple[str, ...]]:
    """Return `parse_test` with what it parsed kept, since the parser takes long to load."""

    def parse(text: str) -> tuple[str, ...]:
        key = digest_of([text, code_digest()])
        steps = store.load(key, tuple[str, ...])
        if steps is None:
            steps = parse_test(text)
            store.save(key, steps)
        return steps

    return parse


def keeper_of(store: Store, data: str) -> Keeper:
    """Return what keeps texts that are made of named parts, and of what has the key `data`."""

    def keep(parts: str, make: Callable[[], str]) -> str:
        key = digest_of([parts, data])
        text = store.load(key, str)
        if text is None:
            text = str(make())
            store.save(key, text)
        return text

    return keep
