"""What preparing a site keeps from one build to the next."""

from pathlib import Path

import pytest

from plainfigures import keeping, preparing
from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import ERROR
from tests.making import make_site

SAID = (
    '# Home\n\n{{ said("Fewer", "response/staff/on-call-share@2024-03-31 < 50") }} are on call.\n'
)


def test_a_test_in_a_page_is_parsed_once_for_all_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(tmp_path)
    (site / "docs" / "index.md").write_text(SAID, "utf-8")
    clock = Clock(parse_moment("2024-12-01"))
    first = preparing.prepare(read_config(site), clock)

    def fail(text: str) -> tuple[str, ...]:
        raise AssertionError(f"{text} is parsed again")

    monkeypatch.setattr(keeping, "parse_test", fail)
    second = preparing.prepare(read_config(site), clock)
    for prepared in (first, second):
        assert [one for one in prepared.findings if one.level == ERROR] == []
        (page,) = [one for one in prepared.pages if one.page.path == "docs/index.md"]
        assert ">Fewer</span> are on call" in page.markdown
