"""`python -m tests.bench`: the whole comparison; `… growth`, `… profile` for parts of it."""

import sys


def _main(words: list[str]) -> None:
    if words[:1] == ["profile"]:
        from tests.bench import profiling

        profiling.main(words[1:])
    elif words[:1] == ["growth"]:
        from tests.bench import suite

        suite.growth_alone(words[1:])
    else:
        from tests.bench import suite

        suite.main(words)


if __name__ == "__main__":
    _main(sys.argv[1:])
