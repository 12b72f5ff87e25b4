"""Examples are sites of their own, with tests of their own: they are run from `tests/starting`."""

collect_ignore = ["fire"]
