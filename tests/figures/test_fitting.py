"""References that fit a pattern: found as if each was held against it."""

import fnmatch

from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures.fitting import Fitting

PARTS = st.sampled_from(["calls", "crews", "east", "west", "e", "east-2", "2024-03", "total"])
NAMES = st.builds(
    lambda key, area, period, field: f"fire/{key}/{key}.{area}@{period}/{field}",
    PARTS, PARTS, PARTS, PARTS,
)  # fmt: skip
PATTERNS = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["fire/", "*/", "fi?e/"]),
    st.sampled_from(["calls/", "*/", "c*/", "nothing/"]),
    st.sampled_from(["*", "east", "*.east", "calls.*", "[ce]alls.*", "e*t.west"]),
    st.sampled_from(["", "@*", "@2024-03", "*/total", "@2024-*/total"]),
)


@given(st.lists(NAMES, unique=True, max_size=30), PATTERNS)
def test_a_pattern_finds_what_fits_in_its_order(names: list[str], pattern: str) -> None:
    many = [*names, *(f"other/table/row-{number}" for number in range(300))]
    expected = [one for one in many if fnmatch.fnmatchcase(one, pattern)]
    assert Fitting(many).find(pattern) == expected
