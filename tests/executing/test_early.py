"""What may not be seen yet: it never leaves the machine that builds."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from plainfigures.build import Outcome, build, look
from plainfigures.config import SiteConfig, read_config
from plainfigures.executing import Scheduler
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import Finding
from tests.making import make_site

BEFORE, MOMENT = "2026-12-10T09:29:00+00:00", "2026-12-10T09:30:00+00:00"
SCHEDULER = Scheduler("tcp://127.0.0.1:1")


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteConfig:
    """The settings of a site with a page that waits; it is a minute before its moment."""
    root = make_site(tmp_path / "site")
    page = root / "docs" / "soon" / "index.md"
    page.parent.mkdir()
    page.write_text(f"---\ntitle: Soon\npublish_after: {MOMENT}\n---\n\n# Soon\n", "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(parse_moment(BEFORE).timestamp())))
    return read_config(root)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Sequence[Scheduler | None]:
    """Whom the sites that are made were to be made with; none is made."""
    found: list[Scheduler | None] = []

    def make(
        config: SiteConfig,
        clock: Clock,
        *_: object,
        scheduler: Scheduler | None = None,
        **__: object,
    ) -> Outcome:
        found.append(scheduler)
        coming = parse_moment(MOMENT)
        outcome = Outcome([Finding("page", "Wrong.", "Mend it.")])
        if clock.now < coming:
            monkeypatch.setattr(Outcome, "coming", (coming,))
        return outcome

    monkeypatch.setattr("plainfigures.build._make", make)
    return found


@pytest.mark.parametrize(("moment", "helped"), [(BEFORE, SCHEDULER), (MOMENT, None)])
def test_a_build_asks_nobody_for_help_with_what_waits(
    config: SiteConfig, asked: Sequence[Scheduler | None], moment: str, helped: Scheduler | None
) -> None:
    clock = Clock(parse_moment(moment))
    build(config, clock, config.site, scheduler=SCHEDULER)
    assert list(asked) == [helped]


def test_a_look_ahead_asks_nobody_for_help(
    config: SiteConfig, asked: Sequence[Scheduler | None]
) -> None:
    look(config, Clock(parse_moment(BEFORE)), scheduler=SCHEDULER)
    assert list(asked) == [SCHEDULER, None]
