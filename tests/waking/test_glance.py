"""The first look: never “no” where something may have come due, and mostly “no” where nothing has."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import parse_moment
from plainfigures.waking.glance import moments_in, published_at, reason_to_look
from tests.conftest import ROOT

NOON = datetime.datetime(2025, 9, 25, 12, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)


def site_with(folder: Path, text: str, name: str = "datasets/calls/all.csv") -> Path:
    """Write a file of a site that holds a text."""
    (folder / name).parent.mkdir(parents=True)
    (folder / name).write_text(text, "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Fire\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "written",
    [
        "2025-09-25T12:00:00+00:00",
        "2025-09-25T12:00Z",
        "2025-09-25T14:00:00+02:00",
        "2025-09-25 13:00",  # in London, in summer
        "2025-09-25  13:00:00",
        "20250925T130000",
        "2025-W39-4T13:00",
        "2025-09-25 2:00:00 -10:00",
        "2025-09-25T99:99",  # no moment: may be any of its day
    ],
)
def test_a_moment_is_seen_however_it_is_written(written: str, tmp_path: Path) -> None:
    site = site_with(tmp_path, f'{{"embargo": "{written}"}}')
    assert reason_to_look(site, NOON - MINUTE, NOON)


def test_there_is_nothing_to_look_at_before_and_after_a_moment(tmp_path: Path) -> None:
    site = site_with(tmp_path, "publish_after: 2025-09-25T12:00:00+00:00\n", "docs/index.md")
    assert reason_to_look(site, NOON - 5 * MINUTE, NOON - MINUTE) is None
    assert reason_to_look(site, NOON, NOON + 90 * MINUTE) is None


def test_a_day_that_ends_is_a_reason_in_winter_and_in_summer(tmp_path: Path) -> None:
    site = site_with(tmp_path, "due,2025-09-30\n")
    midnight = datetime.datetime(2025, 9, 30, 23, tzinfo=datetime.UTC)
    for end in (midnight, midnight + 60 * MINUTE):
        assert reason_to_look(site, end - MINUTE, end)


def test_packages_that_are_kept_elsewhere_count_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_with(tmp_path, "2025-09-25T12:00:00+00:00", "private/calls/all.csv")
    assert reason_to_look(site, NOON - MINUTE, NOON) is None
    monkeypatch.setenv("PLAINFIGURES_PRIVATE", "private")
    assert reason_to_look(site, NOON - MINUTE, NOON)


@pytest.mark.parametrize(
    "report", ["", "[]", '{"as_of": 5}', '{"as_of": "2025-09-25"}', '{"as_of": "x"}']
)
def test_a_record_that_says_nothing_is_a_reason_to_look(report: str, tmp_path: Path) -> None:
    file = tmp_path / "build.json"
    file.write_text(report, "utf-8")
    assert published_at(file) is None
    assert reason_to_look(tmp_path, None, NOON)


@given(
    st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2900, 1, 1)),
    st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y%m%dT%H%M%S", "%G-W%V-%uT%H:%M"]),
    st.sampled_from(["", "Z", "+00:00", "+05:30", "-11:00"]),
)
def test_whatever_the_clock_reads_as_a_moment_is_seen(
    moment: datetime.datetime, form: str, offset: str
) -> None:
    written = moment.strftime(form) + offset
    try:
        meant = parse_moment(written).astimezone(datetime.UTC)
    except BuildProblem:
        return
    assert meant in set(moments_in(f"x,{written},y"))


def test_it_runs_with_nothing_installed(tmp_path: Path) -> None:
    site = site_with(tmp_path, "2025-09-25T12:00:00+00:00")
    (site / "published.json").write_text(json.dumps({"as_of": (NOON - MINUTE).isoformat()}))
    program = ["-S", "-m", "plainfigures.waking", "due", "--published", "published.json", "--as-of"]
    codes = [
        subprocess.run(
            [sys.executable, *program, moment.isoformat()],
            cwd=site,
            env={"PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=False,
        ).returncode
        for moment in (NOON, NOON - MINUTE / 2)
    ]
    assert codes == [1, 0]
