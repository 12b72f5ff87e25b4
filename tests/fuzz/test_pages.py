"""A sample of the pages made at random; `nox -s fuzz` tries many more."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.pages import assert_harmless, check_page, make_page


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_pages_made_at_random_come_to_findings_or_to_harmless_pages(seed: int) -> None:
    assert check_page(make_page(random.Random(seed))) >= 0


@pytest.mark.parametrize(
    "page", ["<script>a</script>", "<p onclick='a'>b</p>", "<a href='javascript:a'>b</a>"]
)
def test_a_page_that_is_not_harmless_would_be_caught(page: str) -> None:
    with pytest.raises(AssertionError):
        assert_harmless(f"<html><body>{page}</body></html>")
